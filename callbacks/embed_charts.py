"""The charts of the embeds: from a reading of the store to one frame, its view and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import pandas as pd

from callbacks import dossier as dossier_page
from callbacks import goals as goals_page
from callbacks import naming, overview
from callbacks.around import filters
from callbacks.request import ribbons_view
from components.address import Parameters, address, kept_at
from components.charts import progress, ribbons, sdg_heatmap, timeline
from components.controls import chosen
from components.embeds.chart import Chart, Drawing
from components.heatmap_block import columns
from components.pages import dossier_words, overview_words
from components.pages.overview_charts import dossier_view, government_view
from components.status_look import Theme
from components.text import Text
from models import answers
from models.progress import progress as counted
from models.query import to_parameters
from models.reading import Reading


def dossiers(reading: Reading, theme: Theme) -> Chart:
    """Progress per dossier."""
    lang, state = reading.query.lang, _state(reading)

    def href(key: str, status: str | None) -> str:
        path = f"/dossier/{key}"
        return _to(path, state, status=status)

    view = dossier_view(lang, theme, naming.dossiers(reading), naming.statuses(reading), href)
    return _bars(reading, "dossier", view)


def governments(reading: Reading, theme: Theme) -> Chart:
    """Progress per government."""
    lang, state = reading.query.lang, _state(reading)

    def href(key: str, status: str | None) -> str:
        if status:
            return _to("/logboek", state, government=key, status=status)
        return address("/", state, government=key)

    view = government_view(lang, theme, naming.governments(reading), naming.statuses(reading), href)
    return _bars(reading, "government", view)


def over_time(reading: Reading, theme: Theme) -> Chart:
    """Progress over time of all requests."""
    view = overview.timeline(reading, theme)
    return _chart(reading, timeline, answers.trend(reading, "total"), view, view.caption, "/")


def dossier_over_time(reading: Reading, theme: Theme, number: str) -> Chart:
    """Progress over time of one dossier."""
    path, name = f"/dossier/{number}", naming.dossiers(reading)[number]
    view = dossier_page.timeline(reading, theme, path, kept_at(path, _state(reading, dossiers=())))
    title = f"{view.caption}: dossier {number} ({name})"
    return _chart(reading, timeline, answers.trend(reading, "total"), view, title, path)


def dossier(reading: Reading, theme: Theme, number: str) -> Chart:
    """The course of each request of a dossier."""
    (found,) = [each for each in reading.catalogue.dossiers if str(each.number) == number]
    title = dossier_words.about(found.number, found.kind, naming.named(found, "title", reading.query.lang))
    return _ribbons(reading, theme, title, f"/dossier/{number}")


def request(reading: Reading, theme: Theme, code: str) -> Chart:
    """The course of one request, or of the sub-requests of one that groups them."""
    return _ribbons(reading, theme, f"{code} {naming.titles(reading)[code]}", "/vraag")


def goals(reading: Reading, theme: Theme) -> Chart:
    """The goals by dossier, government or year."""
    lang, heat = reading.query.lang, goals_page.heatmap(reading)
    title = f"{overview_words.GOALS_TITLE[heat.columns_by][lang]}: {overview_words.MEASURES[heat.measure][lang]}"
    view = sdg_heatmap.HeatmapView(
        lang, theme, heat.measure, title, heat.goals, columns(heat, lang), goals_page.cell_href(reading)
    )
    numbered = Text("De dossiers", "The dossiers")[lang]
    named = ", ".join(f"{key} {name}" for key, name in heat.dossier_names.items())
    keys = (f"{numbered}: {named}.",) if heat.columns_by == "dossier" else ()
    notes = *keys, overview_words.MEASURE_INTRO[heat.measure][lang], overview_words.GOALS_NOTE[lang]
    return replace(_chart(reading, sdg_heatmap, pd.DataFrame(heat.frame), view, title, "/sdg"), notes=notes)


def _bars(reading: Reading, by: Literal["dossier", "government"], view: progress.ProgressView) -> Chart:
    days = [reading.query.as_of]
    shown = [row["key"] for row in overview.progress(reading, by, days)[0]]
    frame = counted(reading.states(days), shown, reading.weights(), reading.links(), by)
    return _chart(reading, progress, frame, view, view.caption, "/")


def _ribbons(reading: Reading, theme: Theme, title: str, path: str) -> Chart:
    """The periods with how exactly the first day of each is known; the one that goes on has no end."""
    view = ribbons_view(reading, theme, kept_at(path, _state(reading, dossiers=(), requests=())))
    return replace(_chart(reading, ribbons, reading.course(), view, title, path), narrowest=860)


def _chart(reading: Reading, drawing: Drawing, frame: pd.DataFrame, view: Any, title: str, path: str) -> Chart:
    lang = reading.query.lang
    only = chosen(filters(reading, reading.query, path), lang)
    memorandum = naming.named(reading.catalogue.memorandum, "title", lang)
    which = f" {only}" if only else ""
    about = Text(f"Vragen uit het {memorandum}{which}.", f"Requests of the {memorandum}{which}.")[lang]
    total = counted(reading.snapshot(), ["total"], reading.weights(), reading.links(), "total")
    return Chart(drawing, frame, view, title, about, overview_words.unconfirmed(total, lang))


def _state(reading: Reading, **without: Any) -> Parameters:
    """The parameters that lead from an embed to pages about the same."""
    return tuple(to_parameters(reading.query, **without))


def _to(path: str, state: Parameters, **chosen: str | None) -> str:
    """A page about the same; with a choice of its own, the requests that are behind it."""
    found: Mapping[str, str | None] = chosen
    return address(path, kept_at(path, state), **found) + ("#vragen" if any(found.values()) else "")
