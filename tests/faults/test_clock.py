#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real service under a wrong clock: jumps of an hour and a day and back, days with gaps and overlaps, 29 February. Every reminder comes
once, every property's night comes once at its own 02:00, and nothing else breaks."""
import contextlib
import datetime
import glob
import os
import sys
import tempfile
import time
import uuid
import zoneinfo

import faultkit
import kit

ZONES = {"lisbon": "Europe/Lisbon", "newyork": "America/New_York", "kathmandu": "Asia/Kathmandu", "apia": "Pacific/Apia"}
HOUR, DAY = 3600, 86400


def library():
    found = sorted(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1") + glob.glob("/usr/lib/faketime/libfaketimeMT.so.1"))
    if not found:
        faultkit.skip("libfaketime is not installed")
    return found[0]


class FakeClock:
    """The wall clock of the services that are started under it. Their monotonic clock is never touched: timed waits of the C++ library would hang."""

    def __init__(self, path):
        self.folder = tempfile.TemporaryDirectory(prefix="deskbell-clock-")
        self.file = os.path.join(self.folder.name, "faketime")
        self.offset = 0
        self.environment = {"LD_PRELOAD": path, "FAKETIME_TIMESTAMP_FILE": self.file, "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        self.jump(0)

    def jump(self, offset):
        """Away from the true time by so many seconds."""
        self.offset = int(offset)
        with open(self.file + ".new", "w", encoding="ascii") as new:
            new.write(f"{self.offset:+d}\n")
        os.replace(self.file + ".new", self.file)

    def jump_to(self, moment):
        self.jump(moment.timestamp() - time.time())

    def now(self):
        return datetime.datetime.fromtimestamp(time.time() + self.offset, datetime.timezone.utc)

    @contextlib.contextmanager
    def applied(self):
        before = {name: os.environ.get(name) for name in self.environment}
        os.environ.update(self.environment)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name)
                else:
                    os.environ[name] = value


def text_of(moment):
    return moment.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def make_order(api, due):
    status, answer = api.call("POST", "/v1/orders", {"id": str(uuid.uuid4()), "room": "204", "items": [{"name": "taxi", "quantity": 1}], "due_at": text_of(due)})
    assert status == 201, (status, answer)
    return answer["data"]["id"]


def reminders(api):
    """How often each order was reminded of."""
    counted = {}
    for change in faultkit.changes(api):
        if change.get("event") == "order_due_soon":
            counted[change["id"]] = counted.get(change["id"], 0) + 1
    return counted


def await_reminders(api, expected, what):
    kit.wait_for(f"{what}: {len(expected)} reminders", lambda: set(reminders(api)) >= set(expected), timeout=20)
    time.sleep(2)  # and no second one after it
    counted = reminders(api)
    assert counted == {order: 1 for order in expected}, f"{what}: {counted}"


def check_reminders(clock):
    """Orders that are due soon, in an hour, and tomorrow, while the clock jumps there and back."""
    service = kit.Service()
    with contextlib.closing(service):
        with clock.applied():
            service.start()
        api = kit.Api(service)
        start = clock.now()
        minutes = lambda n: start + datetime.timedelta(minutes=n)  # noqa: E731
        soon, later, tomorrow = make_order(api, minutes(12)), make_order(api, minutes(72)), make_order(api, minutes(24 * 60 + 20))
        moved, closed = make_order(api, minutes(74)), make_order(api, minutes(76))
        status, answer = api.call("PATCH", f"/v1/orders/{moved}", {"due_at": text_of(minutes(24 * 60 + 30))})
        assert status == 200, answer
        status, answer = api.call("PATCH", f"/v1/orders/{closed}", {"status": "cancelled"})
        assert status == 200, answer
        assert reminders(api) == {}
        clock.jump(5 * 60)
        await_reminders(api, [soon], "five minutes on")
        clock.jump(HOUR + 5 * 60)
        await_reminders(api, [soon, later], "an hour ahead")
        clock.jump(-HOUR)
        await_reminders(api, [soon, later], "an hour behind")
        clock.jump(DAY + 15 * 60)
        await_reminders(api, [soon, later, tomorrow], "a day ahead")
        clock.jump(-DAY)
        await_reminders(api, [soon, later, tomorrow], "a day behind")
        service.kill()
        with clock.applied():
            service.start()
        clock.jump(DAY + 25 * 60)
        await_reminders(api, [soon, later, tomorrow, moved], "after a restart, a day ahead")
        faultkit.figure("reminders, each once", 4, "", 4)
        faultkit.check_feed(api)
        assert service.terminate()[0] == 0
        faultkit.check_database(service)


def nights(service):
    """(property, time) of each night's run, and how many jobs asked for it."""
    with faultkit.database(service) as db:
        runs = db.execute("SELECT t.slug, r.due_at FROM cron_runs r JOIN tenants t ON t.id = r.tenant_id WHERE r.schedule = 'retention'").fetchall()
        jobs = db.execute("SELECT t.slug, j.unique_key FROM jobs j JOIN tenants t ON t.id = j.tenant_id WHERE j.unique_key LIKE 'retention:messages:%:1'").fetchall()
    asked = sorted((slug, int(key.split(":")[2])) for slug, key in jobs)
    # Done jobs are themselves forgotten after a week of that clock.
    assert len(set(asked)) == len(asked) and set(asked) <= set(runs), f"runs {sorted(runs)}, jobs {asked}"
    newest = max((due for _, due in runs), default=0)
    assert {run for run in runs if run[1] > newest - 5 * DAY * 1000} <= set(asked), f"runs {sorted(runs)}, jobs {asked}"
    return {(slug, datetime.datetime.fromtimestamp(due / 1000, datetime.timezone.utc)) for slug, due in runs}


def known_schedules(service):
    with faultkit.database(service) as db:
        return db.execute("SELECT COUNT(*) FROM cron_schedules WHERE schedule = 'retention'").fetchone()[0]


def utc(*parts):
    return datetime.datetime(*parts, tzinfo=datetime.timezone.utc)


def check_nights(clock):
    """02:00 of each property, in the nights in which that is not plain."""
    service = kit.Service()
    with contextlib.closing(service):
        for slug, zone in ZONES.items():
            service.cli_json("tenant", "add", "--slug", slug, "--name", slug, "--time-zone", zone)
        # (what, when the clock stands shortly before, the property, the moment that must have run)
        cases = [
            ("a plain night in Kathmandu", utc(2027, 1, 10, 20, 14, 55), "kathmandu", utc(2027, 1, 10, 20, 15)),
            ("the gap in New York, which has no 02:00", utc(2027, 3, 14, 6, 59, 55), "newyork", utc(2027, 3, 14, 7)),
            ("the gap in Lisbon", utc(2027, 3, 28, 0, 59, 55), "lisbon", utc(2027, 3, 28, 1)),
            ("the overlap in Lisbon", utc(2027, 10, 31, 1, 59, 55), "lisbon", utc(2027, 10, 31, 2)),
            ("the overlap in New York", utc(2027, 11, 7, 6, 59, 55), "newyork", utc(2027, 11, 7, 7)),
            ("29 February in Apia", utc(2028, 2, 28, 12, 59, 55), "apia", utc(2028, 2, 28, 13)),
        ]
        clock.jump_to(cases[0][1] - datetime.timedelta(hours=30))
        with clock.applied():
            service.start()
        # A schedule that nobody knew yet has missed nothing.
        kit.wait_for("every property's schedule is known", lambda: known_schedules(service) == len(ZONES) + 1)
        for what, before, slug, due in cases:
            local = due.astimezone(zoneinfo.ZoneInfo(ZONES[slug]))
            assert (local.hour, local.minute) in ((2, 0), (3, 0)), (what, local)
            clock.jump_to(before)
            kit.wait_for(what, lambda: (slug, due) in nights(service), timeout=25)
            # There and back again changes nothing.
            time.sleep(1.5)  # another property's night may be at the same moment
            before_jumps = nights(service)
            clock.jump(clock.offset - HOUR)
            time.sleep(1.5)
            clock.jump(clock.offset + HOUR)
            time.sleep(1.5)
            # Runs of months ago are forgotten; new ones there must be none.
            again = nights(service) - before_jumps
            assert not again, f"{what}: {again}"
        faultkit.figure("nights with a gap, an overlap or a leap day, each once", len(cases), "", len(cases))
        assert service.terminate()[0] == 0
        faultkit.check_database(service)


def main():
    clock = FakeClock(library())
    check_reminders(clock)
    clock.jump(0)
    check_nights(clock)


if __name__ == "__main__":
    sys.exit(main())
