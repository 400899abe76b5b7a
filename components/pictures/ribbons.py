"""The course of requests as a picture: the ribbons of ``components.charts.ribbons``."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import groupby
from xml.etree.ElementTree import Element

import pandas as pd

from components.charts.period import shown
from components.charts.ribbon import Ribbon, RibbonsView, occurring, ribbons_of, sampled
from components.pictures import tally
from components.pictures.legend import glyph, legend
from components.pictures.lettering import width_of, wrapped
from components.pictures.svg import Drawing, Room, at, el, fill_of, line, rect, text
from components.status_look import SURROUNDINGS
from components.text import Text, day

_BAND, _SIZE, _LEAD, _AXIS, _CODE = 13, 12.5, 15, 22, 42
_GOVERNMENT, _STATUS, _NAMES = 40, 132, 0.32  # the last one of the room
_ROW, _BETWEEN = 22, 8


def drawing(frame: pd.DataFrame, view: RibbonsView, room: Room) -> Drawing:
    """A ribbon per track, those of a request together; where they do not fit, how many have which status.

    ``frame``: ``course.course``.
    """
    drawn = _ribbons(frame, view, room)
    if room.height is None or drawn.height <= room.height:
        return drawn
    counts = Counter(ribbon.status for ribbon in ribbons_of(frame, view))
    return tally.drawing(counts, view.statuses, view.lang, view.theme, room)


def _ribbons(frame: pd.DataFrame, view: RibbonsView, room: Room) -> Drawing:
    ribbons, colours = list(ribbons_of(frame, view)), SURROUNDINGS[view.theme]
    key, top = legend(occurring(ribbons), view.statuses, room.width, view.theme)
    # Of a single request the picture's own title tells the name.
    names = room.width * _NAMES if len({ribbon.request for ribbon in ribbons}) > 1 else 0.0
    left, right = names + _GOVERNMENT, room.width - _STATUS
    top += 6 + _AXIS
    drawn, y = [], top
    for request, found in groupby(ribbons, lambda each: each.request):
        tracks = list(found)
        high = _height(request, len(tracks), view, names)
        drawn.append(at(0, y, *_request(request, tracks, view, names, (left, right), high), data_request=request))
        y += high + _BETWEEN
        drawn.append(line(0, y - _BETWEEN / 2, room.width, y - _BETWEEN / 2, colours.line, stroke_width=0.75))
    lines = _through(view, left, right, top - 4, y - _BETWEEN / 2)
    said = sampled(ribbons, view.lang)
    note, y = _below(said, colours.muted, room.width, y)
    events, bottom = _events(view, room.width, y + 8) if room.height is None else (None, y)
    years = _years(view, left, right, top - 8)
    told = (*(_in_words(each, view) for each in ribbons), *([said] if said else []))
    return Drawing(el("g", key, years, *drawn, lines, note, events), bottom, told)


def _below(said: str, muted: str, width: float, y: float) -> tuple[Element, float]:
    """A sentence below the ribbons, and where it ends."""
    found = el("g")
    for words in wrapped(said, width, 11) if said else []:
        y += 14.5
        found.append(text(words, 0, y, 11, muted, width=max(width, width_of(words, 11))))
    return found, y


def _title(request: str, view: RibbonsView, names: float) -> list[str]:
    return wrapped(view.titles[request], names - _CODE - 8, _SIZE) if names else []


def _height(request: str, tracks: int, view: RibbonsView, names: float) -> float:
    return max(tracks * _ROW, len(_title(request, view, names)) * _LEAD + 5)


def _request(
    request: str, tracks: list[Ribbon], view: RibbonsView, names: float, across: tuple[float, float], high: float
) -> list[Element]:
    ink = SURROUNDINGS[view.theme].ink
    drawn = [text(request, 0, 15, _SIZE, ink, weight="SemiBold")] if names else []
    for place, words in enumerate(_title(request, view, names)):
        drawn.append(text(words, _CODE, 15 + place * _LEAD, _SIZE, ink, width=names - _CODE - 8))
    for place, ribbon in enumerate(tracks):
        drawn.append(at(0, place * _ROW, *_track(ribbon, view, *across), data_government=ribbon.government))
    return drawn


def _track(ribbon: Ribbon, view: RibbonsView, left: float, right: float) -> list[Element]:
    colours, scale = SURROUNDINGS[view.theme], (right - left) / 100
    bands = []
    for segment in ribbon.segments:
        begin, end = (view.period.percent(moment) * scale for moment in (segment.begin, segment.end))
        bands.append(
            rect(
                left + begin, 4, max(end - begin, 1), _BAND, fill_of(segment.status, view.theme),
                data_status=segment.status, data_from=segment.begin.isoformat(),
            )
        )  # fmt: skip
    return [
        text(ribbon.government, left - 8, 15, 11.5, colours.muted, anchor="end"),
        *bands,
        glyph(ribbon.status, right + 16, 10.5, colours.ink),
        text(view.statuses[ribbon.status], right + 28, 15, _SIZE, colours.ink, width=_STATUS - 28),
    ]


def _years(view: RibbonsView, left: float, right: float, y: float) -> Element:
    muted, found = SURROUNDINGS[view.theme].muted, el("g", aria_hidden="true")
    for begin, end in view.period.years():
        middle = (view.period.percent(begin) + view.period.percent(end)) / 200
        found.append(text(str(begin.year), left + middle * (right - left), y, 11.5, muted, anchor="middle"))
    return found


def _through(view: RibbonsView, left: float, right: float, top: float, bottom: float) -> Element:
    """Milestones, and the day of the state where the period goes on, through all rows."""
    colours, found, period = SURROUNDINGS[view.theme], el("g"), view.period
    places = [(milestone.day, colours.muted) for milestone in shown(view.milestones, period)]
    if period.ends_early:
        places.append((period.as_of + timedelta(days=1), colours.ink))
    for moment, colour in places:
        x = left + (right - left) * period.percent(moment) / 100
        found.append(line(x, top, x, bottom, colour, stroke_opacity=0.45, stroke_width=0.75))
    return found


def _events(view: RibbonsView, width: float, y: float) -> tuple[Element, float]:
    """What the hairlines stand for."""
    muted = SURROUNDINGS[view.theme].muted
    events = [f"{day(each.day, 'day', view.lang)}: {each.label}" for each in shown(view.milestones, view.period)]
    if not events:
        return el("g"), y - 8
    lead = Text("Dunne lijnen: ", "Thin lines: ")[view.lang]
    return _below(f"{lead}{'; '.join(events)}.", muted, width, y - 6.5)


def _in_words(ribbon: Ribbon, view: RibbonsView) -> str:
    """``8.1 Titel, Vlaamse overheid: opgepikt van … tot …; beslist sinds ….``"""
    told = "; ".join(segment.words[0].lower() + segment.words[1:] for segment in ribbon.segments)
    return f"{ribbon.request} {view.titles[ribbon.request]}, {view.governments[ribbon.government]}: {told}."
