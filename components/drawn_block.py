"""A chart that is a table whose parts are links: it needs no figure beside it, with or without script."""

from __future__ import annotations

from components.long import long
from components.tree import Content, Node, h


def drawn_block(
    chart: str, title: str, drawn: Node, sentence: str, *, intro: Content = None, links: Content = None
) -> Node:
    """The section of such a chart; ``chart`` is its id, ``sentence`` its finding, ``links`` lead to its data."""
    heading = f"{chart}-title"
    region = long(drawn, class_="drawn", role="region", tabindex=0, aria_label=title)
    told = h("div", h("p", sentence, class_="finding"), links, class_="told")
    return h(
        "section", h("h2", title, id=heading), intro, region, told, id=chart, class_="chart", aria_labelledby=heading
    )
