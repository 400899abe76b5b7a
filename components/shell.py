"""What every page shares: skip link, header with the clock and the other language, and what the figures rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from components import ids
from components.address import Parameters, address, lasting
from components.text import Text, day, moment, number, plural, short_name
from components.tree import Content, Node, h

NAME = "Memorandummonitor"

#: The pages that exist, in the order of the navigation.
PAGES = (("/", Text("Overzicht", "Overview")),)


@dataclass(frozen=True, slots=True)
class Clock:
    """The two clocks: the day shown and the days that can be asked for; what was known, and whether it was chosen.

    ``known_day`` is set when the chosen moment is the end of a Brussels day; ``today`` is the last day it can be.
    """

    as_of: date
    earliest: date
    latest: date
    known_at: datetime
    known_at_given: bool
    known_day: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the figures rest on: how many tracks have an entry, how many of those are confirmed, and the log's state.

    ``memorandum`` is its title in the page's language, ``publisher`` its full name, short form between brackets.
    ``entries``, ``head`` (hash) and ``last_write`` are those of the public log as known at the moment asked for.
    """

    memorandum: str
    publisher: str
    tracks: int
    with_entry: int
    confirmed: int
    entries: int
    head: str
    last_write: datetime
    release: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Around a page: its path and ``parameters`` (the whole state), and ``permalink``, which will show the same again.

    ``clock`` and ``provenance`` are None where there is nothing to tell: error pages, a store without memorandum.
    """

    lang: str
    path: str = "/"
    parameters: Parameters = ()
    permalink: str = ""
    clock: Clock | None = None
    provenance: Provenance | None = None


def page(shell: Shell, *content: Content) -> Node:
    """The body of a page, from skip link to footer."""
    skip = h("a", Text("Naar de inhoud", "To the content")[shell.lang], href=f"#{ids.MAIN}", class_="skip")
    main = h("main", *content, id=ids.MAIN, tabindex=-1)
    return h("div", skip, _header(shell), main, _footer(shell), class_="page", lang=shell.lang)


def _header(shell: Shell) -> Node:
    lang, other = shell.lang, Text("en", "nl")[shell.lang]
    kept = lasting(shell.parameters)
    pages = [
        h("li", h("a", label[lang], href=address(path, kept), aria_current="page" if path == shell.path else None))
        for path, label in PAGES
    ]
    switch = h(
        "a",
        h("span", other.upper(), aria_hidden="true"),
        h("span", Text("In English", "In het Nederlands")[lang], class_="visually-hidden"),
        href=address(shell.path, shell.parameters, lang=other),
        hreflang=other,
        lang=other,
        rel="alternate",
        class_="language",
    )
    return h(
        "header",
        h("a", NAME, href=address("/", kept), class_="name"),
        h("nav", h("ul", pages), aria_label=Text("Pagina's", "Pages")[lang]),
        _clock(shell, shell.clock) if shell.clock else None,
        switch,
        class_="top",
    )


def _clock(shell: Shell, clock: Clock) -> Node:
    """A plain GET form behind its own summary: it works without script, and the address holds what was chosen."""
    lang = shell.lang
    others = [(name, value) for name, value in shell.parameters if name not in ("as_of", "known_at")]
    form = h(
        "form",
        [h("input", type="hidden", name=name, value=value) for name, value in others],
        h("label", Text("Toestand op", "As of")[lang], for_=ids.CLOCK_AS_OF),
        h(
            "input",
            type="date",
            id=ids.CLOCK_AS_OF,
            name="as_of",
            value=clock.as_of.isoformat(),
            min=clock.earliest.isoformat(),
            max=clock.latest.isoformat(),
            required=True,
            class_="form-control",
        ),
        _knowledge(clock, lang),
        h("button", Text("Toon", "Show")[lang], type="submit", class_="btn"),
        action=shell.path,
        method="get",
        id=ids.CLOCK_FORM,
    )
    known = Text(
        f", volgens wat bekend was op {moment(clock.known_at, lang)}", f", as known on {moment(clock.known_at, lang)}"
    )[lang]
    summary = h(
        "summary",
        Text("Toestand op ", "As of ")[lang],
        h("strong", day(clock.as_of, "day", lang)),
        known if clock.known_at_given else None,
    )
    return h("details", summary, form, class_="clock")


def _knowledge(clock: Clock, lang: str) -> Node:
    """What was known when; the help stands inside the label, as Dash's field can name no other description."""
    help_text = Text(
        "Alleen wat op het einde van die dag al geregistreerd was. Leeg: alles wat nu bekend is.",
        "Only what had been recorded by the end of that day. Empty: everything known now.",
    )
    return h(
        "details",
        h("summary", Text("Kennis op een vroegere dag", "Known at an earlier day")[lang]),
        h(
            "label",
            Text("Kennis op", "Known at")[lang],
            h("span", help_text[lang], class_="help"),
            for_=ids.CLOCK_KNOWN_AT,
        ),
        h(
            "input",
            type="date",
            id=ids.CLOCK_KNOWN_AT,
            name="known_at",
            value=clock.known_day.isoformat() if clock.known_day else "",
            max=clock.today.isoformat(),
            class_="form-control",
        ),
        open=clock.known_at_given,
    )


def _footer(shell: Shell) -> Node:
    told = shell.provenance
    return h(
        "footer",
        _provenance(told, shell.lang) if told else None,
        _on_paper(shell, shell.clock) if shell.clock else None,
        class_="bottom",
    )


def _on_paper(shell: Shell, clock: Clock) -> Node:
    """What a printed page needs to be found again: both clocks and the address."""
    lang = shell.lang
    shown, known = day(clock.as_of, "day", lang), moment(clock.known_at, lang)
    clocks = Text(f"Toestand op {shown}, kennis op {known}. ", f"As of {shown}, known at {known}. ")[lang]
    return h("p", clocks, shell.permalink, class_="print-only")


def _provenance(told: Provenance, lang: str) -> list[Node]:
    log = plural(told.entries, Text("{n} logregel", "{n} entry"), Text("{n} logregels", "{n} entries"), lang)
    written = moment(told.last_write, lang)
    return [
        h("p", coverage_sentence(told, lang), class_="basis"),
        h(
            "p",
            Text(
                f"De vragen zijn geciteerd uit het {told.memorandum} van de {told.publisher}. "
                "Logboek, titels en SDG-koppeling: CC BY 4.0. Software: EUPL-1.2.",
                f"The requests are quoted from the {told.memorandum} of the {told.publisher}. "
                "Log, titles and SDG mapping: CC BY 4.0. Software: EUPL-1.2.",
            )[lang],
        ),
        h(
            "p",
            Text(f"Versie {told.release}. {log}, laatst gewijzigd op {written}, controlegetal ",
                 f"Release {told.release}. {log}, last changed on {written}, check value ")[lang],
            h("code", told.head[:12], title=told.head),
            ".",
        ) if told.head else h("p", Text(f"Versie {told.release}.", f"Release {told.release}.")[lang]),
    ]  # fmt: skip


def coverage_sentence(told: Provenance, lang: str) -> str:
    """How much of what is shown rests on the log, and how much of that the publisher vouches for."""
    covered, tracks = number(told.with_entry, lang), number(told.tracks, lang)
    publisher, confirmed = short_name(told.publisher), number(told.confirmed, lang)
    if not told.with_entry:
        return Text(
            f"Voor geen van de {tracks} vragen aan een overheid staat er al iets in het logboek.",
            f"The log has nothing yet on any of the {tracks} requests to a government.",
        )[lang]
    some = Text(
        f"Voor {covered} van de {tracks} vragen aan een overheid staat er iets in het logboek; "
        "voor de andere is geen reactie bekend.",
        f"The log has something on {covered} of the {tracks} requests to a government; "
        "for the others no response is known.",
    )
    every = Text(
        f"Voor elk van de {tracks} vragen aan een overheid staat er iets in het logboek.",
        f"The log has something on each of the {tracks} requests to a government.",
    )
    share = (every if told.with_entry == told.tracks else some)[lang]
    vouched = Text(
        f"Bij {confirmed} daarvan bevestigde de {publisher} de status.",
        f"The {publisher} has confirmed the status of {confirmed} of those.",
    )
    nothing_vouched = Text(
        f"De {publisher} bevestigde daarvan nog geen enkele status.",
        f"The {publisher} has not confirmed any of those statuses yet.",
    )
    return f"{share} {(vouched if told.confirmed else nothing_vouched)[lang]}"
