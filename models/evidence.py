"""How far the log itself has been checked, and how sure it is: counted in the database, because a log may be long."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select
from sqlalchemy.orm import aliased

from models.tables import Entry, EntrySource, Track
from models.vocabulary import Kind, Precision


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


def evidence(connection: Connection, memorandum: str, last: int) -> Evidence:
    """Count over the first ``last`` public entries of the log."""
    sourced = exists().where(EntrySource.entry_id == Entry.id, EntrySource.url.is_not(None)).correlate(Entry)
    found = connection.execute(
        select(
            func.count(),
            func.count().filter(Entry.second_reading == "verified"),
            func.count().filter(Entry.second_reading == "not_found"),
            func.count().filter(_named_by(last, Kind.CONFIRMATION)),
            func.count().filter(Entry.confidence == "high"),
            func.count().filter(Entry.confidence == "medium"),
            func.count().filter(Entry.precision == Precision.MONTH),
            func.count().filter(Entry.precision == Precision.YEAR),
            func.count().filter(sourced),
        )
        .select_from(Entry)
        .join(Track, Track.id == Entry.track_id)
        .where(*_counting(memorandum, last))
    ).one()
    return Evidence(*found)


def _counting(memorandum: str, last: int) -> list[ColumnElement[bool]]:
    """The public status entries among the first ``last`` that are not corrected or retracted by then."""
    return [
        Track.memorandum == memorandum,
        Entry.id.between(1, last),
        Entry.status.is_not(None),
        ~_named_by(last, Kind.CORRECTION, Kind.RETRACTION),
    ]


def _named_by(last: int, *kinds: Kind) -> ColumnElement[bool]:
    other = aliased(Entry)
    names_it = and_(other.refers_to == Entry.id, other.kind.in_(kinds), other.id.between(1, last))
    return exists().where(names_it).correlate(Entry)
