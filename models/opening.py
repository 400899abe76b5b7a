"""The three questions of the board, as numbers: how far, what moved lately, what stands still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from models import movement
from models.progress import trend
from models.reading import Reading
from models.vocabulary import Status


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
    moments = sorted({*days, *years.values()})
    tracks, frame = len(reading.tracks()), reading.snapshots(moments)
    states = {day: frame.iloc[place * tracks : (place + 1) * tracks] for place, day in enumerate(moments)}
    totals = trend(frame, ["total"], reading.weights(), reading.links(), "total", moments)
    figures = dict(zip(moments, totals.astype(object).to_dict("records"), strict=True))
    return [
        _opening(states[day], states[year], figures[day], figures[year]["index"], year, a_year_before(day) >= start)
        for day, year in years.items()
    ]


def _opening(
    now: pd.DataFrame,
    then: pd.DataFrame,
    figures: Mapping[Any, Any],
    index_before: float | None,
    before: date,
    full_year: bool,
) -> Opening:
    still, with_result = movement.standing_still(now), movement.with_result(now)
    stalled = int((still["status"] == str(Status.STALLED)).sum())
    return Opening(
        tracks=len(now),
        with_entry=int(figures["confirmed"] + figures["unconfirmed"]),
        confirmed=int(figures["confirmed"]),
        with_result=with_result,
        index=figures["index"],
        index_before=index_before,
        before=before,
        full_year=full_year,
        result_change=with_result - movement.with_result(then),
        changed=len(movement.changes(then, now)),
        without_response=len(still) - stalled,
        stalled=stalled,
    )


def a_year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
