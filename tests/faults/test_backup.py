# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups under attack: restored and compared; pages of the database destroyed, found at the start and by check, restored."""
import glob
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import faultkit
from kit import Api, ROOT, SLOW, Service, database_environment, simulate

SEED = int(os.environ.get("DESKBELL_SEED", "11"))
PAGE = 4096


# What people have made. The rest goes on by itself (leases, schedules, runs) or differs by design (lineage, sessions).
KEPT = {"tenants", "users", "hook_sources", "guests", "calls", "transcript_lines", "orders", "changes", "tenant_seq", "inbox"}


def rows(path):
    """All rows of the tables that have to come back."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("", "-wal"):
            if pathlib.Path(str(path) + suffix).exists():
                shutil.copy(str(path) + suffix, pathlib.Path(folder, "copy.db" + suffix))
        db = sqlite3.connect(pathlib.Path(folder, "copy.db"))
        db.text_factory = bytes
        tables = [name.decode() for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'")]
        found = {table: sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for table in tables}
        db.close()
    return {table: found[table] for table in sorted(KEPT & set(found))}


def corrupt(path, pages, rng):
    """Overwrites random pages behind the first, at the same places for the same seed."""
    data = bytearray(path.read_bytes())
    count = len(data) // PAGE
    for page in rng.sample(range(1, count), min(pages, count - 1)):
        data[page * PAGE:(page + 1) * PAGE] = rng.randbytes(PAGE)
    path.write_bytes(data)


class BackupTest(unittest.TestCase):
    def service(self, *settings):
        service = Service(settings=settings)
        self.addCleanup(service.close)
        return service

    def restore(self, service, file, code):
        done = service.cli("restore", str(file), "--recovery-code-stdin", text=code, timeout=60)
        return done

    def test_a_backup_of_a_busy_service_is_restored_and_equal(self):
        service = self.service()
        code = service.cli_json("backup", "key")["recovery_code"]
        self.assertEqual(service.cli("backup", "key").returncode, 3, "the code is shown once")
        service.start()
        simulate(service, "--calls", faultkit.length(8, 60), "--speed", 50, "--rate", 6000, "--concurrency", 4, "--seed", SEED)
        made = service.cli_json("backup", timeout=120)
        self.assertTrue(made["verified"])
        # While it is being made, calls go on.
        simulate(service, "--calls", 4, "--speed", 50, "--rate", 6000, "--concurrency", 4, "--seed", SEED + 1)
        lineage = Api(service).get("/v1/changes?limit=0")["lineage"]
        made = service.cli_json("backup", timeout=120)
        self.assertEqual(json.loads(service.request("GET", "/health")[2])["data"]["parts"]["backup"]["status"], "ok")
        self.assertEqual(self.restore(service, made["file"], code).returncode, 75, "not while the service runs")
        self.assertEqual(service.terminate()[0], 0)
        before = rows(service.data / "deskbell.db")
        content = pathlib.Path(made["file"]).read_bytes()
        for secret in (b"Hotel Seaside", service.hook["secret"].encode(), b"SQLite format"):
            self.assertNotIn(secret, content)
        # On another machine: an empty directory and the code.
        shutil.copy(made["file"], service.data.with_suffix(".dbk"))
        self.addCleanup(os.unlink, service.data.with_suffix(".dbk"))
        shutil.rmtree(service.data)
        service.data.mkdir(mode=0o700)
        wrong = self.restore(service, service.data.with_suffix(".dbk"), code[:-5] + "00000")
        self.assertIn(wrong.returncode, (1, 2), wrong.stderr)
        self.assertFalse((service.data / "deskbell.db").exists())
        missing = service.cli("restore", str(service.data.with_suffix(".dbk")), text=code)
        self.assertEqual(missing.returncode, 2)
        done = self.restore(service, service.data.with_suffix(".dbk"), code)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(rows(service.data / "deskbell.db") == before, "the restored rows are others")
        service.start()
        after = Api(service)
        self.assertNotEqual(after.get("/v1/changes?limit=0")["lineage"], lineage)
        faultkit.check_feed(after)
        # The next backup is sealed to the same code.
        again = service.cli_json("backup", timeout=120)
        self.assertEqual(service.terminate()[0], 0)
        self.assertEqual(self.restore(service, again["file"], code).returncode, 0)

    def test_destroyed_pages_are_found_and_the_backup_heals(self):
        rng = random.Random(SEED)
        service = self.service()
        code = service.cli_json("backup", "key")["recovery_code"]
        service.start()
        simulate(service, "--calls", faultkit.length(10, 60), "--speed", 50, "--rate", 6000, "--concurrency", 4, "--seed", SEED)
        made = service.cli_json("backup", timeout=120)
        service.kill()
        database = service.data / "deskbell.db"
        service.cli_json("user", "list", "--tenant", "seaside")  # recovers the log into the file
        before = rows(database)
        found = 0
        rounds = faultkit.length(4, 40)
        for number in range(rounds):
            corrupt(database, 20, rng)
            check = service.cli("db", "check")
            self.assertNotEqual(check.returncode, 0, f"round {number}: {check.stdout}")
            found += 1
            self.start_on_damage(service, made["file"])
            done = self.restore(service, made["file"], code)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(rows(database) == before, "the restored rows are others")
            self.assertEqual(service.cli("db", "check").returncode, 0)
            service.start()
            faultkit.check_feed(Api(service))
            service.kill()  # the next start checks again
        faultkit.figure("damaged databases found", found, "of %d" % rounds, rounds)

    def start_on_damage(self, service, backup):
        """Either it reads only, or it does not start; it names the backup in both cases."""
        with open(service.log, "wb"):
            pass
        try:
            service.start(timeout=20)
        except AssertionError:
            self.assertEqual(service.process.wait(20 * SLOW), 70)
            self.assertIn(backup, service.log.read_text(errors="replace"))
            return
        status, _, body = service.request("GET", "/health")
        self.assertEqual((status, json.loads(body)["data"]["parts"]["storage"]["status"]), (200, "read_only"))
        self.assertEqual(service.request("GET", "/ready")[0], 503)
        status, headers, body = service.post_hook({"type": "status-update", "call": {"id": "x"}, "status": "in-progress", "timestamp": 1})
        self.assertEqual((status, json.loads(body)["error"].get("reason")), (503, "read_only"), body)
        self.assertIn("Retry-After", headers)
        self.assertIn(backup, service.log.read_text(errors="replace"))
        service.kill()

    def test_reset_makes_a_backup_first(self):
        service = self.service()
        self.assertEqual(service.cli("db", "reset").returncode, 2)
        service.start()
        self.assertEqual(service.cli("db", "reset", "--yes").returncode, 75)
        self.assertEqual(service.terminate()[0], 0)
        done = service.cli_json("db", "reset", "--yes", timeout=60)
        self.assertTrue(pathlib.Path(done["backup"]).exists())
        self.assertEqual(service.cli_json("tenant", "list")["items"], [])
        seeded = service.cli_json("db", "seed", "--seed", "5", timeout=60)
        self.assertGreater(seeded["calls"], 10)
        self.assertTrue(service.cli_json("db", "check")["ok"])

    def test_a_kill_while_a_backup_is_made_leaves_no_half_one(self):
        service = self.service()
        killed = service.cli("backup", "--fault-point=backup.before_rename:1", timeout=60)
        if killed.returncode == 2:
            self.skipTest("built without fault points")
        self.assertEqual(killed.returncode, -signal.SIGKILL)
        folder = service.data / "backups"
        self.assertEqual(list(folder.glob("deskbell-*.dbk")), [])
        service.cli_json("backup", timeout=60)
        self.assertEqual(len(list(folder.glob("deskbell-*.dbk"))), 1)
        self.assertEqual([left.name for left in list(folder.glob(".*")) + list(service.data.glob(".deskbell-*"))], [])


def has_server():
    tools = glob.glob("/usr/lib/postgresql/*/bin/initdb") or shutil.which("initdb")
    return bool(tools) and all(shutil.which(program) for program in ("pg_dump", "pg_restore"))


@unittest.skipUnless(has_server(), "PostgreSQL is not installed")
class ServerBackupTest(unittest.TestCase):
    """The same with PostgreSQL: from one database into another, empty one."""

    def setUp(self):
        folder = tempfile.mkdtemp(prefix="deskbell-backup-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        cluster = pathlib.Path(folder, "cluster.json")
        program = [sys.executable, str(ROOT / "tests" / "support" / "postgresql.py")]
        subprocess.run([*program, "start", str(cluster)], check=True, timeout=90 * SLOW)
        self.addCleanup(subprocess.run, [*program, "stop", str(cluster)], timeout=60 * SLOW)
        os.environ["DESKBELL_TEST_POSTGRESQL"] = str(cluster)
        self.addCleanup(os.environ.pop, "DESKBELL_TEST_POSTGRESQL")

    def test_a_backup_fills_an_empty_database(self):
        service = Service()
        self.addCleanup(service.close)
        code = service.cli_json("backup", "key")["recovery_code"]
        service.start()
        simulate(service, "--calls", faultkit.length(4, 40), "--speed", 50, "--rate", 6000, "--concurrency", 4, "--seed", SEED)
        before = Api(service)
        calls, orders, lineage = before.calls(), before.orders(), before.get("/v1/changes?limit=0")["lineage"]
        made = service.cli_json("backup", timeout=120)
        self.assertTrue(made["verified"])
        self.assertEqual(service.terminate()[0], 0)
        refused = service.cli("restore", made["file"], "--recovery-code-stdin", text=code, timeout=60)
        self.assertEqual(refused.returncode, 4, refused.stderr)  # it is not empty
        service.environment = database_environment()
        done = service.cli("restore", made["file"], "--recovery-code-stdin", text=code, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(service.cli_json("db", "check")["ok"])
        service.start()
        after = Api(service)
        self.assertEqual((after.calls(), after.orders()), (calls, orders))
        self.assertNotEqual(after.get("/v1/changes?limit=0")["lineage"], lineage)
        faultkit.check_feed(after)


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main()
