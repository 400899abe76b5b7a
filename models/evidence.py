"""How far the log itself has been checked: counted in the database, because a log may be long."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select
from sqlalchemy.orm import aliased

from models.tables import Entry, Track
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Evidence:
    """Public status entries that are not corrected or retracted; how many were found again, how many confirmed."""

    entries: int
    second_read: int
    confirmed: int


def evidence(connection: Connection, memorandum: str, last: int) -> Evidence:
    """Count over the first ``last`` public entries of the log."""
    other = aliased(Entry)

    def named_by(*kinds: Kind) -> ColumnElement[bool]:
        names_it = and_(other.refers_to == Entry.id, other.kind.in_(kinds), other.id.between(1, last))
        return exists().where(names_it).correlate(Entry)

    found = connection.execute(
        select(
            func.count(),
            func.count().filter(Entry.second_reading == "verified"),
            func.count().filter(named_by(Kind.CONFIRMATION)),
        )
        .select_from(Entry)
        .join(Track, Track.id == Entry.track_id)
        .where(
            Track.memorandum == memorandum,
            Entry.id.between(1, last),
            Entry.status.is_not(None),
            ~named_by(Kind.CORRECTION, Kind.RETRACTION),
        )
    ).one()
    return Evidence(*found)
