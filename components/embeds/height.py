"""How high an embed will be at a width: for frames that cannot be told, because no script runs around them.

An estimate from the number of rows and letters, never too low by more than a line or two; the script replaces it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import ceil
from typing import Any

from components.charts import progress, ribbons, timeline
from components.embeds.chart import Chart

#: Below this many pixels names stand above their bars (48em in the style sheets).
_NARROW = 768
_PADDING = 32
_STEP = 10


def height(chart: Chart, width: int, added: Iterable[str] = ()) -> int:
    """Pixels, rounded up; ``added`` are the sentences of the lens."""
    room = width - _PADDING
    around = (
        24 * _lines(chart.title, 10, room) + 22 * _lines(chart.sentence, 7.8, room) + 19 * _lines(chart.about, 7, room)
    )
    notes = sum(4 + 19 * _lines(note, 7, room) for note in chart.notes)
    notes += sum(10 + 22 * _lines(line, 7.8, room - 15) for line in added)
    footer = 28 + 19 * _lines("x" * 170, 7, room) + 26 * _lines("x" * 84, 8, room)
    return _STEP * ceil((around + notes + footer + 50 + _drawn(chart, room, width < _NARROW)) / _STEP)


def _drawn(chart: Chart, room: int, narrow: bool) -> float:
    view, rows = chart.view, len(chart.frame)
    if chart.drawing is progress:
        names = [f"{key} {view.names[key]}" for key in chart.frame["key"]]
        return _legend(9, room) + (sum(44 + 19 * _lines(name, 8, room - 48) for name in names) if narrow else 36 * rows)
    if chart.drawing is timeline:
        area = 370 if narrow else 470
        return area + _events(view, room) + _legend(9, room) + len(view.period.years()) * (64 if narrow else 36)
    if chart.drawing is ribbons:
        return _legend(6, room) + 70 + _requests(chart, room, narrow) + _events(view, room)
    return 60 + len(view.goals) * (38 if narrow else 28) + 28 * len({goal.pillar for goal in view.goals})


def _requests(chart: Chart, room: int, narrow: bool) -> float:
    """The ribbons of each request, under its name or beside it."""
    tracks = Counter(request for request, _ in set(zip(chart.frame["request"], chart.frame["government"], strict=True)))
    names = {code: 20 * _lines(f"{code} {chart.view.titles[code]}", 8, room if narrow else 284) for code in tracks}
    if narrow:
        return sum(9 + names[code] + 58 * count for code, count in tracks.items())
    return sum(2 + max(8 + names[code], 33 * count) for code, count in tracks.items())


def _events(view: Any, room: int) -> float:
    """The list of milestones, in two columns where there is room for them."""
    columns = 2 if room >= 736 else 1
    column = room // columns - 30
    listed = sum(19 * _lines(f"{' ' * 18}{found.label}", 7.2, column) for found in view.milestones)
    return 20 + listed / columns


def _legend(statuses: int, room: int) -> float:
    """The rows of a legend; a status takes about as much as its label."""
    return 12 + 24 * ceil(statuses * 128 / room)


def _lines(text: str, letter: float, room: int) -> int:
    return ceil(len(text) * letter / room)
