"""What the forms of the heatmap share: what it is about, its cells read from the frame, and their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, TypeAlias

from components.charts.parts import Lit, Table, optional, rows_of
from components.status_look import Theme, heat_step
from components.text import Text, percent, plural, whole_percent

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

    ``href`` leads from a goal, or from its cell in a column (by key), to the requests behind it. ``lit``: what to
    emphasise, each a kind and a value, as ``("sdg", "11")``.
    """

    lang: str
    theme: Theme
    measure: Measure
    caption: str
    goals: tuple[Goal, ...]
    columns: tuple[Column, ...]
    href: Callable[[int, str | None], str]
    lit: Lit = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, read from the frame: ``tracks`` requests, ``value`` None where there is nothing to say.

    ``step`` of the colours, None without one; ``told`` in words (``100 % van 4 vragen``); ``href``: where it leads,
    empty without requests.
    """

    goal: Goal
    column: Column
    tracks: int
    value: float | None
    step: int | None
    told: str
    href: str

    def shown(self, measure: Measure) -> str:
        """The figure in the cell: a count, or whole percent; a dot for no requests, a dash for no index."""
        if not self.tracks:
            return _NOTHING
        if self.value is None:
            return _UNDEFINED
        return str(self.tracks if measure == "tracks" else whole_percent(self.value))


#: A frame with a full grid of goals and columns (``sdg, column, tracks, value``), or its cells, already read.
Heat: TypeAlias = "Table | tuple[Cell, ...]"


def width(view: HeatmapView) -> int:
    """How wide the chart may become in pixels: few columns need no broad cells."""
    in_words = any(len(column.header) > 6 for column in view.columns)
    return NAME_WIDTH + (170 if in_words else 100) * len(view.columns)


def height(view: HeatmapView) -> int:
    """The height in pixels: a header row, a row per goal and one per pillar."""
    return ROW_HEIGHT * (1 + len(lines_of(view)))


def cells_of(heat: Heat, view: HeatmapView) -> tuple[Cell, ...]:
    """The cells in the order of the view; counts are coloured relative to the highest one."""
    if isinstance(heat, tuple):
        return heat
    found = {(cell["sdg"], cell["column"]): (cell["tracks"], cell["value"]) for cell in rows_of(heat)}
    top = max((tracks for tracks, _ in found.values()), default=0)
    return tuple(
        _cell(goal, column, *found[goal.number, column.key], top, view)
        for goal in ordered(view)
        for column in view.columns
    )


def _cell(goal: Goal, column: Column, tracks: int, known: Any, top: int, view: HeatmapView) -> Cell:
    value = optional(known)
    share = tracks / top if view.measure == "tracks" and top else value
    step = heat_step(share) if tracks and value is not None and share is not None else None
    told = _told(tracks, value, view.measure, view.lang)
    href = view.href(goal.number, column.key) if tracks else ""
    return Cell(goal, column, tracks, value, step, told, href)


def ordered(view: HeatmapView) -> list[Goal]:
    """The goals by pillar, then by number."""
    pillars = list(PILLARS)
    return sorted(view.goals, key=lambda goal: (pillars.index(goal.pillar), goal.number))


def lines_of(view: HeatmapView) -> list[Goal | str]:
    """The rows from top to bottom: a pillar, then its goals."""
    lines: list[Goal | str] = []
    for pillar, goals in groupby(ordered(view), key=lambda goal: goal.pillar):
        lines += [PILLARS[pillar][view.lang], *goals]
    return lines


@lru_cache(maxsize=4096)
def _told(tracks: int, value: float | None, measure: Measure, lang: str) -> str:
    """A cell in words: ``100 % van 4 vragen``, ``29 op 100 over 4 vragen`` or ``4 vragen``."""
    requests = plural(tracks, Text("{n} vraag", "{n} request"), Text("{n} vragen", "{n} requests"), lang)
    if measure == "tracks":
        return requests
    if value is None:
        unclear = Text("te veel onduidelijk voor een index", "too many unclear for an index")[lang]
        return f"{requests}, {unclear}" if tracks else requests
    over = Text("van", "of") if measure == "realised_share" else Text("over", "over")
    return f"{score_of(value, measure, lang)} {over[lang]} {requests}"


def score_of(value: float, measure: Measure, lang: str) -> str:
    """The figure of a cell in words: ``29 op 100``."""
    if measure == "realised_share":
        return percent(value, lang)
    return Text(f"{whole_percent(value)} op 100", f"{whole_percent(value)} out of 100")[lang]


def label_of(found: Cell) -> str:
    """``SDG 11 Duurzame gemeenschappen, 3 Samenleven in diversiteit: 100 % van 4 vragen``."""
    return f"SDG {found.goal.number} {found.goal.name}, {found.column.full}: {found.told}"
