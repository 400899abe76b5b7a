"""What the publisher did itself, along the time of a ribbon: marks beside the steps of a government, not among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.charts.parts import hidden
from components.charts.period import Period, number
from components.text import Text, day
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class OwnAction:
    """An action about a request towards a government: when, known how exactly, what in a word, and where it is told."""

    request: str
    government: str
    day: date
    precision: str
    label: str
    href: str


def own_marks(actions: Sequence[OwnAction], period: Period, publisher: str, lang: str) -> Node | None:
    """A link per action where its day lies; None without any up to the day shown."""
    shown = [action for action in actions if period.start <= action.day <= period.as_of]
    if not shown:
        return None
    links = []
    for action in shown:
        words = f"{publisher}: {action.label}, {day(action.day, action.precision, lang)}"
        place = f"--x:{number(period.percent(action.day))}"
        links.append(h("a", hidden(words), href=action.href, title=words, style=place))
    return h("span", links, class_="own-marks")


def own_legend(
    actions: Sequence[OwnAction], period: Period, publisher: str, lang: str, *, cut: bool = False
) -> Node | None:
    """What the marks stand for; None where there are none. ``cut``: there may be more than are drawn."""
    shown = any(period.start <= action.day <= period.as_of for action in actions)
    told = Text(
        f"wat de {publisher} zelf deed; telt niet mee als voortgang",
        f"what the {publisher} did itself; does not count as progress",
    )
    partly = Text(
        f"Wat de {publisher} zelf deed, staat hier alleen voor het deel van de geschiedenis dat verteld wordt.",
        f"What the {publisher} did itself stands here only for the part of the history that is told.",
    )
    found = [
        h("p", told[lang], class_="own-legend") if shown else None,
        h("p", partly[lang], class_="sampled") if cut else None,
    ]
    return h("div", found) if cut else found[0]
