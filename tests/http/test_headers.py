"""Headers and cookies of the answer of every address there is, by everyone and by who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.document import MonitorDash
from callbacks.http import access
from models.store import Store
from models.vocabulary import Role
from tests.http.test_canary import addresses
from tests.people import account, from_own_pages, sign_in
from tests.serving import application

GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@pytest.fixture
def app(living_store: Store) -> MonitorDash:
    found = application(living_store, base_url="https://localhost")
    found.server.config["PREFERRED_URL_SCHEME"] = "https"  # how the client of the tests asks
    return found


def behind(app: MonitorDash) -> Iterator[str]:
    """Every address behind the sign-in, with a number where it varies."""
    for rule in app.server.url_map.iter_rules():
        needed = access.declaration(app.server.view_functions[rule.endpoint])
        if needed is not None and "GET" in (rule.methods or ()):
            yield app.server.url_map.bind("localhost").build(
                rule.endpoint, dict.fromkeys(rule.arguments, 1), force_external=False
            )


def wrong(client: FlaskClient, address: str, *, private: bool) -> list[str]:
    """What is wrong with the headers of the answer of an address."""
    with closing(client.get(address)) as answer:
        headers = answer.headers
    found = [f"{name}: {headers.get(name)}" for name, value in GUARDS.items() if headers.get(name) != value]
    found += [f"tells {name}" for name in ("Server", "X-Powered-By") if name in headers]
    kept = headers.get("Cache-Control")
    if not kept or (private and kept != "private, no-store"):
        found.append(f"Cache-Control: {kept}")
    if headers.get("Referrer-Policy") not in ("strict-origin-when-cross-origin", "no-referrer"):
        found.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
    if not headers.get("X-Request-ID") or "Access-Control-Allow-Credentials" in headers:
        found.append("no number, or credentials for others")
    framed = "frame-ancestors *" in headers.get("Content-Security-Policy", "")
    if framed == ("X-Frame-Options" in headers) or (framed and private):
        found.append("framing")
    return [*found, *careless_policy(headers.get("Content-Security-Policy", "")), *careless_cookies(answer, private)]


def careless_policy(policy: str) -> Iterator[str]:
    """A policy must begin with nothing, let no inline script run and name no other site."""
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    scripts = rules.get("script-src", rules.get("default-src", "'unsafe-inline'"))
    if rules.get("default-src") not in ("'self'", "'none'") or "unsafe" in scripts:
        yield f"policy: {policy}"
    if any("*" in value or "http" in value for name, value in rules.items() if name != "frame-ancestors"):
        yield f"other sites: {policy}"


def careless_cookies(answer: TestResponse, private: bool) -> Iterator[str]:
    """Only answers for one person set cookies: the session, out of reach of scripts, and a mark that says nothing."""
    for cookie in answer.headers.getlist("Set-Cookie"):
        name, *rules = cookie.split("; ")
        mark = name in ("staff=1", "staff=")
        if not private or not {"Secure", "SameSite=Lax", "Path=/"} <= set(rules):
            yield f"a careless cookie: {cookie}"
        if not mark and not (name.startswith("__Host-session=") and "HttpOnly" in rules):
            yield f"a cookie for scripts: {cookie}"


def test_every_public_answer_is_guarded_and_sets_no_cookie(app: MonitorDash) -> None:
    client = app.server.test_client()
    asked = addresses(app)
    assert len(asked) > 100
    assert {address: found for address in asked if (found := wrong(client, address, private=False))} == {}


def test_every_answer_behind_the_sign_in_is_guarded_and_kept_by_nobody(app: MonitorDash, living_store: Store) -> None:
    client = from_own_pages(app.server.test_client())
    asked = sorted(set(behind(app)))
    assert len(asked) > 15
    assert {address: found for address in asked if (found := wrong(client, address, private=True))} == {}
    sign_in(client, account(living_store, Role.ADMIN))
    assert {address: found for address in asked if (found := wrong(client, address, private=True))} == {}
