# SPDX-License-Identifier: GPL-3.0-or-later
"""A paired console at an address of its own: signs in, asks again and again, and notes how long each answer took."""
import json
import socket
import ssl
import threading
import time
import uuid

from kit import PASSWORD, SLOW

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def secret_of(code):
    """The 64 secret bits of a pairing code, as hex."""
    bits = "".join(format(ALPHABET.index(c), "05b") for c in code.replace("-", ""))
    return format(int(bits[64:128], 2), "016x")


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the pin is the console's matter; tests/integration/pairing has it
    return context


class Line:
    """One connection, from a chosen address of this machine."""

    def __init__(self, port, source, timeout=10.0):
        plain = socket.create_connection(("127.0.0.1", port), timeout=timeout * SLOW, source_address=(source, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = tls_context().wrap_socket(plain)
        self.rest = b""

    def request(self, method, path, body=None, headers=None):
        """(status, body)"""
        data = b"" if body is None else json.dumps(body).encode()
        fields = {"Host": "localhost", "Content-Length": len(data), "Content-Type": "application/json", **(headers or {})}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"
        self.socket.sendall(head.encode() + data)
        while b"\r\n\r\n" not in self.rest:
            self.receive()
        answer, self.rest = self.rest.split(b"\r\n\r\n", 1)
        lines = answer.decode().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length:")), 0)
        while len(self.rest) < length:
            self.receive()
        content, self.rest = self.rest[:length], self.rest[length:]
        return int(lines[0].split()[1]), content

    def receive(self):
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the service hung up")
        self.rest += part

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class PairedConsole:
    def __init__(self, service, source):
        self.port = service.port
        self.source = source
        code = service.cli_json("pair")["code"]
        line = Line(self.port, source)
        status, answer = line.request("POST", "/v1/pair", {"secret": secret_of(code), "device_id": str(uuid.uuid4()), "device_name": "Desk"})
        assert status == 200, (status, answer)
        self.headers = {"X-Deskbell-Device": json.loads(answer)["data"]["device_token"]}
        status, answer = line.request("POST", "/v1/auth/login", {"tenant": "seaside", "username": "ann", "password": PASSWORD}, self.headers)
        assert status == 200, (status, answer)
        self.headers["Authorization"] = "Bearer " + json.loads(answer)["data"]["access_token"]
        line.close()
        self.times = []
        self.faults = []
        self.stopping = threading.Event()
        self.thread = None

    def ask_once(self, line):
        began = time.monotonic()
        status, answer = line.request("GET", "/v1/calls?limit=5", None, self.headers)
        self.times.append(time.monotonic() - began)
        if status != 200:
            self.faults.append((status, answer[:200]))

    def run(self):
        line = None
        for number in range(10**9):
            if self.stopping.wait(0.02):
                break
            try:
                if line is None or number % 10 == 0:  # often on a new connection: that is what an attack makes scarce
                    if line:
                        line.close()
                    began = time.monotonic()
                    line = Line(self.port, self.source)
                    self.times.append(time.monotonic() - began)
                self.ask_once(line)
            except (OSError, ConnectionError) as error:
                self.faults.append(repr(error))
                line = None
        if line:
            line.close()

    def start(self):
        self.times, self.faults = [], []
        self.stopping.clear()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def stop(self):
        """(how many answers, median, 99th percentile in milliseconds, faults)"""
        self.stopping.set()
        self.thread.join(30)
        times = sorted(self.times)
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))] * 1000
        return len(times), at(0.5), at(0.99), self.faults
