"""The legislature: what moved under each cabinet, and what was settled or remained open at the end.

A change falls under the cabinet in office on its day; that says when something happened, not who brought it about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from data.records import Cabinet
from models import movement
from models.progress import progress
from models.reading import Reading
from models.vocabulary import Status

_DAY = timedelta(days=1)

#: What a government gave its last word on; all else remained open, also what it granted in part.
SETTLED = (Status.REALISED, Status.REJECTED)


@dataclass(frozen=True, slots=True)
class Term:
    """A cabinet within the memorandum's period, and the requests to its government.

    ``since`` is the evening before it took office, or the memorandum's first day; ``until`` its last day, or that of
    the reading. ``before`` and ``after`` are rows of ``progress`` on those days; ``changes`` is what
    ``movement.changes`` finds between them.
    """

    cabinet: Cabinet
    since: date
    until: date
    before: dict[str, Any]
    after: dict[str, Any]
    changes: pd.DataFrame


def terms(reading: Reading) -> tuple[Term, ...]:
    """The cabinets in office between the memorandum's start and the day of the reading, per government by time."""
    start, as_of = reading.catalogue.memorandum.start, reading.query.as_of
    found = []
    for cabinet in reading.catalogue.cabinets:
        since = max(start, cabinet.start - _DAY)
        until = min(as_of, cabinet.end - _DAY) if cabinet.end else as_of
        if cabinet.start <= as_of and since < until:
            found.append(_term(reading, cabinet, since, until))
    order = {code: place for place, code in enumerate(reading.catalogue.addressed)}
    return tuple(sorted(found, key=lambda term: (order[term.cabinet.government], term.since)))


def still_open(snapshot: pd.DataFrame) -> pd.DataFrame:
    """The tracks that are neither realised nor rejected, in the order and with the columns of the snapshot."""
    settled = [str(status) for status in SETTLED]
    return snapshot[~snapshot["status"].isin(settled)].reset_index(drop=True)


def _term(reading: Reading, cabinet: Cabinet, since: date, until: date) -> Term:
    states = [_of(reading.snapshot(day), cabinet.government) for day in (since, until)]
    before, after = (
        _row(progress(state, [cabinet.government], reading.weights(), reading.links(), "government"))
        for state in states
    )
    return Term(cabinet, since, until, before, after, movement.changes(*states))


def _row(figures: pd.DataFrame) -> dict[str, Any]:
    """The one row of a frame as plain values, what is not defined as None."""
    ((*values,),) = figures.astype(object).itertuples(index=False, name=None)
    return dict(zip(figures.columns, values, strict=True))


def _of(snapshot: pd.DataFrame, government: str) -> pd.DataFrame:
    return snapshot[snapshot["government"] == government].reset_index(drop=True)
