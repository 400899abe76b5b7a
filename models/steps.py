"""From the log to steps: which entry counts for a track from when to when. The one place where this is decided.

Rules (DESIGN section 5): at K a chain counts by its last entry recorded at or before K, with its own track, date and
status, unless it is retracted by then; entries are ordered by effective date, then by the chain's first entry. The
steps of the current log are kept in a table, per track, and rebuilt from the log whenever a track is written to; those
of an earlier moment are computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    BindParameter,
    Connection,
    Date,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from models.tables import Entry, Step, Track
from models.vocabulary import Kind, Status, Visibility

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


def counting(tracks: Iterable[int]) -> Select[*tuple[Any, ...]]:
    """The public status entries that count up to the entry ``:last``: one row per chain that is not retracted by then.

    Columns: ``track_id, effective_date, root, entry_id, status, confirmation``.
    """
    successor, confirmation = aliased(Entry), aliased(Entry)
    last: BindParameter[int] = bindparam("last")
    return (
        select(
            Entry.track_id,
            Entry.effective_date,
            Entry.root,
            Entry.id.label("entry_id"),
            Entry.status,
            confirmation.id.label("confirmation"),
        )
        .outerjoin(
            successor,
            and_(
                successor.refers_to == Entry.id,
                successor.kind.in_((Kind.CORRECTION, Kind.RETRACTION)),
                successor.id <= last,
            ),
        )
        .outerjoin(
            confirmation,
            and_(
                confirmation.refers_to == Entry.id,
                confirmation.kind == Kind.CONFIRMATION,
                confirmation.id <= last,
            ),
        )
        .where(
            Entry.visibility == Visibility.PUBLIC,
            Entry.id <= last,
            Entry.status.is_not(None),
            successor.id.is_(None),
            Entry.track_id.in_(list(tracks)),
        )
    )


def compute(rows: Sequence[Any], tracks: Sequence[int], start: date, end: date) -> pd.DataFrame:
    """The steps of ``tracks`` from ``rows`` of :func:`counting`, in a period with both days included.

    Returns a frame of integers, in the order of ``tracks``: ``track_id, valid_from, valid_to, since`` (days as
    proleptic ordinals), ``status`` (position in ``Status``), ``entry_id`` (0: none), ``confirmed`` (-1: no entry,
    0 or 1).
    """
    found = pd.DataFrame.from_records(
        [(row[0], row[1].toordinal(), row[2], row[3], _CODE[row[4]], int(row[5] is not None)) for row in rows],
        columns=["track_id", "valid_from", "root", "entry_id", "status", "confirmed"],
    ).astype("int64")
    found = found.sort_values(["track_id", "valid_from", "root"], kind="stable")
    found = found.drop_duplicates(["track_id", "valid_from"], keep="last")
    begun = set(found.loc[found.valid_from == start.toordinal(), "track_id"])
    waiting = pd.DataFrame({"track_id": [track for track in tracks if track not in begun]}, dtype="int64").assign(
        valid_from=start.toordinal(), root=0, entry_id=0, status=_CODE[Status.SUBMITTED], confirmed=-1
    )
    steps = pd.concat([waiting, found[found.track_id.isin(tracks)]], ignore_index=True)
    place = pd.Series(range(len(tracks)), index=list(tracks), dtype="int64")
    steps["place"] = place.reindex(steps.track_id).to_numpy()
    steps = steps.sort_values(["place", "valid_from"], kind="stable", ignore_index=True)
    return _with_ends(steps, (end + timedelta(days=1)).toordinal())


def _with_ends(steps: pd.DataFrame, after: int) -> pd.DataFrame:
    track, status, begin = (steps[name].to_numpy() for name in ("track_id", "status", "valid_from"))
    same_track = track[1:] == track[:-1]
    valid_to = np.append(np.where(same_track, begin[1:], after), np.full(min(len(begin), 1), after))
    new_run = np.append(np.full(min(len(begin), 1), True), ~same_track | (status[1:] != status[:-1]))
    since = begin[np.maximum.accumulate(np.where(new_run, np.arange(len(begin)), 0))] if len(begin) else begin
    columns = ["track_id", "valid_from", "valid_to", "since", "status", "entry_id", "confirmed"]
    return steps.assign(valid_to=valid_to, since=since)[columns]


def worded(steps: pd.DataFrame) -> pd.DataFrame:
    """Frames of integers made readable: days as ``date``, statuses as codes, no entry as None."""
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


def of_log(connection: Connection, memorandum: str, last: int, start: date, end: date) -> pd.DataFrame:
    """The steps of a memorandum computed from the log up to public entry ``last``; columns as :func:`kept`."""
    tracks = _tracks(connection, memorandum)
    steps = _computed(connection, list(tracks), last, start, end)
    return _named(steps, tracks)


def keep(connection: Connection, tracks: Sequence[int], last: int, start: date, end: date) -> None:
    """Replace the kept steps of ``tracks`` by those of the log up to entry ``last``."""
    steps = _computed(connection, tracks, last, start, end).rename(columns={"entry": "entry_id"})
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


def _computed(connection: Connection, tracks: Sequence[int], last: int, start: date, end: date) -> pd.DataFrame:
    rows = connection.execute(counting(tracks), {"last": last}).all()
    return worded(compute(rows, tracks, start, end))


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
