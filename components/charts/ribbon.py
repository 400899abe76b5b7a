"""How each request fared with each government, as it is drawn: a ribbon per track, in segments of one status each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pandas as pd

from components.charts.own_actions import OwnAction
from components.charts.parts import Lit, rows_of
from components.charts.period import Milestone, Period
from components.status_look import DISPLAY_ORDER, Theme
from components.text import Text, day, plural

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RibbonsView:
    """What the frame does not say.

    ``titles``: request code to title; ``governments``: code to name; ``statuses``: code to label; ``precisions``: entry
    to how exactly its date is known. ``request_href`` leads to a request, ``entry_href`` to the entry that began a
    period (None: the start, as submitted) with a government. ``lit``: what to emphasise, each a kind and a value, as
    ``("request", "4.11")``. ``actions`` of the ``publisher`` stand beside the ribbons; ``actions_cut``: not all do.
    """

    lang: str
    theme: Theme
    caption: str
    period: Period
    titles: Mapping[str, str]
    governments: Mapping[str, str]
    statuses: Mapping[str, str]
    precisions: Mapping[int, str]
    milestones: tuple[Milestone, ...]
    request_href: Callable[[str], str]
    entry_href: Callable[[str, str, int | None], str]
    lit: Lit = frozenset()
    actions: tuple[OwnAction, ...] = ()
    actions_cut: bool = False
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A period of one status as far as it is drawn: ``begin`` to ``end`` (exclusive), told in full by ``words``.

    ``sampled``: the status is that of its last day, and may have been another before.
    """

    status: str
    begin: date
    end: date
    entry: int | None
    words: str
    href: str
    sampled: bool = False


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A track: its segments up to the day of the state, the last of which is its present status."""

    request: str
    government: str
    segments: list[Segment]

    @property
    def status(self) -> str:
        """The present status."""
        return self.segments[-1].status


def ribbons_of(frame: pd.DataFrame, view: RibbonsView) -> Iterator[Ribbon]:
    """The tracks in the order of the frame, without what came after the day of the state."""
    known = [record for record in rows_of(frame) if record["valid_from"] <= view.period.as_of]
    for (request, government), periods in groupby(known, lambda record: (record["request"], record["government"])):
        yield Ribbon(request, government, _segments(list(periods), view))


def _segments(records: list[dict[str, Any]], view: RibbonsView) -> list[Segment]:
    entries = [None if pd.isna(record["entry"]) else int(record["entry"]) for record in records]
    return [
        Segment(
            record["status"],
            record["valid_from"],
            min(record["valid_to"], view.period.as_of + _DAY),
            entries[place],
            _told(records[place : place + 2], entries[place : place + 2], view),
            view.entry_href(record["request"], record["government"], entries[place]),
            record["sampled"],
        )
        for place, record in enumerate(records)
    ]


def _told(records: list[dict[str, Any]], entries: list[int | None], view: RibbonsView) -> str:
    """The first of the records in words; the day on which the next one began is the one on which it ended."""
    label = view.statuses[records[0]["status"]]
    if records[0]["sampled"]:
        on = day(records[0]["valid_to"] - _DAY, "day", view.lang)
        return Text(f"{label} op {on}", f"{label} on {on}")[view.lang]
    dates = [
        day(record["valid_from"], "day" if entry is None else view.precisions[entry], view.lang)
        for record, entry in zip(records, entries, strict=True)
    ]
    return _in_words(label, dates, view.lang)


def _in_words(label: str, dates: list[str], lang: str) -> str:
    """``Beslist van 3 maart 2021 tot 2 juni 2022``, or ``Beslist sinds 3 maart 2021`` for the present status."""
    if len(dates) == 1:
        return Text("{label} sinds {0}", "{label} since {0}")[lang].format(*dates, label=label)
    return Text("{label} van {0} tot {1}", "{label} from {0} until {1}")[lang].format(*dates, label=label)


def occurring(ribbons: list[Ribbon]) -> list[str]:
    """The statuses that occur, in the order of the legend."""
    found = {segment.status for ribbon in ribbons for segment in ribbon.segments}
    return [code for code in DISPLAY_ORDER if code in found]


def sampled(ribbons: list[Ribbon], lang: str) -> str:
    """That some ribbons do not show every change of status; empty where all do."""
    count = sum(any(segment.sampled for segment in ribbon.segments) for ribbon in ribbons)
    if not count:
        return ""
    return plural(
        count,
        Text(
            "{n} balk toont niet elke verandering: de status veranderde te vaak. Er staat de stand aan het einde van "
            "elk half jaar, en sinds wanneer de huidige status geldt. Het logboek heeft elke verandering.",
            "{n} bar does not show every change: the status changed too often. It has where that stood at the end of "
            "each half-year, and since when the present status holds. The log has every change.",
        ),
        Text(
            "{n} balken tonen niet elke verandering: de status veranderde te vaak. Er staat de stand aan het einde van "
            "elk half jaar, en sinds wanneer de huidige status geldt. Het logboek heeft elke verandering.",
            "{n} bars do not show every change: the status changed too often. They have where that stood at the end of "
            "each half-year, and since when the present status holds. The log has every change.",
        ),
        lang,
    )
