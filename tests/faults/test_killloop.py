# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at random moments under load, again and again: nothing acknowledged is lost, nothing happens twice, the feed has no gap."""
import os
import random
import time
import unittest

import effects
import faultkit
import kit
from faultkit import figure, length
from feedreader import FeedReader
from load import Load

SEED = int(os.environ.get("DESKBELL_SEED", "20261125"))


class KillLoopTest(unittest.TestCase):
    def test_kills_under_load(self):
        rounds = int(os.environ.get("DESKBELL_ROUNDS", length(40, 1000)))
        print(f"seed {SEED}", flush=True)
        rng = random.Random(SEED)
        service = kit.Service()
        self.addCleanup(service.close)
        provider = effects.Effects()
        self.addCleanup(provider.close)
        has_jobs = provider.configure(service)
        if has_jobs:
            # Some answers get lost on the way as well.
            provider.control(mode="lost_reply", share=0.03)
        api = kit.Api(service)
        service.start()
        reader = FeedReader(api)
        load = Load(service, rate=200, redelivery=0.1, workers=8, order_every=8, token=lambda: api.login().token, seed=SEED)
        restarts, checked = [], 0
        watch = faultkit.Stopwatch()
        for number in range(rounds):
            load.service_starts()
            time.sleep(0.15 + rng.random() * 0.45)
            load.service_stops()
            service.kill()
            acknowledged = len(load.acknowledged)
            restarts.append(service.start())
            load.check()
            reader.read_on()
            # What is applied after its acknowledgement may take a moment more.
            fresh = load.acknowledged[checked:acknowledged]
            kit.wait_for(f"what was acknowledged before kill {number + 1}",
                         lambda wanted=fresh: not reader.missing(wanted) or reader.read_on(), timeout=10)
            checked = acknowledged
            self.assertEqual(reader.twice(), [])
            if number % 50 == 49:
                faultkit.check_database(service)
        load.service_starts()
        load.settle()
        load.stop()
        reader.read_on()
        figure("kill loop: kills", rounds, "", rounds)
        figure("kill loop: acknowledged", len(load.acknowledged))
        figure("kill loop: sent again by the provider", load.redelivered)
        figure("kill loop: broken in the air", load.broken)
        figure("kill loop: acknowledged and lost", len(reader.missing(load.acknowledged)), "", 0)
        figure("kill loop: applied twice", len(reader.twice()), "", 0)
        figure("kill loop: start to ready, median", round(sorted(restarts)[len(restarts) // 2] * 1000), "ms")
        figure("kill loop: start to ready, longest", round(max(restarts) * 1000), "ms", 3000)
        figure("kill loop: time", round(watch.seconds), "s")
        self.assertEqual(reader.missing(load.acknowledged), [])
        self.assertEqual(reader.twice(), [])
        faultkit.check_database(service)
        if has_jobs:
            self.check_effects(api, provider, reader)
        faultkit.selfcheck(service)

    def check_effects(self, api, provider, reader):
        """A and B exactly once, C never twice, and what nobody can know is shown to people."""
        settled, took = effects.settle(api, timeout=60 * kit.SLOW)
        problems, figures = effects.judge(settled, provider.times(), len(reader.orders))
        for name, value in sorted(figures.items()):
            figure(f"kill loop: {name}", value)
        figure("kill loop: every unknown outcome listed after", round(took, 1), "s", 60)
        figure("kill loop: effects done twice or not at all", len(problems), "", 0)
        self.assertEqual(problems[:5], [])


if __name__ == "__main__":
    unittest.main()
