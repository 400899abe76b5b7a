"""The values that the overview shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from components.address import Parameters
from components.charts.parts import Table
from components.charts.standing import StandingView
from components.charts.timeline import TimelineView
from components.heatmap_block import Heatmap
from components.moved import Moved
from components.pages.overview_words import Numbers
from components.shell import Shell
from components.slider import Slider
from components.status_look import Theme


@dataclass(frozen=True, slots=True)
class OverviewData:
    """All that the overview shows, as plain values in the page's language.

    ``dossiers`` and ``governments`` are progress rows, ``trend`` one of all requests per month, ``still`` what stands
    still. Names: dossier number, government code and status code (as text) to what people read. ``moved`` are the
    latest of the ``numbers.changed`` changes, ``slipped`` how many steps back there were since ``numbers.before``.
    ``pinned`` holds the parameters that fix both clocks, for data and fixed links. ``theme`` is the resolved one:
    figures are drawn for it.
    """

    shell: Shell
    theme: Theme
    pinned: Parameters
    numbers: Numbers
    nothing: Literal["empty_log", "before_log", "no_requests"] | None
    dossiers: Table
    governments: Table
    trend: Table
    still: Table
    slipped: int
    moved: tuple[Moved, ...]
    dossier_names: Mapping[str, str]
    government_names: Mapping[str, str]
    status_names: Mapping[str, str]
    heat: Heatmap
    timeline: TimelineView
    standing: StandingView
    slider: Slider
