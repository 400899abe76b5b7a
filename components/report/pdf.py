"""The report as an accessible PDF (PDF/UA-1): the blocks as plain values, set by Typst with ``report.typ``.

The same report gives the same bytes: dates come from the report, fonts from ``assets/``, and nothing from the machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst

from components.pictures.lettering import FOLDER
from components.report.blocks import (
    INTERNAL,
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
from components.status_look import STATUS_LOOK, SURROUNDINGS
from components.text import Text

Plain = dict[str, Any]

_TEMPLATE = Path(__file__).with_name("report.typ")
#: Shown for what none of the fonts has, which an accessible PDF may not leave blank.
_UNKNOWN = "\N{WHITE SQUARE}"
_MISSING = re.compile('the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ATTEMPTS = 20


def pdf(report: Report, site: str) -> bytes:
    """The report as PDF; ``site`` is put before its own addresses. Raises ``typst.TypstError`` if it cannot be set."""
    data = json.dumps(_document(report, site), ensure_ascii=False)
    for _ in range(_ATTEMPTS):
        try:
            return _with_row_headers(_set(data, report.known_at))
        except typst.TypstError as error:
            missing = _missing(f"{error.message}\n{error.diagnostic}")
            if not missing:
                raise
            for found in missing:
                data = data.replace(found, _UNKNOWN)
    raise ValueError("the report has too many characters that no font has")


def _missing(message: str) -> set[str]:
    """What no font has, as the compiler tells it: of a sign with a mark on it both, and then it is the mark."""
    told = {_ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), found) for found in _MISSING.findall(message)}
    marks = {found for found in told if all(unicodedata.category(sign).startswith("M") for sign in found)}
    return {found for found in marks or told if not found.isascii()}


def _set(data: str, known_at: datetime) -> bytes:
    """One attempt; the compiler is shared by nobody, for it takes one document at a time."""
    drawn = typst.Compiler(str(_TEMPLATE), font_paths=_fonts(), ignore_system_fonts=True).compile(
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": data},
        timestamp=int(known_at.timestamp()),
    )
    if not isinstance(drawn, bytes):
        raise ValueError("a report is one document")
    return drawn


def _with_row_headers(written: bytes) -> bytes:
    """The document with the first cell of each row tagged as its header, which Typst cannot be asked for.

    Headers are then told by their scope alone, for rows as for columns.
    """
    table, row = pikepdf.Name.Table, pikepdf.Name.Row
    with pikepdf.open(BytesIO(written)) as document:
        for element in document.objects:
            if not isinstance(element, pikepdf.Dictionary) or element.get("/S") not in ("/TR", "/TD", "/TH"):
                continue
            if element.S == "/TR":
                first = element.K[0]
                if first.S == "/TD":
                    first.S = pikepdf.Name.TH
                    first.A.append(pikepdf.Dictionary(O=table, Scope=row))
            for attributes in element.get("/A", ()):
                if "/Headers" in attributes:
                    del attributes["/Headers"]
        kept = BytesIO()
        document.save(kept, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return kept.getvalue()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)])


def _document(report: Report, site: str) -> Plain:
    colours = {code: look.paint("light") for code, look in STATUS_LOOK.items()}
    around, lang = SURROUNDINGS["light"], report.lang
    return {
        "lang": lang,
        "title": report.title,
        "subtitle": report.subtitle,
        "draft": Text("Ontwerp", "Draft")[lang] if report.draft else "",
        "foot": report.foot,
        "contents": Text("Inhoud", "Contents")[lang],
        "page": Text("Bladzijde {0} van {1}", "Page {0} of {1}")[lang],
        "statuses": {code: {"fill": paint.fill, "ink": paint.ink} for code, paint in colours.items()},
        "colours": {"ink": around.ink, "muted": around.muted, "line": around.line, "accent": around.accent},
        "blocks": [_block(block, lang, site) for block in report.blocks if not _only_sheet(block)],
    }


def _only_sheet(block: Block) -> bool:
    return isinstance(block, Table) and block.only_sheet


def _block(block: Block, lang: str, site: str) -> Plain:
    match block:
        case Heading():
            return {"kind": "heading", "words": block.words, "level": block.level, "fresh": block.fresh}
        case Paragraph():
            return {"kind": "paragraph", "words": block.words, "tone": block.tone}
        case Items():
            items = [[_span(value, lang, site) for value in item] for item in block.items]
            return {"kind": "items", "items": items}
        case Figures():
            return {"kind": "figures", "figures": block.figures}
        case Picture():
            return {"kind": "picture", "svg": block.svg, "alt": block.alternative, "finding": block.finding}
        case Table():
            return _table(block, lang, site)


def _table(table: Table, lang: str, site: str) -> Plain:
    """The table as it is read: what stands ``beside`` a column goes under it, in the same cell."""
    printed = groups(table)
    if not table.rows:
        return {"kind": "paragraph", "words": table.empty, "tone": ""}
    return {
        "kind": "table",
        "title": table.title,
        "cited": table.cited,
        "widths": [table.columns[group[0]].width for group in printed],
        "head": [", ".join(table.columns[place].label for place in group) for group in printed],
        "right": [is_number(table, group[0]) for group in printed],
        "bodies": [
            {
                "name": name,
                "rows": [
                    [[_span(row[place], lang, site) for place in group if row[place] is not None] for group in printed]
                    for row in rows
                ],
            }
            for name, rows in bodies(table)
        ],
    }


def _span(value: Value, lang: str, site: str) -> Plain:
    """A value with what makes it more than words: an address, the colour of a status, a mark, sources to go to."""
    plain: Plain = {"words": words_of(value, lang)}
    if isinstance(value, Linked):
        plain["href"] = f"{site}{value.href}" if value.href.startswith("/") else value.href
    elif isinstance(value, Marked):
        plain["status"] = value.code
    elif isinstance(value, Internal):
        plain |= {"words": value.words, "mark": INTERNAL[lang]}
    elif isinstance(value, Cited):
        plain["sources"] = [str(number) for number in value.numbers]
    return plain
