"""What the records of a reading are called and how they are drawn, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from components.charts.period import Cabinet, Milestone, Period
from models.entries import EntryView
from models.reading import Reading

Track = tuple[str, str]  # request, government


def named(record: Any, what: str, lang: str) -> str:
    """The field of a record in the language: ``title_nl`` or ``title_en``."""
    words: str = getattr(record, f"{what}_{lang}")
    return words


def governments(reading: Reading) -> dict[str, str]:
    """Code and name of the governments that requests are put to."""
    lang = reading.query.lang
    return {found.code: named(found, "name", lang) for found in reading.catalogue.governments if found.addressed}


def dossiers(reading: Reading) -> dict[str, str]:
    """Number and title of every dossier."""
    return {str(found.number): named(found, "title", reading.query.lang) for found in reading.catalogue.dossiers}


def statuses(reading: Reading) -> dict[str, str]:
    """Code and label of every status."""
    return {found.code: named(found, "label", reading.query.lang) for found in reading.catalogue.statuses}


def titles(reading: Reading) -> dict[str, str]:
    """Code and title of every request."""
    return {found.id: named(found, "title", reading.query.lang) for found in reading.catalogue.requests}


def period(reading: Reading) -> Period:
    """The days of the memorandum and the one it is shown on."""
    memorandum = reading.catalogue.memorandum
    return Period(memorandum.start, memorandum.end, reading.query.as_of)


def milestones(reading: Reading) -> tuple[Milestone, ...]:
    """The public events of the period."""
    lang = reading.query.lang
    return tuple(Milestone(found.date, named(found, "label", lang)) for found in reading.catalogue.milestones)


def cabinets(reading: Reading) -> tuple[Cabinet, ...]:
    """The governments in office."""
    return tuple(Cabinet(found.government, found.name, found.start, found.end) for found in reading.catalogue.cabinets)


def begun_by(reading: Reading, intervals: pd.DataFrame) -> list[EntryView]:
    """The entries that began the periods of ``intervals``."""
    return reading.entries({int(entry) for entry in intervals["entry"] if not pd.isna(entry)})


def precisions(entries: Iterable[EntryView]) -> dict[int, str]:
    """How exactly the date of each entry is known."""
    return {entry.id: str(entry.precision) for entry in entries if entry.precision}


def exactness(intervals: pd.DataFrame, entries: Iterable[EntryView], as_of: date) -> dict[Track, str]:
    """How exactly the day is known since which each track has its status of ``as_of``; the start is known to the day.

    ``entries``: at least those that began the periods of ``intervals``.
    """
    known, columns = precisions(entries), ["request", "government", "valid_from", "entry"]
    return {
        (request, government): "day" if pd.isna(entry) else known[int(entry)]
        for request, government, begin, entry in intervals[columns].itertuples(index=False, name=None)
        if begin <= as_of
    }
