"""Which Sustainable Development Goals the requests serve, and what came of them: 17 goals by a choice of columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from components.charts.overlay import Spot, overlay
from components.charts.parts import cell, column_header, group, hidden, optional, row, row_header, table
from components.status_look import HEAT, SURROUNDINGS, Theme, heat_step
from components.template import figure_of, template
from components.text import Text, percent, plural, whole_percent
from components.tree import Node, h

Measure = Literal["tracks", "realised_share", "index"]

#: Pixels, as in ``assets/monitor.css``.
ROW_HEIGHT, NAME_WIDTH = 28, 300

#: The five pillars of the memorandum's third chapter, in their usual order.
PILLARS = {
    "People": Text("Mensen", "People"),
    "Planet": Text("Planeet", "Planet"),
    "Prosperity": Text("Welvaart", "Prosperity"),
    "Peace": Text("Vrede", "Peace"),
    "Partnership": Text("Partnerschap", "Partnership"),
}

_NOTHING, _UNDEFINED = "·", "–"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as it is drawn: ``colour`` is the official one, only ever a narrow marker; ``pillar`` a key of PILLARS."""

    number: int
    name: str
    colour: str
    pillar: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the frame, the header, the header in full, and its name in a sentence (``in dossier 3``)."""

    key: str
    header: str
    full: str
    phrase: str


@dataclass(frozen=True, slots=True)
class HeatmapView:
    """What the frame does not say; ``goals`` in any order, ``columns`` in the order shown.

    ``href`` leads from a goal, or from its cell in a column (by key), to the requests behind it.
    """

    lang: str
    theme: Theme
    measure: Measure
    caption: str
    goals: tuple[Goal, ...]
    columns: tuple[Column, ...]
    href: Callable[[int, str | None], str]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell, read from the frame: ``tracks`` requests, ``value`` None where there is nothing to say."""

    goal: Goal
    column: Column
    tracks: int
    value: float | None
    step: int | None

    def shown(self, measure: Measure) -> str:
        """The figure in the cell: a count, or whole percent; a dot for no requests, a dash for no index."""
        if not self.tracks:
            return _NOTHING
        if self.value is None:
            return _UNDEFINED
        return str(self.tracks if measure == "tracks" else whole_percent(self.value))


def width(view: HeatmapView) -> int:
    """How wide the chart may become in pixels: few columns need no broad cells."""
    in_words = any(len(column.header) > 6 for column in view.columns)
    return NAME_WIDTH + (170 if in_words else 100) * len(view.columns)


def height(view: HeatmapView) -> int:
    """The height in pixels: a header row, a row per goal and one per pillar."""
    return ROW_HEIGHT * (1 + len(_lines(view)))


def figure(frame: pd.DataFrame, view: HeatmapView) -> go.Figure:
    """The heatmap. ``frame``: ``sdg, column, tracks, value`` (None: not defined), a full grid of goals and columns.

    A heatmap trace for the colours, with customdata goal, column, tracks, figure, words and href; a text trace.
    """
    lines, cells = _lines(view), list(_cells(frame, view))
    by_goal = {goal.number: [found for found in cells if found.goal == goal] for goal in view.goals}
    order = [by_goal[line.number] if isinstance(line, Goal) else [] for line in lines]
    return figure_of(
        [_colours(order, view), _words(order, view)],
        {
            "template": template(view.theme),
            "height": height(view),
            "margin": {"l": NAME_WIDTH, "r": 0, "t": ROW_HEIGHT, "b": 0},
            "annotations": _row_names(lines, view),
            "shapes": [_marker(line, place) for place, line in enumerate(lines) if isinstance(line, Goal)],
            "xaxis": {
                "side": "top",
                "range": [-0.5, len(view.columns) - 0.5],
                "tickvals": list(range(len(view.columns))),
                "ticktext": [column.header for column in view.columns],
                "tickangle": 0,
                "tickfont": {"color": SURROUNDINGS[view.theme].muted},
            },
            "yaxis": {"range": [len(lines) - 0.5, -0.5], "visible": False},
        },
    )


def static(frame: pd.DataFrame, view: HeatmapView) -> Node:
    """The same as a table, a body of rows per pillar; CSS colours the cells."""
    cells = {(found.goal.number, found.column.key): found for found in _cells(frame, view)}
    head = row(
        column_header(hidden(Text("Doelstelling", "Goal")[view.lang])),
        [
            column_header(column.header, title=column.full if column.full != column.header else None)
            for column in view.columns
        ],
    )
    bodies = []
    for pillar, goals in groupby(_ordered(view), key=lambda goal: goal.pillar):
        name = h("th", PILLARS[pillar][view.lang], scope="rowgroup", role="rowheader", colspan=len(view.columns) + 1)
        drawn = [
            row(
                row_header(
                    h("a", f"{goal.number} ", goal.name, href=view.href(goal.number, None)),
                    style=f"--goal:{goal.colour}",
                ),
                [_static_cell(cells[goal.number, column.key], view) for column in view.columns],
            )
            for goal in goals
        ]
        bodies.append(group(row(name, class_="pillar"), drawn))
    return table(view.caption, head, bodies, class_="heat")


def links(frame: pd.DataFrame, view: HeatmapView) -> Node:
    """The goals and cells of the figure as links over it; cells without requests lead nowhere."""
    cells, lines = list(_cells(frame, view)), _lines(view)
    wide, high, spots = 100 / len(view.columns), 100 / len(lines), []
    for place, line in enumerate(lines):
        if isinstance(line, Goal):
            spots.append(Spot(view.href(line.number, None), f"SDG {line.number} {line.name}", None, high * place, None, high))
        for across, found in enumerate(found for found in cells if found.goal == line):
            if found.tracks:
                spots.append(Spot(_href(found, view), _label(found, view), wide * across, high * place, wide, high))
    return overlay(spots, left=NAME_WIDTH, top=ROW_HEIGHT)


def sentence(frame: pd.DataFrame, view: HeatmapView) -> str:
    """The finding in words: the cells at both ends, each with its number of requests."""
    cells = [found for found in _cells(frame, view) if found.value is not None and found.tracks]
    if not cells:
        return Text("Er zijn hier geen vragen om te tellen.", "There are no requests to count here.")[view.lang]
    largest_first = sorted(cells, key=lambda found: -found.tracks)
    most = max(largest_first, key=lambda found: found.value or 0)
    least = min(largest_first, key=lambda found: found.value or 0)
    top = _named(most, largest_first, view)
    if view.measure == "tracks":
        return Text(f"De meeste vragen horen bij {top}.", f"Most requests go with {top}.")[view.lang]
    subject = (
        Text("Het deel met resultaat", "The share with a result")
        if view.measure == "realised_share"
        else Text("De voortgangsindex", "The progress index")
    )
    if most.value == least.value:
        score = _score(most, view)
        return Text(f"{subject.nl} is overal even groot: {score}.", f"{subject.en} is {score} everywhere.")[view.lang]
    bottom = _named(least, largest_first, view)
    return Text(
        f"{subject.nl} is het hoogst voor {top}, en het laagst voor {bottom}.",
        f"{subject.en} is highest for {top}, and lowest for {bottom}.",
    )[view.lang]


def _cells(frame: pd.DataFrame, view: HeatmapView) -> Iterator[_Cell]:
    """The cells in the order of the view; counts are coloured relative to the highest one."""
    found = {(int(record.sdg), str(record.column)): record for record in frame.itertuples()}  # type: ignore[arg-type]
    top = max((int(count) for count in frame["tracks"]), default=0)
    for goal in _ordered(view):
        for column in view.columns:
            record: Any = found[goal.number, column.key]
            tracks, value = int(record.tracks), optional(record.value)
            share = tracks / top if view.measure == "tracks" and top else value
            step = heat_step(share) if tracks and value is not None and share is not None else None
            yield _Cell(goal, column, tracks, value, step)


def _ordered(view: HeatmapView) -> list[Goal]:
    pillars = list(PILLARS)
    return sorted(view.goals, key=lambda goal: (pillars.index(goal.pillar), goal.number))


def _lines(view: HeatmapView) -> list[Goal | str]:
    """The rows from top to bottom: a pillar, then its goals."""
    lines: list[Goal | str] = []
    for pillar, goals in groupby(_ordered(view), key=lambda goal: goal.pillar):
        lines += [PILLARS[pillar][view.lang], *goals]
    return lines


def _named(found: _Cell, cells: list[_Cell], view: HeatmapView) -> str:
    """``SDG 11 (Duurzame gemeenschappen) in dossier 3: 100 % van 4 vragen``, and said if others score the same."""
    lang, value = view.lang, found.value
    place = f"SDG {found.goal.number} ({found.goal.name}) {found.column.phrase}"
    if sum(1 for other in cells if other.value == value) > 1:
        place = Text(f"onder meer {place}", f"{place} (among others)")[lang]
    return f"{place}: {_told(found, view)}"


def _told(found: _Cell, view: HeatmapView) -> str:
    """A cell in words: ``100 % van 4 vragen``, ``29 op 100 over 4 vragen`` or ``4 vragen``."""
    lang = view.lang
    requests = plural(found.tracks, Text("{n} vraag", "{n} request"), Text("{n} vragen", "{n} requests"), lang)
    if view.measure == "tracks":
        return requests
    if found.value is None:
        unclear = Text("te veel onduidelijk voor een index", "too many unclear for an index")[lang]
        return f"{requests}, {unclear}" if found.tracks else requests
    over = Text("van", "of") if view.measure == "realised_share" else Text("over", "over")
    return f"{_score(found, view)} {over[lang]} {requests}"


def _score(found: _Cell, view: HeatmapView) -> str:
    value = found.value or 0
    if view.measure == "realised_share":
        return percent(value, view.lang)
    return Text(f"{whole_percent(value)} op 100", f"{whole_percent(value)} out of 100")[view.lang]


def _href(found: _Cell, view: HeatmapView) -> str:
    return view.href(found.goal.number, found.column.key)


def _label(found: _Cell, view: HeatmapView) -> str:
    """``SDG 11 Duurzame gemeenschappen, 3 Samenleven in diversiteit: 100 % van 4 vragen``."""
    return f"SDG {found.goal.number} {found.goal.name}, {found.column.full}: {_told(found, view)}"


def _static_cell(found: _Cell, view: HeatmapView) -> Node:
    shown = found.shown(view.measure)
    if not found.tracks:
        return cell(shown, class_="none", aria_label=Text("geen vragen", "no requests")[view.lang])
    small = None if view.measure == "tracks" else [" ", h("small", str(found.tracks))]
    link = h("a", shown, small, href=_href(found, view), aria_label=_label(found, view))
    kind = "undefined" if found.step is None else f"h{found.step}"
    return cell(link, class_=kind, aria_label=_told(found, view))


def _colours(order: list[list[_Cell]], view: HeatmapView) -> dict[str, Any]:
    """Steps as colours; rows of pillars and cells without a step stay paper."""
    empty = [None] * len(view.columns)
    steps = HEAT[view.theme]
    return {
        "type": "heatmap",
        "z": [[found.step for found in cells] or empty for cells in order],
        "zmin": 0, "zmax": len(steps) - 1, "showscale": False, "xgap": 2, "ygap": 2, "hoverongaps": False,
        "colorscale": [[place / (len(steps) - 1), paint.fill] for place, paint in enumerate(steps)],
        "customdata": [[_hovered(found, view) for found in cells] or [[None] * 6] * len(empty) for cells in order],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[4]}<extra></extra>",
    }  # fmt: skip


def _hovered(found: _Cell, view: HeatmapView) -> list[Any]:
    told = [found.goal.name, found.column.full, found.tracks, found.shown(view.measure), _told(found, view)]
    return [*told, _href(found, view) if found.tracks else None]


def _words(order: list[list[_Cell]], view: HeatmapView) -> dict[str, Any]:
    placed = [(x, y, found) for y, cells in enumerate(order) for x, found in enumerate(cells)]
    return {
        "type": "scatter", "mode": "text", "hoverinfo": "skip",
        "x": [x for x, _, _ in placed],
        "y": [y for _, y, _ in placed],
        "text": [_in_cell(found, view.measure) for _, _, found in placed],
        "textfont": {"size": 13, "color": [_ink(found, view.theme) for _, _, found in placed]},
    }  # fmt: skip


def _in_cell(found: _Cell, measure: Measure) -> str:
    shown = found.shown(measure)
    if not found.tracks:
        return shown
    small = "" if measure == "tracks" else f' <span style="font-size:11px">{found.tracks}</span>'
    return f"<b>{shown}</b>{small}"


def _ink(found: _Cell, theme: Theme) -> str:
    return SURROUNDINGS[theme].muted if found.step is None else HEAT[theme][found.step].ink


def _row_names(lines: list[Goal | str], view: HeatmapView) -> list[dict[str, Any]]:
    muted = SURROUNDINGS[view.theme].muted
    names = []
    for place, line in enumerate(lines):
        text, indent, font = line, -1, {"color": muted, "size": 13}
        if isinstance(line, Goal):
            text, indent, font = f"{line.number} {line.name}", 13, {}
        names.append({
            "text": text, "font": font, "showarrow": False, "yref": "y", "y": place,
            "xref": "paper", "x": 0, "xanchor": "left", "xshift": indent - NAME_WIDTH,
        })  # fmt: skip
    return names


def _marker(goal: Goal, place: int) -> dict[str, Any]:
    """The goal's colour as a narrow bar at the left edge."""
    return {
        "type": "rect", "xref": "paper", "yref": "y", "xsizemode": "pixel", "xanchor": 0,
        "x0": -NAME_WIDTH, "x1": 5 - NAME_WIDTH, "y0": place - 0.4, "y1": place + 0.4,
        "fillcolor": goal.colour, "line": {"width": 0},
    }  # fmt: skip
