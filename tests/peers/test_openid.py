#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-in with OpenID Connect: the real service, and the certified provider of npm (oidc-provider) as the company's sign-in."""
import http.cookiejar
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import install  # noqa: E402
import kit  # noqa: E402

REDIRECT = "http://127.0.0.1:41083/callback"


class Peer:
    """oidc-provider until close()."""

    def __init__(self, **environment):
        self.process = subprocess.Popen(["node", str(install.DEFAULT / "oidc.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env={**os.environ, **environment})
        self.issuer = json.loads(self.process.stdout.readline())["issuer"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    """As much of one as a sign-in needs: cookies, redirects by hand, forms of the provider's development pages."""

    def __init__(self):
        self.opener = urllib.request.build_opener(NoRedirect(), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def fetch(self, url, form=None):
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            answer = self.opener.open(urllib.request.Request(url, data), timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.headers.get("Location"), answer.read().decode()

    def sign_in(self, url, account):
        """The parameters that the provider brings to the redirect address."""
        form = None
        for _ in range(12):
            status, location, text = self.fetch(url, form)
            form = None
            if location:
                url = urllib.parse.urljoin(url, location)
                if url.startswith(REDIRECT):
                    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
                continue
            action = re.search(r'<form[^>]*action="([^"]+)"', text)
            if status != 200 or not action:
                raise AssertionError(f"the provider says {status}: {text[:500]}")
            url = urllib.parse.urljoin(url, action.group(1))
            prompt = re.search(r'name="prompt" value="(\w+)"', text).group(1)
            form = {"prompt": prompt, **({"login": account, "password": "x"} if prompt == "login" else {})}
        raise AssertionError("the provider never comes to an end")


class OpenIdTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.peer = Peer()
        cls.addClassCleanup(cls.peer.close)
        cls.service = kit.Service(settings=("--set", "outgoing.allow_loopback=true"))
        cls.addClassCleanup(cls.service.close)
        cls.service.start()
        cls.set_openid(cls.peer.issuer)

    @classmethod
    def set_openid(cls, issuer, **changes):
        openid = {"issuer": issuer, "client_id": "deskbell", "name": "House account", "scopes": ["email", "profile", "groups"],
                  "role_of_group": {"desk": "staff", "leads": "manager"}, **changes}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"openid": openid}, file)
            file.flush()
            cls.service.cli_json("tenant", "set", "--tenant", "seaside", "--settings", file.name)

    def call(self, path, body, status=200):
        request = urllib.request.Request(self.service.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            answer = urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            read = json.loads(answer.read())
            self.assertEqual(answer.status, status, read)
            return read.get("data") or read["error"]

    def start(self):
        return self.call("/v1/auth/openid/start", {"tenant": "seaside", "redirect_uri": REDIRECT})

    def finish(self, login, brought, status=200, **changes):
        body = {"login_id": login["login_id"], "code": brought["code"], "state": brought["state"], "iss": brought["iss"], **changes}
        return self.call("/v1/auth/openid/finish", {name: value for name, value in body.items() if value is not None}, status)

    def refused(self, change_url=lambda url: url, account="ana", status=401, **changes):
        """What the service says to an answer in which something was changed on the way: (reason, message)."""
        login = self.start()
        brought = Browser().sign_in(change_url(login["authorization_url"]), account)
        answer = self.finish(login, brought, status, **changes)
        return answer["reason"], answer["message"]

    def assert_bad_token(self, refusal, claim):
        self.assertEqual(refusal, ("openid_token", f"The identity provider's answer is not valid: {claim}."))

    def test_signs_in_and_is_known_again(self):
        login = self.start()
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(login["authorization_url"]).query))
        self.assertEqual((query["response_type"], query["code_challenge_method"], query["redirect_uri"]), ("code", "S256", REDIRECT))
        self.assertIn("openid", query["scope"].split())
        first = self.finish(login, Browser().sign_in(login["authorization_url"], "ana"))
        self.assertEqual((first["user"]["username"], first["user"]["name"], first["user"]["role"]), ("ana", "ana of the house", "staff"))
        request = urllib.request.Request(self.service.url + "/v1/auth/verify", headers={"Authorization": "Bearer " + first["access_token"]})
        with urllib.request.urlopen(request, timeout=10) as answer:
            self.assertEqual(answer.status, 200)
        login = self.start()
        again = self.finish(login, Browser().sign_in(login["authorization_url"], "ana"))
        self.assertEqual(again["user"]["id"], first["user"]["id"])
        users = {user["username"]: user["role"] for user in self.service.cli_json("user", "list", "--tenant", "seaside")["items"]}
        self.assertEqual(users["ana"], "staff")

    def test_groups_are_roles(self):
        login = self.start()
        boss = self.finish(login, Browser().sign_in(login["authorization_url"], "boss"))
        self.assertEqual(boss["user"]["role"], "manager")
        self.assertEqual(self.refused(account="nobody", status=403)[0], "openid_role")

    def test_local_users_are_not_opened_by_a_name(self):
        login = self.start()
        ann = self.finish(login, Browser().sign_in(login["authorization_url"], "ann"))
        self.assertEqual(ann["user"]["username"], "ann-2")
        # and the local one signs in as ever
        local = self.call("/v1/auth/login", {"tenant": "seaside", "username": "ann", "password": kit.PASSWORD})
        self.assertNotEqual(local["user"]["id"], ann["user"]["id"])

    def test_state_is_compared(self):
        self.assertEqual(self.refused(state="another")[0], "openid_state")

    def test_nonce_is_compared(self):
        self.assert_bad_token(self.refused(lambda url: re.sub(r"nonce=[^&]+", "nonce=another", url)), "nonce")

    def test_issuer_is_compared(self):
        self.assertEqual(self.refused(iss="https://evil.example")[0], "openid_iss")
        self.assertEqual(self.refused(iss=None)[0], "openid_iss")

    def test_the_verifier_binds_the_code_to_the_sign_in(self):
        """A code that was stolen on the way and is used in a sign-in of the thief's own."""
        victim, thief = self.start(), self.start()
        stolen = Browser().sign_in(victim["authorization_url"], "boss")
        state = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(thief["authorization_url"]).query))["state"]
        self.assertEqual(self.finish(thief, stolen, 401, state=state)["reason"], "openid_code")

    def test_a_code_counts_once(self):
        login = self.start()
        brought = Browser().sign_in(login["authorization_url"], "ana")
        self.finish(login, brought)
        self.assertEqual(self.finish(login, brought, 401)["reason"], "openid_login")
        other = self.start()
        state = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(other["authorization_url"]).query))["state"]
        self.assertEqual(self.finish(other, brought, 401, state=state)["reason"], "openid_code")

    def test_a_code_of_another_client(self):
        self.assertEqual(self.refused(lambda url: url.replace("client_id=deskbell", "client_id=another"))[0], "openid_code")

    def test_made_up_codes_and_logins(self):
        login = self.start()
        state = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(login["authorization_url"]).query))["state"]
        made_up = {"code": "made-up", "state": state, "iss": self.peer.issuer}
        self.assertEqual(self.finish(login, made_up, 401)["reason"], "openid_code")
        self.assertEqual(self.finish({"login_id": "made-up"}, made_up, 401)["reason"], "openid_login")

    def test_an_old_token_is_refused(self):
        peer = Peer(ID_TOKEN_SECONDS="1", BEHIND_SECONDS="180")
        self.addCleanup(peer.close)
        self.addCleanup(self.set_openid, self.peer.issuer)
        self.set_openid(peer.issuer)
        self.assert_bad_token(self.refused(), "exp")

    def test_another_issuer_behind_the_same_address(self):
        self.addCleanup(self.set_openid, self.peer.issuer)
        self.set_openid(self.peer.issuer + "/")
        answer = self.call("/v1/auth/openid/start", {"tenant": "seaside", "redirect_uri": REDIRECT}, 500)
        self.assertEqual((answer["code"], answer["reason"]), ("protocol", "openid_discovery"))

    def test_who_has_none(self):
        answer = self.call("/v1/auth/openid/start", {"tenant": "nowhere", "redirect_uri": REDIRECT}, 404)
        self.assertEqual(answer["reason"], "no_openid")
        self.call("/v1/auth/openid/start", {"tenant": "seaside", "redirect_uri": "http://evil.example/callback"}, 400)


def main():
    why = install.install()
    if why:
        print(f"skipped: {why}", file=sys.stderr)
        raise SystemExit(1 if os.environ.get("CI") == "true" else 77)
    (install.DEFAULT / "oidc.mjs").write_text((install.HERE / "oidc.mjs").read_text())
    unittest.main(verbosity=2)


if __name__ == "__main__":
    main()
