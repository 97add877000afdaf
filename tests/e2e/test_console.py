# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole path with the real programs: a call comes in, two desks see it, one acts, the service dies and comes back."""
import json
import os
import pathlib
import tempfile
import threading
import time
import unittest

from kit import Api, Console, Display, SCREENSHOTS, SLOW, Service, simulate, simulator, wait_for


def by_id(items):
    return {item["id"]: item for item in items}


def duplicates(items):
    ids = [item["id"] for item in items]
    return sorted({i for i in ids if ids.count(i) > 1})


def transcript_of(state, call_id):
    return (state or {}).get("transcripts", {}).get(call_id) or {}


class DeskTest(unittest.TestCase):
    def setUp(self):
        self.service = Service()
        self.addCleanup(self.service.close)
        self.service.start()
        self.display = Display()
        self.addCleanup(self.display.close)
        self.api = Api(self.service)

    def console(self, username="ann", *options):
        console = Console(self.service, self.display, username, options)
        self.addCleanup(console.close)
        return console

    def is_live(self, console):
        state = console.state()
        self.assertTrue(console.is_running(), console.log.read_text(errors="replace")[-2000:])
        return state and state.get("link") in ("online", "live", "Online", "Live")

    def start_sim(self, *options):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        report = pathlib.Path(folder.name, "report.json")
        process = simulator(self.service, *options, report=report)
        output = []
        # Read all the time: a full pipe would stop the calls.
        reader = threading.Thread(target=lambda: output.extend(process.stdout), daemon=True)
        reader.start()

        def end():
            if process.poll() is None:
                process.kill()
            process.wait()
            reader.join(5)
            process.stdout.close()

        self.addCleanup(end)

        def finish(timeout=180):
            code = process.wait(timeout * SLOW)
            reader.join(5)
            self.assertEqual(code, 0, "".join(output)[-3000:])
            return json.loads(report.read_text())

        return process, finish

    def differences(self, console):
        """Where what the console shows and what the service knows differ; empty when it is the same."""
        state = console.state() or {}
        found = []
        for kind, ours, theirs in (("call", state.get("calls", []), self.api.calls()),
                                   ("order", state.get("orders", []), self.api.orders())):
            if duplicates(ours):
                found.append(f"{kind} twice: {duplicates(ours)}")
            shown, known = by_id(ours), by_id(theirs)
            found += [f"{kind} missing: {i}" for i in known.keys() - shown.keys()]
            found += [f"{kind} unknown to the service: {i}" for i in shown.keys() - known.keys()]
            found += [f"{kind} {i} is old: {shown[i]['version']} < {known[i]['version']}"
                      for i in shown.keys() & known.keys() if shown[i]["version"] != known[i]["version"]]
        for call_id, transcript in state.get("transcripts", {}).items():
            lines = transcript.get("lines", [])
            if duplicates(lines):
                found.append(f"line twice in {call_id}")
            if transcript.get("complete"):
                shown = [(line["role"], line["text"]) for line in lines]
                known = [(line["role"], line["text"]) for line in self.api.transcript(call_id)]
                if shown != known:
                    found.append(f"transcript of {call_id}: {len(shown)} lines of {len(known)}")
        return found

    def wait_until_same(self, consoles, timeout=30):
        def same():
            found = [difference for console in consoles for difference in self.differences(console)]
            self.last_differences = found
            return not found

        try:
            wait_for("consoles and service know the same", same, timeout, 0.3)
        except AssertionError:
            self.fail("\n".join(self.last_differences[:20]))

    def test_a_call_a_click_and_a_second_desk(self):
        first = self.console("ann", "--page", "calls")
        second = self.console("bob", "--page", "orders")
        wait_for("both consoles are live", lambda: self.is_live(first) and self.is_live(second), 20)

        _, finish = self.start_sim("--script", "order", "--calls", 1, "--speed", 4)
        call = wait_for("the call on the first console", lambda: (first.state() or {}).get("calls"))[0]
        partials = set()

        def grows():
            transcript = transcript_of(first.state(), call["id"])
            for who in ("guest_partial", "assistant_partial"):
                if transcript.get(who):
                    partials.add(json.dumps(transcript[who]))
            return len(transcript.get("lines", [])) >= 4

        wait_for("the transcript grows", grows, 40, 0.1)
        self.assertGreater(len(partials), 1, "no words were seen while they were spoken")
        order = wait_for("the order on the second console", lambda: (second.state() or {}).get("orders"), 40)[0]
        self.assertEqual(order["status"], "pending")

        self.click(second, order["code"].lower(), kind="rows")
        self.click(second, "accept")
        wait_for("the service knows the order is accepted", lambda: self.api.orders()[0]["status"] == "accepted", 10)
        wait_for("the first console sees it",
                 lambda: by_id((first.state() or {}).get("orders", [])).get(order["id"], {}).get("status") == "accepted", 10)
        self.assertNotEqual(self.api.orders()[0].get("updated_by"), None)
        report = finish()
        self.wait_until_same([first, second])
        self.assertEqual(len(report["calls"][0]["lines"]), len(transcript_of(first.state(), call["id"]).get("lines", [])))

    def click(self, console, name, kind="buttons"):
        """A real click on the first visible button, or row of a list, whose name or text contains `name`."""
        def find():
            for button in (console.state() or {}).get(kind, []):
                if name in (button.get("name", "") + " " + button.get("text", "")).lower() and button.get("enabled", True):
                    return button
            return None

        x, y, width, height = wait_for(f"a button to {name}", find, 10)["rect"]
        windows = self.display.run("xdotool", "search", "--onlyvisible", "--pid", str(console.process.pid)).split()
        for window in windows:
            self.display.run("xdotool", "windowraise", window)
        self.display.run("xdotool", "mousemove", "--sync", str(x + width // 2), str(y + height // 2), "click", "1")

    def test_killed_while_calls_go_on(self):
        consoles = [self.console("ann", "--page", "calls"), self.console("bob", "--page", "orders")]
        wait_for("both consoles are live", lambda: all(self.is_live(console) for console in consoles), 20)
        _, finish = self.start_sim("--keep-retrying", "--speed", 6, "--rate", 60, "--calls", 10, "--concurrency", 6, "--seed", 21)
        wait_for("calls on both", lambda: all(len((c.state() or {}).get("calls", [])) >= 3 for c in consoles), 30)
        for pause in (0.3, 1.5):
            self.service.kill()
            wait_for("the consoles notice", lambda: not any(self.is_live(console) for console in consoles), 60)
            time.sleep(pause)
            self.service.start()
            wait_for("the consoles are live again by themselves", lambda: all(self.is_live(console) for console in consoles), 60)
            time.sleep(1.5)
        report = finish()
        self.wait_until_same(consoles)
        calls = {call["provider_call_id"]: call for call in self.api.calls()}
        for played in report["calls"]:
            with self.subTest(script=played["script"]):
                lines = self.api.transcript(calls[played["provider_call_id"]]["id"])
                self.assertEqual([(line["role"], line["text"]) for line in lines],
                                 [(line["role"], line["text"]) for line in played["lines"]])

    def test_pictures_of_every_page(self):
        simulate(self.service, "--history", 14, "--per-day", 30, "--concurrency", 8)
        process, _ = self.start_sim("--forever", "--speed", 2, "--rate", 40, "--concurrency", 5)
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for theme in ("light", "dark"):
            shots = {page: SCREENSHOTS / f"{page}-{theme}.png" for page in ("calls", "orders", "charts")}
            for shot in shots.values():
                shot.unlink(missing_ok=True)
            running = [self.console("ann", "--page", page, "--theme", theme, "--screenshot", shot, "--screenshot-after", int(6000 * SLOW),
                                    "--quit-after", int(7500 * SLOW)) for page, shot in shots.items()]
            for console in running:
                self.assertEqual(console.process.wait(40 * SLOW), 0, console.log.read_text(errors="replace")[-2000:])
            for page, shot in shots.items():
                with self.subTest(page=page, theme=theme):
                    self.assertGreater(os.path.getsize(shot), 20_000)
                    self.assertEqual(shot.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        process.terminate()
        self.assertEqual(process.wait(15 * SLOW), 0)

    def test_a_console_without_its_service_says_so_and_stays(self):
        self.service.kill()
        console = self.console("ann")
        time.sleep(3)
        self.assertTrue(console.is_running(), console.log.read_text(errors="replace")[-2000:])


if __name__ == "__main__":
    unittest.main()
