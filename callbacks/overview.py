"""The overview: from a reading of the store to the values that the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from callbacks.around import clock, provenance, shell
from callbacks.page import Page
from callbacks.services import services
from components.charts.sdg_heatmap import Goal
from components.pages import overview as drawn
from components.pages.overview_words import Numbers
from components.status_look import Theme
from models import answers
from models.evidence import Evidence
from models.opening import Opening, opening
from models.progress import progress
from models.query import Scope, to_parameters
from models.reading import Reading
from models.timeline import year_ends

PATH = "/"
ACCEPTS = frozenset({"memorandum", "as_of", "known_at", "government", "dossier", "sdg", "by", "measure", "theme"})
DEFAULTS: Mapping[str, str] = {"by": "dossier", "measure": "realised_share"}
CHOICES = {"by": ("dossier", "government", "year")}


def page(reading: Reading, scope: Scope, theme: Theme) -> Page:
    """The overview of a reading, drawn for ``theme``."""
    data = overview_data(reading, scope, services().evidence(reading), theme)
    return Page(
        lang=reading.query.lang,
        title=drawn.title(data),
        tree=drawn.layout(data),
        theme=reading.query.theme,
        interactive=True,
    )


def overview_data(reading: Reading, scope: Scope, checked: Evidence, theme: Theme) -> drawn.OverviewData:
    """Everything the overview shows, in the language of the query."""
    query, catalogue = reading.query, reading.catalogue
    lang, counted = query.lang, opening(reading)
    start = catalogue.memorandum.start
    by: Any = query.by
    measure: Any = query.measure
    return drawn.OverviewData(
        shell=shell(reading, PATH, clock(query, scope), provenance(reading, counted)),
        theme=theme,
        pinned=tuple(
            to_parameters(query, as_of=query.as_of, known_at=query.known_at, by=None, measure=None, lang="nl")
        ),
        numbers=numbers(reading, counted, checked),
        nothing=_nothing(reading, scope),
        dossiers=_progress(reading, "dossier"),
        governments=_progress(reading, "government"),
        goals_frame=answers.heatmap(reading),
        dossier_names={str(dossier.number): _named(dossier, "title", lang) for dossier in catalogue.dossiers},
        government_names=dict(_governments(reading)),
        status_names={status.code: _named(status, "label", lang) for status in catalogue.statuses},
        goals=tuple(
            Goal(goal.number, _named(goal, "short", lang), goal.colour, goal.pillar) for goal in catalogue.goals
        ),
        years={str(day.year): day for day in year_ends(start, query.as_of)},
        columns_by=by,
        measure=measure,
    )


def numbers(reading: Reading, counted: Opening, checked: Evidence) -> Numbers:
    """What an opening says about the tracks of a reading; ``checked`` is about the whole log."""
    catalogue, lang = reading.catalogue, reading.query.lang
    return Numbers(
        memorandum=_named(catalogue.memorandum, "title", lang),
        publisher=catalogue.memorandum.publisher,
        governments=tuple(_governments(reading)),
        requests=sum(request.tracked for request in catalogue.requests),
        tracks=counted.tracks,
        with_entry=counted.with_entry,
        with_result=counted.with_result,
        index=counted.index,
        index_before=counted.index_before,
        before=counted.before,
        full_year=counted.full_year,
        result_change=counted.result_change,
        changed=counted.changed,
        without_response=counted.without_response,
        stalled=counted.stalled,
        entries=checked.entries,
        second_read=checked.second_read,
        confirmed_entries=checked.confirmed,
    )


def _nothing(reading: Reading, scope: Scope) -> Literal["empty_log", "before_log"] | None:
    """Why there is nothing to show: the log is empty, or was at the moment asked about."""
    if reading.version.entries:
        return None
    return "before_log" if reading.query.known_at < scope.last_write else "empty_log"


def _progress(reading: Reading, by: str) -> Any:
    return progress(reading.snapshot(), answers.keys(reading, by), reading.weights(), reading.links(), by)


def _governments(reading: Reading) -> list[tuple[str, str]]:
    """Code and name of the governments that requests are put to."""
    catalogue, lang = reading.catalogue, reading.query.lang
    return [(found.code, _named(found, "name", lang)) for found in catalogue.governments if found.addressed]


def _named(record: Any, what: str, lang: str) -> str:
    """The field of a record in the language: ``title_nl`` or ``title_en``."""
    words: str = getattr(record, f"{what}_{lang}")
    return words
