"""Which part of the history of each track of a request is told: the newest, or the part that ends with an entry.

A history can be long, and a page has room for the last chains of it. They are looked up through the index on the track
and the day, as many as are told, whatever else was logged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models.entries import Sight, seen_by
from models.tables import Entry, Track
from models.vocabulary import Kind, Precision

TrackKey = tuple[str, str]  # request, government

#: Happenings of a track that are told at once, and entries of after the day shown that are counted.
TOLD, COUNTED = 25, 100
_LAST_ROOT = 2**62


@dataclass(frozen=True, slots=True)
class Message:
    """A message on the status: its day, and whether that is known to the day."""

    day: date
    exact: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The chains of a track that are told, by their first entry, with what lies around them.

    ``before``: the entry with which the part before this one ends, None where nothing came before. ``ends``: whether
    this is the newest part; else ``after`` is the entry with which the next one ends, None if that is the newest.
    ``since``: the last message before this part. ``later``: entries dated after the day shown, counted up to one more
    than ``COUNTED``.
    """

    roots: frozenset[int]
    before: int | None = None
    since: Message | None = None
    ends: bool = True
    after: int | None = None
    later: int = 0

    @property
    def cut(self) -> bool:
        """Whether there is more than is told."""
        return self.before is not None or not self.ends


def short(
    connection: Connection, sight: Sight, memorandum: str, requests: Collection[str], most: int
) -> set[int] | None:
    """The chains that are or were about the requests, None where these have more than ``most`` dated entries."""
    asked = {"memorandum": memorandum, "requests": list(requests), "most": most + 1, **sight.given()}
    roots = connection.execute(_all_of(sight.public), asked).scalars().all()
    return set(roots) if len(roots) <= most else None


def parts(
    connection: Connection, sight: Sight, tracks: Iterable[int], as_of: date, entry: int | None, most: int
) -> list[Part]:
    """For each of the tracks the part of its history up to ``as_of`` that ends with ``entry`` if that is one of it.

    Else the newest part; ``most`` chains make a part.
    """
    asked: dict[str, Any] = {"day": as_of, "most": most + 1, **sight.given()}
    root = None if entry is None else connection.execute(_ROOT, {"entry": entry}).scalar_one_or_none()
    return [_part(connection, sight.public, {**asked, "track": track}, root) for track in tracks]


def _part(connection: Connection, public: bool, asked: dict[str, Any], root: int | None) -> Part:
    most = asked["most"] - 1
    until = connection.execute(_of_chain(public), {**asked, "root": root}).one_or_none() if root else None
    bound = {"until": until.effective_date, "root": abs(root or 0)} if until else None
    newest = {"until": asked["day"], "root": _LAST_ROOT}
    found = connection.execute(_up_to(public), {**asked, **(bound or newest)}).all()
    told, more = found[:most], found[most:]
    following = connection.execute(_following(public), {**asked, **bound}).scalars().all() if bound else []
    return Part(
        roots=frozenset(row.root for row in told),
        before=more[0].id if more else None,
        since=_message(connection, asked, told[-1]) if more else None,
        ends=not following,
        after=following[most - 1] if len(following) > most else None,
        later=connection.execute(_later(public), {**asked, "most": COUNTED + 1}).scalar_one(),
    )


def _message(connection: Connection, asked: dict[str, Any], first: Any) -> Message | None:
    place = {"until": first.effective_date, "root": abs(first.root) - 1}
    found = connection.execute(_MESSAGE, {"track": asked["track"], "last": asked["last"], **place}).one_or_none()
    return Message(found.effective_date, found.precision is Precision.DAY) if found else None


@cache
def _all_of(public: bool) -> Select[int]:
    return (
        select(Entry.root)
        .join(Track, Track.id == Entry.track_id)
        .where(Track.memorandum == bindparam("memorandum"))
        .where(Track.request.in_(bindparam("requests", expanding=True)))
        .where(Entry.effective_date.is_not(None), *seen_by(Entry, public))
        .limit(bindparam("most"))
    )


_ROOT = select(Entry.root).where(Entry.id == bindparam("entry"))


def _placed(public: bool, *found: ColumnElement[bool]) -> Select[int, int, date | None]:
    """The entry of each chain by which the track tells it: the last recorded one that stands here by the day shown.

    ``found``: by what it is looked up, if not by the track.
    """
    other = aliased(Entry)
    later = exists().where(
        other.root == Entry.root,
        other.track_id + 0 == Entry.track_id,  # a sum, so that SQLite looks for the chain and not through the track
        other.effective_date <= bindparam("day"),
        _first(other.id, public) > _first(Entry.id, public),
        *seen_by(other, public),
    )
    return (
        select(Entry.id, Entry.root, Entry.effective_date)
        .where(*(found or [Entry.track_id == bindparam("track")]), Entry.effective_date <= bindparam("day"))
        .where(*seen_by(Entry, public), ~later.correlate(Entry))
    )


@cache
def _of_chain(public: bool) -> Select[int, int, date | None]:
    return _placed(public, Entry.root == bindparam("root"), Entry.track_id + 0 == bindparam("track"))


@cache
def _up_to(public: bool) -> Select[int, int, date | None]:
    backward = (Entry.effective_date.desc(), _first(Entry.root, public).desc())
    return _placed(public).where(*_not_after(public)).order_by(*backward).limit(bindparam("most"))


@cache
def _following(public: bool) -> Select[int]:
    """By number alone, in order of time."""
    on_the_day = and_(Entry.effective_date == bindparam("until"), _first(Entry.root, public) > bindparam("root"))
    after = [Entry.effective_date >= bindparam("until"), or_(Entry.effective_date > bindparam("until"), on_the_day)]
    forward = (Entry.effective_date, _first(Entry.root, public))
    found = _placed(public).where(*after).order_by(*forward).limit(bindparam("most"))
    return found.with_only_columns(Entry.id)


def _first(number: InstrumentedAttribute[int], public: bool) -> ColumnElement[int]:
    """By which what is of one day is put in order: as the index has it where nothing internal stands between."""
    return number.expression if public else func.abs(number)


def _not_after(public: bool) -> list[ColumnElement[bool]]:
    on_the_day = and_(Entry.effective_date == bindparam("until"), _first(Entry.root, public) <= bindparam("root"))
    # The first one says nothing more, but it is what the index can find.
    return [Entry.effective_date <= bindparam("until"), or_(Entry.effective_date < bindparam("until"), on_the_day)]


@cache
def _later(public: bool) -> Select[int]:
    dated = [Entry.track_id == bindparam("track"), Entry.effective_date > bindparam("day")]
    few = select(Entry.id).where(*dated, *seen_by(Entry, public)).limit(bindparam("most"))
    return select(func.count()).select_from(few.subquery())


def _messages() -> Select[date | None, Precision | None]:
    """The public entries on the status that count, the last one first."""
    other = aliased(Entry)
    ended = exists().where(
        other.refers_to == Entry.id,
        other.kind.in_((Kind.CORRECTION, Kind.RETRACTION)),
        other.id <= bindparam("last"),
    )
    return (
        select(Entry.effective_date, Entry.precision)
        .where(Entry.track_id == bindparam("track"), Entry.status.is_not(None), *_not_after(public=True))
        .where(Entry.id.between(1, bindparam("last")), ~ended.correlate(Entry))
        .order_by(Entry.effective_date.desc(), Entry.root.desc())
        .limit(1)
    )


_MESSAGE = _messages()
