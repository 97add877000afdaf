#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody learns from the time of a refused sign-in who works where.

In turns: a user with a wrong password, the same kind again (what chance does), a name that nobody has, a user who was put out,
and a property that is not there. The difference of the medians to the known user must be under 5 %, in the processor time of the
service and on the wall clock. Each round compares its five among themselves, so that what the machine does meanwhile falls out;
rounds are made until the error of that median is a third of the limit, or until time is up on a machine that has none. A
difference counts that is over the limit by more than twice its own error.
"""
import json
import os
import pathlib
import random
import socket
import statistics
import sys
import time
import unittest

import kit
from faultkit import figure, length

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bench"))
import seed  # noqa: E402

SEED = int(os.environ.get("DESKBELL_SEED", "4"))
LIMIT = 0.05
LEAST_ROUNDS = length(8, 100)
MOST_ROUNDS = length(80, 1000)
SECONDS = length(40, 600) * kit.SLOW
KINDS = ("known", "known again", "unknown user", "inactive user", "unknown property")


def processor_clock(pid):
    """The POSIX clock of all the time that the threads of a process have run, the ended ones too."""
    return (~pid << 3) | 2


class EnumerationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = kit.Service()
        cls.addClassCleanup(cls.service.close)
        # Each name is tried once and each address a few times: nobody is slowed down.
        with seed.opened(cls.service.data / "deskbell.db") as db:
            for name, active in (("known", 1), ("inactive", 0)):
                seed.multiply(db, "users", 2 * MOST_ROUNDS, {"id": seed.uuid_of("01900000" if active else "01910000"),
                                                           "username": f"printf('{name}%05d', n)", "is_active": str(active)}, "username = 'ann'")
        cls.service.start()
        cls.tries = 0

    def attempt(self, kind, number):
        """(seconds on the wall, seconds of the service's processors, what was answered) of one refused sign-in."""
        prefix = {"known": "known", "known again": "known", "inactive user": "inactive", "unknown user": "nobody", "unknown property": "known"}[kind]
        name = f"{prefix}{number + (MOST_ROUNDS if kind == 'known again' else 0):05d}"
        tenant = "nowhere" if kind == "unknown property" else "seaside"
        body = json.dumps({"tenant": tenant, "username": name, "password": "wrong-wrong-wrong"}).encode()
        source = f"127.1.{self.tries // 10 // 250}.{1 + self.tries // 10 % 250}"
        type(self).tries += 1
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=20 * kit.SLOW, source_address=(source, 0)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            clock = processor_clock(self.service.process.pid)
            ran, began = time.clock_gettime(clock), time.perf_counter()
            line.sendall(b"POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
                         b"Content-Length: %d\r\n\r\n" % len(body) + body)
            answer = line.recv(65536)
            took = time.perf_counter() - began
            ran = time.clock_gettime(clock) - ran
            while more := line.recv(65536):
                answer += more
        head, content = answer.split(b"\r\n\r\n", 1)
        error = json.loads(content)["error"]
        error.pop("request_id", None)
        return took, ran, (head.split(b" ")[1], sorted(line.split(b":")[0] for line in head.split(b"\r\n")[1:]), error)

    def test_refusals_take_the_same_time(self):
        rng = random.Random(SEED)
        clocks = {"processor": [], "wall": []}
        answers = set()
        began = time.monotonic()
        for number in range(MOST_ROUNDS):
            taken = {kind: self.attempt(kind, number) for kind in rng.sample(KINDS, len(KINDS))}
            clocks["wall"].append({kind: took for kind, (took, _, _) in taken.items()})
            clocks["processor"].append({kind: ran for kind, (_, ran, _) in taken.items()})
            answers |= {json.dumps(answer, default=str) for _, _, answer in taken.values()}
            if number + 1 >= LEAST_ROUNDS and (time.monotonic() - began > SECONDS or all(
                    difference(rounds, kind)[1] < LIMIT / 3 for rounds in clocks.values() for kind in KINDS[1:])):
                break
        self.assertEqual(len(answers), 1, answers)
        self.assertIn('"bad_credentials"', answers.pop())
        figure("refused sign-in: rounds", len(clocks["wall"]))
        found = []
        for name, rounds in clocks.items():
            figure(f"refused sign-in, {name}: median", round(statistics.median(taken["known"] for taken in rounds) * 1000, 2), "ms")
            for kind in KINDS[1:]:
                differs, error = difference(rounds, kind)
                figure(f"refused sign-in, {name}: {kind} differs by", round(100 * differs, 2), f"% ± {100 * error:.2f}", 100 * LIMIT)
                if abs(differs) - 2 * error > LIMIT:
                    found.append((name, kind, differs, error))
        self.assertEqual(found, [])


def difference(rounds, kind):
    """(of the median to that of known users, its standard error), both as parts of it; compared within each round."""
    ratios = [taken[kind] / taken["known"] - 1 for taken in rounds]
    middle = statistics.median(ratios)
    spread = 1.4826 * statistics.median(abs(ratio - middle) for ratio in ratios)
    return middle, 1.2533 * spread / len(ratios) ** 0.5


if __name__ == "__main__":
    print(f"seed {SEED}")
    unittest.main()
