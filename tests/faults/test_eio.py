# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that fails: the process ends with 70 and has not acknowledged anything that is not there afterwards."""
import os
import shutil
import subprocess
import threading
import unittest

import faultkit
from kit import Api, BIN, SLOW, Service
from messages import message


def can_trace():
    if not shutil.which("strace"):
        return "strace is not installed"
    done = subprocess.run(["strace", "-qq", "-o", os.devnull, "-e", "trace=none", "true"], capture_output=True, text=True)
    return None if done.returncode == 0 else f"processes can not be traced here: {done.stderr.strip()[:200]}"


class Traced(Service):
    """A service whose system calls fail on purpose."""

    def start_with(self, injection, only=None):
        """`only`: calls on other files than this one do not count."""
        path = f'-P "{self.data / only}" ' if only else ""
        wrapper = self.data / "traced.sh"
        # exec, so that the process id is strace's and its exit code that of the service.
        wrapper.write_text(f'#!/bin/sh\nexec strace -f -qq -o /dev/null {path}-e trace={injection.split(":")[0]} -e inject={injection} '
                           f'"{BIN}/deskbelld" "$@"\n')
        wrapper.chmod(0o700)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([str(wrapper), "serve", "--data-dir", str(self.data), "--listen", "127.0.0.1:0", *self.settings],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)
        line = self.process.stdout.readline().decode()
        threading.Thread(target=self.process.stdout.read, daemon=True).start()
        if line.startswith("ready "):
            self.port = int(line.strip().rsplit(":", 1)[1])
        return line.startswith("ready ")


class EioTest(unittest.TestCase):
    def setUp(self):
        self.service = Traced(settings=["--set", "log.files=false", "--set", "storage.ballast_mib=0", "--set", "backup.hourly=false"])
        self.addCleanup(self.service.close)
        self.acknowledged = []
        self.number = 0

    def run_until_it_ends(self, injection, only=None):
        """The exit code of a service under load whose calls fail as told."""
        service = self.service
        if not service.start_with(injection, only):
            return service.process.wait(30 * SLOW)
        for _ in range(4000):
            self.number += 1
            call = f"eio-{self.number:06d}"
            try:
                status, _, _ = service.post_hook(message("status-update", call, status="in-progress"))
            except OSError:
                break
            if status == 200:
                self.acknowledged.append(call)
        return service.process.wait(30 * SLOW)

    def check_nothing_lost(self):
        self.service.port = 0
        self.service.start()
        api = Api(self.service)
        stored = {call["provider_call_id"] for call in api.calls()}
        self.assertEqual(set(self.acknowledged) - stored, set(), "acknowledged and lost")
        faultkit.check_feed(api)
        self.service.kill()
        faultkit.check_database(self.service)

    def sweep(self, call, error, places):
        ended = 0
        for when in places:
            with self.subTest(call=call, error=error, when=when):
                code = self.run_until_it_ends(f"{call}:error={error}:when={when}")
                self.assertEqual(code, 70, self.service.log.read_text(errors="replace")[-1500:])
                ended += 1
                self.check_nothing_lost()
        faultkit.figure(f"{call} {error}: ended with 70", ended, "of %d" % len(places), len(places))

    def test_sync_fails(self):
        self.sweep("fdatasync", "EIO", faultkit.length([12, 40], list(range(8, 200, 6))))

    def test_sync_fails_for_good(self):
        self.sweep("fdatasync", "EIO", faultkit.length(["15+"], ["9+", "30+", "90+"]))

    def test_write_fails(self):
        self.sweep("pwrite64", "EIO", faultkit.length([60, 400], list(range(60, 1500, 60))))

    def test_disk_becomes_read_only(self):
        # What the kernel answers after it has remounted a failing disk; a remount by hand is refused while files are open.
        self.sweep("pwrite64", "EROFS", faultkit.length(["100+"], ["60+", "100+", "500+"]))

    def test_checkpoint_fails(self):
        """The log is copied back into the file after many commits; an error counts, though nobody waits for an answer then."""
        for when in faultkit.length([1, 2], [1, 2, 3, 4]):
            with self.subTest(when=when):
                code = self.run_until_it_ends(f"fdatasync:error=EIO:when={when}", only="deskbell.db")
                self.assertEqual(code, 70, self.service.log.read_text(errors="replace")[-1500:])
                self.check_nothing_lost()

    def test_a_read_only_disk_is_refused_in_words(self):
        service = self.service
        if os.geteuid() != 0:
            self.skipTest("only root may mount")
        folder = service.data / "disk"
        folder.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "deskbell-test", str(folder)], capture_output=True, text=True)
        if done.returncode != 0:
            self.skipTest(f"nothing can be mounted here: {done.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "-l", str(folder)], check=False)
        data = folder / "data"
        made = subprocess.run([str(BIN / "deskbelld"), "migrate", "--data-dir", str(data)], capture_output=True, text=True, timeout=60)
        self.assertEqual(made.returncode, 0, made.stderr)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        served = subprocess.run([str(BIN / "deskbelld"), "serve", "--data-dir", str(data), "--listen", "127.0.0.1:0"], capture_output=True,
                                text=True, timeout=60 * SLOW)
        self.assertEqual(served.returncode, 70)
        self.assertIn("deskbelld:", served.stderr)
        self.assertNotIn("ready", served.stdout)


if __name__ == "__main__":
    reason = can_trace()
    if reason:
        faultkit.skip(reason)
    unittest.main()
