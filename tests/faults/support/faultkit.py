# SPDX-License-Identifier: GPL-3.0-or-later
"""What the fault tests share, on top of tests/e2e/kit.py: the two lengths, skipping, figures, and what must hold afterwards."""
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import time

import kit

LONG = os.environ.get("DESKBELL_FAULTS_LONG") == "1"
SKIPPED = 77


def length(short, long):
    """The value for the mode the test runs in."""
    return long if LONG else short


def skip(reason):
    """Ends the test as skipped. Call it before the test has changed anything."""
    print(f"skipped: {reason}", flush=True)
    sys.exit(SKIPPED)


def figure(name, value, unit="", target=None):
    """One line of the test's result; the same form everywhere, so that a night's figures can be collected."""
    print("figure " + json.dumps({"name": name, "value": value, "unit": unit, "target": target}), flush=True)


def changes(api):
    """The whole feed over HTTP."""
    found, after = [], 0
    while True:
        batch = api.get(f"/v1/changes?after={after}&limit=500")
        if not batch["changes"]:
            return found
        found += batch["changes"]
        after = batch["to"]


def check_feed(api):
    """An AssertionError unless the feed is dense; its length."""
    numbers = [change["seq"] for change in changes(api)]
    if numbers != list(range(1, len(numbers) + 1)):
        wrong = next(place for place, (seq, wanted) in enumerate(zip(numbers, range(1, len(numbers) + 1))) if seq != wanted)
        raise AssertionError(f"the feed is not dense at {numbers[max(0, wrong - 2):wrong + 3]}")
    return len(numbers)


@contextlib.contextmanager
def database(service):
    """A reader of the service's database file; never writes and never checkpoints."""
    connection = sqlite3.connect(f"file:{service.data}/deskbell.db?mode=ro", uri=True, timeout=10)
    try:
        connection.execute("PRAGMA query_only=ON")
        yield connection
    finally:
        connection.close()


def check_database(service):
    """Quick check, foreign keys and the density of every tenant's feed, as an AssertionError."""
    with database(service) as db:
        answer = db.execute("PRAGMA quick_check").fetchall()
        assert answer == [("ok",)], f"quick_check: {answer[:5]}"
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        assert not broken, f"foreign keys: {broken[:5]}"
        for tenant, count, least, most in db.execute("SELECT tenant_id, COUNT(*), MIN(seq), MAX(seq) FROM changes GROUP BY tenant_id"):
            assert most - least + 1 == count, f"the feed of {tenant} has {count} changes between {least} and {most}"


def selfcheck(service):
    """What `deskbelld selfcheck` says is broken, as an AssertionError; False when the program has no such command."""
    try:
        done = service.cli("selfcheck", timeout=60)
    except subprocess.TimeoutExpired as problem:
        raise AssertionError("selfcheck did not end") from problem
    if done.returncode == 2 and "invariants" not in done.stdout:
        return False
    report = kit.last_json(done.stdout)
    broken = [entry for entry in report["invariants"] if not entry["ok"]]
    assert done.returncode == 0 and not broken, f"selfcheck: exit {done.returncode}: {broken}"
    return True


class Stopwatch:
    def __init__(self):
        self.began = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self.began
