"""The requests behind a number: each with its status, the entry on which that rests, and the way to its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.charts.parts import cell, column_header, group, row, row_header, table
from components.evidence import Evidence, note, recorded, sources
from components.long import long
from components.text import Text, day
from components.tree import Child, Node, h


@dataclass(frozen=True, slots=True)
class Behind:
    """A request to a government: code, title and name of the government in the page's language, and its status.

    ``since`` is the start of the unbroken run of that status, as precisely as ``since_precision`` says. ``entry`` is
    the one that counts, None where no response is known. ``href`` leads to the request (at that entry, if any).
    """

    request: str
    title: str
    government: str
    status: str
    status_label: str
    since: date
    since_precision: str
    entry: Evidence | None
    href: str


def behind(rows: Sequence[Behind], caption: str, lang: str) -> Child:
    """The table of ``rows`` in their order; ``caption`` says which requests these are, for who cannot see around it.

    Without rows a sentence says that there are none.
    """
    if not rows:
        nothing = Text("Geen enkele vraag aan een overheid voldoet hieraan.", "No request to a government fits this.")
        return h("p", nothing[lang], class_="empty")
    return long(_table(rows, caption, lang))


def _table(rows: Sequence[Behind], caption: str, lang: str) -> Node:
    head = row(
        column_header(Text("Vraag", "Request")[lang], class_="which"),
        column_header(Text("Status", "Status")[lang], class_="state"),
        column_header(Text("Waarop dat steunt", "What that rests on")[lang]),
    )
    return table(caption, head, group([_row(each, lang) for each in rows]), class_="behind")


def _row(each: Behind, lang: str) -> Node:
    since = day(each.since, each.since_precision, lang)
    return row(
        row_header(
            h("a", h("b", each.request), f" {each.title}", href=each.href),
            h("span", Text("aan: ", "to: ")[lang], each.government, class_="to"),
            class_="which",
        ),
        cell(
            h("span", each.status_label, class_=f"s-{each.status}"),
            h("small", Text(f"sinds {since}", f"since {since}")[lang]),
            class_="state",
        ),
        cell(_basis(each, each.entry, lang)),
    )


def _basis(each: Behind, entry: Evidence | None, lang: str) -> list[Node | None]:
    if entry is None:
        return [h("p", Text("Geen reactie bekend.", "No response known.")[lang], class_="note none")]
    dated = h("p", h("a", day(entry.day, entry.precision, lang), href=each.href), class_="dated")
    return [dated, note(entry.note, entry.note_lang, lang), sources(entry, lang), recorded(entry, lang)]
