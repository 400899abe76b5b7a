"""Writing a version of the catalogue: what has entries stays in it, and every track that is new gets its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from data.records import Memorandum, Request
from models import catalogue_chain
from models.catalogue import RowKey, RowValue, memoranda, records, stored_rows
from models.drafts import Refused
from models.log import next_moment
from models.meetings import last_closing
from models.tables import CatalogueRow, CatalogueVersion, Entry, Track
from models.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class NewVersion:
    """Rows to write as one version of the catalogue, by whom and why; without rows only the version counts on."""

    changes: Mapping[RowKey, RowValue]
    author: int
    reason: str = ""


def write_versions(connection: Connection, versions: Iterable[NewVersion], now: datetime) -> set[int]:
    """Write these versions one after another; the ids of the tracks that are new with them.

    Raises :class:`Refused` where after them a track with entries has disappeared, or part of its period.
    """
    before = {memorandum.id: memorandum for memorandum in memoranda(connection)}
    for version in versions:
        _write(connection, version, now)
    made: set[int] = set()
    for memorandum in memoranda(connection):
        if memorandum.id in before:
            _keep_period(connection, before[memorandum.id], memorandum)
        made |= set(_keep_tracks(connection, memorandum.id))
    return made


def _write(connection: Connection, new: NewVersion, now: datetime) -> None:
    newest = connection.execute(select(func.max(CatalogueVersion.id), func.max(CatalogueVersion.recorded_at))).one()
    last_entry = connection.execute(
        select(func.max(Entry.recorded_at)).where(Entry.visibility == Visibility.PUBLIC)
    ).scalar_one()
    moments = (newest[1], last_entry, last_closing(connection))
    last = max((moment for moment in moments if moment), default=None)
    version = (newest[0] or 0) + 1
    values = {"id": version, "recorded_at": next_moment(now, last), "author_id": new.author, "reason": new.reason}
    connection.execute(insert(CatalogueVersion).values(values))
    rows = [
        {
            "version_id": version,
            "memorandum": memorandum,
            "kind": kind,
            "key": key,
            "position": value.position,
            "body": value.body,
        }
        for (memorandum, kind, key), value in new.changes.items()
    ]
    if rows:
        connection.execute(insert(CatalogueRow), rows)
    catalogue_chain.extend(connection, version)


def _keep_period(connection: Connection, before: Memorandum, memorandum: Memorandum) -> None:
    """Refuse another first day once there are entries, and an end before one of them: statuses would move."""
    latest = connection.execute(
        select(func.max(Entry.effective_date))
        .join(Track, Track.id == Entry.track_id)
        .where(Track.memorandum == memorandum.id)
    ).scalar_one()
    if latest and (memorandum.start != before.start or memorandum.end < latest):
        raise Refused(
            "period_with_entries",
            f"Memorandum {memorandum.id} heeft logregels van {before.start} tot {latest}; die periode blijft erin.",
            f"Memorandum {memorandum.id} has entries from {before.start} to {latest}; that period stays in it.",
            "end",
        )


def followed(connection: Connection, memorandum: str) -> list[tuple[str, str]]:
    """Every (request, government) that the newest version follows."""
    rows = stored_rows(connection, memorandum=memorandum)
    addressed = {government.code for government in records(rows, "government") if government.addressed}
    requests: tuple[Request, ...] = records(rows, "request")
    return [
        (request.id, government)
        for request in requests
        if request.tracked
        for government in request.governments
        if government in addressed
    ]


def _keep_tracks(connection: Connection, memorandum: str) -> list[int]:
    """Make the tracks that the newest version follows and the store does not; refuse to lose one that has entries."""
    wanted = followed(connection, memorandum)
    query = select(Track.id, Track.request, Track.government).where(Track.memorandum == memorandum)
    existing = {(track.request, track.government): track.id for track in connection.execute(query)}
    logged = set(connection.execute(select(Entry.track_id).distinct()).scalars())
    for (request, government), track in sorted(existing.items()):
        if (request, government) not in wanted and track in logged:
            raise Refused(
                "track_with_entries",
                f"Vraag {request} aan {government} heeft logregels en kan niet uit de catalogus verdwijnen.",
                f"Request {request} to {government} has entries and cannot be taken out of the catalogue.",
                "governments",
            )
    new = [
        {"memorandum": memorandum, "request": request, "government": government}
        for request, government in wanted
        if (request, government) not in existing
    ]
    if not new:
        return []
    return list(connection.execute(insert(Track).returning(Track.id), new).scalars())
