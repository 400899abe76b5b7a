"""What is kept in memory, here or in browsers, never outlives what it says: after any write all answers are new."""

from __future__ import annotations

import gc
import tracemalloc
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.people import add
from models.store import Store
from models.vocabulary import Role
from tests.serving import application
from tests.site import addresses


def everything(client: FlaskClient) -> list[str]:
    """Every address that anyone can read without naming something in it, and every page."""
    rules = client.application.url_map.iter_rules()
    plain = {rule.rule for rule in rules if "GET" in (rule.methods or {"GET"}) and not rule.arguments}
    return sorted({*plain, *addresses()} - {"/_dash-layout", "/_favicon.ico"})


def ask(client: FlaskClient, known: dict[str, TestResponse] | None = None) -> dict[str, TestResponse]:
    """Every answer; those that are ``known`` as a browser asks whether they are still good."""
    answers = {}
    for address in everything(client):
        tag = known[address].headers.get("ETag") if known else None
        answers[address] = client.get(address, headers={"If-None-Match": tag} if tag else {})
        answers[address].get_data()  # read before the file behind it is closed
        answers[address].close()
    return answers


def kept(answers: dict[str, TestResponse]) -> dict[str, TestResponse]:
    """Those that something may keep: an answer about this moment or this person alone says that nothing may."""
    return {
        address: answer
        for address, answer in answers.items()
        if "no-store" not in answer.headers.get("Cache-Control", "")
    }


def test_after_a_redaction_no_answer_is_older_than_that_of_a_new_process(living_store: Store, clock) -> None:
    warm = application(living_store).server.test_client()
    before = ask(warm)
    clock.forward(minutes=1)
    with living_store.database.appending() as connection:
        admin = add(connection, "an@example.org", Role.ADMIN, "An", "een lange zin met woorden", clock.now).id
    living_store.redact(admin, 387, "naam van een burger")

    cold, again, seen = (ask(client, known) for client, known in (
        (application(living_store).server.test_client(), None), (warm, None), (warm, before),
    ))  # fmt: skip

    assert [address for address, answer in kept(cold).items() if answer.data != again[address].data] == []
    stale = [
        address
        for address, answer in seen.items()
        if answer.status_code == 304 and before[address].data != cold[address].data
    ]
    assert stale == []
    changed = {address for address, answer in kept(cold).items() if answer.data != before[address].data}
    assert {"/logboek", "/methode", "/api/v1/updates.json", "/feeds/updates.atom"} <= changed


@pytest.mark.parametrize("address", ["/methode", "/insluiten", "/aanmelden", "/nergens"])
def test_what_anybody_asks_does_not_stay_in_memory(shipped_store: Store, address: str) -> None:
    client, asked, long = application(shipped_store).server.test_client(), 10, 50_000
    for number in range(5):  # what is kept whatever is asked is there by then
        client.get(f"{address}?x={'b' * long}{number}")
    cast(Any, urlsplit).cache_clear()
    tracemalloc.start()
    try:
        for number in range(asked):
            client.get(f"{address}?x={'a' * long}{number}")
        cast(Any, urlsplit).cache_clear()  # the standard library keeps the last hundred or so
        gc.collect()
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert grown < asked * long, f"{grown} bytes"
