"""Meetings and their points: who may plan and close them, when, and that a closed one stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from models import meetings
from models.drafts import Refused
from models.meetings import Meeting
from models.review import actions, previous, seen_now, seen_then
from models.store import Store
from models.tables import User
from models.vocabulary import Action, Kind, Role, Visibility
from tests.store.synthetic import END, MEMORANDUM, START, Clock, add_person, draft, query

Doing = Callable[..., Meeting]


@pytest.fixture
def do(store: Store, anna: int) -> Doing:
    """Do something with a meeting, as Anna unless said otherwise."""

    def done(what: Callable[..., Any], *arguments: Any, author: int = anna, **more: Any) -> Any:
        with store.database.appending() as connection:
            return what(connection, author, *arguments, **more)

    return done


@pytest.fixture
def planned(do: Doing, clock: Clock) -> Meeting:
    """A meeting on the day of the clock."""
    return do(meetings.plan, MEMORANDUM, clock.now.date(), "  Raad van bestuur ", clock.now)


def refusal(do: Doing, *arguments: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        do(*arguments, **more)
    assert refused.value.nl
    return refused.value.code


def all_of(store: Store) -> list[Meeting]:
    with store.database.reading() as connection:
        return meetings.meetings(connection)


def test_a_meeting_is_open_until_it_is_closed(do: Doing, clock: Clock, planned: Meeting) -> None:
    assert (planned.title, planned.closed, planned.as_of, planned.known_at) == ("Raad van bestuur", False, None, None)
    assert seen_then(planned, "nl") is None

    closed = do(meetings.close, planned.id, clock.now)

    assert (closed.as_of, closed.known_at) == (clock.now.date(), clock.now)


def test_meetings_are_listed_by_their_day(store: Store, do: Doing, clock: Clock) -> None:
    days = [date(2024, 1, 2), date(2020, 1, 2), date(2030, 1, 2)]
    for day in days:
        do(meetings.plan, MEMORANDUM, day, "Vergadering", clock.now)

    assert [meeting.held_on for meeting in all_of(store)] == sorted(days)


def test_a_day_after_the_memorandum_shows_its_last_day(store: Store, do: Doing, clock: Clock) -> None:
    clock.now = clock.now.replace(year=2025)
    later = do(meetings.plan, MEMORANDUM, date(2025, 2, 1), "Nadien", clock.now)

    assert do(meetings.close, later.id, clock.now).as_of == END


def test_of_a_day_to_come_the_last_day_is_shown_and_nothing_is_closed(store: Store, do: Doing, clock: Clock) -> None:
    later = do(meetings.plan, MEMORANDUM, date(2023, 5, 5), "Later", clock.now)

    assert seen_now(later, store.scope(), "nl").as_of == clock.now.date()
    assert refusal(do, meetings.close, later.id, clock.now) == "still_to_come"


def test_what_cannot_be_planned_is_refused_by_field(do: Doing, clock: Clock) -> None:
    asked = {
        "before_period": (MEMORANDUM, START - timedelta(days=1), "Te vroeg"),
        "title_missing": (MEMORANDUM, START, " – "),
        "unknown_memorandum": ("another", START, "Vergadering"),
        "too_long": (MEMORANDUM, START, "x" * 121),
    }
    for code, arguments in asked.items():
        assert refusal(do, meetings.plan, *arguments, clock.now) == code


def test_an_open_meeting_can_be_moved_renamed_and_cancelled(store: Store, do: Doing, planned: Meeting) -> None:
    do(meetings.pin, planned.id, "Bespreken.")
    moved = do(meetings.change, planned.id, date(2022, 2, 2), "Andere naam")
    assert (moved.held_on, moved.title, len(moved.pins)) == (date(2022, 2, 2), "Andere naam", 1)

    do(meetings.cancel, planned.id)

    assert all_of(store) == []
    assert refusal(do, meetings.cancel, planned.id) == "unknown_meeting"


def test_nothing_of_a_closed_meeting_changes(
    store: Store, do: Doing, clock: Clock, planned: Meeting, anna: int
) -> None:
    pinned = do(meetings.pin, planned.id, "Bespreken.", request="1.1", government="VL")
    closed = do(meetings.close, planned.id, clock.now)
    clock.tick(days=1)
    with store.database.appending() as connection:
        connection.execute(update(User).where(User.id == anna).values(display_name="Andere naam"))

    for arguments in (
        (meetings.close, planned.id, clock.now),
        (meetings.change, planned.id, START, "Andere naam"),
        (meetings.cancel, planned.id),
        (meetings.pin, planned.id, "Nog een punt."),
        (meetings.unpin, planned.id, pinned.pins[0].id),
    ):
        assert refusal(do, *arguments) == "meeting_closed"
    assert all_of(store) == [closed]
    assert closed.pins[0].author == "Anna"


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
def test_only_an_active_editor_plans_closes_and_pins(
    store: Store, do: Doing, clock: Clock, planned: Meeting, role: Role
) -> None:
    other = add_person(store, role, active=role is Role.READER)
    asked: list[tuple[Any, ...]] = [
        (meetings.plan, MEMORANDUM, START, "Vergadering", clock.now),
        (meetings.change, planned.id, START, "Vergadering"),
        (meetings.close, planned.id, clock.now),
        (meetings.pin, planned.id, "Bespreken."),
        (meetings.unpin, planned.id, 1),
        (meetings.cancel, planned.id),
    ]
    for arguments in asked:
        assert refusal(do, *arguments, author=other) == "not_an_editor"


def test_points_are_about_what_exists(store: Store, do: Doing, anna: int, planned: Meeting) -> None:
    with store.appending() as writer:
        internal = writer.record(anna, draft(visibility=Visibility.INTERNAL)).id
    do(meetings.pin, planned.id, "In het algemeen.")
    do(meetings.pin, planned.id, "Over een groep vragen.", request="2.1")
    do(meetings.pin, planned.id, "Over een vraag aan een overheid.", request="1.1", government="FED")
    pins = do(meetings.pin, planned.id, "Over een logregel.", entry=internal).pins

    assert [(pin.request, pin.government, pin.entry) for pin in pins] == [
        (None, None, None),
        ("2.1", None, None),
        ("1.1", "FED", None),
        ("1.1", "VL", internal),
    ]
    assert refusal(do, meetings.pin, planned.id, "x", request="9.9") == "unknown_request"
    assert refusal(do, meetings.pin, planned.id, "x", request="1.2", government="EU") == "not_addressed"
    assert refusal(do, meetings.pin, planned.id, "x", entry=99) == "unknown_entry"
    assert refusal(do, meetings.pin, planned.id, " ") == "sentence_missing"
    left = do(meetings.unpin, planned.id, pins[0].id).pins
    assert left == pins[1:]
    assert do(meetings.unpin, planned.id, pins[0].id).pins == left


def test_a_clock_that_jumps_back_cannot_slip_anything_under_a_closing(
    store: Store, do: Doing, clock: Clock, anna: int, planned: Meeting
) -> None:
    with store.appending() as writer:
        writer.record(anna, draft())
    closed = do(meetings.close, planned.id, clock.now)
    clock.tick(days=-3)
    second = do(meetings.plan, MEMORANDUM, clock.now.date(), "Tweede", clock.now)
    assert do(meetings.close, second.id, clock.now).known_at == closed.known_at

    with store.appending() as writer:
        recorded = [writer.record(anna, draft(visibility=visibility)).recorded_at for visibility in Visibility]

    assert closed.known_at is not None
    assert min(recorded) > closed.known_at
    assert len(store.read(seen_then(closed, "nl"), Role.READER).entries()) == 1  # type: ignore[arg-type]


def test_the_meeting_before_is_the_last_closed_one_that_can_be_compared(store: Store, do: Doing, clock: Clock) -> None:
    def held(day: date, *, close: bool = True) -> Meeting:
        made = do(meetings.plan, MEMORANDUM, day, str(day), clock.now)
        clock.tick(hours=1)
        return do(meetings.close, made.id, clock.now) if close else made

    first, _open, late = held(date(2020, 1, 1)), held(date(2020, 3, 1), close=False), held(date(2020, 9, 1))
    between = held(date(2020, 5, 1))  # closed after the one that follows it
    last = held(date(2020, 12, 1), close=False)
    everything = all_of(store)

    def before(meeting: Meeting) -> Meeting | None:
        view = seen_then(meeting, "nl") or seen_now(meeting, store.scope(), "nl")
        return previous(meeting, view, everything)

    assert [before(meeting) for meeting in (first, late, between, last)] == [None, first, first, late]


def test_what_the_association_did_is_told_in_the_order_of_its_days(store: Store, anna: int) -> None:
    def acted(day: date, visibility: Visibility = Visibility.PUBLIC) -> Any:
        said = {"kind": Kind.ACTION, "status": None, "action": Action.LETTER, "effective_date": day}
        return draft(**said, visibility=visibility)

    with store.appending() as writer:
        writer.record(anna, acted(date(2020, 6, 1)))
        writer.record(anna, acted(date(2020, 5, 1), Visibility.INTERNAL))
        writer.record(anna, acted(date(2020, 1, 1)))
        moved = writer.record(anna, acted(date(2020, 7, 1))).id
        writer.correct(anna, moved, acted(date(2020, 6, 2)), "Andere dag")
        writer.retract(anna, writer.record(anna, acted(date(2020, 6, 3))).id, "Nooit gebeurd")
        writer.record(anna, draft(effective_date=date(2020, 6, 4)))

    def days(role: Role | None) -> list[Any]:
        found = actions(store.read(query(store, date(2020, 12, 31)), role), date(2020, 1, 1))
        return [entry.effective_date for entry in found]

    assert days(None) == [date(2020, 6, 1), date(2020, 6, 2)]
    assert days(Role.READER) == [date(2020, 5, 1), date(2020, 6, 1), date(2020, 6, 2)]


def test_meetings_travel_with_the_store(store: Store, do: Doing, clock: Clock, tmp_path: Any) -> None:
    from models.copying import backup, restore
    from models.database import Database

    planned = do(meetings.plan, MEMORANDUM, START, "Vergadering", clock.now)
    do(meetings.pin, planned.id, "Bespreken.", request="1.1")
    do(meetings.close, planned.id, clock.now)
    backup(store.database, tmp_path / "backup")
    empty = Store.open(f"sqlite:///{tmp_path / 'restored.sqlite3'}", clock=clock)
    restore(tmp_path / "backup", Database(f"sqlite:///{tmp_path / 'restored.sqlite3'}"))

    assert all_of(empty) == all_of(store)
    empty.close()
