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

import numpy as np
import pandas as pd

from models.exact import Counts, Objects, common_scale, quotients
from models.movement import changes, slippage, standing_still
from models.timeline import as_days, intervals, month_ends, places, snapshot, snapshots, spread, year_ends
from models.vocabulary import LADDER, WITH_RESULT, Status

__all__ = [
    "GOALS",
    "Sensitivity",
    "changes",
    "heatmap",
    "intervals",
    "month_ends",
    "progress",
    "sensitivity",
    "slippage",
    "snapshot",
    "snapshots",
    "standing_still",
    "trend",
    "year_ends",
]

Weights = Mapping[str, Decimal | None]
#: The Sustainable Development Goals are seventeen.
GOALS = range(1, 18)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The index beside what it would be if doubtful steps were one rung lower, or half a result counted as half."""

    low: float | None
    index: float | None
    alternative: float | None


def progress(
    snapshot: pd.DataFrame, keys: Sequence[int | str], weights: Weights, links: pd.DataFrame, by: str
) -> pd.DataFrame:
    """Counts per status and the index of each group, all ``keys`` in their order, also those without tracks.

    ``by`` is ``dossier``, ``government``, ``sdg`` or ``total``; ``keys`` for ``total``: its one name.
    Columns ``key`` (text), ``tracks, index, coverage`` (tracks with an entry / tracks), ``confirmed, unconfirmed,
    without_entry`` (adding up to tracks), and a count per status code.
    """
    rows, group = _membership(snapshot, keys, links, by)
    table = _figures(snapshot, rows, group, len(keys), weights)
    table.insert(0, "key", pd.Series([str(key) for key in keys], dtype="str"))
    return table


def trend(
    snapshots: pd.DataFrame,
    keys: Sequence[int | str],
    weights: Weights,
    links: pd.DataFrame,
    by: str,
    days: Iterable[date] | None = None,
) -> pd.DataFrame:
    """``progress`` of each snapshot, oldest first, preceded by ``month`` ("2019-05").

    ``days`` are those asked for: without them a selection without tracks, whose snapshots are empty, has no months.
    """
    moments = sorted(set(snapshots["as_of"] if days is None else days))
    rows, group = _membership(snapshots, keys, links, by)
    cell = places(snapshots["as_of"], moments)[rows] * len(keys) + group
    table = _figures(snapshots, rows, cell, len(moments) * len(keys), weights)
    table.insert(0, "month", pd.Series(np.repeat([f"{day:%Y-%m}" for day in moments], len(keys)), dtype="str"))
    table.insert(1, "key", pd.Series([str(key) for key in keys] * len(moments), dtype="str"))
    return table


def heatmap(
    snapshots: pd.DataFrame,
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
    frame = snapshots.assign(year=as_days(snapshots["as_of"]).astype("datetime64[Y]").astype(np.int64) + 1970)
    if frame["as_of"].nunique() > (frame["year"].nunique() if by == "year" else 1):
        raise ValueError("more than one snapshot for a column")
    rows, goal = _membership(frame, GOALS, links, "sdg")
    column = _group(frame, by, columns)[rows]
    kept = column >= 0
    cell = goal[kept] * len(columns) + column[kept]
    counts = _status_counts(frame, rows[kept], cell, len(GOALS) * len(columns), list(weights))
    tracks = counts.sum(axis=1)
    return pd.DataFrame(
        {
            "sdg": np.repeat(np.array(GOALS, dtype=np.int64), len(columns)),
            "column": pd.Series([str(column) for column in columns] * len(GOALS), dtype="str"),
            "tracks": tracks,
            "value": _value(counts, weights, measure),
        }
    )


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


def _membership(frame: pd.DataFrame, keys: Sequence[int | str], links: pd.DataFrame, by: str) -> tuple[Counts, Counts]:
    """Which row of the frame counts in which of the keys: (rows, places of the key), as pairs."""
    rows = np.arange(len(frame))
    if by == "total":
        return rows, np.zeros(len(frame), dtype=np.int64)
    if by == "sdg":
        requests = links["request"].unique()
        linked, own = places(links["request"], requests), places(frame["request"], requests)
        order = np.argsort(linked, kind="stable")
        first, last = linked[order].searchsorted(own, "left"), linked[order].searchsorted(own, "right")
        rows, place = spread(first, np.where(own >= 0, last, first))
        group = _group(links, "sdg", keys)[order][place]
    else:
        group = _group(frame, by, keys)
    kept = group >= 0
    return rows[kept], group[kept]


def _group(frame: pd.DataFrame, by: str, keys: Sequence[int | str]) -> Counts:
    """The place among the keys of each row's group, -1 where it is none of them; ``"4"`` and 4 are the same key."""
    return places(frame[by], [str(key) if by == "government" else int(key) for key in keys])


def _status_counts(frame: pd.DataFrame, rows: Counts, cell: Counts, cells: int, codes: list[str]) -> Counts:
    """A row per cell, a column per status code: how many of the chosen rows of the frame are there."""
    status = places(frame["status"], codes)
    if (status < 0).any():
        raise ValueError("a status without a place in the weights")
    flat = np.bincount(cell * len(codes) + status[rows], minlength=cells * len(codes))
    return flat.reshape(cells, len(codes))


def _figures(frame: pd.DataFrame, rows: Counts, cell: Counts, cells: int, weights: Weights) -> pd.DataFrame:
    counts = _status_counts(frame, rows, cell, cells, list(weights))
    tracks = counts.sum(axis=1)
    confirmation = frame["confirmed"].to_numpy(dtype=object)[rows]
    confirmed, unconfirmed = (np.bincount(cell[confirmation == answer], minlength=cells) for answer in (True, False))
    entries = confirmed + unconfirmed
    return pd.DataFrame(
        {
            "tracks": tracks,
            "index": index_of(counts, weights),
            "coverage": quotients(entries, tracks, tracks > 0),
            "confirmed": confirmed,
            "unconfirmed": unconfirmed,
            "without_entry": tracks - entries,
            **{str(code): counts[:, place] for place, code in enumerate(weights)},
        }
    )


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
    rows = np.arange(len(snapshot))
    counts = _status_counts(snapshot, rows, np.zeros_like(rows), 1, list(weights))
    index: float | None = index_of(counts, weights)[0]
    return index
