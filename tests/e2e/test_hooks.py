# SPDX-License-Identifier: GPL-3.0-or-later
"""What a provider gets for an answer."""
import json
import re
import time
import unittest
import uuid

from kit import Api, SLOW, Service
from messages import message

CODE = re.compile(r"\b[A-Z]{1,3}-\d{2,}\b")


class AnswersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.service.start()
        cls.api = Api(cls.service)

    @classmethod
    def tearDownClass(cls):
        cls.service.close()

    def tools(self, calls, **lists):
        body = message("tool-calls", **(lists or {"toolCallList": calls}))
        status, _, answer = self.service.post_hook(body)
        self.assertEqual(status, 200)
        return json.loads(answer)["results"]

    def test_assistant_request_is_quick(self):
        took = []
        for _ in range(100):
            began = time.perf_counter()
            status, _, body = self.service.post_hook(message("assistant-request"))
            took.append(time.perf_counter() - began)
            answer = json.loads(body)
            self.assertEqual(status, 200)
            self.assertEqual(len({"assistant", "assistantId", "error", "destination"} & set(answer)), 1, answer)
            self.assertNotIn("message", answer)
        self.assertLess(sorted(took)[98], 0.1 * SLOW)

    def test_every_tool_shape(self):
        arguments = {"room": "204", "items": [{"name": "Towel", "quantity": 2}], "notes": "soft"}
        for shape, make in {
            "text": lambda i: {"toolCallList": [{"id": i, "type": "function", "function": {"name": "createOrder", "arguments": json.dumps(arguments)}}]},
            "object": lambda i: {"toolCallList": [{"id": i, "type": "function", "function": {"name": "createOrder", "arguments": arguments}}]},
            "parameters": lambda i: {"toolCallList": [{"id": i, "name": "createOrder", "parameters": arguments}]},
            "arguments": lambda i: {"toolCallList": [{"id": i, "name": "createOrder", "arguments": arguments}]},
            "with tool": lambda i: {"toolWithToolCallList": [{"type": "function", "function": {"name": "createOrder", "parameters": {
                "type": "object", "properties": {"room": {"type": "string"}}}}, "toolCall": {
                    "id": i, "type": "function", "function": {"name": "createOrder", "arguments": json.dumps(arguments)}}}]},
            "plain list": lambda i: {"toolCalls": [{"id": i, "type": "function", "function": {"name": "createOrder", "arguments": arguments}}]},
        }.items():
            with self.subTest(shape):
                call = f"call_{uuid.uuid4().hex}"
                results = self.tools(None, **make(call))
                self.assertEqual([r["toolCallId"] for r in results], [call])
                self.assertEqual(results[0]["name"], "createOrder")
                self.assertNotIn("\n", results[0]["result"])
                code = CODE.search(results[0]["result"]).group()
                order = next(o for o in self.api.orders() if o["code"] == code)
                self.assertEqual((order["room"], order["items"], order["status"]), ("204", arguments["items"], "pending"))

    def test_the_same_call_in_all_lists_is_done_once(self):
        before = len(self.api.orders())
        entry = {"id": "call_thrice", "type": "function", "function": {"name": "createOrder", "arguments": {"room": "7", "items": [{"name": "Iron"}]}}}
        results = self.tools(None, toolCalls=[entry], toolCallList=[entry], toolWithToolCallList=[{"type": "function", "function": {
            "name": "createOrder"}, "toolCall": entry}])
        self.assertEqual(len(results), 1)
        self.assertEqual(len(self.api.orders()), before + 1)

    def test_several_calls_keep_their_order(self):
        calls = [{"id": f"call_{i}_{uuid.uuid4().hex}", "name": name, "arguments": arguments} for i, (name, arguments) in enumerate([
            ("getHotelInfo", {"question": "breakfast"}), ("createOrder", {"room": "1", "items": [{"name": "Tea"}]}), ("noSuchTool", {}),
            ("getOrderStatus", {"code": "R-999999"}), ("leaveMessage", {"message": "Call me"})])]
        results = self.tools(calls)
        self.assertEqual([r["toolCallId"] for r in results], [c["id"] for c in calls])
        self.assertEqual([r["name"] for r in results], [c["name"] for c in calls])
        for result in results:
            text = result.get("result", result.get("error"))
            self.assertIsInstance(text, str)
            self.assertTrue(text and "\n" not in text)

    def test_bad_arguments_get_a_sentence(self):
        for name, arguments in (("createOrder", {}), ("createOrder", "not json"), ("createOrder", {"items": "towels"}), ("createOrder", {"items": 5}),
                                ("createOrder", {"room": 204, "items": [{"name": "Towel", "quantity": "two"}]}), ("createOrder", []),
                                ("createOrder", {"room": "1", "items": [{"name": "x" * 5000, "quantity": 10 ** 9}]}), ("createOrder", None),
                                ("getOrderStatus", {"code": {"a": 1}}), ("leaveMessage", {"message": None}), ("getHotelInfo", "")):
            with self.subTest(f"{name} {str(arguments)[:60]}"):
                results = self.tools([{"id": "c" + uuid.uuid4().hex, "name": name, "arguments": arguments}])
                text = results[0].get("result", results[0].get("error"))
                self.assertTrue(isinstance(text, str) and text and "\n" not in text)

    def test_a_repeated_tool_call_makes_no_second_order(self):
        body = json.dumps({"message": message("tool-calls", toolCallList=[
            {"id": "call_again", "name": "createOrder", "arguments": {"room": "9", "items": [{"name": "Pillow"}]}}])}).encode()
        first = self.service.post_hook(body)
        count = len(self.api.orders())
        again = self.service.post_hook(body)
        self.assertEqual((first[0], first[2]), (again[0], again[2]))
        self.assertEqual(len(self.api.orders()), count)

    def test_legacy_function_call(self):
        body = message("function-call", functionCall={"name": "createOrder", "parameters": {"room": "3", "items": [{"name": "Hanger", "quantity": 10}]}})
        raw = json.dumps({"message": body}).encode()
        status, _, answer = self.service.post_hook(raw)
        self.assertEqual(status, 200)
        self.assertRegex(json.loads(answer)["result"], CODE)
        self.assertEqual(self.service.post_hook(raw)[2], answer)

    def test_transfer(self):
        status, _, answer = self.service.post_hook(message("transfer-destination-request"))
        self.assertEqual(status, 200)
        answer = json.loads(answer)
        self.assertTrue(("destination" in answer) != ("error" in answer), answer)

    def test_iso_timestamps_are_understood(self):
        call = str(uuid.uuid4())
        body = message("transcript", call, role="user", transcriptType="final", transcript="Hello there") | {"timestamp": "2026-01-02T03:04:05.678Z"}
        self.assertEqual(self.service.post_hook(body)[0], 200)
        found = next(c for c in self.api.calls() if c["provider_call_id"] == call)
        self.assertEqual(self.api.transcript(found["id"])[0]["at"], "2026-01-02T03:04:05.678Z")

    def test_the_alias_works_while_there_is_one_property(self):
        self.assertEqual(self.service.post_hook(message("hang"), path="/vapi-webhook")[0], 200)
        self.assertEqual(self.service.post_hook(message("hang"), path="/vapi-webhook", secret="wrong")[0], 401)

    def test_the_providers_secrets_are_not_logged(self):
        body = message("status-update", status="in-progress", phoneNumber={"provider": "twilio", "number": "+1", "twilioAuthToken": "tw-secret-4711"})
        self.assertEqual(self.service.post_hook(body)[0], 200)
        self.assertNotIn("tw-secret-4711", self.service.log.read_text(errors="replace"))


class AliasTest(unittest.TestCase):
    def test_the_alias_ends_with_the_second_property(self):
        service = Service()
        self.addCleanup(service.close)
        service.cli_json("tenant", "add", "--slug", "alpine", "--name", "Alpine")
        service.start()
        self.assertIn(service.post_hook(message("hang"), path="/vapi-webhook")[0], (404, 409))
        self.assertEqual(service.post_hook(message("hang"))[0], 200)


if __name__ == "__main__":
    unittest.main()
