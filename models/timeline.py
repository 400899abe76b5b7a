"""From steps of the log to periods of unchanged status, and to the state of every track on given days.

Days go in as ``datetime.date`` (object columns) or as datetime64, and come out as ``datetime.date``.

``steps`` has a row per track and counting entry: ``request, government, valid_from, valid_to`` (exclusive),
``status, since, entry, confirmed``; a track without an entry yet counts as one step with entry None.
``tracks`` has ``request, government, dossier`` in catalogue order, and selects: steps of other tracks are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.exact import Counts, Objects, only_where

Days = NDArray[np.datetime64]

_DAY = np.timedelta64(1, "D")
_EPOCH = date(1970, 1, 1).toordinal()


def intervals(steps: pd.DataFrame, tracks: pd.DataFrame) -> pd.DataFrame:
    """Periods of unchanged status, per track in catalogue order: repeated equal statuses are one period.

    Columns ``request, government, dossier, status, valid_from, valid_to`` (exclusive), ``entry`` (the one that began
    the period, None for the start as submitted). A step of no length never was the status of a day: it is left out.
    """
    begin, end, position = as_days(steps["valid_from"]), as_days(steps["valid_to"]), positions(steps, tracks)
    counting = np.flatnonzero((begin < end) & (position >= 0))
    rows = counting[np.lexsort((begin[counting], position[counting]))]
    status = steps["status"].to_numpy()[rows]
    fresh = starts(position[rows]) | starts(status)
    last = np.roll(fresh, -1)
    return pd.DataFrame(
        {
            **_track_columns(tracks, position[rows[fresh]]),
            "status": pd.Series(status[fresh], dtype="str"),
            "valid_from": begin[rows[fresh]].astype(object),
            "valid_to": end[rows[last]].astype(object),
            "entry": _optional(steps["entry"], rows[fresh], np.int64),
        }
    )


def snapshot(steps: pd.DataFrame, tracks: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The state of every track on one day: ``snapshots`` of that day."""
    return snapshots(steps, tracks, [as_of])


def snapshots(steps: pd.DataFrame, tracks: pd.DataFrame, days: Iterable[date]) -> pd.DataFrame:
    """The state of every track on each of the days: a row per day (ascending) and track (catalogue order).

    Columns ``as_of, request, government, dossier, status, since`` (start of the unbroken run), ``entry`` (the counting
    one or None), ``effective_date`` (of that entry, or None), ``days_in_status``, ``silence_days`` (since that entry,
    or since the start without one), ``confirmed`` (True, False, or None without entry).
    Raises ValueError where the steps do not give each track exactly one status on each day.
    """
    points = np.unique(np.array(list(days), dtype="datetime64[D]"))
    begin, position = as_days(steps["valid_from"]), positions(steps, tracks)
    first, last = points.searchsorted(begin), points.searchsorted(as_days(steps["valid_to"]))
    rows, point = spread(first, np.where(position >= 0, last, first))
    order = np.lexsort((position[rows], point))
    rows, point = rows[order], point[order]
    if not np.array_equal(point * len(tracks) + position[rows], np.arange(len(points) * len(tracks))):
        raise ValueError("the steps do not give each track exactly one status on each of the days")
    as_of, since = points[point], as_days(steps["since"])[rows]
    has_entry = steps["entry"].notna().to_numpy()[rows]
    return pd.DataFrame(
        {
            "as_of": as_of.astype(object),
            **_track_columns(tracks, position[rows]),
            "status": pd.Series(steps["status"].to_numpy()[rows], dtype="str"),
            "since": since.astype(object),
            "entry": _optional(steps["entry"], rows, np.int64),
            "effective_date": only_where(has_entry, begin[rows][has_entry].astype(object)),
            "days_in_status": (as_of - since) // _DAY,
            "silence_days": (as_of - begin[rows]) // _DAY,
            "confirmed": _optional(steps["confirmed"], rows, np.bool_),
        }
    )


def month_ends(start: date, as_of: date) -> list[date]:
    """The last day of each month from the start's month on; for the month of ``as_of``: that day itself."""
    months = range(start.year * 12 + start.month, as_of.year * 12 + as_of.month)
    return [date(month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in months] + [as_of]


def year_ends(start: date, as_of: date) -> list[date]:
    """31 December of each year from the start's year on; for the year of ``as_of``: that day itself."""
    return [date(year, 12, 31) for year in range(start.year, as_of.year)] + [as_of]


def as_days(column: pd.Series) -> Days:
    """A column of days as numpy's; dates by their ordinal, which is thirty times faster than numpy's own cast."""
    values = column.to_numpy()
    if values.dtype != object:
        return values.astype("datetime64[D]")
    return (np.fromiter(map(date.toordinal, values), np.int64, len(values)) - _EPOCH).astype("datetime64[D]")


def places(values: pd.Series, names: Iterable[int | str | date]) -> Counts:
    """The place of each value among the names (each name once), -1 for a value that is none of them."""
    return np.asarray(pd.Index(list(names), dtype=object).get_indexer(pd.Index(values, dtype=object)))


def positions(frame: pd.DataFrame, tracks: pd.DataFrame) -> Counts:
    """For each row of a frame with ``request, government``: its row in ``tracks``, -1 where it has none."""
    requests, governments = tracks["request"].unique(), tracks["government"].unique()
    # One row and column more than there are names: the -1 of an unknown name lands there, on a -1.
    grid = np.full((len(requests) + 1, len(governments) + 1), -1, dtype=np.int64)
    grid[places(tracks["request"], requests), places(tracks["government"], governments)] = np.arange(len(tracks))
    return np.asarray(grid[places(frame["request"], requests), places(frame["government"], governments)])


def spread(first: Counts, last: Counts) -> tuple[Counts, Counts]:
    """Every pair (i, place) with first[i] <= place < last[i], ordered by i, as two arrays."""
    times = np.maximum(last - first, 0)
    rows = np.repeat(np.arange(len(times)), times)
    place = np.arange(len(rows)) + np.repeat(first - (np.cumsum(times) - times), times)
    return rows, place


def starts(values: Counts | Objects) -> NDArray[np.bool_]:
    """True where a value differs from the one before it; the first always."""
    fresh = np.ones(len(values), dtype=np.bool_)
    fresh[1:] = values[1:] != values[:-1]
    return fresh


def _track_columns(tracks: pd.DataFrame, rows: Counts) -> dict[str, pd.Series]:
    return {
        "request": pd.Series(tracks["request"].to_numpy()[rows], dtype="str"),
        "government": pd.Series(tracks["government"].to_numpy()[rows], dtype="str"),
        "dossier": pd.Series(tracks["dossier"].to_numpy()[rows], dtype="int64"),
    }


def _optional(column: pd.Series, rows: Counts, kind: type[np.int64] | type[np.bool_]) -> Objects:
    """Chosen rows of a column that may lack values, as plain Python values or None, whatever its dtype."""
    chosen = column.to_numpy(dtype=object)[rows]
    present = pd.notna(chosen)
    return only_where(present, chosen[present].astype(kind).astype(object))
