"""Frames for the tests of the arithmetic: from small readable tables, and from an independent count."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pandas as pd

from tests.unit.independent_count import IndependentCount

STEPS = ["request", "government", "valid_from", "valid_to", "status", "since", "entry", "confirmed"]
TRACKS = ["request", "government", "dossier"]

WEIGHTS: dict[str, Decimal | None] = {
    "submitted": Decimal("0.0"),
    "acknowledged": Decimal("0.1"),
    "in_progress": Decimal("0.3"),
    "decided": Decimal("0.5"),
    "partially_realised": Decimal("0.7"),
    "realised": Decimal("1.0"),
    "stalled": Decimal("0.0"),
    "rejected": Decimal("0.0"),
    "unclear": None,
}

_WORDS = {"-": None, "yes": True, "no": False}


def steps(text: str) -> pd.DataFrame:
    """A line per step: request, government, from, to, status, since, entry and confirmed (``-`` without entry)."""
    rows = []
    for request, government, start, end, status, since, entry, confirmed in (line.split() for line in _lines(text)):
        days = (date.fromisoformat(start), date.fromisoformat(end))
        number = None if entry == "-" else int(entry)
        rows.append((request, government, *days, status, date.fromisoformat(since), number, _WORDS[confirmed]))
    return pd.DataFrame(rows, columns=STEPS)


def tracks(text: str) -> pd.DataFrame:
    """A line per track: request, government, dossier."""
    rows = [line.split() for line in _lines(text)]
    return pd.DataFrame([(request, government, int(dossier)) for request, government, dossier in rows], columns=TRACKS)


def links(**goals: list[int]) -> pd.DataFrame:
    """Goals per request, written ``r1_1=[3, 4]`` for request 1.1."""
    pairs = [(name[1:].replace("_", "."), goal) for name, numbers in goals.items() for goal in numbers]
    return pd.DataFrame(pairs, columns=["request", "sdg"])


def standing(*statuses: str, dossier: int = 1) -> pd.DataFrame:
    """A snapshot in which each status is that of one track of the Flemish government, with an unconfirmed entry."""
    rows = len(statuses)
    return pd.DataFrame(
        {
            "as_of": [date(2024, 12, 31)] * rows,
            "request": [f"{dossier}.{number}" for number in range(1, rows + 1)],
            "government": ["VL"] * rows,
            "dossier": [dossier] * rows,
            "status": list(statuses),
            "since": [date(2020, 1, 1)] * rows,
            "entry": pd.Series(range(1, rows + 1), dtype=object),
            "effective_date": [date(2020, 1, 1)] * rows,
            "days_in_status": [1826] * rows,
            "silence_days": [1826] * rows,
            "confirmed": pd.Series([False] * rows, dtype=object),
        }
    )


def frames_of(count: IndependentCount) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Steps, tracks and links of an independent count: a step per day on which another entry comes to count."""
    rows = []
    for track in count.dossier_of:
        logged = {entry.effective for entry in count.log.get(track, [])} | {count.start}
        days = [*sorted(logged), count.end + timedelta(days=1)]
        for day, following in pairwise(days):
            entry = count.counting_entry(track, day)
            known = (entry.number, entry.confirmed) if entry else (None, None)
            rows.append((*track, day, following, count.status(track, day), count.since(track, day), *known))
    pairs = [(request, goal) for request, goals in count.goals_of.items() for goal in sorted(goals)]
    owners = [(*track, dossier) for track, dossier in count.dossier_of.items()]
    return (
        pd.DataFrame(rows, columns=STEPS),
        pd.DataFrame(owners, columns=TRACKS),
        pd.DataFrame(pairs, columns=["request", "sdg"]),
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
