"""The report as a page that prints well: the same blocks as on paper, as elements."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from components.charts.moves import internal_note, status
from components.report.blocks import (
    Block,
    Cited,
    Figures,
    Heading,
    Internal,
    Items,
    Linked,
    Marked,
    Paragraph,
    Picture,
    Report,
    Table,
    Value,
    bodies,
    groups,
    is_number,
    words_of,
)
from components.text import Text
from components.tree import Content, Node, h

#: The prefix of the place of a source in the annex.
SOURCE = "bron-"


def document(report: Report, above: Content) -> Node:
    """The report under its title; ``above`` stands between the title and the contents."""
    lang = report.lang
    mark = h("span", Text("Ontwerp", "Draft")[lang], class_="draft") if report.draft else None
    head = h(
        "header",
        h("p", report.subtitle, " ", mark, class_="about"),
        h("h1", report.title),
        h("p", report.foot, class_="lead"),
        above,
        class_="opening",
    )
    parts = [_part(list(blocks), lang) for _, blocks in _parts(report.blocks)]
    return h("article", head, _contents(report), parts, class_="report")


def _parts(blocks: tuple[Block, ...]) -> Iterator[tuple[int, Iterator[Block]]]:
    """The blocks by part: each begins with a heading of the first level."""
    place = 0

    def part_of(block: Block) -> int:
        nonlocal place
        place += isinstance(block, Heading) and block.level == 1
        return place

    return groupby(blocks, part_of)


def _part(blocks: list[Block], lang: str) -> Node:
    first = blocks[0]
    fresh = "fresh" if isinstance(first, Heading) and first.fresh else None
    return h("section", [_block(block, lang) for block in blocks], class_=fresh)


def _contents(report: Report) -> Node:
    lang = report.lang
    links = [
        h("li", h("a", block.words, href=f"#{block.place}"))
        for block in report.blocks
        if isinstance(block, Heading) and block.place and block.level == 1
    ]
    name = Text("Inhoud", "Contents")[lang]
    return h("nav", h("h2", name), h("ol", links), aria_label=name, class_="contents")


def _block(block: Block, lang: str) -> Content:
    match block:
        case Heading():
            # A part begins a sheet as a whole.
            fresh = "fresh" if block.fresh and block.level > 1 else None
            return h(f"h{block.level + 1}", block.words, id=block.place or None, class_=fresh)
        case Paragraph():
            return h("p", block.words, class_=block.tone or None)
        case Items():
            return h("ul", [h("li", [_span(value, lang) for value in item]) for item in block.items], class_="points")
        case Figures():
            return _figures(block)
        case Picture():
            chart = h("div", block.drawn, class_="drawn", role="region", tabindex=0, aria_label=block.title)
            return h("figure", chart, h("figcaption", h("p", block.finding, class_="finding")))
        case Table():
            return table(block, lang)


def _figures(block: Figures) -> Node:
    told = [
        h("div", h("dt", question), h("dd", h("b", value), unit and h("span", unit)), h("dd", meaning))
        for question, value, unit, meaning in block.figures
    ]
    return h("dl", told, class_="figures")


def table(found: Table, lang: str) -> Content:
    """The table as it is read; one for the workbook alone is not shown."""
    if found.only_sheet:
        return None
    if not found.rows:
        return h("p", found.empty, class_="empty")
    printed = groups(found)
    numbers = [is_number(found, group[0]) for group in printed]
    head = [
        h("th", ", ".join(found.columns[place].label for place in group), scope="col",
          class_="number" if right else None)
        for group, right in zip(printed, numbers, strict=True)
    ]  # fmt: skip
    drawn = h("table", h("caption", found.title), h("thead", h("tr", head)), _bodies(found, printed, numbers, lang))
    return h("div", drawn, class_="wide", role="region", tabindex=0, aria_label=found.title)


def _bodies(found: Table, printed: list[list[int]], numbers: list[bool], lang: str) -> list[Node]:
    """The rows, those that belong together under a row with their name."""
    drawn = []
    for name, rows in bodies(found):
        above = h("tr", h("th", name, scope="rowgroup", colspan=len(printed))) if name else None
        told = [_row([[row[place] for place in group] for group in printed], numbers, found, lang) for row in rows]
        drawn.append(h("tbody", above, told))
    return drawn


def _row(cells: list[list[Value]], numbers: list[bool], table: Table, lang: str) -> Node:
    """A row; its first cell names it, and is where a source can be gone to."""
    place = f"{SOURCE}{cells[0][0]}" if table.cited else None
    drawn = [
        h("th" if at == 0 else "td", _lines(values, lang), scope="row" if at == 0 else None,
          class_="number" if right else None)
        for at, (values, right) in enumerate(zip(cells, numbers, strict=True))
    ]  # fmt: skip
    return h("tr", drawn, id=place)


def _lines(values: list[Value], lang: str) -> list[Content]:
    """The values of a cell, each on a line of its own."""
    shown = [_span(value, lang) for value in values if value is not None]
    lines: list[Content] = []
    for place, span in enumerate(shown):
        lines += [h("br"), span] if place else [span]
    return lines


def _span(value: Value, lang: str) -> Content:
    """A value with what makes it more than words."""
    if isinstance(value, Linked):
        return h("a", value.words, href=value.href)
    if isinstance(value, Marked):
        return status(value.code, value.label)
    if isinstance(value, Internal):
        return internal_note(value.words, lang)
    if isinstance(value, Cited):
        links = [h("a", str(number), href=f"#{SOURCE}{number}") for number in value.numbers]
        return [[", " if place else "", link] for place, link in enumerate(links)]
    return words_of(value, lang)
