# SPDX-License-Identifier: GPL-3.0-or-later
"""Databases of every earlier schema: upgraded they equal a fresh one; killed at any statement they are old or new, never half."""
import json
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import unittest

import faultkit
from kit import BIN, ROOT, SLOW

GOLDEN = ROOT / "tests" / "data" / "golden"
MIGRATIONS = ROOT / "server" / "storage" / "migrations" / "sqlite"


def migrations():
    return sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def number(path):
    return int(path.name[:4])


def schema_of(path):
    """Everything sqlite_master says, but for what the migrator itself makes."""
    db = sqlite3.connect(path)
    found = {(kind, name): re.sub(r"\s+", " ", sql) for kind, name, sql in
             db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")}
    version = db.execute("SELECT MAX(version) FROM schema_version").fetchone()[0]
    db.close()
    found.pop(("table", "schema_version"), None)
    return version, found


def made_by_hand(path, last, golden=None):
    """A database with the migrations up to `last`, applied by this test, on top of a golden one or on nothing."""
    db = sqlite3.connect(path)
    if golden:
        db.executescript(golden.read_text())
    else:
        db.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT)")
    first = db.execute("SELECT COALESCE(MAX(version), 0) FROM schema_version").fetchone()[0]
    for file in migrations():
        if first < number(file) <= last:
            for statement in file.read_text().split("-- statement\n"):
                db.execute(statement)
            db.execute("INSERT INTO schema_version (version, name, applied_at) VALUES (?, ?, '')", (number(file), file.name))
    db.commit()
    db.close()


def counts_of(path):
    db = sqlite3.connect(path)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%'")]
    counts = {table: db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}
    db.close()
    return counts


class UpgradeTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="deskbell-upgrade-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def data(self, name):
        data = self.folder / name
        data.mkdir(mode=0o700)
        return data

    def run_cli(self, data, *arguments):
        return subprocess.run([str(BIN / "deskbelld"), *arguments, "--data-dir", str(data), "--json"], capture_output=True, text=True,
                              timeout=60 * SLOW)

    def old(self, schema, data):
        """The newest golden database that is not newer than `schema`, brought to it."""
        golden = max(path for path in GOLDEN.glob("*.sql") if int(path.stem) <= schema)
        made_by_hand(data / "deskbell.db", schema, golden)

    def test_upgraded_equals_fresh(self):
        fresh = self.data("fresh")
        self.assertEqual(self.run_cli(fresh, "migrate").returncode, 0)
        wanted = schema_of(fresh / "deskbell.db")
        self.assertEqual(wanted[0], number(migrations()[-1]))
        for schema in map(number, migrations()):
            with self.subTest(schema=schema):
                data = self.data(f"{schema:04d}")
                self.old(schema, data)
                before = counts_of(data / "deskbell.db")
                self.assertGreater(before["tenants"], 0)
                done = self.run_cli(data, "migrate")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(schema_of(data / "deskbell.db"), wanted)
                after = counts_of(data / "deskbell.db")
                for table in before:
                    if table not in ("schema_version", "meta"):
                        self.assertGreaterEqual(after.get(table, before[table]), before[table], table)
                check = self.run_cli(data, "db", "check")
                self.assertEqual(check.returncode, 0, check.stdout)
                is_old = schema < number(migrations()[-1])
                self.assertEqual(bool(list(data.glob("deskbell.db.before-*"))), is_old, "a copy is made before anything changes")

    def test_calls_are_told_in_our_words(self):
        """Schema 16: states and reasons of calls are ours, in their rows and in the feed that readers from before go on with."""
        data = self.data("words")
        self.old(2, data)
        db = sqlite3.connect(data / "deskbell.db")
        first, second, third = (row[0] for row in db.execute("SELECT id FROM calls ORDER BY id LIMIT 3"))
        db.execute("UPDATE calls SET status = 'in_progress', outcome = '', ended_reason = '' WHERE id = ?", (first,))
        db.execute("UPDATE calls SET outcome = 'failed', ended_reason = 'pipeline-error-openai-llm-failed' WHERE id = ?", (second,))
        db.execute("UPDATE calls SET status = 'forwarding', outcome = '', ended_reason = '' WHERE id = ?", (third,))
        db.commit()
        db.close()
        done = self.run_cli(data, "migrate")
        self.assertEqual(done.returncode, 0, done.stderr)
        db = sqlite3.connect(data / "deskbell.db")
        told = {row[0]: row[1:] for row in db.execute("SELECT id, state, end_reason, cost_minor, provider_cost_minor FROM calls")}
        self.assertEqual(told[first][:2], ("live", ""))
        self.assertEqual(told[second][:2], ("failed", "provider_error"))
        self.assertEqual(told[third][:2], ("transferring", ""))
        self.assertEqual({row[:2] for call, row in told.items() if call not in (first, second, third)}, {("ended", "guest_hung_up")})
        self.assertTrue(all(row[2] is None and row[3] for row in told.values()))
        bodies = [json.loads(body) for (body,) in db.execute("SELECT body FROM changes WHERE entity = 'call' AND op = 'upsert'")]
        self.assertGreater(len(bodies), 10)
        for body in bodies:
            self.assertNotIn("status", body)
            self.assertIn(body["state"], ("queued", "ringing", "live", "transferring", "ended", "incomplete", "failed"))
            self.assertIn("provider_cost", body)
        db.close()

    def test_killed_at_each_statement(self):
        killed = 0
        for schema in [number(path) for path in migrations()][faultkit.length(1, 0):-1]:
            for statement in range(1, 1000):
                data = self.data(f"killed-{schema}-{statement}")
                self.old(schema, data)
                done = self.run_cli(data, "migrate", f"--fault-point=migrate.before_statement:{statement}")
                if done.returncode == 2:
                    self.skipTest("built without fault points")
                if done.returncode == 0:
                    break
                self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
                killed += 1
                version, found = schema_of(data / "deskbell.db")
                made_by_hand(data / "wanted.db", version)
                self.assertEqual(found, schema_of(data / "wanted.db")[1], f"schema {schema} killed at {statement} is half")
                again = self.run_cli(data, "migrate")
                self.assertEqual(again.returncode, 0, again.stderr)
                self.assertEqual(schema_of(data / "deskbell.db")[0], number(migrations()[-1]))
                shutil.rmtree(data)
            if not faultkit.LONG:
                break  # from the first release that anybody has, through all that came after
        self.assertGreater(killed, 0)
        faultkit.figure("migrations killed", killed, "times, none half", None)

    def test_a_newer_database_is_refused(self):
        data = self.data("newer")
        self.assertEqual(self.run_cli(data, "migrate").returncode, 0)
        db = sqlite3.connect(data / "deskbell.db")
        db.execute("INSERT INTO schema_version (version, name) VALUES (9999, '9999_from_the_future.sql')")
        db.commit()
        db.close()
        content = (data / "deskbell.db").read_bytes()
        for command in (["migrate"], ["serve", "--listen", "127.0.0.1:0"]):
            done = self.run_cli(data, *command)
            self.assertEqual(done.returncode, 70, done.stdout)
            self.assertIn("9999", done.stderr)
            self.assertEqual(json.loads(done.stdout.splitlines()[-1])["error"]["reason"], "schema_newer")
        self.assertEqual((data / "deskbell.db").read_bytes(), content)


if __name__ == "__main__":
    unittest.main()
