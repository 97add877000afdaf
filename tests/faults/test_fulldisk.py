# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that fills up under a running service: refused in words, nothing acknowledged lost, healed when there is room again."""
import json
import os
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest

import faultkit
from kit import Api, PASSWORD, SLOW, Service, wait_for
from messages import message

MIB = 1024 * 1024
SETTINGS = ["--set", "storage.ballast_mib=4", "--set", "storage.full_mib=3", "--set", "storage.very_low_mib=6", "--set", "storage.low_mib=10",
            "--set", "log.files=false"]


def mount(folder, mib):
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mib}m,mode=0700", "deskbell-test", str(folder)], capture_output=True, text=True)
    if done.returncode != 0:
        faultkit.skip(f"a small disk can not be mounted here: {done.stderr.strip()}")


class SmallDisk:
    """A service whose data directory is a small tmpfs."""

    def __init__(self, mib):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="deskbell-disk-"))
        mount(self.folder, mib)
        self.service = Service(prepare=False, settings=SETTINGS)
        self.service.data.rmdir()
        self.service.data = self.folder / "data"
        self.log = tempfile.NamedTemporaryFile(prefix="deskbell-disk-", suffix=".log", delete=False)
        self.service.log = pathlib.Path(self.log.name)
        self.service.cli_json("migrate")
        self.service.cli_json("tenant", "add", "--slug", "seaside", "--name", "Hotel Seaside", "--time-zone", "Europe/Berlin")
        self.service.cli_json("user", "add", "--tenant", "seaside", "--username", "ann", "--role", "manager", text=PASSWORD)
        self.service.hook = self.service.cli_json("hook", "show", "--tenant", "seaside", "--provider", "vapi")

    def fill(self, leave=0):
        """Takes all room but `leave` bytes."""
        with open(self.folder / "filler", "ab", buffering=0) as filler:
            piece = MIB
            while piece >= 4096:
                room = os.statvfs(self.folder)
                if room.f_bavail * room.f_frsize - leave < piece:
                    piece //= 2
                    continue
                try:
                    filler.write(b"x" * piece)
                except OSError:
                    piece //= 2

    def free(self):
        (self.folder / "filler").unlink(missing_ok=True)

    def close(self):
        self.service.close()
        subprocess.run(["umount", "-l", str(self.folder)], check=False)
        self.folder.rmdir()
        self.log.close()
        os.unlink(self.log.name)


class Sender(threading.Thread):
    """Delivers calls until stopped and remembers which were acknowledged."""

    def __init__(self, service):
        super().__init__(daemon=True)
        self.service = service
        self.acknowledged = []
        self.refusals = []
        self.unexpected = []
        self.ends = threading.Event()

    def run(self):
        number = 0
        while not self.ends.is_set():
            number += 1
            call = f"disk-{number:06d}"
            status, headers, body = self.service.post_hook(message("status-update", call, status="in-progress", filler="f" * 3000))
            if status == 200:
                self.acknowledged.append(call)
            elif status == 503 and "Retry-After" in headers:
                self.refusals.append((time.monotonic(), json.loads(body)["error"].get("reason")))
                time.sleep(0.05)
            else:
                self.unexpected.append((status, body[:200]))


class FullDiskTest(unittest.TestCase):
    def test_fill_and_heal(self):
        disk = SmallDisk(40)
        self.addCleanup(disk.close)
        service = disk.service
        service.start()
        api = Api(service).login()
        storage = lambda: json.loads(service.request("GET", "/health")[2])["data"]["parts"]["storage"]
        wait_for("the ballast", lambda: storage()["ballast"])
        sender = Sender(service)
        sender.start()
        rounds = faultkit.length(2, 20)
        slowest_heal = 0.0
        for _ in range(rounds):
            begin = len(sender.acknowledged)
            wait_for("work is done", lambda: len(sender.acknowledged) > begin + 20)
            refused = len(sender.refusals)
            disk.fill()
            filled = time.monotonic()
            wait_for("a refusal", lambda: len(sender.refusals) > refused, timeout=10)
            wait_for("the state is told", lambda: storage()["status"] == "full", timeout=5)
            self.assertLess(time.monotonic() - filled, 10 * SLOW)
            # Once it is known, no hook reaches the database any more.
            wait_for("no work gets through", lambda: self.only_refusals(sender), timeout=10)
            self.assertEqual(service.request("GET", "/ready")[0], 503)
            status, answer = api.call("POST", "/v1/orders", {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "room": "1",
                                                             "items": [{"name": "Towel", "quantity": 1}]})
            self.assertEqual((status, answer["error"]["reason"]), (503, "storage_full"))
            self.assertTrue(api.get("/v1/calls?limit=5")["items"], "reading goes on")
            Api(service).login()  # people can sign in to read
            disk.free()
            freed = time.monotonic()
            before = len(sender.acknowledged)
            wait_for("it heals", lambda: len(sender.acknowledged) > before, timeout=30)
            slowest_heal = max(slowest_heal, time.monotonic() - freed)
            wait_for("the ballast is back", lambda: storage()["ballast"], timeout=30)
        sender.ends.set()
        sender.join(10)
        self.assertEqual(sender.unexpected, [])
        self.assertTrue(all(reason == "storage_full" for _, reason in sender.refusals), sender.refusals[-3:])
        self.assertTrue(service.is_running())
        stored = {call["provider_call_id"] for call in api.calls()}
        self.assertEqual(set(sender.acknowledged) - stored, set(), "acknowledged and lost")
        faultkit.check_feed(api)
        self.assertEqual(service.terminate()[0], 0)
        self.assertTrue(service.cli_json("db", "check")["ok"])
        faultkit.figure("slowest healing", round(slowest_heal, 1), "s", 30)
        faultkit.figure("acknowledged and lost", 0, "of %d" % len(sender.acknowledged), 0)

    def only_refusals(self, sender):
        before = len(sender.acknowledged)
        refused = len(sender.refusals)
        time.sleep(0.5)
        return len(sender.acknowledged) == before and len(sender.refusals) > refused


if __name__ == "__main__":
    if os.name != "posix" or os.geteuid() != 0:
        faultkit.skip("only root may mount a small disk")
    unittest.main()
