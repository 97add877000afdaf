#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private PostgreSQL cluster for tests: made by initdb, on a unix socket only, with fsync on.

    postgresql.py start FILE   makes one and writes {"url", "service", "directory", "pid", "bin"} to FILE (JSON)
    postgresql.py stop FILE    ends the one that FILE tells of, and removes it

PostgreSQL refuses to run as root: then the cluster belongs to the user "postgres", or to "nobody".
"""

import glob
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SERVICE = "deskbell_service"
START_SECONDS = 60
STOP_SECONDS = 30
# Small, because a machine that runs tests has other work; max_connections, because several services share one cluster.
SETTINGS = """
listen_addresses = ''
max_connections = 200
shared_buffers = 64MB
fsync = on
full_page_writes = on
wal_level = minimal
max_wal_senders = 0
log_min_messages = warning
"""


def bin_directory():
    """Where initdb and pg_ctl are: Debian keeps them out of PATH."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    if not initdb:
        raise SystemExit("postgresql.py: initdb is not installed (Debian package postgresql)")
    return os.path.dirname(os.path.realpath(initdb))


def other_user():
    """The user the server runs as when we are root; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("postgresql.py: PostgreSQL can not run as root, and there is no other user to run it as")


class Cluster:
    """One cluster. `deskbell` is its superuser; a service is `deskbell_service`, an ordinary role, because PostgreSQL checks no row
    security for a superuser. Who may reach the socket directory may connect."""

    def __init__(self, directory=None):
        self.bin = bin_directory()
        self.owner = other_user()
        self.directory = directory or tempfile.mkdtemp(prefix="deskbell-pg-")
        self.data = os.path.join(self.directory, "data")

    @property
    def url(self):
        return f"postgresql://deskbell@/postgres?host={self.directory}"

    def run(self, arguments, **options):
        """Runs a program of PostgreSQL as the cluster's owner."""
        command = list(arguments)
        if self.owner:
            command = ["setpriv", f"--reuid={self.owner.pw_uid}", f"--regid={self.owner.pw_gid}", "--clear-groups", *command]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        environment["LC_ALL"] = "C.UTF-8"
        return subprocess.run(command, check=True, timeout=START_SECONDS, cwd=self.directory, env=environment,
                              stdin=subprocess.DEVNULL, **options)

    def create(self):
        if self.owner:
            os.chown(self.directory, self.owner.pw_uid, self.owner.pw_gid)
        os.chmod(self.directory, 0o700)
        self.run([f"{self.bin}/initdb", "--pgdata", self.data, "--username", "deskbell", "--auth", "trust",
                  "--encoding", "UTF8", "--locale", "C.UTF-8", "--lc-collate", "C"], stdout=subprocess.DEVNULL)
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as conf:
            conf.write(SETTINGS)
            conf.write(f"unix_socket_directories = '{self.directory}'\n")

    def start(self):
        self.run([f"{self.bin}/pg_ctl", "--pgdata", self.data, "--log", os.path.join(self.directory, "log"), "--wait",
                  "--timeout", str(START_SECONDS - 5), "start"], stdout=subprocess.DEVNULL)
        if self.sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{SERVICE}'").strip() != "1":
            self.sql(f"CREATE ROLE {SERVICE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE")

    def stop(self, mode="fast"):
        self.run([f"{self.bin}/pg_ctl", "--pgdata", self.data, "--wait", "--mode", mode, "stop"], stdout=subprocess.DEVNULL)

    def pid(self):
        with open(os.path.join(self.data, "postmaster.pid"), encoding="utf-8") as file:
            return int(file.readline())

    def create_database(self, name):
        """An empty database of that name; returns its URL for a service."""
        self.sql(f"CREATE DATABASE {name} OWNER {SERVICE}")
        return f"postgresql://{SERVICE}@/{name}?host={self.directory}"

    def sql(self, text, database="postgres"):
        """Rows as text, columns separated by tabs."""
        ran = self.run([f"{self.bin}/psql", "--host", self.directory, "--username", "deskbell", "--dbname", database, "--no-psqlrc",
                        "--quiet", "--tuples-only", "--no-align", "--field-separator", "\t", "--set", "ON_ERROR_STOP=1", "--command", text],
                       stdout=subprocess.PIPE)
        return ran.stdout.decode()

    def remove(self):
        shutil.rmtree(self.directory, ignore_errors=True)


def is_running(pid, directory):
    """Whether `pid` still is the server of that directory, and not another program that has got its number since."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return directory.encode() in file.read()
    except OSError:
        return False


def end(pid, directory):
    """Ends the server by its pid: fast first, and at once if that does not help."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if not is_running(pid, directory):
            return
        os.kill(pid, number)
        deadline = time.monotonic() + STOP_SECONDS / 3
        while is_running(pid, directory) and time.monotonic() < deadline:
            time.sleep(0.05)


def stop(file):
    try:
        with open(file, encoding="utf-8") as opened:
            known = json.load(opened)
    except FileNotFoundError:
        return
    end(known["pid"], known["directory"])
    shutil.rmtree(known["directory"], ignore_errors=True)
    os.remove(file)


def start(file):
    stop(file)
    cluster = Cluster()
    cluster.create()
    cluster.start()
    with open(file, "w", encoding="utf-8") as opened:
        json.dump({"url": cluster.url, "service": SERVICE, "directory": cluster.directory, "pid": cluster.pid(), "bin": cluster.bin}, opened)


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in ("start", "stop"):
        raise SystemExit(__doc__)
    (start if arguments[0] == "start" else stop)(arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
