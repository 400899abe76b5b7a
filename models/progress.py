"""The arithmetic of progress: how many tracks stand where, and what that makes of the index.

Pure functions of snapshots (``models.timeline``). ``weights`` gives each status code its weight in the index, in the
order of the statuses; None: the status says nothing about progress (``unclear``) and is left out of the mean.
``links`` has unique pairs ``request, sdg``: a track counts once in every goal its request is linked to.
A quotient is a float of six decimals rounded half up, or None where it is not defined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from models.exact import Counts, Objects, common_scale, quotients
from models.movement import changes, slippage, standing_still
from models.timeline import (
    States,
    intervals,
    month_ends,
    ordinals,
    places,
    snapshot,
    snapshots,
    spread,
    year_ends,
)
from models.vocabulary import LADDER, WITH_RESULT, Status

__all__ = [
    "GOALS",
    "Rows",
    "Sensitivity",
    "changes",
    "heatmap",
    "heatmap_rows",
    "intervals",
    "month_ends",
    "progress",
    "progress_rows",
    "sensitivity",
    "slippage",
    "snapshot",
    "snapshots",
    "standing_still",
    "trend",
    "trend_rows",
    "year_ends",
]

Weights = Mapping[str, Decimal | None]
#: States of tracks on one or more days: as a frame of ``timeline.snapshots``, or as ``timeline.states``.
Standing: TypeAlias = pd.DataFrame | States
#: The rows of an answer by column name, as plain values. For what is drawn: it takes longer to make a small frame, and
#: to read it, than to count what is in it.
Rows: TypeAlias = list[dict[str, Any]]
_Columns: TypeAlias = dict[str, list[str] | Counts | Objects]
#: The Sustainable Development Goals are seventeen.
GOALS = range(1, 18)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The index beside what it would be if doubtful steps were one rung lower, or half a result counted as half."""

    low: float | None
    index: float | None
    alternative: float | None


def progress(
    snapshot: Standing, keys: Sequence[int | str], weights: Weights, links: pd.DataFrame, by: str
) -> pd.DataFrame:
    """Counts per status and the index of each group, all ``keys`` in their order, also those without tracks.

    ``by`` is ``dossier``, ``government``, ``sdg`` or ``total``; ``keys`` for ``total``: its one name.
    Columns ``key`` (text), ``tracks, index, coverage`` (tracks with an entry / tracks), ``confirmed, unconfirmed,
    without_entry`` (adding up to tracks), and a count per status code.
    """
    return _frame(_progress(snapshot, keys, weights, links, by))


def progress_rows(
    snapshot: Standing, keys: Sequence[int | str], weights: Weights, links: pd.DataFrame, by: str
) -> Rows:
    """The rows of ``progress``."""
    return _rows(_progress(snapshot, keys, weights, links, by))


def _progress(
    snapshot: Standing, keys: Sequence[int | str], weights: Weights, links: pd.DataFrame, by: str
) -> _Columns:
    counted = _Counted.of(snapshot)
    rows, group = counted.membership(keys, links, by)
    return {"key": [str(key) for key in keys], **_figures(counted, rows, group, len(keys), weights)}


def trend(
    snapshots: Standing,
    keys: Sequence[int | str],
    weights: Weights,
    links: pd.DataFrame,
    by: str,
    days: Iterable[date] | None = None,
) -> pd.DataFrame:
    """``progress`` of each snapshot, oldest first, preceded by ``month`` ("2019-05").

    ``days`` are those asked for: without them a selection without tracks, whose snapshots are empty, has no months.
    """
    return _frame(_trend(snapshots, keys, weights, links, by, days))


def trend_rows(
    snapshots: Standing, keys: Sequence[int | str], weights: Weights, links: pd.DataFrame, by: str, days: Iterable[date]
) -> Rows:
    """The rows of ``trend``."""
    return _rows(_trend(snapshots, keys, weights, links, by, days))


def _trend(
    snapshots: Standing,
    keys: Sequence[int | str],
    weights: Weights,
    links: pd.DataFrame,
    by: str,
    days: Iterable[date] | None,
) -> _Columns:
    counted = _Counted.of(snapshots)
    moments = np.unique(counted.days if days is None else [day.toordinal() for day in days])
    rows, group = counted.membership(keys, links, by)
    cell = moments.searchsorted(counted.days)[counted.day[rows]] * len(keys) + group
    months = [f"{date.fromordinal(moment):%Y-%m}" for moment in moments.tolist()]
    return {
        "month": [month for month in months for _ in keys],
        "key": [str(key) for key in keys] * len(moments),
        **_figures(counted, rows, cell, len(moments) * len(keys), weights),
    }


def heatmap(
    snapshots: Standing,
    columns: Sequence[int | str],
    weights: Weights,
    links: pd.DataFrame,
    by: str,
    measure: str,
) -> pd.DataFrame:
    """A full grid of the seventeen goals by ``columns``, goal by goal: ``sdg, column`` (text), ``tracks, value``.

    ``by`` is ``dossier`` or ``government``, with one snapshot, or ``year``, with one per year. The value is by
    ``measure`` the number of ``tracks``, the ``realised_share`` (realised or partially realised, of all tracks), or the
    ``index``; None for a cell without tracks or an undefined index.
    Raises ValueError for more than one snapshot per column, which would count tracks twice.
    """
    return _frame(_heatmap(snapshots, columns, weights, links, by, measure))


def heatmap_rows(
    snapshots: Standing,
    columns: Sequence[int | str],
    weights: Weights,
    links: pd.DataFrame,
    by: str,
    measure: str,
) -> Rows:
    """The rows of ``heatmap``."""
    return _rows(_heatmap(snapshots, columns, weights, links, by, measure))


def _heatmap(
    snapshots: Standing,
    columns: Sequence[int | str],
    weights: Weights,
    links: pd.DataFrame,
    by: str,
    measure: str,
) -> _Columns:
    counted = _Counted.of(snapshots)
    years = np.array([date.fromordinal(day).year for day in counted.days.tolist()], dtype=np.int64)
    if len(years) > (len(set(years.tolist())) if by == "year" else 1):
        raise ValueError("more than one snapshot for a column")
    rows, goal = counted.membership(GOALS, links, "sdg")
    if by == "year":
        column = places(pd.Series(years), list(map(int, columns)))[counted.day[rows]]
    else:
        column = counted.group(by, columns)[rows]
    kept = column >= 0
    cell = goal[kept] * len(columns) + column[kept]
    counts = _status_counts(counted, rows[kept], cell, len(GOALS) * len(columns), weights)
    return {
        "sdg": np.repeat(np.array(GOALS, dtype=np.int64), len(columns)),
        "column": [str(column) for column in columns] * len(GOALS),
        "tracks": counts.sum(axis=1),
        "value": _value(counts, weights, measure),
    }


def _frame(columns: _Columns) -> pd.DataFrame:
    """A list is a column of text, also when it is empty."""
    return pd.DataFrame(
        {name: pd.Series(each, dtype="str") if isinstance(each, list) else each for name, each in columns.items()}
    )


def _rows(columns: _Columns) -> Rows:
    plain = (each if isinstance(each, list) else each.tolist() for each in columns.values())
    return [dict(zip(columns, values, strict=True)) for values in zip(*plain, strict=True)]


def sensitivity(snapshot: pd.DataFrame, weights: Weights) -> Sensitivity:
    """How much the index of all tracks leans on choices: see ``Sensitivity``.

    ``low`` lowers every status that rests on an unconfirmed entry by one rung of the ladder; statuses beside the ladder
    stay. ``alternative`` weighs partially realised as 0.5.
    """
    lower = {str(above): str(below) for below, above in pairwise(LADDER)}
    doubtful = snapshot["confirmed"].isin([False])
    status = snapshot["status"].astype(object)
    lowered = snapshot.assign(status=status.where(~doubtful, status.replace(lower)))
    halved = {**weights, str(Status.PARTIALLY_REALISED): Decimal("0.5")}
    return Sensitivity(_total_index(lowered, weights), _total_index(snapshot, weights), _total_index(snapshot, halved))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted, a row per track and day: ``track`` in ``tracks``, ``day`` in ``days`` (ordinals).

    ``status``: place in ``Status``, -1 for another word; ``confirmed``: 1, 0, or -1 without entry.
    """

    tracks: pd.DataFrame
    days: Counts
    track: Counts
    day: Counts
    status: Counts
    confirmed: Counts

    @classmethod
    def of(cls, standing: Standing) -> _Counted:
        if isinstance(standing, States):
            found = standing.steps
            return cls(standing.tracks, standing.days, found.track, standing.day, found.status, found.confirmed)
        days, day = np.unique(ordinals(standing["as_of"]), return_inverse=True)
        answer = standing["confirmed"].to_numpy(dtype=object)
        confirmed = np.where(answer == True, 1, np.where(answer == False, 0, -1))  # noqa: E712 - None is neither
        status = places(standing["status"], [status.value for status in Status])
        return cls(standing, days, np.arange(len(standing)), day, status, confirmed)

    def membership(self, keys: Sequence[int | str], links: pd.DataFrame, by: str) -> tuple[Counts, Counts]:
        """Which row counts in which of the keys: (rows, places of the key), as pairs."""
        rows = np.arange(len(self.track))
        if by == "total":
            return rows, np.zeros(len(rows), dtype=np.int64)
        if by == "sdg":
            requests = links["request"].unique()
            linked, own = places(links["request"], requests), places(self.tracks["request"], requests)[self.track]
            order = np.argsort(linked, kind="stable")
            first, last = linked[order].searchsorted(own, "left"), linked[order].searchsorted(own, "right")
            rows, place = spread(first, np.where(own >= 0, last, first))
            group = _group(links, "sdg", keys)[order][place]
        else:
            group = self.group(by, keys)
        kept = group >= 0
        return rows[kept], group[kept]

    def group(self, by: str, keys: Sequence[int | str]) -> Counts:
        """The place among the keys of each row's group, -1 where it is none of them."""
        return _group(self.tracks, by, keys)[self.track]


def _group(frame: pd.DataFrame, by: str, keys: Sequence[int | str]) -> Counts:
    """The place among the keys of each row's group; ``"4"`` and 4 are the same key."""
    return places(frame[by], [str(key) if by == "government" else int(key) for key in keys])


def _status_counts(counted: _Counted, rows: Counts, cell: Counts, cells: int, weights: Weights) -> Counts:
    """A row per cell, a column per status code in the order of the weights: how many of the chosen rows are there."""
    column = np.array([list(weights).index(status) if status in weights else -1 for status in [*Status, ""]])
    status = column[counted.status]
    if (status < 0).any():
        raise ValueError("a status without a place in the weights")
    flat = np.bincount(cell * len(weights) + status[rows], minlength=cells * len(weights))
    return flat.reshape(cells, len(weights))


def _figures(
    counted: _Counted, rows: Counts, cell: Counts, cells: int, weights: Weights
) -> dict[str, Counts | Objects]:
    counts = _status_counts(counted, rows, cell, cells, weights)
    tracks, answer = counts.sum(axis=1), counted.confirmed[rows]
    confirmed, unconfirmed = (np.bincount(cell[answer == wanted], minlength=cells) for wanted in (1, 0))
    entries = confirmed + unconfirmed
    return {
        "tracks": tracks,
        "index": index_of(counts, weights),
        "coverage": quotients(entries, tracks, tracks > 0),
        "confirmed": confirmed,
        "unconfirmed": unconfirmed,
        "without_entry": tracks - entries,
        **{str(code): counts[:, place] for place, code in enumerate(weights)},
    }


def _value(counts: Counts, weights: Weights, measure: str) -> Objects:
    tracks = counts.sum(axis=1)
    if measure == "index":
        return index_of(counts, weights)
    if measure == "tracks":
        return quotients(tracks, np.ones_like(tracks), tracks > 0)
    if measure != "realised_share":
        raise ValueError(f"no measure {measure}")
    result = [place for place, code in enumerate(weights) if code in WITH_RESULT]
    return quotients(counts[:, result].sum(axis=1), tracks, tracks > 0)


def index_of(counts: Counts, weights: Weights) -> Objects:
    """Mean weight of the tracks with a weight; None where more than 20 % have none, or there are no tracks."""
    weighed = np.array([weight is not None for weight in weights.values()])
    multiples, units = common_scale(weights.values())
    tracks, with_weight = counts.sum(axis=1), counts[:, weighed].sum(axis=1)
    defined = (tracks > 0) & (5 * (tracks - with_weight) <= tracks)
    return quotients(counts.astype(object) @ multiples, with_weight.astype(object) * units, defined)


def _total_index(snapshot: pd.DataFrame, weights: Weights) -> float | None:
    counted = _Counted.of(snapshot)
    rows = np.arange(len(snapshot))
    index: float | None = index_of(_status_counts(counted, rows, np.zeros_like(rows), 1, weights), weights)[0]
    return index
