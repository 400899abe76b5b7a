"""The report of a meeting, as a page, a PDF, a workbook and slides; for signed-in people, or to hand on.

The files of a closed meeting are kept as bytes: nothing that is recorded later is in them. Only texts that had to go
change what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from flask import Flask, Response, make_response

from callbacks.board import asking
from callbacks.board.links import MEETING, REPORT, of
from callbacks.board.pages import STYLES
from callbacks.http import access, staff
from callbacks.services import services
from components.board.data import ReportData, Seen
from components.report import page
from components.report.contents import report
from components.report.pdf import pdf
from components.report.pptx import pptx
from components.report.xlsx import xlsx
from components.text import Text
from components.tree import Node, h
from models.cache import Recent
from models.meetings import texts_gone
from models.vocabulary import Role

_OFFICE = "application/vnd.openxmlformats-officedocument"

#: What each ending answers: its media type, and how it is written from the values of the report.
_FILES: dict[str, tuple[str, Callable[[ReportData], bytes]]] = {
    "pdf": ("application/pdf", lambda data: pdf(report(data), services().settings.address)),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", lambda data: xlsx(report(data))),
    "pptx": (f"{_OFFICE}.presentationml.presentation", lambda data: pptx(data.board, report(data).title)),
}


#: How many files are kept; a PDF has some 600 kB.
_KEPT = 24


@dataclass(frozen=True, slots=True)
class _Written:
    """A file, and what it is called when it is saved."""

    content: bytes
    name: str


def install(server: Flask) -> None:
    """Answer the report of a meeting on ``server``."""
    kept: Recent[Hashable, _Written] = Recent(_KEPT)
    server.add_url_rule(REPORT, "report", as_page, methods=["GET"])
    for ending in _FILES:
        server.add_url_rule(f"{REPORT}.{ending}", f"report_{ending}", _file(ending, kept), methods=["GET"])


@access.needs(Role.READER)
def as_page(number: int) -> Response:
    """The report to read and to print."""
    data = asking.of_report(number).report()
    told = report(data)
    return staff.answer(told.title, page.document(told, _above(number, data.board.seen)), styles=STYLES)


def _file(ending: str, kept: Recent[Hashable, _Written]) -> Callable[[int], Response]:
    media_type, write = _FILES[ending]

    def written(number: int) -> _Written:
        data = asking.of_report(number).report()
        seen = data.board.seen
        return _Written(write(data), f"memorandum-{seen.as_of}-{_kind(seen, staff.lang())}.{ending}")

    @access.needs(Role.READER)
    def answer(number: int) -> Response:
        key = _key(number)
        file = kept.get((*key, ending), lambda: written(number)) if key else written(number)
        response = make_response(file.content)
        response.content_type = media_type
        response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return response

    return answer


def _key(number: int) -> tuple[Hashable, ...]:
    """All that the report of a closed meeting depends on; empty for one that is open."""
    meeting, _ = asking.found(number)
    if not meeting.closed:
        return ()
    with services().store.database.reading() as connection:
        return number, meeting.known_at, texts_gone(connection), asking.variant(), access.role(), staff.lang()


def _kind(seen: Seen, lang: str) -> str:
    """What the name of a file says about it, so that an internal one is not handed on by mistake."""
    kind = Text("intern", "internal") if seen.internal else Text("publiek", "public")
    return kind[lang] if seen.closed else f"{kind[lang]}-{Text('ontwerp', 'draft')[lang]}"


def _above(number: int, seen: Seen) -> Node:
    """The files, and the way to the other variant and back."""
    lang = staff.lang()
    chosen = {} if seen.internal else {"variant": "public"}
    links = [
        h("a", name, href=of(f"{REPORT}.{ending}", number, **chosen))
        for ending, name in (("pdf", "PDF"), ("xlsx", "Excel"), ("pptx", "PowerPoint"))
    ]
    other = (
        h("a", Text("Publieke versie, zonder interne notities en bespreekpunten",
                    "Public version, without internal notes and points for discussion")[lang],
          href=of(REPORT, number, variant="public"))
        if seen.internal
        else h("a", Text("Interne versie", "Internal version")[lang], href=of(REPORT, number))
    )  # fmt: skip
    back = h("a", Text("Naar de vergadering", "To the meeting")[lang], href=of(MEETING, number))
    return h("nav", h("ul", [h("li", link) for link in (*links, other, back)]), class_="ways-on",
             aria_label=Text("Dit rapport", "This report")[lang])  # fmt: skip
