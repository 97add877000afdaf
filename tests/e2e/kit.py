# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: the real programs, started on free ports with data folders of their own."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("DESKBELL_BIN", ROOT / "build" / "dev" / "bin"))
SCREENSHOTS = pathlib.Path(os.environ.get("DESKBELL_SCREENSHOTS", ROOT / "build" / "screenshots"))
SLOW = float(os.environ.get("DESKBELL_SLOW", "1"))  # sanitizers: how many times longer to wait
PASSWORD = "a-Long-enough-pass-phrase-7"


def wait_for(what, check, timeout=15.0, step=0.05):
    """The first true value of check(); an AssertionError that says what was missing otherwise."""
    end = time.monotonic() + timeout * SLOW
    last = None
    while time.monotonic() < end:
        last = check()
        if last:
            return last
        time.sleep(step)
    raise AssertionError(f"not within {timeout * SLOW:.0f} s: {what} (last seen: {str(last)[:300]})")


def last_json(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return json.loads(lines[-1]) if lines else None


def database_environment():
    """A database of its own on the cluster of tests/support/postgresql.py, when the suite runs on PostgreSQL; else nothing."""
    if "DESKBELL_TEST_POSTGRESQL" not in os.environ:
        return {}
    cluster = json.loads(pathlib.Path(os.environ["DESKBELL_TEST_POSTGRESQL"]).read_text())
    name = f"e2e_{os.getpid()}_{time.monotonic_ns()}"
    subprocess.run([f"{cluster['bin']}/psql", "--host", cluster["directory"], "--username", "deskbell", "--dbname", "postgres", "--no-psqlrc",
                    "--quiet", "--command", f"CREATE DATABASE {name} OWNER {cluster['service']}"], check=True, timeout=30, stdin=subprocess.DEVNULL)
    return {"DESKBELL_DATABASE_URL": f"postgresql://{cluster['service']}@/{name}?host={cluster['directory']}"}


class Service:
    """A deskbelld with one property and one user, until close()."""

    def __init__(self, prepare=True, settings=()):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix="deskbell-e2e-"))
        self.log = self.data / "service.log"
        self.settings = list(settings)
        self.environment = {}  # of the serving process, beside our own
        self.wrapper = []  # a program that runs it, with its arguments
        self.process = None
        self.port = 0
        self.environment = database_environment()
        if prepare:
            self.cli_json("migrate")
            self.cli_json("tenant", "add", "--slug", "seaside", "--name", "Hotel Seaside", "--time-zone", "Europe/Berlin")
            for name in ("ann", "bob"):
                self.cli_json("user", "add", "--tenant", "seaside", "--username", name, "--role", "manager", text=PASSWORD)
            self.hook = self.cli_json("hook", "show", "--tenant", "seaside", "--provider", "vapi")

    def cli(self, *arguments, text="", timeout=30, json_output=True, data=True, env=None):
        """Runs a command of deskbelld to its end. `text` goes to its standard input with a line's end."""
        command = [str(BIN / "deskbelld"), *arguments]
        command += ["--data-dir", str(self.data)] if data else []
        command += ["--json"] if json_output else []
        return subprocess.run(command, input=text + "\n" if text else "", capture_output=True, text=True, timeout=timeout * SLOW,
                              env={**os.environ, **self.environment, **(env or {})})

    def cli_json(self, *arguments, **options):
        done = self.cli(*arguments, **options)
        if done.returncode != 0:
            raise AssertionError(f"deskbelld {' '.join(arguments)}: exit {done.returncode}: {done.stderr[-500:]} {done.stdout[-500:]}")
        return last_json(done.stdout)

    def start(self, timeout=15):
        """Starts serving; again on the same port after a restart. Returns the seconds until it was ready."""
        began = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, str(BIN / "deskbelld"), "serve", "--data-dir", str(self.data), "--listen", f"127.0.0.1:{self.port}",
                 *self.settings], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env={**os.environ, **self.environment})
        ready = threading.Event()
        lines = []

        def read():
            for raw in self.process.stdout:
                lines.append(raw.decode(errors="replace"))
                if lines[-1].startswith("ready "):
                    ready.set()
            ready.set()  # it has ended

        self.reader = threading.Thread(target=read, daemon=True)
        self.reader.start()
        if not ready.wait(timeout * SLOW) or not any(line.startswith("ready ") for line in lines):
            raise AssertionError(f"the service was not ready: {''.join(lines)[-300:]} {self.log.read_text()[-1000:]}")
        url = next(line for line in lines if line.startswith("ready ")).split()[1]
        self.port = urllib.parse.urlsplit(url).port
        return time.monotonic() - began

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def kill(self):
        """As a power cut: no chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.reader.join(5)
        self.process.stdout.close()

    def terminate(self, timeout=15):
        """Asks it to end; returns (exit code, seconds)."""
        began = time.monotonic()
        self.process.terminate()
        code = self.process.wait(timeout * SLOW)
        self.reader.join(5)
        self.process.stdout.close()
        return code, time.monotonic() - began

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def rss_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1])

    def close(self):
        if self.is_running():
            try:
                self.terminate()
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.data, ignore_errors=True)

    def request(self, method, path, body=None, headers=None, timeout=20):
        """(status, headers, body bytes) of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout * SLOW)
        with contextlib.closing(connection):
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def post_hook(self, message, secret=None, path=None):
        """Delivers one provider message (bytes, text or the object inside "message")."""
        if isinstance(message, dict):
            message = json.dumps({"message": message})
        if isinstance(message, str):
            message = message.encode()
        headers = {"Content-Type": "application/json", "X-Vapi-Secret": self.hook["secret"] if secret is None else secret}
        return self.request("POST", path or self.hook["path"], message, headers)


class Api:
    """A signed-in user of the HTTP interface."""

    def __init__(self, service, username="ann"):
        self.service = service
        self.username = username
        self.token = None

    def login(self):
        """As a console: what can not be done now is tried again for a while."""
        deadline = time.monotonic() + 10 * SLOW
        while True:
            status, _, body = self.service.request(
                "POST", "/v1/auth/login", json.dumps({"tenant": "seaside", "username": self.username, "password": PASSWORD}),
                {"Content-Type": "application/json"})
            if status != 503 or time.monotonic() > deadline:
                break
            time.sleep(0.2)
        assert status == 200, (status, body[:300])
        self.token = json.loads(body)["data"]["access_token"]
        return self

    def call(self, method, path, body=None, headers=None):
        """(status, parsed answer)"""
        if self.token is None:
            self.login()
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **(headers or {})}
        status, _, answer = self.service.request(method, path, None if body is None else json.dumps(body), sent)
        if status == 401:  # a token lives ten minutes, and dies with the service's memory of it
            self.login()
            sent["Authorization"] = f"Bearer {self.token}"
            status, _, answer = self.service.request(method, path, None if body is None else json.dumps(body), sent)
        return status, json.loads(answer) if answer else None

    def get(self, path):
        status, answer = self.call("GET", path)
        assert status == 200 and answer["success"], (path, status, answer)
        return answer["data"]

    def items(self, path):
        """All items of a list, over all its pages."""
        items, cursor = [], None
        while True:
            joint = "&" if "?" in path else "?"
            page = self.get(f"{path}{joint}limit=500" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
            items += page["items"]
            cursor = page.get("next_cursor")
            if not cursor:
                return items

    def calls(self):
        return self.items("/v1/calls")

    def orders(self):
        return self.items("/v1/orders")

    def transcript(self, call_id):
        return self.items(f"/v1/calls/{call_id}/transcript")


def simulator(service, *options, report=None, record=None):
    """Starts deskbell-sim against the service; the caller waits for it or stops it."""
    command = [str(BIN / "deskbell-sim"), "--url", service.url + service.hook["path"], *map(str, options)]
    command += ["--report", str(report)] if report else []
    command += ["--record", str(record)] if record else []
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            env={**os.environ, "DESKBELL_SIM_SECRET": service.hook["secret"]})


def simulate(service, *options, timeout=120):
    """Runs deskbell-sim to its end; its report. An AssertionError when it found a wrong answer."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder, "report.json")
        process = simulator(service, *options, report=report)
        output = process.communicate(timeout=timeout * SLOW)[0]
        assert process.returncode == 0, f"deskbell-sim: exit {process.returncode}\n{output[-3000:]}"
        return json.loads(report.read_text())


class Display:
    """An X server without a screen, on a display number it picks itself."""

    def __init__(self, size="1600x1000x24"):
        reader, writer = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp"],
                                        pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        self.name = f":{number}"

    def run(self, *command):
        return subprocess.run(command, env={**os.environ, "DISPLAY": self.name}, capture_output=True, text=True, check=True,
                              timeout=20 * SLOW).stdout

    def close(self):
        self.process.terminate()
        self.process.wait()


class Console:
    """A deskbell on a display, signed in, that writes what it knows to a file."""

    def __init__(self, service, display, username="ann", options=()):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="deskbell-console-"))
        self.state_file = self.folder / "state.json"
        self.log = self.folder / "console.log"
        runtime = self.folder / "xdg"
        runtime.mkdir(mode=0o700)
        home = {"XDG_RUNTIME_DIR": str(runtime), "XDG_CONFIG_HOME": str(self.folder / "config"),
                "XDG_DATA_HOME": str(self.folder / "data"), "XDG_CACHE_HOME": str(self.folder / "cache")}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [str(BIN / "deskbell"), "--server", service.url, "--property", "seaside", "--user", username, "--password-stdin",
                 "--dump-state", str(self.state_file), *map(str, options)],
                stdin=subprocess.PIPE, stdout=log, stderr=log,
                env={**os.environ, **home, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"})
        self.process.stdin.write((PASSWORD + "\n").encode())
        self.process.stdin.close()

    def state(self):
        """What the console wrote last: {"link", "calls", "orders", "transcripts": {id: {"complete", "lines", "guest_partial",
        "assistant_partial"}}, "buttons": [{"name", "text", "enabled", "checked", "rect"}], "rows": [{"view", "text", "rect"}]};
        None before it wrote."""
        if self.process.poll() not in (None, 0):
            raise AssertionError(f"the console ended with {self.process.returncode}: {self.log.read_text(errors='replace')[-2000:]}")
        try:
            return json.loads(self.state_file.read_text())
        except (OSError, ValueError):
            return None

    def is_running(self):
        return self.process.poll() is None

    def close(self):
        if self.is_running():
            self.process.terminate()
            try:
                self.process.wait(10 * SLOW)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
