"""The overview: the finding, three figures, progress per dossier and per government, and the goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

import pandas as pd

from components import ids
from components.address import Parameters, address
from components.chart_block import Forms, Option, chart_block, downloads, legend, switch
from components.charts import progress, sdg_heatmap
from components.pages import overview_words as words
from components.shell import Shell, page
from components.status_look import Theme
from components.text import Text, day
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class OverviewData:
    """All that the overview shows, as plain values in the page's language.

    ``dossiers`` and ``governments`` are progress frames, ``goals_frame`` a heatmap frame for ``columns_by`` and
    ``measure``. Names: dossier number, government code and status code (as text) to what people read. ``years`` maps
    a year to the day it is shown at. ``pinned`` holds the parameters that fix both clocks, for data and fixed links.
    ``theme`` is the resolved one: figures are drawn for it.
    """

    shell: Shell
    theme: Theme
    pinned: Parameters
    numbers: words.Numbers
    nothing: Literal["empty_log", "before_log"] | None
    dossiers: pd.DataFrame
    governments: pd.DataFrame
    goals_frame: pd.DataFrame
    dossier_names: Mapping[str, str]
    government_names: Mapping[str, str]
    status_names: Mapping[str, str]
    goals: tuple[sdg_heatmap.Goal, ...]
    years: Mapping[str, date]
    columns_by: Literal["dossier", "government", "year"]
    measure: sdg_heatmap.Measure


def layout(data: OverviewData) -> Node:
    """The page. Where nothing was recorded it says so, and what would stand here, instead of drawing empty charts."""
    if data.nothing:
        return page(data.shell, _nothing(data))
    return page(
        data.shell,
        _opening(data),
        dossier_block(data),
        government_block(data),
        goals_block(data),
    )


def title(data: OverviewData) -> str:
    """The document's title."""
    return f"{Text('Overzicht', 'Overview')[data.shell.lang]} – Memorandummonitor"


def dossier_block(data: OverviewData) -> Node:
    """Progress per dossier."""
    name = Text("Voortgang per dossier", "Progress per dossier")[data.shell.lang]
    phrases = {key: f"dossier {key} ({label})" for key, label in data.dossier_names.items()}
    return _progress(data, ids.OVERVIEW_DOSSIERS, name, "dossier", data.dossiers, data.dossier_names, phrases)


def government_block(data: OverviewData) -> Node:
    """Progress per government."""
    lang = data.shell.lang
    name = Text("Voortgang per overheid", "Progress per government")[lang]
    phrases = {key: words.addressee(key, label, lang) for key, label in data.government_names.items()}
    return _progress(
        data, ids.OVERVIEW_GOVERNMENTS, name, "government", data.governments, data.government_names, phrases
    )


def goals_block(data: OverviewData) -> Node:
    """The goals, with the choices of measure and columns."""
    lang, frame = data.shell.lang, data.goals_frame
    name = words.GOALS_TITLE[data.columns_by][lang]
    view = sdg_heatmap.HeatmapView(lang, data.theme, data.measure, name, data.goals, columns(data))
    forms = Forms(
        drawn=sdg_heatmap.static(frame, view),
        figure=partial(sdg_heatmap.figure, frame, view),
        sentence=sdg_heatmap.sentence(frame, view),
        width=sdg_heatmap.width(view),
    )
    return chart_block(
        ids.OVERVIEW_SDG,
        name,
        forms,
        lang=lang,
        intro=h("p", words.MEASURE_INTRO[data.measure][lang], " ", words.GOALS_NOTE[lang], class_="intro"),
        choices=h("div", _measures(data), _columns_choice(data), class_="choices"),
        notes=h("p", words.unconfirmed(data.dossiers, lang)),
        links=_links(data, ids.OVERVIEW_SDG, "heatmap", by=data.columns_by, measure=data.measure),
    )


def columns(data: OverviewData) -> tuple[sdg_heatmap.Column, ...]:
    """The columns of the heatmap for the choice made."""
    lang = data.shell.lang
    if data.columns_by == "government":
        to = Text("bij vragen aan", "in requests to")[lang]
        return tuple(
            sdg_heatmap.Column(key, name, name, f"{to} {words.addressee(key, name, lang)}")
            for key, name in data.government_names.items()
        )
    if data.columns_by == "year":
        shown = {year: day(moment, "day", lang) for year, moment in data.years.items()}
        on = Text("op", "on")[lang]
        return tuple(sdg_heatmap.Column(year, year, full, f"{on} {full}") for year, full in shown.items())
    return tuple(
        sdg_heatmap.Column(key, key, f"{key} {name}", f"in dossier {key}") for key, name in data.dossier_names.items()
    )


def _opening(data: OverviewData) -> Node:
    lang = data.shell.lang
    figures = [
        h("div", h("dt", figure.question), h("dd", h("b", figure.value), figure.unit and h("span", figure.unit)),
          h("dd", figure.meaning))
        for figure in words.three_figures(data.numbers, lang)
    ]  # fmt: skip
    return h(
        "section",
        h("h1", words.headline(data.numbers, lang)),
        h("p", words.lead(data.numbers, lang), class_="lead"),
        h("dl", figures, class_="figures"),
    )


def _nothing(data: OverviewData) -> Node:
    lang, shell = data.shell.lang, data.shell
    heading, why, would = words.NOTHING[data.nothing or "empty_log"]
    now = address(shell.path, shell.parameters, known_at=None)
    link = Text("Bekijk wat nu bekend is", "See what is known now")[lang]
    return h(
        "section",
        h("h1", heading[lang]),
        h("p", why[lang], class_="lead"),
        h("p", would[lang].format(tracks=data.numbers.tracks), class_="lead"),
        h("p", h("a", link, href=now)) if data.nothing == "before_log" else None,
    )


def _progress(
    data: OverviewData,
    chart: str,
    name: str,
    by: Literal["dossier", "government"],
    frame: pd.DataFrame,
    names: Mapping[str, str],
    phrases: Mapping[str, str],
) -> Node:
    lang = data.shell.lang
    view = progress.ProgressView(lang, data.theme, by, name, names, phrases, data.status_names)
    forms = Forms(
        drawn=progress.static(frame, view),
        figure=partial(progress.figure, frame, view),
        sentence=progress.sentence(frame, view),
        legend=legend(data.status_names),
    )
    return chart_block(
        chart,
        name,
        forms,
        lang=lang,
        notes=h("p", words.unconfirmed(frame, lang)),
        links=_links(data, chart, "progress", by=by),
    )


def _links(data: OverviewData, chart: str, resource: str, **chosen: str) -> Node:
    api = {**chosen, "theme": None}
    csv, json = (address(f"/api/v1/{resource}.{form}", data.pinned, **api) for form in ("csv", "json"))
    state = {"by": data.columns_by, "measure": data.measure, "lang": data.shell.lang}
    return downloads(csv, json, f"{address(data.shell.path, data.pinned, **state)}#{chart}", data.shell.lang)


def _measures(data: OverviewData) -> Node:
    lang = data.shell.lang
    options = tuple(
        Option(value, label[lang], _same_page(data, measure=value)) for value, label in words.MEASURES.items()
    )
    return switch(ids.OVERVIEW_MEASURE, Text("Toon", "Show")[lang], data.measure, options)


def _columns_choice(data: OverviewData) -> Node:
    lang = data.shell.lang
    options = tuple(Option(value, label[lang], _same_page(data, by=value)) for value, label in words.COLUMNS.items())
    return switch(ids.OVERVIEW_COLUMNS, Text("Per", "By")[lang], data.columns_by, options)


def _same_page(data: OverviewData, **chosen: str) -> str:
    return f"{address(data.shell.path, data.shell.parameters, **chosen)}#{ids.OVERVIEW_SDG}"
