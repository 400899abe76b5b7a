"""Logging by the form of the staff: written once, nothing lost, doubts said first, and nobody else gets in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from models.people import Person
from models.store import Store
from models.vocabulary import Role
from tests.callbacks.pages_read import read_page
from tests.people import account, from_own_pages, sign_in
from tests.serving import application

FORM = {
    "key": "een-sleutel-van-de-proef", "memorandum": "2019-2024", "seen": "387.0", "request": "4.11", "kind": "status",
    "status": "realised", "effective_date": "20/12/2024", "note_nl": "Proef", "source_url": "https://example.org/proef",
    "visibility": "public", "deed": "record",
}  # fmt: skip


@pytest.fixture
def an(living_store: Store) -> Person:
    return account(living_store, Role.EDITOR, name="An")


@pytest.fixture
def bo(living_store: Store) -> Person:
    return account(living_store, Role.EDITOR, "bo@example.org", name="Bo")


@pytest.fixture
def staff(living_store: Store, an: Person) -> FlaskClient:
    return sign_in(from_own_pages(application(living_store).server.test_client()), an)


def entries(store: Store) -> int:
    return store.verify().entries


def send(client: FlaskClient, **fields: Any) -> Any:
    return client.post("/werk/log", data=FORM | fields)


def test_a_form_writes_once_and_leads_to_the_entry_in_its_course(living_store: Store, staff: FlaskClient) -> None:
    first, again = send(staff), send(staff)
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert first.location.endswith("logged=388")
    assert entries(living_store) == 388
    course = read_page(staff.get(first.location).text)
    assert "Gelogd als nummer 388." in course.one(class_="done").words
    assert "Gerealiseerd" in course.one(id_="logregel-388").words
    assert "/werk/log?" in str(course.one(class_="log-here").one("a").attributes["href"])


def test_a_form_that_was_sent_and_changed_since_goes_on_as_another(living_store: Store, staff: FlaskClient) -> None:
    location = send(staff).location
    assert staff.get(f"/werk/log?draft={FORM['key']}").location == location
    changed = send(staff, note_nl="Iets anders", source_url="https://example.org/anders")
    assert changed.status_code == 409
    page = read_page(changed.text)
    assert "staat al in het logboek, als nummer 388" in page.one(class_="refusals").words
    assert page.one("textarea", id_="note_nl").words == "Iets anders"
    (key,) = [field.attributes["value"] for field in page.all("input") if field.attributes.get("name") == "key"]
    assert key != FORM["key"]
    assert entries(living_store) == 388


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_lost(living_store: Store, staff: FlaskClient) -> None:
    wrong = {"request": "", "status": "", "effective_date": "ooit", "source_url": "javascript:alert(1)"}
    answer = send(staff, **wrong, note_nl="<script>alert(1)</script>", internal_note="Vertrouwelijk")
    assert answer.status_code == 422
    page = read_page(answer.text)
    told = [str(link.attributes["href"]) for link in page.one(class_="refusals").all("a")]
    assert set(told) == {"#request", "#status", "#effective_date", "#sources"}
    for place in told:
        page.one(id_=place[1:])
    assert page.one("textarea", id_="note_nl").words == "<script>alert(1)</script>"
    assert page.one("textarea", id_="internal_note").words == "Vertrouwelijk"
    assert page.one("input", id_="effective_date").attributes["value"] == "ooit"
    assert "<script>alert" not in answer.text
    assert entries(living_store) == 387


@pytest.mark.parametrize(
    "forged",
    [
        {"government": "EU"}, {"government": "LOCAL"}, {"status": "submitted"}, {"status": "x"}, {"request": "2.1"},
        {"note_nl": "a\u202eb"}, {"note_nl": "x" * 4001}, {"source_url": "https://u:p@example.org"},
        {"effective_date": "1/1/2031"}, {"kind": "action"}, {"memorandum": "2019-2024", "source_date": "maart 2023"},
    ],
)  # fmt: skip
def test_what_is_forged_or_hidden_is_refused(living_store: Store, staff: FlaskClient, forged: dict[str, str]) -> None:
    answer = send(staff, **forged)
    # A government that the request was not put to is no choice: the only one there is, is meant.
    assert answer.status_code == (303 if forged.get("government") else 422), answer.status_code
    assert entries(living_store) == (388 if forged.get("government") else 387)


@pytest.mark.parametrize(("field", "value", "status"), [("key", "x", 400), ("memorandum", "2030", 400)])
def test_a_form_that_is_none_of_ours_is_refused(staff: FlaskClient, field: str, value: str, status: int) -> None:
    assert send(staff, **{field: value}).status_code == status
    assert staff.post("/werk/log", data=b"\xff\xfe=\xc3\x28&deed=record").status_code == 400
    assert staff.post("/werk/log", data=FORM, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert staff.post("/werk/log", data={**FORM, "note_nl": "x" * 1_000_001}).status_code == 413


def test_a_step_back_is_written_when_it_is_confirmed(living_store: Store, staff: FlaskClient) -> None:
    answer = send(staff, status="stalled")
    assert answer.status_code == 409
    page = read_page(answer.text)
    assert "Dit is een stap terug" in page.one(class_="doubted").words
    assert entries(living_store) == 387
    doubts = [str(field.attributes["value"]) for field in page.all("input") if field.attributes.get("name") == "doubt"]
    assert send(staff, status="stalled", doubt=doubts).status_code == 409
    assert send(staff, status="stalled", doubt=doubts, sure="yes").status_code == 303


def test_a_colleague_who_was_first_is_told_of(living_store: Store, staff: FlaskClient, bo: Person) -> None:
    other = sign_in(from_own_pages(application(living_store).server.test_client()), bo)
    assert send(other, key="een-andere-sleutel-xx", status="realised").status_code == 303
    answer = send(staff, source_url="https://example.org/iets-anders", effective_date="21/12/2024")
    assert answer.status_code == 409
    assert "Bo was u voor" in answer.text


def test_the_preview_says_what_the_figures_become_and_writes_nothing(living_store: Store, staff: FlaskClient) -> None:
    parts = staff.post("/werk/log/delen", data=FORM).get_json()
    assert "Hoe het nu staat" in parts["panel"]
    assert "Gerealiseerd" in parts["effect"]
    assert "Dossier 4" in parts["effect"]
    assert entries(living_store) == 387
    told = dict(re.findall(r'<span class="s-(\w+)">[^<]*</span> \d+ → <b>(\d+)</b>', parts["effect"])[:2])
    send(staff)
    (total,) = staff.get("/api/v1/progress?by=total").get_json()["data"]
    assert told == {code: str(total["counts"][code]) for code in told}


def test_drafts_are_kept_for_their_person_alone(living_store: Store, staff: FlaskClient, bo: Person) -> None:
    assert staff.post("/werk/log/concept", data=FORM).get_json()["at"] > 0
    assert "Proef" in staff.get(f"/werk/log?draft={FORM['key']}").text
    assert FORM["key"] in staff.get("/werk").text
    other = sign_in(from_own_pages(application(living_store).server.test_client()), bo)
    assert "Proef" not in other.get(f"/werk/log?draft={FORM['key']}").text
    assert FORM["key"] not in other.get("/werk").text
    assert send(staff, deed="discard").status_code == 303
    assert FORM["key"] not in staff.get("/werk").text


def test_a_correction_replaces_and_a_second_one_is_shown_the_head(living_store: Store, staff: FlaskClient) -> None:
    form = read_page(staff.get("/werk/log?corrects=200").text)
    given = {str(field.attributes["name"]): field.attributes.get("value") or "" for field in form.all("input")}
    assert given["corrects"] == "200"
    fixed = {"corrects": "200", "status": "realised", "reason": "Proef", "effective_date": "1/11/2023"}
    assert send(staff, **fixed).status_code == 303
    late = send(staff, **fixed, key="nog-een-andere-sleutel")
    assert late.status_code == 409
    assert "/werk/logregel/388" in late.text
    assert staff.get("/werk/log?corrects=200").location.startswith("/werk/logregel/200")


def test_an_entry_is_confirmed_by_another_and_retracted_with_a_reason(
    living_store: Store, staff: FlaskClient, bo: Person
) -> None:
    key = {"key": "een-sleutel-van-de-daad"}
    assert staff.post("/werk/logregel/5/bevestigen", data=key).status_code == 303
    assert staff.post("/werk/logregel/5/bevestigen", data={"key": "nog-een-sleutel-van-de-daad"}).status_code == 409
    send(staff)
    assert staff.post("/werk/logregel/389/bevestigen", data={"key": "weer-een-sleutel-erbij"}).status_code == 422
    assert staff.post("/werk/logregel/389/intrekken", data={"key": "weer-een-sleutel-erbij"}).status_code == 422
    gone = {"key": "weer-een-sleutel-erbij", "reason-intrekken": "Proef"}
    assert staff.post("/werk/logregel/389/intrekken", data=gone).status_code == 303
    assert entries(living_store) == 390
    assert staff.post("/werk/logregel/99999/intrekken", data=gone).status_code == 404


def test_readers_see_and_do_not_write(living_store: Store) -> None:
    reader = account(living_store, Role.READER)
    client = sign_in(from_own_pages(application(living_store).server.test_client()), reader)
    assert "Bevestig" not in client.get("/werk").text
    assert 'class="quiet">Bevestig' not in client.get("/werk/vraag/1.1").text
    for address in ("/werk/log", "/werk/log/delen", "/werk/log/concept", "/werk/logregel/5/bevestigen"):
        assert client.post(address, data=FORM).status_code == 403, address
    assert client.get("/werk/log").status_code == 403


def test_requests_are_found_by_number_title_and_text(staff: FlaskClient) -> None:
    for typed in ("4.11", "huurtoelage", "wachtlijst sociale woning"):
        assert "4.11" in [found["code"] for found in staff.get(f"/werk/log/vragen?q={typed}").get_json()], typed
    assert staff.get("/werk/log/vragen?q=").get_json() == []


def test_the_live_notice_is_the_version_that_pages_show(living_store: Store, staff: FlaskClient) -> None:
    version = staff.get("/live").get_json()["version"]
    assert f'data-version="{version}"' in staff.get("/").text
    assert staff.get("/live", headers={"If-None-Match": f'"{version}"'}).status_code == 304
    assert "data-version" not in staff.get("/?known_at=2025-03-02").text.split('id="news"')[0]
    send(staff, visibility="internal")
    assert staff.get("/live").get_json()["version"] == version
    other = {"source_url": "https://example.org/anders", "effective_date": "21/12/2024"}
    assert send(staff, key="een-andere-sleutel-xx", **other).status_code == 303
    assert staff.get("/live").get_json()["version"] != version
