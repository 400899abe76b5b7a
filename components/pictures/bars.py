"""Progress as a picture: the bars of ``components.charts.progress``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from components.charts.parts import Table, occurring, rows_of
from components.charts.progress import NARROWEST_FOR_GLYPH, ProgressView, widths
from components.pictures.legend import glyph, legend
from components.pictures.lettering import width_of, wrapped
from components.pictures.svg import Drawing, Room, at, el, fill_of, rect, text
from components.status_look import DISPLAY_ORDER, STATUS_LOOK, SURROUNDINGS
from components.text import listing, number

_ROW, _BAR, _NAME, _NUMBER, _BETWEEN = 30, 0.74, 13.5, 13, 1.5
_WIDEST_NAME = 0.38  # of the room
_TOTAL, _KEY, _SMALLEST = 34, 26, 5


def drawing(frame: Table, view: ProgressView, room: Room) -> Drawing:
    """The bars with their legend. ``frame``: ``key, tracks`` and an integer column per status."""
    records = rows_of(frame)
    shown, top = legend(occurring(frame), view.statuses, room.width, view.theme)
    high = min(44.0, (room.height - top - 8) / max(len(records), 1)) if room.height else _ROW
    left = _names_width(records, view, room.width)
    rows = [
        at(0, top + 8 + place * high, *_row(record, view, left, room.width - _TOTAL, high), data_key=record["key"])
        for place, record in enumerate(records)
    ]
    return Drawing(
        el("g", shown, *rows), top + 8 + high * len(records), tuple(_in_words(record, view) for record in records)
    )


def _names_width(records: list[dict[str, Any]], view: ProgressView, width: float) -> float:
    longest = max((width_of(view.names[record["key"]], _NAME) for record in records), default=0)
    return min(longest + _indent(view), _WIDEST_NAME * width) + 16


def _indent(view: ProgressView) -> float:
    return _KEY if view.numbered else 0.0


def _row(record: Mapping[str, Any], view: ProgressView, left: float, right: float, high: float) -> list[Element]:
    middle, colours, indent = high / 2, SURROUNDINGS[view.theme], _indent(view)
    room = left - 12 - indent
    size, lines = _fitted(view.names[record["key"]], room, high)
    first = middle + size * 0.36 - (len(lines) - 1) * size * 0.55
    drawn = [
        text(words, indent, first + place * size * 1.1, size, colours.ink, width=room)
        for place, words in enumerate(lines)
    ]
    if view.numbered:
        drawn.append(text(record["key"], indent - 8, first, size, colours.muted, anchor="end"))
    x, bar = left, high * _BAR
    for code, share in widths(record).items():
        if share:
            drawn.append(_segment(code, record, view, x, (right - left) * share, high, bar))
            x += (right - left) * share
    size = min(_NUMBER, 0.62 * high)
    tracks, base = number(int(record["tracks"]), view.lang), middle + 0.36 * size
    total = text(tracks, right + _TOTAL, base, size, colours.muted, anchor="end")
    return [*drawn, total]


def _fitted(name: str, width: float, high: float) -> tuple[float, list[str]]:
    """The size at which a name fits into its row, and its lines."""
    size = min(_NAME, 0.62 * high)
    while len(wrapped(name, width, size)) * size * 1.1 > high and size > _SMALLEST:
        size -= 0.5
    return size, wrapped(name, width, size)


def _segment(
    code: str, record: Mapping[str, Any], view: ProgressView, x: float, wide: float, high: float, bar: float
) -> Element:
    ink, count = STATUS_LOOK[code].paint(view.theme).ink, number(int(record[code]), view.lang)
    middle, size = x + (wide - _BETWEEN) / 2, min(_NUMBER, 0.62 * high)
    surface = rect(x, (high - bar) / 2, max(wide - _BETWEEN, 1), bar, fill_of(code, view.theme), rx=2)
    with_glyph = widths(record)[code] >= NARROWEST_FOR_GLYPH and wide > 40
    beside = 8.0 if with_glyph else 0.0
    told = text(count, middle + beside, high / 2 + size * 0.36, size, ink, weight="SemiBold", anchor="middle")
    mark = glyph(code, middle - width_of(count, size, "SemiBold") / 2 - 1, high / 2, ink) if with_glyph else None
    return el("g", surface, mark, told, data_status=code)


def _in_words(record: Mapping[str, Any], view: ProgressView) -> str:
    """``4 Armoede en zorg (23 vragen): 12 deels gerealiseerd, 1 beslist en 10 ingediend.``"""
    parts = [
        f"{number(int(record[code]), view.lang)} {view.statuses[code].lower()}"
        for code in DISPLAY_ORDER
        if record[code]
    ]
    name = f"{record['key']} {view.names[record['key']]}" if view.numbered else view.names[record["key"]]
    return f"{name}: {listing(parts or ['0'], view.lang)}."
