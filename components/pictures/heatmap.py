"""The goals as a picture: the heatmap of ``components.charts.sdg_heatmap``."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from components.charts.heatmap_cells import Cell, Goal, Heat, HeatmapView, cells_of, label_of, lines_of
from components.pictures.lettering import width_of, wrapped
from components.pictures.svg import Drawing, Room, at, el, rect, text
from components.status_look import HEAT, SURROUNDINGS

_ROW, _SIZE, _NAMES, _WIDEST, _GAP = 23, 12.5, 214, 120, 1.5
_LEAD, _INDENT = 13, 36


def drawing(frame: Heat, view: HeatmapView, room: Room) -> Drawing:
    """A row per goal under its pillar, a column per choice; as columns of ``models.progress.heatmap``."""
    cells = {(found.goal.number, found.column.key): found for found in cells_of(frame, view)}
    headers, top = _headers(view, room)
    lines = lines_of(view)
    # On a card there is no room for the names of the pillars; the goals keep their order.
    if room.height:
        lines = [each for each in lines if not isinstance(each, str)]
    high = (room.height - top) / len(lines) if room.height else _ROW
    drawn = [
        at(0, top + place * high, *_line(each, cells, view, room, high), data_sdg=_sdg(each))
        for place, each in enumerate(lines)
    ]
    told = tuple(f"{label_of(found)}." for found in cells.values() if found.tracks)
    return Drawing(el("g", *headers, *drawn), top + high * len(lines), told)


def _sdg(each: Goal | str) -> str | None:
    return None if isinstance(each, str) else str(each.number)


def _column_width(view: HeatmapView, room: Room) -> float:
    return min(_WIDEST, (room.width - _NAMES) / max(len(view.columns), 1))


def _headers(view: HeatmapView, room: Room) -> tuple[list[Element], float]:
    """The names of the columns, each in the lines it needs, and the height they take."""
    wide, muted = _column_width(view, room), SURROUNDINGS[view.theme].muted
    named = [wrapped(column.header, wide - 6, 11.5, "SemiBold") for column in view.columns]
    most = max((len(lines) for lines in named), default=0)
    drawn = [
        text(
            words, _NAMES + (place + 0.5) * wide, (most - len(lines) + row + 1) * _LEAD, 11.5, muted,
            weight="SemiBold", anchor="middle", width=wide - 4,
        )
        for place, lines in enumerate(named)
        for row, words in enumerate(lines)
    ]  # fmt: skip
    return drawn, most * _LEAD + 6


def _line(
    each: Goal | str, cells: dict[tuple[int, str], Cell], view: HeatmapView, room: Room, high: float
) -> list[Element]:
    colours, size = SURROUNDINGS[view.theme], min(_SIZE, 0.68 * high)
    base, wide = high / 2 + size * 0.36, _column_width(view, room)
    if isinstance(each, str):
        return [text(each, 0, high - 6, 11.5, colours.muted, weight="SemiBold")]
    name = text(each.name, _INDENT, base, size, colours.ink, width=_NAMES - _INDENT - 6)
    key = text(str(each.number), _INDENT - 8, base, size, colours.muted, anchor="end")
    marker = rect(0, _GAP, 4, high - 2 * _GAP, each.colour)
    drawn = [
        _cell(cells[each.number, column.key], view, _NAMES + place * wide, wide, high)
        for place, column in enumerate(view.columns)
    ]
    return [marker, key, name, *drawn]


def _cell(found: Cell, view: HeatmapView, x: float, wide: float, high: float) -> Element:
    colours, middle, size = SURROUNDINGS[view.theme], x + wide / 2, min(_SIZE, 0.68 * high)
    base, shown = high / 2 + size * 0.36, found.shown(view.measure)
    paint = None if found.step is None else HEAT[view.theme][found.step]
    ink = paint.ink if paint else colours.muted
    surface = rect(x + _GAP / 2, _GAP / 2, wide - _GAP, high - _GAP, paint.fill) if paint else None
    if not found.tracks or view.measure == "tracks":
        told = [text(shown, middle, base, size, ink, weight="SemiBold", anchor="middle")]
    else:
        many = str(found.tracks)
        small = 0.74 * size
        left = middle - (width_of(shown, size, "SemiBold") + 4 + width_of(many, small)) / 2
        told = [
            text(shown, left, base, size, ink, weight="SemiBold"),
            text(many, left + width_of(shown, size, "SemiBold") + 4, base, small, ink),
        ]
    return el("g", surface, *told, data_column=found.column.key)
