"""A section of a page of the board."""

from __future__ import annotations

from components.tree import Content, Node, h


def section(place: str, heading: str, *content: Content) -> Node:
    """A section with its heading; ``place`` is where an address leads to."""
    name = f"{place}-title"
    return h("section", h("h2", heading, id=name), content, id=place, class_="list", aria_labelledby=name)
