"""The log as a list, a page at a time: which entries are on it is found in memory, and only those are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sqlalchemy import Connection

from models import answers, search
from models.entries import EntryView
from models.reading import Reading
from models.register import Numbers, Register
from models.steps import tracks

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
    register, found = _asked(connection, reading)
    newest = register.newest(found, query.page * size) if query.sort == "effective" else found[::-1]
    ids = newest[(query.page - 1) * size : query.page * size].tolist()
    entries = {entry.id: entry for entry in reading.entries(ids)}
    beside = {number for entry in entries.values() for number in (entry.refers_to, entry.superseded_by) if number}
    others = {entry.id: entry for entry in reading.entries(beside - entries.keys())}
    return Listing(len(found), tuple(entries[number] for number in ids), {**entries, **others}, size)


def updates(connection: Connection, reading: Reading, size: int) -> tuple[int, pd.DataFrame]:
    """How many entries the query of ``reading`` asks for, and its page of them, ``size`` to a page.

    The rows of ``answers.updates`` in the order recorded.
    """
    _, found = _asked(connection, reading)
    page = found[(reading.query.page - 1) * size : reading.query.page * size]
    return len(found), answers.entry_rows(reading.entries(page.tolist()))


def _asked(connection: Connection, reading: Reading) -> tuple[Register, Numbers]:
    """The numbers of the public entries asked for, ascending, and the register that they are found in."""
    query, last, register = reading.query, reading.version.entries, reading.register(connection)
    found = register.listed(_tracks(connection, reading), query.as_of, last)
    if query.words:
        fitting = np.zeros(last + 1, np.bool_)
        fitting[search.numbers(connection, reading.catalogue, query.words, last)] = True
        found = found[fitting[found]]
    return register, found


def _tracks(connection: Connection, reading: Reading) -> list[int]:
    frame = answers.tracks(reading) if reading.query.statuses else reading.tracks()
    ids = tracks(connection, reading.query.memorandum)
    return [ids[track] for track in zip(frame["request"], frame["government"], strict=True)]
