"""All that the time slider shows, month by month, worked out beforehand: the browser only puts it in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from components.charts.parts import Table
from components.charts.progress import ProgressView, prepared, sentence
from components.status_look import DISPLAY_ORDER
from components.text import day


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars in one month: its progress frame, its view, and the note under its finding."""

    frame: Table
    view: ProgressView
    note: str


@dataclass(frozen=True, slots=True)
class Month:
    """What the page says on one day: the finding, the figures (question, value, unit, meaning), the bars by chart."""

    day: date
    headline: str
    figures: tuple[tuple[str, str, str, str], ...]
    charts: Mapping[str, Bars]


def cube(months: Iterable[Month], lang: str) -> dict[str, Any]:
    """The months as plain lists and texts, to be sent as JSON.

    ``statuses`` is the order of the statuses in what ``progress.prepared`` says of each chart.
    """
    return {
        "statuses": list(DISPLAY_ORDER),
        "months": [
            {
                "day": month.day.isoformat(),
                "shown": day(month.day, "day", lang),
                "headline": month.headline,
                "figures": [list(figure) for figure in month.figures],
                "charts": {
                    chart: {
                        "sentence": sentence(bars.frame, bars.view),
                        "note": bars.note,
                        **prepared(bars.frame, bars.view),
                    }
                    for chart, bars in month.charts.items()
                },
            }
            for month in months
        ],
    }
