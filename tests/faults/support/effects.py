# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else's systems, one of each class, that are told of every order; and the comparison of what they did with what the service says."""
import collections
import http.client
import json
import pathlib
import subprocess
import tempfile
import time

import kit

CLASSES = ("A", "B", "C")
IN_THE_AIR = ("running", "sending", "unknown")
OPEN = ("available", "scheduled", "running", "sending", "unknown")
# Of the service, so that a test need not wait for minutes.
QUICK = {"DESKBELL_OUTGOING_ALLOW_LOOPBACK": "true",  # where the simulators are
         "DESKBELL_JOBS_SETTLE_SECONDS": "1,2,4", "DESKBELL_JOBS_RETRY_BASE_MS": "100", "DESKBELL_JOBS_SAFE_MODE_PAUSE_SECONDS": "0"}


class Effects:
    """A deskbell-effectlog, and the property's settings that point to it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="deskbell-effects-")
        self.log = pathlib.Path(self.folder.name, "effects.jsonl")
        self.process = subprocess.Popen([str(kit.BIN / "deskbell-effectlog"), "--log", str(self.log)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def configure(self, service, event="order_created"):
        """False when the service does not know of notifications. Call before it starts."""
        service.environment.update(QUICK)
        settings = pathlib.Path(self.folder.name, "settings.json")
        settings.write_text(json.dumps({"notifications": [
            {"event": event, "url": f"{self.url}/effects/{word}", "effect_class": word, "secret": "s",
             **({"lookup_url": f"{self.url}/lookup"} if word == "B" else {})} for word in CLASSES]}))
        return service.cli("tenant", "set", "--tenant", "seaside", "--settings", str(settings)).returncode == 0

    def control(self, **wish):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("POST", "/control", json.dumps(wish))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status == 200, body

    def times(self):
        """(class, key) -> when it was done for a caller, in milliseconds."""
        times = collections.defaultdict(list)
        if self.log.exists():
            for line in self.log.read_text().splitlines():
                effect = json.loads(line)
                if not effect["own_repeat"]:
                    times[effect["class"], effect["key"]].append(effect["at"])
        return times

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.folder.cleanup()


def jobs(api):
    return api.items("/v1/jobs?kind=order.notify")


def waiting(api):
    return sum(queue["depth"] + queue["running"] + queue["unknown"] for queue in api.get("/v1/jobs/summary")["queues"])


def settle(api, timeout):
    """Waits until no job is on its way; (the jobs, seconds until nothing was left of what the last kill had interrupted). Many
    kills leave a long queue: it may take its time as long as it gets shorter."""
    began = moved = time.monotonic()
    interrupted = {job["id"] for job in api.items(f"/v1/jobs?kind=order.notify&state={','.join(IN_THE_AIR)}")}
    took, fewest = None, waiting(api)
    while True:
        now = time.monotonic()
        if took is None and not interrupted & {job["id"] for job in api.items(f"/v1/jobs?kind=order.notify&state={','.join(IN_THE_AIR)}")}:
            took = now - began
        open_jobs = api.get(f"/v1/jobs?kind=order.notify&state={','.join(OPEN)}&limit=500")["items"]
        if not open_jobs:
            return jobs(api), now - began if took is None else took
        left = waiting(api)
        if left < fewest:
            fewest, moved = left, now
        assert now - moved < timeout, f"{left} jobs are still open and none was done for {timeout:.0f} s, e.g. {open_jobs[0]}"
        time.sleep(0.2)


def judge(all_jobs, done, orders):
    """What is wrong, as sentences; and the figures."""
    problems, figures = [], collections.Counter()
    by_class = {word: [job for job in all_jobs if job["effect_class"] == word] for word in CLASSES}
    for word, its_jobs in by_class.items():
        figures[f"class {word}: jobs"] = len(its_jobs)
        if len(its_jobs) != orders:
            problems.append(f"class {word}: {len(its_jobs)} jobs for {orders} orders")
        for job in its_jobs:
            when = done.get((word, job["id"]), [])
            times = len(when)
            figures[f"class {word}: {job['state']}"] += 1
            if times > 1:
                problems.append(f"class {word}: job {job['id']} ({job['state']}, attempt {job['attempt']}) was done {times} times, "
                                f"{[later - when[0] for later in when]} ms apart")
            if job["state"] == "done" and times == 0:
                problems.append(f"class {word}: job {job['id']} is done, and nothing happened")
            elif job["state"] != "done" and (word != "C" or job["state"] != "review"):
                problems.append(f"class {word}: job {job['id']} ended as {job['state']}: {job.get('last_error')}")
    known = {job["id"] for job in all_jobs}
    strangers = [key for _, key in done if key not in known]
    if strangers:
        problems.append(f"{len(strangers)} effects belong to no job, e.g. {strangers[0]}")
    figures["class C: done and yet to be looked at"] = sum(1 for job in by_class["C"] if job["state"] == "review" and ("C", job["id"]) in done)
    return problems, figures
