"""What our own pages never send: from elsewhere, with made-up numbers, again, in another order. Nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import MetaData, func, select

from callbacks.document import MonitorDash
from models.people import Person
from models.store import Store
from models.vocabulary import Role
from tests.http.test_access import rules
from tests.http.test_work import FORM
from tests.people import account, from_own_pages, sign_in
from tests.serving import application, body

CALLBACK = "/_dash-update-component"
#: How a request from elsewhere looks, or one from which that was taken away.
ELSEWHERE: tuple[dict[str, str], ...] = (
    {}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "SAME-ORIGIN"}, {"Sec-Fetch-Site": "same-origin, cross-site"}, {"Origin": "null"},
    {"Origin": "https://localhost.example.org"}, {"Origin": "//localhost@example.org"}, {"Referer": "http://localhost/"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
)  # fmt: skip
#: Numbers of entries that are none, or that this person may not touch.
NUMBERS = (0, -1, 388, -388, 99_999, -99_999, 10**12, 10**40, -(10**40))
DEED = {"key": "een-sleutel-van-de-daad", "reason-intrekken": "Proef", "review_date": "1/1/2030"}


@pytest.fixture
def app(living_store: Store) -> MonitorDash:
    return application(living_store)


@pytest.fixture
def an(living_store: Store) -> Person:
    return account(living_store, Role.ADMIN, name="An")


@pytest.fixture
def staff(app: MonitorDash, an: Person) -> FlaskClient:
    return sign_in(from_own_pages(app.server.test_client()), an)


def written(store: Store) -> dict[str, int]:
    """How many rows each table has; signing in has tables of its own."""
    with store.database.reading() as connection:
        tables = MetaData()
        tables.reflect(connection)
        count = {name: select(func.count()).select_from(table) for name, table in tables.tables.items()}
        return {name: connection.execute(query).scalar_one() for name, query in count.items()}


def places(app: MonitorDash) -> Iterator[str]:
    """Every address where something can be changed, with a value for what varies."""
    values = {"number": "5", "deed": "bevestigen", "code": "4.11"}
    for path, _, methods in rules(app):
        if "POST" in methods:
            yield re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda name: values.get(name[1], "1"), path)


def test_no_address_takes_anything_from_elsewhere(living_store: Store, app: MonitorDash, staff: FlaskClient) -> None:
    found = list(places(app))
    assert {"/werk/log", "/werk/import", "/beheer/account", "/afmelden", "/vergaderingen", CALLBACK} <= set(found)
    before = written(living_store)
    staff.environ_base.pop("HTTP_SEC_FETCH_SITE")
    for path in found:
        for headers in ELSEWHERE:
            answer = staff.post(path, data=FORM | DEED, headers=headers)
            assert answer.status_code == 403, (path, headers)
    assert written(living_store) == before
    assert staff.post("/werk/log/delen", data=FORM, headers={"Origin": "http://localhost"}).status_code == 200


def test_asking_for_the_head_of_a_page_is_asking_for_the_page(
    app: MonitorDash, living_store: Store, staff: FlaskClient
) -> None:
    before = written(living_store)
    for path in places(app):
        # As by who hopes that only what is sent with POST is looked at closely.
        head = staff.head(path, data=FORM | DEED, headers={"Sec-Fetch-Site": "same-site"})
        assert head.status_code == staff.get(path).status_code, path
    assert written(living_store) == before


def test_numbers_made_up_lead_nowhere(living_store: Store, staff: FlaskClient) -> None:
    before = written(living_store)
    for number in NUMBERS:
        for deed in ("bevestigen", "intrekken", "herbekijken", "verwijderen"):
            assert staff.post(f"/werk/logregel/{number}/{deed}", data=DEED).status_code == 404, (number, deed)
        assert staff.get(f"/werk/logregel/{number}").status_code == 404, number
        assert staff.get(f"/werk/log?corrects={number}").status_code == 404, number
        assert staff.get(f"/werk/vraag/4.11?logged={number}").status_code == 200, number
        redacted = staff.post("/beheer/logregel", data={"entry": str(number), "reason": "x", "sure": "yes"})
        assert 400 <= redacted.status_code < 500, number
    for given in (*NUMBERS, "1e3", "0x5", "５", "5;6", "--5", "5' OR 1=1", "\x00"):
        corrects = {"corrects": str(given), "reason": "Proef"}
        assert staff.post("/werk/log", data=FORM | corrects).status_code == 422, given
        assert staff.get("/werk/log", query_string=corrects).status_code == 404, given
    assert written(living_store) == before


def test_a_form_of_somebody_else_is_not_sent_or_read(living_store: Store, app: MonitorDash, staff: FlaskClient) -> None:
    bo = account(living_store, Role.EDITOR, "bo@example.org", name="Bo")
    other = sign_in(from_own_pages(app.server.test_client()), bo)
    assert staff.post("/werk/log/concept", data=FORM).status_code == 200
    assert "Proef" not in other.get(f"/werk/log?draft={FORM['key']}").text
    assert other.post("/werk/log", data=FORM | {"deed": "discard"}).status_code == 303
    assert "Proef" in staff.get(f"/werk/log?draft={FORM['key']}").text
    assert staff.post("/werk/log", data=FORM).status_code == 303
    taken = other.post("/werk/log", data=FORM | {"note_nl": "Van Bo", "source_url": "https://example.org/bo"})
    assert taken.status_code == 422
    assert "al door iemand anders verstuurd" in taken.text
    assert written(living_store)["entry"] == 388


def test_forms_that_come_again_or_in_another_order_write_nothing_more(living_store: Store, staff: FlaskClient) -> None:
    fix = FORM | {"key": "een-sleutel-die-verbetert", "corrects": "388", "reason": "Proef", "note_nl": "Verbeterd"}
    assert staff.post("/werk/log", data=fix).status_code == 422, "it came before what it corrects"
    assert staff.post("/werk/log", data=FORM).status_code == 303
    late = staff.post("/werk/log/concept", data=FORM)
    assert late.status_code == 409, "it was sent already"
    assert FORM["key"] not in staff.get("/werk").text
    assert staff.post("/werk/log", data=fix).status_code == 303
    before = written(living_store)
    for form in (FORM, fix, FORM, fix):
        assert staff.post("/werk/log", data=form).status_code == 303
    assert staff.post("/werk/log", data=fix | {"key": "nog-een-keer-verbeterd"}).status_code == 409
    assert written(living_store) == before


def test_callbacks_that_come_again_or_in_another_order_say_the_same(app: MonitorDash, staff: FlaskClient) -> None:
    asked = [body(), body("?as_of=2020-06-30"), body(path="/logboek"), body(path="/vraag/4.11")]
    first = [staff.post(CALLBACK, json=one).data for one in asked]
    assert len(set(first)) == len(asked)
    again = [staff.post(CALLBACK, json=one).data for one in reversed([*asked, *asked])]
    assert again == [*reversed(first), *reversed(first)]
    staff.post("/afmelden")
    nobody = app.server.test_client()
    for client in (staff, nobody):
        assert [client.post(CALLBACK, json=one).data for one in asked] == first


def shuffled() -> Iterator[dict[str, Any]]:
    """A callback whose parts stand in another order, or in the place of others."""
    sound = body()
    path, search, scheme = sound["inputs"]
    yield {"inputs": [search, path, scheme]}
    yield {"inputs": [path, search]}
    yield {"inputs": [path, search, scheme, scheme]}
    yield {"inputs": [path, path, scheme]}
    yield {"inputs": [path, search], "state": [scheme]}
    yield {"outputs": list(reversed(sound["outputs"]))}
    yield {"outputs": sound["outputs"][:1]}
    yield {"output": "_pages_content.children"}
    yield {"output": "..users.data..", "outputs": [{"id": "users", "property": "data"}]}
    yield {"inputs": [path | {"id": "werk"}, search, scheme]}
    yield {"inputs": [path | {"id": {"type": "entry", "index": 388}}, search, scheme]}
    yield {"inputs": [path | {"property": "href"}, search, scheme]}


@pytest.mark.parametrize("change", list(shuffled()))
def test_a_callback_put_together_otherwise_is_refused(staff: FlaskClient, change: dict[str, Any]) -> None:
    answer = staff.post(CALLBACK, json=body() | change)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
