"""Which public entries lie behind a change of status: the last of a track are looked up by track and day, whatever the

log holds; all of them are found in what is held of the log.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, literal, select
from sqlalchemy.orm import aliased

from models.history import History
from models.steps import tracks
from models.tables import Entry
from models.tables import Track as TrackRow
from models.vocabulary import Kind

Track = tuple[str, str]  # request, government
#: Rows (request, government, number of the entry), ascending per track.
Behind = list[tuple[str, str, int]]


def dated(connection: Connection, memorandum: str, history: History, last: int, start: date, end: date) -> Behind:
    """The status entries that count when ``last`` is the newest one, dated after ``start`` and up to ``end``."""
    counting = history.counting(last)
    day = counting["valid_from"].to_numpy()
    between = counting.loc[(day > start.toordinal()) & (day <= end.toordinal()), ["track_id", "entry_id"]]
    return _named(connection, memorandum, between["track_id"].tolist(), between["entry_id"].tolist())


def latest(
    connection: Connection, memorandum: str, only: Collection[Track], last: int, start: date, end: date, most: int
) -> dict[Track, list[int]]:
    """Of each of the tracks the last ``most`` entries of ``dated``, the last in time first: only those are read."""
    names = {track: words for words, track in tracks(connection, memorandum).items() if words in only}
    question = _LATEST["sqlite" if connection.dialect.name == "sqlite" else "postgresql"]
    asked = {"tracks": list(names), "last": last, "start": start, "end": end, "most": most}
    found: dict[Track, list[int]] = defaultdict(list)
    rows = connection.execute(question, asked).all()
    for track, _, _, number in sorted(rows, key=lambda row: (row[1], row[2]), reverse=True):
        found[names[track]].append(number)
    return found


def recorded(connection: Connection, memorandum: str, history: History, known: int, last: int, day: date) -> Behind:
    """The entries after the first ``known`` ones that changed what is known about days up to ``day``.

    A correction or retraction changes what is known about the entry it names too: its track, its day.
    """
    return _named(connection, memorandum, *(column.tolist() for column in history.recorded(known, last, day)))


def last_recorded(
    connection: Connection,
    memorandum: str,
    only: Collection[Track],
    history: History,
    between: tuple[int, int],
    day: date,
    most: int,
) -> dict[Track, list[int]]:
    """Of each of the tracks the last ``most`` of ``recorded`` (``between``: known, last), the last recorded first."""
    ids = tracks(connection, memorandum)
    track, number = history.recorded(*between, day)
    ends = {words: int(np.searchsorted(track, ids[words], "right")) for words in only}
    begins = {words: max(end - most, int(np.searchsorted(track, ids[words]))) for words, end in ends.items()}
    return {words: number[begins[words] : end][::-1].tolist() for words, end in ends.items()}


def _named(connection: Connection, memorandum: str, track: list[int], number: list[int]) -> Behind:
    names = {track: words for words, track in tracks(connection, memorandum).items()}
    return sorted((*names[about], entry) for about, entry in zip(track, number, strict=True) if about in names)


def _counting(entry: type[Entry]) -> list[ColumnElement[bool]]:
    """Of ``dated``, whatever the track."""
    other = aliased(Entry)
    ended = exists().where(
        other.refers_to == entry.id,
        other.kind.in_((Kind.CORRECTION, Kind.RETRACTION)),
        other.id <= bindparam("last"),
    )
    return [
        entry.status.is_not(None),
        entry.effective_date > bindparam("start"),
        entry.effective_date <= bindparam("end"),
        entry.id.between(1, bindparam("last")),
        ~ended.correlate(entry),
    ]


def _latest(sqlite: bool) -> Select[*tuple[Any, ...]]:
    """Each engine looks the last few up in its own way, from the end of the index on track and day."""
    each = aliased(Entry)
    newest = (
        select(each.id)
        .where(each.track_id == TrackRow.id, *_counting(each))
        .order_by(each.effective_date.desc(), each.root.desc())
        .limit(bindparam("most"))
        .correlate(TrackRow)
    )
    query = select(TrackRow.id, Entry.effective_date, Entry.root, Entry.id).select_from(TrackRow)
    if sqlite:
        query = query.join(Entry, Entry.id.in_(newest))
    else:
        beside = newest.lateral()
        query = query.join(beside, literal(True)).join(Entry, Entry.id == beside.c.id)
    return query.where(TrackRow.id.in_(bindparam("tracks", expanding=True)))


# Written once: that takes longer than the answers.
_LATEST = {"sqlite": _latest(True), "postgresql": _latest(False)}
