"""All that the time slider shows, month by month, worked out beforehand: the browser only picks a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.charts.area import day_of
from components.charts.period import Period
from components.status_look import DISPLAY_ORDER
from components.text import day


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says in one month: ``figures`` as value, unit and meaning; ``sentences`` by the chart's id."""

    headline: str
    figures: tuple[tuple[str, str, str], ...]
    sentences: Mapping[str, str]


def cube(trends: Mapping[str, pd.DataFrame], told: Mapping[str, Told], period: Period, lang: str) -> dict[str, Any]:
    """The numbers and sentences of every month as plain lists and texts, to be sent as JSON.

    ``trends``: grouping (``dossier``) to ``models.progress.trend`` by it; ``told``: month (``2019-05``) to its words.
    ``statuses`` gives the order of the counts, ``keys`` per grouping that of its rows; each month holds per grouping
    ``[tracks, [count per status]]`` for every key.
    Raises ValueError where groupings and words are not about the same months.
    """
    months = {grouping: list(dict.fromkeys(frame["month"])) for grouping, frame in trends.items()}
    if any(found != list(told) for found in months.values()):
        raise ValueError("the groupings and the words are not about the same months")
    counts = {grouping: _counts(frame) for grouping, frame in trends.items()}
    return {
        "statuses": list(DISPLAY_ORDER),
        "keys": {grouping: list(dict.fromkeys(map(str, frame["key"]))) for grouping, frame in trends.items()},
        "months": [
            {
                "day": day_of(month, period).isoformat(),
                "shown": day(day_of(month, period), "day", lang),
                "headline": words.headline,
                "figures": [list(figure) for figure in words.figures],
                "sentences": dict(words.sentences),
                "counts": {grouping: found[month] for grouping, found in counts.items()},
            }
            for month, words in told.items()
        ],
    }


def _counts(frame: pd.DataFrame) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {}
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    for record in rows:
        counts = [int(record[code]) for code in DISPLAY_ORDER]
        found.setdefault(record["month"], []).append([int(record["tracks"]), counts])
    return found
