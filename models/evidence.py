"""How far the log itself has been checked, and how sure it is: counted in the database, because a log may be long, and

counted on from where it was counted before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, func, literal, select
from sqlalchemy.orm import aliased

from models.steps import tracks
from models.tables import Entry, EntrySource, Redaction
from models.vocabulary import Kind, Precision

_Tally = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Public status entries that are not corrected or retracted, and how many of them are what.

    ``second_read`` were found again by a second reader, ``not_found`` were not; ``confirmed`` by another editor than
    the author; ``stated`` say plainly what the source says (confidence high), ``judged`` rest on the reader's judgement
    (medium); ``to_the_month`` and ``to_the_year`` have no exact day; ``with_source`` have at least one public source.
    """

    entries: int
    second_read: int
    not_found: int
    confirmed: int
    stated: int
    judged: int
    to_the_month: int
    to_the_year: int
    with_source: int


class Checked:
    """The evidence of a log up to an entry, from that up to another: of a long log only what lies between is counted.

    Every number is a sum over entries, less what a correction or retraction ends, plus what a confirmation adds.
    """

    def __init__(self) -> None:
        self._newest: dict[str, tuple[int, int, _Tally]] = {}

    def up_to(self, connection: Connection, memorandum: str, last: int) -> Evidence:
        """Count over the first ``last`` public entries of the log."""
        known, redactions, tally = self._newest.get(memorandum, (0, 0, _NOTHING))
        if redactions != _redactions(connection, known):  # a source that was blanked is none
            known, tally = 0, _NOTHING
        if last >= known:
            tally = tally + _between(connection, memorandum, known, last)
            self._newest[memorandum] = last, _redactions(connection, last), tally
        else:
            tally = tally - _between(connection, memorandum, last, known)
        return Evidence(*tally.tolist())


def _between(connection: Connection, memorandum: str, known: int, last: int) -> _Tally:
    """What the entries after ``known`` and up to ``last`` add to the tally, and take away from it."""
    own, found = set(tracks(connection, memorandum).values()), _NOTHING
    for sign, question in _QUESTIONS:
        rows = connection.execute(question, {"known": known, "last": last})
        found = found + sign * sum((np.array(row[1:], np.int64) for row in rows if row[0] in own), _NOTHING)
    return found


def _redactions(connection: Connection, last: int) -> int:
    return connection.execute(_REDACTED, {"last": last}).scalar_one()


def _questions() -> Iterator[tuple[int, Select[*tuple[Any, ...]]]]:
    """Each with the sign of its answer, which is a row per track: by number, whatever else the tracks hold."""
    by, named = aliased(Entry), aliased(Entry)
    ends, confirms = by.kind.in_((Kind.CORRECTION, Kind.RETRACTION)), by.kind == Kind.CONFIRMATION
    of_named = [by.id > bindparam("known"), by.id <= bindparam("last"), named.status.is_not(None)]

    def about_named(*numbers: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
        query = select(named.track_id, *numbers).select_from(by).join(named, named.id == by.refers_to)
        return query.where(*of_named).group_by(named.track_id)

    written = [Entry.id > bindparam("known"), Entry.id <= bindparam("last"), Entry.status.is_not(None)]
    yield 1, select(Entry.track_id, *_numbers(Entry)).where(*written).group_by(Entry.track_id)
    yield -1, about_named(*_numbers(named)).where(ends)
    yield 1, about_named(*_confirmed()).where(confirms)
    # What has ended cannot be confirmed, so that is never taken away twice.
    yield -1, about_named(*_confirmed()).where(ends, _was_confirmed(named))


def _numbers(entry: type[Entry]) -> list[ColumnElement[int]]:
    """The fields of ``Evidence`` but ``confirmed``."""
    sourced = exists().where(EntrySource.entry_id == entry.id, EntrySource.url.is_not(None)).correlate(entry)
    return [
        func.count(),
        func.count().filter(entry.second_reading == "verified"),
        func.count().filter(entry.second_reading == "not_found"),
        literal(0),
        func.count().filter(entry.confidence == "high"),
        func.count().filter(entry.confidence == "medium"),
        func.count().filter(entry.precision == Precision.MONTH),
        func.count().filter(entry.precision == Precision.YEAR),
        func.count().filter(sourced),
    ]


def _confirmed() -> list[ColumnElement[int]]:
    return [func.count() if field.name == "confirmed" else literal(0) for field in fields(Evidence)]


def _was_confirmed(entry: type[Entry]) -> ColumnElement[bool]:
    other = aliased(Entry)
    names_it = [other.refers_to == entry.id, other.kind == Kind.CONFIRMATION, other.id <= bindparam("last")]
    return exists().where(*names_it).correlate(entry)


_NOTHING: _Tally = np.zeros(len(fields(Evidence)), np.int64)
_QUESTIONS = tuple(_questions())
_REDACTED = select(func.count()).select_from(Redaction).where(Redaction.entry_id.between(1, bindparam("last")))
