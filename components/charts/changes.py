"""What changed between two days: from which status to which, and the requests behind each number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from components.charts.moves import (
    ARROWS,
    DIRECTIONS,
    LADDER,
    Direction,
    Move,
    MovesView,
    direction,
    moves_of,
    per_dossier,
)
from components.charts.parts import Table, cell, column_header, group, hidden, row, row_header, rows_of, table
from components.status_look import STATUS_LOOK, SURROUNDINGS, Theme
from components.template import Figure, template
from components.text import Text, day, listing, number, plural
from components.tree import Node, h

#: Pixels of the figure.
ROW_HEIGHT, NAME_WIDTH, WIDEST_CELL = 36, 200, 110

_HEADINGS: dict[Direction, Text] = {
    "forward": Text("Vooruit", "Forward"),
    "back": Text("Achteruit", "Back"),
    "sideways": Text("Vooruit noch achteruit", "Neither forward nor back"),
}

_REQUESTS = Text("{n} vraag", "{n} request"), Text("{n} vragen", "{n} requests")


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What the frame does not say.

    ``tracks``: how many requests to a government there are in all; ``weights`` of the statuses tell which way a change
    goes; ``told`` names what the list needs; ``cell_href`` leads to the requests behind a cell (from, to).
    """

    theme: Theme
    caption: str
    start: date
    end: date
    tracks: int
    weights: Mapping[str, Decimal | None]
    told: MovesView
    cell_href: Callable[[str, str], str]

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.told.lang


@dataclass(frozen=True, slots=True)
class _Matrix:
    """How often each status became each other one; only statuses that occur, in the order of the ladder."""

    before: list[str]
    after: list[str]
    counts: dict[tuple[str, str], int]

    def lost(self, code: str) -> int:
        return sum(count for (before, _), count in self.counts.items() if before == code)

    def gained(self, code: str) -> int:
        return sum(count for (_, after), count in self.counts.items() if after == code)


def figure(frame: Table, view: ChangesView) -> Figure:
    """The matrix. ``frame``: ``request, government, status_from, status_to, entries``, a row per changed track.

    Cells have the colour of the new status; customdata: old status, new status, count, direction in words.
    """
    matrix = _matrix(frame)
    labels = view.told.statuses
    return {
        "data": [_colours(matrix, view), _words(matrix, view)],
        "layout": {
            "template": template(view.theme),
            "height": ROW_HEIGHT * (len(matrix.before) + 1),
            "margin": {"l": NAME_WIDTH, "r": 0, "t": ROW_HEIGHT, "b": 0},
            "xaxis": {
                "side": "top",
                "range": [-0.5, len(matrix.after) - 0.5],
                "tickvals": list(range(len(matrix.after))),
                "ticktext": [f"{STATUS_LOOK[code].glyph} {labels[code]}" for code in matrix.after],
            },
            "yaxis": {
                "range": [len(matrix.before) - 0.5, -0.5],
                "tickvals": list(range(len(matrix.before))),
                "ticktext": [f"{STATUS_LOOK[code].glyph} {labels[code]}" for code in matrix.before],
            },
        },
    }


def static(frame: Table, view: ChangesView) -> Node:
    """The matrix as a table with totals, each number a link; the old status at the left, the new one on top."""
    matrix, lang = _matrix(frame), view.lang
    if not matrix.counts:
        return h("p", _nothing(view), class_="empty")
    total = Text("Samen", "Together")[lang]
    corner = column_header(hidden(Text("Van (rij) naar (kolom)", "From (row) to (column)")[lang]))
    head = row(corner, [column_header(_status(code, view)) for code in matrix.after], column_header(total))
    lines = [
        row(
            row_header(_status(code, view)),
            [_cell(code, after, matrix, view) for after in matrix.after],
            cell(number(matrix.lost(code), lang), class_="sum"),
        )
        for code in matrix.before
    ]
    sums = [cell(number(matrix.gained(code), lang), class_="sum") for code in matrix.after]
    foot = row(row_header(total), sums, cell(number(len(frame), lang), class_="sum"), class_="sums")
    key = [h("li", f"{ARROWS[way]} {DIRECTIONS[way][lang]}") for way in _count_directions(frame, view)]
    return h("div", table(view.caption, head, group(lines, foot), class_="matrix"), h("ul", key, class_="ways"))


def details(frame: Table, view: ChangesView) -> Node:
    """The requests behind the matrix: what went forward and what went back apart, each per dossier."""
    lang = view.lang
    found: dict[Direction, list[Move]] = {}
    for move in moves_of(frame):
        found.setdefault(direction(move.status_from, move.status_to, view.weights), []).append(move)
    sections = [
        h("section", h("h3", f"{name[lang]}: {plural(len(moves), *_REQUESTS, lang)}"), per_dossier(moves, view.told))
        for way, name in _HEADINGS.items()
        if (moves := found.get(way))
    ]
    return h("div", sections, class_="all-moves")


def sentence(frame: Table, view: ChangesView) -> str:
    """How many requests changed status between the two days, and which way they went."""
    lang = view.lang
    if not len(frame):
        return _nothing(view)
    ways = [
        f"{number(count, lang)} {DIRECTIONS[way][lang]}" for way, count in _count_directions(frame, view).items()
    ]  # fmt: skip
    verb = "veranderde" if len(frame) == 1 else "veranderden"
    count, whole, told = number(len(frame), lang), number(view.tracks, lang), listing(ways, lang)
    return Text(
        f"{_between(view)} {verb} {count} van de {whole} vragen aan een overheid van status: {told}.",
        f"{_between(view)}, {count} of the {whole} requests to a government changed status: {told}.",
    )[lang]


def _between(view: ChangesView) -> str:
    start, end = (day(moment, "day", view.lang) for moment in (view.start, view.end))
    return Text(f"Tussen {start} en {end}", f"Between {start} and {end}")[view.lang]


def _nothing(view: ChangesView) -> str:
    return Text(
        f"{_between(view)} veranderde geen enkele vraag aan een overheid van status.",
        f"{_between(view)}, no request to a government changed status.",
    )[view.lang]


def _matrix(frame: Table) -> _Matrix:
    counts: dict[tuple[str, str], int] = {}
    for record in rows_of(frame):
        pair = record["status_from"], record["status_to"]
        counts[pair] = counts.get(pair, 0) + 1
    before, after = ({pair[side] for pair in counts} for side in (0, 1))
    return _Matrix([code for code in LADDER if code in before], [code for code in LADDER if code in after], counts)


def _count_directions(frame: Table, view: ChangesView) -> dict[Direction, int]:
    """How many went which way, only the ways that occur."""
    ways = [direction(record["status_from"], record["status_to"], view.weights) for record in rows_of(frame)]
    return {way: ways.count(way) for way in DIRECTIONS if way in ways}


def _status(code: str, view: ChangesView) -> Node:
    return h("span", view.told.statuses[code], class_=f"s-{code}")


def _cell(before: str, after: str, matrix: _Matrix, view: ChangesView) -> Node:
    count = matrix.counts.get((before, after), 0)
    if not count:
        return cell(h("span", "·" if before != after else "", aria_hidden="true"), hidden("0"), class_="none")
    way = direction(before, after, view.weights)
    words = hidden(f", {DIRECTIONS[way][view.lang]}")
    arrow = h("small", ARROWS[way], aria_hidden="true")
    return cell(h("a", number(count, view.lang), words, arrow, href=view.cell_href(before, after)), class_=f"s-{after}")


def _colours(matrix: _Matrix, view: ChangesView) -> dict[str, Any]:
    fills = [STATUS_LOOK[code].paint(view.theme).fill for code in matrix.after]
    steps = len(fills)
    scale = [[(place + side) / steps, fill] for place, fill in enumerate(fills) for side in (0, 1)]
    return {
        "type": "heatmap",
        "x": list(range(steps)),
        "y": list(range(len(matrix.before))),
        "z": [
            [place if (before, after) in matrix.counts else None for place, after in enumerate(matrix.after)]
            for before in matrix.before
        ],
        "zmin": -0.5,
        "zmax": steps - 0.5,
        **({"colorscale": scale} if scale else {}),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverongaps": False,
        "customdata": [[_said(before, after, matrix, view) for after in matrix.after] for before in matrix.before],
        "hovertemplate": "%{customdata[0]} → %{customdata[1]}: %{customdata[2]} (%{customdata[3]})<extra></extra>",
    }


def _said(before: str, after: str, matrix: _Matrix, view: ChangesView) -> list[str | int]:
    labels, way = view.told.statuses, direction(before, after, view.weights)
    return [labels[before], labels[after], matrix.counts.get((before, after), 0), DIRECTIONS[way][view.lang]]


def _words(matrix: _Matrix, view: ChangesView) -> dict[str, Any]:
    placed = [
        (x, y, matrix.counts.get((before, after), 0), before, after)
        for y, before in enumerate(matrix.before)
        for x, after in enumerate(matrix.after)
    ]
    muted = SURROUNDINGS[view.theme].muted
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, *_ in placed],
        "y": [y for _, y, *_ in placed],
        "text": [
            f"<b>{number(count, view.lang)}</b> {ARROWS[direction(before, after, view.weights)]}" if count else "·"
            for _, _, count, before, after in placed
        ],
        "textfont": {
            "size": 13,
            "color": [STATUS_LOOK[a].paint(view.theme).ink if count else muted for _, _, count, _, a in placed],
        },
        "hoverinfo": "skip",
    }
