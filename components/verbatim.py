"""The memorandum's own words: paragraphs and lists as they stand in it, told to be a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from components.text import Text
from components.tree import Content, Node, h

_BULLET = "• "
_NUMBERED = re.compile(r"[ivx]+\. ")


def quotation(text: str, source: str, lang: str) -> Node:
    """A text of the memorandum with the name of that memorandum under it. It exists in Dutch only."""
    told = Text(f"Woordelijk uit het {source}.", f"Verbatim from the {source}, in Dutch.")[lang]
    return h("div", h("blockquote", verbatim(text), lang="nl"), h("p", told, class_="origin"), class_="quoted")


def verbatim(text: str) -> list[Node]:
    """Paragraphs and lists. Blank lines part them; list items start with ``• `` or with ``i. ``, which stays."""
    return [node for block in text.split("\n\n") for node in _block(block.split("\n"))]


def _block(lines: list[str]) -> Iterator[Node]:
    for kind, group in groupby(filter(None, map(str.strip, lines)), _kind):
        if kind == "text":
            yield from (h("p", line) for line in group)
        else:
            yield h("ul", [h("li", _item(line)) for line in group], class_="numbered" if kind == "numbered" else None)


def _kind(line: str) -> str:
    if line.startswith(_BULLET):
        return "bullet"
    return "numbered" if _NUMBERED.match(line) else "text"


def _item(line: str) -> Content:
    return line.removeprefix(_BULLET)
