"""What moved and what stands still: changes between two snapshots, steps back, tracks that wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.exact import Counts, common_scale
from models.timeline import States, Steps, as_days, places, positions, starts
from models.vocabulary import Status

#: A change to one of these is a step back, whatever the weights say.
SET_BACK = (Status.STALLED, Status.REJECTED)

_CODES = [status.value for status in Status]
_SUBMITTED, _STALLED = _CODES.index(Status.SUBMITTED), _CODES.index(Status.STALLED)


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The tracks whose status differs between two snapshots, in the order of ``after``.

    Columns ``request, government, status_from, status_to``. A track that only one of them has (the catalogue may have
    grown between two moments of knowledge) did not change status.
    """
    same = all(before[name].array.equals(after[name].array) for name in ("request", "government"))
    place = np.arange(len(after)) if same else positions(after, before)
    was = before["status"].to_numpy(dtype=object)[place[place >= 0]]
    both = after.loc[place >= 0, ["request", "government", "status"]].rename(columns={"status": "status_to"})
    both.insert(2, "status_from", pd.Series(was, index=both.index, dtype="str"))
    return both[both["status_from"] != both["status_to"]].reset_index(drop=True)


class Changed(NamedTuple):
    """A track that has another status than before: by the entry that counts now, of ``day``."""

    request: str
    government: str
    status_from: str
    status_to: str
    entry: int
    day: date


def changed(states: States) -> list[Changed]:
    """The tracks whose status differs between the first and the last day of ``states``, in the order of the tracks."""
    tracks, count = states.tracks, len(states.tracks)
    before, after = states.steps.status[:count], states.steps.status[-count:] if count else states.steps.status
    rows = np.flatnonzero(before != after)
    now = states.steps.at(rows + len(states.steps.track) - count)
    columns = (tracks["request"].array[rows], tracks["government"].array[rows], before[rows], now.status, now.entry)
    return [
        Changed(request, government, _CODES[old], _CODES[new], int(entry), date.fromordinal(int(day)))
        for request, government, old, new, entry, day in zip(*columns, now.begin, strict=True)
    ]


def standing_still(snapshot: pd.DataFrame) -> pd.DataFrame:
    """The tracks that are stalled, or submitted without any entry; longest in that status first.

    Columns of the snapshot; equal durations stay in its order.
    """
    status, entry = (snapshot[name].to_numpy(dtype=object) for name in ("status", "entry"))
    still = np.flatnonzero(((status == Status.SUBMITTED) & pd.isna(entry)) | (status == Status.STALLED))
    longest_first = np.argsort(-snapshot["days_in_status"].to_numpy()[still], kind="stable")
    return snapshot.take(still[longest_first]).reset_index(drop=True)


def waiting(states: States) -> list[dict[str, Any]]:
    """The rows of ``standing_still`` for the one day of ``states``, as plain values.

    With ``request, government, dossier, status, since, entry`` (None without) and ``days_in_status``.
    """
    found, tracks = states.steps, states.tracks
    silent, halted = _among(found.status, [_SUBMITTED]) & (found.entry == 0), _among(found.status, [_STALLED])
    still = np.flatnonzero(silent | halted)
    still = still[np.argsort(found.since[still], kind="stable")]
    names = (tracks[name].array[found.track[still]] for name in ("request", "government", "dossier"))
    numbers = (column[still].tolist() for column in (found.status, found.since, found.entry))
    return [
        {
            "request": request,
            "government": government,
            "dossier": dossier,
            "status": _CODES[status],
            "since": date.fromordinal(since),
            "entry": entry or None,
            "days_in_status": int(states.days[0]) - since,
        }
        for request, government, dossier, status, since, entry in zip(*names, *numbers, strict=True)
    ]


def slippage(intervals: pd.DataFrame, weights: Mapping[str, Decimal | None], start: date, end: date) -> pd.DataFrame:
    """Steps back after ``start`` and up to ``end``: a change to a lower weight, or to stalled or rejected.

    ``intervals`` as ``models.timeline`` makes them, per track in order of time.

    A status without weight (``unclear``) says nothing about direction and is looked through: the change to it is no
    step back, and what follows is compared with the last status before it that has a weight. So decided, unclear,
    acknowledged is one step back, from decided to acknowledged, on the day of the last; decided, unclear, decided none.
    Columns ``request, government, dossier, status_from, status_to, date, entry``, in the order of the intervals.
    """
    first = starts(intervals["request"].to_numpy()) | starts(intervals["government"].to_numpy())
    back, was = _back(places(intervals["status"], _CODES), first.cumsum(), weights)
    day = as_days(intervals["valid_from"])[back]
    within = (np.datetime64(start) < day) & (day <= np.datetime64(end))
    found = intervals.iloc[back[within]][["request", "government", "dossier", "status", "valid_from", "entry"]]
    found = found.rename(columns={"status": "status_to", "valid_from": "date"}).reset_index(drop=True)
    found.insert(3, "status_from", intervals["status"].array.take(was[within]))
    return found


class Slips(NamedTuple):
    """The rows of ``slippage`` as whole numbers, whatever the days.

    ``track``: row in the frame of tracks; ``status_from, status_to``: places in ``Status``; ``day``: ordinal.
    """

    track: Counts
    status_from: Counts
    status_to: Counts
    day: Counts
    entry: Counts

    def between(self, start: date, end: date) -> Slips:
        """Those after ``start`` and up to ``end``."""
        return self._at(np.flatnonzero((start.toordinal() < self.day) & (self.day <= end.toordinal())))

    def last(self, most: int) -> Slips:
        """The last ``most`` in time, in the order of all."""
        return self._at(np.sort(np.argsort(-self.day, kind="stable")[:most]))

    def of(self, tracks: Counts) -> Slips:
        """Those of some tracks."""
        return self._at(np.flatnonzero(np.isin(self.track, tracks)))

    def _at(self, rows: Counts) -> Slips:
        return Slips(*(column[rows] for column in self))


def slips(steps: Steps, weights: Mapping[str, Decimal | None]) -> Slips:
    """Every step back, whatever the day."""
    runs = steps.at(steps.runs)
    now, was = _back(runs.status, runs.track, weights)
    return Slips(runs.track[now], runs.status[was], runs.status[now], runs.begin[now], runs.entry[now])


def _back(status: Counts, track: Counts, weights: Mapping[str, Decimal | None]) -> tuple[Counts, Counts]:
    """Which periods are a step back, and the one before each that it steps back from.

    ``status``: places in ``Status``; the periods of a track stand together, in order of time.
    """
    per_status = [weights.get(status) for status in Status]
    weight = common_scale(per_status)[0].astype(np.int64)[status]
    weighed = np.flatnonzero(_among(status, [place for place, value in enumerate(per_status) if value is not None]))
    now, was = weighed[1:], weighed[:-1]
    set_back = _among(status[now], [list(Status).index(code) for code in SET_BACK])
    back = (track[now] == track[was]) & (status[now] != status[was]) & ((weight[now] < weight[was]) | set_back)
    return now[back], was[back]


def _among(values: Counts, chosen: list[int]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.isin(values, chosen)
    return found
