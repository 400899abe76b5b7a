"""How many requests have which status, as one bar with its counts: what a card shows of a chart too long for it."""

from __future__ import annotations

from collections.abc import Mapping

from components.pictures.legend import glyph
from components.pictures.lettering import width_of
from components.pictures.svg import Drawing, Room, at, el, fill_of, rect, text
from components.status_look import DISPLAY_ORDER, SURROUNDINGS, Theme
from components.text import number

_BAR, _LINE, _COUNT, _NAME, _COLUMNS = 46, 34, 22, 15, 3


def drawing(
    counts: Mapping[str, int], labels: Mapping[str, str], lang: str, theme: Theme, room: Room
) -> Drawing:  # fmt: skip
    """The bar over the whole width, and under it each status that occurs with its count."""
    found, ink, x = el("g"), SURROUNDINGS[theme].ink, 0.0
    occurring = [code for code in DISPLAY_ORDER if counts.get(code)]
    whole = sum(counts[code] for code in occurring) or 1
    for code in occurring:
        wide = room.width * counts[code] / whole
        found.append(rect(x, 0, max(wide - 2, 1), _BAR, fill_of(code, theme), rx=3, data_status=code))
        x += wide
    for place, code in enumerate(occurring):
        shown = number(counts[code], lang)
        column, row = place % _COLUMNS, place // _COLUMNS
        after = 48 + width_of(shown, _COUNT, "SemiBold") + 8
        found.append(
            at(
                column * room.width / _COLUMNS, _BAR + 20 + row * _LINE,
                rect(0, 5, 16, 16, fill_of(code, theme), rx=3),
                at(31, 13, glyph(code, 0, 0, ink)),
                text(shown, 48, 21, _COUNT, ink, weight="SemiBold"),
                text(labels[code], after, 20, _NAME, ink, width=room.width / _COLUMNS - after),
            )
        )  # fmt: skip
    lines = (len(occurring) + _COLUMNS - 1) // _COLUMNS
    told = tuple(f"{labels[code]}: {number(counts[code], lang)}." for code in occurring)
    return Drawing(found, _BAR + 20 + lines * _LINE, told)
