"""Which public entries lie behind a change of status: looked up by track and day, or by number, whatever the log holds.

Each answer is a list of (request, government, number of the entry), ascending per track.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, select
from sqlalchemy.orm import aliased

from models.steps import tracks
from models.tables import Entry, Track
from models.vocabulary import Kind

Behind = list[tuple[str, str, int]]


def dated(connection: Connection, memorandum: str, last: int, start: date, end: date) -> Behind:
    """The status entries that count when ``last`` is the newest one, dated after ``start`` and up to ``end``."""
    asked = {"memorandum": memorandum, "last": last, "start": start, "end": end}
    return sorted((row[0], row[1], row[2]) for row in connection.execute(_DATED, asked))


def recorded(connection: Connection, memorandum: str, known: int, last: int, day: date) -> Behind:
    """The entries after the first ``known`` ones that changed what is known about days up to ``day``.

    A correction or retraction changes what is known about the entry it names too: its track, its day.
    """
    names = {track: words for words, track in tracks(connection, memorandum).items()}
    asked = {"known": known, "last": last, "day": day}
    rows = [row for each in (_RECORDED, _NAMED) for row in connection.execute(each, asked)]
    return sorted({(*names[about], number) for own, about, number in rows if own in names and about in names})


def _dated() -> Select[str, str, int]:
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


def _named() -> Select[int, int, int]:
    named = aliased(Entry)
    query = select(Entry.track_id, named.track_id, Entry.id).join(named, named.id == Entry.refers_to)
    return query.where(*_since(), *_about(named))


def _since() -> list[ColumnElement[bool]]:
    """By number alone: with the tracks joined to it SQLite would look at all that was logged of each of them."""
    return [Entry.id > bindparam("known"), Entry.id <= bindparam("last"), Entry.kind != Kind.CONFIRMATION]


def _about(entry: type[Entry]) -> list[ColumnElement[bool]]:
    return [entry.status.is_not(None), entry.effective_date <= bindparam("day")]


# Written once: that takes longer than the answers.
_DATED, _NAMED = _dated(), _named()
_RECORDED = select(Entry.track_id, Entry.track_id, Entry.id).where(*_since(), *_about(Entry))
