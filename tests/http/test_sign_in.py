"""Signing in: by a form, for as long as the account and its password last, and without telling who has an account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models import people
from models.attempts import MOST_PER_ACCOUNT, MOST_PER_ADDRESS, WINDOW
from models.people import Person
from models.store import Store
from models.tables_sign_in import SignInAttempt, SignInSession
from models.vocabulary import Role
from tests.http.conftest import Clock
from tests.people import PASSWORD, account, from_own_pages, sign_in
from tests.serving import application


@pytest.fixture
def store(living_store: Store) -> Store:
    return living_store


@pytest.fixture
def client(store: Store) -> FlaskClient:
    return from_own_pages(application(store).server.test_client())


@pytest.fixture
def an(store: Store) -> Person:
    return account(store, Role.EDITOR, "an@example.org", name="An Peeters")


def attempt(client: FlaskClient, email: str, password: str = "een heel ander wachtwoord", **more: Any):
    return client.post("/aanmelden", data={"email": email, "password": password}, **more)


def signed_in(client: FlaskClient) -> bool:
    """Whether the sign-in page sends on, as it does for who is signed in."""
    return client.get("/aanmelden").status_code == 303


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("session")
    assert found is not None
    return found.value


def test_the_form_signs_in_and_the_way_out_ends_it_everywhere(client: FlaskClient, store: Store, an: Person) -> None:
    assert client.get("/aanmelden").status_code == 200
    sign_in(client, an)
    kept = cookie(client)
    assert signed_in(client)

    assert client.post("/afmelden").status_code == 303
    assert client.get_cookie("session") is None
    client.set_cookie("session", kept)
    assert not signed_in(client)


def test_the_cookie_is_signed_unreadable_for_scripts_and_stays_on_this_site(client: FlaskClient, an: Person) -> None:
    answer = attempt(client, an.email, PASSWORD)
    given = answer.headers["Set-Cookie"]
    assert re.search(r"; Expires=[^;]+; HttpOnly; Path=/; SameSite=Lax$", given)
    client.set_cookie("session", cookie(client)[:-2] + "xx")
    assert not signed_in(client)


def test_behind_https_the_cookie_never_travels_without(store: Store, an: Person) -> None:
    client = from_own_pages(application(store, base_url="https://monitor.example").server.test_client())
    given = attempt(client, an.email, PASSWORD).headers["Set-Cookie"]
    assert given.startswith("__Host-session=")
    assert "; Secure;" in given


def test_no_session_is_taken_over_from_before_signing_in(client: FlaskClient, store: Store, an: Person) -> None:
    sign_in(client, an)
    first = cookie(client)
    attempt(client, an.email, PASSWORD)
    assert cookie(client) != first


def test_a_session_expires(client: FlaskClient, an: Person, clock: Clock) -> None:
    sign_in(client, an)
    clock.forward(hours=11, minutes=59)
    assert signed_in(client)
    clock.forward(minutes=1)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "ended",
    [
        lambda connection, email: people.set_password(connection, email, "een nieuw wachtwoord"),
        lambda connection, email: people.disable(connection, email),
    ],
    ids=["password", "disabled"],
)
def test_another_password_and_a_closed_account_end_every_session(store: Store, an: Person, ended: Any) -> None:
    clients = [sign_in(application(store).server.test_client(), an) for _ in range(2)]
    other = sign_in(application(store).server.test_client(), account(store, Role.READER))
    with store.database.appending() as connection:
        ended(connection, an.email)
    assert [signed_in(client) for client in clients] == [False, False]
    assert signed_in(other)


def test_a_closed_account_cannot_sign_in(client: FlaskClient, store: Store, an: Person) -> None:
    with store.database.appending() as connection:
        people.disable(connection, an.email)
    assert attempt(client, an.email, PASSWORD).status_code == 403


def test_a_role_taken_away_counts_at_once(client: FlaskClient, store: Store, an: Person) -> None:
    sign_in(client, an)
    with store.database.reading() as connection:
        assert connection.execute(select(SignInSession.user_id)).scalars().all() == [an.id]


@pytest.mark.parametrize("email", ["an@example.org", "niemand@example.org", "geen adres", "", "x" * 5000])
def test_the_answer_does_not_tell_whether_there_is_an_account(client: FlaskClient, an: Person, email: str) -> None:
    answer = attempt(client, email)
    assert answer.status_code == 403
    assert "horen niet bij een account" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert (
        re.sub(r'value="[^"]*"', "", answer.text)
        == re.sub(r'value="[^"]*"', "", attempt(client, "nog.iemand@example.org").text)
        or email == ""
    )


def test_the_same_work_is_done_whether_there_is_an_account_or_not(store: Store, an: Person, monkeypatch) -> None:
    verified = []
    verify = type(people.HASHER).verify

    def counted(self: Any, hashed: str, password: str) -> Any:
        verified.append(hashed)
        return verify(self, hashed, password)

    monkeypatch.setattr(type(people.HASHER), "verify", counted)
    with store.database.appending() as connection:
        people.add(connection, "cas@example.org", Role.READER, "", PASSWORD, store.clock())
        people.disable(connection, "cas@example.org")
    for email in ("an@example.org", "niemand@example.org", "geen adres", "cas@example.org"):
        with store.database.reading() as connection:
            assert people.verified(connection, email, "een heel ander wachtwoord") is None
    assert len(verified) == 4
    assert len({hashed.rsplit("$", 2)[0] for hashed in verified}) == 1, "all with the same parameters"


@pytest.mark.parametrize("email", ["an@example.org", "niemand@example.org"])
def test_guessing_at_one_account_is_stopped_for_a_while(
    client: FlaskClient, store: Store, an: Person, clock: Clock, email: str
) -> None:
    for place in range(MOST_PER_ACCOUNT):
        from_there = {"REMOTE_ADDR": f"192.0.2.{place}"}
        assert attempt(client, email.upper(), environ_base=from_there).status_code == 403
    stopped = attempt(client, email, PASSWORD)
    assert stopped.status_code == 429
    assert stopped.headers["Retry-After"] == str(int(WINDOW.total_seconds()) + 1)
    assert "te vaak geprobeerd" in stopped.text
    assert attempt(client, "iemand.anders@example.org").status_code == 403
    clock.forward(seconds=WINDOW.total_seconds())
    assert attempt(client, email, PASSWORD).status_code == (303 if email == an.email else 403)


def test_guessing_from_one_network_is_stopped_for_a_while(client: FlaskClient, an: Person, clock: Clock) -> None:
    for place in range(MOST_PER_ADDRESS):
        there = {"REMOTE_ADDR": f"2001:db8:1:2::{place:x}"}
        assert attempt(client, f"iemand{place}@example.org", environ_base=there).status_code == 403
    same = {"REMOTE_ADDR": "2001:db8:1:2:ffff::1"}
    assert attempt(client, an.email, PASSWORD, environ_base=same).status_code == 429
    elsewhere = {"REMOTE_ADDR": "2001:db8:1:3::1"}
    assert attempt(client, an.email, PASSWORD, environ_base=elsewhere).status_code == 303


def test_the_addresses_of_version_4_are_no_single_network_where_a_server_listens_on_both(
    client: FlaskClient, an: Person
) -> None:
    for place in range(MOST_PER_ADDRESS):
        there = {"REMOTE_ADDR": "::ffff:192.0.2.1"}
        assert attempt(client, f"iemand{place}@example.org", environ_base=there).status_code == 403
    for same in ("::ffff:192.0.2.1", "192.0.2.1"):
        assert attempt(client, an.email, PASSWORD, environ_base={"REMOTE_ADDR": same}).status_code == 429
    assert attempt(client, an.email, PASSWORD, environ_base={"REMOTE_ADDR": "::ffff:192.0.2.2"}).status_code == 303


def test_another_spelling_of_an_address_is_no_other_account_to_guess_at(client: FlaskClient, store: Store) -> None:
    person = account(store, Role.READER, "zo\u00eb@example.org")
    spellings = ("zo\u00eb@example.org", "ZOE\u0308@example.org ", "zoe\u0308@EXAMPLE.org", "Zo\u00cb@example.org")
    for email in (*spellings, spellings[0]):
        assert attempt(client, email).status_code == 403
    for email in spellings:
        assert attempt(client, email, PASSWORD).status_code == 429
    assert person.email == spellings[0]


def test_success_takes_back_the_tries_on_that_account(client: FlaskClient, store: Store, an: Person) -> None:
    for _ in range(2):
        for _ in range(MOST_PER_ACCOUNT - 1):
            attempt(client, an.email)
        sign_in(client, an)


def test_what_was_typed_is_not_kept(client: FlaskClient, store: Store) -> None:
    attempt(client, "mijn wachtwoord per vergissing")
    with store.database.reading() as connection:
        kept = connection.execute(select(SignInAttempt.__table__)).one()
    assert "vergissing" not in str(kept)
    assert "127.0.0.1" not in str(kept)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://example.org"}])
def test_another_site_cannot_sign_somebody_in_or_out(store: Store, an: Person, headers: dict[str, str]) -> None:
    client = application(store).server.test_client()
    for address in ("/aanmelden", "/afmelden"):
        answer = client.post(address, data={"email": an.email, "password": PASSWORD}, headers=headers)
        assert answer.status_code == 403
        assert "Set-Cookie" not in answer.headers


def test_who_is_signed_in_writes_only_where_the_browser_vouches_for_the_page(store: Store, an: Person) -> None:
    client = sign_in(application(store).server.test_client(), an)
    del client.environ_base["HTTP_SEC_FETCH_SITE"]
    assert client.post("/afmelden").status_code == 403
    assert client.post("/afmelden", headers={"Origin": "http://localhost"}).status_code == 303
