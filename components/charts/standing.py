"""What stands still, and for how long: requests without a known response, and those that came to a halt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pandas as pd

from components.charts.moves import Move, MovesView, per_dossier, status, track
from components.charts.parts import (
    Table,
    cell,
    column_header,
    group,
    hidden,
    of_requests,
    row,
    row_header,
    rows_of,
    table,
)
from components.charts.period import Period, duration, placed, time_axis, year_axis
from components.status_look import STATUS_LOOK, SURROUNDINGS, Theme
from components.template import Figure, template
from components.text import Text, day, listing, plural
from components.tree import Content, Node, h

#: Pixels of the figure.
ROW_HEIGHT, BAR_HEIGHT, NAME_WIDTH, WORDS_WIDTH, AXIS_HEIGHT = 40, 18, 220, 300, 28

_DAY = timedelta(days=1)
_NAMED = 3  # requests named outright in a row; more wait behind their number


@dataclass(frozen=True, slots=True)
class StandingView:
    """What the frame does not say.

    ``tracks``: how many requests to a government there are in all; ``precisions``: track (request, government) to how
    exactly the day is known since which it stands still, ``day`` where it is missing; ``told`` holds the names.
    """

    theme: Theme
    caption: str
    period: Period
    tracks: int
    precisions: Mapping[tuple[str, str], str]
    told: MovesView

    @property
    def lang(self) -> str:
        """The language of the page."""
        return self.told.lang


@dataclass(frozen=True, slots=True)
class _Wait:
    """The tracks that have stood still in one status since the same day."""

    status: str
    since: date
    precision: str
    tracks: list[tuple[str, str]]


def figure(frame: Table, view: StandingView) -> Figure:
    """The waits as bars up to the day of the state. ``frame``: ``models.movement.standing_still``.

    A row per status and day, as in the table. customdata: status in words, how long, since when, the tracks.
    """
    waits = list(_waits(frame, view))
    return {
        "data": [_bars(waits, view)] if waits else [],
        "layout": {
            "template": template(view.theme),
            "height": ROW_HEIGHT * len(waits) + AXIS_HEIGHT,
            "margin": {"l": NAME_WIDTH, "r": WORDS_WIDTH, "t": AXIS_HEIGHT, "b": 0},
            "annotations": list(_notes(waits, view)),
            "xaxis": time_axis(view.period, view.theme, "top"),
            "yaxis": {"range": [len(waits) - 0.5, -0.5], "visible": False},
        },
    }


def static(frame: Table, view: StandingView) -> Node:
    """A table, longest first: how long and since when, a bar along time, and which requests."""
    lang, waits = view.lang, list(_waits(frame, view))
    if not waits:
        return h("p", sentence(frame, view), class_="empty")
    head = row(
        column_header(Text("Hoelang", "How long")[lang], class_="since"),
        column_header(hidden(Text("Tijd", "Time")[lang]), year_axis(view.period)),
        column_header(Text("Welke vragen", "Which requests")[lang], class_="which"),
    )
    return table(view.caption, head, group([_row(wait, view) for wait in waits]), class_="still")


def slips(frame: pd.DataFrame, view: StandingView) -> Node:
    """The steps back per dossier. ``frame``: ``models.movement.slippage``."""
    moves = [
        Move(record["request"], record["government"], record["status_from"], record["status_to"], _entry(record))
        for record in rows_of(frame)
    ]
    if not moves:
        return h("p", Text("Er waren geen stappen achteruit.", "There were no steps back.")[view.lang], class_="empty")
    return h("div", per_dossier(moves, view.told), class_="all-moves")


def sentence(frame: Table, view: StandingView) -> str:
    """How many stand still and why, and which halted longest ago."""
    lang, records = view.lang, rows_of(frame)
    if not records:
        return Text("Er staat geen enkele vraag stil.", "No request stands still.")[lang]
    halted = [record for record in records if record["status"] == "stalled"]
    silent = len(records) - len(halted)
    still = of_requests(len(records), view.tracks, lang)
    parts = []
    if silent:
        parts.append(Text(f"voor {silent} is geen reactie bekend", f"for {silent} no response is known")[lang])
    if halted:
        wording = Text("{n} is stilgevallen", "{n} has stalled"), Text("{n} zijn stilgevallen", "{n} have stalled")
        parts.append(plural(len(halted), *wording, lang))
    verb = "staat" if len(records) == 1 else "staan"
    verb_en = "stands" if len(records) == 1 else "stand"
    lead = Text(f"{still[0].upper()}{still[1:]} {verb} stil", f"{still} {verb_en} still")[lang]
    return f"{lead}: {listing(parts, lang)}.{_longest(halted, view)}"


def _entry(record: Mapping[str, Any]) -> tuple[int, ...]:
    return () if pd.isna(record["entry"]) else (int(record["entry"]),)


def _longest(halted: list[dict[str, Any]], view: StandingView) -> str:
    if not halted:
        return ""
    first = max(halted, key=lambda record: record["days_in_status"])
    name = f"{first['request']} ({view.told.governments[first['government']]})"
    precision = view.precisions.get((first["request"], first["government"]), "day")
    long = duration(first["since"], view.period.as_of, precision, view.lang)
    return Text(f" Het langst stilgevallen is vraag {name}: {long}.", f" Stalled longest is request {name}: {long}.")[
        view.lang
    ]


def _waits(frame: Table, view: StandingView) -> Iterator[_Wait]:
    """Tracks with the same status since the same day, known as exactly, together; the order of the frame stays."""

    def alike(record: Mapping[str, Any]) -> tuple[str, date, str]:
        precision = view.precisions.get((record["request"], record["government"]), "day")
        return record["status"], record["since"], precision

    ordered = sorted(rows_of(frame), key=lambda record: (record["since"], *alike(record)))
    for (code, since, precision), records in groupby(ordered, alike):
        yield _Wait(code, since, precision, [(record["request"], record["government"]) for record in records])


def _words(wait: _Wait, view: StandingView) -> tuple[str, str, str]:
    """Status, how long, and since when: ``Stilgevallen``, ``11 maanden``, ``sinds 31 januari 2024``."""
    silence = Text("Geen reactie bekend", "No response known")[view.lang]
    label = silence if wait.status == "submitted" else view.told.statuses[wait.status]
    since = day(wait.since, wait.precision, view.lang)
    long = duration(wait.since, view.period.as_of, wait.precision, view.lang)
    return label, long, Text(f"sinds {since}", f"since {since}")[view.lang]


def _row(wait: _Wait, view: StandingView) -> Node:
    label, long, since = _words(wait, view)
    bar = h("i", class_=f"s-{wait.status}", style=placed(wait.since, view.period.as_of + _DAY, view.period))
    return row(
        row_header(h("b", long), " ", h("small", since), class_="since"),
        cell(h("span", bar, class_="bar"), aria_hidden="true"),
        cell(h("div", status(wait.status, label)), _which(wait, view), class_="which"),
    )


def _which(wait: _Wait, view: StandingView) -> Content:
    """The requests; more than a few behind their number."""
    named = h("ul", [h("li", track(request, government, view.told)) for request, government in wait.tracks])
    if len(wait.tracks) <= _NAMED:
        return named
    return h("details", h("summary", _count(wait, view.lang)), named)


def _count(wait: _Wait, lang: str) -> str:
    one, many = Text("{n} vraag", "{n} request"), Text("{n} vragen", "{n} requests")
    return plural(len(wait.tracks), one, many, lang)


def _bars(waits: list[_Wait], view: StandingView) -> dict[str, Any]:
    days = [(view.period.as_of - wait.since + _DAY) // _DAY for wait in waits]
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(waits))),
        "base": [wait.since.isoformat() for wait in waits],
        "x": [count * 86_400_000 for count in days],
        "marker": {"color": [STATUS_LOOK[wait.status].paint(view.theme).fill for wait in waits]},
        "width": BAR_HEIGHT / ROW_HEIGHT,
        "customdata": [[*_words(wait, view), ", ".join(" ".join(each) for each in wait.tracks)] for wait in waits],
        "hovertemplate": "<b>%{customdata[0]}</b> %{customdata[2]}<br>%{customdata[3]}<extra></extra>",
    }


def _notes(waits: list[_Wait], view: StandingView) -> Iterator[dict[str, Any]]:
    """How long at the left, what and how many at the right."""
    muted = SURROUNDINGS[view.theme].muted
    for place, wait in enumerate(waits):
        label, long, since = _words(wait, view)
        left = f'<b>{long}</b><br><span style="font-size:12px;color:{muted}">{since}</span>'
        names = [f"{request} {government}" for request, government in wait.tracks]
        right = ", ".join(names) if len(names) <= _NAMED else _count(wait, view.lang)
        yield _note(left, place, x=0, xshift=-NAME_WIDTH)
        yield _note(f"{STATUS_LOOK[wait.status].glyph} {label}: {right}", place, x=1, xshift=12)


def _note(text: str, place: int, **where: Any) -> dict[str, Any]:
    note = {"text": text, "xref": "paper", "yref": "y", "y": place, "xanchor": "left", "align": "left"}
    return {**note, "showarrow": False, "font": {"size": 13}, **where}
