"""Reading entries with their words, sources and marks: what histories, lists, feeds, exports and comparisons show.

``visible`` is the one place that says what a role may see; everything that reads entries goes through it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    String,
    and_,
    bindparam,
    case,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from models.drafts import Source
from models.tables import Entry, EntrySource, EntryText, Moment, Redaction, Track, User
from models.vocabulary import Action, Kind, Precision, Role, Status, Visibility

#: Ids in one question: PostgreSQL allows 65,535, SQLite 32,766 where nobody raised that.
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as known at a moment. Texts are empty where there are none and where they were redacted.

    ``counts``: the head of its chain and not retracted; ``confirmed`` is None for a retraction or confirmation;
    ``internal_note`` is None for whoever may not see it; ``author`` is the public name.
    """

    id: int
    kind: Kind
    memorandum: str
    request: str
    government: str
    status: Status | None
    action: Action | None
    effective_date: date | None
    precision: Precision | None
    visibility: Visibility
    note_nl: str
    note_en: str
    internal_note: str | None
    no_source_reason: str
    reason: str
    sources: tuple[Source, ...]
    confidence: str
    second_reading: str
    row_id: str | None
    author: str
    author_id: int
    recorded_at: datetime
    refers_to: int | None
    root: int
    superseded_by: int | None
    counts: bool
    confirmed: bool | None
    redacted: bool
    redaction_reason: str
    text_digest: str
    previous_hash: str
    hash: str


def visible(role: Role | None) -> tuple[Visibility, ...]:
    """What may be seen: internal entries only by whoever signed in, in any role."""
    return (Visibility.PUBLIC,) if role is None else (Visibility.PUBLIC, Visibility.INTERNAL)


@dataclass(frozen=True, slots=True)
class Sight:
    """How far ``role`` (None: the public) sees: the first ``last`` public entries, internal ones up to ``known_at``."""

    role: Role | None
    last: int
    known_at: datetime

    @property
    def public(self) -> bool:
        """Whether it is what everyone may see."""
        return Visibility.INTERNAL not in visible(self.role)

    def given(self) -> dict[str, Any]:
        """The values for the conditions of ``seen_by``."""
        return {"last": self.last} if self.public else {"last": self.last, "known_at": self.known_at}


def seen_by(table: type[Entry], public: bool) -> list[ColumnElement[bool]]:
    """The conditions on what is seen, told by the sign of the id (see ``_seen_by``)."""
    if public:
        return [table.id.between(1, bindparam("last"))]
    # No alternative of two ranges: SQLite would rather walk through both than look up what else is asked.
    known = table.recorded_at <= bindparam("known_at", type_=Moment)
    return [case((table.id > 0, table.id <= bindparam("last")), else_=known)]


def public_name(display_name: str, role: Role) -> str:
    """The name under which an author appears in public: the one chosen, or else the role."""
    return display_name or str(role)


def entries(
    connection: Connection,
    *,
    role: Role | None = None,
    memorandum: str | None = None,
    last: int | None = None,
    known_at: datetime | None = None,
    ids: Collection[int] | None = None,
    requests: Collection[str] | None = None,
    roots: Collection[int] | None = None,
) -> list[EntryView]:
    """The entries a role may see, in the order they were recorded.

    ``last`` limits public entries to the first so many, ``known_at`` internal ones to those recorded by then, ``ids``
    all to these, ``requests`` to the chains that are or were about one of these, ``roots`` to those that began so.
    """
    given: dict[str, Any] = {"last": last, "known_at": known_at, "memorandum": memorandum}
    if requests is not None:
        roots = _chains(connection, requests)
    if roots is None and ids is None:
        return _asked(connection, role, given)
    name, numbers = ("ids", list(ids or ())) if roots is None else ("roots", sorted(roots))
    found = [view for part in _parts(numbers) for view in _asked(connection, role, {**given, name: part})]
    return found if len(numbers) <= _AT_ONCE else sorted(found, key=lambda view: (view.recorded_at, view.id))


def _asked(connection: Connection, role: Role | None, given: dict[str, Any]) -> list[EntryView]:
    """The entries as far as they are limited by what is ``given``; None limits nothing."""
    asked = frozenset(name for name, value in given.items() if value is not None)
    public = Visibility.INTERNAL not in visible(role)
    rows = connection.execute(_question(public, asked), {name: given[name] for name in asked}).mappings().all()
    whole = asked.isdisjoint({"ids", "roots"})
    evidence = _sources(connection, None if whole else [row["id"] for row in rows])
    return [_view(row, evidence.get(row["id"], ()), role) for row in rows]


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    for place in range(0, len(numbers), _AT_ONCE):
        yield numbers[place : place + _AT_ONCE]


@cache
def _question(public: bool, asked: frozenset[str]) -> Select[*tuple[Any, ...]]:
    """The question behind ``entries``, written once for each choice of what is ``asked``: that takes longer than it."""
    successor, confirmation = aliased(Entry), aliased(Entry)
    ends_head = and_(
        successor.refers_to == Entry.id,
        successor.kind.in_((Kind.CORRECTION, Kind.RETRACTION)),
        *_known(successor, asked),
    )
    confirms = and_(
        confirmation.refers_to == Entry.id,
        confirmation.kind == Kind.CONFIRMATION,
        *_known(confirmation, asked),
    )
    query = (
        select(
            *Entry.__table__.columns,
            *(column for column in EntryText.__table__.columns if column.name != "entry_id"),
            Track.memorandum,
            Track.request,
            Track.government,
            User.display_name,
            User.role,
            Redaction.reason.label("redaction_reason"),
            successor.id.label("superseded_by"),
            confirmation.id.label("confirmation"),
        )
        # A sum, so that SQLite begins with the entries: for more than some hundred it would rather go by the track, and
        # read all that was logged of each.
        .join(Track, Track.id == Entry.track_id + 0)
        .join(EntryText, EntryText.entry_id == Entry.id)
        .join(User, User.id == Entry.author_id)
        .outerjoin(Redaction, Redaction.entry_id == Entry.id)
        .outerjoin(successor, ends_head)
        .outerjoin(confirmation, confirms)
        .where(*_seen_by(public), *_known(Entry, asked))
        .order_by(Entry.recorded_at, Entry.id)
    )
    if "memorandum" in asked:
        query = query.where(Track.memorandum == bindparam("memorandum"))
    if "ids" in asked:
        query = query.where(Entry.id.in_(bindparam("ids", expanding=True)))
    if "roots" in asked:
        query = query.where(Entry.root.in_(bindparam("roots", expanding=True)))
    return query


def _chains(connection: Connection, requests: Collection[str]) -> list[int]:
    """The chains that are or were about one of the requests: a query of its own, because PostgreSQL leaves the joins of
    more than eight tables in the order given, and would read the whole log before it looks at these.
    """
    found = select(Entry.root).join(Track, Track.id == Entry.track_id).where(Track.request.in_(requests))
    return sorted(set(connection.execute(found).scalars()))


def _seen_by(public: bool) -> list[ColumnElement[bool]]:
    """What is ``visible``, told by the sign of the id, which says the same (a constraint of the table): to find a few
    entries by their key SQLite would read the index on visibility from end to end, because it is in the order asked.
    """
    return [Entry.id > 0] if public else []


def _known(table: type[Entry], asked: frozenset[str]) -> list[ColumnElement[bool]]:
    if not asked >= {"last", "known_at"}:
        return []
    public = and_(table.id > 0, table.id <= bindparam("last"))
    internal = and_(table.id < 0, table.recorded_at <= bindparam("known_at", type_=Moment))
    return [or_(public, internal)]


_PRECISIONS = select(Entry.id, type_coerce(Entry.precision, String)).where(
    Entry.id.in_(bindparam("ids", expanding=True))
)


def precisions(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """How exactly the date of each of these entries is known."""
    found = dict[int, str]()
    for part in _parts(list(ids)):
        rows = connection.execute(_PRECISIONS, {"ids": part})
        found |= {entry: precision for entry, precision in rows if precision}
    return found


def _sources(connection: Connection, ids: Collection[int] | None) -> dict[int, tuple[Source, ...]]:
    found: dict[int, list[Source]] = defaultdict(list)
    query = select(EntrySource.__table__).order_by(EntrySource.entry_id, EntrySource.position)
    if ids is not None:
        query = query.where(EntrySource.entry_id.in_(ids))
    for entry, _, url, title, publisher, published in connection.execute(query):
        if url is not None:
            found[entry].append(Source(url, title or "", publisher or "", published))
    return {entry: tuple(sources) for entry, sources in found.items()}


def _view(row: RowMapping, sources: tuple[Source, ...], role: Role | None) -> EntryView:
    chained = row["kind"] in (Kind.STATUS, Kind.ACTION, Kind.CORRECTION)
    as_stored: dict[str, Any] = {name: row[name] for name in _AS_STORED}
    texts: dict[str, Any] = {name: row[name] or "" for name in _TEXTS}
    return EntryView(
        **as_stored,
        **texts,
        internal_note=None if role is None else row["internal_note"] or "",
        sources=sources,
        author=public_name(row["display_name"], row["role"]),
        counts=chained and row["superseded_by"] is None,
        confirmed=row["confirmation"] is not None if chained else None,
        redacted=row["redaction_reason"] is not None,
    )


_TEXTS = ("note_nl", "note_en", "no_source_reason", "reason", "redaction_reason")
_AS_STORED = (
    "id",
    "kind",
    "memorandum",
    "request",
    "government",
    "status",
    "action",
    "effective_date",
    "precision",
    "visibility",
    "confidence",
    "second_reading",
    "row_id",
    "author_id",
    "recorded_at",
    "refers_to",
    "root",
    "superseded_by",
    "text_digest",
    "previous_hash",
    "hash",
)
