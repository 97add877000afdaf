# SPDX-License-Identifier: GPL-3.0-or-later
"""Three services on one PostgreSQL: kills, a database that ends without warning, and a leader that stands still.

A provider sends to whichever service answers, sends again what was not acknowledged and one message in ten twice. Afterwards
every acknowledged order exists exactly once, the feed has no hole, and all services show the same. Each order is told to
three systems of other people: those of class A and B hear of it exactly once, that of class C never twice. The service that
stood still for twice its lease has lost it: another one leads under a higher fence, and what the first does when it wakes
changes nothing.
"""
import importlib.util
import json
import os
import pathlib
import random
import signal
import sys
import threading
import time
import uuid

import effects
import faultkit
import kit
from faultkit import figure, length, skip
from messages import message

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = 3
KILLS = length(10, 200)
STOPS = length(2, 20)
SENDERS = 4
REDELIVERED = 0.1
# Of the leader; a job's is 60 s, which is too long for the short mode.
STANDSTILL_SECONDS = length(30, 130)


def load_cluster():
    specification = importlib.util.spec_from_file_location("postgresql", ROOT / "tests" / "support" / "postgresql.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


class Provider:
    """Sends orders until it is told to stop; knows what was acknowledged."""

    def __init__(self, services, seed):
        self.services = services
        self.random = random.Random(seed)
        self.lock = threading.Lock()
        self.acknowledged = set()
        self.unacknowledged = set()
        self.answers = {}
        self.refused = 0
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.work, args=(number,), daemon=True) for number in range(SENDERS)]

    def work(self, number):
        rng = random.Random(f"{self.random.random()} {number}")
        count = 0
        while not self.stopping.is_set():
            count += 1
            room = f"{number}-{count}"
            body = json.dumps({"message": message("tool-calls", call_id=str(uuid.UUID(int=rng.getrandbits(128))), toolCallList=[
                {"id": f"tool-{room}", "name": "createOrder",
                 "arguments": {"room": room, "items": [{"name": "towel", "quantity": 1}]}}])}).encode()
            self.deliver(rng, room, body)
            if rng.random() < REDELIVERED:
                self.deliver(rng, room, body)

    def deliver(self, rng, room, body):
        """Again and again until it is acknowledged, as a provider does."""
        with self.lock:
            self.unacknowledged.add(room)
        end = time.monotonic() + 120 * kit.SLOW
        while time.monotonic() < end:
            service = rng.choice(self.services)
            try:
                status, _, answer = service.request("POST", service.hook["path"], body, {
                    "Content-Type": "application/json", "X-Vapi-Secret": service.hook["secret"]}, timeout=20)
            except (OSError, ConnectionError, kit.http.client.HTTPException):
                status, answer = 0, b""
            if status == 200:
                with self.lock:
                    self.unacknowledged.discard(room)
                    self.acknowledged.add(room)
                    self.answers.setdefault(room, set()).add(answer)
                return
            if status not in (0, 503):
                raise AssertionError(f"a good message was answered with {status}: {answer[:300]}")
            with self.lock:
                self.refused += 1
            time.sleep(0.02 + 0.1 * rng.random())
        raise AssertionError(f"{room} was not acknowledged within two minutes")

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(130 * kit.SLOW)


class Leader:
    """The lease as the database shows it."""

    def __init__(self, cluster, database):
        self.cluster = cluster
        self.database = database

    def row(self):
        text = self.cluster.sql("SELECT owner, fence FROM leases WHERE name = 'upkeep' AND expires_at > 0", self.database).strip()
        owner, fence = text.split("\t") if text else ("", "0")
        return owner, int(fence)


def start_services(url, told):
    os.environ["DESKBELL_DATABASE_URL"] = url
    services = []
    for number in range(SERVICES):
        service = kit.Service(prepare=number == 0)
        service.environment.update(effects.QUICK)
        # One master key for all of them: what one has sealed the others open.
        service.environment["DESKBELL_SECRETS_KEY_FILE"] = str((services or [service])[0].data / "master.key")
        if number:
            service.hook = services[0].hook
        else:
            assert told.configure(service)
        service.start(30)
        services.append(service)
    return services


def restart(service, rng):
    service.kill()
    time.sleep(0.3 * rng.random())
    service.start(60)


def leads(service):
    return "is led by this service" in service.log.read_text(errors="replace")


def stand_still(lease, services):
    """SIGSTOP of the leader; the lease's rows before and after."""
    before = kit.wait_for("a leader", lambda: lease.row()[0] and lease.row(), 60)
    leader = kit.wait_for("the leader says so", lambda: next((service for service in services if leads(service)), None))
    leader.process.send_signal(signal.SIGSTOP)
    try:
        time.sleep(STANDSTILL_SECONDS)
        return before, lease.row()
    finally:
        leader.process.send_signal(signal.SIGCONT)


def break_things(cluster, provider, services, rng):
    """Kills and stops in random order, while the provider goes on."""
    deeds = ["kill"] * KILLS + ["stop"] * STOPS
    rng.shuffle(deeds)
    for deed in deeds:
        time.sleep(0.15 + 0.45 * rng.random())
        if deed == "kill":
            restart(rng.choice(services), rng)
        else:
            cluster.stop("immediate")
            time.sleep(0.3 * rng.random())
            cluster.start()
        assert all(thread.is_alive() for thread in provider.threads), "a sender has given up: see above"


def check(services, provider):
    assert not provider.unacknowledged, f"never acknowledged: {sorted(provider.unacknowledged)[:10]}"
    apis = [kit.Api(service) for service in services]
    orders = apis[0].orders()
    rooms = [order["room"] for order in orders]
    lost = provider.acknowledged - set(rooms)
    assert not lost, f"{len(lost)} acknowledged orders are lost: {sorted(lost)[:10]}"
    assert len(rooms) == len(set(rooms)), "an order stands twice"
    codes = [order["code"] for order in orders]
    assert len(codes) == len(set(codes)), "a number was given twice"
    different = [room for room, answers in provider.answers.items() if len(answers) > 1]
    assert not different, f"a repeat was answered otherwise: {different[:5]}"
    sizes = {faultkit.check_feed(api) for api in apis}
    assert len(sizes) == 1, f"the services show different feeds: {sizes}"
    return len(orders), sizes.pop()


def check_effects(service, told, orders):
    """What a dead service had in hand is taken over when its lease ends."""
    all_jobs, took = effects.settle(kit.Api(service), timeout=150 * kit.SLOW)
    problems, figures = effects.judge(all_jobs, told.times(), orders)
    for name, value in sorted(figures.items()):
        figure(f"group.{name}", value)
    figure("group.jobs_settled_after", round(took, 1), "s")
    assert not problems, problems[:10]


def main():
    module = load_cluster()
    try:
        module.bin_directory()
    except SystemExit as missing:
        skip(str(missing))
    seed = int(os.environ.get("DESKBELL_SEED", time.time_ns() % 1_000_000))
    print(f"seed {seed}", flush=True)
    rng = random.Random(seed)
    cluster = module.Cluster()
    services = []
    told = effects.Effects()
    try:
        cluster.create()
        cluster.start()
        services = start_services(cluster.create_database("grouped"), told)
        watch = faultkit.Stopwatch()
        provider = Provider(services, seed)
        provider.start()
        before, after = stand_still(Leader(cluster, "grouped"), services)
        assert after[1] > before[1] and after[0] != before[0], f"the leader stood still and nobody took over: {before} {after}"
        break_things(cluster, provider, services, rng)
        kit.wait_for("messages are acknowledged again", lambda: len(provider.acknowledged) > 0)
        provider.stop()
        orders, changes = check(services, provider)
        check_effects(services[0], told, orders)
        faultkit.selfcheck(services[0])
        figure("group.kills", KILLS)
        figure("group.database_stops", STOPS)
        figure("group.acknowledged", len(provider.acknowledged))
        figure("group.resent", provider.refused)
        figure("group.lost", 0, target=0)
        figure("group.feed", changes)
        figure("group.orders", orders)
        figure("group.seconds", round(watch.seconds, 1), "s")
    except BaseException:
        for number, service in enumerate(services):
            print(f"--- service {number}\n{service.log.read_text(errors='replace')[-4000:]}", file=sys.stderr, flush=True)
        raise
    finally:
        for service in services:
            service.close()
        told.close()
        if os.path.exists(os.path.join(cluster.data, "postmaster.pid")):
            cluster.stop("immediate")
        cluster.remove()


if __name__ == "__main__":
    sys.exit(main())
