"""One request that went from one status to another: which way that is, and how it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from components.charts.parts import Table, rows_of
from components.status_look import DISPLAY_ORDER
from components.text import Text, day, number
from components.tree import Content, Node, h

Direction = Literal["forward", "back", "sideways"]

#: From put to a government to granted, then what halted: onward is to the right and down.
LADDER = (*reversed(DISPLAY_ORDER[:6]), *DISPLAY_ORDER[6:])

ARROWS: dict[Direction, str] = {"forward": "↗", "back": "↘", "sideways": "→"}
DIRECTIONS: dict[Direction, Text] = {
    "forward": Text("vooruit", "forward"),
    "back": Text("achteruit", "back"),
    "sideways": Text("vooruit noch achteruit", "neither forward nor back"),
}

_HALTED = ("stalled", "rejected")

#: Entries told with one change, the last ones: the log has the rest of a track that was logged more often.
MOST_ENTRIES = 12
#: Changes in one list; more than any real log brings about.
MOST_MOVES = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of an entry: its day as exactly as it is known, note, sources (title, address), and its own page.

    ``internal`` is the note for signed-in people; always empty on pages for everyone.
    """

    day: date
    precision: str
    note: str
    sources: tuple[tuple[str, str], ...]
    href: str
    internal: str = ""


@dataclass(frozen=True, slots=True)
class MovesView:
    """What a list of changes needs: names by code, entries by id, where a request is told in full.

    ``dossiers``: number to name; ``dossier_of``: request to number; ``log_href``: from request and government to their
    entries in the log, the last that happened first.
    """

    lang: str
    titles: Mapping[str, str]
    governments: Mapping[str, str]
    statuses: Mapping[str, str]
    dossiers: Mapping[int, str]
    dossier_of: Mapping[str, int]
    entries: Mapping[int, Entry]
    request_href: Callable[[str], str]
    log_href: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Move:
    """A request to a government that went from one status to another, by these entries; ``more``: by others too."""

    request: str
    government: str
    status_from: str
    status_to: str
    entries: tuple[int, ...]
    more: bool = False

    @property
    def told(self) -> tuple[int, ...]:
        """Those of the entries that are told."""
        return self.entries[-MOST_ENTRIES:]


def moves_of(frame: Table) -> tuple[Move, ...]:
    """The rows of a frame ``request, government, status_from, status_to, entries``, and ``more`` where it has that."""
    return tuple(
        Move(
            row["request"],
            row["government"],
            row["status_from"],
            row["status_to"],
            tuple(map(int, row["entries"])),
            row.get("more", False),
        )
        for row in rows_of(frame)
    )


def direction(status_from: str, status_to: str, weights: Mapping[str, Decimal | None]) -> Direction:
    """Which way a change goes: back is to stalled or rejected or to less weight, forward to more.

    From or to a status without weight (``unclear``), or to an equal weight, is neither. The rule is that of slippage.
    """
    before, after = weights[status_from], weights[status_to]
    if status_to in _HALTED:
        return "back"
    if before is None or after is None or before == after:
        return "sideways"
    return "forward" if after > before else "back"


def status(code: str, label: str) -> Node:
    """A status in running text, with its glyph on its colour."""
    return h("span", label, class_=f"s-{code}")


def track(request: str, government: str, view: MovesView) -> list[Content]:
    """A request by code, title and government, linked to its page."""
    name = h("a", h("b", request), f" {view.titles[request]}", href=view.request_href(request))
    return [name, " ", h("span", view.governments[government], class_="to")]


def per_dossier(moves: Sequence[Move], view: MovesView, more: int = 0) -> list[Node]:
    """The changes under the name of their dossier, in the order given; dossiers in theirs. Of very many the first.

    ``more``: how many there are besides these.
    """
    by_dossier: dict[int, list[Node]] = {}
    for move in moves[:MOST_MOVES]:
        by_dossier.setdefault(view.dossier_of[move.request], []).append(_item(move, view))
    found = [
        h("div", h("h4", h("b", str(dossier)), f" {name}"), h("ul", by_dossier[dossier], class_="moves"))
        for dossier, name in view.dossiers.items()
        if dossier in by_dossier
    ]
    if more := more + len(moves[MOST_MOVES:]):
        count = number(more, view.lang)
        told = Text(f"En nog {count}: een kortere periode of een filter toont ze.",
                    f"And {count} more: a shorter period or a filter shows them.")  # fmt: skip
        found.append(h("p", told[view.lang]))
    return found


def _item(move: Move, view: MovesView) -> Node:
    old, new = ((code, view.statuses[code]) for code in (move.status_from, move.status_to))
    return h(
        "li",
        h("div", track(move.request, move.government, view), class_="what"),
        _step(old, new, view.lang),
        _earlier(move, view),
        [_entry(view.entries[entry], view.lang) for entry in move.told],
    )


@lru_cache(maxsize=256)
def _step(old: tuple[str, str], new: tuple[str, str], lang: str) -> Node:
    """From one status to another (each its code and label): on a page often the same."""
    became = Text("werd", "became")[lang]
    arrow = [h("span", " → ", aria_hidden="true"), h("span", f" {became} ", class_="visually-hidden")]
    return h("div", status(*old), arrow, status(*new), class_="step")


def _earlier(move: Move, view: MovesView) -> Node | None:
    """What stands before the entries that are told; None where all are."""
    if not move.more and len(move.entries) == len(move.told):
        return None
    words = Text("Eerdere logregels", "Earlier entries")[view.lang]
    return h("p", h("a", words, href=view.log_href(move.request, move.government)))


def _entry(entry: Entry, lang: str) -> Node:
    """Day, note and sources; the day leads to the entry itself."""
    told = h("a", day(entry.day, entry.precision, lang), href=entry.href)
    sources = [h("small", " — ", h("a", title, href=address)) for title, address in entry.sources]
    return h("p", told, f" {entry.note}", sources, internal_note(entry.internal, lang))


def internal_note(words: str, lang: str) -> Node | None:
    """A note for signed-in people, marked as such; None without words."""
    if not words:
        return None
    return h("small", h("b", Text("Intern", "Internal")[lang]), f" {words}", class_="internal")
