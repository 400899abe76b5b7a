"""The store: opening, loading, reading and writing. Everything else in ``models`` is reached from here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from data.records import Memorandum, Shipment
from models import dump, editing, ends, search, steps
from models.cache import Recent
from models.catalogue import Catalogue, catalogue_at, first_version, memoranda
from models.database import Database
from models.engines import UNLIMITED, Limits, StoreUnavailable
from models.entries import EntryView, Sight, entries
from models.history import History
from models.known import Known
from models.loading import LoadReport, load_catalogue, load_updates
from models.log import Writer
from models.people import RESEARCH, body
from models.query import MemorandumScope, Query, Scope
from models.reading import Reading, Version
from models.redaction import redact
from models.register import Register
from models.tables import Entry, Track
from models.timeline import Steps
from models.verification import Verdict, verify
from models.vocabulary import Role

_EVER = datetime.max.replace(tzinfo=UTC)
#: So many public entries are kept as they were read, of one state of the log.
_SEEN = 4000


def utc_now() -> datetime:
    """The machine's clock: the one place where it is read."""
    return datetime.now(UTC)


class Store:
    """One store on one database. Holds no state but caches of what can never change."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = utc_now) -> None:
        self.database = database
        self.clock = clock
        self._catalogues: Recent[Hashable, Catalogue] = Recent(8)
        self._scopes: Recent[Hashable, MemorandumScope] = Recent(64)
        self._latest: Recent[int, tuple[Catalogue, ...]] = Recent(2)
        self._first: Recent[str, int] = Recent(64)
        self._moments: Recent[Hashable, Known] = Recent(8)
        self._current: dict[str, tuple[int, int, Steps]] = {}
        self._seen: Recent[Hashable, dict[int, EntryView]] = Recent(2)
        self._history = History.empty()
        self._register = Register.empty()
        self._last: list[Callable[[], object]] = []

    @classmethod
    def open(
        cls, url: str, *, read_url: str = "", limits: Limits = UNLIMITED, clock: Callable[[], datetime] = utc_now
    ) -> Store:
        """Open the store at ``url`` (SQLAlchemy's form), creating or upgrading its tables where needed.

        ``read_url`` and ``limits``: see :class:`~models.database.Database`.
        Raises :class:`StoreUnavailable` with the reason: unreadable, written by a newer release, out of reach.
        """
        database = Database(url, read_url, limits)
        try:
            database.prepare()
        except StoreUnavailable:
            database.close()
            raise
        return cls(database, clock)

    def close(self) -> None:
        """Do what was left for the end, and give the connections back."""
        for finish in self._last:
            finish()
        self.database.close()

    def before_closing(self, finish: Callable[[], object]) -> None:
        """Have something done while the store can still be written."""
        self._last.append(finish)

    # Writing

    @contextmanager
    def appending(self) -> Iterator[Writer]:
        """A writer inside one transaction: everything written in it is kept, or nothing after an exception."""
        with self.database.appending() as connection:
            writer = Writer(connection, self.clock)
            yield writer
            self._finish(connection, writer)

    def load(self, shipment: Shipment, *, as_corrections: bool = False) -> LoadReport:
        """Bring the store up to date with what ships: new catalogue versions, new rows of the researched log.

        Loading the same again changes nothing; what is kept beside the log is brought to follow it again. Rows that
        differ from before are reported, and applied as corrections only with ``as_corrections``. All or nothing: raises
        :class:`~models.drafts.Refused`.
        """
        with self.database.appending() as connection:
            author = body(connection, RESEARCH, self.clock())
            report = LoadReport(catalogue=load_catalogue(connection, shipment, author, self.clock()))
            writer = Writer(connection, self.clock)
            for memorandum in shipment.memoranda:
                found = load_updates(writer, connection, memorandum, author, correct=as_corrections)
                report.appended += found.appended
                report.unchanged += found.unchanged
                report.changed += found.changed
            writer.touched |= set(connection.execute(select(Track.id)).scalars())
            self._finish(connection, writer)
            if not search.followed(connection):
                search.rebuild(connection)
            return report

    def edit_request(
        self, author: int, memorandum: str, code: str, edit: editing.RequestEdit, reason: str, *, seen: int
    ) -> None:
        """Change the catalogue's record of a request; see :func:`models.editing.edit_request`."""
        with self.database.appending() as connection:
            writer = Writer(connection, self.clock)
            writer.touched |= editing.edit_request(
                connection, author, memorandum, code, edit, reason, seen=seen, now=self.clock()
            )
            self._finish(connection, writer)

    def edit_memorandum(
        self, author: int, memorandum: str, edit: editing.MemorandumEdit, reason: str, *, seen: int
    ) -> None:
        """Change the catalogue's record of a memorandum; see :func:`models.editing.edit_memorandum`."""
        with self.database.appending() as connection:
            editing.edit_memorandum(connection, author, memorandum, edit, reason, seen=seen, now=self.clock())
            writer = Writer(connection, self.clock)
            of_memorandum = select(Track.id).where(Track.memorandum == memorandum)
            writer.touched |= set(connection.execute(of_memorandum).scalars())
            self._finish(connection, writer)

    def redact(self, author: int, entry: int, reason: str) -> None:
        """Blank the words of an entry; see :func:`models.redaction.redact`."""
        with self.database.appending() as connection:
            redact(connection, author, entry, reason, self.clock())
        self.database.settle()
        dump.forget()

    def _finish(self, connection: Connection, writer: Writer) -> None:
        """Write what is buffered and bring the kept steps of the touched tracks up to date."""
        writer.flush()
        if not writer.touched:
            return
        last = ends.last_public(connection)
        for memorandum in memoranda(connection):
            of_memorandum = connection.execute(select(Track.id).where(Track.memorandum == memorandum.id)).scalars()
            if touched := sorted(writer.touched & set(of_memorandum)):
                steps.keep(connection, touched, last, memorandum.start, memorandum.end)

    # Reading

    def scope(self, known_at: datetime | None = None) -> Scope:
        """What a query may name, and where the clocks stand; without memoranda in an empty store.

        Not given a ``known_at``, what exists now; else what existed then, so that a question that could be asked then
        can be asked for good. The days are those of both, as everywhere.
        """
        with self.database.reading() as connection:
            newest = ends.last_version(connection)
            last_write = ends.last_write(connection)
            if newest is None or last_write is None:
                return Scope({}, (), (), self.clock(), self.clock())
            latest = self._latest.get(newest, partial(self._catalogues_of, connection, newest))
            found = latest if known_at is None else self._catalogues_then(connection, latest, known_at)
        return Scope(
            memoranda={
                then.memorandum.id: self._memorandum_scope(then, now) for then, now in zip(found, latest, strict=True)
            },
            governments=found[-1].addressed,
            goals=tuple(goal.number for goal in found[-1].goals),
            now=self.clock(),
            last_write=last_write,
        )

    def _memorandum_scope(self, then: Catalogue, now: Catalogue) -> MemorandumScope:
        key = (then.memorandum.id, then.version, now.version)
        return self._scopes.get(key, partial(_memorandum_scope, then, now))

    def public_state(self) -> tuple[int, int, int]:
        """Where the public record stands, in one query: last entry, catalogue version and number of redactions.

        An answer that depends on nothing but the query, the day and what is public changes only when this does.
        """
        with self.database.reading() as connection:
            return ends.public_state(connection)

    def end(self) -> tuple[int, datetime | None]:
        """The number of public entries, and the moment of the last public write if there is one."""
        with self.database.reading() as connection:
            return ends.last_public(connection), ends.last_write(connection)

    def memoranda(self) -> tuple[Memorandum, ...]:
        """Every memorandum as it is now, oldest period first."""
        with self.database.reading() as connection:
            newest = ends.last_version(connection)
            if newest is None:
                return ()
            latest = self._latest.get(newest, partial(self._catalogues_of, connection, newest))
        return tuple(catalogue.memorandum for catalogue in latest)

    def catalogue(self, memorandum: str) -> Catalogue:
        """The newest version of the catalogue of ``memorandum``, which is in the store."""
        with self.database.reading() as connection:
            return self._catalogue(connection, memorandum, ends.last_version(connection) or 0)

    def read(self, query: Query, role: Role | None = None) -> Reading:
        """Everything ``role`` (None: the public) may see of what ``query`` asks, as known at its ``known_at``."""
        with self.database.reading() as connection:
            version = ends.version_at(connection, query, self._first_version(connection, query.memorandum))
            catalogue = self._catalogue(connection, query.memorandum, version.catalogue)
            newest = self._catalogue(connection, query.memorandum, ends.last_version(connection) or version.catalogue)
        # Not asked for, the second clock stands at the last public write: what is internal and newer is known too, even
        # where the machine's clock was set back since.
        sight = Sight(role, version.entries, query.known_at if query.known_at_given else _EVER)
        return Reading(
            query,
            catalogue,
            version,
            known=partial(self._known, catalogue, _period(catalogue, newest), version.entries),
            entries=partial(self._entries, query.memorandum, version, sight),
            asking=self.database.reading,
            register=partial(self._registered, version.entries),
            history=partial(self._remembered, version.entries),
            sight=sight,
        )

    def newest(self) -> tuple[int, int]:
        """The number of the newest public and of the newest internal entry, 0 where there is none."""
        with self.database.reading() as connection:
            internal = connection.execute(select(func.min(Entry.id)).where(Entry.id < 0)).scalar_one()
            return ends.last_public(connection), -(internal or 0)

    def verify(self, expect: str | None = None) -> Verdict:
        """Check the whole record: both chains, every digest, every reference, and the steps kept beside the log."""
        with self.database.reading() as connection:
            return verify(connection, expect)

    def _catalogues_of(self, connection: Connection, version: int) -> tuple[Catalogue, ...]:
        return tuple(self._catalogue(connection, memorandum.id, version) for memorandum in memoranda(connection))

    def _catalogues_then(
        self, connection: Connection, latest: Sequence[Catalogue], known_at: datetime
    ) -> tuple[Catalogue, ...]:
        """``latest`` as they were at ``known_at``."""
        versions = {
            name: ends.catalogue_version(connection, known_at, self._first_version(connection, name))
            for name in (catalogue.memorandum.id for catalogue in latest)
        }
        return tuple(self._catalogue(connection, name, version) for name, version in versions.items())

    def _first_version(self, connection: Connection, memorandum: str) -> int:
        return self._first.get(memorandum, partial(first_version, connection, memorandum))

    def _catalogue(self, connection: Connection, memorandum: str, version: int) -> Catalogue:
        return self._catalogues.get((memorandum, version), partial(catalogue_at, connection, memorandum, version))

    def _known(self, catalogue: Catalogue, period: tuple[date, date], last: int) -> Known:
        memorandum = catalogue.memorandum.id

        def current_or_past() -> Known:
            with self.database.reading() as connection:
                if (last, catalogue.version) == (ends.last_public(connection), ends.last_version(connection)):
                    found = self._current_steps(connection, memorandum, catalogue.version, last)
                else:
                    history = self._remembered(last, connection)
                    found = steps.of_history(connection, history, memorandum, last, *period)
                return Known(catalogue, steps.tracks(connection, memorandum), found)

        return self._moments.get((memorandum, last, catalogue.version, period), current_or_past)

    def _remembered(self, last: int, connection: Connection) -> History:
        """What counted when, held of the log up to entry ``last``, and maybe of more."""
        self._history = history = self._history.extended(connection, last)
        return history

    def _registered(self, last: int, connection: Connection) -> Register:
        """What the log lists, held up to entry ``last``, and maybe of more."""
        self._register = register = self._register.extended(connection, last)
        return register

    def _current_steps(self, connection: Connection, memorandum: str, version: int, last: int) -> Steps:
        """The kept steps, read once; after that only those of tracks that were written to since."""
        of_version, before, found = self._current.get(memorandum, (0, 0, None))
        if found is None or of_version != version or before > last:
            found = steps.kept(connection, memorandum)
        elif before < last:
            touched = steps.touched(connection, before, last)
            others = found.at(np.flatnonzero(~np.isin(found.track, list(touched))))
            found = others.joined(steps.kept(connection, memorandum, touched))
        self._current[memorandum] = (version, last, found)
        return found

    def _entries(
        self,
        memorandum: str,
        version: Version,
        sight: Sight,
        ids: Collection[int] | None,
        requests: Collection[str] | None,
        roots: Collection[int] | None,
    ) -> list[EntryView]:
        def read(ids: Collection[int] | None) -> list[EntryView]:
            only: Any = {"memorandum": memorandum, "ids": ids, "requests": requests, "roots": roots}
            with self.database.reading() as connection:
                return entries(connection, role=sight.role, last=sight.last, known_at=sight.known_at, **only)

        return read(ids) if sight.role or ids is None else self._public(memorandum, version, ids, read)

    def _public(
        self,
        memorandum: str,
        version: Version,
        ids: Collection[int],
        read: Callable[[Collection[int]], list[EntryView]],
    ) -> list[EntryView]:
        """Public entries by number: pages about different days show the same ones."""
        seen: dict[int, EntryView] = self._seen.get((memorandum, version), dict)
        found = {number: seen[number] for number in set(ids) if number in seen}
        if missing := set(ids) - found.keys():
            found |= {entry.id: entry for entry in read(missing)}
            if len(seen) + len(missing) <= _SEEN:
                seen.update(found)
        return [found[number] for number in sorted(found)]


def _period(*catalogues: Catalogue) -> tuple[date, date]:
    """The days that can be asked about: those of the period as it is now and as it was known then, both included."""
    periods = [catalogue.memorandum for catalogue in catalogues]
    return min(period.start for period in periods), max(period.end for period in periods)


def _memorandum_scope(catalogue: Catalogue, now: Catalogue) -> MemorandumScope:
    """What a catalogue names, and the days that can be asked about: its own and those of ``now``."""
    start, end = _period(catalogue, now)
    return MemorandumScope(
        start=start,
        end=end,
        dossiers=tuple(dossier.number for dossier in catalogue.dossiers),
        requests={
            request.id: tuple(child.id for child in catalogue.children(request.id)) for request in catalogue.requests
        },
    )
