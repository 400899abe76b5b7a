"""The course of requests as a Plotly figure; see ``components.charts.ribbons``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from textwrap import wrap
from typing import Any

import pandas as pd

from components.charts.period import shown, time_axis
from components.charts.ribbon import Ribbon, RibbonsView, occurring, ribbons_of, sampled
from components.status_look import STATUS_LOOK, SURROUNDINGS
from components.template import Figure, template

#: Pixels.
ROW_HEIGHT, BAND_HEIGHT, NAME_WIDTH, GOVERNMENT_WIDTH, STATUS_WIDTH, AXIS_HEIGHT = 32, 16, 300, 56, 168, 28

_DAY = timedelta(days=1)


def figure(frame: pd.DataFrame, view: RibbonsView) -> Figure:
    """The ribbons. ``frame``: ``course.course`` (``request, government, dossier, status, valid_from, valid_to``,
    exclusive, ``entry`` or None, ``sampled``), the tracks of a request together; a bar trace per status that occurs.

    In customdata: request, government, what the segment says in words, and the address behind it.
    """
    ribbons = list(ribbons_of(frame, view))
    below = (
        [_note(said, len(ribbons), x=0, xshift=-NAME_WIDTH - GOVERNMENT_WIDTH)]
        if (said := sampled(ribbons, view.lang))
        else []
    )
    foot = ROW_HEIGHT * len(below)
    return {
        "data": [_bars(ribbons, view, code) for code in occurring(ribbons)],
        "layout": {
            "template": template(view.theme),
            "height": ROW_HEIGHT * len(ribbons) + AXIS_HEIGHT + foot,
            "margin": {"l": NAME_WIDTH + GOVERNMENT_WIDTH, "r": STATUS_WIDTH, "t": AXIS_HEIGHT, "b": foot},
            "barmode": "overlay",
            "annotations": [*_words(ribbons, view), *below],
            "shapes": list(_lines(view)),
            "xaxis": time_axis(view.period, view.theme, "top"),
            "yaxis": {"range": [len(ribbons) - 0.5, -0.5], "visible": False},
        },
    }


def _bars(ribbons: list[Ribbon], view: RibbonsView, code: str) -> dict[str, Any]:
    paint = STATUS_LOOK[code].paint(view.theme)
    marker: dict[str, Any] = {"color": paint.fill, "line": {"width": 0}}
    if paint.stripe:
        marker["pattern"] = {"shape": "/", "fgcolor": paint.stripe, "bgcolor": paint.fill, "size": 7, "solidity": 0.4}
    drawn = [
        (place, ribbon, segment)
        for place, ribbon in enumerate(ribbons)
        for segment in ribbon.segments
        if segment.status == code
    ]
    return {
        "type": "bar",
        "name": view.statuses[code],
        "orientation": "h",
        "y": [place for place, _, _ in drawn],
        "base": [segment.begin.isoformat() for _, _, segment in drawn],
        "x": [(segment.end - segment.begin) // _DAY * 86_400_000 for _, _, segment in drawn],
        "customdata": [
            [ribbon.request, view.governments[ribbon.government], segment.words, segment.href]
            for _, ribbon, segment in drawn
        ],
        "width": BAND_HEIGHT / ROW_HEIGHT,
        "marker": marker,
        "hovertemplate": "<b>%{customdata[0]}</b> %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    }


def _words(ribbons: list[Ribbon], view: RibbonsView) -> Iterator[dict[str, Any]]:
    """Request (once), government and present status beside the ribbons."""
    said = None
    for place, ribbon in enumerate(ribbons):
        if ribbon.request != said:
            said = ribbon.request
            title = "<br>".join(wrap(view.titles[said], 40)[:2])
            yield _note(f"<b>{said}</b>  {title}", place, x=0, xshift=-NAME_WIDTH - GOVERNMENT_WIDTH)
        yield _note(ribbon.government, place, x=0, xshift=-GOVERNMENT_WIDTH)
        look = STATUS_LOOK[ribbon.status]
        yield _note(f"{look.glyph} {view.statuses[ribbon.status]}", place, x=1, xshift=12)


def _note(text: str, place: int, **where: Any) -> dict[str, Any]:
    note = {"text": text, "xref": "paper", "yref": "y", "y": place, "xanchor": "left", "align": "left"}
    return {**note, "showarrow": False, "font": {"size": 13}, **where}


def _lines(view: RibbonsView) -> Iterator[dict[str, Any]]:
    """Milestones, and the day of the state where the period goes on, as hairlines through all rows."""
    colours = SURROUNDINGS[view.theme]
    places = [(milestone.day, colours.muted) for milestone in shown(view.milestones, view.period)]
    if view.period.ends_early:
        places.append((view.period.as_of + _DAY, colours.ink))
    for moment, colour in places:
        yield {"type": "line", "xref": "x", "yref": "paper", "x0": moment.isoformat(), "x1": moment.isoformat(),
               "y0": 0, "y1": 1, "line": {"width": 1, "color": colour}, "opacity": 0.6}  # fmt: skip
