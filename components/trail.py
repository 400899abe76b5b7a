"""Where a page stands: the way back to the overview, and the neighbours to either side."""

from __future__ import annotations

from dataclasses import dataclass

from components.text import Text
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Link:
    """Another page: what it is called and its address."""

    label: str
    href: str


def trail(above: tuple[Link, ...], here: str, lang: str) -> Node:
    """The pages above this one, from the overview down, and this one."""
    steps = [h("li", h("a", link.label, href=link.href)) for link in above]
    current = h("li", h("span", here, aria_current="page"))
    return h("nav", h("ol", steps, current), class_="trail", aria_label=Text("U bent hier", "You are here")[lang])


def neighbours(previous: Link | None, following: Link | None, label: str, lang: str) -> Node:
    """The page before and the one after; ``label`` names what they are neighbours in."""
    words = Text("Vorige: ", "Previous: "), Text("Volgende: ", "Next: ")
    links = [
        h("a", h("small", word[lang]), link.label, href=link.href, rel=rel, class_=rel)
        for word, link, rel in zip(words, (previous, following), ("prev", "next"), strict=True)
        if link
    ]
    return h("nav", links, class_="neighbours", aria_label=label)
