"""Links over a figure, one per part that leads somewhere: for the keyboard and for who hears the page.

A figure is a picture to them. The links lie over its parts, unseen until they have the focus; the mouse goes through
them to the figure, which hovers and follows the same addresses itself, except where nothing is drawn but words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.charts.period import number
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a figure: where it leads, its words, and left edge, top, width and height in percent of the plot.

    ``x`` and ``width`` are None for the name of a row, in the margin at the left.
    """

    href: str
    label: str
    x: float | None
    y: float
    width: float | None
    height: float


def overlay(spots: Iterable[Spot], *, left: int, right: int = 0, top: int = 0) -> Node:
    """The links; ``left``, ``right`` and ``top`` are the margins of the figure in pixels."""
    links = [h("a", href=spot.href, aria_label=spot.label, class_=_kind(spot), style=_place(spot)) for spot in spots]
    return h("div", links, class_="over", style=f"--left:{left}px;inset:{top}px {right}px 0 {left}px")


def _kind(spot: Spot) -> str | None:
    return "row" if spot.x is None else None


def _place(spot: Spot) -> str:
    across = "" if spot.x is None else f"left:{number(spot.x)}%;width:{number(spot.width or 0)}%;"
    return f"{across}top:{number(spot.y)}%;height:{number(spot.height)}%"
