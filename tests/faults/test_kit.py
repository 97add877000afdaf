# SPDX-License-Identifier: GPL-3.0-or-later
"""The harness itself: limits, left-overs, exit codes."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import faultkit

RUN = pathlib.Path(faultkit.__file__).parent / "run.py"


def run(*command, short=20.0, long=20.0, env=None):
    return subprocess.run([sys.executable, str(RUN), "--short", str(short), "--long", str(long), "--", *command], capture_output=True,
                          text=True, timeout=60, env={**os.environ, "DESKBELL_FAULTS_LONG": "0", "DESKBELL_SLOW": "1", **(env or {})})


class KitTest(unittest.TestCase):
    def test_the_exit_code_is_the_tests(self):
        self.assertEqual(run("sh", "-c", "exit 77").returncode, 77)
        self.assertEqual(run("sh", "-c", "exit 0").returncode, 0)
        self.assertEqual(run("sh", "-c", "kill -9 $$").returncode, 137)

    def test_the_mode_chooses_the_limit(self):
        began = time.monotonic()
        self.assertEqual(run("sleep", "15", short=0.5, long=30).returncode, 124)
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual(run("sleep", "1", short=0.1, long=30, env={"DESKBELL_FAULTS_LONG": "1"}).returncode, 0)

    def test_nothing_is_left_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            note = pathlib.Path(folder, "pid")
            run("sh", "-c", f"sleep 30 & echo $! > {note}; exit 0")
            pid = int(note.read_text())
            time.sleep(0.2)
            # A child that is gone, or waits to be reaped by init.
            status = pathlib.Path(f"/proc/{pid}/status")
            self.assertTrue(not status.exists() or "State:\tZ" in status.read_text())

    def test_feed_density_is_checked(self):
        class Api:
            def __init__(self, numbers):
                self.numbers = numbers

            def get(self, path):
                after = int(path.split("after=")[1].split("&")[0])
                rows = [{"seq": seq} for seq in self.numbers if seq > after][:2]
                return {"changes": rows, "to": rows[-1]["seq"] if rows else after}

        self.assertEqual(faultkit.check_feed(Api([1, 2, 3])), 3)
        with self.assertRaises(AssertionError):
            faultkit.check_feed(Api([1, 2, 4]))
        with self.assertRaises(AssertionError):
            faultkit.check_feed(Api([2, 3]))


if __name__ == "__main__":
    unittest.main()
