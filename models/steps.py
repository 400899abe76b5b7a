"""From the log to steps: which entry counts for a track from when to when. The one place where this is decided.

Rules (DESIGN section 5): the entries that count (``models.history``) are ordered by effective date, then by the chain's
first entry. The steps of the current log are kept in a table, per track, and rebuilt from the log whenever a track is
written to; those of an earlier moment are computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    Connection,
    Date,
    Select,
    and_,
    delete,
    insert,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from models.history import History
from models.tables import Step, Track
from models.vocabulary import Status

_CODES = tuple(Status)
_CODE = {status.value: code for code, status in enumerate(_CODES)}
_COLUMNS = (
    Step.track_id,
    Step.valid_from,
    Step.valid_to,
    Step.since,
    Step.status,
    Step.entry_id,
    Step.confirmed,
)


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
    columns = ["track_id", "valid_from", "valid_to", "since", "status", "entry_id", "confirmed"]
    return steps.assign(valid_to=valid_to, since=since)[columns]


def held(steps: pd.DataFrame, days: Sequence[date] | None) -> pd.DataFrame:
    """Of steps in integers those that hold on one of ``days``; all where no days are given."""
    if days is None:
        return steps
    points = np.unique([day.toordinal() for day in days])
    return steps[points.searchsorted(steps.valid_from) < points.searchsorted(steps.valid_to)]


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


def of_history(
    connection: Connection, history: History, memorandum: str, last: int, start: date, end: date
) -> pd.DataFrame:
    """The steps of a memorandum as ``history`` tells them with ``last`` as the newest entry; columns as ``compute``."""
    return compute(history.counting(last), list(_tracks(connection, memorandum)), start, end)


def named(connection: Connection, memorandum: str, steps: pd.DataFrame) -> pd.DataFrame:
    """Steps in integers, made readable: columns as :func:`kept`."""
    return _named(worded(steps), _tracks(connection, memorandum))


def keep(connection: Connection, tracks: Sequence[int], last: int, start: date, end: date) -> None:
    """Replace the kept steps of ``tracks`` by those of the log up to entry ``last``."""
    history = History.empty().extended(connection, last, tracks)
    steps = worded(compute(history.counting(last), tracks, start, end)).rename(columns={"entry": "entry_id"})
    connection.execute(delete(Step).where(Step.track_id.in_(list(tracks))))
    records = [dict(zip(steps.columns, row, strict=True)) for row in steps.itertuples(index=False, name=None)]
    connection.execute(insert(Step), records)


def kept(connection: Connection, memorandum: str, days: Sequence[date] | None = None) -> pd.DataFrame:
    """The kept steps of a memorandum, all or those that hold on one of ``days``.

    Columns ``request, government, valid_from, valid_to, since, status, entry, confirmed``. For given days each track is
    looked up in the index, so that the cost does not grow with the log.
    """
    query = (
        select(*_COLUMNS).join(Track, Track.id == Step.track_id).where(Track.memorandum == memorandum)
        if days is None
        else held_on(memorandum, days)
    )
    rows = connection.execute(query.order_by(Step.track_id, Step.valid_from)).all()
    names = ["track_id", "valid_from", "valid_to", "since", "status", "entry", "confirmed"]
    return _named(
        pd.DataFrame([tuple(row) for row in rows], columns=names, dtype=object), _tracks(connection, memorandum)
    )


def held_on(memorandum: str, days: Sequence[date]) -> Select[*tuple[Any, ...]]:
    """The question "which steps hold on these days": an index look-up per track and day."""
    asked = union_all(*(select(literal(day, Date).label("day")) for day in days)).cte("asked")
    earlier = aliased(Step)
    newest = (
        select(earlier.valid_from)
        .where(earlier.track_id == Track.id, earlier.valid_from <= asked.c.day)
        .order_by(earlier.valid_from.desc())
        .limit(1)
        .scalar_subquery()
        .correlate(Track, asked)
    )
    return (
        select(*_COLUMNS)
        .select_from(Track)
        .join(asked, true())
        .join(Step, and_(Step.track_id == Track.id, Step.valid_from == newest))
        .where(Track.memorandum == memorandum)
        .distinct()
    )


def _tracks(connection: Connection, memorandum: str) -> dict[int, tuple[str, str]]:
    query = select(Track.id, Track.request, Track.government).where(Track.memorandum == memorandum).order_by(Track.id)
    return {track: (request, government) for track, request, government in connection.execute(query)}


def _named(steps: pd.DataFrame, tracks: dict[int, tuple[str, str]]) -> pd.DataFrame:
    """The frame with the track's request and government in place of its id."""
    words = [tracks[track] for track in steps.track_id]
    named = steps.drop(columns=["track_id"])
    named.insert(0, "request", pd.Series([request for request, _ in words], dtype="str"))
    named.insert(1, "government", pd.Series([government for _, government in words], dtype="str"))
    return named
