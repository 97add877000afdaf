# SPDX-License-Identifier: GPL-3.0-or-later
"""The same messages in any order and any number of repeats end in the same state."""
import collections
import json
import pathlib
import random
import tempfile
import unittest

from kit import Api, SLOW, Service, simulate, simulator, wait_for
from messages import check_against_api


def deliver(service, bodies):
    for body in bodies:
        status, _, _ = service.post_hook(body)
        assert status == 200, (status, body[:200])


def account(service):
    """What the service knows in the end, without what may differ between two services: ids, versions and order codes."""
    api = Api(service)
    calls = {}
    for call in api.calls():
        kept = {key: value for key, value in call.items() if key not in ("id", "version", "guest_id")}
        kept["lines"] = [{key: line[key] for key in ("role", "text", "at", "offset_ms")} for line in api.transcript(call["id"])]
        calls[call["provider_call_id"]] = kept
    orders = collections.Counter((order["room"], json.dumps(order["items"], sort_keys=True), order["notes"], order["department"], order["status"])
                                 for order in api.orders())
    return calls, orders


class AnyOrderTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        service = Service()
        try:
            service.start()
            with tempfile.TemporaryDirectory() as folder:
                record = pathlib.Path(folder, "record.jsonl")
                process = simulator(service, "--speed", 100, "--rate", 6000, "--concurrency", 8, "--seed", 8, record=record)
                output = process.communicate(timeout=60 * SLOW)[0]
                assert process.returncode == 0, output[-2000:]
                cls.bodies = [json.loads(line)["body"] for line in record.read_text().splitlines()]
        finally:
            service.close()

    def replayed(self, bodies):
        service = Service()
        try:
            service.start()
            deliver(service, bodies)
            return account(service)
        finally:
            service.close()

    def test_shuffled_and_repeated(self):
        self.maxDiff = 4000
        calls, orders = self.replayed(self.bodies)
        self.assertGreaterEqual(len(calls), 10)
        for seed in (1, 2):
            rng = random.Random(seed)
            bodies = self.bodies + rng.sample(self.bodies, len(self.bodies) // 3)
            rng.shuffle(bodies)
            shuffled_calls, shuffled_orders = self.replayed(bodies)
            self.assertEqual(shuffled_orders, orders)
            self.assertEqual(set(shuffled_calls), set(calls))
            for call_id, call in calls.items():
                with self.subTest(seed=seed, call=call_id):
                    self.assertEqual(shuffled_calls[call_id], call)

    def test_after_a_restart_repeats_still_change_nothing(self):
        service = Service()
        self.addCleanup(service.close)
        service.start()
        deliver(service, self.bodies)
        before = account(service)
        head = Api(service).get("/v1/changes?limit=0")["head"]
        service.kill()
        service.start()
        deliver(service, self.bodies)
        self.assertEqual(account(service), before)
        self.assertEqual(Api(service).get("/v1/changes?limit=0")["head"], head)


class SimulatedCallsTest(unittest.TestCase):
    def test_every_script_arrives_as_it_was_played(self):
        service = Service()
        self.addCleanup(service.close)
        service.start()
        report = simulate(service, "--speed", 30, "--rate", 600, "--concurrency", 8, "--seed", 3)
        check_against_api(self, Api(service), report)
        self.assertLess(report["latency"]["assistant-request"]["p99_ms"], 100 * SLOW)

    def test_disturbed_delivery_arrives_the_same(self):
        service = Service()
        self.addCleanup(service.close)
        service.start()
        report = simulate(service, "--speed", 30, "--rate", 600, "--concurrency", 8, "--seed", 4, "--duplicates", 0.2, "--reorder", 0.2,
                          "--late", 0.05)
        self.assertGreater(report["repeats"], 50)
        check_against_api(self, Api(service), report)

    def test_other_proofs_of_origin(self):
        service = Service()
        self.addCleanup(service.close)
        service.start()
        report = simulate(service, "--auth", "bearer", "--script", "order", "--calls", 1, "--speed", 50)
        self.assertEqual(report["problem_count"], 0)


class LostTest(unittest.TestCase):
    def test_a_call_whose_end_never_comes_stays_open_for_now(self):
        service = Service()
        self.addCleanup(service.close)
        service.start()
        report = simulate(service, "--script", "order", "--calls", 1, "--speed", 50, "--drop-end", 1)
        call = wait_for("the call", lambda: Api(service).calls())[0]
        self.assertEqual(report["calls"][0]["ended_reason"], "")
        self.assertEqual(call["state"], "live")


if __name__ == "__main__":
    unittest.main()
