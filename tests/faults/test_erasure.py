#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guest who was erased is in no byte of the data directory: not in the database, its log, logs, copies or backups, and not after an older backup
was restored either. With the real service, its command line and its commands."""
import contextlib
import sys
import time
import uuid

import faultkit
import kit


def traces(service, marks):
    """Files with a mark in them."""
    found = []
    for path in service.data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [f"{path.name}: {mark}" for mark in marks if mark.encode() in content]
    return found


def callers(api):
    """Number -> ids of the ended calls, for those who have called."""
    numbers = {}
    for call in api.calls():
        if call.get("customer_number") and call["state"] in ("ended", "incomplete", "failed"):
            numbers.setdefault(call["customer_number"], []).append(call["id"])
    return numbers


def note_orders(api, call_ids, marker):
    """Writes the marker into the notes of the guest's orders, and of one more that has nothing to do with the guest."""
    noted = 0
    for order in api.orders():
        if order.get("call_id") in call_ids:
            status, answer = api.call("PATCH", f"/v1/orders/{order['id']}", {"notes": f"call {marker} back"})
            assert status == 200, answer
            noted += 1
    return noted


def erase_by_command(api, number):
    command = {"cmd_id": str(uuid.uuid4()), "device_seq": 1, "name": "guest.erase", "args": {"phone": number},
               "made_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    status, answer = api.call("POST", "/v1/commands", {"device_id": str(uuid.uuid4()), "commands": [command]})
    assert status == 200, answer
    result = answer["data"]["results"][0]
    assert result["status"] == "accepted", result
    return result["data"]


def main():
    service = kit.Service()
    with contextlib.closing(service):
        code = service.cli_json("backup", "key")
        service.start()
        kit.simulate(service, "--history", 2, "--per-day", faultkit.length(10, 40), "--concurrency", 4)
        api = kit.Api(service)
        numbers = callers(api)
        assert len(numbers) >= 2, numbers
        (first, first_calls), (second, second_calls) = sorted(numbers.items(), key=lambda item: -len(item[1]))[:2]
        markers = {first: f"MARK-{uuid.uuid4()}", second: f"MARK-{uuid.uuid4()}"}
        note_orders(api, first_calls, markers[first])
        note_orders(api, second_calls, markers[second])
        assert traces(service, [first]) and traces(service, [second])
        exported = service.cli_json("guest", "export", "--tenant", "seaside", "--phone", first)
        assert len(exported["calls"]) == len(first_calls) and exported["messages"] and exported["changes"], exported
        backup = service.cli_json("backup")
        # One by the command line, which returns when it is done, one by a manager's command.
        erased = service.cli_json("guest", "erase", "--tenant", "seaside", "--phone", first)
        assert erased["calls"] == len(first_calls), erased
        marks = [first, markers[first]]
        assert not traces(service, marks), traces(service, marks)
        assert erase_by_command(api, second)["calls"] == len(second_calls)
        marks += [second, markers[second]]
        kit.wait_for("the job has taken the last trace", lambda: not traces(service, marks), timeout=30)
        assert service.cli("guest", "export", "--tenant", "seaside", "--phone", first).returncode == 3
        blanked = [call for call in api.calls() if call["id"] in first_calls + second_calls]
        assert len(blanked) == len(first_calls) + len(second_calls) and not any(call["customer_number"] for call in blanked), blanked
        faultkit.check_feed(api)
        assert service.terminate()[0] == 0
        assert not traces(service, marks), traces(service, marks)
        faultkit.check_database(service)
        faultkit.selfcheck(service)
        service.cli_json("restore", backup["file"], "--recovery-code-stdin", text=code["recovery_code"])
        service.start()
        assert service.terminate()[0] == 0
        assert not traces(service, marks), traces(service, marks)
        faultkit.figure("traces of two erased guests, also after a restore", 0, "files", 0)


if __name__ == "__main__":
    sys.exit(main())
