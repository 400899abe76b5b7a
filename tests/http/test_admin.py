"""The administrator's pages: people, the catalogue, words that must go; for administrators and nobody else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models import accounts, people
from models.drafts import Draft, Source
from models.people import Person
from models.store import Store
from models.vocabulary import Kind, Role, Status, Visibility
from tests.http.conftest import Clock
from tests.people import PASSWORD, account, from_own_pages, sign_in
from tests.serving import application

MEMORANDUM = "2019-2024"
REQUEST = f"/beheer/vraag?memorandum={MEMORANDUM}&request="
SEVEN = f"{REQUEST}1.7"
RECORD = f"/beheer/memorandum?memorandum={MEMORANDUM}"
ADDRESSES = ("/beheer", "/beheer/account", "/beheer/account/2", SEVEN, RECORD, "/beheer/logregel?entry=1")


@pytest.fixture
def store(living_store: Store) -> Store:
    return living_store


@pytest.fixture
def admin(store: Store) -> Person:
    return account(store, Role.ADMIN, "beheer@example.org", name="An Peeters")


@pytest.fixture
def client(store: Store, admin: Person) -> FlaskClient:
    return sign_in(from_own_pages(application(store).server.test_client()), admin)


def fields(page: str) -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = value[1] if value else ""
        elif name and value and " checked" in tag:
            found.setdefault(name[1], []).append(value[1])
    return found


def change(client: FlaskClient, address: str, **changes: Any) -> TestResponse:
    """Fill in the form at an address and send it."""
    return client.post(address, data={**fields(client.get(address).text), "reason": "Een reden", **changes})


# Rights


@pytest.mark.parametrize("role", [None, Role.READER, Role.EDITOR])
def test_nobody_else_sees_or_does_anything_here(store: Store, admin: Person, role: Role | None) -> None:
    client = from_own_pages(application(store).server.test_client())
    if role:
        sign_in(client, account(store, role))
    for address in ADDRESSES:
        assert client.get(address).status_code == (403 if role else 303), address
        if address != "/beheer":
            sent = {"do": "close", "reason": "Een reden", "sure": "yes", "title_nl": "x"}
            assert client.post(address, data=sent).status_code == (403 if role else 401), address
    assert store.verify().redactions == 0


def test_who_is_no_administrator_any_more_is_refused_at_once(client: FlaskClient, store: Store, admin: Person) -> None:
    account(store, Role.ADMIN, "bo@example.org")
    assert client.get("/beheer").status_code == 200
    with store.database.appending() as connection:
        accounts.change(connection, admin.id, admin, Role.READER, "", store.clock())
    assert client.get("/beheer").status_code == 403
    assert "beheer" not in client.get("/wachtwoord").text.split("<main")[0].lower().replace("beheer@example", "")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_stands_in_both_languages_and_is_kept_by_no_cache(client: FlaskClient, address: str) -> None:
    for lang, word in (("nl", "Afmelden"), ("en", "Sign out")):
        answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
        assert word in answer.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_another_site_cannot_have_an_administrator_change_anything(
    client: FlaskClient, store: Store, admin: Person, headers: dict[str, str]
) -> None:
    before = store.scope().last_write
    for address in ADDRESSES:
        assert (
            client.post(address, data={"do": "close", "reason": "x", "sure": "yes"}, headers=headers).status_code == 403
        )
    assert store.scope().last_write == before


# People


def test_somebody_is_invited_by_a_link_and_chooses_a_password(client: FlaskClient, store: Store) -> None:
    answer = client.post("/beheer/account", data={"email": "Bo@Example.org", "name": "Bo", "role": "editor"})
    assert answer.status_code == 200
    (link,) = re.findall(r'value="http://127.0.0.1:8050(/wachtwoord/instellen\?link=[^"]+)"', answer.text)
    assert "nog geen wachtwoord" in answer.text
    guest = from_own_pages(application(store).server.test_client())
    sent = {"link": link.split("link=")[1], "password": PASSWORD, "again": PASSWORD}
    assert guest.post("/wachtwoord/instellen", data=sent).status_code == 303
    assert "Bo" in guest.get("/wachtwoord").text
    assert "bo@example.org" in client.get("/beheer").text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"email": "geen adres"}, "Dit is geen e-mailadres."),
        ({"email": "beheer@example.org"}, "heeft al een account."),
        ({"role": "king"}, "Kies een rol."),
        ({"name": "x" * 121}, "Deze tekst telt 121 tekens"),
    ],
)
def test_an_account_that_cannot_be_made_is_told_beside_its_field(
    client: FlaskClient, store: Store, sent: dict[str, str], said: str
) -> None:
    typed = {"email": "bo@example.org", "name": "Bo", "role": "editor", **sent}
    answer = client.post("/beheer/account", data=typed)
    assert answer.status_code == 400
    assert said in answer.text
    assert f'value="{typed["email"]}"' in answer.text
    with store.database.reading() as connection:
        assert len(people.people(connection)) == 1


def test_role_name_and_access_of_an_account_change_at_once(client: FlaskClient, store: Store) -> None:
    bo = account(store, Role.READER, "bo@example.org")
    theirs = sign_in(from_own_pages(application(store).server.test_client()), bo)
    page = f"/beheer/account/{bo.id}"
    assert client.post(page, data={"do": "save", "name": "Bo Janssens", "role": "admin"}).status_code == 303
    assert theirs.get("/beheer").status_code == 200
    closed = client.post(page, data={"do": "close"})
    assert "afgesloten en overal afgemeld" in client.get(closed.location).text
    assert theirs.get("/beheer").status_code == 303
    assert client.post(page, data={"do": "link"}).status_code == 400
    client.post(page, data={"do": "open"})
    assert client.post(page, data={"do": "link"}).status_code == 200
    assert client.post(page, data={"do": "iets"}).status_code == 400


def test_the_last_administrator_stays_one(client: FlaskClient, admin: Person) -> None:
    page = f"/beheer/account/{admin.id}"
    for sent in ({"do": "close"}, {"do": "save", "name": "", "role": "editor"}):
        answer = client.post(page, data=sent)
        assert answer.status_code == 400
        assert "Dit is de enige beheerder." in answer.text
    assert client.get("/beheer").status_code == 200


def test_what_failed_at_the_door_is_counted(client: FlaskClient) -> None:
    assert "mislukte" not in client.get("/beheer").text
    client.post("/aanmelden", data={"email": "iemand@example.org", "password": "een heel ander wachtwoord"})
    assert "De laatste week mislukte 1 poging om aan te melden." in client.get("/beheer").text


# The catalogue


def test_a_request_gets_another_title_government_and_goal(client: FlaskClient, store: Store, clock: Clock) -> None:
    before = client.get("/api/v1/requests?request=1.7").get_json()
    clock.forward(hours=1)
    answer = change(
        client, SEVEN, title_nl="Een <b>andere</b> titel", governments=["VL", "FED", "EU"],
        basis_nl="Ook Europa", basis_en="Europe too", sdg_targets="16.6 17.1", reason="Nagevraagd bij de dienst",
    )  # fmt: skip
    assert answer.status_code == 303
    done = client.get(answer.location).text
    assert "De vraag is gewijzigd; de oude versie blijft." in done
    assert "vraag 1.7" in done
    assert "Nagevraagd bij de dienst" in done

    (now,) = client.get("/api/v1/requests?request=1.7").get_json()["data"]
    assert (now["title_nl"], now["governments"], now["sdg_targets"]) == (
        *("Een <b>andere</b> titel", ["VL", "FED", "EU"], ["16.6", "17.1"]),
    )
    assert "Een &lt;b&gt;andere&lt;/b&gt; titel" in client.get("/vraag/1.7").text
    assert "<b>andere" not in client.get("/vraag/1.7").text
    known = before["meta"]["known_at"]
    assert client.get(f"/api/v1/requests?request=1.7&known_at={known}").get_json()["data"] == before["data"]
    tracks = {row["government"]: row["status"] for row in client.get("/api/v1/tracks?request=1.7").get_json()["data"]}
    assert tracks["EU"] == "submitted"
    assert store.verify().sound


def test_what_was_typed_stays_when_it_is_refused(client: FlaskClient, store: Store) -> None:
    before = store.scope().last_write
    answer = change(client, SEVEN, title_nl="Van hier", governments=["FED"], sdg_targets="99.9", reason="Waarom")
    assert answer.status_code == 400
    assert "Schrijf subdoelen zoals 16.7" in answer.text
    assert 'value="Van hier"' in answer.text
    assert ">Waarom</textarea>" in answer.text
    assert fields(answer.text)["governments"] == ["FED"]
    assert store.scope().last_write == before


def test_a_track_with_entries_is_not_taken_away(client: FlaskClient, store: Store) -> None:
    logged = {row["request"] for row in client.get("/api/v1/updates?government=VL").get_json()["data"]}
    assert "1.7" in logged
    answer = change(client, SEVEN, governments=["EU"])
    assert answer.status_code == 400
    assert "heeft logregels en kan niet uit de catalogus verdwijnen" in answer.text


def test_an_edit_does_not_overwrite_somebody_elses(client: FlaskClient) -> None:
    stale = fields(client.get(SEVEN).text)
    assert change(client, SEVEN, title_en="First").status_code == 303
    late = client.post(SEVEN, data={**stale, "title_en": "Second", "reason": "Een reden"})
    assert late.status_code == 400
    assert "Iemand anders heeft dit intussen gewijzigd." in late.text
    assert client.get("/api/v1/requests?request=1.7").get_json()["data"][0]["title_en"] == "First"
    assert client.post(SEVEN, data={**fields(late.text), "reason": "Toch"}).status_code == 303


@pytest.mark.parametrize(("code", "said"), [("1.1", "noemt de overheden zelf"), ("2.1", "groepeert deelvragen")])
def test_what_cannot_be_edited_is_said(client: FlaskClient, code: str, said: str) -> None:
    page = client.get(REQUEST + code).text
    assert said in page
    assert 'name="governments"' not in page


@pytest.mark.parametrize(
    "address",
    [
        f"{REQUEST}99.9", "/beheer/vraag", "/beheer/vraag?memorandum=x&request=1.1", "/beheer/memorandum?memorandum=x",
        "/beheer/logregel", "/beheer/logregel?entry=99999", "/beheer/logregel?entry=1e3", "/beheer/logregel?entry=--1",
        f"/beheer/logregel?entry={'9' * 30}", "/beheer/account/0", f"/beheer/account/{'9' * 30}",
    ],
)  # fmt: skip
def test_what_does_not_exist_has_no_page(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_memorandum_gets_another_title_and_its_period_keeps_its_entries(client: FlaskClient, store: Store) -> None:
    assert change(client, RECORD, title_nl="Een andere titel").status_code == 303
    assert store.catalogue(MEMORANDUM).memorandum.title_nl == "Een andere titel"
    for end, said in (("2020-01-01", "heeft logregels van"), ("gisteren", "Kies een dag die bestaat.")):
        answer = change(client, RECORD, end=end)
        assert answer.status_code == 400
        assert said in answer.text
    assert store.verify().sound


# Words that must go

CANARY = "Kanarie-van-een-burger"


def written(store: Store, author: int, visibility: Visibility = Visibility.PUBLIC) -> int:
    source = Source("https://example.org/kanarie", CANARY)
    with store.appending() as writer:
        return writer.record(
            author,
            Draft(
                kind=Kind.STATUS, memorandum=MEMORANDUM, request="4.11", government="VL",
                effective_date=store.clock().date().replace(year=2023), status=Status.STALLED,
                note_nl=CANARY, internal_note=CANARY, sources=(source,), visibility=visibility,
            ),
        ).id  # fmt: skip


@pytest.mark.parametrize("visibility", Visibility)
def test_words_go_and_leave_a_tombstone(
    client: FlaskClient, store: Store, admin: Person, visibility: Visibility
) -> None:
    number = written(store, admin.id, visibility)
    page = f"/beheer/logregel?entry={number}"
    assert client.get(page).text.count(CANARY) == 3
    figures = client.get("/api/v1/progress?by=total").get_json()["data"]
    assert client.post(page, data={"reason": "Persoonsgegevens"}).status_code == 400
    assert client.post(page, data={"reason": "", "sure": "yes"}).status_code == 400
    assert store.verify().redactions == 0

    assert client.post(page, data={"reason": "Persoonsgegevens", "sure": "yes"}).status_code == 303

    after = client.get(page).text
    assert CANARY not in after
    assert "zijn weg. Reden: Persoonsgegevens" in after
    assert CANARY not in client.get("/vraag/4.11").text
    assert ("Persoonsgegevens" in client.get("/vraag/4.11").text) == (visibility is Visibility.PUBLIC)
    assert client.get("/api/v1/progress?by=total").get_json()["data"] == figures
    assert store.verify().sound
    again = client.post(page, data={"reason": "Nog eens", "sure": "yes"})
    assert again.status_code == 400
    assert "De tekst van deze logregel is al weg." in again.text
