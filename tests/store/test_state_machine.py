"""The store against the naive oracle: random writers, a misbehaving clock, shipments, reopenings, on both engines."""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select, text

from data.errors import DataErrors
from models.drafts import Refused
from models.log import Writer
from models.store import Store
from models.tables import CatalogueVersion, User
from models.vocabulary import Role
from tests.shipped import Copies
from tests.store.forms import (
    CATALOGUES,
    DAYS,
    ROWS,
    as_draft,
    authors,
    keys,
    places,
    reasons,
    row_says,
    sayings,
    shipped,
    statuses,
    tracks_of,
)
from tests.store.oracle import Line, Oracle, OracleRefuses, Said, Standing, brussels_day
from tests.store.synthetic import END, NOW, START, Clock, prepared, query, states


class LogMachine(RuleBasedStateMachine):
    """Each rule does the same to the store and to the oracle; the invariants compare them."""

    def __init__(self, fresh: Callable[[], str], discard: Callable[[str], None]) -> None:
        super().__init__()
        self.clock = Clock()
        self.url, self.discard = fresh(), discard
        self.store = Store.open(self.url, clock=self.clock)
        with self.store.database.reading() as connection:
            people = connection.execute(select(User.id, User.role, User.active).order_by(User.id)).all()
            loaded = connection.execute(select(CatalogueVersion.recorded_at)).scalar_one()
        self.research = people[0].id
        self.authors = [*(person.id for person in people[1:]), 4711]
        roles = {person.id: str(person.role) for person in people if person.active}
        self.oracle = Oracle(START, END, [(loaded, tracks_of({}))], roles)

    def teardown(self) -> None:
        try:
            self._compare_everything()
        finally:
            self.store.close()
            self.discard(self.url)

    # Writing

    @initialize(said=st.lists(sayings(all_sound=True), min_size=2, max_size=5))
    def begin(self, said: list[Said]) -> None:
        for place, one in enumerate(said):
            self.record(place % 2, one, None)

    @rule(author=authors, said=sayings(), key=keys)
    def record(self, author: int, said: Said, key: str | None) -> None:
        who = self._author(author)
        self._write(
            lambda: self.oracle.may_record(who, said, key, self._today()),
            lambda writer: writer.record(who, as_draft(said), key),
            lambda written: Line(written.id, written.recorded_at, who, said.kind, said.visibility, said, None, key),
            said.visibility == "internal",
        )

    @rule(author=authors, place=places, said=sayings(), like=st.integers(0, 3), reason=reasons, key=keys)
    def correct(self, author: int, place: int, said: Said, like: int, reason: str, key: str | None) -> None:
        who, named = self._author(author), self._named(place)
        if like and (line := self._line(named)) and line.says:
            said = Said(**{**said.__dict__, "visibility": line.visibility})
        self._write(
            lambda: self.oracle.may_correct(who, named, said, reason, key, self._today()),
            lambda writer: writer.correct(who, named, as_draft(said), reason, key),
            lambda written: Line(written.id, written.recorded_at, who, "correction", said.visibility, said, named, key),
            named < 0,
        )

    @rule(author=authors, place=places, reason=reasons, key=keys)
    def retract(self, author: int, place: int, reason: str, key: str | None) -> None:
        who, named = self._author(author), self._named(place)
        self._write(
            lambda: self.oracle.may_retract(who, named, reason, key),
            lambda writer: writer.retract(who, named, reason, key),
            lambda written: self._about(written, who, "retraction", named, key),
            named < 0,
        )

    @rule(author=authors, place=places, key=keys)
    def confirm(self, author: int, place: int, key: str | None) -> None:
        who, named = self._author(author), self._named(place)
        self._write(
            lambda: self.oracle.may_confirm(who, named, key),
            lambda writer: writer.confirm(who, named, key),
            lambda written: self._about(written, who, "confirmation", named, key),
            named < 0,
        )

    @rule(said=st.lists(sayings(), min_size=1, max_size=3))
    def change_of_mind(self, said: list[Said]) -> None:
        """A transaction that fails in the end leaves nothing, whatever was written in it."""
        before = self._everything()
        with suppress(ZeroDivisionError), self.store.appending() as writer:
            for one in said:
                with suppress(Refused):
                    writer.record(self.authors[0], as_draft(one))
            writer.flush()
            raise ZeroDivisionError
        assert self._everything() == before

    @rule(author=st.sampled_from([0, 2, 2, 2]), place=places, reason=reasons)
    def redact(self, author: int, place: int, reason: str) -> None:
        who, named = self._author(author), self._named(place)
        figures, before = self._figures(), self._everything()
        try:
            self.oracle.may_redact(who, named, reason)
        except OracleRefuses:
            with pytest.raises(Refused):
                self.store.redact(who, named, reason)
            assert self._everything() == before
            return
        self.store.redact(who, named, reason)
        self.oracle.line(named).redacted = True
        assert self._figures() == figures

    @rule(
        rows=st.dictionaries(st.sampled_from(sorted(ROWS)), st.tuples(statuses, st.sampled_from(["", "nieuw"]))),
        catalogue=st.sampled_from(CATALOGUES),
        retitled=st.booleans(),
        as_corrections=st.booleans(),
    )
    def load(
        self,
        rows: dict[str, tuple[str, str]],
        catalogue: dict[str, tuple[str, ...]],
        retitled: bool,
        as_corrections: bool,
    ) -> None:
        said = {row: row_says(row, *words) for row, words in rows.items()}
        arriving = shipped(said, catalogue, retitled)
        foreseen, before = copy.deepcopy(self.oracle), self._everything()
        foreseen.catalogues.append((foreseen.last_write, tracks_of(catalogue)))
        refusal: type[Exception] = Refused
        try:
            foreseen.may_change_tracks(tracks_of(catalogue))
            refusal = DataErrors  # from here on a row is what is wrong: said by file, line and column
            doing = {row: foreseen.of_row(row, one, as_corrections) for row, one in said.items()}
            for row, one in said.items():
                if doing[row] in ("append", "correct"):
                    foreseen._must_hold(one, self._today())
        except OracleRefuses:
            with pytest.raises(refusal):
                self.store.load(arriving, as_corrections=as_corrections)
            assert self._everything() == before
            return
        report = self.store.load(arriving, as_corrections=as_corrections)
        if report.catalogue:
            with self.store.database.reading() as connection:
                recorded = connection.execute(select(func.max(CatalogueVersion.recorded_at))).scalar_one()
            assert recorded > self.oracle.last_write
            self.oracle.catalogues.append((recorded, tracks_of(catalogue)))
        assert tracks_of(catalogue) == self.oracle.catalogues[-1][1]
        self._take_over(said, doing)
        assert report.appended == list(doing.values()).count("append")
        assert report.unchanged == list(doing.values()).count("nothing")
        assert {row.row_id: row.applied for row in report.changed} == {
            row: done == "correct" for row, done in doing.items() if done in ("report", "correct")
        }

    # The world around it

    @rule(seconds=st.sampled_from([0, 0.000001, 1, 3600, 86400, 40 * 86400, 400 * 86400, -1, -3600, -20 * 86400]))
    def clock_moves(self, seconds: float) -> None:
        self.clock.now = max(self.clock.now + timedelta(seconds=seconds), NOW - timedelta(days=60))

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.url, clock=self.clock)

    @rule(place=places, before=st.booleans(), day=st.sampled_from(DAYS))
    def look_back(self, place: int, before: bool, day: date) -> None:
        moments = [line.recorded_at for line in self.oracle.lines] + [moment for moment, _ in self.oracle.catalogues]
        known_at = moments[place % len(moments)] - timedelta(microseconds=before)
        self._compare(day, known_at)
        for role in (None, Role.READER):
            self._compare_entries(role, known_at)

    # What must hold after each step

    @invariant()
    def figures_agree(self) -> None:
        assert self.store.scope().last_write == self.oracle.last_write
        self._compare(DAYS[len(self.oracle.lines) % len(DAYS)], self.oracle.last_write)

    @rule()
    def record_is_sound(self) -> None:
        verdict = self.store.verify()
        assert verdict.problems == ()
        public = [line for line in self.oracle.lines if line.visibility == "public"]
        assert (verdict.entries, verdict.internal_entries) == (len(public), len(self.oracle.lines) - len(public))

    def _compare_everything(self) -> None:
        self.record_is_sound()
        for role in (None, Role.READER):
            self._compare_entries(role, self.oracle.last_write)
        for moment, _ in self.oracle.catalogues:
            self._compare(END, moment)

    def _compare(self, as_of: date, known_at: datetime) -> None:
        found = {
            track: Standing(
                status=row.status,
                since=row.since,
                entry=row.entry,
                effective=row.effective_date,
                days_in_status=row.days_in_status,
                silence=row.silence_days,
                confirmed=row.confirmed,
            )
            for track, row in states(self.store, as_of, known_at).items()
        }
        assert found == self.oracle.snapshot(as_of, known_at)

    def _compare_entries(self, role: Role | None, known_at: datetime) -> None:
        found = self.store.read(query(self.store, END, known_at), role).entries()
        assert {entry.id for entry in found} == self.oracle.seen_by(role, known_at)
        for entry in found:
            line = self.oracle.line(entry.id)
            assert (entry.kind, entry.refers_to, entry.redacted) == (line.kind, line.names, line.redacted)
            assert entry.recorded_at == line.recorded_at
            assert entry.note_nl == ("" if line.redacted or not line.says else line.says.note)
            assert bool(entry.sources) == bool(line.says and line.says.sources and not line.redacted)

    # Doing the same to both

    def _write(
        self,
        ask: Callable[[], Line | None],
        write: Callable[[Writer], Any],
        line: Callable[[Any], Line],
        internal: bool,
    ) -> None:
        before, face = self._everything(), self._public_face() if internal else None
        again, refusal = _answer(ask)
        if refusal is not None:
            with pytest.raises(Refused) as refused, self.store.appending() as writer:
                write(writer)
            assert refusal.head in (None, getattr(refused.value, "head", None))
            assert self._everything() == before
            return
        with self.store.appending() as writer:
            written = write(writer)
        if again is not None:
            assert (written.id, written.recorded_at) == (again.number, again.recorded_at)
            assert self._everything() == before
            return
        new = line(written)
        self.oracle.append(new, self.clock.now)
        assert (new.visibility == "internal") == internal
        if internal:
            assert self._public_face() == face

    def _about(self, written: Any, author: int, kind: str, named: int, key: str | None) -> Line:
        visibility = self.oracle.line(named).visibility
        return Line(written.id, written.recorded_at, author, kind, visibility, None, named, key)

    def _take_over(self, said: dict[str, Said], doing: dict[str, str]) -> None:
        """Let the oracle log what loading appended, in the order of the rows."""
        known = {line.number for line in self.oracle.lines}
        new = [entry for entry in self.store.read(query(self.store)).entries() if entry.id not in known]
        appended = [(row, one) for row, one in said.items() if doing[row] in ("append", "correct")]
        for entry, (row, one) in zip(new, appended, strict=True):
            names = self.oracle.rows.get(row)
            kind = "status" if names is None else "correction"
            line = Line(entry.id, entry.recorded_at, self.research, kind, "public", one, names, None)
            self.oracle.append(line, self.clock.now)
            self.oracle.rows[row] = entry.id

    def _everything(self) -> Any:
        """The whole content of the store, table by table, as far as a write could change it."""
        tables = (
            "entry",
            "entry_text",
            "entry_source",
            "redaction",
            "catalogue_version",
            "catalogue_row",
            "track",
            "step",
        )
        with self.store.database.reading() as connection:
            return [sorted(map(repr, connection.execute(text(f"SELECT * FROM {table}")))) for table in tables]

    def _public_face(self) -> Any:
        reading = self.store.read(query(self.store))
        return reading.meta(), self.store.scope().last_write, reading.entries(), self._figures()

    def _figures(self) -> Any:
        steps = self.store.read(query(self.store)).steps()
        return [getattr(steps, column.name).tolist() for column in fields(steps)]

    def _author(self, place: int) -> int:
        return int(self.authors[place % len(self.authors)])

    def _named(self, place: int) -> int:
        """An entry that is there, counted from the newest, or one that is not."""
        numbers = [line.number for line in reversed(self.oracle.lines)]
        return numbers[place % len(numbers)] if numbers and place < 28 else (place - 28) * 999

    def _line(self, number: int) -> Line | None:
        return next((line for line in self.oracle.lines if line.number == number), None)

    def _today(self) -> date:
        return brussels_day(self.clock.now)


def _answer(ask: Callable[[], Line | None]) -> tuple[Line | None, OracleRefuses | None]:
    try:
        return ask(), None
    except OracleRefuses as refusal:
        return None, refusal


#: Logs and steps of each, in the suite and in a soak.
SHORT = {"sqlite": (4, 15), "postgresql": (2, 12)}
LONG = {"sqlite": (200, 100), "postgresql": (100, 100)}


def test_the_store_does_as_the_oracle_says(copies: Copies, engine: str, soak: bool) -> None:
    examples, steps = (LONG if soak else SHORT)[engine]
    machine: Any = partial(LogMachine, partial(copies.made, engine, prepared), copies.discard)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
