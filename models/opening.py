"""The three questions of the board, as numbers: how far, what moved lately, what stands still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.exact import Counts
from models.progress import index_of
from models.reading import Reading
from models.vocabulary import WITH_RESULT, Status

_PLACE = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class Opening:
    """The state of the tracks of a reading on its day, and a year before.

    ``before`` is the day a year earlier, or the memorandum's first day where that is later (``full_year`` false);
    ``result_change`` the net change of ``with_result`` since then, ``changed`` how many tracks have another status.
    Indexes are shares of 1, None where undefined.
    """

    tracks: int
    with_entry: int
    confirmed: int
    with_result: int
    index: float | None
    index_before: float | None
    before: date
    full_year: bool
    result_change: int
    changed: int
    without_response: int
    stalled: int


def opening(reading: Reading) -> Opening:
    """Count the tracks of ``reading`` on its day."""
    return openings(reading, [reading.query.as_of])[0]


def openings(reading: Reading, days: Sequence[date]) -> list[Opening]:
    """Count the tracks of ``reading`` on each of ``days``, and a year before it."""
    start = reading.catalogue.memorandum.start
    years = {day: max(a_year_before(day), start) for day in days}
    states = _states(reading, sorted({*days, *years.values()}))
    return [_opening(states[day], states[year], year, a_year_before(day) >= start) for day, year in years.items()]


@dataclass(frozen=True, slots=True)
class _State:
    """One day: a row per track, in whole numbers as in ``timeline.Steps``; and the index of all of them."""

    status: Counts
    entry: Counts
    confirmed: Counts
    index: float | None

    def among(self, *statuses: Status) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.isin(self.status, [_PLACE[status] for status in statuses])
        return found


def _states(reading: Reading, days: Sequence[date]) -> dict[date, _State]:
    steps, tracks, weights = reading.steps(), len(reading.tracks()), reading.weights()
    found = steps.at(steps.on(np.array([day.toordinal() for day in days]), tracks))
    rows = [(column.reshape(len(days), tracks)) for column in (found.status, found.entry, found.confirmed)]
    counts = np.array([np.bincount(status, minlength=len(Status)) for status in rows[0]])
    in_order = counts[:, [_PLACE[Status(code)] for code in weights]]
    return {
        day: _State(status, entry, confirmed, index)
        for day, status, entry, confirmed, index in zip(days, *rows, index_of(in_order, weights), strict=True)
    }


def _opening(now: _State, then: _State, before: date, full_year: bool) -> Opening:
    with_result = int(now.among(*WITH_RESULT).sum())
    return Opening(
        tracks=len(now.status),
        with_entry=int((now.entry > 0).sum()),
        confirmed=int((now.confirmed == 1).sum()),
        with_result=with_result,
        index=now.index,
        index_before=then.index,
        before=before,
        full_year=full_year,
        result_change=with_result - int(then.among(*WITH_RESULT).sum()),
        changed=int((now.status != then.status).sum()),
        without_response=int((now.among(Status.SUBMITTED) & (now.entry == 0)).sum()),
        stalled=int(now.among(Status.STALLED).sum()),
    )


def a_year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
