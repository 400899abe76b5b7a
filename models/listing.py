"""The log as a list, a page at a time: the database selects, orders and counts, so that a long log costs no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.orm import aliased

from models import answers, search
from models.entries import EntryView
from models.reading import Reading
from models.tables import Entry, Track

PAGE = 25


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the entries asked for, of ``total``; ``others`` holds those that the page's entries are about."""

    total: int
    entries: tuple[EntryView, ...]
    others: Mapping[int, EntryView]
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, one even where there is nothing."""
        return max(1, -(-self.total // self.size))


def listed(connection: Connection, reading: Reading, size: int = PAGE) -> Listing:
    """The page that the query of ``reading`` asks for: the entries of ``answers.updates``, the newest first.

    ``size`` entries make a page. ``sort`` of the query says which newest: ``recorded``, or ``effective`` for the day it
    happened.
    """
    query = reading.query
    found, day = _asked(connection, reading)
    total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    order = (day.desc(), Entry.id.desc()) if query.sort == "effective" else (Entry.id.desc(),)
    ids = connection.execute(found.order_by(*order).limit(size).offset((query.page - 1) * size)).scalars().all()
    entries = {entry.id: entry for entry in reading.entries(ids)} if ids else {}
    beside = {number for entry in entries.values() for number in (entry.refers_to, entry.superseded_by) if number}
    others = {entry.id: entry for entry in reading.entries(beside - entries.keys())} if beside - entries.keys() else {}
    return Listing(total, tuple(entries[number] for number in ids), {**entries, **others}, size)


def updates(connection: Connection, reading: Reading, size: int) -> tuple[int, pd.DataFrame]:
    """How many entries the query of ``reading`` asks for, and its page of them, ``size`` to a page.

    The rows of ``answers.updates`` in the order recorded.
    """
    found, _ = _asked(connection, reading)
    total = connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    page = found.order_by(Entry.id).limit(size).offset((reading.query.page - 1) * size)
    ids = connection.execute(page).scalars().all()
    return total, answers.entry_rows(reading.entries(ids) if ids else [])


def _asked(connection: Connection, reading: Reading) -> tuple[Select[Any], Any]:
    """The ids of the public entries asked for, and the day of each: its own, or that of the entry it names."""
    query, named = reading.query, aliased(Entry)
    tracks = _tracks(connection, reading)
    day = func.coalesce(Entry.effective_date, named.effective_date)
    found = (
        select(Entry.id)
        .outerjoin(named, named.id == Entry.refers_to)
        .where(
            Entry.id.between(1, reading.version.entries),
            or_(Entry.track_id.in_(tracks), named.track_id.in_(tracks)),
            day <= query.as_of,
        )
    )
    if query.words:
        found = found.where(search.condition(connection, reading.catalogue, query.words))
    return found, day


def _tracks(connection: Connection, reading: Reading) -> list[int]:
    frame = answers.tracks(reading) if reading.query.statuses else reading.tracks()
    asked = set(zip(frame["request"], frame["government"], strict=True))
    rows = select(Track.id, Track.request, Track.government).where(Track.memorandum == reading.query.memorandum)
    return [track for track, request, government in connection.execute(rows) if (request, government) in asked]
