# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources, their secrets and their inbox, from the outside: over HTTP and by the administrator's commands."""
import hashlib
import hmac
import json
import sqlite3
import time
import unittest
import uuid

from kit import Api, Service, wait_for
from messages import message


def event(kind, target, **data):
    return json.dumps({"id": str(uuid.uuid4()), "type": kind, "object": target, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                       "data": data}).encode()


def signed(body, secret, at=None):
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"Content-Type": "application/json", "X-Timestamp": stamp, "X-Signature": digest}


class InboxTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.service.start()
        cls.api = Api(cls.service)
        cls.generic = cls.service.cli_json("hook", "add", "--tenant", "seaside", "--provider", "generic")

    @classmethod
    def tearDownClass(cls):
        cls.service.close()

    def post(self, body, secret=None, **options):
        return self.service.request("POST", self.generic["path"], body, signed(body, secret or self.generic["secret"], **options))

    def listed(self, *options):
        return self.service.cli_json("inbox", "list", "--tenant", "seaside", *options)["items"]

    def counter(self, name):
        return json.loads(self.service.request("GET", "/health")[2])["data"]["parts"]["hooks"][name]

    def test_events_of_another_system_become_orders(self):
        body = event("order.create", "REQ-1", room="204", items=[{"name": "towel", "quantity": 2}])
        self.assertEqual(self.post(body)[0::2], (200, b"{}"))
        self.assertEqual(self.post(body)[0::2], (200, b"{}"))
        mine = [order for order in self.api.orders() if order["created_by"] == "provider:generic" and order["room"] == "204"]
        self.assertEqual(len(mine), 1)
        self.assertEqual(self.post(event("order.change", "REQ-1", status="done"))[0], 200)
        self.assertEqual([order["status"] for order in self.api.orders() if order["id"] == mine[0]["id"]], ["done"])

    def test_only_signed_ones(self):
        body = event("order.create", "REQ-2", items=["tea"])
        for headers in ({}, {"X-Hook-Secret": self.generic["secret"]}, {"Authorization": "Bearer " + self.generic["secret"]},
                        signed(body, "wrong"), signed(body + b" ", self.generic["secret"]), signed(body, self.generic["secret"], at=time.time() - 3600)):
            self.assertEqual(self.service.request("POST", self.generic["path"], body, headers)[0], 401, headers)
        self.assertEqual(self.service.request("POST", self.generic["path"] + "x", body, signed(body, self.generic["secret"]))[0], 404)
        self.assertEqual(self.service.request("POST", self.generic["path"].replace("generic", "vapi"), body, signed(body, self.generic["secret"]))[0], 404)
        self.assertFalse([row for row in self.listed() if row["object"] == "REQ-2"])

    def test_a_conflict_is_kept_and_shown(self):
        body = event("order.create", "REQ-3", room="31", items=["tea"])
        self.assertEqual(self.post(body)[0], 200)
        self.assertEqual(self.post(body.replace(b'"31"', b'"32"'))[0::2], (200, b"{}"))
        self.assertEqual([order["room"] for order in self.api.orders() if order["room"] in ("31", "32")], ["31"])
        rows = [row for row in self.listed("--state", "conflict") if row["object"] == "REQ-3"]
        self.assertEqual(len(rows), 1)
        wait_for("the conflict in /health", lambda: self.counter("conflicts") >= 1)
        checks = self.service.cli("doctor")
        self.assertIn("contradict", checks.stdout)

    def test_a_new_secret_beside_the_old_one(self):
        old = self.generic["secret"]
        new = self.service.cli_json("hook", "rotate", "--tenant", "seaside", "--provider", "generic", "--keep-hours", "2")
        self.assertNotEqual(new["secret"], old)
        self.assertIn("previous_secret_until", new)
        self.assertEqual(self.post(event("other", "x"), secret=old)[0], 200)
        self.assertEqual(self.post(event("other", "x"), secret=new["secret"])[0], 200)
        self.assertEqual(self.service.cli("hook", "rotate", "--tenant", "seaside", "--provider", "generic").returncode, 4)
        self.assertEqual(self.service.cli("hook", "retire", "--tenant", "seaside", "--provider", "generic").returncode, 0)
        self.assertEqual(self.post(event("other", "x"), secret=old)[0], 401)
        self.assertEqual(self.post(event("other", "x"), secret=new["secret"])[0], 200)
        self.assertEqual(self.service.cli("hook", "retire", "--tenant", "seaside", "--provider", "generic").returncode, 4)
        type(self).generic = new

    def test_a_new_secret_can_end_the_old_one_at_once(self):
        old = self.service.hook["secret"]
        new = self.service.cli_json("hook", "rotate", "--tenant", "seaside", "--keep-hours", "0")
        self.assertEqual(self.service.post_hook(message("hang"), secret=old)[0], 401)
        self.assertEqual(self.service.post_hook(message("hang"), secret=new["secret"])[0], 200)
        self.service.hook = new

    def test_unknown_sources_and_states(self):
        self.assertEqual(self.service.cli("hook", "add", "--tenant", "seaside", "--provider", "nobody").returncode, 2)
        self.assertEqual(self.service.cli("hook", "add", "--tenant", "seaside", "--provider", "generic").returncode, 4)
        self.assertEqual(self.service.cli("inbox", "list", "--tenant", "seaside", "--state", "odd").returncode, 2)
        self.assertEqual(self.service.cli("inbox", "list", "--tenant", "nowhere").returncode, 3)
        self.assertEqual(self.service.cli("inbox", "replay", "--tenant", "seaside", "--state", "pending").returncode, 2)
        self.assertEqual(self.service.cli("inbox", "list", "--tenant", "seaside", "--from", "yesterday").returncode, 2)


class ReplayTest(unittest.TestCase):
    def test_dead_messages_are_replayed_beside_and_without_the_service(self):
        service = Service()
        self.addCleanup(service.close)
        service.start()
        api = Api(service)
        calls = [str(uuid.uuid4()) for _ in range(2)]
        for call in calls:
            service.post_hook(message("transcript", call, role="user", transcriptType="final", transcript="Hello"))
        self.assertEqual(service.post_hook(b"[]")[0], 200)
        service.terminate()
        # As if applying them had failed five times: their effects are not there.
        with sqlite3.connect(service.data / "deskbell.db") as db:
            db.execute("UPDATE inbox SET state = 'dead', last_error = 'made dead' WHERE object_key <> ''")
            db.execute("DELETE FROM transcript_lines")
        db.close()
        tried = service.cli_json("inbox", "replay", "--tenant", "seaside", "--dry-run")
        self.assertEqual((tried["dry_run"], tried["selected"], tried["failed"]), (True, 3, 1))
        self.assertEqual(len(service.cli_json("inbox", "list", "--tenant", "seaside", "--state", "dead")["items"]), 3)
        service.start()
        done = service.cli_json("inbox", "replay", "--tenant", "seaside", "--source", "vapi", "--from", "2020-01-01", "--to", "2099-01-01")
        self.assertEqual((done["dry_run"], done["selected"], done["failed"]), (False, 3, 1))
        for call in calls:
            found = next(c for c in api.calls() if c["provider_call_id"] == call)
            self.assertEqual([line["text"] for line in api.transcript(found["id"])], ["Hello"])
        left = service.cli_json("inbox", "list", "--tenant", "seaside", "--state", "dead")["items"]
        self.assertEqual([row["type"] for row in left], ["undecodable"])
        self.assertEqual(left[0]["replayed_by"], "cli")
        plain = service.cli("inbox", "replay", "--tenant", "seaside", json_output=False)
        self.assertIn("1 messages, 1 failed", plain.stdout)


class SelfCheckTest(unittest.TestCase):
    def test_beside_a_running_service_and_after_it(self):
        service = Service()
        self.addCleanup(service.close)
        service.start()
        service.post_hook(message("hang"))
        beside = service.cli_json("selfcheck")
        self.assertTrue(beside["ok"])
        service.terminate()
        self.assertTrue(service.cli_json("selfcheck")["ok"])
        with sqlite3.connect(service.data / "deskbell.db") as db:
            db.execute("DELETE FROM changes WHERE seq = 1")
            db.execute("UPDATE tenant_seq SET seq = seq + 5")
        db.close()
        broken = service.cli("selfcheck")
        self.assertEqual(broken.returncode, 1)
        self.assertIn("BROKEN 108", broken.stdout)


if __name__ == "__main__":
    unittest.main()
