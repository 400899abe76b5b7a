"""Every address and every callback says who may ask it, and is answered to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks import pages
from callbacks.document import MonitorDash
from callbacks.http import access
from callbacks.pages import PAGES
from models.store import Store
from models.vocabulary import Role
from tests.people import account, from_own_pages, sign_in
from tests.serving import application, call

CALLBACK = "/_dash-update-component"
#: What begins so is for staff, except for the ways in.
INSIDE = ("/werk", "/beheer", "/vergaderingen", "/rapport", "/wachtwoord")
WAYS_IN = {"/aanmelden", "/afmelden", "/wachtwoord/instellen"}


@pytest.fixture
def store(living_store: Store) -> Store:
    return living_store


@pytest.fixture
def app(store: Store) -> MonitorDash:
    return application(store, workers=1)  # tests add addresses to it


@pytest.fixture
def server(app: MonitorDash) -> Flask:
    """The application with an address for each role, and one that declares nothing."""
    found: Flask = app.server
    for least in (*Role, None):
        name = str(least or "everyone")
        found.add_url_rule(f"/try/{name}", f"try {name}", access.needs(least)(_view()), methods=["GET", "POST"])
    found.add_url_rule("/try/undeclared", "try undeclared", _view())
    return found


def _view():  # a new function each time: the declaration is written on it
    return lambda: f"seen by {getattr(access.person(), 'email', 'nobody')}"


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return from_own_pages(server.test_client())


def test_every_address_declares_who_may_ask(app: MonitorDash) -> None:
    views = app.server.view_functions
    undeclared = [rule.rule for rule in app.server.url_map.iter_rules() if not declares(views[rule.endpoint])]
    assert undeclared == [], "declare them with callbacks.http.access.needs"


def rules(app: MonitorDash) -> list[tuple[str, Role | None, set[str]]]:
    """Every address, the least role for it, and the methods by which something could change."""
    views = app.server.view_functions
    return [
        (rule.rule, access.declaration(views[rule.endpoint]), (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"})
        for rule in app.server.url_map.iter_rules()
    ]


def test_nothing_behind_the_sign_in_is_open(app: MonitorDash) -> None:
    inside = [(path, least) for path, least, _ in rules(app) if path.startswith(INSIDE) and path not in WAYS_IN]
    assert len(inside) > 10
    assert [path for path, least in inside if least is None] == []
    managing = {path: least for path, least in inside if path.startswith("/beheer")}
    assert set(managing.values()) == {Role.ADMIN}


def test_what_everyone_may_send_is_known(app: MonitorDash) -> None:
    assert {path for path, least, writes in rules(app) if writes and least is None} == WAYS_IN | {CALLBACK}


def test_a_view_has_one_rule() -> None:
    view = access.needs(Role.ADMIN)(_view())
    with pytest.raises(ValueError, match="another rule already"):
        access.needs(Role.READER)(view)


def declares(view: object) -> bool:
    try:
        access.declaration(view)  # type: ignore[arg-type]
    except AttributeError:
        return False
    return True


def test_every_callback_declares_who_may_call_it(app: MonitorDash) -> None:
    assert set(app.callback_map) <= set(access.CALLBACKS), "declare them in callbacks.http.access.CALLBACKS"


def test_what_declares_nothing_answers_nobody(client: FlaskClient, store: Store) -> None:
    assert client.get("/try/undeclared").status_code == 403
    sign_in(client, account(store, Role.ADMIN))
    assert client.get("/try/undeclared").status_code == 403


def test_a_callback_that_declares_nothing_answers_nobody(app: MonitorDash, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(app.server.test_client()).status_code == 200
    monkeypatch.setattr(access, "CALLBACKS", {})
    assert call(app.server.test_client()).status_code == 403


@pytest.mark.parametrize("least", Role)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_it_and_lower_roles_may(client: FlaskClient, store: Store, role: Role, least: Role) -> None:
    sign_in(client, account(store, role))
    order = list(Role)
    expected = 200 if order.index(role) >= order.index(least) else 403
    for answer in (client.get(f"/try/{least}"), client.post(f"/try/{least}")):
        assert answer.status_code == expected
    if expected == 403:
        assert "Dit mag u niet met uw account." in answer.text


def test_a_reader_of_pages_is_led_to_the_sign_in_page_and_back(client: FlaskClient, store: Store) -> None:
    asked = client.get("/try/editor?lang=en&x=1+2")
    assert asked.status_code == 303
    editor = account(store, Role.EDITOR)
    form = client.get(asked.location)
    assert '<html lang="en"' in form.text
    answer = client.post(
        asked.location,
        data={"email": editor.email, "password": "een wachtwoord voor de tests", "next": "/try/editor?lang=en&x=1+2"},
    )
    assert (answer.status_code, answer.location) == (303, "/try/editor?lang=en&x=1+2")
    assert client.get(answer.location).text == "seen by editor@example.org"


def test_what_is_sent_or_fetched_without_signing_in_is_refused(client: FlaskClient) -> None:
    assert client.post("/try/reader").status_code == 401
    fetched = client.get("/try/reader", headers={"Sec-Fetch-Dest": "empty"})
    assert fetched.status_code == 401
    assert fetched.is_json


def test_a_page_that_needs_a_role_is_refused_by_address_and_by_callback(
    client: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded = [replace(page, needs=Role.EDITOR) if page.path == "/logboek" else page for page in PAGES]
    monkeypatch.setattr(pages, "PAGES", tuple(guarded))
    assert client.get("/logboek").status_code == 303
    assert call(client, path="/logboek").status_code == 401
    sign_in(client, account(store, Role.EDITOR))
    answer = client.get("/logboek")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert call(client, path="/logboek").status_code == 200


def test_only_answers_that_know_who_asks_depend_on_the_cookie(client: FlaskClient, store: Store) -> None:
    public = {address: client.get(address) for address in ("/", "/logboek", "/api/v1/tracks", "/healthz", "/nergens")}
    sign_in(client, account(store, Role.ADMIN))
    for address, before in public.items():
        after = client.get(address)
        assert after.data == before.data
        assert "Cookie" not in after.headers.get("Vary", "")
        assert "Set-Cookie" not in after.headers
    private = client.get("/try/reader")
    assert private.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in private.headers["Vary"]


@pytest.mark.parametrize(
    "address", ["//example.org", "/\\example.org", "https://example.org", "javascript:alert(1)", "/\t/example.org", ""]
)
def test_after_signing_in_nobody_is_led_elsewhere(address: str) -> None:
    assert access.own_address(address) is None


def test_an_address_of_this_site_is_its_own() -> None:
    assert access.own_address("/werk/log?request=4.11&x=//y") == "/werk/log?request=4.11&x=//y"
