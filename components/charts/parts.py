"""What the charts share: reading a frame, wording counts, and table parts that stay a table when CSS draws them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import pandas as pd

from components.status_look import DISPLAY_ORDER
from components.text import Text, number
from components.tree import Content, Node, h

Attribute = str | int | bool | None
#: What to emphasise: pairs of a kind (``dossier``, ``sdg``, ``request``) and its value.
Lit = frozenset[tuple[str, str]]


def emphasis(what: tuple[str, str], lit: Lit) -> str | None:
    """The class of a row or column header that is emphasised."""
    return "lit" if what in lit else None


#: The rows of a frame by column name, as plain values.
Rows: TypeAlias = list[dict[str, Any]]
#: A frame, or its rows where several forms of a chart read the same ones.
Table: TypeAlias = pd.DataFrame | Rows


def rows_of(frame: Table) -> Rows:
    """The rows of a frame; many times quicker than pandas' own for small frames."""
    if isinstance(frame, list):
        return frame
    names = tuple(map(str, frame.columns))
    columns = (frame[name].tolist() for name in frame.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def occurring(*tables: Table) -> list[str]:
    """The statuses that any row of these tables counts, in the order they are shown."""
    rows = [row for table in tables for row in rows_of(table)]
    return [code for code in DISPLAY_ORDER if any(row[code] for row in rows)]


def optional(value: object) -> float | None:
    """A figure of a frame, None where it is not defined (None or NaN, depending on the column's other values)."""
    return None if value is None or value != value else float(value)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def of_requests(part: int, whole: int, lang: str) -> str:
    """``11 van de 17 vragen`` or ``1 van 1 vraag``."""
    if whole == 1:
        return Text("{part} van 1 vraag", "{part} of 1 request")[lang].format(part=number(part, lang))
    wording = Text("{part} van de {whole} vragen", "{part} of the {whole} requests")[lang]
    return wording.format(part=number(part, lang), whole=number(whole, lang))


def table(caption: str, head: Content, bodies: Content, **attributes: Attribute) -> Node:
    """A table; explicit roles, because browsers forget what a table is once CSS lays it out as bars."""
    return h("table", h("caption", caption), h("thead", head, role="rowgroup"), bodies, role="table", **attributes)


def group(*rows: Content, **attributes: Attribute) -> Node:
    """A group of rows."""
    return h("tbody", *rows, role="rowgroup", **attributes)


def row(*cells: Content, **attributes: Attribute) -> Node:
    """A row."""
    return h("tr", *cells, role="row", **attributes)


def column_header(*content: Content, **attributes: Attribute) -> Node:
    """The header of a column."""
    return h("th", *content, scope="col", role="columnheader", **attributes)


def row_header(*content: Content, **attributes: Attribute) -> Node:
    """The header of a row."""
    return h("th", *content, scope="row", role="rowheader", **attributes)


def cell(*content: Content, **attributes: Attribute) -> Node:
    """A cell."""
    return h("td", *content, role="cell", **attributes)


def hidden(text: str) -> Node:
    """Words for who cannot see the drawing."""
    return h("span", text, class_="visually-hidden")
