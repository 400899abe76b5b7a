"""The values that the pages of a meeting and its report show, in their language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import pandas as pd

from components.charts.changes import ChangesView
from components.charts.moves import Move, MovesView
from components.charts.parts import Table
from components.charts.progress import ProgressView
from components.charts.ribbons import RibbonsView
from components.evidence import SourceLink
from components.pages.methodology import MethodologyData
from components.pages.overview_data import OverviewData
from components.pages.overview_words import Numbers


@dataclass(frozen=True, slots=True)
class Point:
    """A point for discussion: ``about`` names what it is about and ``href`` leads there, both empty for none."""

    id: int
    sentence: str
    dossier: int | None
    about: str
    href: str
    author: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting and how it is looked at.

    ``view``: ``then``, as the board saw it, or ``now``, by what is recorded now. ``no_then`` says why there is no
    ``then``: it is still ``open``, or ``nothing`` had been recorded. ``internal``: with what only signed-in people see.
    """

    id: int
    title: str
    held_on: date
    closed: bool
    view: Literal["then", "now"]
    no_then: Literal["open", "nothing"] | None
    as_of: date
    known_at: datetime
    internal: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """The view that something is compared with: a meeting, its day and what was known at it."""

    id: int
    title: str
    as_of: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Separated:
    """What separates a view from an earlier one: ``learnt`` about the earlier day, ``facts`` (a frame) since then."""

    earlier: Earlier
    learnt: tuple[Move, ...]
    facts: pd.DataFrame
    view: ChangesView

    @property
    def same_day(self) -> bool:
        """Whether both views show the same day, so that nothing can have happened in between."""
        return self.view.start == self.view.end


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as a report tells it; ``action`` is the word for what the association did, empty for a status.

    ``hidden``: the entry itself is internal; ``internal_note`` is empty for who may not see it.
    """

    id: int
    request: str
    government: str
    day: date
    precision: str
    status: str | None
    action: str
    note: str
    internal_note: str
    hidden: bool
    sources: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class TrackNow:
    """A request to a government as it stands: its status since when, the entry that counts, and how long it waits."""

    request: str
    government: str
    dossier: int
    status: str
    since: date
    precision: str
    days: int
    entry: Told | None


@dataclass(frozen=True, slots=True)
class Part:
    """A dossier: its numbers, a progress frame of one row, the course of its requests, and each as it stands."""

    number: int
    name: str
    about: str
    numbers: Numbers
    progress: Table
    intervals: pd.DataFrame
    ribbons: RibbonsView
    tracks: tuple[TrackNow, ...]


@dataclass(frozen=True, slots=True)
class TermTold:
    """A cabinet and the requests to its government when it came and went.

    ``since`` and ``until`` are its first and last day within the period shown; indexes are None where undefined;
    ``ways`` counts changes per direction.
    """

    government: str
    name: str
    since: date
    until: date
    tracks: int
    index_before: float | None
    index_after: float | None
    result_before: int
    result_after: int
    ways: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sensitive:
    """The index, what it would be were doubtful steps one rung lower, and were half a result counted as half."""

    low: float | None
    index: float | None
    alternative: float | None


@dataclass(frozen=True, slots=True)
class BoardData:
    """All that the board sees of a meeting.

    ``overview`` holds what the overview of the site shows of the same state. Progress frames per dossier and government
    have a twin ``_before`` of the day a year earlier. ``still`` are the tracks that stand still, longest first;
    ``back`` every step back in the year before. ``previous`` compares with the meeting before, None for the first;
    ``since`` with what is known now, None for a view that is not of then. ``sources``: address to source.
    """

    seen: Seen
    overview: OverviewData
    dossier_view: ProgressView
    government_view: ProgressView
    dossiers_before: Table
    governments_before: Table
    sensitive: Sensitive
    names: Mapping[str, str]
    points: tuple[Point, ...]
    previous: Separated | None
    since: Separated | None
    still: tuple[TrackNow, ...]
    back: tuple[Move, ...]
    back_from: date
    back_view: MovesView
    actions: tuple[Told, ...]
    actions_from: date
    hidden: tuple[Told, ...]
    sources: Mapping[str, SourceLink]
    period_end: date

    @property
    def lang(self) -> str:
        """The language of what is shown."""
        return self.overview.shell.lang


@dataclass(frozen=True, slots=True)
class Legislature:
    """The cabinets in office, and what is still open per dossier (number) on the day shown."""

    terms: tuple[TermTold, ...]
    still_open: Mapping[int, tuple[TrackNow, ...]]


@dataclass(frozen=True, slots=True)
class ReportData:
    """All that the report of a meeting says: what the board sees, every dossier, the legislature and the method."""

    board: BoardData
    parts: tuple[Part, ...]
    legislature: Legislature
    method: MethodologyData
