"""Progress over time as a picture: the area of ``components.charts.timeline``."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

from components.charts import area
from components.charts.area import TimelineView
from components.charts.parts import Table, rows_of
from components.charts.period import cut
from components.pictures.legend import glyph
from components.pictures.lettering import width_of
from components.pictures.svg import Drawing, Room, at, el, fill_of, line, rect, text
from components.status_look import DISPLAY_ORDER, SURROUNDINGS
from components.text import day, listing, number

_FLAG, _BAND, _AXIS, _LEFT, _RIGHT = 15, 19, 20, 34, 152
_PLANE, _LABEL, _LETTER = 300, 17, 6


def drawing(frame: Table, view: TimelineView, room: Room) -> Drawing:
    """The area with its labels, and milestones and cabinets where there is room for them.

    ``frame``: a row per month, ``tracks`` and an integer column per status.
    """
    wide, on_card = room.width - _LEFT - _RIGHT, room.height is not None
    cabinets = [] if on_card else [code for code in view.governments if _bands(code, view)]
    flown = [] if on_card else area.flags(view.milestones, view.period, 100 * _LETTER / wide)
    top, under = area.lanes(flown) * _FLAG + 4, _AXIS + _BAND * len(cabinets)
    high = room.height - top - under if room.height else _PLANE
    bands = [_cabinets(place, code, view, wide) for place, code in enumerate(cabinets)]
    whole = el(
        "g",
        at(_LEFT, top, _areas(frame, view, wide, high), _labels(frame, view, wide, high)),
        _most(frame, view, top),
        at(_LEFT, top, _poles(flown, view, wide, high)),
        at(_LEFT, top + high, _years(view, wide), *bands),
    )
    return Drawing(whole, top + high + under, _in_words(frame, view))


def _areas(frame: Table, view: TimelineView, wide: float, high: float) -> Element:
    """The highest edge first, so that each area covers those behind it."""
    across = [view.period.percent(area.day_of(row["month"], view.period)) for row in rows_of(frame)]
    found, paper = el("g"), SURROUNDINGS[view.theme].paper
    for code, edge in reversed(list(area.stacked(frame))):
        corners = [(across[-1], 0.0), (across[0], 0.0), *area.bends(list(zip(across, edge, strict=True)))]
        points = " ".join(f"{x * wide / 100:.1f},{high - y * high / 100:.1f}" for x, y in corners)
        found.append(
            el("polygon", points=points, fill=fill_of(code, view.theme), stroke=paper, stroke_width=0.75,
               data_status=code)
        )  # fmt: skip
    return found


def _labels(frame: Table, view: TimelineView, wide: float, high: float) -> Element:
    """Glyph, count and status at the end of each area, joined to it where it had to move."""
    ink, x = SURROUNDINGS[view.theme].ink, wide * view.period.percent(view.period.as_of) / 100
    found = el("g")
    for code, count, height in area.ends(frame, 100 * _LABEL / high):
        y, shown = high - height * high / 100, number(count, view.lang)
        after = 28 + width_of(shown, 13, "SemiBold") + 5
        found.append(
            at(
                x, y, glyph(code, 16, 0, ink), text(shown, 28, 4.6, 13, ink, weight="SemiBold"),
                text(view.statuses[code], after, 4.6, 12.5, ink, width=_RIGHT - after), data_status=code,
            )
        )  # fmt: skip
    return found


def _most(frame: Table, view: TimelineView, top: float) -> Element:
    """What the full height stands for."""
    return text(
        number(area.highest(frame), view.lang), _LEFT - 6, top + 9, 11.5, SURROUNDINGS[view.theme].muted, anchor="end"
    )


def _poles(flown: list[area.Flag], view: TimelineView, wide: float, high: float) -> Element:
    muted, found = SURROUNDINGS[view.theme].muted, el("g")
    for flag in flown:
        x, y = flag.x * wide / 100, -flag.lane * _FLAG
        found.append(line(x, y - _FLAG + 3, x, high, muted, stroke_opacity=0.55, stroke_width=0.75))
        side = -4 if flag.points_left else 4
        anchor = "end" if flag.points_left else "start"
        found.append(text(flag.milestone.label, x + side, y - 5, 11, muted, anchor=anchor))  # type: ignore[arg-type]
    return found


def _years(view: TimelineView, wide: float) -> Element:
    muted, found = SURROUNDINGS[view.theme].muted, el("g")
    for begin, end in view.period.years():
        middle = (view.period.percent(begin) + view.period.percent(end)) / 200
        found.append(text(str(begin.year), middle * wide, 14, 11.5, muted, anchor="middle"))
    return found


def _bands(code: str, view: TimelineView) -> list[tuple[str, date, date]]:
    return [(cabinet.name, begin, end) for cabinet, begin, end in cut(view.cabinets, code, view.period)]


def _cabinets(place: int, code: str, view: TimelineView, wide: float) -> Element:
    colours = SURROUNDINGS[view.theme]
    found = at(0, _AXIS + place * _BAND, text(code, -6, 13, 11.5, colours.muted, anchor="end"))
    for name, begin, end in _bands(code, view):
        left, right = (view.period.percent(moment) * wide / 100 for moment in (begin, end))
        found.append(rect(left, 1, max(right - left - 1.5, 0.5), _BAND - 3, colours.line))
        if width_of(name, 11) < right - left - 8:
            found.append(text(name, (left + right) / 2, 13, 11, colours.ink, anchor="middle"))
    return found


def _in_words(frame: Table, view: TimelineView) -> tuple[str, ...]:
    """A line for the end of each year, and for the day of the state."""
    records = rows_of(frame)
    return tuple(
        f"{day(area.day_of(record['month'], view.period), 'day', view.lang)}: "
        + listing(
            [
                f"{number(int(record[code]), view.lang)} {view.statuses[code].lower()}"
                for code in DISPLAY_ORDER
                if record[code]
            ],
            view.lang,
        )
        + "."
        for record in records
        if record["month"].endswith("-12") or record is records[-1]
    )
