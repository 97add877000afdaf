#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves the orders of a simulated history on, as a team would have done, so that a demonstration begins with an ordinary desk.

Usage: work_off_orders.py URL PROPERTY USER [--leave N]; the password comes on standard input. The newest N orders stay open.
"""
import argparse
import http.client
import json
import queue
import sys
import threading
import urllib.parse

STEPS = ("accepted", "in_progress", "done")
UNDER_WAY = 6


class Desk:
    """One connection of a signed-in user."""

    def __init__(self, url, token=None):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=30)
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def call(self, method, path, body=None):
        self.connection.request(method, path, None if body is None else json.dumps(body), self.headers)
        answer = json.loads(self.connection.getresponse().read())
        if not answer.get("success"):
            raise RuntimeError(answer.get("error", {}).get("message", "refused"))
        return answer["data"]


def open_orders(desk):
    orders, cursor = [], ""
    while cursor is not None:
        page = desk.call("GET", "/v1/orders?open=true&limit=500" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
        orders += page["items"]
        cursor = page["next_cursor"]
    return orders


def work_off(url, token, todo):
    desk = Desk(url, token)
    while True:
        try:
            number, order = todo.get_nowait()
        except queue.Empty:
            return
        # The newest of them are still under way, and every twentieth was not wanted any more.
        steps = STEPS[:1 + number % 2] if number < UNDER_WAY else ("cancelled",) if number % 20 == 0 else STEPS
        for step in steps[steps.index(order["status"]) + 1:] if order["status"] in steps else steps:
            desk.call("PATCH", f"/v1/orders/{order['id']}", {"status": step})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("property")
    parser.add_argument("user")
    parser.add_argument("--leave", type=int, default=8)
    options = parser.parse_args()
    password = sys.stdin.readline().rstrip("\n")
    token = Desk(options.url).call("POST", "/v1/auth/login", {"tenant": options.property, "username": options.user, "password": password})["access_token"]
    orders = open_orders(Desk(options.url, token))[options.leave:]
    todo = queue.Queue()
    for number, order in enumerate(orders):
        todo.put((number, order))
    workers = [threading.Thread(target=work_off, args=(options.url, token, todo)) for _ in range(16)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{len(orders)} orders worked off")


if __name__ == "__main__":
    main()
