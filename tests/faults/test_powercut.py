# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts: crash images with dropped, reordered and torn writes after every sync point, opened by the real start-up path."""
import contextlib
import json
import os
import pathlib
import random
import subprocess
import tempfile
import time
import unittest

import faultkit
import kit
from faultkit import figure, length
from load import Load

SEED = int(os.environ.get("DESKBELL_SEED", "20261125"))
RECORDER = kit.BIN / "libpowercut.so"
REPLAYER = kit.BIN / "deskbell-powercut"
ROOM = pathlib.Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else pathlib.Path(tempfile.gettempdir())


def record(folder, messages, environment=None, seed=SEED):
    """Runs the service under the recorder with a load of about `messages`, a kill -9 and an orderly stop in between."""
    log, notes = folder / "writes.log", []
    service = kit.Service()
    with contextlib.closing(service):
        service.environment = {"LD_PRELOAD": str(RECORDER), "POWERCUT_DIR": str(service.data), "POWERCUT_LOG": str(log), **(environment or {})}
        api = kit.Api(service)

        def token():
            return api.login().token

        service.start()
        load = Load(service, rate=400, workers=12, order_every=10, token=token, seed=seed, notes=notes)
        rng = random.Random(seed)
        for part in range(3):
            load.service_starts()
            goal = messages * (part + 1) // 3
            kit.wait_for(f"{goal} acknowledged", lambda wanted=goal: len(load.acknowledged) >= wanted or load.problems, timeout=120)
            load.check()
            if part == 2:
                break
            if part == 0:
                time.sleep(rng.random() / 10)
                load.service_stops()
                service.kill()
            else:
                load.settle()
                load.service_stops()
                service.terminate()
            service.start()
        load.settle()
        load.service_stops()
        load.stop()
        service.terminate()
    with open(folder / "notes.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(note) + "\n" for note in notes)
    return load


def replay(folder, images, *options, seed=SEED):
    """Opens so many images, in as many processes as there are cores; the sum of their reports."""
    parts = max(1, min(4, os.cpu_count() or 1))
    processes = [subprocess.Popen([str(REPLAYER), "--log", str(folder / "writes.log"), "--notes", str(folder / "notes.jsonl"), "--images", str(images),
                                   "--seed", str(seed), "--part", f"{part}/{parts}", "--room", str(ROOM), *options],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for part in range(parts)]
    total = {"failures": []}
    for process in processes:
        output, errors = process.communicate()
        assert process.returncode == 0, f"deskbell-powercut: exit {process.returncode} {errors[-2000:]}"
        report = kit.last_json(output)
        total["failures"] += report["failures"]
        for key in ("images", "not_opened", "damaged", "lossy"):
            total[key] = total.get(key, 0) + report[key]
        for key in ("most_lost", "sync_points", "acknowledged", "records"):
            total[key] = max(total.get(key, 0), report[key])
    return total


class PowerCutTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.room = tempfile.TemporaryDirectory(prefix="deskbell-powercut-", dir=ROOM)
        cls.addClassCleanup(cls.room.cleanup)
        cls.folder = pathlib.Path(cls.room.name, "full")
        cls.folder.mkdir()
        print(f"seed {SEED}", flush=True)
        cls.load = record(cls.folder, length(900, 3000))

    def test_nothing_acknowledged_is_lost(self):
        watch = faultkit.Stopwatch()
        images = length(500, 10_000)
        report = replay(self.folder, images)
        figure("power cut: images", report["images"], "", images)
        figure("power cut: sync points", report["sync_points"])
        figure("power cut: acknowledged in the log", report["acknowledged"])
        figure("power cut: images that lost something acknowledged", report["lossy"], "", 0)
        figure("power cut: images that were damaged or not opened", report["damaged"] + report["not_opened"], "", 0)
        figure("power cut: time for an image", round(watch.seconds / images * 1000, 1), "ms")
        # Redeliveries are acknowledged too, so there are at least as many answers.
        self.assertGreaterEqual(report["acknowledged"], len(self.load.acknowledged))
        self.assertEqual((report["lossy"], report["damaged"], report["not_opened"]), (0, 0, 0), report["failures"][:3])

    def test_normal_synchronous_loses(self):
        """The same with commits that are not synced: it must fail, or the test above proves nothing."""
        folder = pathlib.Path(self.room.name, "normal")
        folder.mkdir()
        record(folder, 300, {"DESKBELL_FAULT_SYNCHRONOUS": "NORMAL"})
        images = length(150, 1000)
        report = replay(folder, images)
        figure("power cut with synchronous=NORMAL: images that lost something", report["lossy"], f"of {report['images']}")
        self.assertGreater(report["lossy"], images // 10)
        self.assertEqual((report["damaged"], report["not_opened"]), (0, 0), report["failures"][:3])

    def test_a_lying_disk_does_harm(self):
        """A disk that does not keep what it has synced: damage must be seen, or nobody looks for it."""
        images = length(100, 500)
        report = replay(self.folder, images, "--lying-disk")
        figure("power cut with a lying disk: damaged or not opened", report["damaged"] + report["not_opened"], f"of {report['images']}")
        self.assertGreater(report["damaged"] + report["not_opened"], 0)


if __name__ == "__main__":
    unittest.main()
