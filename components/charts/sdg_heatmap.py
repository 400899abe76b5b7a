"""Which Sustainable Development Goals the requests serve, and what came of them: 17 goals by a choice of columns."""

from __future__ import annotations

from itertools import groupby

from components.charts.heatmap_cells import (
    PILLARS,
    Cell,
    Column,
    Goal,
    Heat,
    HeatmapView,
    Measure,
    cells_of,
    height,
    label_of,
    ordered,
    score_of,
    width,
)
from components.charts.heatmap_figure import figure, links
from components.charts.parts import cell, column_header, emphasis, group, hidden, row, row_header, table
from components.text import Text
from components.tree import Node, h

__all__ = [
    "PILLARS", "Column", "Goal", "HeatmapView", "Measure", "cells_of", "figure", "height", "links", "sentence",
    "static", "width",
]  # fmt: skip


def static(heat: Heat, view: HeatmapView) -> Node:
    """The same as a table, a body of rows per pillar; CSS colours the cells."""
    cells = {(found.goal.number, found.column.key): found for found in cells_of(heat, view)}
    head = row(
        column_header(hidden(Text("Doelstelling", "Goal")[view.lang])),
        [
            column_header(
                column.header,
                title=column.full if column.full != column.header else None,
                class_=emphasis(("dossier", column.key), view.lit),
            )
            for column in view.columns
        ],
    )
    bodies = []
    for pillar, goals in groupby(ordered(view), key=lambda goal: goal.pillar):
        name = h("th", PILLARS[pillar][view.lang], scope="rowgroup", role="rowheader", colspan=len(view.columns) + 1)
        drawn = [
            row(
                row_header(
                    h("a", f"{goal.number} ", goal.name, href=view.href(goal.number, None)),
                    class_=emphasis(("sdg", str(goal.number)), view.lit),
                    style=f"--goal:{goal.colour}",
                ),
                [_static_cell(cells[goal.number, column.key], view) for column in view.columns],
            )
            for goal in goals
        ]
        bodies.append(group(row(name, class_="pillar"), drawn))
    return table(view.caption, head, bodies, class_="heat")


def sentence(heat: Heat, view: HeatmapView) -> str:
    """The finding in words: the cells at both ends, each with its number of requests."""
    cells = [found for found in cells_of(heat, view) if found.value is not None and found.tracks]
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
        score = score_of(most.value or 0, view.measure, view.lang)
        return Text(f"{subject.nl} is overal even groot: {score}.", f"{subject.en} is {score} everywhere.")[view.lang]
    bottom = _named(least, largest_first, view)
    return Text(
        f"{subject.nl} is het hoogst voor {top}, en het laagst voor {bottom}.",
        f"{subject.en} is highest for {top}, and lowest for {bottom}.",
    )[view.lang]


def _named(found: Cell, cells: list[Cell], view: HeatmapView) -> str:
    """``SDG 11 (Duurzame gemeenschappen) in dossier 3: 100 % van 4 vragen``, and said if others score the same."""
    lang, value = view.lang, found.value
    place = f"SDG {found.goal.number} ({found.goal.name}) {found.column.phrase}"
    if sum(1 for other in cells if other.value == value) > 1:
        place = Text(f"onder meer {place}", f"{place} (among others)")[lang]
    return f"{place}: {found.told}"


def _static_cell(found: Cell, view: HeatmapView) -> Node:
    shown = found.shown(view.measure)
    if not found.tracks:
        return cell(shown, class_="none", aria_label=Text("geen vragen", "no requests")[view.lang])
    small = () if view.measure == "tracks" else (" ", h("small", str(found.tracks)))
    link = h("a", shown, *small, href=found.href, title=label_of(found))
    kind = "undefined" if found.step is None else f"h{found.step}"
    return cell(link, class_=kind, aria_label=found.told)
