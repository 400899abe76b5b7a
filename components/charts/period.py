"""Time as charts draw it: where a day lies in the period, the years, the milestones, and how long something lasted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from components.status_look import SURROUNDINGS, Theme
from components.text import Text, day, listing, plural
from components.tree import Node, h

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are drawn, ``start`` to ``end`` included, and the day ``as_of`` up to which anything is said."""

    start: date
    end: date
    as_of: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def ends_early(self) -> bool:
        """Whether a part of the period is left open because it lies after ``as_of``."""
        return self.as_of < self.end

    def percent(self, moment: date) -> float:
        """Where the beginning of a day lies between the start (0) and the day after the end (100), never outside."""
        elapsed = (moment - self.start).days / self.days
        return round(100 * min(1.0, max(0.0, elapsed)), 2)

    def years(self) -> list[tuple[date, date]]:
        """The calendar years as far as they are drawn: first day, and the day after the last."""
        turns = [date(year, 1, 1) for year in range(self.start.year + 1, self.end.year + 1)]
        return list(pairwise([self.start, *turns, self.end + _DAY]))


@dataclass(frozen=True, slots=True)
class Milestone:
    """A public event that explains a change of pace."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class Cabinet:
    """A government in office; ``government`` is the addressee's code; ``end`` is exclusive, None: still in office."""

    government: str
    name: str
    start: date
    end: date | None


def shown(milestones: Iterable[Milestone], period: Period) -> list[Milestone]:
    """The milestones that lie in what is drawn and were not still to come, in order of time."""
    within = (milestone for milestone in milestones if period.start <= milestone.day <= period.as_of)
    return sorted(within, key=lambda milestone: milestone.day)


def cut(cabinets: Iterable[Cabinet], government: str, period: Period) -> list[tuple[Cabinet, date, date]]:
    """The cabinets of a government as far as they are drawn: cabinet, first day, and the day after the last."""
    after = period.as_of + _DAY
    drawn = [
        (cabinet, max(cabinet.start, period.start), min(cabinet.end or after, after))
        for cabinet in cabinets
        if cabinet.government == government
    ]
    return sorted((found for found in drawn if found[1] < found[2]), key=lambda found: found[1])


def number(value: float) -> str:
    """A number as CSS takes it, without idle zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def placed(begin: date, end: date, period: Period) -> str:
    """The style that puts a band from ``begin`` to ``end`` (exclusive): left edge and width in percent."""
    left, right = period.percent(begin), period.percent(end)
    return f"--x:{number(left)};--w:{number(right - left)}"


def year_axis(period: Period) -> Node:
    """The years along the top or the bottom, each as wide as its days; drawn only, the words tell the dates."""
    years = [h("span", str(begin.year), style=f"--n:{(end - begin).days}") for begin, end in period.years()]
    return h("span", years, class_="years", aria_hidden="true")


def time_axis(period: Period, theme: Theme, side: str) -> dict[str, Any]:
    """The same for a figure: a date axis with each year written in its middle."""
    years = period.years()
    return {
        "type": "date",
        "side": side,
        "range": [period.start.isoformat(), (period.end + _DAY).isoformat()],
        "tickvals": [(begin + (end - begin) / 2).isoformat() for begin, end in years],
        "ticktext": [str(begin.year) for begin, _ in years],
        "tickfont": {"color": SURROUNDINGS[theme].muted, "size": 12},
    }


def hairlines(milestones: Iterable[Milestone], period: Period) -> str:
    """A style: the milestones as thin lines from top to bottom, and the day of the state where the period goes on."""
    places = [("--hairline", milestone.day) for milestone in shown(milestones, period)]
    if period.ends_early:
        places.append(("--ink", period.as_of + _DAY))
    layers = [
        f"linear-gradient(var({colour}) 0 0) {number(period.percent(moment))}% 0/1px 100% no-repeat"
        for colour, moment in places
    ]
    return f"--lines:{','.join(layers) or 'none'}"


def milestone_list(milestones: Iterable[Milestone], period: Period, lang: str) -> Node | None:
    """What the hairlines stand for, with dates; a number before each, as beside its hairline. None without any."""
    items = [
        h("li", h("b", day(found.day, "day", lang)), " ", found.label) for found in shown(milestones, period)
    ]  # fmt: skip
    return h("ol", items, class_="events") if items else None


def milestone_numbers(milestones: Iterable[Milestone], period: Period) -> Node:
    """The numbers above the hairlines; one that would stand on its neighbour gives way to it upward."""
    marks, level, highest, last = [], 0, 0, -100.0
    for place, milestone in enumerate(shown(milestones, period), start=1):
        where = period.percent(milestone.day)
        level = level + 1 if where - last < _NUMBER_WIDTH else 0
        highest, last = max(highest, level), where
        marks.append(h("i", str(place), style=f"--x:{number(where)};--lane:{level}"))
    return h("span", marks, class_="marks", style=f"--lanes:{highest + 1}", aria_hidden="true")


_NUMBER_WIDTH = 2.6  # percent of a ribbon: one digit


def duration(since: date, until: date, precision: str, lang: str) -> str:
    """How long it has been, in whole months: ``5 jaar en 7 maanden``; in days under a month.

    Of a year or month only the last day is stored: since ``2022`` is ``minstens 1 jaar`` at the end of 2023, and in the
    year or month itself ``hoogstens``.
    """
    begun = until.day < since.day and (until + _DAY).day != 1
    months = (until.year - since.year) * 12 + until.month - since.month - begun
    years, rest = divmod(months, 12)
    if precision == "year" and not years:
        return Text("hoogstens 1 jaar", "at most 1 year")[lang]
    if precision == "month" and not months:
        return Text("hoogstens 1 maand", "at most 1 month")[lang]
    if not months:
        return plural((until - since).days, Text("{n} dag", "{n} day"), Text("{n} dagen", "{n} days"), lang)
    parts = [plural(years, Text("{n} jaar", "{n} year"), Text("{n} jaar", "{n} years"), lang)] if years else []
    if precision == "year":
        return Text("minstens {0}", "at least {0}")[lang].format(*parts)
    if rest:
        parts.append(plural(rest, Text("{n} maand", "{n} month"), Text("{n} maanden", "{n} months"), lang))
    return listing(parts, lang)


def status_legend(codes: Iterable[str], labels: dict[str, str]) -> Node:
    """The statuses that occur, with colour and glyph."""
    return h("ul", [h("li", labels[code], class_=f"s-{code}") for code in codes], class_="legend")
