# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts may rely on when they call deskbelld."""
import json
import pathlib
import socket
import sqlite3
import subprocess
import time
import unittest

from kit import BIN, PASSWORD, Service, last_json

COMMANDS = [["serve"], ["migrate"], ["tenant", "add"], ["tenant", "list"], ["user", "add"], ["user", "list"], ["user", "passwd"],
            ["hook", "show"], ["audit", "list"], ["audit", "verify"], ["backup"], ["backup", "key"], ["restore"], ["db", "check"], ["db", "reset"], ["db", "seed"],
            ["config"], ["doctor"]]


class CliTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()

    @classmethod
    def tearDownClass(cls):
        cls.service.close()

    def fails(self, *arguments, words=(), text="", data=True):
        done = self.service.cli(*arguments, text=text, data=data)
        self.assertNotEqual(done.returncode, 0, arguments)
        self.assertGreater(done.returncode, 0, f"{arguments} died of a signal")
        self.assertTrue(done.stderr.strip() or done.stdout.strip(), f"{arguments} says nothing")
        for word in words:
            self.assertIn(word.lower(), (done.stderr + done.stdout).lower())
        return done

    def test_help_everywhere(self):
        for command in [[]] + COMMANDS:
            with self.subTest(command=command):
                done = self.service.cli(*command, "--help", data=False, json_output=False)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertGreater(len(done.stdout), 40)
                self.assertEqual(done.stderr, "")

    def test_the_last_line_is_one_json_object(self):
        for command in (["migrate"], ["tenant", "list"], ["user", "list", "--tenant", "seaside"],
                        ["hook", "show", "--tenant", "seaside", "--provider", "vapi"], ["config"], ["doctor"]):
            with self.subTest(command=command):
                self.assertIsInstance(self.service.cli_json(*command), dict)

    def test_commands_without_sense_are_refused_in_words(self):
        for command in (["fly"], ["tenant"], ["tenant", "fly"], ["serve", "--listen", "nowhere"], ["serve", "--listen", "127.0.0.1:99999"],
                        ["user", "list", "--tenant", "nobody"], ["user", "add", "--tenant", "seaside"], ["serve", "--unknown-option"],
                        ["hook", "show", "--tenant", "nobody", "--provider", "vapi"],
                        ["hook", "show", "--tenant", "seaside", "--provider", "nobody"],
                        ["tenant", "add", "--slug", "Not A Slug", "--name", "x"],
                        ["tenant", "add", "--slug", "zone", "--name", "x", "--time-zone", "Mars/Olympus"]):
            with self.subTest(command=command):
                done = self.fails(*command, text=PASSWORD)
                self.assertNotIn("terminate called", done.stderr)

    def test_tampering_with_the_audit_log_is_found(self):
        service = Service()
        try:
            whole = service.cli_json("audit", "verify", "--tenant", "seaside")
            self.assertTrue(whole["ok"])
            self.assertGreaterEqual(whole["entries"], 2)
            listed = service.cli_json("audit", "list", "--tenant", "seaside")["items"]
            self.assertIn("user.add", [item["action"] for item in listed])
            with sqlite3.connect(next(service.data.glob("*.db"))) as database:
                with self.assertRaises(sqlite3.DatabaseError):
                    database.execute("UPDATE audit_entries SET actor = 'nobody' WHERE number = 2")
                database.execute("DROP TRIGGER audit_entries_keep")
                database.execute("UPDATE audit_entries SET actor = 'nobody' WHERE number = 2")
            database.close()
            done = service.cli("audit", "verify")
            self.assertEqual(done.returncode, 1, done.stdout)
            broken = [chain for chain in last_json(done.stdout)["chains"] if not chain["ok"]]
            self.assertEqual([(chain["broken_at"], chain["broken_how"]) for chain in broken], [(2, "changed")])
            told = service.cli("audit", "verify", json_output=False)
            self.assertIn("BROKEN at entry 2", told.stdout)
        finally:
            service.close()

    def test_usage_mistakes_end_with_2(self):
        self.assertEqual(self.fails("fly").returncode, 2)
        self.assertEqual(self.fails("serve", "--unknown-option").returncode, 2)

    def test_failures_are_json_too(self):
        done = self.fails("user", "list", "--tenant", "nobody")
        answer = last_json(done.stdout)
        self.assertIsInstance(answer, dict, done.stdout)

    def test_tenants(self):
        self.service.cli_json("tenant", "add", "--slug", "alpine", "--name", "Hotel Alpin ü", "--time-zone", "Europe/Vienna", "--currency", "EUR")
        listed = json.dumps(self.service.cli_json("tenant", "list"), ensure_ascii=False)
        self.assertIn("alpine", listed)
        self.assertIn("Hotel Alpin ü", listed)
        self.fails("tenant", "add", "--slug", "alpine", "--name", "Again", words=["alpine"])

    def test_users_and_passwords(self):
        self.service.cli_json("user", "add", "--tenant", "seaside", "--username", "cleo", "--role", "staff", text=PASSWORD)
        self.assertIn("cleo", json.dumps(self.service.cli_json("user", "list", "--tenant", "seaside")))
        self.fails("user", "add", "--tenant", "seaside", "--username", "cleo", "--role", "staff", text=PASSWORD, words=["cleo"])
        self.fails("user", "add", "--tenant", "seaside", "--username", "dora", "--role", "emperor", text=PASSWORD)
        self.fails("user", "add", "--tenant", "seaside", "--username", "dora", "--role", "staff", text="short")
        self.fails("user", "add", "--tenant", "seaside", "--username", "dora", "--role", "staff")
        self.service.cli_json("user", "passwd", "--tenant", "seaside", "--username", "cleo", text=PASSWORD + "-new")

    def test_a_password_is_never_an_argument(self):
        self.fails("user", "add", "--tenant", "seaside", "--username", "eve", "--role", "staff", "--password", PASSWORD)
        helped = self.service.cli("user", "add", "--help", data=False, json_output=False).stdout
        self.assertNotRegex(helped, r"--password[ =<]")

    def test_the_hook_is_shown(self):
        hook = self.service.cli_json("hook", "show", "--tenant", "seaside", "--provider", "vapi")
        self.assertRegex(hook["path"], r"^/hooks/vapi/[\w-]{16,}$")
        self.assertGreaterEqual(len(hook["secret"]), 16)
        self.assertEqual(hook, self.service.cli_json("hook", "show", "--tenant", "seaside", "--provider", "vapi"))

    def test_config_has_no_secrets(self):
        shown = self.service.cli("config").stdout
        self.assertNotIn(self.service.hook["secret"], shown)
        self.assertNotIn(PASSWORD, shown)

    def test_an_unwritable_data_folder_is_told(self):
        blocked = self.service.data / "blocked"
        blocked.write_text("a file, not a folder")
        done = self.service.cli("migrate", "--data-dir", str(blocked), data=False)
        self.assertGreater(done.returncode, 0)
        self.assertIn("blocked", done.stderr + done.stdout)


class ServeTest(unittest.TestCase):
    def setUp(self):
        self.service = Service()
        self.addCleanup(self.service.close)

    def test_ready_line_and_clean_end(self):
        self.service.start()
        self.assertGreater(self.service.port, 0)
        self.assertEqual(self.service.request("GET", "/health")[0], 200)
        self.assertEqual(self.service.request("GET", "/ready")[0], 200)
        code, seconds = self.service.terminate()
        self.assertEqual(code, 0, self.service.log.read_text()[-500:])
        self.assertLess(seconds, 10)

    def test_sigterm_ends_it_with_connections_open(self):
        self.service.start()
        idle = [socket.create_connection(("127.0.0.1", self.service.port)) for _ in range(20)]
        self.addCleanup(lambda: [s.close() for s in idle])
        idle[0].sendall(b"POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
        time.sleep(0.2)
        code, seconds = self.service.terminate()
        self.assertEqual(code, 0)
        self.assertLess(seconds, 11)

    def test_a_taken_port_is_told(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = subprocess.run([str(BIN / "deskbelld"), "serve", "--data-dir", str(self.service.data), "--listen", f"127.0.0.1:{port}"],
                                  capture_output=True, text=True, timeout=20)
        self.assertGreater(done.returncode, 0)
        self.assertIn(str(port), done.stderr + done.stdout)

    def test_two_services_do_not_share_a_data_folder(self):
        self.service.start()
        done = subprocess.run([str(BIN / "deskbelld"), "serve", "--data-dir", str(self.service.data), "--listen", "127.0.0.1:0"],
                              capture_output=True, text=True, timeout=20)
        self.assertGreater(done.returncode, 0)
        self.assertNotIn("ready http", done.stdout)
        self.assertEqual(self.service.request("GET", "/health")[0], 200)

    def test_commands_work_beside_a_running_service(self):
        self.service.start()
        self.assertIn("ann", json.dumps(self.service.cli_json("user", "list", "--tenant", "seaside")))
        self.service.cli_json("user", "add", "--tenant", "seaside", "--username", "late", "--role", "staff", text=PASSWORD)
        status, _, body = self.service.request("POST", "/v1/auth/login",
                                               json.dumps({"tenant": "seaside", "username": "late", "password": PASSWORD}),
                                               {"Content-Type": "application/json"})
        self.assertEqual(status, 200, body)

    def test_secrets_are_not_readable_by_others(self):
        self.service.start()
        for path in pathlib.Path(self.service.data).rglob("*"):
            if path.is_file() and path.suffix in (".db", ".sqlite", ".key"):
                self.assertEqual(path.stat().st_mode & 0o077, 0, path)


if __name__ == "__main__":
    unittest.main()
