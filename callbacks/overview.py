"""The overview: from a reading of the store to the values that the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from callbacks import moves, naming
from callbacks.around import clock, provenance, shell, unfiltered
from callbacks.moved import moved
from callbacks.naming import named
from callbacks.page import Page
from callbacks.services import services
from components.address import Parameters, address, kept_at, lasting
from components.charts.moves import MovesView
from components.charts.sdg_heatmap import Goal
from components.charts.standing import StandingView
from components.charts.timeline import TimelineView
from components.heatmap_block import Heatmap
from components.pages import overview as drawn
from components.pages.overview_words import Numbers
from components.slider import Slider
from components.status_look import Theme
from models import answers, movement
from models import progress as arithmetic
from models.evidence import Evidence
from models.opening import Opening, opening
from models.progress import Rows
from models.query import Query, Scope, to_parameters
from models.reading import Reading
from models.timeline import month_ends, year_ends

PATH = "/"
MONTHS = "/months.json"
FILTERS = frozenset({"government", "dossier", "sdg"})
ACCEPTS = FILTERS | {"memorandum", "as_of", "known_at", "by", "measure", "theme"}
DEFAULTS: Mapping[str, str] = {"by": "dossier", "measure": "realised_share"}
CHOICES = {"by": ("dossier", "government", "year")}

#: Changes shown of the past year; the page of changes has them all.
_LATEST = 8


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
    query, counted = reading.query, opening(reading)
    kept, whole = lasting(to_parameters(query)), unfiltered(reading)
    around = provenance(reading, counted if whole is reading else opening(whole))
    return drawn.OverviewData(
        shell=shell(reading, PATH, clock(query, scope), around),
        theme=theme,
        pinned=tuple(
            to_parameters(query, as_of=query.as_of, known_at=query.known_at, by=None, measure=None, lang="nl")
        ),
        numbers=numbers(reading, counted, checked),
        nothing=_nothing(reading, scope),
        dossiers=progress(reading, "dossier", [query.as_of])[0],
        governments=progress(reading, "government", [query.as_of])[0],
        trend=answers.trend_rows(reading, "total"),
        still=movement.waiting(reading.states([query.as_of])),
        slipped=len(reading.slips().between(counted.before, query.as_of).day),
        moved=moved(reading, counted.before, kept, latest=_LATEST),
        dossier_names=naming.dossiers(reading),
        government_names=naming.governments(reading),
        status_names=naming.statuses(reading),
        heat=_heat(reading),
        timeline=timeline(reading, theme),
        standing=_standing(reading, theme, kept),
        slider=_slider(query, scope),
    )


def numbers(reading: Reading, counted: Opening, checked: Evidence) -> Numbers:
    """What an opening says about the tracks of a reading; ``checked`` is about the whole log."""
    catalogue, lang = reading.catalogue, reading.query.lang
    return Numbers(
        memorandum=named(catalogue.memorandum, "title", lang),
        publisher=catalogue.memorandum.publisher,
        governments=tuple(naming.governments(reading).items()),
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


def progress(reading: Reading, by: Literal["dossier", "government"], days: Sequence[date]) -> list[Rows]:
    """Progress per group on each of the days, oldest first; under a filter only groups that have requests."""
    query, keys = reading.query, answers.keys(reading, by)
    rows = arithmetic.trend_rows(reading.states(days), keys, reading.weights(), reading.links(), by, days)
    found = [rows[place * len(keys) : (place + 1) * len(keys)] for place in range(len(days))]
    if query.governments or query.dossiers or query.sdgs:
        return [[row for row in of_day if row["tracks"]] for of_day in found]
    return found


def _nothing(reading: Reading, scope: Scope) -> Literal["empty_log", "before_log", "no_requests"] | None:
    """Why there is nothing to show: the log is empty, or was at the moment asked about, or nothing was chosen."""
    if not reading.version.entries:
        return "before_log" if reading.query.known_at < scope.last_write else "empty_log"
    return None if len(reading.tracks()) else "no_requests"


def _heat(reading: Reading) -> Heatmap:
    """The goals asked for; of another goal a filter leaves only the part that it shares with those."""
    query, goals, lang = reading.query, reading.catalogue.goals, reading.query.lang
    by: Any = query.by
    measure: Any = query.measure
    return Heatmap(
        frame=answers.heatmap_rows(reading),
        goals=tuple(
            Goal(goal.number, named(goal, "short", lang), goal.colour, goal.pillar)
            for goal in goals
            if not query.sdgs or goal.number in query.sdgs
        ),
        columns_by=by,
        measure=measure,
        dossier_names=_chosen(naming.dossiers(reading), map(str, query.dossiers)),
        government_names=_chosen(naming.governments(reading), query.governments),
        years={str(day.year): day for day in year_ends(reading.catalogue.memorandum.start, query.as_of)},
    )


def _chosen(names: Mapping[str, str], chosen: Iterable[str]) -> dict[str, str]:
    """The names that a filter leaves."""
    kept = set(chosen)
    return {key: name for key, name in names.items() if not kept or key in kept}


def timeline(reading: Reading, theme: Theme) -> TimelineView:
    """How progress over time is drawn; a segment leads to its requests in the log."""
    lang, state = reading.query.lang, to_parameters(reading.query)

    def href(moment: date, status: str) -> str:
        return f"{address('/logboek', kept_at('/logboek', state), status=status, as_of=moment.isoformat())}#vragen"

    return TimelineView(
        lang=lang,
        theme=theme,
        caption="Progress over time" if lang == "en" else "Voortgang door de tijd",
        period=naming.period(reading),
        statuses=naming.statuses(reading),
        governments=naming.governments(reading),
        milestones=naming.milestones(reading),
        cabinets=naming.cabinets(reading),
        href=href,
    )


def _standing(reading: Reading, theme: Theme, kept: Parameters) -> StandingView:
    lang = reading.query.lang
    return StandingView(
        theme=theme,
        caption="What stands still" if lang == "en" else "Wat stilstaat",
        period=naming.period(reading),
        tracks=len(reading.tracks()),
        precisions=naming.exactness(reading),
        told=MovesView(
            lang=lang,
            titles=naming.titles(reading),
            governments=naming.governments(reading),
            statuses=naming.statuses(reading),
            dossiers={},
            dossier_of={},
            entries={},
            request_href=lambda request: address(f"/vraag/{request}", kept),
            log_href=moves.log_href(kept),
        ),
    )


def _slider(query: Query, scope: Scope) -> Slider:
    """The months from the start to the last day that can be asked for; the years of the page in its present state."""
    start, latest = scope.memoranda[query.memorandum].start, scope.last_day(query.memorandum)
    asked = to_parameters(query, as_of=None, by=None, measure=None, theme="auto")
    return Slider(
        days=tuple(month_ends(start, latest)),
        as_of=query.as_of,
        months=address(MONTHS, asked),
        years=tuple((day, address(PATH, to_parameters(query, as_of=day))) for day in year_ends(start, latest)),
    )
