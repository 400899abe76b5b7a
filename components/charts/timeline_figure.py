"""Progress over time as a Plotly figure; see ``components.charts.timeline``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from components.charts import area
from components.charts.area import TimelineView
from components.charts.parts import Rows, Table, occurring, rows_of
from components.charts.period import cut, time_axis
from components.status_look import STATUS_LOOK, SURROUNDINGS
from components.template import Figure, template
from components.text import Text, day
from components.text import number as count_text

#: Pixels, as in ``assets/charts.css``.
HEIGHT, FLAG, BAND, AXIS, LEFT, RIGHT = 320, 20, 22, 24, 48, 184

_DAY = timedelta(days=1)


def figure(frame: Table, view: TimelineView) -> Figure:
    """The area. ``frame``: ``models.progress.trend`` of one key: ``month, tracks`` and an integer column per status.

    A stacked trace per status that occurs, from result at the bottom to halted at the top, and a row of bars per
    government for its cabinets.
    """
    records = rows_of(frame)
    days = [area.day_of(record["month"], view.period) for record in records]
    moments = [(moment.isoformat(), day(moment, "day", view.lang)) for moment in days]
    top, under = _margins(view)
    floor = under / (HEIGHT + under)
    return {
        "data": [_area(records, view, moments, code) for code in occurring(records)] + _cabinet_traces(view),
        "layout": {
            "template": template(view.theme),
            "height": HEIGHT + top + under,
            "margin": {"l": LEFT, "r": RIGHT, "t": top, "b": 0},
            "annotations": [*_end_notes(frame, view, floor), *_flag_notes(view), *_government_notes(view)],
            "shapes": _lines(view, floor),
            "xaxis": {**time_axis(view.period, view.theme, "bottom"), "anchor": "y"},
            "yaxis": _count_axis(frame, view, floor),
            "yaxis2": {
                "domain": [0, BAND * len(view.governments) / (HEIGHT + under)],
                "range": [len(view.governments) - 0.5, -0.5],
                "visible": False,
            },
        },
    }


def _margins(view: TimelineView) -> tuple[int, int]:
    """Pixels above the area for the flags, and under it for the years and the cabinets."""
    flown = area.flags(view.milestones, view.period)
    return area.lanes(flown) * FLAG + 4, AXIS + BAND * len(view.governments)


def _area(records: Rows, view: TimelineView, moments: list[tuple[str, str]], code: str) -> dict[str, Any]:
    """``moments``: the day of each record, for Plotly and in words."""
    paint = STATUS_LOOK[code].paint(view.theme)
    hatched = {"shape": "/", "fgcolor": paint.stripe, "bgcolor": paint.fill, "size": 7, "solidity": 0.4}
    return {
        "type": "scatter",
        "name": view.statuses[code],
        "mode": "lines",
        "stackgroup": "status",
        "x": [moment for moment, _ in moments],
        "y": [record[code] for record in records],
        "fillcolor": paint.fill,
        **({"fillpattern": hatched} if paint.stripe else {}),
        "line": {"width": 0.75, "color": SURROUNDINGS[view.theme].paper},
        "customdata": [
            [told, view.statuses[code], record[code], record["tracks"]]
            for (_, told), record in zip(moments, records, strict=True)
        ],
        "hovertemplate": Text(
            "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]} van %{customdata[3]}<extra></extra>",
            "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]} of %{customdata[3]}<extra></extra>",
        )[view.lang],
    }


def _cabinet_traces(view: TimelineView) -> list[dict[str, Any]]:
    colours = SURROUNDINGS[view.theme]
    bands = [
        (place, cabinet, begin, end)
        for place, code in enumerate(view.governments)
        for cabinet, begin, end in cut(view.cabinets, code, view.period)
    ]
    if not bands:
        return []
    return [
        {
            "type": "bar",
            "orientation": "h",
            "yaxis": "y2",
            "width": 0.85,
            "y": [place for place, _, _, _ in bands],
            "base": [begin.isoformat() for _, _, begin, _ in bands],
            "x": [(end - begin) // _DAY * 86_400_000 for _, _, begin, end in bands],
            "text": [_if_it_fits(cabinet.name, end - begin) for _, cabinet, begin, end in bands],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "insidetextfont": {"color": colours.ink, "size": 12},
            "marker": {"color": colours.line, "line": {"width": 2, "color": colours.paper}},
            "customdata": [area.full(cabinet, view.lang) for _, cabinet, _, _ in bands],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    ]


def _if_it_fits(name: str, time: timedelta) -> str:
    return name if time.days > 16 * len(name) else ""


def _end_notes(frame: Table, view: TimelineView, floor: float) -> Iterator[dict[str, Any]]:
    """Glyph, count and label of each status at the end of its area."""
    end = view.period.percent(view.period.as_of) / 100
    for code, count, height in area.ends(frame):
        text = f"{STATUS_LOOK[code].glyph} <b>{count_text(count, view.lang)}</b> {view.statuses[code]}"
        yield _note(text, end, floor + (1 - floor) * height / 100, xshift=8, xanchor="left")


def _flag_notes(view: TimelineView) -> Iterator[dict[str, Any]]:
    muted = SURROUNDINGS[view.theme].muted
    for flag in area.flags(view.milestones, view.period):
        side, shift = ("right", -3) if flag.points_left else ("left", 3)
        lift = flag.lane * FLAG + FLAG / 2
        yield _note(
            flag.milestone.label, flag.x / 100, 1, yshift=lift, xanchor=side, xshift=shift,
            font={"size": 12, "color": muted}, name="flag",
        )  # fmt: skip


def _government_notes(view: TimelineView) -> Iterator[dict[str, Any]]:
    for place, code in enumerate(view.governments):
        yield {**_note(code, 0, place, xanchor="left", xshift=-LEFT, font={"size": 12}), "yref": "y2"}


def _note(text: str, x: float, y: float, **where: Any) -> dict[str, Any]:
    base = {"text": text, "xref": "paper", "yref": "paper", "x": x, "y": y, "yanchor": "middle", "showarrow": False}
    return {**base, "font": {"size": 13}, **where}


def _lines(view: TimelineView, floor: float) -> list[dict[str, Any]]:
    """A pole per milestone, from its flag down to the axis."""
    colour, height = SURROUNDINGS[view.theme].muted, HEIGHT / (1 - floor)
    return [
        {
            "type": "line", "xref": "paper", "yref": "paper", "x0": flag.x / 100, "x1": flag.x / 100,
            "y0": floor, "y1": 1 + (flag.lane + 0.9) * FLAG / height,
            "line": {"width": 1, "color": colour}, "opacity": 0.6,
        }
        for flag in area.flags(view.milestones, view.period)
    ]  # fmt: skip


def _count_axis(frame: Table, view: TimelineView, floor: float) -> dict[str, Any]:
    whole = area.highest(frame) or 1
    return {
        "domain": [floor, 1],
        "range": [0, whole],
        "tickvals": [whole],
        "ticktext": [count_text(whole, view.lang)],
        "tickfont": {"color": SURROUNDINGS[view.theme].muted, "size": 12},
    }
