"""What moved and what stands still: changes between two snapshots, steps back, tracks that wait, results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from models.timeline import as_days, positions, starts
from models.vocabulary import WITH_RESULT, Status

#: A change to one of these is a step back, whatever the weights say.
SET_BACK = (Status.STALLED, Status.REJECTED)


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The tracks whose status differs between two snapshots, in the order of ``after``.

    Columns ``request, government, status_from, status_to``. A track that only one of them has (the catalogue may have
    grown between two moments of knowledge) did not change status.
    """
    place = positions(after, before)
    was = before["status"].to_numpy(dtype=object)[place[place >= 0]]
    both = after.loc[place >= 0, ["request", "government", "status"]].rename(columns={"status": "status_to"})
    both.insert(2, "status_from", pd.Series(was, index=both.index, dtype="str"))
    return both[both["status_from"] != both["status_to"]].reset_index(drop=True)


def standing_still(snapshot: pd.DataFrame) -> pd.DataFrame:
    """The tracks that are stalled, or submitted without any entry; longest in that status first.

    Columns of the snapshot; equal durations stay in its order.
    """
    waiting = (snapshot["status"] == Status.SUBMITTED) & snapshot["entry"].isna()
    still = snapshot[waiting | (snapshot["status"] == Status.STALLED)]
    return still.sort_values("days_in_status", ascending=False, kind="stable").reset_index(drop=True)


def slippage(intervals: pd.DataFrame, weights: Mapping[str, Decimal | None], start: date, end: date) -> pd.DataFrame:
    """Steps back after ``start`` and up to ``end``: a change to a lower weight, or to stalled or rejected.

    ``intervals`` as ``models.timeline`` makes them, per track in order of time.

    A status without weight (``unclear``) says nothing about direction and is looked through: the change to it is no
    step back, and what follows is compared with the last status before it that has a weight. So decided, unclear,
    acknowledged is one step back, from decided to acknowledged, on the day of the last; decided, unclear, decided none.
    Columns ``request, government, dossier, status_from, status_to, date, entry``, in the order of the intervals.
    """
    weighed = {str(code): Fraction(weight) for code, weight in weights.items() if weight is not None}
    periods = intervals[intervals["status"].isin(list(weighed))]
    status = periods["status"].to_numpy(dtype=object)
    weight = periods["status"].map(weighed).to_numpy(dtype=object)
    back = (status[1:] != status[:-1]) & ((weight[1:] < weight[:-1]) | np.isin(status[1:], SET_BACK))
    follows = ~(starts(periods["request"].to_numpy()) | starts(periods["government"].to_numpy()))[1:]
    day = as_days(periods["valid_from"])[1:]
    rows = 1 + np.flatnonzero(back & follows & (np.datetime64(start) < day) & (day <= np.datetime64(end)))
    found = periods.iloc[rows][["request", "government", "dossier", "status", "valid_from", "entry"]]
    found = found.rename(columns={"status": "status_to", "valid_from": "date"}).reset_index(drop=True)
    found.insert(3, "status_from", pd.Series(status[rows - 1], dtype="str"))
    return found


def with_result(snapshot: pd.DataFrame) -> int:
    """How many tracks are realised or partially realised."""
    return int(snapshot["status"].isin([str(status) for status in WITH_RESULT]).sum())
