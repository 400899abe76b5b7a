"""The log: every public entry, newest first, searched and filtered; and the requests behind a status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from components import ids
from components.address import Parameters, address
from components.behind import Behind, behind
from components.chart_block import Option, downloads, switch
from components.long import long
from components.pages import log_words as words
from components.pages.log_entry import Entry, Mark, entry, highlighted
from components.pages.log_form import Choice, form
from components.shell import Shell, page
from components.text import Text, plural
from components.tree import Child, Content, Node, h


@dataclass(frozen=True, slots=True)
class Found:
    """A request that was found: code, title, a piece of its text around what was found, and its address."""

    code: str
    title: str
    extract: str
    href: str


@dataclass(frozen=True, slots=True)
class LogData:
    """All that the page shows, as plain values in its language.

    ``parameters`` is the whole question, ``pinned`` the same with both clocks fixed. ``behind`` holds the requests with
    one of the ``statuses`` (labels) on ``as_of``, None where no status is chosen. ``mark`` divides a text in a language
    into pieces that were and were not searched for.
    """

    shell: Shell
    parameters: Parameters
    pinned: Parameters
    as_of: date
    count: words.Count
    choices: Mapping[str, tuple[Choice, ...]]
    statuses: tuple[str, ...]
    behind: tuple[Behind, ...] | None
    found: tuple[Found, ...]
    entries: tuple[Entry, ...]
    order: str
    page: int
    pages: int
    mark: Mark


def layout(data: LogData) -> Node:
    """The page."""
    lang = data.shell.lang
    opening = h(
        "section",
        h("h1", words.headline(data.count, lang)),
        h("p", words.LEAD[lang], class_="lead"),
        form(data.shell.path, data.parameters, data.count.typed, data.choices, lang),
    )
    return page(data.shell, opening, _behind(data), _requests(data), _entries(data))


def title(data: LogData) -> str:
    """The document's title."""
    return f"{Text('Logboek', 'Log')[data.shell.lang]} – Memorandummonitor"


def _behind(data: LogData) -> Node | None:
    if data.behind is None:
        return None
    lang = data.shell.lang
    heading = words.behind_title(len(data.behind), list(data.statuses), data.as_of, lang)
    csv, json = (_api(data, "tracks", form) for form in ("csv", "json"))
    return h(
        "section",
        h("h2", heading),
        behind(data.behind, heading, lang),
        downloads(csv, json, f"{address(data.shell.path, data.pinned)}#{ids.BEHIND}", lang),
        id=ids.BEHIND,
        class_="list",
    )


def _requests(data: LogData) -> Node | None:
    """The requests found, the first few at once."""
    if not data.found:
        return None
    lang, first, rest = data.shell.lang, data.found[:_FIRST], data.found[_FIRST:]
    one, many = Text("{n} vraag gevonden", "{n} request found"), Text("{n} vragen gevonden", "{n} requests found")
    heading = plural(len(data.found), one, many, lang)
    more = Text(f"Toon de {len(rest)} andere", f"Show the {len(rest)} others")[lang]
    others = h("details", h("summary", more), h("ul", [_found(each, data) for each in rest], class_="found"))
    inside = h("div", h("ul", [_found(each, data) for each in first], class_="found"), others if rest else None)
    return h("section", h("h2", heading), long(inside), id=ids.LOG_REQUESTS, class_="list")


_FIRST = 10


def _found(found: Found, data: LogData) -> Node:
    label = h("a", h("b", found.code), " ", highlighted(data.mark(found.title, data.shell.lang)), href=found.href)
    extract = h("p", highlighted(data.mark(found.extract, "nl")), lang="nl", class_="note") if found.extract else None
    return h("li", label, extract)


def _entries(data: LogData) -> Node:
    lang = data.shell.lang
    heading = Text("Logregels", "Entries")[lang]
    if not data.count.total:
        return h("section", h("h2", heading), h("p", _nothing(data), class_="empty"), id=ids.LOG_ENTRIES, class_="list")
    listed: Child = long(h("ol", [entry(each, data.mark, lang) for each in data.entries], class_="log"))
    csv, json = (_api(data, "updates", form) for form in ("csv", "json"))
    return h(
        "section",
        h("h2", heading),
        h("div", _order(data), h("p", words.shown(data.page, data.pages, lang)), class_="choices"),
        listed if data.entries else h("p", _beyond(data), class_="empty"),
        _pager(data),
        downloads(csv, json, f"{address(data.shell.path, data.pinned)}#{ids.LOG_ENTRIES}", lang),
        id=ids.LOG_ENTRIES,
        class_="list",
    )


def _nothing(data: LogData) -> str:
    if not data.count.recorded:
        would = Text(
            "Hier komt elke logregel te staan zodra er een geregistreerd is.",
            "Every entry will stand here once one has been recorded.",
        )
        return would[data.shell.lang]
    return Text(
        "Geen enkele logregel voldoet aan wat u zoekt. Probeer een ander woord, een begin van een woord, "
        "of minder filters.",
        "No entry fits what you are looking for. Try another word, the beginning of a word, or fewer filters.",
    )[data.shell.lang]


def _beyond(data: LogData) -> str:
    last = str(data.pages)
    return Text(f"Er zijn maar {last} bladzijden.", f"There are only {last} pages.")[data.shell.lang]


def _order(data: LogData) -> Node:
    lang = data.shell.lang
    options = tuple(
        Option(code, label[lang], _same(data, sort=None if code == "recorded" else code, page=None))
        for code, label in words.ORDERS.items()
    )
    return switch(ids.LOG_ORDER, Text("Nieuwste eerst", "Newest first")[lang], data.order, options)


def _pager(data: LogData) -> Node | None:
    if data.pages == 1:
        return None
    lang, last = data.shell.lang, data.pages
    before, after = Text("Vorige", "Previous")[lang], Text("Volgende", "Next")[lang]
    steps: list[Content] = []
    if data.page > 1:
        steps.append(h("li", h("a", before, href=_page(data, min(data.page - 1, last)), rel="prev")))
    steps += [
        h("li", h("a", str(at), href=_page(data, at), aria_current="page" if at == data.page else None))
        for at in _around(data.page, last)
    ]
    if data.page < last:
        steps.append(h("li", h("a", after, href=_page(data, data.page + 1), rel="next")))
    return h("nav", h("ul", steps), aria_label=Text("Bladzijden", "Pages of the list")[lang], class_="pager")


def _around(at: int, last: int) -> Sequence[int]:
    """The first, the last, and those beside the present one."""
    near = range(max(1, at - 1), min(last, at + 1) + 1)
    return sorted({1, last, *near})


def _page(data: LogData, at: int) -> str:
    return _same(data, page=str(at) if at > 1 else None)


def _same(data: LogData, **changes: str | None) -> str:
    return f"{address(data.shell.path, data.parameters, **changes)}#{ids.LOG_ENTRIES}"


def _api(data: LogData, resource: str, form: str) -> str:
    """The data of a list: all pages of it, in the order recorded."""
    dropped: dict[str, str | None] = {"sort": None, "page": None, "theme": None, "lang": None}
    if resource == "tracks":
        dropped["q"] = None
    return address(f"/api/v1/{resource}.{form}", data.pinned, **dropped)
