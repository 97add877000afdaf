# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts while calls go on."""
import json
import pathlib
import random
import tempfile
import time
import unittest

from kit import Api, SLOW, Service, simulator
from messages import check_against_api


class KilledTest(unittest.TestCase):
    def test_what_was_answered_survives_a_kill(self):
        """kill -9 at random moments while calls go on; the provider sends again what was not answered."""
        service = Service()
        self.addCleanup(service.close)
        service.start()
        with tempfile.TemporaryDirectory() as folder:
            report_file = pathlib.Path(folder, "report.json")
            process = simulator(service, "--keep-retrying", "--speed", 10, "--rate", 300, "--calls", 16, "--concurrency", 8, "--seed", 12,
                                report=report_file)
            rng = random.Random(5)
            for _ in range(4):
                time.sleep(0.5 + rng.random())
                service.kill()
                time.sleep(rng.random() / 2)
                service.start()
            output = process.communicate(timeout=120 * SLOW)[0]
            self.assertEqual(process.returncode, 0, output[-3000:])
            report = json.loads(report_file.read_text())
        self.assertGreater(report["retries"], 0)
        check_against_api(self, Api(service), report)
        changes, after = [], 0
        api = Api(service)
        while True:
            batch = api.get(f"/v1/changes?after={after}&limit=500")
            if not batch["changes"]:
                break
            changes += batch["changes"]
            after = batch["to"]
        self.assertEqual([change["seq"] for change in changes], list(range(1, len(changes) + 1)))


if __name__ == "__main__":
    unittest.main()
