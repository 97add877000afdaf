#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others' scanners say of our TLS: no weak protocol, no weak cipher, no known weakness."""
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

from kit import SLOW, Service

IS_LONG = os.environ.get("DESKBELL_FAULTS_LONG") == "1"
SCANNERS = {name: shutil.which(name) for name in ("sslscan", "testssl")}


class TlsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(settings=("--set", "tls.mode=on"))
        cls.service.start()

    @classmethod
    def tearDownClass(cls):
        cls.service.close()

    @property
    def address(self):
        return f"127.0.0.1:{self.service.port}"

    def tearDown(self):
        self.assertTrue(self.service.is_running(), self.service.log.read_text()[-1000:])

    def connect(self, **options):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        for name, value in options.items():
            setattr(context, name, value)
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=5 * SLOW) as plain:
            with context.wrap_socket(plain) as encrypted:
                return encrypted.version(), encrypted.cipher()[0]

    def test_versions(self):
        self.assertEqual(self.connect()[0], "TLSv1.3")
        version, cipher = self.connect(maximum_version=ssl.TLSVersion.TLSv1_2)
        self.assertEqual(version, "TLSv1.2")
        self.assertIn("ECDHE", cipher)

    def test_files(self):
        key = self.service.data / "tls-key.pem"
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        self.assertIn("BEGIN CERTIFICATE", (self.service.data / "tls-certificate.pem").read_text())

    @unittest.skipUnless(SCANNERS["sslscan"], "sslscan is not installed")
    def test_sslscan(self):
        done = subprocess.run([SCANNERS["sslscan"], "--xml=-", "--no-colour", self.address], capture_output=True, text=True, timeout=120 * SLOW)
        report = xml.etree.ElementTree.fromstring(done.stdout)
        enabled = {f"{p.get('type')} {p.get('version')}" for p in report.iter("protocol") if p.get("enabled") == "1"}
        self.assertEqual(enabled, {"tls 1.2", "tls 1.3"})
        ciphers = {cipher.get("cipher") for cipher in report.iter("cipher")}
        self.assertTrue(ciphers)
        for cipher in ciphers:
            is_good = cipher.startswith("TLS_") or (cipher.startswith("ECDHE-") and ("GCM" in cipher or "POLY1305" in cipher))
            self.assertTrue(is_good, cipher)
        self.assertEqual({c.get("strength") for c in report.iter("cipher")} - {"strong", "acceptable"}, set())
        for weakness in report.iter("heartbleed"):
            self.assertEqual(weakness.get("vulnerable"), "0")
        for compression in report.iter("compression"):
            self.assertEqual(compression.get("supported"), "0")
        print(f"sslscan: {sorted(enabled)}, {len(ciphers)} ciphers, all with forward secrecy and AEAD", flush=True)

    @unittest.skipUnless(SCANNERS["testssl"], "testssl.sh is not installed")
    def test_testssl(self):
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder) / "report.json"
            what = ["-p", "-s", "-f", "-U"] if IS_LONG else ["-p", "-s"]
            subprocess.run([SCANNERS["testssl"], "--quiet", "--color", "0", "--warnings", "batch", "--nodns", "none",
                            "--jsonfile", str(report), *what, self.address],
                           capture_output=True, text=True, timeout=(900 if IS_LONG else 120) * SLOW, stdin=subprocess.DEVNULL)
            findings = json.loads(report.read_text())
        by_id = {finding["id"]: finding for finding in findings}
        for old in ("SSLv2", "SSLv3", "TLS1", "TLS1_1"):
            self.assertIn("not offered", by_id[old]["finding"], by_id[old])
        for new in ("TLS1_2", "TLS1_3"):
            self.assertTrue(by_id[new]["finding"].startswith("offered"), by_id[new])
        bad = [f for f in findings if f["severity"] in ("MEDIUM", "HIGH", "CRITICAL")]
        self.assertEqual(bad, [])
        print(f"testssl: {len(findings)} findings, none medium or worse", flush=True)


if __name__ == "__main__":
    if not any(SCANNERS.values()):
        print("skipped: neither sslscan nor testssl is installed (packaging/debian-packages.txt)")
        sys.exit(77)
    for name, path in SCANNERS.items():
        if not path:
            print(f"without {name}: it is not installed (packaging/debian-packages.txt)", flush=True)
    unittest.main(verbosity=2)
