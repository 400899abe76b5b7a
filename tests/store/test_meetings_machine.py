"""What the board saw and what separates two meetings, against the naive oracle, under everything a log goes through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from models import meetings
from models.drafts import Refused
from models.meetings import Meeting
from models.review import comparable, difference, seen_now, seen_then
from tests.shipped import Copies
from tests.store.forms import sayings
from tests.store.oracle import Said, Standing
from tests.store.synthetic import END, MEMORANDUM, START, prepared
from tests.store.test_state_machine import LogMachine

Statuses = dict[tuple[str, str], str]
HELD = [START, date(2020, 2, 29), date(2021, 3, 14), END, date(2025, 6, 1)]


@dataclass(frozen=True)
class Seen:
    """A closed meeting, and how every track stood when it was closed, as counted at that very moment."""

    meeting: Meeting
    statuses: Statuses


class BoardMachine(LogMachine):
    """The log and its oracle, with an editor who closes meetings in between."""

    def __init__(self, *engine: Any) -> None:
        super().__init__(*engine)
        self.seen: list[Seen] = []

    @initialize(said=st.lists(sayings(all_sound=True), min_size=3, max_size=6))
    def learn_after_a_meeting(self, said: list[Said]) -> None:
        """So that there is always something to know better: entries about days before one that is closed."""
        self.clock.now = max(self.clock.now, datetime(2021, 3, 15, tzinfo=UTC))
        self.close_a_meeting(date(2021, 3, 14))
        for one in said:
            self.record(0, one, None)

    @rule(held_on=st.sampled_from(HELD))
    def close_a_meeting(self, held_on: date) -> None:
        editor, as_of = self.authors[0], min(held_on, END)
        with self.store.database.appending() as connection:
            planned = meetings.plan(connection, editor, MEMORANDUM, held_on, "Raad van bestuur", self.clock.now)
        if as_of > self._today():
            with pytest.raises(Refused), self.store.database.appending() as connection:
                meetings.close(connection, editor, planned.id, self.clock.now)
            return
        face = self._public_face()
        with self.store.database.appending() as connection:
            closed = meetings.close(connection, editor, planned.id, self.clock.now)
        assert self._public_face() == face
        assert closed.as_of == as_of
        self.seen.append(Seen(closed, self._counted(as_of, None)))

    @rule(before=st.integers(0, 20), after=st.integers(0, 20))
    def compare_two_meetings(self, before: int, after: int) -> None:
        if not self.seen:
            return
        first, second = (self.seen[place % len(self.seen)].meeting for place in (before, after))
        then, later = seen_then(first, "nl"), seen_then(second, "nl")
        assert then
        assert later
        if not comparable(then, later):
            with pytest.raises(ValueError, match="earlier ones"):
                difference(self.store, then, later)
            return
        self._compare_views(then, later, later.known_at)

    @rule(place=st.integers(0, 20))
    def compare_with_now(self, place: int) -> None:
        if not self.seen:
            return
        meeting = self.seen[place % len(self.seen)].meeting
        then, now = seen_then(meeting, "nl"), seen_now(meeting, self.store.scope(), "nl")
        assert then
        assert now.as_of == then.as_of
        self._compare_views(then, now, None)

    def teardown(self) -> None:
        try:
            for seen in self.seen:
                then = seen_then(seen.meeting, "nl")
                assert then
                found = self.store.read(then).snapshot()
                assert _statuses(found) == seen.statuses
            for before in range(len(self.seen)):
                self.compare_with_now(before)
                for after in range(len(self.seen)):
                    self.compare_two_meetings(before, after)
        finally:
            super().teardown()

    def _compare_views(self, then: Any, later: Any, known_at: datetime | None) -> None:
        found = difference(self.store, then, later)
        was = self._counted(then.as_of, then.known_at)
        corrected, became = self._counted(then.as_of, known_at), self._counted(later.as_of, known_at)
        assert _moves(found.learnt) == _differing(was, corrected)
        assert _moves(found.facts) == _differing(corrected, became)

    def _counted(self, as_of: date, known_at: datetime | None) -> Statuses:
        """Every track's status by the oracle; without a moment by every line there is."""
        moment = known_at or max(self.oracle.last_write, self.clock.now) + timedelta(days=1000)
        standing: dict[tuple[str, str], Standing] = self.oracle.snapshot(as_of, moment)
        return {track: one.status for track, one in standing.items()}


def _statuses(snapshot: pd.DataFrame) -> Statuses:
    return {(request, government): status for request, government, status in _rows(snapshot, "status")}


def _moves(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    rows = _rows(frame, "status_from", "status_to")
    return {(request, government): (old, new) for request, government, old, new in rows}


def _rows(frame: pd.DataFrame, *columns: str) -> Any:
    return frame[["request", "government", *columns]].itertuples(index=False, name=None)


def _differing(before: Statuses, after: Statuses) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        track: (before[track], status) for track, status in after.items() if track in before and before[track] != status
    }


#: Logs and steps of each, in the suite and in a soak.
SHORT = {"sqlite": (12, 25), "postgresql": (4, 20)}
LONG = {"sqlite": (200, 100), "postgresql": (75, 100)}


def test_known_then_and_known_now_are_as_the_oracle_says(copies: Copies, engine: str, soak: bool) -> None:
    examples, steps = (LONG if soak else SHORT)[engine]
    machine: Any = partial(BoardMachine, partial(copies.made, engine, prepared), copies.discard)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
