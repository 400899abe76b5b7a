"""The calendar of review dates: read by a personal token, by nobody else, as any calendar program reads it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from models import people, reviewing
from models.drafts import Draft, Source
from models.store import Store
from models.vocabulary import Kind, Role, Status, Visibility
from tests.http.conftest import Clock
from tests.serving import application

MEMORANDUM = "2019-2024"
PASSWORD = "een lange zin met woorden"


@pytest.fixture
def client(living_store: Store) -> FlaskClient:
    server: Flask = application(living_store).server
    return server.test_client()


@pytest.fixture
def token(living_store: Store, clock: Clock) -> str:
    with living_store.database.appending() as connection:
        reader = people.add(connection, "lezer@example.org", Role.READER, "Lezer", PASSWORD, clock.now)
        return reviewing.new_token(connection, reader.id, clock.now)


def logged(store: Store, author: int, day: date, **said: object) -> int:
    """An entry with a review date."""
    sound = {
        "kind": Kind.STATUS,
        "memorandum": MEMORANDUM,
        "request": "4.11",
        "government": "VL",
        "effective_date": date(2024, 3, 1),
        "status": Status.IN_PROGRESS,
        "note_nl": "Kanarie in de nota",
        "internal_note": "Kanarie in de interne nota",
        "sources": (Source("https://example.org/kanarie"),),
    }
    with store.appending() as log:
        entry = log.record(author, Draft(**{**sound, **said})).id  # type: ignore[arg-type]
    with store.database.appending() as connection:
        reviewing.set_date(connection, entry, day, author, store.clock())
    return entry


def test_without_a_token_that_works_there_is_nothing(
    living_store: Store, client: FlaskClient, token: str, editors: tuple[int, int]
) -> None:
    logged(living_store, editors[0], date(2025, 6, 1))
    for search in ("", "?token=", "?token=x", f"?token={token}x", "?token=%00", "?token=%ff"):
        answer = client.get(f"/feeds/review.ics{search}")
        assert answer.status_code == 404
        assert "2025" not in answer.text
        assert "4.11" not in answer.text
    assert client.get(f"/feeds/review.ics?token={token}").status_code == 200
    with living_store.database.appending() as connection:
        people.disable(connection, "lezer@example.org")
    assert client.get(f"/feeds/review.ics?token={token}").status_code == 404


def test_a_calendar_holds_the_dates_and_no_notes(
    living_store: Store, client: FlaskClient, token: str, editors: tuple[int, int], clock: Clock
) -> None:
    an, bo = editors
    public = logged(living_store, an, date(2025, 6, 1))
    internal = logged(living_store, bo, date(2025, 5, 1), visibility=Visibility.INTERNAL)
    answer = client.get(f"/feeds/review.ics?token={token}")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    assert "anarie" not in re.sub(r"\r\n[ \t]", "", answer.text)
    read = Calendar.from_ical(answer.text)
    first, second = read.events
    assert (date(2025, 5, 1), date(2025, 5, 2)) == (first.DTSTART, first.DTEND)
    assert first["UID"] == f"review-{internal}@127.0.0.1"
    assert (second.DTSTART, second["UID"]) == (date(2025, 6, 1), f"review-{public}@127.0.0.1")
    assert str(second["SUMMARY"]).startswith("4.11 (VL): ")
    assert second["DESCRIPTION"] == "In behandeling. Gevraagd door An."
    assert second["URL"] == f"http://127.0.0.1:8050/vraag/4.11?memorandum=2019-2024&lang=nl#logregel-{public}"
    assert clock.now == second.DTSTAMP
    assert read.calendar_name == "Memorandummonitor: nakijken"
    assert client.get(f"/feeds/review.ics?token={token}").data == answer.data


def test_a_date_that_moves_keeps_its_name(
    living_store: Store, client: FlaskClient, token: str, editors: tuple[int, int], clock: Clock
) -> None:
    entry = logged(living_store, editors[0], date(2025, 6, 1))
    before = Calendar.from_ical(client.get(f"/feeds/review.ics?token={token}").text).events[0]
    clock.forward(days=1)
    with living_store.database.appending() as connection:
        reviewing.set_date(connection, entry, date(2025, 7, 1), editors[1], clock.now)
    after = Calendar.from_ical(client.get(f"/feeds/review.ics?token={token}&lang=en").text).events[0]
    assert after["UID"] == before["UID"]
    assert (date(2025, 7, 1), timedelta(days=1)) == (after.DTSTART, after.DTSTAMP - before.DTSTAMP)
    assert "Asked for by Bo." in str(after["DESCRIPTION"])
