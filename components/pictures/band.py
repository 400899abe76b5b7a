"""The sensitivity of the index as a picture: the band of ``components.board.band`` on its scale."""

from __future__ import annotations

from components.board.band import Mark
from components.pictures.lettering import width_of
from components.pictures.svg import Drawing, Room, el, line, rect, text
from components.status_look import STATUS_LOOK, SURROUNDINGS, Theme

_BAR, _TOP, _LEAD, _SIZE = 16, 22, 17, 12.5


def drawing(marks: tuple[Mark, ...], theme: Theme, room: Room) -> Drawing:
    """The scale with the band from the lowest to the highest value, each value named below it on a line of its own.

    The highest first: its line then ends above the words of the others, which begin further left.
    """
    colours, paint = SURROUNDINGS[theme], STATUS_LOOK["partially_realised"].paint(theme)
    unit = room.width / 100
    low, high = marks[0].value * unit, marks[-1].value * unit
    drawn = [
        rect(0, _TOP, room.width, _BAR, STATUS_LOOK["submitted"].paint(theme).fill, rx=3),
        rect(low, _TOP, max(high - low, 2), _BAR, paint.fill),
        text("0", 0, _TOP - 7, _SIZE, colours.muted),
        text("100", room.width, _TOP - 7, _SIZE, colours.muted, anchor="end"),
    ]
    y = float(_TOP + _BAR)
    for mark in reversed(marks):
        x, y = mark.value * unit, y + _LEAD
        told = f"{mark.value}  {mark.label}"
        left = min(x + 6, room.width - width_of(told, _SIZE, "SemiBold"))
        drawn += [
            line(x, _TOP, x, y, colours.ink),
            text(told, left, y, _SIZE, colours.ink, weight="SemiBold" if mark is marks[-1] else "Regular"),
        ]
    return Drawing(el("g", *drawn), y + 6, tuple(f"{mark.label}: {mark.value}." for mark in marks))
