"""What needs the attention of staff: entries that no second reader confirmed, and tracks without news."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, exists, func, select
from sqlalchemy.orm import aliased

from models.entries import EntryView, entries, visible
from models.tables import Entry, Track
from models.vocabulary import Kind, Role, Status

PAGE = 20
_CHAINED = (Kind.STATUS, Kind.ACTION, Kind.CORRECTION)


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A page of the entries to be confirmed; ``total`` of them are by others than the reader, ``own`` by the reader."""

    total: int
    own: int
    entries: tuple[EntryView, ...]

    @property
    def pages(self) -> int:
        """How many pages there are, one even where there is nothing."""
        return max(1, -(-self.total // PAGE))


def unconfirmed(
    connection: Connection,
    role: Role | None,
    person: int,
    memorandum: str,
    tracks: Collection[tuple[str, str]],
    page: int = 1,
) -> Unconfirmed:
    """The entries about ``tracks`` (request, government) that count, that ``role`` may see and nobody confirmed.

    In the order of the tracks and of what happened, ``PAGE`` at a time; without those that ``person`` wrote, because
    another editor confirms them.
    """
    asked = select(Track.id, Track.request, Track.government).where(Track.memorandum == memorandum)
    ids = [track for track, *words in connection.execute(asked) if tuple(words) in tracks]
    waiting = and_(
        Entry.kind.in_(_CHAINED),
        Entry.visibility.in_(visible(role)),
        Entry.track_id.in_(ids),
        ~_named_by(Kind.CORRECTION, Kind.RETRACTION),
        ~_named_by(Kind.CONFIRMATION),
    )
    counted = select(func.count(), func.count().filter(Entry.author_id == person)).where(waiting)
    every, own = connection.execute(counted).one()
    shown = (
        select(Entry.id)
        .where(waiting, Entry.author_id != person)
        .order_by(Entry.track_id, Entry.effective_date, func.abs(Entry.root), Entry.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    found = connection.execute(shown).scalars().all()
    views = {view.id: view for view in entries(connection, role=role, ids=found)}
    return Unconfirmed(every - own, own, tuple(views[number] for number in found))


def silent(snapshot: pd.DataFrame, since: date) -> pd.DataFrame:
    """The rows of a snapshot of which the last message is of ``since`` or older, longest silence first.

    What is realised is left out: nothing more is awaited there.
    """
    longest = snapshot["silence_days"] >= [(day - since).days for day in snapshot["as_of"]]
    found = snapshot[longest & (snapshot["status"] != Status.REALISED)]
    return found.sort_values("silence_days", ascending=False, kind="stable").reset_index(drop=True)


def _named_by(*kinds: Kind) -> ColumnElement[bool]:
    other = aliased(Entry)
    return exists().where(and_(other.refers_to == Entry.id, other.kind.in_(kinds))).correlate(Entry)
