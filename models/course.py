"""The course of tracks as it can be drawn: every period, or where a track stood at the end of each half-year.

The latter of a track that changed too often. What it costs follows the number of tracks, not what was logged of them.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from models.exact import Counts
from models.timeline import Steps, month_ends, of_periods, spread

#: A ribbon has a few hundred pixels, on a phone some 300, and each part of it is a link that a finger can hit: of a
#: track with more periods not all are drawn.
MOST_PERIODS = 12


def course(steps: Steps, tracks: pd.DataFrame, start: date, as_of: date) -> pd.DataFrame:
    """The periods that began by ``as_of``, of a memorandum that began on ``start``: as ``timeline.intervals``, and

    ``sampled``. Of a track with more than ``MOST_PERIODS`` of them only the present one is a period; before it there is
    a row per half-year with the status and the entry that counted on its last day, ``sampled``. The last of those rows
    ends where the present period begins.
    """
    now = steps.on(np.array([as_of.toordinal()]), len(tracks))
    first = steps.track.searchsorted(np.arange(len(tracks)))
    runs, last_run = steps.run[first], steps.run[now]
    often = np.flatnonzero(last_run - runs >= MOST_PERIODS)
    runs[often] = last_run[often]
    exact, run = spread(runs, last_run + 1)
    rows, after = steps.runs[run], np.append(steps.runs, len(steps.track))[run + 1] - 1
    sampled, begin, day = _half_years(steps.begin[first[often]], steps.since[now[often]], start, as_of)
    held = steps.holding(often[sampled], day)
    of_track = np.concatenate([exact, often[sampled]])
    begins = np.concatenate([steps.begin[rows], begin])
    order = np.lexsort((begins, of_track))
    found = of_periods(
        tracks,
        of_track[order],
        np.concatenate([steps.status[rows], steps.status[held]])[order],
        begins[order],
        np.concatenate([steps.end[after], day + 1])[order],
        np.concatenate([steps.entry[rows], steps.entry[held]])[order],
    )
    return found.assign(sampled=np.concatenate([np.zeros(len(rows), np.bool_), np.ones(len(held), np.bool_)])[order])


def _half_years(begin: Counts, since: Counts, start: date, as_of: date) -> tuple[Counts, Counts, Counts]:
    """The half-years of tracks from ``begin`` up to ``since``, exclusive: place of the track, first and last day."""
    ends = np.array([day.toordinal() for day in month_ends(start, as_of)[:-1] if day.month % 6 == 0], np.int64)
    last = since - 1
    lowest, highest = ends.searchsorted(begin), ends.searchsorted(last)
    track, half = spread(lowest, highest + 1)
    # One before the first and one after the last, so that every one has a neighbour to look at.
    padded = np.concatenate([[0], ends, [0]])
    first = np.where(half == lowest[track], begin[track], padded[half] + 1)
    return track, first, np.where(half == highest[track], last[track], padded[half + 1])
