"""What the records of a reading are called and how they are drawn, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.charts.period import Cabinet, Milestone, Period
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


def precisions(reading: Reading) -> Mapping[int, str]:
    """How exactly the date is known of each entry that began a period that is drawn."""
    end = reading.catalogue.memorandum.end
    known = reading.once("precisions", lambda: reading.precisions(_begun(reading.course(end))))
    missing = _begun(reading.course()) - known.keys()
    return {**known, **reading.precisions(missing)} if missing else known


def _begun(course: pd.DataFrame) -> set[int]:
    return {int(entry) for entry in course["entry"][~course["sampled"]] if entry is not None}


def exactness(reading: Reading) -> dict[Track, str]:
    """How exactly the day is known since which each track has its status; the start is known to the day."""
    begun = reading.begun()
    known = reading.precisions(begun.values())
    exact = {track: known[entry] for track, entry in begun.items()}
    tracks = reading.tracks()
    return {track: exact.get(track, "day") for track in zip(tracks["request"], tracks["government"], strict=True)}
