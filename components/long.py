"""Long lists and tables: one text for Dash, which is slow with many components; the same elements in the HTML."""

from __future__ import annotations

from components.tree import Live, Node, h, to_dash, to_html


def long(content: Node, **attributes: str | int | bool | None) -> Live:
    """``content`` inside an element with ``attributes``; ``assets/page.js`` puts the text in its place."""
    return Live(
        h("div", content, **attributes),
        lambda: to_dash(h("div", data_html=to_html(content), **attributes)),
    )
