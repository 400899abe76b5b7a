"""From steps of the log to periods of unchanged status, and to the state of every track on given days.

Days go in as ``datetime.date`` (object columns) or as datetime64, and come out as ``datetime.date``.

``tracks`` has ``request, government, dossier`` in catalogue order, and selects: steps of other tracks are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from itertools import repeat

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.exact import Counts, Objects, only_where
from models.vocabulary import Status

Days = NDArray[np.datetime64]

_EPOCH = date(1970, 1, 1).toordinal()
#: More than the ordinal of any day: a track and a day make one whole number, in the order of both.
_SPAN = 2**22
_CODES: Objects = np.array([status.value for status in Status], dtype=object)


@dataclass(frozen=True)
class Steps:
    """Steps as whole numbers, those of a track together, in order of time; none without length.

    ``track``: row in the frame of tracks; ``begin, end`` (exclusive) and ``since``: days as proleptic ordinals;
    ``status``: place in ``Status``; ``entry``: 0 for a track without an entry yet; ``confirmed``: 1, 0, or -1 there.
    """

    track: Counts
    begin: Counts
    end: Counts
    since: Counts
    status: Counts
    entry: Counts
    confirmed: Counts

    @classmethod
    def of(cls, steps: pd.DataFrame, tracks: pd.DataFrame) -> Steps:
        """From a frame with a row per track and counting entry.

        Columns ``request, government, valid_from, valid_to`` (exclusive), ``status, since, entry, confirmed``; a track
        without an entry yet counts as one step with entry and confirmed None.
        """
        none = steps["entry"].isna().to_numpy()
        found = cls(
            positions(steps, tracks),
            ordinals(steps["valid_from"]),
            ordinals(steps["valid_to"]),
            ordinals(steps["since"]),
            places(steps["status"], [status.value for status in Status]),
            _whole(steps["entry"], none, 0),
            _whole(steps["confirmed"], none, -1),
        )
        order = np.lexsort((found.begin, found.track))
        return found.at(order[(found.track[order] >= 0) & (found.begin[order] < found.end[order])])

    def at(self, rows: Counts | slice) -> Steps:
        """The steps in some rows."""
        return Steps(*(getattr(self, name)[rows] for name in _COLUMNS))

    def same(self, other: Steps) -> bool:
        """Whether these are the same steps."""
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in _COLUMNS)

    def joined(self, other: Steps) -> Steps:
        """These steps and those of other tracks."""
        columns = (np.concatenate([getattr(self, name), getattr(other, name)]) for name in _COLUMNS)
        both = Steps(*columns)
        return both.at(np.lexsort((both.begin, both.track)))

    def on(self, days: Counts, tracks: int) -> Counts:
        """The row of the step of each of so many tracks on each of the days (ordinals), day by day.

        Raises ValueError where a track has no step on one of the days, or two.
        """
        asked = (days[:, None] + np.arange(tracks) * _SPAN).ravel()
        rows = self._last_before(asked)
        there = (rows >= 0) & (len(self.track) > 0)
        there[there] &= (self.track[rows[there]] == (asked // _SPAN)[there]) & (asked % _SPAN < self.end[rows])[there]
        if self._overlap or not there.all():
            raise ValueError("the steps do not give each track exactly one status on each of the days")
        return rows

    def holding(self, tracks: Counts, days: Counts) -> Counts:
        """The row of the step of each of some tracks on a day of its own (ordinal), where there is one."""
        return self._last_before(tracks * _SPAN + days)

    def began(self, rows: Counts) -> Counts:
        """The row at which the unbroken run of the status in each of some rows began."""
        found: Counts = self._keys.searchsorted(self.track[rows] * _SPAN + self.since[rows])
        return found

    @cached_property
    def runs(self) -> Counts:
        """The rows at which a track begins another status than it had."""
        return np.flatnonzero(starts(self.track) | starts(self.status))

    @cached_property
    def run(self) -> Counts:
        """For each row which of the ``runs`` it belongs to."""
        return np.repeat(np.arange(len(self.runs)), np.diff(np.append(self.runs, len(self.track))))

    def _last_before(self, keys: Counts) -> Counts:
        rows: Counts = self._keys.searchsorted(keys, "right") - 1
        return rows

    @cached_property
    def _keys(self) -> Counts:
        keys: Counts = self.track * _SPAN + self.begin
        return keys

    @cached_property
    def _overlap(self) -> bool:
        return bool(((self.track[1:] == self.track[:-1]) & (self.end[:-1] > self.begin[1:])).any())


_COLUMNS = tuple(field.name for field in fields(Steps))


@dataclass(frozen=True)
class States:
    """The state of every one of ``tracks`` on each of ``days`` (ordinals, ascending): steps, day by day.

    ``steps.track`` is the row in ``tracks``.
    """

    tracks: pd.DataFrame
    days: Counts
    steps: Steps

    @property
    def day(self) -> Counts:
        """For each step the place of its day."""
        return np.repeat(np.arange(len(self.days)), len(self.tracks))


def states(steps: Steps, tracks: pd.DataFrame, days: Iterable[date]) -> States:
    """What ``snapshots`` says, as whole numbers; raises as it does."""
    points = np.unique(np.fromiter((day.toordinal() for day in days), np.int64))
    return States(tracks, points, steps.at(steps.on(points, len(tracks))))


def intervals(steps: Steps | pd.DataFrame, tracks: pd.DataFrame) -> pd.DataFrame:
    """Periods of unchanged status, per track in catalogue order: repeated equal statuses are one period.

    Columns ``request, government, dossier, status, valid_from, valid_to`` (exclusive), ``entry`` (the one that began
    the period, None for the start as submitted). A step of no length never was the status of a day: it is left out.
    """
    steps = steps if isinstance(steps, Steps) else Steps.of(steps, tracks)
    first = steps.runs
    last = np.append(first[1:], len(steps.track))[: len(first)] - 1
    return of_periods(
        tracks, steps.track[first], steps.status[first], steps.begin[first], steps.end[last], steps.entry[first]
    )


def of_periods(
    tracks: pd.DataFrame, track: Counts, status: Counts, begin: Counts, end: Counts, entry: Counts
) -> pd.DataFrame:
    """Periods in whole numbers, as in ``Steps``, with the columns of ``intervals``."""
    return pd.DataFrame(
        {
            **_track_columns(tracks, track),
            "status": pd.Series(_CODES[status], dtype="str"),
            "valid_from": _dates(begin),
            "valid_to": _dates(end),
            "entry": _entries(entry),
        }
    )


def snapshot(steps: Steps | pd.DataFrame, tracks: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The state of every track on one day: ``snapshots`` of that day."""
    return snapshots(steps, tracks, [as_of])


def snapshots(steps: Steps | pd.DataFrame, tracks: pd.DataFrame, days: Iterable[date]) -> pd.DataFrame:
    """The state of every track on each of the days: a row per day (ascending) and track (catalogue order).

    Columns ``as_of, request, government, dossier, status, since`` (start of the unbroken run), ``entry`` (the counting
    one or None), ``effective_date`` (of that entry, or None), ``days_in_status``, ``silence_days`` (since that entry,
    or since the start without one), ``confirmed`` (True, False, or None without entry).
    Raises ValueError where the steps do not give each track exactly one status on each day.
    """
    all_of_them = states(steps if isinstance(steps, Steps) else Steps.of(steps, tracks), tracks, days)
    found = all_of_them.steps
    as_of, has_entry = all_of_them.days[all_of_them.day], found.entry > 0
    return pd.DataFrame(
        {
            "as_of": _dates(as_of),
            **_track_columns(tracks, found.track),
            "status": pd.Series(_CODES[found.status], dtype="str"),
            "since": _dates(found.since),
            "entry": _entries(found.entry),
            "effective_date": only_where(has_entry, _dates(found.begin[has_entry])),
            "days_in_status": as_of - found.since,
            "silence_days": as_of - found.begin,
            "confirmed": only_where(has_entry, (found.confirmed[has_entry] == 1).astype(object)),
        }
    )


def counted(
    steps: Steps, tracks: pd.DataFrame, start: date, end: date, most: int
) -> dict[tuple[str, str], tuple[list[int], int]]:
    """For each track the last ``most`` of the entries that came to count after ``start`` and up to ``end``.

    In order of time, with how many there were before those.
    """
    every = np.arange(len(tracks))
    before, last = (steps.holding(every, np.full_like(every, day.toordinal())) for day in (start, end))
    # Only the first step of a track may rest on no entry.
    opening = steps.track.searchsorted(every)
    before = np.maximum(before, opening - (steps.entry[opening] > 0))
    first = np.maximum(before + 1, last + 1 - most)
    _, rows = spread(first, last + 1)
    told = np.split(steps.entry[rows], np.cumsum(last + 1 - first)[:-1])
    names = zip(tracks["request"], tracks["government"], strict=True)
    earlier = (first - before - 1).tolist()
    return {track: (own.tolist(), count) for track, own, count in zip(names, told, earlier, strict=False)}


def came(steps: Steps, tracks: int, start: date, end: date) -> Counts:
    """How many entries came to count after ``start`` and up to ``end``, for each of so many tracks."""
    begun = (steps.begin > start.toordinal()) & (steps.begin <= end.toordinal()) & (steps.entry > 0)
    return np.bincount(steps.track[begun], minlength=tracks)


def begun(steps: Steps, tracks: pd.DataFrame, as_of: date) -> dict[tuple[str, str], int]:
    """For each track that rests on an entry on a day: the one that began the unbroken run of its status."""
    names = list(zip(tracks["request"], tracks["government"], strict=True))
    entries = steps.entry[steps.began(steps.on(np.array([as_of.toordinal()]), len(tracks)))].tolist()
    return {track: entry for track, entry in zip(names, entries, strict=True) if entry}


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


def ordinals(column: pd.Series) -> Counts:
    """A column of days as proleptic ordinals."""
    return as_days(column).astype(np.int64) + _EPOCH


def places(values: pd.Series, names: Iterable[int | str | date]) -> Counts:
    """The place of each value among the names (each name once), -1 for a value that is none of them."""
    place = {name: number for number, name in enumerate(names)}
    return np.fromiter(map(place.get, values.tolist(), repeat(-1)), np.int64, len(values))


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


def _track_columns(tracks: pd.DataFrame, rows: Counts) -> dict[str, object]:
    return {name: tracks[name].array.take(rows) for name in ("request", "government", "dossier")}


def _dates(ordinals: Counts) -> Objects:
    distinct, where = np.unique(ordinals, return_inverse=True)
    dates: Objects = np.fromiter(map(date.fromordinal, distinct.tolist()), object, len(distinct))
    return dates[where]


def _entries(numbers: Counts) -> Objects:
    """Plain numbers, None for 0."""
    return only_where(numbers > 0, numbers[numbers > 0].astype(object))


def _whole(column: pd.Series, none: NDArray[np.bool_], instead: int) -> Counts:
    """A column that may lack values, whatever its dtype, as whole numbers."""
    values = column.to_numpy(dtype=object).copy()
    values[none] = instead
    return values.astype(np.int64)
