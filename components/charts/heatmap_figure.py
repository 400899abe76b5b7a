"""The heatmap as a Plotly figure, and the links over it; see ``components.charts.sdg_heatmap``."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from components.charts.heatmap_cells import (
    NAME_WIDTH,
    ROW_HEIGHT,
    Cell,
    Goal,
    Heat,
    HeatmapView,
    Measure,
    cells_of,
    height,
    label_of,
    lines_of,
)
from components.charts.overlay import Spot, overlay
from components.status_look import HEAT, SURROUNDINGS, Theme
from components.template import Figure, template
from components.tree import Node


def figure(heat: Heat, view: HeatmapView) -> Figure:
    """The heatmap.

    A heatmap trace for the colours, with customdata goal, column, tracks, figure, words and href; a text trace.
    """
    lines, by_goal = lines_of(view), _by_goal(heat, view)
    order = [by_goal[line.number] if isinstance(line, Goal) else [] for line in lines]
    return {
        "data": [_colours(order, view), _words(order, view)],
        "layout": {
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
    }


def links(heat: Heat, view: HeatmapView) -> Node:
    """The goals and cells of the figure as links over it; cells without requests lead nowhere."""
    lines, by_goal = lines_of(view), _by_goal(heat, view)
    wide, high, spots = 100 / len(view.columns), 100 / len(lines), []
    for place, line in enumerate(lines):
        if isinstance(line, Goal):
            name, href = f"SDG {line.number} {line.name}", view.href(line.number, None)
            spots.append(Spot(href, name, None, high * place, None, high))
            for across, found in enumerate(by_goal[line.number]):
                if found.tracks:
                    spots.append(Spot(found.href, label_of(found), wide * across, high * place, wide, high))
    return overlay(spots, left=NAME_WIDTH, top=ROW_HEIGHT)


def _by_goal(heat: Heat, view: HeatmapView) -> dict[int, list[Cell]]:
    read = groupby(cells_of(heat, view), lambda found: found.goal.number)
    return {**{goal.number: [] for goal in view.goals}, **{number: list(cells) for number, cells in read}}


def _colours(order: list[list[Cell]], view: HeatmapView) -> dict[str, Any]:
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


def _hovered(found: Cell, view: HeatmapView) -> list[Any]:
    told = [found.goal.name, found.column.full, found.tracks, found.shown(view.measure), found.told]
    return [*told, found.href if found.tracks else None]


def _words(order: list[list[Cell]], view: HeatmapView) -> dict[str, Any]:
    placed = [(x, y, found) for y, cells in enumerate(order) for x, found in enumerate(cells)]
    return {
        "type": "scatter", "mode": "text", "hoverinfo": "skip",
        "x": [x for x, _, _ in placed],
        "y": [y for _, y, _ in placed],
        "text": [_in_cell(found, view.measure) for _, _, found in placed],
        "textfont": {"size": 13, "color": [_ink(found, view.theme) for _, _, found in placed]},
    }  # fmt: skip


def _in_cell(found: Cell, measure: Measure) -> str:
    shown = found.shown(measure)
    if not found.tracks:
        return shown
    small = "" if measure == "tracks" else f' <span style="font-size:11px">{found.tracks}</span>'
    return f"<b>{shown}</b>{small}"


def _ink(found: Cell, theme: Theme) -> str:
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
