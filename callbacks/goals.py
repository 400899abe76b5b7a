"""The goals: from a reading of the store to the values that their page shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from callbacks import naming
from callbacks.around import clock, provenance, shell, unfiltered
from callbacks.behind import behind
from callbacks.overview import numbers, progress
from callbacks.page import Page
from callbacks.services import services
from components import ids
from components.address import address, lasting
from components.charts.sdg_heatmap import Goal
from components.heatmap_block import Heatmap
from components.pages import goals as drawn
from components.pages import goals_words as words
from components.pages.overview_words import NOTHING, headline, unconfirmed
from components.status_look import Theme
from components.trail import Link
from models import answers
from models.goals import by_pillar
from models.opening import opening
from models.progress import GOALS, progress_rows
from models.query import Scope, to_parameters
from models.reading import Reading
from models.timeline import year_ends
from models.vocabulary import WITH_RESULT

PATH = "/sdg"
ACCEPTS = frozenset({"memorandum", "as_of", "known_at", "government", "dossier", "sdg", "by", "measure", "theme"})
DEFAULTS: Mapping[str, str] = {"by": "dossier", "measure": "realised_share"}
CHOICES = {"by": ("dossier", "government", "year")}


def page(reading: Reading, scope: Scope, theme: Theme) -> Page:
    """The goals as a reading's query asks for them, drawn for ``theme``."""
    data = goals_data(reading, scope, theme)
    return Page(
        lang=reading.query.lang,
        title=drawn.title(data),
        tree=drawn.layout(data),
        theme=reading.query.theme,
        interactive=True,
    )


def goals_data(reading: Reading, scope: Scope, theme: Theme) -> drawn.GoalsData:
    """Everything the page shows, in the language of the query."""
    query, lang = reading.query, reading.query.lang
    chosen = bool(query.sdgs)
    kept = lasting(to_parameters(query))
    goals = _goals(reading)
    per_government = progress(reading, "government", [query.as_of])[0]
    told_of = provenance(reading, opening(unfiltered(reading)))
    previous, following = _beside(reading)
    return drawn.GoalsData(
        shell=shell(reading, PATH, clock(query, scope), told_of),
        theme=theme,
        pinned=_pinned(reading),
        as_of=query.as_of,
        headline=_headline(reading, goals),
        notice="" if reading.version.entries else _notice(reading, scope),
        method=address("/methode", kept),
        chosen=chosen,
        heatmap=heatmap(reading),
        cell_href=cell_href(reading),
        unconfirmed=unconfirmed(per_government, lang),
        goals=goals,
        pillars=() if chosen else tuple((str(row["key"]), _figures(row)) for row in by_pillar(reading)),
        behind=behind(reading, answers.tracks(reading)) if chosen else (),
        above=(
            Link("Overview" if lang == "en" else "Overzicht", address("/", kept)),
            Link("SDGs" if lang == "en" else "SDG's", address(PATH, kept)),
        ),
        previous=previous,
        following=following,
    )


def _pinned(reading: Reading) -> Any:
    """What fixes the question, for the data behind it."""
    query = reading.query
    fixed = {"as_of": query.as_of, "known_at": query.known_at, "by": None, "measure": None}
    return tuple(to_parameters(query, **fixed, lang="nl", theme="auto"))


def _headline(reading: Reading, goals: tuple[drawn.GoalRow, ...]) -> str:
    """The finding about all goals, or about the requests for those chosen."""
    lang = reading.query.lang
    if not reading.query.sdgs:
        return words.headline([goal.standing for goal in goals], lang)
    if len(goals) == 1 and not goals[0].figures.tracks:
        return words.nothing(goals[0].standing, lang)
    return headline(numbers(reading, opening(reading), services().evidence(reading)), lang)


def _notice(reading: Reading, scope: Scope) -> str:
    """Why nothing is shown: the log is empty, or was at the moment asked about."""
    why = "before_log" if reading.query.known_at < scope.last_write else "empty_log"
    return NOTHING[why][0][reading.query.lang]


def _goals(reading: Reading) -> tuple[drawn.GoalRow, ...]:
    """The goals asked for, all when none is, with the requests that are among those asked for."""
    catalogue, lang = reading.catalogue, reading.query.lang
    counted = progress_rows(reading.states([reading.query.as_of]), GOALS, reading.weights(), reading.links(), "sdg")
    figures = {int(row["key"]): _figures(row) for row in counted}
    asked = list(dict.fromkeys(reading.tracks()["request"]))
    titles, kept = naming.titles(reading), lasting(to_parameters(reading.query))
    found = []
    for goal in catalogue.goals:
        if reading.query.sdgs and goal.number not in reading.query.sdgs:
            continue
        own = f"{goal.number}."
        requests = [code for code in asked if any(t.startswith(own) for t in catalogue.request[code].sdg_targets)]
        targets = {t for code in requests for t in catalogue.request[code].sdg_targets if t.startswith(own)}
        found.append(
            drawn.GoalRow(
                number=goal.number,
                name=naming.named(goal, "short", lang),
                full=naming.named(goal, "name", lang),
                colour=goal.colour,
                pillar=goal.pillar,
                targets=tuple(sorted(targets, key=_place)),
                figures=figures[goal.number],
                requests=tuple(Link(f"{code} {titles[code]}", address(f"/vraag/{code}", kept)) for code in requests),
                href=cell_href(reading)(goal.number, None),
            )
        )
    return tuple(found)


def _place(target: str) -> tuple[int, str]:
    """The order of targets: 4.2, 4.10, then 4.a."""
    own = target.split(".")[1]
    return (int(own), "") if own.isdigit() else (100, own)


def _figures(row: Mapping[str, Any]) -> drawn.Figures:
    with_result = sum(row[code] for code in WITH_RESULT)
    return drawn.Figures(row["tracks"], with_result, row["index"], row["coverage"])


def heatmap(reading: Reading) -> Heatmap:
    """The rows of the goals asked for; the requests of a chosen goal that also serve another are not all of those."""
    query, catalogue, lang = reading.query, reading.catalogue, reading.query.lang
    rows = answers.heatmap_rows(reading)
    by: Any = query.by
    measure: Any = query.measure
    return Heatmap(
        frame=[row for row in rows if row["sdg"] in query.sdgs] if query.sdgs else rows,
        goals=tuple(
            Goal(goal.number, naming.named(goal, "short", lang), goal.colour, goal.pillar)
            for goal in catalogue.goals
            if not query.sdgs or goal.number in query.sdgs
        ),
        columns_by=by,
        measure=measure,
        dossier_names={str(found.number): naming.named(found, "title", lang) for found in catalogue.dossiers},
        government_names=naming.governments(reading),
        years={str(day.year): day for day in year_ends(catalogue.memorandum.start, query.as_of)},
    )


def cell_href(reading: Reading) -> Callable[[int, str | None], str]:
    """Where a cell leads: this page with its goal and its column, the other filters as they are."""
    query = reading.query
    state = tuple(to_parameters(query))
    days = {str(day.year): day.isoformat() for day in year_ends(reading.catalogue.memorandum.start, query.as_of)}

    def href(goal: int, column: str | None) -> str:
        changes: dict[str, str | None] = {"sdg": str(goal)}
        if column is not None:
            changes |= {"as_of": days[column]} if query.by == "year" else {str(query.by): column}
        return f"{address(PATH, state, **changes)}#{ids.BEHIND}"

    return href


def _beside(reading: Reading) -> tuple[Link | None, Link | None]:
    """The goals before and after the one chosen."""
    query, goals = reading.query, reading.catalogue.goals
    if len(query.sdgs) != 1:
        return None, None
    place = [goal.number for goal in goals].index(query.sdgs[0])
    links = [
        Link(f"SDG {goal.number}: {naming.named(goal, 'short', query.lang)}", cell_href(reading)(goal.number, None))
        for goal in goals
    ]
    return links[place - 1] if place else None, links[place + 1] if links[place + 1 :] else None
