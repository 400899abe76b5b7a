"""From the log to steps: which entry counts for a track from when to when. The one place where this is decided.

Rules (DESIGN section 5): the entries that count (``models.history``) are ordered by effective date, then by the chain's
first entry. The steps of the current log are kept in a table, per track, and rebuilt from the log whenever a track is
written to; those of an earlier moment are computed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Integer, Select, String, cast, delete, func, insert, select, type_coerce
from sqlalchemy.orm import aliased

from models.history import History
from models.ordinals import Ordinal
from models.tables import Entry, Step, Track
from models.timeline import Steps
from models.vocabulary import Status

_CODES = tuple(Status)
_CODE = {status.value: code for code, status in enumerate(_CODES)}
_STEPS = ("track_id", "valid_from", "valid_to", "since", "status", "entry_id", "confirmed")
#: Rows are taken in parts: many small objects at once make Python's garbage collector walk all there is, many times.
_PART = 500


def compute(found: pd.DataFrame, tracks: Sequence[int], start: date, end: date) -> pd.DataFrame:
    """The steps of ``tracks`` from the entries that count (``History.counting``), in a period, both days included.

    Returns a frame of integers, in the order of ``tracks``: ``track_id, valid_from, valid_to, since`` (days as
    proleptic ordinals), ``status`` (position in ``Status``), ``entry_id`` (0: none), ``confirmed`` (-1: no entry,
    0 or 1).
    """
    waiting = pd.DataFrame(
        {"track_id": list(tracks), "valid_from": start.toordinal(), "root": 0, "entry_id": 0}
        | {"status": _CODE[Status.SUBMITTED], "confirmed": -1},
        dtype="int64",
    )
    steps = pd.concat([waiting, found], ignore_index=True)
    place = pd.Index(list(tracks)).get_indexer(pd.Index(steps.track_id))
    order = np.lexsort((steps.root, steps.valid_from, place))
    order = order[place[order] >= 0]
    # Of several on one day the last one counts; an entry of the first day leaves nothing of the waiting before it.
    day = steps.valid_from.to_numpy()[order]
    same_day = (place[order][1:] == place[order][:-1]) & (day[1:] == day[:-1])
    steps = steps.iloc[order[np.append(~same_day, np.full(min(len(order), 1), True))]]
    return _with_ends(steps, (end + timedelta(days=1)).toordinal())


def _with_ends(steps: pd.DataFrame, after: int) -> pd.DataFrame:
    track, status, begin = (steps[name].to_numpy() for name in ("track_id", "status", "valid_from"))
    same_track = track[1:] == track[:-1]
    valid_to = np.append(np.where(same_track, begin[1:], after), np.full(min(len(begin), 1), after))
    new_run = np.append(np.full(min(len(begin), 1), True), ~same_track | (status[1:] != status[:-1]))
    since = begin[np.maximum.accumulate(np.where(new_run, np.arange(len(begin)), 0))] if len(begin) else begin
    return steps.assign(valid_to=valid_to, since=since)[list(_STEPS)]


def worded(steps: pd.DataFrame) -> pd.DataFrame:
    """Frames of integers made readable: days as ``date``, statuses as codes, no entry as None."""
    steps = steps.reset_index(drop=True)
    words: dict[str, Any] = {}
    for name in ("valid_from", "valid_to", "since"):
        words[name] = _dates(steps[name].to_numpy())
    words["status"] = np.array([status.value for status in _CODES], dtype=object)[steps.status.to_numpy()]
    none = steps.entry_id.to_numpy() == 0
    words["entry"] = _optional(steps.entry_id.to_numpy(), none)
    words["confirmed"] = _optional(steps.confirmed.to_numpy() == 1, none)
    return steps.drop(columns=["entry_id"]).assign(
        **{name: pd.Series(list(v), dtype=object) for name, v in words.items()}
    )


def _optional(values: np.ndarray[Any, Any], none: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    found = values.astype(object)
    found[none] = None
    return found


def _dates(ordinals: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    distinct, places = np.unique(ordinals, return_inverse=True)
    return np.array([date.fromordinal(int(day)) for day in distinct], dtype=object)[places]


def of_history(connection: Connection, history: History, memorandum: str, last: int, start: date, end: date) -> Steps:
    """The steps of a memorandum as ``history`` tells them with ``last`` as the newest entry; columns as ``kept``."""
    found = compute(history.counting(last), sorted(tracks(connection, memorandum).values()), start, end)
    return Steps(*(found[name].to_numpy() for name in _STEPS))


def named(connection: Connection, memorandum: str, steps: pd.DataFrame) -> pd.DataFrame:
    """Steps in integers, made readable: columns as ``timeline.Steps.of`` takes them."""
    names = {track: words for words, track in tracks(connection, memorandum).items()}
    return _named(worded(steps), names)


def keep(connection: Connection, tracks: Sequence[int], last: int, start: date, end: date) -> None:
    """Replace the kept steps of ``tracks`` by those of the log up to entry ``last``."""
    history = History.empty().extended(connection, last, tracks)
    steps = worded(compute(history.counting(last), tracks, start, end)).rename(columns={"entry": "entry_id"})
    connection.execute(delete(Step).where(Step.track_id.in_(list(tracks))))
    records = [dict(zip(steps.columns, row, strict=True)) for row in steps.itertuples(index=False, name=None)]
    connection.execute(insert(Step), records)


def kept(connection: Connection, memorandum: str, only: Collection[int] | None = None) -> Steps:
    """The kept steps of a memorandum, or of some of its tracks; ``Steps.track`` is the id of the track."""
    rows = connection.execute(kept_steps(memorandum, only)).partitions(_PART)
    parts = [np.array([(*row[:4], _CODE[row[4]], *row[5:]) for row in part], np.int64) for part in rows]
    columns = np.concatenate(parts).T if parts else np.empty((len(_STEPS), 0), np.int64)
    return Steps(*map(np.ascontiguousarray, columns))


def kept_steps(memorandum: str, only: Collection[int] | None = None) -> Select[*tuple[Any, ...]]:
    """The question behind ``kept``: of some tracks it reads the steps of those alone."""
    query = (
        select(
            Step.track_id,
            Ordinal(Step.valid_from),
            Ordinal(Step.valid_to),
            Ordinal(Step.since),
            # As plain text: turning each into a Status takes longer than all the rest.
            type_coerce(Step.status, String),
            func.coalesce(Step.entry_id, 0),
            func.coalesce(cast(Step.confirmed, Integer), -1),
        )
        .join(Track, Track.id == Step.track_id)
        .where(Track.memorandum == memorandum)
        .order_by(Step.track_id, Step.valid_from)
    )
    return query if only is None else query.where(Step.track_id.in_(sorted(only)))


def touched(connection: Connection, before: int, last: int) -> set[int]:
    """The tracks that the public entries after ``before`` and up to ``last`` are about, or were about."""
    return {track for row in connection.execute(written_to(before, last)) for track in row if track is not None}


def written_to(before: int, last: int) -> Select[*tuple[Any, ...]]:
    """The question behind ``touched``: a correction takes an entry away from the track of what it names."""
    named = aliased(Entry)
    return (
        select(Entry.track_id, named.track_id)
        .outerjoin(named, named.id == Entry.refers_to)
        .where(Entry.id.between(before + 1, last))
        .distinct()
    )


def tracks(connection: Connection, memorandum: str) -> dict[tuple[str, str], int]:
    """Request and government of every track a memorandum ever had, to its id."""
    query = select(Track.request, Track.government, Track.id).where(Track.memorandum == memorandum)
    return {(request, government): track for request, government, track in connection.execute(query)}


def _named(steps: pd.DataFrame, tracks: dict[int, tuple[str, str]]) -> pd.DataFrame:
    """The frame with the track's request and government in place of its id."""
    words = [tracks[track] for track in steps.track_id]
    named = steps.drop(columns=["track_id"])
    named.insert(0, "request", pd.Series([request for request, _ in words], dtype="str"))
    named.insert(1, "government", pd.Series([government for _, government in words], dtype="str"))
    return named
