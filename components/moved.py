"""The requests that changed status, each with the entries behind the change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from components.evidence import Evidence, note, sources
from components.text import Text, day, plural
from components.trail import Link
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Moved:
    """A request to a government that changed status, by the entries of that time, the last first, with their addresses.

    ``earlier`` of them are not told but stand at ``earlier_href``.
    """

    asked: Link
    name: str
    status_from: str
    status_to: str
    entries: tuple[tuple[Evidence, str], ...]
    earlier: int = 0
    earlier_href: str = ""


def moved(found: Iterable[Moved], status_names: Mapping[str, str], lang: str) -> Node:
    """The list, in the order given."""
    return h("ul", [h("li", _moved(each, status_names, lang)) for each in found], class_="moved")


def _moved(each: Moved, status_names: Mapping[str, str], lang: str) -> list[Node]:
    old, new = (h("span", status_names[code], class_=f"s-{code}") for code in (each.status_from, each.status_to))
    became = h("span", Text(" werd ", " became ")[lang], class_="visually-hidden")
    what = h("div", h("a", each.asked.label, href=each.asked.href), h("span", each.name, class_="to"), class_="what")
    step = h("div", old, h("span", " → ", aria_hidden="true"), became, new, class_="step")
    told = [_entry(entry, href, lang) for entry, href in each.entries]
    return [what, step, *told, *([_earlier(each, lang)] if each.earlier else [])]


def _earlier(each: Moved, lang: str) -> Node:
    more = plural(
        each.earlier,
        Text("{n} eerdere logregel", "{n} earlier entry"),
        Text("{n} eerdere logregels", "{n} earlier entries"),
        lang,
    )
    return h("div", h("p", h("a", more, href=each.earlier_href), class_="remark"))


def _entry(entry: Evidence, href: str, lang: str) -> Node:
    dated = h("p", h("a", day(entry.day, entry.precision, lang), href=href), class_="dated")
    return h("div", dated, note(entry.note, entry.note_lang, lang), sources(entry, lang))
