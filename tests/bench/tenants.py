#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a service costs with many properties on one database: time to be ready, memory, and requests of one property.

    tenants.py [--tenants 1000] [--requests 300]

Prints a table and one JSON line. Makes the properties inside SQLite from one that the service has made.
"""
import argparse
import contextlib
import http.client
import json
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
import kit  # noqa: E402
import seed  # noqa: E402

SETTINGS = {"assistant": {"prompt": "You answer the telephone. " * 60}, "hotel_info": {f"topic {i}": "A sentence about it. " * 3 for i in range(30)}}


def multiply(service, count):
    """So many more properties with a hook and two users each."""
    with seed.opened(service.data / "deskbell.db") as db:
        db.execute("UPDATE tenants SET settings = ?", (json.dumps(SETTINGS),))
        original = db.execute("SELECT id FROM tenants").fetchone()[0]
        new_id = seed.uuid_of("01900000")
        seed.multiply(db, "tenants", count, {"id": new_id, "slug": "printf('house-%d', n)"})
        seed.multiply(db, "hook_sources", count, {"id": None, "tenant_id": new_id, "token": "printf('token-%d', n)"})
        for name in ("ann", "bob"):
            seed.multiply(db, "users", count, {"tenant_id": new_id}, where=f"username = '{name}' AND tenant_id = '{original}'")


def timed(connection, path, token, requests):
    """Milliseconds of each of so many requests, sorted."""
    took = []
    for _ in range(requests):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise AssertionError(f"{path}: {answer.status}")
    return sorted(took)


def sign_in(connection, tenant):
    connection.request("POST", "/v1/auth/login", json.dumps({"tenant": tenant, "username": "ann", "password": kit.PASSWORD}), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    return json.loads(answer.read())["data"]["access_token"]


def measure(tenants, requests):
    service = kit.Service()
    with contextlib.closing(service):
        if tenants > 1:
            multiply(service, tenants - 1)
        ready = []
        for _ in range(3):
            ready.append(service.start() * 1000)
            service.terminate()
        service.start()
        figures = {"tenants": tenants, "ready_ms": round(sorted(ready)[1], 1), "idle_mib": round(service.rss_kib() / 1024, 1)}
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        token = sign_in(connection, "house-7" if tenants > 7 else "seaside")
        for name, path in (("tenant", "/v1/tenant"), ("orders", "/v1/orders"), ("verify", "/v1/auth/verify")):
            took = timed(connection, path, token, requests)
            figures[f"{name}_p50_ms"], figures[f"{name}_p99_ms"] = round(took[len(took) // 2], 2), round(took[len(took) * 99 // 100], 2)
        connection.close()
        # What one property changes makes the service read its directory again.
        began = time.perf_counter()
        service.cli_json("tenant", "set", "--tenant", "seaside", "--plan", "premium")
        figures["change_ms"] = round((time.perf_counter() - began) * 1000, 1)
        figures["rss_mib"] = round(service.rss_kib() / 1024, 1)
        return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenants", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    rows = [measure(1, options.requests), measure(options.tenants, options.requests)]
    for name in rows[0]:
        print(f"{name:<16}" + "".join(f"{row[name]:>12}" for row in rows))
    print(json.dumps(rows))
    few, many = rows
    # Generous: what must not happen is that one property pays for all the others.
    if many["ready_ms"] > few["ready_ms"] + 2000 or many["idle_mib"] > few["idle_mib"] + 100 or many["orders_p50_ms"] > 3 * few["orders_p50_ms"] + 2:
        raise SystemExit("a property pays for the others")


if __name__ == "__main__":
    main()
