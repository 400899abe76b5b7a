"""Signing in by OpenID Connect, against a real provider over HTTP: who gets in, in which role, what is not believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from joserfc import jwk
from werkzeug.test import TestResponse

from models import people
from models.people import Person
from models.store import Store
from models.vocabulary import Role
from tests import serving
from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, Provider, providing
from tests.people import account, from_own_pages, sign_in

AN = {"sub": "an-1", "email": "an@example.org", "email_verified": True, "groups": ["belangen"]}
ROLES = "beheer=admin; belangen=editor; cn=raad,ou=vvsg=reader"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as found:
        found.claims = dict(AN)
        yield found


@pytest.fixture
def store(living_store: Store) -> Store:
    return living_store


def application(store: Store, provider: Provider, **changes: Any) -> FlaskClient:
    """A client of the application that knows the provider."""
    given = {
        "oidc_issuer": provider.address, "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET,
        "oidc_roles": ROLES, "oidc_name": "de VVSG", **changes,
    }  # fmt: skip
    return from_own_pages(serving.application(store, **given).server.test_client())


@pytest.fixture
def client(store: Store, provider: Provider) -> FlaskClient:
    return application(store, provider)


def at_the_provider(asked: TestResponse) -> str:
    """Follow the browser to the provider and back: the address on our side that it is sent to."""
    answer = requests.get(asked.location, allow_redirects=False, timeout=60)
    assert answer.status_code == 302, answer.text
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def through(client: FlaskClient, start: str = "/aanmelden/organisatie") -> TestResponse:
    """Sign in through the provider."""
    return client.get(at_the_provider(client.get(start)))


def why(answer: TestResponse, client: FlaskClient) -> str:
    """Why somebody was not let in, as the sign-in page says it."""
    assert answer.status_code == 303
    assert answer.location.startswith("/aanmelden?")
    page = client.get(answer.location).text
    (sentence,) = re.findall(r'<p role="alert"[^>]*>(.*?)</p>', page)
    return str(sentence)


def known(store: Store) -> list[Person]:
    with store.database.reading() as connection:
        return people.people(connection)


def test_somebody_in_a_group_gets_an_account_in_its_role_and_comes_where_they_were_going(
    client: FlaskClient, store: Store, provider: Provider
) -> None:
    page = client.get("/werk/log?lang=en")
    (start,) = re.findall(r'href="(/aanmelden/organisatie\?[^"]*)"', client.get(page.location).text)
    assert "Sign in through de VVSG" in client.get(page.location).text

    answer = through(client, start.replace("&amp;", "&"))

    assert (answer.status_code, answer.location) == (303, "/werk/log?lang=en")
    (an,) = known(store)
    assert (an.email, an.role, an.name, an.signs_in) == ("an@example.org", Role.EDITOR, "", False)
    assert client.get("/werk/log").status_code == 200
    asked = provider.asked[0]
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    assert asked["redirect_uri"] == "http://127.0.0.1:8050/aanmelden/organisatie/terug"
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert CLIENT_SECRET not in str(asked)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["belangen", "beheer", "iets anders"], Role.ADMIN),
        ("beheer", Role.ADMIN),
        (["cn=raad,ou=vvsg"], Role.READER),
    ],
)
def test_the_highest_role_of_the_groups_counts(
    client: FlaskClient, store: Store, provider: Provider, groups: Any, role: Role
) -> None:
    provider.claims["groups"] = groups
    through(client)
    assert [person.role for person in known(store)] == [role]


def test_the_role_follows_the_groups_at_every_sign_in(client: FlaskClient, store: Store, provider: Provider) -> None:
    account(store, Role.ADMIN, "beheer@example.org")
    through(client)
    for groups, role in ((["beheer"], Role.ADMIN), (["belangen"], Role.EDITOR)):
        provider.claims["groups"] = groups
        through(client)
        assert known(store)[0].role is role
    assert len(known(store)) == 2


def test_whoever_manages_alone_goes_on_whatever_the_groups_say(
    client: FlaskClient, store: Store, provider: Provider
) -> None:
    provider.claims["groups"] = ["beheer"]
    through(client)
    provider.claims["groups"] = ["belangen"]
    assert through(client).location == "/werk"
    assert known(store)[0].role is Role.ADMIN


def test_an_account_is_recognised_by_its_address_once_and_by_the_person_ever_after(
    client: FlaskClient, store: Store, provider: Provider
) -> None:
    an = account(store, Role.EDITOR, "an@example.org", name="An Peeters")
    through(client)
    provider.claims["email"] = "an.anders@example.org"
    through(client)
    assert [(person.id, person.email, person.name) for person in known(store)] == [(an.id, an.email, "An Peeters")]
    sign_in(client, an)  # the password still works


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_the_provider_is_not_sure_of_takes_over_no_account(
    client: FlaskClient, store: Store, provider: Provider, verified: Any
) -> None:
    account(store, Role.ADMIN, "an@example.org")
    provider.claims["email_verified"] = verified
    assert "bevestigt niet dat het van u is" in why(through(client), client)
    assert client.get("/werk").status_code == 303


@pytest.mark.parametrize("verified", [False, True])
def test_who_was_first_with_an_address_does_not_share_the_account_with_whom_it_is_later_said_to_be_of(
    client: FlaskClient, store: Store, provider: Provider, verified: bool
) -> None:
    provider.claims |= {"groups": ["cn=raad,ou=vvsg"], "email_verified": verified}
    through(client)
    boss = application(store, provider)
    provider.claims |= {"sub": "bert-1", "groups": ["beheer"], "email_verified": True}
    assert "hoort bij iemand anders" in why(through(boss), boss)
    assert boss.get("/werk").status_code == 303
    assert (client.get("/werk").status_code, client.get("/beheer").status_code) == (200, 403)
    assert [person.role for person in known(store)] == [Role.READER]


def test_without_a_group_that_counts_nobody_gets_in(client: FlaskClient, store: Store, provider: Provider) -> None:
    account(store, Role.ADMIN, "an@example.org")
    for groups in ([], ["iets anders"], None, [7], ["Belangen"]):
        provider.claims["groups"] = groups
        assert "geen van uw groepen geeft hier toegang" in why(through(client), client)
    assert client.get("/werk").status_code == 303


def test_without_a_mapping_only_who_has_an_account_gets_in_and_keeps_their_role(
    store: Store, provider: Provider
) -> None:
    client = application(store, provider, oidc_roles="")
    assert "hebt hier nog geen account" in why(through(client), client)
    account(store, Role.READER, "an@example.org")
    assert through(client).location == "/werk"
    assert known(store)[0].role is Role.READER


def test_a_closed_account_stays_closed(client: FlaskClient, store: Store) -> None:
    through(client)
    client.post("/afmelden")
    with store.database.appending() as connection:
        people.disable(connection, "an@example.org")
    assert "Uw account is afgesloten." in why(through(client), client)


def test_what_the_token_leaves_out_is_asked_for(client: FlaskClient, store: Store, provider: Provider) -> None:
    provider.claims = {"sub": "an-1"}
    provider.told_when_asked = {"email": "an@example.org", "groups": ["beheer"]}
    through(client)
    assert [(person.email, person.role) for person in known(store)] == [("an@example.org", Role.ADMIN)]
    client.post("/afmelden")
    provider.told_when_asked["sub"] = "iemand anders"
    assert "geen van uw groepen" in why(through(client), client)


def test_without_an_address_there_is_no_account(client: FlaskClient, store: Store, provider: Provider) -> None:
    del provider.claims["email"]
    assert "geeft geen e-mailadres van u door" in why(through(client), client)
    assert known(store) == []


#: What the provider does, and why that is not believed.
LIES: dict[str, tuple[dict[str, Any], str]] = {
    "another issuer": ({"forged": {"iss": "https://login.example"}}, "InvalidClaimError: invalid_claim: .*'iss'"),
    "for another application": ({"forged": {"aud": "another"}}, "InvalidClaimError: invalid_claim: .*'aud'"),
    "another question": ({"forged": {"nonce": "guessed"}}, "InvalidClaimError: invalid_claim: .*'nonce'"),
    "too old": ({"forged": {"exp": 1_000_000_000, "iat": 999_999_000}}, "ExpiredTokenError"),
    "no subject": ({"forged": {"sub": None}}, "InvalidClaimError: invalid_claim: .*'sub'"),
    "another key": ({"sign_with": jwk.RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})}, "BadSignatureError"),
    "no signature": ({"method": "none"}, "Algorithm.* 'none'"),
    "another name": ({"calls_itself": "https://login.example"}, "calls itself 'https://login.example'"),
    "no": ({"denies": True}, "OAuthError: access_denied"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_the_provider_did_not_sign_for_us_now_is_not_believed(
    client: FlaskClient, store: Store, provider: Provider, lie: str, caplog: pytest.LogCaptureFixture
) -> None:
    changes, reason = LIES[lie]
    for name, value in changes.items():
        setattr(provider, name, value)
    start = client.get("/aanmelden/organisatie")
    answer = client.get(at_the_provider(start)) if start.location.startswith(provider.address) else start
    assert "is niet gelukt" in why(answer, client)
    assert known(store) == []
    assert client.get("/werk").status_code == 303
    assert re.search(reason, caplog.text)
    assert CLIENT_SECRET not in caplog.text


def test_the_way_back_works_once_for_who_went_and_for_nobody_else(
    client: FlaskClient, store: Store, provider: Provider
) -> None:
    back = at_the_provider(client.get("/aanmelden/organisatie"))
    somebody = application(store, provider)
    assert "is niet gelukt" in why(somebody.get(back), somebody)
    again = at_the_provider(client.get("/aanmelden/organisatie"))
    assert client.get(again).location == "/werk"
    client.post("/afmelden")
    assert "is niet gelukt" in why(client.get(again), client)
    assert "is niet gelukt" in why(client.get("/aanmelden/organisatie/terug"), client)


def test_new_keys_of_the_provider_are_fetched(client: FlaskClient, store: Store, provider: Provider) -> None:
    through(client)
    provider.key = jwk.RSAKey.generate_key(2048, {"kid": "second", "use": "sig"})
    assert through(client).location == "/werk"


def test_a_provider_that_is_not_there_is_said_in_the_readers_language(store: Store) -> None:
    gone = Provider(address="http://127.0.0.1:9")
    client = application(store, gone)
    answer = client.get("/aanmelden/organisatie?lang=en")
    assert "did not succeed" in why(answer, client)


@pytest.mark.parametrize("following", ["https://example.org", "//example.org", "/\\example.org"])
def test_nobody_is_led_to_another_site_afterwards(client: FlaskClient, following: str) -> None:
    start = client.get("/aanmelden/organisatie", query_string={"next": following})
    assert client.get(at_the_provider(start)).location == "/werk"


def test_the_answers_are_kept_by_no_cache_and_the_state_is_not_in_the_clear(client: FlaskClient) -> None:
    start = client.get("/aanmelden/organisatie")
    assert start.headers["Cache-Control"] == "private, no-store"
    state = parse_qs(urlsplit(start.location).query)["state"][0]
    back = client.get(at_the_provider(start))
    assert back.headers["Cache-Control"] == "private, no-store"
    assert state not in back.headers.get("Set-Cookie", "")


def test_without_a_provider_there_is_no_such_way(store: Store) -> None:
    client = serving.application(store).server.test_client()
    assert client.get("/aanmelden/organisatie").status_code == 404
    assert "organisatie" not in client.get("/aanmelden").text
