#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the real service and console on this machine, prints figures beside their targets, and writes them as JSON.

Everything runs on loopback, in rounds of bounded length, and ends by itself.
"""
import argparse
import contextlib
import http.client
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))
import kit  # noqa: E402
import seed  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")


class Table:
    """Figures, their targets, and whether they are met."""

    def __init__(self):
        self.rows = []

    def add(self, name, value, unit, target=None, at_most=True, note=""):
        met = None if target is None else (value <= target if at_most else value >= target)
        self.rows.append({"name": name, "value": value, "unit": unit, "target": target, "at_most": at_most, "met": met, "note": note})
        print(self.line(self.rows[-1]), flush=True)

    @staticmethod
    def line(row):
        target = "" if row["target"] is None else f"{'≤' if row['at_most'] else '≥'} {row['target']:,g}"
        verdict = {None: "", True: "met", False: "MISSED"}[row["met"]]
        return f"{row['name']:<52}{row['value']:>12,.2f} {row['unit']:<8}{target:>12}  {verdict:<7}{row['note']}"


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def wrk(url, script, seconds, connections, *arguments, threads=1):
    """The JSON line of a wrk script."""
    done = subprocess.run(["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(HERE / script), url, "--",
                           *map(str, arguments)], capture_output=True, text=True, timeout=seconds + 60)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-500:] + done.stdout[-500:])
    return kit.last_json(done.stdout)


def ready_milliseconds(service):
    took = []
    for _ in range(5):
        took.append(service.start() * 1000)
        service.terminate()
    return sorted(took)[len(took) // 2]


def bench_start(table):
    service = kit.Service()
    with contextlib.closing(service):
        table.add("service: start to ready (median of 5)", ready_milliseconds(service), "ms", 300)
        service.start()
        time.sleep(2)
        table.add("service: idle memory", service.rss_kib() / 1024, "MiB", 40)


def bench_ingest(table, seconds):
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        wrk(service.url, "ingest.lua", 3, 32, service.hook["path"], service.hook["secret"], 1)
        for run, connections in enumerate((32, 128), 2):
            before, began = cpu_seconds(service.process.pid), time.monotonic()
            result = wrk(service.url, "ingest.lua", seconds, connections, service.hook["path"], service.hook["secret"], run)
            used = cpu_seconds(service.process.pid) - before
            name = f"ingest, {connections} connections: "
            strict = connections == 32
            table.add(name + "answered", result["requests"] / result["seconds"], "/s", 10_000 if strict else 8000, at_most=False)
            table.add(name + "p50", result["p50_ms"], "ms")
            table.add(name + "p99", result["p99_ms"], "ms", 20 if strict else None)
            table.add(name + "CPU of the service", used * 1e6 / max(1, result["requests"]), "µs/req", 90)
            table.add(name + "not 2xx", result["non_2xx"] + result["socket_errors"], "", 0)
            table.add(name + "memory", service.rss_kib() / 1024, "MiB", note=f"after {time.monotonic() - began:.0f} s")
            time.sleep(1)


def bench_commands(table, seconds):
    """Order commands of several devices, one at a time and in batches, each committed with result, change, audit entry."""
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        for run, (devices, size) in enumerate(((1, 1), (16, 1), (4, 50)), 1):
            token = kit.Api(service).login().token
            result = wrk(service.url, "commands.lua", seconds, devices, token, size, run, threads=devices)
            name = f"commands, {devices} devices, {size} a request: "
            table.add(name + "stored", (result["requests"] - result["non_2xx"]) * size / result["seconds"], "/s")
            table.add(name + "p99", result["p99_ms"], "ms")
            table.add(name + "not 2xx", result["non_2xx"] + result["socket_errors"], "", 0)
        report = service.cli_json("audit", "verify")
        table.add("audit: entries verified", report["entries"], "", note="whole" if report["ok"] else "BROKEN")
def open_loop(service, rate, seconds, run=1, connections=64):
    """What deskbell-openload measured: latencies from the moment a request was due."""
    done = subprocess.run([str(kit.BIN / "deskbell-openload"), "127.0.0.1", str(service.port), service.hook["path"], "--rate", str(rate), "--seconds",
                           str(seconds), "--connections", str(connections), "--run", str(run)], capture_output=True, text=True, timeout=seconds + 60,
                          env={**os.environ, "DESKBELL_SIM_SECRET": service.hook["secret"]})
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-500:])
    return kit.last_json(done.stdout)


def bench_open_loop(table, seconds):
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        open_loop(service, 500, 2, run=1)
        result = open_loop(service, 1000, seconds, run=2)
    name = f"open loop, 1,000/s for {seconds} s: "
    table.add(name + "answered", result["answered"], "", 1000 * seconds, at_most=False)
    table.add(name + "p50", result["p50_ms"], "ms")
    table.add(name + "p99", result["p99_ms"], "ms", 50, note=f"max {result['max_ms']:.1f} ms")
    table.add(name + "errors", result["non_2xx"] + result["broken"] + result["unanswered"], "", 0)


@contextlib.contextmanager
def seeded(fill):
    """A service whose database holds some real messages and what `fill(db)` adds."""
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        open_loop(service, 200, 1)
        service.terminate()
        began = time.monotonic()
        with seed.opened(service.data / "deskbell.db") as db:
            fill(db)
        size = (service.data / "deskbell.db").stat().st_size / 1e6
        print(f"  (seeded: {size:,.0f} MB in {time.monotonic() - began:.0f} s)", flush=True)
        yield service


def bench_restart(table):
    """kill -9 with half a gigabyte on disk and a log that was not copied back."""
    with seeded(lambda db: seed.messages(db, 190_000, body_bytes=2048)) as service:
        size = (service.data / "deskbell.db").stat().st_size / 1e6
        took = []
        service.start(timeout=60)
        for run in range(3):
            open_loop(service, 1000, 2, run=10 + run)
            service.kill()
            took.append(service.start(timeout=60) * 1000)
    table.add("restart after kill -9, slowest of 3", max(took), "ms", 3000, note=f"database of {size:,.0f} MB")


def timed_pages(service, pages):
    """Milliseconds of each page of 100 calls, from the newest on."""
    api = kit.Api(service).login()
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)
    took, cursor = [], None
    with contextlib.closing(connection):
        for _ in range(pages):
            path = "/v1/calls?limit=100" + (f"&cursor={cursor}" if cursor else "")
            began = time.monotonic()
            connection.request("GET", path, headers={"Authorization": f"Bearer {api.token}"})
            answer = connection.getresponse()
            body = answer.read()
            took.append((time.monotonic() - began) * 1000)
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status} {body[:200]}")
            cursor = json.loads(body)["data"]["next_cursor"]
    return sorted(took)


def bench_page(table):
    with seeded(lambda db: seed.calls(db, 1_000_000)) as service:
        service.start(timeout=60)
        took = timed_pages(service, 500)
    table.add("page of 100 calls out of 1,000,000: p50", took[len(took) // 2], "ms")
    table.add("page of 100 calls out of 1,000,000: p99", took[len(took) * 99 // 100], "ms", 5)


def bench_large(table, seconds, rows):
    """Ingest into a large database beside ingest into an empty one; a message is three large rows and their indexes."""
    def ingest(service, run):
        wrk(service.url, "ingest.lua", 2, 32, service.hook["path"], service.hook["secret"], run)
        result = wrk(service.url, "ingest.lua", seconds, 32, service.hook["path"], service.hook["secret"], run + 1)
        return result["requests"] / result["seconds"]

    # In turns, so that a busy machine slows both.
    empty = kit.Service()
    with contextlib.closing(empty), seeded(lambda db: seed.messages(db, rows // 3, body_bytes=200)) as large:
        empty.start()
        large.start(timeout=120)
        rates = {"empty": [], "large": []}
        for turn in range(3):
            rates["empty"].append(ingest(empty, 10 + 2 * turn))
            rates["large"].append(ingest(large, 10 + 2 * turn))
    best_empty, best_large = max(rates["empty"]), max(rates["large"])
    table.add(f"ingest beside {rows:,} rows", best_large, "/s", note=f"empty: {best_empty:,.0f}/s")
    table.add(f"ingest beside {rows:,} rows, share of empty", best_large / best_empty * 100, "%", 85, at_most=False)


def bench_soak(table, seconds):
    """Memory under a steady load: the level after the first fifth against the level at the end."""
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        generator = subprocess.Popen([str(kit.BIN / "deskbell-openload"), "127.0.0.1", str(service.port), service.hook["path"], "--rate", "200",
                                      "--seconds", str(seconds)], stdout=subprocess.PIPE, text=True,
                                     env={**os.environ, "DESKBELL_SIM_SECRET": service.hook["secret"]})
        sizes = []
        try:
            while generator.poll() is None:
                sizes.append(service.rss_kib() / 1024)
                time.sleep(max(0.5, seconds / 200))
        finally:
            generator.kill()
            result = kit.last_json(generator.communicate()[0])
        descriptors = len(os.listdir(f"/proc/{service.process.pid}/fd"))
    early, late = sizes[len(sizes) // 5:len(sizes) * 2 // 5], sizes[len(sizes) * 4 // 5:]
    growth = (sum(late) / len(late)) / (sum(early) / len(early)) - 1
    table.add(f"memory growth over {seconds} s at 200/s", growth * 100, "%", 5, note=f"{early[0]:.1f} to {late[-1]:.1f} MiB, {descriptors} descriptors")
    table.add("memory run: errors", result["non_2xx"] + result["broken"] + result["unanswered"], "", 0, note=f"p99 {result['p99_ms']:.1f} ms")


def bench_programs(table):
    """Programs of other parts: each `deskbell-bench-…` prints lines "figure {name, value, unit, target, at_most, note}"."""
    for program in sorted(kit.BIN.glob("deskbell-bench-*")):
        done = subprocess.run([str(program)], capture_output=True, text=True, timeout=600)
        for line in done.stdout.splitlines():
            if line.startswith("figure "):
                figure = json.loads(line[len("figure "):])
                table.add(figure["name"], figure["value"], figure.get("unit", ""), figure.get("target"), figure.get("at_most", True), figure.get("note", ""))
        if done.returncode != 0:
            raise RuntimeError(f"{program.name}: exit {done.returncode} {done.stderr[-300:]}")


def hold_idle(port, count):
    """Open connections that have each been answered once and now say nothing."""
    held = []
    for start in range(0, count, 250):
        batch = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(min(250, count - start))]
        for connection in batch:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for connection in batch:
            if not connection.recv(4096).startswith(b"HTTP/1.1 200"):
                raise RuntimeError("an idle connection was not answered")
        held += batch
    return held


def bench_idle(table, seconds):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 16384)), hard))
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        for count in (0, 1000, 5000):
            held = hold_idle(service.port, count)
            # Beside the rate, which sinks with whatever else the machine does, what a request costs the service itself.
            clock = (~service.process.pid << 3) | 2  # of a process, all threads
            began = time.clock_gettime(clock)
            result = wrk(service.url + "/health", "plain.lua", seconds, 32)
            cost = (time.clock_gettime(clock) - began) / max(1, result["requests"])
            table.add(f"/health with {count:,} idle connections", result["requests"] / result["seconds"], "/s", 60_000, at_most=False,
                      note=f"p99 {result['p99_ms']:.2f} ms, {1e6 * cost:.1f} us of processor a request"
                      + (f", {result['non_2xx']} not 2xx" if result["non_2xx"] else ""))
            for connection in held:
                connection.close()
            time.sleep(0.5)


def bench_feed(table, seconds):
    tool = kit.BIN / "deskbell-feedbench"
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        done = subprocess.run([str(tool), "--url", service.url + service.hook["path"], "--property", "seaside", "--user", "ann",
                               "--consoles", "20", "--rate", "100", "--seconds", str(seconds)],
                              env={**os.environ, "DESKBELL_SIM_SECRET": service.hook["secret"], "DESKBELL_BENCH_PASSWORD": kit.PASSWORD},
                              capture_output=True, text=True, timeout=seconds + 60)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-500:])
        result = kit.last_json(done.stdout)
    table.add("webhook to model, 20 consoles, 100 events/s: p50", result["p50_ms"], "ms")
    table.add("webhook to model, 20 consoles, 100 events/s: p99", result["p99_ms"], "ms", 50)
    table.add("webhook to model: missing", result["expected"] - result["seen"], "", 0, note=f"max {result['max_ms']:.1f} ms")


def bench_limiter(table, seconds):
    done = subprocess.run([str(kit.BIN / "deskbell-limiterbench"), str(seconds)], capture_output=True, text=True, timeout=2 * seconds + 60)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-500:])
    result = kit.last_json(done.stdout)
    table.add("rate limiter at 100/s: off by", result["error_percent"], "%", 2, note=f"{result['rate']:.2f}/s over {seconds} s")
    table.add("rate limiter at 100/s, three services: off by", result["error_percent_of_three"], "%", 2,
              note=f"{result['rate_of_three']:.2f}/s over {seconds} s")


def bench_console(table):
    """Start to first page as the console itself measures it."""
    service = kit.Service()
    with contextlib.closing(service):
        service.start()
        kit.simulate(service, "--history", 7, "--per-day", 20, "--concurrency", 8)
        display = kit.Display()
        with contextlib.closing(display):
            took = []
            for number in range(3):
                metrics = service.data / f"console-{number}.jsonl"
                console = kit.Console(service, display, "ann", ["--page", "calls", "--metrics", metrics, "--quit-after", "3000"])
                with contextlib.closing(console):
                    console.process.wait(30)
                    shown = metrics.read_text() if metrics.exists() else console.log.read_text(errors="replace")
                found = re.search(r'"first_page_ms":\s*([\d.]+)', shown)
                if not found:
                    raise RuntimeError(f"the console told no figure: {shown[-300:]}")
                took.append(float(found.group(1)))
    table.add("console: start to first page (median of 3)", sorted(took)[1], "ms", 700)


def bench_jobs(table):
    """Jobs that do nothing, on this disk with fsync; and urgent ones behind a long queue."""
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run([str(kit.BIN / "deskbell-jobsbench"), "--dir", str(place)], capture_output=True, text=True, timeout=400)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-500:])
    result = kit.last_json(done.stdout)
    table.add("jobs claimed and finished", result["jobs_per_second"], "/s", 500, at_most=False)
    table.add("urgent job behind 100,000: p50", result["urgent_p50_ms"], "ms")
    table.add("urgent job behind 100,000: p99", result["urgent_p99_ms"], "ms", 250,
              note=f"of {result['urgent']}, max {result['urgent_max_ms']:.0f} ms, {result['done_meanwhile']} done meanwhile")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, default=kit.BIN, help="where the programs are")
    parser.add_argument("--out", type=pathlib.Path, default=None, help="where to write the figures as JSON")
    parser.add_argument("--only", default="", help="only the parts whose name contains this: start, ingest, commands, openloop, idle, feed, "
                        "limiter, jobs, page, restart, large, programs, soak, console")
    parser.add_argument("--seconds", type=int, default=10, help="length of a round")
    parser.add_argument("--rows", type=int, default=10_000_000, help="of the large database; about 250 bytes each on disk")
    parser.add_argument("--soak", type=int, default=600, help="seconds of the memory run")
    options = parser.parse_args()
    kit.BIN = options.bin.resolve()
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is missing")
    table = Table()
    failed = []
    parts = {"start": bench_start, "ingest": lambda t: bench_ingest(t, options.seconds),
             "commands": lambda t: bench_commands(t, max(3, options.seconds // 2)),
             "idle": lambda t: bench_idle(t, max(3, options.seconds // 2)), "feed": lambda t: bench_feed(t, 2 * options.seconds),
             "openloop": lambda t: bench_open_loop(t, 6 * options.seconds), "limiter": lambda t: bench_limiter(t, 5), "jobs": bench_jobs,
             "page": bench_page, "restart": bench_restart, "large": lambda t: bench_large(t, options.seconds, options.rows),
             "programs": bench_programs, "soak": lambda t: bench_soak(t, options.soak)}
    if (kit.BIN / "deskbell").exists():
        parts["console"] = bench_console
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%Y-%m-%d %H:%M')}")
    for name, part in parts.items():
        if options.only not in name:
            continue
        try:
            part(table)
        except (AssertionError, RuntimeError, OSError, subprocess.SubprocessError) as problem:
            failed.append(name)
            print(f"{name}: could not be measured: {str(problem)[:400]}", flush=True)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps({"cores": os.cpu_count(), "load": os.getloadavg()[0], "figures": table.rows, "failed": failed},
                                          indent=1, ensure_ascii=False) + "\n")
        print(f"written to {options.out}")
    missed = [row["name"] for row in table.rows if row["met"] is False]
    print(f"{len(table.rows)} figures, {len(missed)} targets missed" + (f", not measured: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
