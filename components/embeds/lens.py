"""What a member adds to an embed: dossiers or goals to emphasise and a sentence of their own. It changes no figure."""

from __future__ import annotations

from dataclasses import dataclass

from components.text import Text, listing
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Lens:
    """``dossiers`` and ``goals`` to emphasise, and a ``remark``; empty: nothing was added."""

    dossiers: tuple[int, ...] = ()
    goals: tuple[int, ...] = ()
    remark: str = ""


def told(lens: Lens, publisher: str, lang: str) -> Node | None:
    """What was added and by whom, apart from what the publisher says; None where nothing was."""
    found = lines(lens, publisher, lang)
    return h("div", [h("p", line) for line in found], class_="lens", role="note") if found else None


def lines(lens: Lens, publisher: str, lang: str) -> list[str]:
    """The same as sentences."""
    return [*_emphasised(lens, lang), *_remarked(lens, publisher, lang)]


def _emphasised(lens: Lens, lang: str) -> list[str]:
    kinds = (
        (lens.dossiers, Text("dossier", "dossier"), Text("dossiers", "dossiers")),
        (lens.goals, Text("SDG", "SDG"), Text("SDG's", "SDGs")),
    )
    parts = [
        f"{(one if len(numbers) == 1 else many)[lang]} {listing(list(map(str, numbers)), lang)}"
        for numbers, one, many in kinds
        if numbers
    ]
    if not parts:
        return []
    by = Text("Uitgelicht door de website die deze grafiek toont", "Highlighted by the website that shows this chart")
    return [f"{by[lang]}: {listing(parts, lang)}."]


def _remarked(lens: Lens, publisher: str, lang: str) -> list[str]:
    if not lens.remark:
        return []
    said = Text(
        f"Toelichting van de website die deze grafiek toont, niet van de {publisher}: “{lens.remark}”",
        f"Note by the website that shows this chart, not by the {publisher}: “{lens.remark}”",
    )
    return [said[lang]]
