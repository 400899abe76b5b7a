"""The goals: the heatmap with its choices, the requests behind a cell, and the five P's with every goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from components import ids
from components.address import Parameters, address
from components.behind import Behind, behind
from components.chart_block import Forms, Option, chart_block, downloads, embedding, switch
from components.charts import sdg_heatmap
from components.charts.parts import cell, column_header, group, hidden, row, row_header, table
from components.heatmap_block import Heatmap, columns
from components.long import long
from components.pages import goals_words as words
from components.pages import overview_words
from components.shell import NAME, Shell, page
from components.status_look import Theme
from components.text import Text, number, percent, whole_percent
from components.trail import Link, neighbours, trail
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Figures:
    """How the requests of a group stand; ``index`` and ``coverage`` are shares of 1, None where undefined."""

    tracks: int
    with_result: int
    index: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal: number, short and full name, colour, P, the targets used, its figures, and the requests behind it."""

    number: int
    name: str
    full: str
    colour: str
    pillar: str
    targets: tuple[str, ...]
    figures: Figures
    requests: tuple[Link, ...]
    href: str

    @property
    def standing(self) -> words.Standing:
        """The goal as the sentences tell it."""
        return words.Standing(self.number, self.name, self.figures.tracks, self.figures.with_result)


@dataclass(frozen=True, slots=True)
class GoalsData:
    """All that the page shows, in its language.

    ``goals`` are those asked for, all or those ``chosen``; then ``behind`` lists their requests and the ``headline`` is
    about those. ``pillars`` by P, empty when goals are chosen. ``cell_href`` leads from a goal, or its cell in a
    column, to the requests behind it. ``notice``: why there is nothing to see.
    """

    shell: Shell
    theme: Theme
    pinned: Parameters
    as_of: date
    headline: str
    notice: str
    method: str
    chosen: bool
    heatmap: Heatmap
    cell_href: Callable[[int, str | None], str]
    unconfirmed: str
    goals: tuple[GoalRow, ...]
    pillars: tuple[tuple[str, Figures], ...]
    behind: tuple[Behind, ...]
    above: tuple[Link, ...]
    previous: Link | None
    following: Link | None


def title(data: GoalsData) -> str:
    """The document's title."""
    if len(data.goals) == 1:
        return f"SDG {data.goals[0].number}: {data.goals[0].full} – {NAME}"
    every = Text("SDG's", "SDGs")[data.shell.lang]
    return f"{every} – {NAME}"


def layout(data: GoalsData) -> Node:
    """The page."""
    lang = data.shell.lang
    beside = neighbours(data.previous, data.following, Text("Andere doelen", "Other goals")[lang], lang)
    return page(
        data.shell,
        _opening(data),
        _heatmap(data),
        _behind(data) if data.chosen else None,
        _goals(data),
        h("section", beside) if data.previous or data.following else None,
    )


def _opening(data: GoalsData) -> Node:
    lang, goal = data.shell.lang, data.goals[0]
    about = h("span", f"SDG {goal.number}: {goal.full}", class_="about") if len(data.goals) == 1 else None
    lead = "" if data.chosen else words.lead([found.standing for found in data.goals], lang)
    here = ", ".join(f"SDG {found.number}" for found in data.goals)
    return h(
        "section",
        trail(data.above, here, lang) if data.chosen else None,
        h("h1", about, " " if about else None, data.headline),
        h("p", data.notice, class_="lead") if data.notice else None,
        h("p", lead, class_="lead") if lead else None,
        h("p", words.EDITORIAL[lang], h("a", words.METHOD[lang], href=data.method), ".", class_="remark"),
        class_="opening",
    )


def _heatmap(data: GoalsData) -> Node:
    lang, shown = data.shell.lang, data.heatmap
    name = overview_words.GOALS_TITLE[shown.columns_by][lang]
    view = sdg_heatmap.HeatmapView(
        lang, data.theme, shown.measure, name, shown.goals, columns(shown, lang), data.cell_href
    )
    cells = sdg_heatmap.cells_of(shown.frame, view)
    forms = Forms(
        drawn=sdg_heatmap.static(cells, view),
        figure=partial(sdg_heatmap.figure, cells, view),
        sentence=sdg_heatmap.sentence(cells, view),
        over=sdg_heatmap.links(cells, view),
        width=sdg_heatmap.width(view),
    )
    return chart_block(
        ids.GOALS_HEATMAP,
        name,
        forms,
        lang=lang,
        intro=h("p", overview_words.MEASURE_INTRO[shown.measure][lang], class_="intro"),
        choices=h("div", _measures(data), _columns(data), class_="choices"),
        notes=h("p", data.unconfirmed),
        links=_links(data, ids.GOALS_HEATMAP, "heatmap", "sdg", by=shown.columns_by, measure=shown.measure),
    )


def _measures(data: GoalsData) -> Node:
    lang = data.shell.lang
    labels = overview_words.MEASURES.items()
    options = tuple(Option(value, label[lang], _same_page(data, measure=value)) for value, label in labels)
    return switch(ids.GOALS_MEASURE, Text("Toon", "Show")[lang], data.heatmap.measure, options)


def _columns(data: GoalsData) -> Node:
    lang = data.shell.lang
    labels = overview_words.COLUMNS.items()
    options = tuple(Option(value, label[lang], _same_page(data, by=value)) for value, label in labels)
    return switch(ids.GOALS_COLUMNS, Text("Per", "By")[lang], data.heatmap.columns_by, options)


def _same_page(data: GoalsData, **chosen: str) -> str:
    return f"{address(data.shell.path, data.shell.parameters, **chosen)}#{ids.GOALS_HEATMAP}"


def _links(data: GoalsData, place: str, resource: str, embed: str = "", **chosen: str) -> Node:
    """The same question to the API, and the address that shows the same again."""
    lang, shown = data.shell.lang, data.heatmap
    csv, json = (address(f"/api/v1/{resource}.{form}", data.pinned, **chosen) for form in ("csv", "json"))
    state = {"by": shown.columns_by, "measure": shown.measure, "lang": "en" if lang == "en" else None}
    png = address(f"/embed/{embed}.png", data.pinned, theme=None, **state) if embed else ""
    chart = {"by": shown.columns_by, "measure": shown.measure}
    builder = embedding(embed, data.shell.parameters, **chart) if embed else ""
    return downloads(csv, json, f"{address(data.shell.path, data.pinned, **state)}#{place}", lang, png, builder)


def _behind(data: GoalsData) -> Node:
    lang = data.shell.lang
    heading = words.behind(len(data.behind), [goal.number for goal in data.goals], data.as_of, lang)
    return h(
        "section",
        h("h2", heading),
        behind(data.behind, heading, lang),
        h("div", _links(data, ids.BEHIND, "tracks"), class_="told"),
        id=ids.BEHIND,
        class_="chart",
    )


def _goals(data: GoalsData) -> Node:
    """A table: a group of rows per P, its own figures first, then those of its goals."""
    lang = data.shell.lang
    heading = words.CHOSEN[lang] if data.chosen else words.PILLARS[lang]
    head = row(column_header(hidden(Text("Doel", "Goal")[lang])), [column_header(name[lang]) for name in words.COLUMNS])
    figures = dict(data.pillars)
    groups = [
        group(
            _figures(h("th", name[lang], scope="row", role="rowheader"), figures[pillar], lang, class_="pillar")
            if pillar in figures
            else None,
            [_goal(goal, data) for goal in data.goals if goal.pillar == pillar],
        )
        for pillar, name in sdg_heatmap.PILLARS.items()
        if any(goal.pillar == pillar for goal in data.goals)
    ]
    return h(
        "section",
        h("h2", heading),
        None if data.chosen else h("p", words.PILLARS_INTRO[lang], class_="intro"),
        long(table(heading, head, groups, class_="standing-goals")),
        h("div", _links(data, ids.GOALS_LIST, "progress", by="sdg"), class_="told"),
        id=ids.GOALS_LIST,
        class_="chart",
    )


def _goal(goal: GoalRow, data: GoalsData) -> list[Node]:
    lang, style = data.shell.lang, f"--goal:{goal.colour}"
    name = row_header(h("a", h("b", str(goal.number)), f" {goal.name}", href=goal.href), style=style)
    figures = _figures(name, goal.figures, lang, id=f"sdg-{goal.number}")
    return [figures, row(cell(_inside(goal, data), colspan=len(words.COLUMNS) + 1), class_="inside")]


def _figures(name: Node, figures: Figures, lang: str, **attributes: str) -> Node:
    """A row of figures; every cell knows the header that it loses on a phone."""
    reached = percent(figures.with_result / figures.tracks, lang) if figures.tracks else ""
    shown = (
        [number(figures.tracks, lang)],
        [number(figures.with_result, lang), h("small", f" {reached}")] if figures.tracks else ["–"],
        ["–" if figures.index is None else number(whole_percent(figures.index), lang)],
        ["–" if figures.coverage is None else percent(figures.coverage, lang)],
    )
    cells = [
        cell(h("span", label[lang], class_="label", aria_hidden="true"), h("span", *parts))
        for label, parts in zip(words.COLUMNS, shown, strict=True)
    ]
    return row(name, cells, **attributes)


def _inside(goal: GoalRow, data: GoalsData) -> list[Node]:
    lang = data.shell.lang
    if not goal.figures.tracks:
        return [h("p", words.nothing(goal.standing, lang))]
    targets = h("p", words.TARGETS[lang], ", ".join(goal.targets))
    if data.chosen:
        return [targets]
    listed = [h("li", h("a", link.label, href=link.href)) for link in goal.requests]
    return [targets, h("details", h("summary", words.asked(len(listed), lang)), h("ul", listed))]
