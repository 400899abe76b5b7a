"""Statuses in a picture: the glyph of each, drawn so that no font needs to have it, and the legend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.etree.ElementTree import Element

from components.pictures.lettering import width_of
from components.pictures.svg import at, el, fill_of, rect, text
from components.status_look import SURROUNDINGS, Theme

#: Of the legend: the size of its words, the height of a line, and what stands before and after a name.
_SIZE, _LINE, _SWATCH, _GLYPH, _BEHIND = 12.5, 22, 18, 16, 18

#: Each glyph around (0, 0), between -5 and 5; ``ink`` is its colour.
_GLYPHS: Mapping[str, Callable[[str], Element]] = {
    "realised": lambda ink: el("circle", r=4.4, fill=ink),
    "partially_realised": lambda ink: el(
        "g",
        el("circle", r=3.8, fill="none", stroke=ink, stroke_width=1.2),
        el("path", d="M0 -4.4A4.4 4.4 0 0 0 0 4.4Z", fill=ink),
    ),
    "decided": lambda ink: el("path", d="M0 -5.2L5.2 0L0 5.2L-5.2 0Z", fill=ink),
    "in_progress": lambda ink: el("path", d="M-3 -4.4L4.4 0L-3 4.4Z", fill=ink),
    "acknowledged": lambda ink: el("circle", r=3.7, fill="none", stroke=ink, stroke_width=1.4),
    "submitted": lambda ink: el("circle", r=1.6, fill=ink),
    "stalled": lambda ink: el("path", d="M-3.4 -4.4H-1V4.4H-3.4ZM1 -4.4H3.4V4.4H1Z", fill=ink),
    "rejected": lambda ink: el("path", d="M-3.6 -3.6L3.6 3.6M3.6 -3.6L-3.6 3.6", stroke=ink, stroke_width=1.8),
    "unclear": lambda ink: text("?", 0, 4.4, 12, ink, weight="SemiBold", anchor="middle"),
}


def glyph(status: str, x: float, y: float, ink: str) -> Element:
    """The glyph of a status with its middle at (x, y); the word for it stands beside it, so it is not read out."""
    return at(x, y, _GLYPHS[status](ink), aria_hidden="true")


def legend(codes: Iterable[str], labels: Mapping[str, str], width: float, theme: Theme) -> tuple[Element, float]:
    """The statuses with colour and glyph, in as many lines as ``width`` asks; the element and its height."""
    ink, drawn, x, y = SURROUNDINGS[theme].ink, el("g"), 0.0, 0.0
    for code in codes:
        taken = _SWATCH + _GLYPH + width_of(labels[code], _SIZE)
        if x and x + taken > width:
            x, y = 0.0, y + _LINE
        drawn.append(rect(x, y + 2, 12, 12, fill_of(code, theme), rx=2))
        drawn.append(glyph(code, x + _SWATCH + 5, y + 8, ink))
        drawn.append(text(labels[code], x + _SWATCH + _GLYPH, y + 12.5, _SIZE, ink))
        x += taken + _BEHIND
    return drawn, y + _LINE
