"""What stands around the chart of a picture: its title, its finding, the day it shows, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

from components.pictures.lettering import faces, width_of, wrapped
from components.pictures.svg import Drawing, Room, at, document, el, line, rect, text
from components.status_look import SURROUNDINGS, Theme

#: ``newsletter``: as high as needed; ``card``: what is shown beside a link; ``bare``: the chart, for a report.
Size = Literal["newsletter", "card", "bare"]
SIZES: tuple[Size, ...] = ("newsletter", "card", "bare")

#: How wide a picture is in pixels.
PIXELS = 1200

#: Units: a card has a fixed shape, a sheet is as high as it needs.
_SHEET, CARD = (720.0, None), (800.0, 420.0)
#: How many pixels high a card is.
CARD_HEIGHT = round(PIXELS * CARD[1] / CARD[0])
#: A sheet for more than fits on one: all is drawn smaller when it is shown as wide.
_WIDER = (820.0, 920.0, 1020.0, 1120.0)
_MARGIN, _SMALL = 30.0, 11.5


@dataclass(frozen=True, slots=True)
class Told:
    """The words around a chart: its title, what it is about, the finding, what it rests on, and its origin.

    ``address`` is where the same can be seen again, as people would copy it; ``key`` how the chart is to be read, where
    that needs saying and there is room.
    """

    lang: str
    theme: Theme
    title: str
    about: str
    finding: str
    notes: tuple[str, ...]
    origin: str
    address: str
    key: str = ""


def picture(
    told: Told,
    size: Size,
    chart: Callable[[Room], Drawing],
    *,
    lend_fonts: bool = True,
    tallest: float | None = None,
) -> str:
    """The SVG of a chart, ``chart`` drawing itself in the room that is left.

    ``lend_fonts`` puts the fonts into the picture; a renderer that has them needs no second copy. ``tallest``: how many
    times its width a bare chart may be high, where it can be drawn so.
    """
    css = faces() if lend_fonts else ""
    if size == "bare":
        wide, drawn = _bare(chart, tallest)
        return _document(told, wide, drawn.height, css, drawn, at(0, 0, drawn.element))
    width, height = CARD if size == "card" else _SHEET
    inside = width - 2 * _MARGIN
    head, top = _head(told, inside, size)
    foot, under = _foot(told, inside, size)
    room = Room(inside, height - 2 * _MARGIN - top - under if height else None)
    drawn = chart(room)
    whole = height or 2 * _MARGIN + top + drawn.height + under
    return _document(
        told, width, whole, css, drawn,
        rect(0, 0, width, whole, SURROUNDINGS[told.theme].paper),
        at(_MARGIN, _MARGIN, head),
        at(_MARGIN, _MARGIN + top + max(0.0, (room.height or 0) - drawn.height) / 2, drawn.element),
        at(_MARGIN, whole - _MARGIN - under, foot),
    )  # fmt: skip


def _bare(chart: Callable[[Room], Drawing], tallest: float | None) -> tuple[float, Drawing]:
    """A chart by itself, on a wider sheet where it would be too high."""
    wide, drawn = _SHEET[0], chart(Room(_SHEET[0]))
    for wider in _WIDER:
        if tallest is None or drawn.height <= tallest * wide:
            break
        wide, drawn = wider, chart(Room(wider))
    return wide, drawn


def alternative(told: Told, drawn: Drawing) -> str:
    """The picture in words: the finding, every number, and what it rests on."""
    parts = [told.finding, told.about, told.key, *drawn.in_words, *told.notes, told.origin]
    return "\n".join(part for part in parts if part)


def _document(told: Told, width: float, height: float, css: str, drawn: Drawing, *parts: Element) -> str:
    return document(width, height, PIXELS, told.theme, told.title, alternative(told, drawn), css, *parts)


def _head(told: Told, width: float, size: Size) -> tuple[Element, float]:
    """Title and finding, and the height they take."""
    colours, found, y = SURROUNDINGS[told.theme], el("g"), 0.0
    for words in wrapped(told.title, width, 23, "SemiBold"):
        y += 27
        found.append(text(words, 0, y - 6, 23, colours.ink, weight="SemiBold", width=width))
    y += 4
    for words in wrapped(told.about, width, _SMALL):
        y += 16
        found.append(text(words, 0, y - 3, _SMALL, colours.muted, width=width))
    y += 4
    for words in wrapped(told.finding, min(width, 660.0), 14.5):
        y += 20
        found.append(text(words, 0, y - 5, 14.5, colours.ink, width=width))
    return found, y + (14 if size == "card" else 22)


def _foot(told: Told, width: float, size: Size) -> tuple[Element, float]:
    """A hairline, the notes, the origin and the address; and the height they take."""
    colours, found = SURROUNDINGS[told.theme], el("g")
    key = () if size == "card" or not told.key else (told.key,)
    lines = wrapped(" ".join([*key, *told.notes]), width, _SMALL)
    above = 10.0 if size == "card" else 20.0
    found.append(line(0, above, width, above, colours.line))
    y = above + 4
    for words in lines:
        y += 16
        found.append(text(words, 0, y, _SMALL, colours.muted, width=width))
    y += 16
    found.append(text(told.origin, 0, y, _SMALL, colours.ink, weight="SemiBold"))
    left = width - width_of(told.origin, _SMALL, "SemiBold") - 16
    found.append(text(told.address, width, y, _SMALL, colours.muted, anchor="end", width=left))
    return found, y + 2
