# SPDX-License-Identifier: GPL-3.0-or-later
"""Provider messages for the tests, and the comparison of what was played with what the service knows."""
import time
import uuid


def message(kind, call_id=None, **fields):
    now = int(time.time() * 1000)
    return {"type": kind, "timestamp": now, "call": {"id": call_id or str(uuid.uuid4()), "orgId": "o", "type": "inboundPhoneCall"},
            "customer": {"number": "+12025550123"}, **fields}


def check_against_api(test, api, report):
    """Nothing the simulator played is missing, nothing stands twice."""
    calls = {call["provider_call_id"]: call for call in api.calls()}
    test.assertEqual(set(calls), {played["provider_call_id"] for played in report["calls"]})
    codes = [order["code"] for order in api.orders()]
    test.assertEqual(len(codes), len(set(codes)))
    for played in report["calls"]:
        with test.subTest(script=played["script"]):
            call = calls[played["provider_call_id"]]
            test.assertEqual(call["customer_number"], played["customer_number"])
            if played["ended_reason"]:
                test.assertIn(call["state"], ("ended", "incomplete", "failed"))
                test.assertIsNotNone(call["duration_seconds"])
                test.assertTrue(call["summary"])
                test.assertIsNotNone(call["provider_cost"])
            if played["room"] and played["orders"]:
                test.assertEqual(call["room"], played["room"])
            shown = [(line["role"], line["text"]) for line in api.transcript(call["id"])]
            wanted = [(line["role"], line["text"]) for line in played["lines"]]
            test.assertEqual(shown, wanted)
            test.assertTrue(set(played["orders"]) <= set(codes))
