"""The charts and lists of the overview, each with its finding, its data and the way to what is behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

from components import ids
from components.address import address, kept_at
from components.chart_block import Forms, Option, chart_block, downloads, embedding, legend, switch
from components.charts import progress, sdg_heatmap, standing, timeline
from components.charts.parts import Table, rows_of
from components.drawn_block import drawn_block
from components.heatmap_block import columns
from components.long import long
from components.moved import moved
from components.pages import overview_words as words
from components.pages.overview_data import OverviewData
from components.status_look import Theme
from components.text import Text
from components.tree import Node, h

Names = Mapping[str, str]
Href = Callable[[str, str | None], str]

#: The days since which most has stood still that are shown.
_LONGEST = 10


def dossier_block(data: OverviewData) -> Node:
    """Progress per dossier; a row leads to its dossier, a segment to its requests there."""

    def href(key: str, status: str | None) -> str:
        return _to(data, f"/dossier/{key}", status=status)

    view = dossier_view(data.shell.lang, data.theme, data.dossier_names, data.status_names, cache(href))
    return _bars(data, ids.OVERVIEW_DOSSIERS, data.dossiers, view)


def government_block(data: OverviewData) -> Node:
    """Progress per government; a row leads to this page about it alone, a segment to its requests."""

    def href(key: str, status: str | None) -> str:
        if status:
            return _to(data, "/logboek", government=key, status=status)
        return address(data.shell.path, data.shell.parameters, government=key)

    view = government_view(data.shell.lang, data.theme, data.government_names, data.status_names, cache(href))
    return _bars(data, ids.OVERVIEW_GOVERNMENTS, data.governments, view)


def dossier_view(lang: str, theme: Theme, names: Names, statuses: Names, href: Href) -> progress.ProgressView:
    """How the bars per dossier are drawn."""
    name = Text("Voortgang per dossier", "Progress per dossier")[lang]
    phrases = {key: f"dossier {key} ({label})" for key, label in names.items()}
    return progress.ProgressView(lang, theme, "dossier", name, names, phrases, statuses, href)


def government_view(lang: str, theme: Theme, names: Names, statuses: Names, href: Href) -> progress.ProgressView:
    """How the bars per government are drawn."""
    name = Text("Voortgang per overheid", "Progress per government")[lang]
    phrases = {key: words.addressee(key, label, lang) for key, label in names.items()}
    return progress.ProgressView(lang, theme, "government", name, names, phrases, statuses, href)


def trend_block(data: OverviewData) -> Node:
    """Progress over time."""
    frame, view = rows_of(data.trend), data.timeline
    forms = Forms(
        drawn=timeline.drawing(frame, view),
        table=timeline.years(frame, view),
        figure=partial(timeline.figure, frame, view),
        sentence=timeline.sentence(frame, view),
    )
    return chart_block(
        ids.OVERVIEW_TREND,
        view.caption,
        forms,
        lang=data.shell.lang,
        links=_links(data, ids.OVERVIEW_TREND, "trend", "timeline", by="total"),
    )


def lately_block(data: OverviewData) -> Node:
    """The latest changes, and how many requests stepped back."""
    lang, numbers = data.shell.lang, data.numbers
    since = {"from": numbers.before.isoformat()}
    everything = address("/verschil", kept_at("/verschil", data.shell.parameters), **since)
    link = h("p", h("a", words.all_changes(numbers.changed, lang), href=everything), class_="more")
    return h(
        "section",
        h("h2", Text("Laatste veranderingen", "Latest changes")[lang], id=f"{ids.OVERVIEW_LATELY}-title"),
        h("p", words.lately(numbers, data.slider.as_of, data.slipped, lang), class_="intro"),
        long(moved(data.moved, data.status_names, lang)) if data.moved else None,
        link if data.moved else None,
        id=ids.OVERVIEW_LATELY,
        class_="chart",
        aria_labelledby=f"{ids.OVERVIEW_LATELY}-title",
    )


def standing_block(data: OverviewData) -> Node:
    """What stands still, the longest first."""
    lang, rows = data.shell.lang, rows_of(data.still)
    longest = list(dict.fromkeys(row["since"] for row in rows))[:_LONGEST]
    statuses = (("status", "submitted"), ("status", "stalled"))
    everything = address("/logboek", (*kept_at("/logboek", data.shell.parameters), *statuses))
    link = h("a", words.all_still(len(rows), lang), href=f"{everything}#vragen")
    return drawn_block(
        ids.OVERVIEW_STILL,
        data.standing.caption,
        standing.static([row for row in rows if row["since"] in longest], data.standing),
        standing.sentence(rows, data.standing),
        links=h("p", link, class_="more") if rows else None,
    )


def goals_block(data: OverviewData) -> Node:
    """The goals, with the choices of measure and columns."""
    lang, heat, view = data.shell.lang, data.heat, heat_view(data)
    cells = sdg_heatmap.cells_of(heat.frame, view)
    forms = Forms(
        drawn=sdg_heatmap.static(cells, view),
        figure=partial(sdg_heatmap.figure, cells, view),
        sentence=sdg_heatmap.sentence(cells, view),
        over=sdg_heatmap.links(cells, view),
        width=sdg_heatmap.width(view),
    )
    return chart_block(
        ids.OVERVIEW_SDG,
        view.caption,
        forms,
        lang=lang,
        intro=h("p", words.MEASURE_INTRO[heat.measure][lang], " ", words.GOALS_NOTE[lang], class_="intro"),
        choices=h("div", _measures(data), _columns_choice(data), class_="choices"),
        notes=h("p", words.unconfirmed(data.dossiers, lang)),
        links=_links(data, ids.OVERVIEW_SDG, "heatmap", "sdg", by=heat.columns_by, measure=heat.measure),
    )


def heat_view(data: OverviewData) -> sdg_heatmap.HeatmapView:
    """How the goals are shown: their columns, their measure, and where a cell leads."""
    lang, heat = data.shell.lang, data.heat
    name, href = words.GOALS_TITLE[heat.columns_by][lang], partial(_cell, data)
    return sdg_heatmap.HeatmapView(lang, data.theme, heat.measure, name, heat.goals, columns(heat, lang), href)


def _bars(data: OverviewData, chart: str, frame: Table, view: progress.ProgressView) -> Node:
    rows = rows_of(frame)
    forms = Forms(
        drawn=progress.static(rows, view),
        figure=partial(progress.figure, rows, view),
        sentence=progress.sentence(rows, view),
        legend=legend(data.status_names),
        over=progress.links(rows, view),
    )
    return chart_block(
        chart,
        view.caption,
        forms,
        lang=view.lang,
        notes=h("p", words.unconfirmed(rows, view.lang)),
        links=_links(data, chart, "progress", "progress" if view.numbered else "government", by=view.by),
    )


def _to(data: OverviewData, path: str, **chosen: str | None) -> str:
    """Another page about the same; with a choice of its own, to the requests that are behind it."""
    kept = address(path, kept_at(path, data.shell.parameters), **chosen)
    return f"{kept}#vragen" if any(chosen.values()) else kept


def _cell(data: OverviewData, goal: int, column: str | None) -> str:
    heat = data.heat
    where: Mapping[str, str] = {}
    if column:
        by_year = heat.columns_by == "year"
        where = {"as_of": heat.years[column].isoformat()} if by_year else {heat.columns_by: column}
    return _to(data, "/sdg", sdg=str(goal), **where)


def _links(data: OverviewData, chart: str, resource: str, embed: str, **chosen: str) -> Node:
    lang, api = data.shell.lang, {**chosen, "theme": None}
    csv, json = (address(f"/api/v1/{resource}.{form}", data.pinned, **api) for form in ("csv", "json"))
    own = api if embed == "sdg" else {"theme": None}
    png = address(f"/embed/{embed}.png", data.pinned, **own, lang=lang)
    state = {"by": data.heat.columns_by, "measure": data.heat.measure, "lang": lang}
    choices = chosen if embed == "sdg" else {}
    builder = embedding(embed, data.shell.parameters, **choices)
    return downloads(csv, json, f"{address(data.shell.path, data.pinned, **state)}#{chart}", lang, png, builder)


def _measures(data: OverviewData) -> Node:
    lang = data.shell.lang
    options = tuple(
        Option(value, label[lang], _same_page(data, measure=value)) for value, label in words.MEASURES.items()
    )
    return switch(ids.OVERVIEW_MEASURE, Text("Toon", "Show")[lang], data.heat.measure, options)


def _columns_choice(data: OverviewData) -> Node:
    lang = data.shell.lang
    options = tuple(Option(value, label[lang], _same_page(data, by=value)) for value, label in words.COLUMNS.items())
    return switch(ids.OVERVIEW_COLUMNS, Text("Per", "By")[lang], data.heat.columns_by, options)


def _same_page(data: OverviewData, **chosen: str) -> str:
    return f"{address(data.shell.path, data.shell.parameters, **chosen)}#{ids.OVERVIEW_SDG}"
