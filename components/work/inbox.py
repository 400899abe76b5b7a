"""What needs the attention of staff, in one list of lists: drafts, dates, second reading, silence, lost sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components import ids
from components.address import Parameters, address
from components.evidence import Evidence, note, recorded, sources
from components.fields import Option, choice
from components.lost_sources import OTHERS, Lost, Round, lost_sources
from components.text import Text, day, listing, number, plural
from components.tree import Content, Node, h
from components.work.notices import Unsent, draft
from components.work.parts import hidden
from components.work.subscription import SUBSCRIBE, SUBSCRIBING, Subscription, subscription


@dataclass(frozen=True, slots=True)
class ToRead:
    """An entry that waits for a second reader; ``confirm`` is where that is sent, under the form's own ``key``."""

    request: str
    title: str
    government: str
    label: str
    look: str
    internal: bool
    evidence: Evidence
    href: str
    correct: str
    confirm: str
    key: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A track from which nothing was heard for long: its status, the last day something was, and the form to log."""

    request: str
    title: str
    government: str
    status: str
    status_label: str
    since: date
    responded: bool
    days: int
    href: str
    log: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An entry to look at again: on which day, whether that has come, and which entry."""

    day: date
    due: bool
    words: str
    set_by: str
    href: str


@dataclass(frozen=True, slots=True)
class InboxData:
    """All that the list shows.

    ``to_read`` is one page of ``waiting`` entries; ``own`` more were written by the reader. ``quiet`` is silent for
    ``months`` or longer. ``parameters`` is what was chosen. ``log`` is the log form, which also throws drafts away.
    ``lost`` are the sources that no longer answer, as far as they were ``checked``.
    """

    lang: str
    path: str
    parameters: Parameters
    may_write: bool
    drafts: tuple[Unsent, ...]
    log: str
    planned: tuple[Planned, ...]
    waiting: int
    own: int
    to_read: tuple[ToRead, ...]
    page: int
    pages: int
    dossiers: tuple[Option, ...]
    governments: tuple[Option, ...]
    quiet: tuple[Quiet, ...]
    months: int
    as_of: date
    lost: tuple[Lost, ...]
    checked: Round
    calendar: Subscription


MONTHS = (6, 12, 24, 36)
_AT_ONCE = 15
TITLE = Text("Wat aandacht vraagt", "What needs attention")


def layout(data: InboxData) -> list[Content]:
    """The sections."""
    return [
        _opening(data),
        _drafts(data) if data.may_write else None,
        _planned(data),
        _second_reading(data),
        _quiet(data),
        _sources(data),
        _section("agenda", SUBSCRIBE[data.lang], SUBSCRIBING[data.lang], subscription(data.calendar, data.lang)),
    ]


def _opening(data: InboxData) -> Node:
    lang = data.lang
    due, dead = sum(one.due for one in data.planned), sum(one.dead for one in data.lost)
    parts = [
        plural(len(data.drafts), Text("{n} concept", "{n} draft"), Text("{n} concepten", "{n} drafts"), lang)
        if data.drafts else "",
        plural(due, Text("{n} logregel om opnieuw te bekijken", "{n} entry to look at again"),
               Text("{n} logregels om opnieuw te bekijken", "{n} entries to look at again"), lang) if due else "",
        plural(data.waiting, Text("{n} logregel zonder tweede lezer", "{n} entry without a second reader"),
               Text("{n} logregels zonder tweede lezer", "{n} entries without a second reader"), lang)
        if data.waiting else "",
        plural(len(data.quiet), Text("{n} vraag waarover lang niets vernomen is", "{n} request not heard of for long"),
               Text("{n} vragen waarover lang niets vernomen is", "{n} requests not heard of for long"), lang)
        if data.quiet else "",
        plural(dead, Text("{n} bron die niet meer antwoordt", "{n} source that no longer answers"),
               Text("{n} bronnen die niet meer antwoorden", "{n} sources that no longer answer"), lang) if dead else "",
    ]  # fmt: skip
    found = listing([part for part in parts if part], lang)
    nothing = Text("Niets vraagt op dit moment aandacht.", "Nothing needs attention at this moment.")
    log = h(
        "a", Text("Iets loggen", "Log something")[lang], href=address("/werk/log", data.parameters[:1]), class_="btn"
    )
    return h(
        "section",
        h("h1", TITLE[lang]),
        h("p", f"{found}." if found else nothing[lang], class_="lead"),
        h("p", log, class_="way-out") if data.may_write else None,
    )


def _section(place: str, title: str, intro: str, *content: Content) -> Node:
    heading = f"{place}-title"
    return h(
        "section", h("h2", title, id=heading), h("p", intro, class_="intro"), content,
        id=place, class_="chart list work", aria_labelledby=heading,
    )  # fmt: skip


def _drafts(data: InboxData) -> Node | None:
    lang = data.lang
    if not data.drafts:
        return None
    intro = Text(
        "Wat u begon en nog niet in het logboek zette. Alleen u ziet dit.",
        "What you began and have not written in the log yet. Only you see this.",
    )
    drop = Text("Gooi weg", "Throw away")[lang]
    items = [
        h(
            "li",
            h("div", draft(one, lang), h("p", one.note, class_="note") if one.note and one.about else None),
            h("form", hidden(key=one.key, deed="discard"),
              h("button", drop, h("span", f" {one.about}", class_="visually-hidden"), type="submit", class_="quiet"),
              method="post", action=data.log),
        )
        for one in data.drafts
    ]  # fmt: skip
    return _section(
        "concepten", Text("Uw concepten", "Your drafts")[lang], intro[lang], h("ul", items, class_="drafts")
    )


def _planned(data: InboxData) -> Node | None:
    lang = data.lang
    if not data.planned:
        return None
    intro = Text(
        "Bij deze logregels zette iemand een dag om er opnieuw naar te kijken.",
        "Somebody set a day to look at these entries again.",
    )
    come = Text(" – dat is nu", " – that is now")[lang]
    by = Text("ingesteld door", "set by")[lang]
    items = [
        h(
            "li",
            h("b", day(one.day, "day", lang), come if one.due else ""),
            h("div", h("a", one.words, href=one.href), h("small", f" {by} {one.set_by}")),
        )
        for one in data.planned
    ]
    title = Text("Opnieuw te bekijken", "To look at again")[lang]
    return _section("herbekijken", title, intro[lang], h("ul", items, class_="planned"))


def _second_reading(data: InboxData) -> Node:
    lang = data.lang
    intro = Text(
        "Lees de bron na. Steunt ze wat er staat, dan bevestigt u; anders verbetert u.",
        "Read the source. If it supports what stands here, confirm it; otherwise correct it.",
    )
    own = plural(
        data.own,
        Text(" {n} van uw eigen logregels wacht op een collega.", " {n} of your own entries waits for a colleague."),
        Text(" {n} van uw eigen logregels wachten op een collega.", " {n} of your own entries wait for a colleague."),
        lang,
    )
    nothing = Text("Hier wacht niets op een tweede lezer.", "Nothing here waits for a second reader.")
    return _section(
        "bevestigen",
        Text("Zonder tweede lezer", "Without a second reader")[lang],
        intro[lang] + (own if data.own else ""),
        _filter(data),
        h("ul", [h("li", _to_read(entry, data)) for entry in data.to_read], class_="to-read")
        if data.to_read
        else h("p", nothing[lang], class_="intro"),
        _pager(data),
    )


def _filter(data: InboxData) -> Node:
    lang, chosen = data.lang, dict(data.parameters)
    every = (Option("", Text("Alle", "All")[lang]),)
    kept = {name: value for name, value in chosen.items() if name not in ("dossier", "government", "page")}
    return h(
        "form",
        hidden(**kept),
        choice("dossier", "Dossier", (*every, *data.dossiers), value=chosen.get("dossier", "")),
        choice("government", Text("Overheid", "Government")[lang], (*every, *data.governments),
               value=chosen.get("government", "")),
        h("button", Text("Toon", "Show")[lang], type="submit", class_="quiet"),
        method="get", action=f"{data.path}#bevestigen", class_="choose",
    )  # fmt: skip


def _to_read(entry: ToRead, data: InboxData) -> list[Content]:
    lang, told = data.lang, entry.evidence
    what = h("span", entry.label, class_=f"s-{entry.look}" if entry.look else None)
    inside = h("small", Text(" intern", " internal")[lang], class_="internal") if entry.internal else None
    about = h("span", f" {entry.request}, {day(told.day, told.precision, lang)}", class_="visually-hidden")
    here = f"{address(data.path, data.parameters)}#bevestigen"
    confirm = h(
        "form", hidden(key=entry.key, next=here),
        h("button", Text("Bevestig", "Confirm")[lang], about, type="submit", class_="quiet"),
        method="post", action=entry.confirm,
    )  # fmt: skip
    links = h("p", h("a", Text("Verbeter", "Correct")[lang], about, href=entry.correct), class_="deeds")
    return [
        h("p", h("a", h("b", entry.request), f" {entry.title}", href=entry.href),
          h("span", entry.government, class_="to"), class_="which"),
        h("div", h("p", day(told.day, told.precision, lang), ": ", what, inside), note(told.note, told.note_lang, lang),
          sources(told, lang), recorded(told, lang)),
        h("div", confirm, links, class_="choice") if data.may_write else None,
    ]  # fmt: skip


def _pager(data: InboxData) -> Node | None:
    if data.pages < 2:
        return None
    items = [
        h("li", h("a", number(page, data.lang),
                  href=f"{address(data.path, data.parameters, page=str(page) if page > 1 else None)}#bevestigen",
                  aria_current="page" if page == data.page else None))
        for page in range(1, data.pages + 1)
    ]  # fmt: skip
    return h("nav", h("ul", items), class_="pager", aria_label=Text("Bladzijden", "Pages")[data.lang])


def _quiet(data: InboxData) -> Node:
    lang = data.lang
    on = day(data.as_of, "day", lang)
    intro = Text(
        f"Op {on} was hierover minstens {data.months} maanden niets nieuws bekend. "
        "Wat gerealiseerd is, staat er niet bij.",
        f"On {on} nothing new had been known of these for at least {data.months} months. "
        "What is realised is not listed.",
    )
    nothing = Text("Over elke vraag is recenter iets bekend.", "Something more recent is known of every request.")
    return _section(
        "stil",
        Text("Al lang stil", "Silent for long")[lang],
        intro[lang],
        _months(data),
        _quiet_table(data.quiet[:_AT_ONCE], data) if data.quiet else h("p", nothing[lang], class_="intro"),
        _others(data) if len(data.quiet) > _AT_ONCE else None,
    )


def _others(data: InboxData) -> Node:
    rest = data.quiet[_AT_ONCE:]
    return h("details", h("summary", OTHERS[data.lang].format(n=len(rest))), _quiet_table(rest, data), class_="data")


def _months(data: InboxData) -> Node:
    lang = data.lang
    links = [
        h("a", Text(f"{months} maanden", f"{months} months")[lang],
          href=f"{address(data.path, data.parameters, silent=str(months))}#stil",
          aria_current="true" if months == data.months else None)
        for months in MONTHS
    ]  # fmt: skip
    label = h("span", Text("Minstens", "At least")[lang], class_="switch-label", id=ids.WORK_SILENT)
    return h("div", h("div", label, h("div", links), class_="switch", role="group", aria_labelledby=ids.WORK_SILENT),
             class_="choices")  # fmt: skip


def _sources(data: InboxData) -> Node:
    lang = data.lang
    intro = Text(
        "Zoek de bron elders, bijvoorbeeld in een webarchief, en verbeter de logregel met het nieuwe adres.",
        "Find the source elsewhere, in a web archive for instance, and correct the entry with the new address.",
    )
    title = Text("Bronnen die niet meer antwoorden", "Sources that no longer answer")
    return _section("bronnen", title[lang], intro[lang], lost_sources(data.lost, data.checked, lang))


def _quiet_table(quiet: Sequence[Quiet], data: InboxData) -> Node:
    lang = data.lang
    heads = (Text("Vraag", "Request"), Text("Status", "Status"), Text("Laatste bericht", "Latest news"))
    head = h("thead", h("tr", [h("th", label[lang], scope="col") for label in heads]))
    return h("table", head, h("tbody", [_quiet_row(one, data) for one in quiet]), class_="behind quiet-tracks")


def _quiet_row(one: Quiet, data: InboxData) -> Node:
    lang = data.lang
    last = day(one.since, "day", lang) if one.responded else Text("geen reactie bekend", "no response known")[lang]
    days = Text(f"{number(one.days, 'nl')} dagen", f"{number(one.days, 'en')} days")[lang]
    log = h("a", Text("Log iets", "Log something")[lang],
            h("span", f" {one.request} {one.government}", class_="visually-hidden"), href=one.log)  # fmt: skip
    return h(
        "tr",
        h("th", h("a", h("b", one.request), f" {one.title}", href=one.href), h("span", one.government, class_="to"),
          scope="row", class_="which"),
        h("td", h("span", one.status_label, class_=f"s-{one.status}"), class_="state"),
        h("td", last, h("small", f" ({days})"), h("p", log) if data.may_write else None),
    )  # fmt: skip
