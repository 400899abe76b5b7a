"""A dossier: how far its requests are, what moved lately, and what the memorandum says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from components.address import Parameters, address
from components.behind import Behind, behind
from components.chart_block import Forms, Option, chart_block, downloads, embedding, switch
from components.charts import ribbons, timeline
from components.charts.parts import Table
from components.charts.ribbons import RibbonsView
from components.charts.timeline import TimelineView
from components.drawn_block import drawn_block
from components.long import long
from components.moved import Moved, moved
from components.pages import dossier_words as words
from components.pages.overview_words import KeyFigure
from components.pages.request_words import counts
from components.shell import NAME, Shell, page
from components.text import Text, day, number
from components.trail import Link, neighbours, trail
from components.tree import Content, Node, h
from components.verbatim import quotation


@dataclass(frozen=True, slots=True)
class State:
    """How a request stands with one government: its name, status and label, since when; whether a response is known."""

    name: str
    status: str
    label: str
    since: date
    precision: str
    responded: bool
    href: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its states; one with ``parts`` has none of its own but their ``counts``."""

    code: str
    title: str
    href: str
    states: tuple[State, ...] = ()
    parts: tuple[Asked, ...] = ()
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that requests of the dossier contribute to, and how many."""

    number: int
    name: str
    colour: str
    requests: int
    href: str


@dataclass(frozen=True, slots=True)
class DossierData:
    """All that the page of a dossier shows. ``summary`` to ``intentions`` are the memorandum's own Dutch words.

    ``behind`` lists requests with the entry behind each when ``statuses`` were asked for. ``trend``: a frame of
    ``progress.trend`` without its key; ``since`` is the day the past year began. ``notice``: why there is nothing.
    """

    shell: Shell
    pinned: Parameters
    number: int
    kind: str
    title: str
    memorandum: str
    headline: str
    figures: tuple[KeyFigure, ...]
    notice: str
    summary: str
    vision: str
    preamble: str
    goals_said: str
    goals: tuple[Goal, ...]
    tracks: int
    asked: tuple[Asked, ...]
    statuses: tuple[str, ...]
    filters: tuple[Option, ...]
    behind: tuple[Behind, ...] | None
    status_names: Mapping[str, str]
    intervals: pd.DataFrame
    ribbons: RibbonsView
    trend: Table
    timeline: TimelineView
    since: date
    as_of: date
    moved: tuple[Moved, ...]
    intentions_lead: str
    intentions: tuple[str, ...]
    above: tuple[Link, ...]
    previous: Link | None
    following: Link | None


def layout(data: DossierData) -> Node:
    """The page."""
    lang = data.shell.lang
    beside = Text("Andere dossiers", "Other dossiers")[lang]
    return page(
        data.shell,
        _opening(data),
        _requests(data),
        _course(data),
        _lately(data),
        _trend(data),
        _goals(data) if data.goals else None,
        _vision(data),
        _intentions(data) if data.intentions else None,
        h("section", neighbours(data.previous, data.following, beside, lang)),
    )


def title(data: DossierData) -> str:
    """The document's title."""
    return f"{words.about(data.number, data.kind, data.title)} – {NAME}"


def _opening(data: DossierData) -> Node:
    lang = data.shell.lang
    about = h("span", words.about(data.number, data.kind, data.title), class_="about")
    figures = [
        h("div", h("dt", found.question), h("dd", h("b", found.value), found.unit and h("span", found.unit)),
          h("dd", found.meaning))
        for found in data.figures
    ]  # fmt: skip
    return h(
        "section",
        trail(data.above, f"Dossier {data.number}", lang),
        h("h1", about, " ", data.headline),
        h("p", data.notice, class_="lead") if data.notice else None,
        h("div", quotation(data.summary, data.memorandum, lang), class_="summary") if data.summary else None,
        h("dl", figures, class_="figures"),
        class_="opening",
    )


def _requests(data: DossierData) -> Node:
    lang = data.shell.lang
    shown = data.tracks if data.behind is None else len(data.behind)
    caption = words.listed(shown, data.tracks, lang)
    chosen = data.statuses[0] if len(data.statuses) == 1 else "" if not data.statuses else "several"
    filters = switch("dossier-status", Text("Toon", "Show")[lang], chosen, data.filters)
    rows = long(_asked(data.asked, data)) if data.behind is None else behind(data.behind, caption, lang)
    state = {"dossier": str(data.number), "theme": None}
    given = tuple(("status", status) for status in data.statuses)
    csv, json = (address(f"/api/v1/tracks.{form}", (*data.pinned, *given), **state) for form in ("csv", "json"))
    return h(
        "section",
        h("h2", Text("De vragen en hoe ze ervoor staan", "The requests and how they stand")[lang], id="vragen-title"),
        quotation(data.preamble, data.memorandum, lang) if data.preamble else None,
        h("p", caption, class_="intro"),
        h("div", filters, class_="choices"),
        h("div", rows, class_="rows"),
        h("div", _links(data, csv, json, "vragen", given), class_="told"),
        id="vragen",
        class_="chart",
    )


def _asked(asked: tuple[Asked, ...], data: DossierData, class_: str = "requests") -> Node:
    return h("ul", [h("li", _one(each, data)) for each in asked], class_=class_)


def _one(asked: Asked, data: DossierData) -> list[Node]:
    name = h("a", h("b", asked.code), f" {asked.title}", href=asked.href, class_="name")
    if asked.parts:
        found = h("span", counts(asked.counts or {}, data.status_names, data.shell.lang), class_="states")
        return [name, found, _asked(asked.parts, data, "parts")]
    return [name, h("ul", [h("li", _state(state, data.shell.lang)) for state in asked.states], class_="states")]


def _state(state: State, lang: str) -> list[Content]:
    since = day(state.since, state.precision, lang)
    told = (
        Text(f"sinds {since}", f"since {since}")
        if state.responded
        else Text("geen reactie bekend", "no response known")
    )
    label = h("a", h("span", state.label, class_=f"s-{state.status}"), href=state.href, class_="name")
    return [label, " ", h("small", f"{state.name}, {told[lang]}")]


def _course(data: DossierData) -> Node:
    lang = data.shell.lang
    name = Text("Het verloop van elke vraag", "The course of each request")[lang]
    csv, json = (_api("updates", form, data) for form in ("csv", "json"))
    return drawn_block(
        "verloop",
        name,
        ribbons.static(data.intervals, data.ribbons),
        ribbons.sentence(data.intervals, data.ribbons),
        links=_links(data, csv, json, "verloop", embed="dossier"),
    )


def _lately(data: DossierData) -> Node:
    lang = data.shell.lang
    return h(
        "section",
        h("h2", Text("Wat er het laatste jaar veranderde", "What changed in the last year")[lang]),
        h("p", words.lately(len(data.moved), data.since, data.as_of, lang), class_="intro"),
        long(moved(data.moved, data.status_names, lang)) if data.moved else None,
        id="laatst",
        class_="chart",
    )


def _trend(data: DossierData) -> Node:
    name = Text("Voortgang door de tijd", "Progress over time")[data.shell.lang]
    forms = Forms(
        drawn=timeline.drawing(data.trend, data.timeline),
        table=timeline.years(data.trend, data.timeline),
        figure=partial(timeline.figure, data.trend, data.timeline),
        sentence=timeline.sentence(data.trend, data.timeline),
    )
    csv, json = (_api("trend", form, data, by="total") for form in ("csv", "json"))
    return chart_block(
        "dossier-trend",
        name,
        forms,
        lang=data.shell.lang,
        links=_links(data, csv, json, "dossier-trend", embed="timeline"),
    )


def _goals(data: DossierData) -> Node:
    lang = data.shell.lang
    items = [
        h(
            "li",
            h("a", h("b", str(goal.number)), f" {goal.name}", href=goal.href),
            h("small", f" {number(goal.requests, lang)}"),
            style=f"--goal:{goal.colour}",
        )
        for goal in data.goals
    ]
    said = quotation(data.goals_said, data.memorandum, lang) if data.kind != "dossier" and data.goals_said else None
    return h(
        "section",
        h("h2", Text("De SDG's waaraan dit dossier bijdraagt", "The SDGs this dossier contributes to")[lang]),
        said,
        h("ul", items, class_="goals"),
        h("p", words.EDITORIAL[lang], class_="remark"),
        id="sdg",
        class_="chart",
    )


def _vision(data: DossierData) -> Node | None:
    lang = data.shell.lang
    if not data.vision:
        return None
    text = quotation(data.vision, data.memorandum, lang)
    return h("section", h("h2", words.VISION[lang]), text, id="visie", class_="chart")


def _intentions(data: DossierData) -> Node:
    lang = data.shell.lang
    source = Text(f"Woordelijk uit het {data.memorandum}.", f"Verbatim from the {data.memorandum}, in Dutch.")[lang]
    lead = h("p", data.intentions_lead) if data.intentions_lead else None
    listed = h("ol", [h("li", text) for text in data.intentions])
    quoted = h("div", h("blockquote", lead, listed, lang="nl"), h("p", source, class_="origin"), class_="quoted")
    return h("section", h("h2", words.INTENTIONS[lang]), quoted, id="intenties", class_="chart")


def _api(resource: str, form: str, data: DossierData, **more: str) -> str:
    return address(f"/api/v1/{resource}.{form}", data.pinned, dossier=str(data.number), theme=None, **more)


def _links(data: DossierData, csv: str, json: str, place: str, given: Parameters = (), embed: str = "") -> Node:
    lang = data.shell.lang
    state = (*data.pinned, *given)
    chosen = "en" if lang == "en" else None
    png = address(f"/embed/{embed}/{data.number}.png", data.pinned, theme=None, lang=chosen) if embed else ""
    chart = {"timeline": "dossier-timeline"}.get(embed, embed)
    builder = embedding(chart, data.shell.parameters, dossier=str(data.number)) if embed else ""
    return downloads(csv, json, f"{address(data.shell.path, state, lang=chosen)}#{place}", lang, png, builder)
