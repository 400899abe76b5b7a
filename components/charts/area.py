"""What both forms of the progress over time share: the view, and where things go in the drawing.

Edges of the areas, labels at the end, flags above: heights and widths in percent of the area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from components.charts.parts import Table, rows_of
from components.charts.period import Cabinet, Milestone, Period, shown
from components.status_look import DISPLAY_ORDER, Theme
from components.text import Text, day

_DAY = timedelta(days=1)
LABEL_GAP = 6.5  # labels at the end closer than this would stand on each other
_LETTER = 0.72  # what a letter of a milestone takes on a desktop screen


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What the frame does not say. ``governments``: code to name, whose ``cabinets`` stand under the axis.

    ``href`` leads from a day and a status to the requests that had it then.
    """

    lang: str
    theme: Theme
    caption: str
    period: Period
    statuses: Mapping[str, str]
    governments: Mapping[str, str]
    milestones: tuple[Milestone, ...]
    cabinets: tuple[Cabinet, ...]
    href: Callable[[date, str], str]


def day_of(month: str, period: Period) -> date:
    """The day a point of the trend stands for: the last of ``2019-05``, or the day of the state in its own month."""
    year, place = (int(part) for part in month.split("-"))
    return min(date(year + place // 12, place % 12 + 1, 1) - _DAY, period.as_of)


def in_office(cabinet: Cabinet, lang: str) -> str:
    """``van 2 oktober 2019 tot 30 september 2024`` or ``sinds 1 december 2024``."""
    begin = day(cabinet.start, "day", lang)
    if cabinet.end is None:
        return Text(f"sinds {begin}", f"since {begin}")[lang]
    end = day(cabinet.end, "day", lang)
    return Text(f"van {begin} tot {end}", f"from {begin} until {end}")[lang]


def full(cabinet: Cabinet, lang: str) -> str:
    """A cabinet with its time in office."""
    return f"{cabinet.name}, {in_office(cabinet, lang)}"


@dataclass(frozen=True, slots=True)
class Flag:
    """A milestone with its label from ``first`` to ``last`` in a ``lane`` above the area, its pole at ``x``."""

    milestone: Milestone
    x: float
    first: float
    last: float
    lane: int

    @property
    def points_left(self) -> bool:
        """Whether the label stands left of its pole: near the end, where there is no room on the right."""
        return self.first < self.x


def highest(frame: Table) -> int:
    """The largest number of tracks in any month."""
    return max((record["tracks"] for record in rows_of(frame)), default=0)


def stacked(frame: Table) -> Iterator[tuple[str, list[float]]]:
    """Each status that occurs with the upper edge of its area per month; the largest number of tracks is 100.

    ``frame``: ``tracks`` and an integer column per status, a row per month.
    """
    records = rows_of(frame)
    whole = highest(records) or 1
    level = [0] * len(records)
    for code in DISPLAY_ORDER:
        level = [under + record[code] for under, record in zip(level, records, strict=True)]
        if any(record[code] for record in records):
            yield code, [100 * edge / whole for edge in level]


def bends(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points of an edge without those inside a level stretch, which change nothing."""
    inner = zip(points, points[1:], points[2:], strict=False)
    kept = [point for before, point, after in inner if not before[1] == point[1] == after[1]]
    return [points[0], *kept, points[-1]] if len(points) > 1 else points


def ends(frame: Table, gap: float = LABEL_GAP) -> list[tuple[str, int, float]]:
    """The statuses in the last month: code, count, and a height for the label, beside its area and free of others.

    Labels are at least ``gap`` percent of the height apart.
    """
    records = rows_of(frame)
    if not records:
        return []
    found, under = [], 0.0
    for code, edges in stacked(records):
        count = records[-1][code]
        if count:
            found.append((code, count, (under + edges[-1]) / 2))
        under = edges[-1]
    heights: list[float] = []
    for place, (_, _, middle) in enumerate(found):
        above = heights[-1] + gap if heights else 0
        room_for_the_rest = 100 - gap * (len(found) - place - 0.5)
        heights.append(min(room_for_the_rest, max(middle, above, gap / 2)))
    return [(code, count, height) for (code, count, _), height in zip(found, heights, strict=True)]


def flags(milestones: Iterable[Milestone], period: Period, letter: float = _LETTER) -> list[Flag]:
    """The milestones in order of time, in lanes such that no label overlaps another or is crossed by its pole.

    Those with room on their right are placed from right to left, then the others from left to right: so each finds a
    lane above the poles that its label passes. Where none is free, the one with the least harm is taken.
    ``letter``: what a letter takes, in percent of the area.
    """
    return list(_flown(tuple(shown(milestones, period)), replace(period, as_of=period.end), letter))


@lru_cache(maxsize=64)
def _flown(milestones: tuple[Milestone, ...], period: Period, letter: float) -> tuple[Flag, ...]:
    found = [(milestone, period.percent(milestone.day), letter * len(milestone.label)) for milestone in milestones]
    rightward = [(milestone, x, x, x + width) for milestone, x, width in reversed(found) if x + width <= 100]
    leftward = [(milestone, x, x - width, x) for milestone, x, width in found if x + width > 100]
    flown: list[Flag] = []
    for where in rightward + leftward:
        tries = [Flag(*where, lane) for lane in range(len(found))]
        flown.append(min(tries, key=lambda flag: sum(_clash(flag, other) for other in flown)))
    return tuple(sorted(flown, key=lambda flag: flag.x))


def lanes(flown: list[Flag]) -> int:
    """How many lanes the flags take."""
    return 1 + max((flag.lane for flag in flown), default=-1)


def _clash(flag: Flag, other: Flag) -> int:
    """How bad it is: labels on each other cannot be read, a pole through a label can be read past."""
    low, high = sorted((flag, other), key=lambda each: each.lane)
    if low.lane == high.lane:
        return 100 if flag.first < other.last + 1 and other.first < flag.last + 1 else 0
    return int(low.first - 0.5 < high.x < low.last + 0.5)
