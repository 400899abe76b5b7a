"""Elements of an SVG, and the drawing that every chart makes of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element, tostring

from components.pictures.lettering import FAMILY, Weight, width_of
from components.status_look import STATUS_LOOK, SURROUNDINGS, Theme
from components.xml import clean

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Room:
    """What a chart may take: ``width`` units, and ``height`` or, with None, as much as it needs."""

    width: float
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as drawn from (0, 0): its element, its height, and all its numbers ``in_words``, a line per row."""

    element: Element
    height: float
    in_words: tuple[str, ...]


def el(tag: str, *children: Element | None, **attributes: str | float | None) -> Element:
    """An element: ``font_size`` becomes ``font-size``, numbers lose idle zeros, None is left out."""
    found = Element(tag, {_name(key): _value(value) for key, value in attributes.items() if value is not None})
    found.extend(child for child in children if child is not None)
    return found


def text(
    words: str, x: float, y: float, size: float, fill: str, *, weight: Weight = "Regular", anchor: Anchor = "start",
    width: float | None = None,
) -> Element:  # fmt: skip
    """Words on one line with their baseline at ``y``; squeezed where they would be wider than ``width``."""
    squeezed = width is not None and width_of(words, size, weight) > width
    found = el(
        "text",
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        font_weight="600" if weight == "SemiBold" else None,
        text_anchor=None if anchor == "start" else anchor,
        textLength=width if squeezed else None,
        lengthAdjust="spacingAndGlyphs" if squeezed else None,
    )
    found.text = clean(words)
    return found


def rect(x: float, y: float, width: float, height: float, fill: str, **more: str | float | None) -> Element:
    """A rectangle."""
    return el("rect", x=x, y=y, width=width, height=height, fill=fill, **more)


def fill_of(status: str, theme: Theme) -> str:
    """The colour of a status, or the pattern where it is hatched."""
    paint = STATUS_LOOK[status].paint(theme)
    return "url(#hatched)" if paint.stripe else paint.fill


def hatching(theme: Theme) -> Element:
    """The pattern of what is unclear; it stands once in every picture."""
    paint = STATUS_LOOK["unclear"].paint(theme)
    return el(
        "pattern",
        rect(0, 0, 7, 7, paint.fill),
        rect(0, 0, 2.8, 7, paint.stripe or paint.fill),
        id="hatched",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def at(x: float, y: float, *children: Element | None, **attributes: str | float | None) -> Element:
    """A group, moved to (x, y)."""
    return el("g", *children, transform=f"translate({_value(x)} {_value(y)})", **attributes)


def line(x1: float, y1: float, x2: float, y2: float, colour: str, **more: str | float | None) -> Element:
    """A hairline."""
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, **{"stroke_width": 1, **more})


def document(
    width: float, height: float, pixels: float, theme: Theme, title: str, description: str, css: str,
    *children: Element,
) -> str:  # fmt: skip
    """The whole picture: ``width`` by ``height`` units, shown ``pixels`` wide, with its text alternative."""
    name, told = el("title", id="title"), el("desc", id="description")
    name.text, told.text = clean(title), clean(description)
    style = el("style")
    style.text = css
    whole = el(
        "svg",
        name,
        told,
        el("defs", style if css else None, hatching(theme)),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=pixels,
        height=height * pixels / width,
        role="img",
        aria_labelledby="title description",
        font_family=FAMILY,
        fill=SURROUNDINGS[theme].ink,
    )
    return tostring(whole, encoding="unicode") + "\n"


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
