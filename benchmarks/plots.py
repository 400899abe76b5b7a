"""The tables that tell how a time grows, as pictures: medians as lines, whiskers up to the p95, logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from benchmarks.measure import Sample, Table
from components.pictures.svg import document, el, line, rect, text
from components.status_look import SURROUNDINGS

#: What grows: the column of these names that a table has.
ALONG = ("memoranda", "clients", "entries")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760.0, 340.0, 64.0, 300.0, 46.0, 40.0
_COLOURS = ("#00695C", "#2F6EA3", "#A63A2B", "#8A6100", "#5B3E8F", "#16202B")
#: Told apart without colour too.
_DASHES = (None, "7 3", "2 3", "9 3 2 3", "4 2", "12 4")
#: Labels closer than this would touch.
_APART = 15.0
_INK, _MUTED, _HAIR = SURROUNDINGS["light"].ink, SURROUNDINGS["light"].muted, SURROUNDINGS["light"].line


@dataclass(frozen=True, slots=True)
class Point:
    """A sample where so much was there: milliseconds."""

    along: float
    median: float
    p95: float


def plot(table: Table) -> str | None:
    """An SVG of a table whose samples of milliseconds were taken along at least three sizes; None of any other."""
    along = next((name for name in ALONG if table.rows and name in table.rows[0]), None)
    lines = {name: points for name, points in series(table, along).items() if len(points) > 2} if along else {}
    if not along or not lines:
        return None
    points = [point for found in lines.values() for point in found]
    right = _scale([point.along for point in points], _LEFT, _WIDTH - _RIGHT)
    up = _scale([value for point in points for value in (point.median, point.p95)], _HEIGHT - _BOTTOM, _TOP)
    label = text("milliseconds: median, and up to the p95", 0, 32, 11, _MUTED)
    paper = rect(-8, -8, _WIDTH + 16, _HEIGHT + 16, SURROUNDINGS["light"].paper)
    parts = [paper, text(table.title, 0, 14, 14, _INK, weight="SemiBold"), label, *_axes(points, along, right, up)]
    places = _spread([up(found[-1].median) for found in lines.values()])
    for place, (name, found) in enumerate(lines.items()):
        parts += _drawn(found, name, places[place], place, right, up)
    words = "; ".join(f"{name}: {', '.join(_told(point) for point in found)}" for name, found in lines.items())
    return document(_WIDTH, _HEIGHT, _WIDTH, "light", table.title, f"Milliseconds by {along}. {words}.", "", *parts)


def series(table: Table, along: str) -> Mapping[str, list[Point]]:
    """The lines of a table, each by its name: what its row says in words, and its column where there are several."""
    found: dict[str, list[Point]] = {}
    for row in table.rows:
        size, words = row[along], [cell for cell in row.values() if isinstance(cell, str)]
        timed = {name: cell for name, cell in row.items() if isinstance(cell, Sample) and cell.unit == "ms"}
        for name, cell in timed.items():
            if isinstance(size, int | float):
                key = ", ".join([*words, *([name] if len(timed) > 1 or not words else [])])
                found.setdefault(key, []).append(Point(size, cell.median, cell.quantile(0.95)))
    return found


def _scale(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    """From a value to its place between ``start`` and ``end``."""
    low, high = math.log(min(values)), math.log(max(values))
    return lambda value: start + (end - start) * (math.log(value) - low) / ((high - low) or 1)


def _axes(
    points: Sequence[Point], along: str, right: Callable[[float], float], up: Callable[[float], float]
) -> list[Element]:
    bottom, parts = _HEIGHT - _BOTTOM, []
    for size in sorted({point.along for point in points}):
        parts += [line(right(size), _TOP, right(size), bottom, _HAIR)]
        parts += [text(f"{size:,.0f}", right(size), bottom + 16, 11, _MUTED, anchor="middle")]
    parts.append(text(along, (_LEFT + _WIDTH - _RIGHT) / 2, bottom + 33, 11, _MUTED, anchor="middle"))
    for value in _ticks([value for point in points for value in (point.median, point.p95)]):
        parts += [line(_LEFT, up(value), _WIDTH - _RIGHT, up(value), _HAIR)]
        parts += [text(f"{value:,g} ms", _LEFT - 8, up(value) + 4, 11, _MUTED, anchor="end")]
    return parts


def _ticks(values: Sequence[float]) -> list[float]:
    """The powers of ten among the values, and twice and five times them where those are fewer than two."""
    powers = range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)
    round_ones = [step * 10.0**power for power in powers for step in (1, 2, 5)]
    within = [value for value in round_ones if min(values) <= value <= max(values)]
    tens = [value for value in within if value in {10.0**power for power in powers}]
    return tens if len(tens) > 1 else within


def _drawn(
    points: Sequence[Point], name: str, label: float, place: int,
    right: Callable[[float], float], up: Callable[[float], float],
) -> list[Element]:  # fmt: skip
    """A line with its whiskers, and its name beside its end."""
    colour, dashes = _COLOURS[place % len(_COLOURS)], _DASHES[place % len(_DASHES)]
    way = " ".join(f"{right(point.along):.1f},{up(point.median):.1f}" for point in points)
    whiskers = [
        line(right(point.along), up(point.median), right(point.along), up(point.p95), colour) for point in points
    ]
    end = _WIDTH - _RIGHT
    return [
        el("polyline", points=way, fill="none", stroke=colour, stroke_width=2, stroke_dasharray=dashes),
        *whiskers,
        line(end, up(points[-1].median), end + 14, label, colour),
        text(name, end + 18, label + 4, 11, _INK, width=_RIGHT - 20),
    ]


def _spread(heights: Sequence[float]) -> list[float]:
    """Heights for labels as near to these as may be, none closer than ``_APART``, none below the lines."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    found, least = [0.0] * len(heights), _TOP
    for rank, place in enumerate(order):
        most = _HEIGHT - _BOTTOM - _APART * (len(order) - rank - 1)
        least = found[place] = max(least, min(heights[place], most))
        least += _APART
    return found


def _told(point: Point) -> str:
    return f"{point.along:,.0f} {point.median:.1f} (p95 {point.p95:.1f})"
