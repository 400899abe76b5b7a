"""A dossier: from a reading of the store to the values that its page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from callbacks import naming
from callbacks.around import clock, provenance, shell, unfiltered
from callbacks.behind import behind
from callbacks.http.errors import unknown_page
from callbacks.moved import moved
from callbacks.naming import Track
from callbacks.overview import numbers
from callbacks.page import Page
from callbacks.request import path_of, ribbons_view
from callbacks.services import services
from components.address import Parameters, address, kept_at, lasting
from components.chart_block import Option
from components.charts.timeline import TimelineView
from components.history import anchor
from components.pages import dossier as drawn
from components.pages.overview_words import NOTHING, headline, three_figures
from components.status_look import DISPLAY_ORDER, Theme
from components.trail import Link
from data.records import Dossier, Request
from models import answers
from models.opening import a_year_before, opening
from models.query import Scope, to_parameters
from models.reading import Reading

PATH = "/dossier/<dossier>"
ACCEPTS = frozenset({"memorandum", "government", "sdg", "as_of", "known_at", "status", "theme"})


def page(reading: Reading, scope: Scope, theme: Theme, number: str) -> Page:
    """The page of a dossier, a 404 where it did not exist yet at the moment asked about."""
    lang = reading.query.lang
    found = [dossier for dossier in reading.catalogue.dossiers if str(dossier.number) == number]
    if not found:
        return unknown_page("dossier", lang)
    data = dossier_data(reading, scope, theme, found[0])
    return Page(
        lang=lang, title=drawn.title(data), tree=drawn.layout(data), theme=reading.query.theme, interactive=True
    )


def dossier_data(reading: Reading, scope: Scope, theme: Theme, dossier: Dossier) -> drawn.DossierData:
    """Everything the page shows, in the language of the query."""
    query, catalogue, lang = reading.query, reading.catalogue, reading.query.lang
    path = f"/dossier/{dossier.number}"
    kept, filtered = lasting(to_parameters(query)), kept_at(path, to_parameters(query))
    counted = numbers(reading, opening(reading), services().evidence(reading))
    told_of = provenance(reading, opening(unfiltered(reading)))
    snapshot = reading.snapshot()
    exact = naming.exactness(reading)
    previous, following = _beside(reading, dossier, filtered)
    since = max(a_year_before(query.as_of), catalogue.memorandum.start)
    intentions = [found for found in catalogue.intentions if found.dossier == dossier.number]
    return drawn.DossierData(
        shell=shell(reading, path, clock(query, scope), told_of, dossiers=()),
        pinned=tuple(
            to_parameters(query, as_of=query.as_of, known_at=query.known_at, dossiers=(), statuses=(), lang="nl")
        ),
        number=dossier.number,
        kind=dossier.kind,
        title=naming.named(dossier, "title", lang),
        memorandum=naming.named(catalogue.memorandum, "title", lang),
        headline=headline(counted, lang),
        figures=three_figures(counted, lang),
        notice="" if reading.version.entries else _notice(reading, scope),
        summary=dossier.summary_nl,
        vision=dossier.vision_nl,
        preamble=dossier.preamble_nl,
        goals_said=dossier.sdg_statement_nl,
        goals=_goals(reading, dossier, kept),
        tracks=len(snapshot),
        asked=_asked(reading, dossier, snapshot, exact, kept),
        statuses=tuple(str(status) for status in query.statuses),
        filters=_filters(reading, snapshot, path, filtered),
        behind=behind(reading, answers.tracks(reading)) if query.statuses else None,
        status_names=naming.statuses(reading),
        intervals=reading.course(),
        ribbons=ribbons_view(reading, theme, kept),
        trend=answers.trend_rows(reading, "total"),
        timeline=timeline(reading, theme, path, filtered),
        since=since,
        as_of=query.as_of,
        moved=moved(reading, since, kept),
        intentions_lead=next((found.text_nl for found in intentions if found.number == 0), ""),
        intentions=tuple(found.text_nl for found in intentions if found.number),
        above=(Link("Overview" if lang == "en" else "Overzicht", address("/", filtered)),),
        previous=previous,
        following=following,
    )


def _notice(reading: Reading, scope: Scope) -> str:
    """Why nothing is shown: the log is empty, or was at the moment asked about."""
    why = "before_log" if reading.query.known_at < scope.last_write else "empty_log"
    return NOTHING[why][0][reading.query.lang]


def _beside(reading: Reading, dossier: Dossier, kept: Parameters) -> tuple[Link | None, Link | None]:
    lang, all_of_them = reading.query.lang, reading.catalogue.dossiers
    place = [found.number for found in all_of_them].index(dossier.number)
    links = [
        Link(f"{found.number} {naming.named(found, 'title', lang)}", address(f"/dossier/{found.number}", kept))
        for found in all_of_them
    ]
    return links[place - 1] if place else None, links[place + 1] if links[place + 1 :] else None


def _goals(reading: Reading, dossier: Dossier, kept: Parameters) -> tuple[drawn.Goal, ...]:
    catalogue = reading.catalogue
    found = Counter(goal for request, goal in catalogue.links() if catalogue.request[request].dossier == dossier.number)
    return tuple(
        drawn.Goal(
            goal.number,
            naming.named(goal, "short", reading.query.lang),
            goal.colour,
            found[goal.number],
            address("/sdg", kept, sdg=str(goal.number), dossier=str(dossier.number)) + "#vragen",
        )
        for goal in catalogue.goals
        if found[goal.number]
    )


def _asked(
    reading: Reading,
    dossier: Dossier,
    snapshot: pd.DataFrame,
    exact: Mapping[Track, str],
    kept: Parameters,
) -> tuple[drawn.Asked, ...]:
    """The requests of the dossier in their order, sub-requests inside their parent."""
    rows: Sequence[Mapping[Any, Any]] = snapshot.to_dict("records")

    def one(request: Request) -> drawn.Asked:
        title, href = naming.named(request, "title", reading.query.lang), address(path_of(request.id), kept)
        parts = tuple(one(child) for child in reading.catalogue.children(request.id))
        if parts:
            codes = {part.code for part in parts}
            found = Counter(row["status"] for row in rows if row["request"] in codes)
            return drawn.Asked(request.id, title, href, parts=parts, counts=found)
        own = [row for row in rows if row["request"] == request.id]
        states = tuple(_state(reading, row, exact[request.id, row["government"]], href) for row in own)
        return drawn.Asked(request.id, title, href, states)

    top = [found for found in reading.catalogue.requests if found.dossier == dossier.number and not found.parent]
    return tuple(one(request) for request in top)


def _state(reading: Reading, row: Mapping[Any, Any], precision: str, href: str) -> drawn.State:
    entry = None if pd.isna(row["entry"]) else int(row["entry"])
    place = anchor(entry) if entry else f"overheid-{row['government']}"
    return drawn.State(
        name=naming.governments(reading)[row["government"]],
        status=row["status"],
        label=naming.statuses(reading)[row["status"]],
        since=row["since"],
        precision=precision,
        responded=entry is not None,
        href=f"{href}#{place}",
    )


def _filters(reading: Reading, snapshot: pd.DataFrame, path: str, kept: Parameters) -> tuple[Option, ...]:
    """All, or those with one of the statuses that occur."""
    labels, found = naming.statuses(reading), Counter(snapshot["status"])
    everything = "all" if reading.query.lang == "en" else "alle"
    options = [Option("", f"{everything} ({len(snapshot)})", f"{address(path, kept)}#vragen")]
    for code in DISPLAY_ORDER:
        if found[code]:
            href = f"{address(path, kept, status=code)}#vragen"
            options.append(Option(code, f"{labels[code].lower()} ({found[code]})", href))
    return tuple(options)


def timeline(reading: Reading, theme: Theme, path: str, kept: Parameters) -> TimelineView:
    """How progress over time is drawn; a segment leads to its requests on the page at ``path``."""
    lang = reading.query.lang
    return TimelineView(
        lang=lang,
        theme=theme,
        caption="Voortgang door de tijd" if lang == "nl" else "Progress over time",
        period=naming.period(reading),
        statuses=naming.statuses(reading),
        governments=naming.governments(reading),
        milestones=naming.milestones(reading),
        cabinets=naming.cabinets(reading),
        href=lambda moment, code: f"{address(path, kept, status=code, as_of=moment.isoformat())}#vragen",
    )
