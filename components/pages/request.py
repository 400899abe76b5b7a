"""A request: what was asked of whom, how it stands with each government, and everything recorded on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from components.address import Parameters, address
from components.chart_block import downloads, embedding
from components.charts import ribbons
from components.charts.ribbons import RibbonsView
from components.drawn_block import drawn_block
from components.history import Cut, Happening, HistoryView, Silence, history, lasted, later_entries
from components.long import long
from components.pages import request_words as words
from components.shell import NAME, Shell, page
from components.text import Text, day, number
from components.trail import Link, neighbours, trail
from components.tree import Child, Content, Node, h
from components.verbatim import quotation


@dataclass(frozen=True, slots=True)
class Target:
    """A target of a goal: its code (``16.7``), the goal's name and colour, and the address of what shares that goal."""

    code: str
    goal: str
    colour: str
    href: str


@dataclass(frozen=True, slots=True)
class Track:
    """The request with one government on the day shown, and the history up to then, or what ``cut`` says of it.

    ``since`` is as exact as ``precision`` says; ``responded``: whether anything counts yet. ``later`` entries are dated
    after the day shown. ``log_href`` is the form to log about it.
    """

    government: str
    name: str
    status: str
    since: date
    precision: str
    days_in_status: int
    silence_days: int
    responded: bool
    confirmed: bool
    told: tuple[Happening | Silence, ...]
    cut: Cut | None
    later: int
    log_href: str


@dataclass(frozen=True, slots=True)
class SubRequest:
    """A sub-request, with how many of its governments have which status."""

    code: str
    title: str
    href: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RequestData:
    """All that the page of a request shows. ``tracks`` of a request with ``children`` are theirs, not told here.

    Texts of the memorandum are Dutch; ``note`` and ``basis``, why the governments are implied, in the page's language.
    ``missing`` is an entry that was asked for and is not told here; later entries are counted up to ``most_later``.
    ``without_day``: the same page on the last day there is. ``beside_href`` leads from the public page to the one for
    staff, and back. ``for_staff`` is only true where nobody else reads it.
    """

    shell: Shell
    pinned: Parameters
    as_of: date
    code: str
    title: str
    memorandum: str
    text: str
    note: str
    basis: str
    governments: tuple[str, ...]
    fiches: tuple[str, ...]
    targets: tuple[Target, ...]
    rationale: str
    above: tuple[Link, ...]
    parent: Link | None
    children: tuple[SubRequest, ...]
    tracks: tuple[Track, ...]
    missing: int | None
    most_later: int
    intervals: pd.DataFrame
    ribbons: RibbonsView
    status_names: Mapping[str, str]
    told: HistoryView
    previous: Link | None
    following: Link | None
    without_day: str
    beside_href: str
    for_staff: bool = False


def layout(data: RequestData) -> Node:
    """The page."""
    return page(data.shell, content(data))


def content(data: RequestData) -> list[Content]:
    """What stands on the page between header and footer."""
    lang = data.shell.lang
    beside = Text("Andere vragen van dit dossier", "Other requests of this dossier")[lang]
    return [
        _opening(data),
        _asked(data),
        _children(data) if data.children else None,
        _course(data),
        [] if data.children else [_track(track, data) for track in data.tracks],
        h("section", neighbours(data.previous, data.following, beside, lang)),
    ]


def title(data: RequestData) -> str:
    """The document's title."""
    return f"{data.code} {data.title} – {NAME}"


def _opening(data: RequestData) -> Node:
    lang = data.shell.lang
    kind = Text("Deelvraag" if data.parent else "Vraag", "Sub-request" if data.parent else "Request")[lang]
    if data.children:
        found = words.finding_of_parent([track.status for track in data.tracks], lang)
    else:
        found = words.finding([words.Standing(t.government, t.name, t.status) for t in data.tracks], lang)
    headline = h("h1", h("span", f"{kind} {data.code}: {data.title}", class_="about"), " ", found)
    missing = h("p", words.missing(data.missing, data.as_of, lang), class_="lead") if data.missing else None
    return h("section", trail(data.above, data.code, lang), headline, missing, _beside(data), class_="opening")


def _beside(data: RequestData) -> Node:
    """The way between the page that is the same for everyone, and the one for staff."""
    lang = data.shell.lang
    inside = Text("Toon ook wat intern is, en wat u ermee kunt doen", "Show what is internal too, and what you can do")
    public = Text("Toon de openbare pagina", "Show the public page")
    seen = Text("U ziet ook wat intern is; dat telt in geen enkel cijfer mee. ",
                "You see what is internal too; no figure counts that. ")  # fmt: skip
    link = h("a", (public if data.for_staff else inside)[lang], href=data.beside_href, rel="nofollow")
    return h("p", seen[lang] if data.for_staff else None, link, class_="remark" if data.for_staff else "staff-only")


def _asked(data: RequestData) -> Node:
    lang = data.shell.lang
    return h(
        "section",
        h("h2", Text("Wat gevraagd werd", "What was asked")[lang], id="tekst-title"),
        quotation(data.text, data.memorandum, lang),
        h("p", data.note, class_="remark") if data.note else None,
        h("ul", [h("li", fact) for fact in _facts(data)], class_="facts"),
        _goals(data) if data.targets else None,
        id="tekst",
        class_="chart",
    )


def _facts(data: RequestData) -> list[Content]:
    lang = data.shell.lang
    facts: list[Content] = [words.basis(data.basis, data.governments, lang)]
    if data.parent:
        part_of = Text("Deel van ", "Part of ")[lang]
        facts.append([part_of, h("a", data.parent.label, href=data.parent.href), "."])
    if data.fiches:
        fiches = Text("Uitgewerkt in fiche ", "Worked out in fiche ")[lang]
        facts.append(f"{fiches}{', '.join(data.fiches)}{Text(' van het memorandum.', ' of the memorandum.')[lang]}")
    return facts


def _goals(data: RequestData) -> Node:
    lang = data.shell.lang
    items = [
        h("li", h("a", h("b", target.code), f" {target.goal}", href=target.href), style=f"--goal:{target.colour}")
        for target in data.targets
    ]
    dutch = None if lang == "nl" else h("small", " (in Dutch)")
    return h(
        "div",
        h("h3", Text("Draagt bij aan deze SDG-doelen", "Contributes to these SDG targets")[lang]),
        h("ul", items, class_="goals"),
        h("p", h("span", data.rationale, lang="nl"), dutch, " ", words.EDITORIAL[lang], class_="remark"),
    )


def _children(data: RequestData) -> Node:
    lang = data.shell.lang
    items = [
        h(
            "li",
            h("a", h("b", child.code), f" {child.title}", href=child.href, class_="name"),
            h("span", words.counts(child.counts, data.status_names, lang), class_="states"),
        )
        for child in data.children
    ]
    return h(
        "section",
        h("h2", Text("De deelvragen", "The sub-requests")[lang]),
        h("ul", items, class_="requests"),
        id="deelvragen",
        class_="chart",
    )


def _course(data: RequestData) -> Node:
    lang = data.shell.lang
    of_this = {"request": data.code, "theme": None}
    csv, json = (address(f"/api/v1/updates.{form}", data.pinned, **of_this) for form in ("csv", "json"))
    chosen = lang if lang != "nl" else None
    fixed = address(data.shell.path, data.pinned, lang=chosen)
    png = address(f"/embed/request/{data.code}.png", data.pinned, theme=None, lang=chosen)
    builder = embedding("request", data.shell.parameters, request=data.code)
    return drawn_block(
        "verloop",
        Text("Het verloop in één oogopslag", "The course at a glance")[lang],
        ribbons.static(data.intervals, data.ribbons),
        ribbons.sentence(data.intervals, data.ribbons),
        links=downloads(csv, json, f"{fixed}#verloop", lang, png, builder),
    )


def _track(track: Track, data: RequestData) -> Node:
    lang = data.shell.lang
    return h(
        "section",
        h("h2", track.name, " ", h("span", data.status_names[track.status], class_=f"s-{track.status}")),
        h("p", _standing(track, data), class_="lead"),
        _told(track, data),
        _later(track, data) if track.later else None,
        _log_here(track, data),
        id=f"overheid-{track.government}",
        class_="chart track",
        aria_label=track.name,
        lang=lang,
    )


def _standing(track: Track, data: RequestData) -> str:
    """Since when, how long that is, and how long nothing new is known."""
    lang, as_of = data.shell.lang, data.as_of
    days, silent = number(track.days_in_status, lang), number(track.silence_days, lang)
    on = day(as_of, "day", lang)
    if not track.responded:
        return Text(
            f"Geen reactie bekend: op {on} staat hierover na {days} dagen nog niets in het logboek.",
            f"No response known: on {on}, after {days} days, the log has nothing on this.",
        )[lang]
    since = day(track.since, track.precision, lang)
    length = lasted(track.since, as_of, track.precision == "day", lang)
    vouched = Text("bevestigd", "confirmed") if track.confirmed else Text("nog niet bevestigd", "not yet confirmed")
    return Text(
        f"Sinds {since}. Op {on} was dat {length} ({days} dagen) en was het laatste bericht {silent} dagen oud. "
        f"Deze status is {vouched.nl} door de {data.told.publisher}.",
        f"Since {since}. On {on} that was {length} ({days} days) and the latest news was {silent} days old. "
        f"This status is {vouched.en} by the {data.told.publisher}.",
    )[lang]


def _told(track: Track, data: RequestData) -> Child:
    return long(history(track.told, data.told, track.cut))


def _log_here(track: Track, data: RequestData) -> Node:
    """The same for everyone; a style shows it to staff."""
    here = Text("Log hier iets over", "Log something about this")[data.shell.lang]
    link = h("a", here, href=track.log_href, rel="nofollow")
    return h("p", link, class_="log-here" if data.for_staff else "log-here staff-only")


def _later(track: Track, data: RequestData) -> Node:
    lang = data.shell.lang
    hidden = later_entries(track.later, data.most_later, data.as_of, lang)
    last = Text("Toon ook wat later kwam", "Show what came later too")[lang]
    return h("p", hidden, " ", h("a", last, href=f"{data.without_day}#overheid-{track.government}"), class_="remark")
