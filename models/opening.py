"""The three questions of the board, as numbers: how far, what moved lately, what stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models import movement
from models.progress import progress
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
    """Count the tracks of ``reading``."""
    as_of, start = reading.query.as_of, reading.catalogue.memorandum.start
    before = max(a_year_before(as_of), start)
    now, then = reading.snapshot(), reading.snapshot(before)
    still = movement.standing_still(now)
    stalled = int((still["status"] == str(Status.STALLED)).sum())
    figures = _total(reading, now)
    with_result = movement.with_result(now)
    return Opening(
        tracks=len(now),
        with_entry=int(figures["confirmed"] + figures["unconfirmed"]),
        confirmed=int(figures["confirmed"]),
        with_result=with_result,
        index=figures["index"],
        index_before=_total(reading, then)["index"],
        before=before,
        full_year=a_year_before(as_of) >= start,
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


def _total(reading: Reading, snapshot: Any) -> dict[str, Any]:
    figures = progress(snapshot, ["total"], reading.weights(), reading.links(), "total")
    return {str(name): value for name, value in figures.astype(object).iloc[0].items()}
