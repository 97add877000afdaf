# SPDX-License-Identifier: GPL-3.0-or-later
"""The service dies at its n-th write, sync, truncation or removal, for every n; afterwards nothing acknowledged is missing."""
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

import faultkit
import kit
from faultkit import figure, length
from feedreader import FeedReader
from load import Load

CALLS = ("pwrite64", "fdatasync", "ftruncate", "unlink")
LAST = int(os.environ.get("DESKBELL_SWEEP_LAST", 500))
STEP = int(os.environ.get("DESKBELL_SWEEP_STEP", length(25, 1)))
PATIENCE = 15.0  # longest load for one n; strace slows the service down


def why_not():
    """Why strace can not inject here; empty when it can."""
    if not shutil.which("strace"):
        return "strace is not installed"
    done = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=getcwd:signal=KILL:when=1", "pwd", "-P"],
                          capture_output=True, text=True, timeout=30)
    return "" if done.returncode != 0 and "ptrace" not in done.stderr.lower() else f"strace can not inject: {done.stderr[-200:]}"


def traced_pid(strace):
    """The service under a strace process; None when it is not there any more."""
    children = pathlib.Path(f"/proc/{strace.pid}/task/{strace.pid}/children")
    try:
        return int(children.read_text().split()[0])
    except (OSError, IndexError, ValueError):
        return None


class SweepTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = kit.Service()
        cls.addClassCleanup(cls.service.close)
        cls.api = kit.Api(cls.service)
        cls.service.start()
        cls.reader = FeedReader(cls.api)
        cls.load = Load(cls.service, rate=400, redelivery=0.1, workers=8, order_every=8, token=lambda: cls.api.login().token)

    def test_every_call(self):
        watch = faultkit.Stopwatch()
        deaths = {}
        for call in CALLS:
            deaths[call] = 0
            misses = 0
            for when in range(1, LAST + 1, STEP if call in ("pwrite64", "fdatasync") else 1):
                if self.died_at(call, when):
                    deaths[call] += 1
                    misses = 0
                else:
                    misses += 1
                self.recover(f"{call} {when}")
                if misses == 2:  # it does not make so many of them
                    break
        self.load.service_starts()
        self.load.settle()
        self.load.stop()
        self.reader.read_on()
        for call, count in deaths.items():
            figure(f"sweep: died at {call}", count)
        figure("sweep: acknowledged", len(self.load.acknowledged))
        figure("sweep: acknowledged and lost", len(self.reader.missing(self.load.acknowledged)), "", 0)
        figure("sweep: applied twice", len(self.reader.twice()), "", 0)
        figure("sweep: time", round(watch.seconds), "s")
        self.assertEqual(self.reader.missing(self.load.acknowledged), [])
        self.assertEqual(self.reader.twice(), [])
        # A slow machine does not get as far as the last ones under strace.
        self.assertGreater(deaths["pwrite64"], LAST // STEP // 2)
        self.assertGreater(deaths["fdatasync"], LAST // STEP // 5)

    def died_at(self, call, when):
        """Serves under strace with load until it dies; False when it went on to its orderly end."""
        service = self.service
        if service.is_running():
            service.terminate()
        # Without --seccomp-bpf: with it strace 6.1 does not count the calls of threads. Each thread has a count of its own; the writer's is
        # the one that gets far.
        service.wrapper = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}"]
        try:
            service.start()
        except AssertionError:
            # It died while it started. What is left must have ended for the same reason.
            self.assertEqual(service.process.wait(10), -signal.SIGKILL)
            service.process.stdout.close()
            return True
        finally:
            service.wrapper = []
        self.load.service_starts()
        # A stop makes most of these calls, so after a while it is asked to stop, and may die doing so.
        loading = PATIENCE if call in ("pwrite64", "fdatasync") else 0.3
        end = time.monotonic() + loading
        while service.is_running() and time.monotonic() < end:
            time.sleep(0.01)
        self.load.service_stops()
        if service.is_running():
            pid = traced_pid(service.process)
            if pid is not None:
                os.kill(pid, signal.SIGTERM)
        code = service.process.wait(30)
        service.reader.join(5)
        service.process.stdout.close()
        return code == -signal.SIGKILL

    def recover(self, where):
        """Starts without strace; everything acknowledged so far must be there, once."""
        acknowledged = list(self.load.acknowledged)
        self.service.start()
        self.load.check()
        self.reader.read_on()
        kit.wait_for(f"what was acknowledged before {where}", lambda: not self.reader.missing(acknowledged) or self.reader.read_on(), timeout=10)
        self.assertEqual(self.reader.twice(), [], where)
        faultkit.check_database(self.service)
        faultkit.selfcheck(self.service)


if __name__ == "__main__":
    reason = why_not()
    if reason:
        faultkit.skip(reason)
    unittest.main()
