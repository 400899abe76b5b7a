"""What every page shares: skip link, header with the clock and the other language, and what the figures rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from components import controls, ids
from components.address import Parameters, address, kept_at, lasting
from components.controls import Clock, Filter
from components.text import LANGUAGES, Text, day, moment, number, plural, short_name
from components.tree import Content, Node, h

__all__ = ["NAME", "PAGES", "Account", "Clock", "Filter", "Provenance", "Shell", "coverage_sentence", "page"]

NAME = "Memorandummonitor"
DOSSIERS = "/dossier"
SIGN_IN = "/aanmelden"

#: The pages that exist, in the order of the navigation; that of the dossiers is a list of them.
PAGES = (
    ("/", Text("Overzicht", "Overview")),
    (DOSSIERS, Text("Dossiers", "Dossiers")),
    ("/sdg", Text("SDG's", "SDGs")),
    ("/verschil", Text("Verschil", "Changes")),
    ("/logboek", Text("Logboek", "Log")),
    ("/methode", Text("Methode", "Method")),
)
#: What can be done with the figures elsewhere, at the foot of every page.
ELSEWHERE = (
    ("/insluiten", Text("Zet een grafiek op uw eigen site", "Put a chart on your own site")),
    ("/open-data", Text("Open data en feeds", "Open data and feeds")),
)


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
class Account:
    """Who is signed in, in the words of the page's language, and the pages of their role: path and label."""

    name: str
    role: str
    pages: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """A memorandum that can be gone to, if there are several: its id and title, and whether the page is about it."""

    id: str
    title: str
    here: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """Around a page: its path and ``parameters`` (the whole state), and ``permalink``, which will show the same again.

    ``clock`` and ``provenance`` are None where there is nothing to tell: error pages, a store without memorandum.
    ``dossiers`` are those that can be gone to, number and title; ``filters`` those that mean something on the page.
    ``memoranda`` are those that can be gone to, if there are several.
    ``account`` is only told to a page that is made for one reader: it replaces the public navigation.
    """

    lang: str
    path: str = "/"
    parameters: Parameters = ()
    permalink: str = ""
    clock: Clock | None = None
    provenance: Provenance | None = None
    dossiers: tuple[tuple[str, str], ...] = ()
    filters: tuple[Filter, ...] = ()
    account: Account | None = None
    memoranda: tuple[Other, ...] = ()


def page(shell: Shell, *content: Content) -> Node:
    """The body of a page, from skip link to footer."""
    skip = h("a", Text("Naar de inhoud", "To the content")[shell.lang], href=f"#{ids.MAIN}", class_="skip")
    filtered = controls.only(shell.filters, shell.path, shell.parameters, shell.lang)
    main = h("main", filtered, *content, id=ids.MAIN, tabindex=-1)
    return h("div", skip, _header(shell), main, _footer(shell), class_="page", lang=shell.lang)


def _header(shell: Shell) -> Node:
    lang, path, state = shell.lang, shell.path, shell.parameters
    offered = shell.account.pages if shell.account else PAGES
    shown = [(where, label) for where, label in offered if shell.dossiers or where != DOSSIERS]
    pages = [h("li", _nav(shell, where, label[lang])) for where, label in shown]
    pages += [h("li", _memoranda(shell))] if shell.memoranda else []
    return h(
        "header",
        h("a", NAME, href=address("/", kept_at("/", state)), class_="name"),
        h("nav", h("ul", pages), aria_label=Text("Pagina's", "Pages")[lang]),
        controls.search(state, lang) if shell.clock else None,
        controls.filters(shell.filters, path, state, lang) if shell.filters else None,
        controls.clocks(shell.clock, path, state, lang) if shell.clock else None,
        _signed_in(shell.account, lang) if shell.account else None,
        _language(shell),
        class_="top",
    )


def _nav(shell: Shell, path: str, label: str) -> Node:
    """The link to a page, or the list of links to the dossiers."""
    if path == DOSSIERS:
        return _dossiers(shell, label)
    current = "page" if path == shell.path else None
    return h("a", label, href=address(path, kept_at(path, shell.parameters)), aria_current=current)


def _dossiers(shell: Shell, label: str) -> Node:
    links = []
    for number_, title in shell.dossiers:
        path = f"{DOSSIERS}/{number_}"
        current = "page" if path == shell.path else None
        href = address(path, kept_at(path, shell.parameters))
        links.append(h("li", h("a", h("b", number_), f" {title}", href=href, aria_current=current)))
    here = "here" if shell.path.startswith(f"{DOSSIERS}/") else None
    return h("details", h("summary", label, class_=here), h("ul", links), class_="menu")


def _memoranda(shell: Shell) -> Node:
    """The list of links to the overview of each memorandum: days and filters belong to one of them."""
    lasting = [(name, value) for name, value in shell.parameters if name in ("lang", "theme")]
    links = [
        h("a", other.title, href=address("/", (("memorandum", other.id), *lasting)), aria_current=_true(other.here))
        for other in shell.memoranda
    ]
    label = Text("Memoranda", "Memoranda")[shell.lang]
    return h("details", h("summary", label), h("ul", [h("li", link) for link in links]), class_="menu")


def _true(is_so: bool) -> str | None:
    return "true" if is_so else None


def _signed_in(account: Account, lang: str) -> Node:
    """Who is signed in, and the way out."""
    leave = h("button", Text("Afmelden", "Sign out")[lang], type="submit", class_="link")
    out = h("form", leave, method="post", action=address("/afmelden", _chosen_language(lang)))
    change = Text("wachtwoord wijzigen", "change password")[lang]
    own = h("a", account.name, h("span", f" ({change})", class_="visually-hidden"), href=_own_address(lang))
    return h("div", h("span", own, h("small", f" {account.role}")), out, class_="account")


def _own_address(lang: str) -> str:
    return address("/wachtwoord", _chosen_language(lang))


def _chosen_language(lang: str) -> Parameters:
    return () if lang == LANGUAGES[0] else (("lang", lang),)


def _language(shell: Shell) -> Node:
    lang, other = shell.lang, Text("en", "nl")[shell.lang]
    return h(
        "a",
        h("span", other.upper(), aria_hidden="true"),
        h("span", Text("In English", "In het Nederlands")[lang], class_="visually-hidden"),
        href=address(shell.path, shell.parameters, lang=other),
        hreflang=other,
        lang=other,
        rel="alternate",
        class_="language",
    )


def _footer(shell: Shell) -> Node:
    told = shell.provenance
    return h(
        "footer",
        _provenance(told, shell.lang) if told else None,
        None if shell.account else _elsewhere(shell),
        _on_paper(shell, shell.clock) if shell.clock else None,
        None if shell.account or shell.path == SIGN_IN else _way_in(shell.lang),
        class_="bottom",
    )


def _way_in(lang: str) -> Node:
    """The same for everyone: a public page does not know who reads it."""
    href = address(SIGN_IN, _chosen_language(lang))
    return h("p", h("a", Text("Aanmelden", "Sign in")[lang], href=href, rel="nofollow"), class_="way-in")


def _elsewhere(shell: Shell) -> Node:
    links = [
        h("li", h("a", label[shell.lang], href=address(where, lasting(shell.parameters)))) for where, label in ELSEWHERE
    ]
    return h("nav", h("ul", links), aria_label=Text("Elders", "Elsewhere")[shell.lang], class_="elsewhere")


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
