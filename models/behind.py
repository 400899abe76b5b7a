"""Which public entries lie behind a change of status: looked up by track and day, or by number, whatever the log holds.

Each answer is a list of (request, government, number of the entry), ascending per track.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, exists, select
from sqlalchemy.orm import aliased

from models.tables import Entry, Track
from models.vocabulary import Kind

Behind = list[tuple[str, str, int]]
Question = Select[str, str, int]


def dated(connection: Connection, memorandum: str, last: int, start: date, end: date) -> Behind:
    """The status entries that count when ``last`` is the newest one, dated after ``start`` and up to ``end``."""
    return _rows(connection, [entries_dated(memorandum, last, start, end)])


def recorded(connection: Connection, memorandum: str, known: int, last: int, day: date) -> Behind:
    """The entries after the first ``known`` ones that changed what is known about days up to ``day``.

    A correction or retraction changes what is known about the entry it names too: its track, its day.
    """
    return _rows(connection, entries_recorded(memorandum, known, last, day))


def entries_dated(memorandum: str, last: int, start: date, end: date) -> Question:
    """The question behind ``dated``."""
    other = aliased(Entry)
    ended = exists().where(
        other.refers_to == Entry.id,
        other.kind.in_((Kind.CORRECTION, Kind.RETRACTION)),
        other.id <= last,
    )
    return (
        select(Track.request, Track.government, Entry.id)
        .join(Track, Track.id == Entry.track_id)
        .where(Track.memorandum == memorandum, Entry.effective_date > start, Entry.effective_date <= end)
        .where(Entry.status.is_not(None), Entry.id.between(1, last), ~ended.correlate(Entry))
    )


def entries_recorded(memorandum: str, known: int, last: int, day: date) -> Iterator[Question]:
    """The questions behind ``recorded``: of each entry itself, and of what it names."""
    named, track = aliased(Entry), aliased(Track)
    yield (
        select(Track.request, Track.government, Entry.id)
        .join(Track, Track.id == Entry.track_id)
        .where(*_since(known, last), Track.memorandum == memorandum, *_about(Entry, day))
    )
    yield (
        select(track.request, track.government, Entry.id)
        .join(Track, Track.id == Entry.track_id)
        .join(named, named.id == Entry.refers_to)
        .join(track, track.id == named.track_id)
        .where(*_since(known, last), Track.memorandum == memorandum, track.memorandum == memorandum)
        .where(*_about(named, day))
    )


def _since(known: int, last: int) -> list[ColumnElement[bool]]:
    return [Entry.id.between(known + 1, last), Entry.kind != Kind.CONFIRMATION]


def _about(entry: type[Entry], day: date) -> list[ColumnElement[bool]]:
    return [entry.status.is_not(None), entry.effective_date <= day]


def _rows(connection: Connection, questions: Iterable[Question]) -> Behind:
    return sorted(
        {
            (request, government, entry)
            for asked in questions
            for request, government, entry in connection.execute(asked)
        }
    )
