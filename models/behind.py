"""Which public entries lie behind a change of status: looked up by track and day, or by number, whatever the log holds.

Each answer is a list of (request, government, number of the entry), ascending per track.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, select
from sqlalchemy.orm import aliased

from models.tables import Entry, Track
from models.vocabulary import Kind

Behind = list[tuple[str, str, int]]
_Question = Select[str, str, int]


def dated(connection: Connection, memorandum: str, last: int, start: date, end: date) -> Behind:
    """The status entries that count when ``last`` is the newest one, dated after ``start`` and up to ``end``."""
    return _found(connection, [_DATED], memorandum=memorandum, last=last, start=start, end=end)


def recorded(connection: Connection, memorandum: str, known: int, last: int, day: date) -> Behind:
    """The entries after the first ``known`` ones that changed what is known about days up to ``day``.

    A correction or retraction changes what is known about the entry it names too: its track, its day.
    """
    return _found(connection, [_RECORDED, _NAMED], memorandum=memorandum, known=known, last=last, day=day)


def _found(connection: Connection, questions: list[_Question], **asked: Any) -> Behind:
    return sorted({(row[0], row[1], row[2]) for each in questions for row in connection.execute(each, asked)})


def _dated() -> _Question:
    other = aliased(Entry)
    ended = exists().where(
        other.refers_to == Entry.id,
        other.kind.in_((Kind.CORRECTION, Kind.RETRACTION)),
        other.id <= bindparam("last"),
    )
    return (
        select(Track.request, Track.government, Entry.id)
        .join(Track, Track.id == Entry.track_id)
        .where(Track.memorandum == bindparam("memorandum"), Entry.status.is_not(None))
        .where(Entry.effective_date > bindparam("start"), Entry.effective_date <= bindparam("end"))
        .where(Entry.id.between(1, bindparam("last")), ~ended.correlate(Entry))
    )


def _recorded() -> _Question:
    return (
        select(Track.request, Track.government, Entry.id)
        .join(Track, Track.id == Entry.track_id)
        .where(Track.memorandum == bindparam("memorandum"), *_since(), *_about(Entry))
    )


def _named() -> _Question:
    named, track = aliased(Entry), aliased(Track)
    return (
        select(track.request, track.government, Entry.id)
        .join(Track, Track.id == Entry.track_id)
        .join(named, named.id == Entry.refers_to)
        .join(track, track.id == named.track_id)
        .where(Track.memorandum == bindparam("memorandum"), track.memorandum == bindparam("memorandum"))
        .where(*_since(), *_about(named))
    )


def _since() -> list[ColumnElement[bool]]:
    return [Entry.id > bindparam("known"), Entry.id <= bindparam("last"), Entry.kind != Kind.CONFIRMATION]


def _about(entry: type[Entry]) -> list[ColumnElement[bool]]:
    return [entry.status.is_not(None), entry.effective_date <= bindparam("day")]


# Written once: that takes longer than the answers.
_DATED, _RECORDED, _NAMED = _dated(), _recorded(), _named()
