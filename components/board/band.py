"""How sensitive the index is, as a band on the scale from 0 to 100: what it is, and what doubt would make of it."""

from __future__ import annotations

from dataclasses import dataclass

from components.board.data import Sensitive
from components.text import Text, whole_percent
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Mark:
    """A value on the scale: its place from 0 to 100, and what it stands for."""

    value: int
    label: str


def marks(found: Sensitive, lang: str) -> tuple[Mark, ...]:
    """The three values from low to high, the index last of equals; none where there is no index."""
    if found.index is None or found.low is None or found.alternative is None:
        return ()
    named = (
        (found.low, Text("onbevestigde stappen één trede lager", "unconfirmed steps one rung lower")),
        (found.alternative, Text("half resultaat telt voor de helft", "half a result counts as half")),
        (found.index, Text("voortgangsindex", "progress index")),
    )
    ordered = sorted((whole_percent(value), place, label[lang]) for place, (value, label) in enumerate(named))
    return tuple(Mark(value, label) for value, _, label in ordered)


def static(found: Sensitive, lang: str) -> Node | None:
    """The band as a list of its values, drawn by CSS; None where there is no index."""
    shown = marks(found, lang)
    if not shown:
        return None
    items = [
        h("li", h("b", str(mark.value)), h("span", f" {mark.label}"), style=f"--at:{mark.value}",
          class_="index" if mark is shown[-1] else None)
        for mark in shown
    ]  # fmt: skip
    scale = [h("i", style=f"--from:{shown[0].value};--to:{shown[-1].value}"), h("span", "0"), h("span", "100")]
    return h("div", h("div", scale, class_="scale", aria_hidden="true"), h("ol", items), class_="band")
