"""Choosing a password: by a link that works once, or another one for who is signed in."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models import password_links, people
from models.attempts import MOST_PER_ACCOUNT
from models.people import Person
from models.store import Store
from models.vocabulary import Role
from tests.http.conftest import Clock
from tests.people import PASSWORD, account, from_own_pages, sign_in
from tests.serving import application

LINK = "/wachtwoord/instellen"
NEW = "een nieuw en lang wachtwoord"


@pytest.fixture
def store(living_store: Store) -> Store:
    return living_store


@pytest.fixture
def client(store: Store) -> FlaskClient:
    return from_own_pages(application(store).server.test_client())


def made(store: Store, whose: Person | None = None) -> str:
    with store.database.appending() as connection:
        if whose is None:
            return password_links.first_administrator(connection, store.clock()) or ""
        return password_links.for_person(connection, whose, store.clock())


def send(client: FlaskClient, token: str, password: str = NEW, again: str = "", **more: Any) -> TestResponse:
    return client.post(LINK, data={"link": token, "password": password, "again": again or password, **more})


def signed_in(client: FlaskClient) -> bool:
    return client.get("/aanmelden").status_code == 303


def test_the_first_link_makes_an_administrator_and_signs_them_in(client: FlaskClient, store: Store) -> None:
    token = made(store)
    shown = client.get(f"{LINK}?link={token}")
    assert "De eerste beheerder" in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"

    answer = send(client, token, email="An@example.org", name="An Peeters")

    assert answer.status_code == 303
    assert signed_in(client)
    assert "An Peeters" in client.get("/wachtwoord").text
    with store.database.reading() as connection:
        assert people.person(connection, "an@example.org").role is Role.ADMIN
    assert client.get(f"{LINK}?link={token}").status_code == 410
    assert send(client, token, email="bo@example.org").status_code == 410


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\u00e9\u0000"])
def test_a_link_that_never_was_leads_nowhere(client: FlaskClient, token: str) -> None:
    answer = client.get(LINK, query_string={"link": token, "lang": "en"})
    assert answer.status_code == 410
    assert "This link no longer works" in answer.text
    assert send(client, token).status_code == 410


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"password": "kort"}, "Een wachtwoord telt 12 tot 1024 tekens."),
        ({"again": "iets anders"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"email": "geen adres"}, "Dit is geen e-mailadres."),
        ({"name": "x" * 121}, "Deze tekst telt 121 tekens"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    client: FlaskClient, store: Store, sent: dict[str, str], said: str
) -> None:
    token = made(store)
    answer = send(client, token, **{"email": "an@example.org", "name": "An", **sent})
    assert answer.status_code == 400
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{sent.get("email", "an@example.org")}"' in answer.text
    assert NEW not in answer.text
    assert send(client, token, email="an@example.org").status_code == 303


def test_a_link_of_an_administrator_sets_another_password(client: FlaskClient, store: Store) -> None:
    an = account(store, Role.EDITOR, "an@example.org")
    elsewhere = sign_in(application(store).server.test_client(), an)
    token = made(store, an)
    assert "an@example.org" in client.get(f"{LINK}?link={token}").text
    assert send(client, token, email="bo@example.org", name="Bo").status_code == 303
    assert signed_in(client)
    assert not signed_in(elsewhere)
    sign_in(application(store).server.test_client(), an, NEW)


def test_who_is_signed_in_chooses_another_password(client: FlaskClient, store: Store) -> None:
    an = account(store, Role.READER, "an@example.org")
    elsewhere = sign_in(application(store).server.test_client(), an)
    sign_in(client, an)
    answer = client.post("/wachtwoord", data={"current": PASSWORD, "password": NEW, "again": NEW})
    assert answer.status_code == 303
    assert signed_in(client)
    assert not signed_in(elsewhere)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"current": NEW}, "Dit is niet uw huidige wachtwoord."),
        ({"again": "iets anders"}, "De twee wachtwoorden zijn niet gelijk."),
        ({"password": "kort", "again": "kort"}, "Een wachtwoord telt 12 tot 1024 tekens."),
    ],
)
def test_another_password_needs_the_present_one(
    client: FlaskClient, store: Store, sent: dict[str, str], said: str
) -> None:
    sign_in(client, account(store, Role.READER))
    answer = client.post("/wachtwoord", data={"current": PASSWORD, "password": NEW, "again": NEW, **sent})
    assert answer.status_code == 400
    assert said in answer.text
    assert signed_in(client)


def test_guessing_the_present_password_is_stopped_too(client: FlaskClient, store: Store, clock: Clock) -> None:
    sign_in(client, account(store, Role.READER))
    guess = {"current": "een heel ander wachtwoord", "password": NEW, "again": NEW}
    answers = [client.post("/wachtwoord", data=guess).status_code for _ in range(MOST_PER_ACCOUNT + 1)]
    assert answers == [400] * MOST_PER_ACCOUNT + [429]


def test_without_a_password_of_ones_own_there_is_none_to_change(client: FlaskClient, store: Store) -> None:
    an = account(store, Role.READER)
    sign_in(client, an)
    from sqlalchemy import update

    from models.tables import User

    with store.database.appending() as connection:
        connection.execute(update(User).where(User.id == an.id).values(password_hash=None))
    answer = client.get("/wachtwoord")
    assert "vraag een beheerder dan om een link" in answer.text
    assert "<form" not in answer.text.split("<main")[1]


def test_the_page_for_another_password_is_for_who_is_signed_in(client: FlaskClient) -> None:
    assert client.get("/wachtwoord").status_code == 303
    assert client.post("/wachtwoord").status_code == 401
