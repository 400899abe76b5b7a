"""The log read a part at a time says what it says read at once, and what is kept beside it follows every write."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from models import steps
from models.history import History
from models.store import Store
from models.timeline import Steps
from models.vocabulary import Status
from tests.store.synthetic import END, MEMORANDUM, START, draft, states


@pytest.fixture
def logged(store: Store, anna: int, bram: int) -> Store:
    """A log with every kind of step: late before early, on two tracks, moved, confirmed and retracted."""
    with store.appending() as writer:
        late = writer.record(anna, draft(effective_date=date(2020, 5, 6), status=Status.DECIDED))
        writer.record(anna, draft(effective_date=date(2020, 2, 3)))
        moved = writer.record(anna, draft(effective_date=date(2020, 3, 4), status=Status.STALLED))
        writer.correct(anna, moved.id, draft(request="1.2", effective_date=date(2020, 3, 5)), "Synthetische reden")
        writer.confirm(bram, late.id)
        gone = writer.record(bram, draft(effective_date=date(2020, 6, 7), status=Status.REJECTED))
        writer.retract(anna, gone.id, "Synthetische reden")
    return store


def test_a_history_extended_entry_by_entry_is_the_one_read_at_once(logged: Store) -> None:
    with logged.database.reading() as connection:
        whole, growing = History.empty().extended(connection, 7), History.empty()
        for last in range(1, 8):
            growing = growing.extended(connection, last)
            assert growing.last == last
        assert growing.extended(connection, 7) is growing
    assert np.array_equal(whole.entries, growing.entries)
    assert np.array_equal(whole.naming, growing.naming)
    assert whole.entries[:, 0].tolist() == [1, 2, 3, 4, 6]
    assert whole.naming.tolist() == [[3, 4, 0], [1, 5, 1], [6, 7, 0]]


def test_kept_steps_are_those_of_the_log_in_order_of_time(logged: Store) -> None:
    with logged.database.reading() as connection:
        history = History.empty().extended(connection, 7)
        computed = steps.of_history(connection, history, MEMORANDUM, 7, START, END)
        kept = steps.kept(connection, MEMORANDUM)
        none = steps.kept(connection, "a memorandum without tracks")
    assert computed.same(kept)
    assert none.same(Steps(*(np.empty(0, np.int64) for _ in range(7))))


def test_a_correction_touches_the_track_it_names_and_the_one_it_moves_to(logged: Store) -> None:
    with logged.database.reading() as connection:
        of = steps.tracks(connection, MEMORANDUM)
        assert steps.touched(connection, 3, 4) == {of["1.1", "VL"], of["1.2", "VL"]}
        assert steps.touched(connection, 1, 3) == {of["1.1", "VL"]}
        assert steps.touched(connection, 7, 7) == set()


def test_a_store_that_has_answered_sees_an_entry_move_to_another_track(store: Store, anna: int) -> None:
    with store.appending() as writer:
        written = writer.record(anna, draft()).id
    assert states(store)["1.1", "VL"].status == "in_progress"
    with store.appending() as writer:
        writer.correct(anna, written, draft(request="1.2"), "Synthetische reden")
    after = states(store)
    assert (after["1.1", "VL"].status, after["1.2", "VL"].status) == ("submitted", "in_progress")


def test_the_steps_of_a_log_are_these(logged: Store, bram: int) -> None:
    """Written out by hand: a run of equal statuses keeps its first day, the last one ends with the period."""
    with logged.appending() as writer:
        again = writer.record(bram, draft(effective_date=date(2021, 1, 2), status=Status.DECIDED))
    begin, first, second, third = START, date(2020, 2, 3), date(2020, 5, 6), date(2021, 1, 2)
    over = date(2025, 1, 1)
    with logged.database.reading() as connection:
        track = steps.tracks(connection, MEMORANDUM)["1.1", "VL"]
        kept = steps.kept(connection, MEMORANDUM, [track])
    submitted, in_progress, decided = map(list(Status).index, (Status.SUBMITTED, Status.IN_PROGRESS, Status.DECIDED))
    assert [tuple(row) for row in zip(*(column.tolist() for column in columns_of(kept)), strict=True)] == [
        (begin.toordinal(), first.toordinal(), begin.toordinal(), submitted, 0, -1),
        (first.toordinal(), second.toordinal(), first.toordinal(), in_progress, 2, 0),
        (second.toordinal(), third.toordinal(), second.toordinal(), decided, 1, 1),
        (third.toordinal(), over.toordinal(), second.toordinal(), decided, again.id, 0),
    ]


def columns_of(found: Steps) -> list[np.ndarray]:
    return [found.begin, found.end, found.since, found.status, found.entry, found.confirmed]


def test_what_counts_at_a_moment_knows_nothing_that_came_later(logged: Store) -> None:
    with logged.database.reading() as connection:
        history = History.empty().extended(connection, 7)
    for last, counting, confirmed in (
        (3, [1, 2, 3], []),
        (4, [1, 2, 4], []),
        (6, [1, 2, 4, 6], [1]),
        (7, [1, 2, 4], [1]),
    ):
        found = history.counting(last)
        assert found["entry_id"].tolist() == counting
        assert found["entry_id"][found["confirmed"] == 1].tolist() == confirmed
