# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider and a console that send at a steady rate, remember what was acknowledged, and send again only what was not."""
import collections
import http.client
import json
import random
import threading
import time
import uuid

CALL_LENGTH = 40  # messages of one call


class Delivery:
    """One message or order on its way. `marker` is found again in what the service shows."""
    __slots__ = ("kind", "marker", "path", "body", "headers", "acknowledged", "attempts", "acknowledged_at")

    def __init__(self, kind, marker, path, body, headers):
        self.kind, self.marker, self.path, self.body, self.headers = kind, marker, path, body, headers
        self.acknowledged = False
        self.acknowledged_at = None
        self.attempts = 0


class Load:
    """Sends `rate` new deliveries a second (orders every `order_every`-th, 0 for none) over `workers` connections. Of what was
    acknowledged, the share `redelivery` is sent once more. service_starts() and service_stops() tell it about kills: what was in
    the air then is not acknowledged, and goes out again, unchanged, after the next start."""

    def __init__(self, service, rate=200, redelivery=0.1, workers=8, order_every=0, token=None, seed=1, notes=None):
        self.service, self.rate, self.redelivery, self.order_every = service, rate, redelivery, order_every
        self.token = token  # () -> bearer token; asked again after a 401
        self.random = random.Random(seed)
        self.notes = notes  # list that gets one entry per request, see powercut/acknowledged.h
        self.session = self.random.randrange(16 ** 8)
        self.began_ms = int(time.time() * 1000)
        self.lock = threading.Condition()
        self.queue = collections.deque()
        self.acknowledged = []  # deliveries in the order of their answers
        self.outstanding = 0  # taken from the queue and not answered
        self.made = self.redelivered = self.refused = self.broken = 0
        self.problems = []
        self.run = 0
        self.is_up = self.is_making = self.is_over = False
        self.bearer = None
        self.threads = [threading.Thread(target=self._work, daemon=True) for _ in range(workers)]
        self.threads.append(threading.Thread(target=self._make, daemon=True))
        for thread in self.threads:
            thread.start()

    # What the test calls

    def service_starts(self):
        """After the service is ready."""
        with self.lock:
            self.run += 1
            self.is_up = self.is_making = True
            self.lock.notify_all()

    def service_stops(self):
        """Just before it is killed or asked to stop."""
        with self.lock:
            self.is_up = False

    def pause(self):
        """No new ones; what waits still goes out."""
        with self.lock:
            self.is_making = False

    def settle(self, timeout=30.0):
        """Waits until everything made is acknowledged; an AssertionError when it is not in time."""
        self.pause()
        end = time.monotonic() + timeout
        with self.lock:
            while self.queue or self.outstanding:
                if self.problems:
                    break
                left = end - time.monotonic()
                assert left > 0, f"{len(self.queue)} deliveries wait and {self.outstanding} are not answered after {timeout:.0f} s"
                self.lock.wait(min(left, 0.2))
        self.check()

    def check(self):
        assert not self.problems, self.problems[:3]

    def stop(self):
        with self.lock:
            self.is_over = True
            self.lock.notify_all()
        for thread in self.threads:
            thread.join(30)
        self.check()

    # Making

    def make(self):
        number = self.made
        self.made += 1
        marker = f"mark{number:08d}"
        if self.order_every and number % self.order_every == self.order_every - 1:
            order_id = str(uuid.UUID(int=(self.began_ms << 80) | (7 << 76) | (2 << 62) | (self.session << 24) | number))
            body = {"id": order_id, "room": str(100 + number % 50), "items": [{"name": marker, "quantity": 1}], "notes": ""}
            return Delivery("order", order_id, "/v1/orders", json.dumps(body), {"Idempotency-Key": str(uuid.uuid5(uuid.NAMESPACE_OID, order_id))})
        call = f"{self.session:08x}-0000-4000-8000-{number // CALL_LENGTH:012d}"
        message = {"type": "transcript", "timestamp": self.began_ms + number, "role": ("user", "assistant")[number % 2],
                   "transcriptType": "final", "transcript": f"{marker} and some towels please",
                   "call": {"id": call, "orgId": "o", "type": "inboundPhoneCall"}, "customer": {"number": "+12025550123"}}
        return Delivery("message", marker, self.service.hook["path"], json.dumps({"message": message}), {"X-Vapi-Secret": self.service.hook["secret"]})

    def _make(self):
        due = None
        while not self.is_over:
            with self.lock:
                if not (self.is_up and self.is_making):
                    due = None
                    self.lock.wait(0.02)
                    continue
                now = time.monotonic()
                due = due or now
                count = min(int((now - due) * self.rate) + 1, 50)
                due += count / self.rate
                # A service that does not keep up is not flooded: the kill tests want many commits, not a long queue.
                if len(self.queue) < 2000:
                    self.queue.extend(self.make() for _ in range(count))
                    if self.acknowledged and self.redelivery:
                        for _ in range(count):
                            if self.random.random() < self.redelivery:
                                self.queue.append(self.random.choice(self.acknowledged[-200:]))
                                self.redelivered += 1
                    self.lock.notify_all()
            time.sleep(max(0.0, due - time.monotonic()))

    # Sending

    def _take(self):
        with self.lock:
            while not self.is_over and not (self.is_up and self.queue):
                self.lock.wait(0.1)
            if self.is_over:
                return None, 0
            self.outstanding += 1
            return self.queue.popleft(), self.run

    def _work(self):
        connection, its_run = None, 0
        while True:
            delivery, run = self._take()
            if delivery is None:
                if connection is not None:
                    connection.close()
                return
            if connection is not None and its_run != run:
                connection.close()
                connection = None
            is_done = False
            try:
                if connection is None or connection.sock is None:
                    connection, its_run = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=20), run
                    connection.connect()
                is_done = self._send(connection, run, delivery)
            except (OSError, http.client.HTTPException) as problem:
                connection.close()
                connection = None
                with self.lock:
                    self.broken += 1
                    if self.is_up and self.run == run and not isinstance(problem, (ConnectionError, http.client.HTTPException)):
                        self.problems.append(f"{delivery.kind} {delivery.marker}: {problem!r}")
            with self.lock:
                self.outstanding -= 1
                if not is_done:
                    self.queue.appendleft(delivery)
                self.lock.notify_all()
            if not is_done:
                time.sleep(0.02)

    def _send(self, connection, run, delivery):
        headers = {"Content-Type": "application/json", **delivery.headers}
        if delivery.kind == "order":
            with self.lock:
                self.bearer = self.bearer or self.token()
                headers["Authorization"] = f"Bearer {self.bearer}"
        if self.notes is not None:
            note = {"run": run, "port": connection.sock.getsockname()[1], "kind": delivery.kind, "marker": delivery.marker}
            note["id" if delivery.kind == "order" else "body"] = delivery.marker if delivery.kind == "order" else delivery.body
            self.notes.append(note)
        delivery.attempts += 1
        connection.request("POST", delivery.path, delivery.body, headers)
        answer = connection.getresponse()
        text = answer.read()
        if 200 <= answer.status < 300:
            with self.lock:
                if not delivery.acknowledged:
                    delivery.acknowledged, delivery.acknowledged_at = True, time.monotonic()
                    self.acknowledged.append(delivery)
            return True
        with self.lock:
            self.refused += 1
            if answer.status == 401:
                self.bearer = None
            elif answer.status != 503:
                self.problems.append(f"{delivery.kind} {delivery.marker}: {answer.status} {text[:200]}")
                return True
        return False
