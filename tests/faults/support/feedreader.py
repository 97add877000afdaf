# SPDX-License-Identifier: GPL-3.0-or-later
"""A console that reads the feed through all restarts, and finds the load's deliveries in it."""
import collections
import json
import re

MARKER = re.compile(r"mark\d{8}")


class FeedReader:
    """Follows the feed over HTTP and notes where each marker turned up."""

    def __init__(self, api):
        self.api = api
        self.after = 0
        self.lineage = None
        self.lines = collections.defaultdict(set)  # marker -> ids of transcript lines that carry it
        self.orders = collections.Counter()  # id -> how often it was created

    def read_on(self):
        """Everything new; an AssertionError when a number is missing or comes twice."""
        while True:
            batch = self.api.get(f"/v1/changes?after={self.after}&limit=500")
            assert self.lineage in (None, batch["lineage"]), "the lineage changed without a restore"
            self.lineage = batch["lineage"]
            if not batch["changes"]:
                return
            for change in batch["changes"]:
                assert change["seq"] == self.after + 1, f"after {self.after} comes {change['seq']}"
                self.after = change["seq"]
                if change["entity"] == "transcript_line":
                    for marker in MARKER.findall(json.dumps(change.get("body"))):
                        self.lines[marker].add(change["id"])
                elif change["entity"] == "order" and change.get("event") == "order_created":
                    self.orders[change["id"]] += 1

    def missing(self, deliveries):
        return [delivery.marker for delivery in deliveries
                if delivery.marker not in (self.lines if delivery.kind == "message" else self.orders)]

    def twice(self):
        return [marker for marker, ids in self.lines.items() if len(ids) > 1] + [order for order, times in self.orders.items() if times > 1]
