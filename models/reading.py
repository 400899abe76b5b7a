"""One reading of the store: everything visible about one memorandum, as known at one moment.

A reading is pinned to a number of public entries and a version of the catalogue; what is written afterwards does not
show in it, whenever its frames are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from models import behind, course, parts, steps, timeline
from models.behind import Behind, Track
from models.catalogue import Catalogue
from models.entries import EntryView, Sight, precisions
from models.exact import Counts
from models.history import History as Remembered
from models.known import Chosen, Known
from models.movement import Slips, slips
from models.parts import Part
from models.query import Query
from models.query_values import instant_text
from models.register import Register
from models.release import RELEASE
from models.timeline import Steps
from models.track_history import History, history

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Version:
    """Where the public record stands: entries, catalogue version, redactions among those entries, head hash."""

    entries: int
    catalogue: int
    redactions: int
    head: str

    def __str__(self) -> str:
        return f"{self.entries}.{self.catalogue}.{self.redactions}"


class Reading:
    """What a query sees. Frames are filtered by the query's dossiers, requests, governments and goals.

    Frames are shared with other readings: none is to be changed.
    """

    def __init__(
        self,
        query: Query,
        catalogue: Catalogue,
        version: Version,
        known: Callable[[], Known],
        entries: Callable[..., list[EntryView]],
        asking: Callable[[], AbstractContextManager[Connection]],
        register: Callable[[Connection], Register],
        history: Callable[[Connection], Remembered],
        sight: Sight,
    ) -> None:
        """``asking`` gives a connection for what is looked up by its key, as far as ``sight`` reaches.

        ``register`` and ``history`` give what is held of the log.
        """
        self.query = query
        self.catalogue = catalogue
        self.version = version
        self._known = known
        self._entries = entries
        self._asking = asking
        self.register = register
        self._history = history
        self._sight = sight
        self._snapshots: dict[tuple[date, ...], pd.DataFrame] = {}
        self._courses: dict[date, pd.DataFrame] = {}

    def meta(self) -> dict[str, Any]:
        """What every answer says about itself; the moment is exact to the microsecond."""
        return {
            "memorandum": self.query.memorandum,
            "as_of": self.query.as_of.isoformat(),
            "known_at": instant_text(self.query.known_at),
            "version": str(self.version),
            "release": RELEASE,
            "head": self.version.head,
            "entries": self.version.entries,
            "nothing_recorded": self.version.entries == 0,
        }

    def tracks(self) -> pd.DataFrame:
        """The tracks asked for, in catalogue order: ``request, government, dossier``."""
        return self._chosen.tracks

    @cached_property
    def _chosen(self) -> Chosen:
        return self._known().chosen(self.query)

    def links(self) -> pd.DataFrame:
        """Which request contributes to which goal: ``request, sdg``, each pair once."""
        return self._known().links

    def weights(self) -> dict[str, Decimal | None]:
        """The weight of each status in the index; None: left out."""
        return self.catalogue.weights()

    def steps(self) -> Steps:
        """Which entry counts when, for the tracks asked for."""
        return self._chosen.steps

    def replaced(self, steps: pd.DataFrame) -> Reading:
        """The same reading with ``steps`` in place of those of the tracks they are about: what would be.

        ``steps``: a frame as ``timeline.Steps.of`` reads it.
        """
        changed, kept = Steps.of(steps, self.tracks()), self.steps()
        given = (self._known, self._entries, self._asking, self.register, self._history, self._sight)
        what_would_be = Reading(self.query, self.catalogue, self.version, *given)
        others = kept.at(np.flatnonzero(~np.isin(kept.track, changed.track)))
        what_would_be._chosen = Chosen.of(self.tracks(), others.joined(changed))
        return what_would_be

    def once(self, key: Hashable, answer: Callable[[], Answer]) -> Answer:
        """What does not depend on the day asked about is answered once for all readings of these tracks."""
        found: Answer = self._chosen.answers.get(key, answer)
        return found

    def intervals(self) -> pd.DataFrame:
        """Periods of unchanged status of the tracks asked for; see ``timeline.intervals``."""
        return self.once("intervals", lambda: timeline.intervals(self.steps(), self.tracks()))

    def snapshot(self, as_of: date | None = None) -> pd.DataFrame:
        """The state of every track asked for on ``as_of`` (default: the query's day); see ``timeline.snapshots``."""
        return self.snapshots([as_of or self.query.as_of])

    def states(self, days: Sequence[date]) -> timeline.States:
        """The same as ``snapshots``, as whole numbers: for counting."""
        return timeline.states(self.steps(), self.tracks(), days)

    def snapshots(self, days: Sequence[date]) -> pd.DataFrame:
        """The state of every track asked for on each of ``days``."""
        key = tuple(days)
        if key not in self._snapshots:
            self._snapshots[key] = timeline.snapshots(self.steps(), self.tracks(), days)
        return self._snapshots[key]

    def slips(self) -> Slips:
        """Every step back of the tracks asked for, whatever the day."""
        return self.once("slips", lambda: slips(self.steps(), self.weights()))

    def course(self, as_of: date | None = None) -> pd.DataFrame:
        """Periods up to ``as_of`` (default: the query's day), no more than can be drawn; see ``course.course``."""
        day = as_of or self.query.as_of
        if day not in self._courses:
            self._courses[day] = course.course(self.steps(), self.tracks(), self.catalogue.memorandum.start, day)
        return self._courses[day]

    def counted(self, start: date, end: date, most: int) -> dict[tuple[str, str], tuple[list[int], int]]:
        """The last entries of each track that came to count after ``start``; see ``timeline.counted``."""
        return timeline.counted(self.steps(), self.tracks(), start, end, most)

    def came(self, start: date, end: date) -> Counts:
        """How many entries came to count after ``start`` and up to ``end``, for each of the tracks asked for."""
        return timeline.came(self.steps(), len(self.tracks()), start, end)

    def dated(self, start: date, end: date) -> Behind:
        """The status entries of the memorandum that count, dated after ``start`` and up to ``end``."""
        with self._asking() as connection:
            history = self._history(connection)
            return behind.dated(connection, self.query.memorandum, history, self.version.entries, start, end)

    def latest(self, changed: Collection[Track], start: date, end: date, most: int) -> dict[Track, list[int]]:
        """Of each of these tracks the last ``most`` of the entries that ``dated`` gives, the last in time first."""
        with self._asking() as connection:
            return behind.latest(connection, self.query.memorandum, changed, self.version.entries, start, end, most)

    def recorded(self, known: int, day: date) -> Behind:
        """The entries after the first ``known`` ones that changed what is known about days up to ``day``."""
        with self._asking() as connection:
            history = self._history(connection)
            return behind.recorded(connection, self.query.memorandum, history, known, self.version.entries, day)

    def last_recorded(self, changed: Collection[Track], known: int, day: date, most: int) -> dict[Track, list[int]]:
        """Of each of these tracks the last ``most`` of the entries that ``recorded`` gives, the last recorded first."""
        between = known, self.version.entries
        with self._asking() as connection:
            held = self._history(connection)
            return behind.last_recorded(connection, self.query.memorandum, changed, held, between, day, most)

    def precisions(self, ids: Collection[int]) -> dict[int, str]:
        """How exactly the date of each of these entries is known."""

        def read(missing: Collection[int]) -> dict[int, str]:
            with self._asking() as connection:
                return precisions(connection, missing)

        return self._known().exact(ids, read)

    def begun(self) -> Mapping[tuple[str, str], int]:
        """For each track that rests on an entry on the query's day: the one that began the run of its status."""
        return timeline.begun(self.steps(), self.tracks(), self.query.as_of)

    def entries(
        self,
        ids: Collection[int] | None = None,
        *,
        requests: Collection[str] | None = None,
        roots: Collection[int] | None = None,
    ) -> list[EntryView]:
        """Every entry of the memorandum that may be seen, in the order recorded, whatever the query filters.

        Or those with ``ids``; or all of the chains that are or were about one of ``requests``, or began with ``roots``.
        """
        return self._entries(ids, requests, roots)

    def histories(self, entry: int | None = None, most: int = parts.TOLD) -> dict[tuple[str, str], History]:
        """The history of every track asked for up to the query's day: ``most`` happenings of it, the newest ones.

        Or those that end with ``entry``, if that is one of the track's. All of it where there is little to tell.
        """
        tracks, query = self.tracks(), self.query
        names = list(zip(tracks["request"], tracks["government"], strict=True))
        told: dict[tuple[str, str], Part] = {}
        with self._asking() as connection:
            requests = set(tracks["request"])
            roots = parts.short(connection, self._sight, query.memorandum, requests, most)
            if roots is None:
                ids = steps.tracks(connection, query.memorandum)
                own = [ids[name] for name in names]
                found = parts.parts(connection, self._sight, own, query.as_of, entry, most)
                told = dict(zip(names, found, strict=True))
                roots = set().union(*(part.roots for part in found))
        entries, start = self.entries(roots=roots), self.catalogue.memorandum.start
        return {name: history(entries, name, start, query.as_of, told.get(name)) for name in names}
