"""Loading what ships into the store: new catalogue versions, new rows of the researched log. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from data.errors import DataError, DataErrors
from data.records import Memorandum, MemorandumData, Shipment, Update
from models.catalogue import RowKey, RowValue, memoranda, shipped_rows, stored_rows
from models.drafts import Draft, Refused, Source, cleaned
from models.entries import EntryView, entries
from models.log import Writer, next_moment
from models.meetings import last_closing
from models.tables import CatalogueRow, CatalogueVersion, Entry, Track
from models.vocabulary import Kind, Precision, Role, Status, Visibility


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A researched row whose content differs from what was loaded before; ``applied`` as a correction or not."""

    memorandum: str
    row_id: str
    entry: int
    fields: tuple[str, ...]
    applied: bool
    why_not: str = ""


@dataclass(slots=True)
class LoadReport:
    """What loading did: catalogue records written, entries appended, rows found as they were, rows that differ."""

    catalogue: int = 0
    appended: int = 0
    unchanged: int = 0
    changed: list[ChangedRow] = field(default_factory=list)


def load_catalogue(connection: Connection, shipment: Shipment, author: int, now: datetime) -> int:
    """Write what differs from the last shipment as one new version; the number of records written.

    Only the loader's own versions are compared, so that an edit made here since is not undone by an old file.
    Raises :class:`Refused` where a track with entries would disappear, or their period.
    """
    shipped = shipped_rows(shipment)
    before = stored_rows(connection, author=author)
    changes = {key: value for key, value in shipped.items() if before.get(key) != value}
    loaded = {memorandum.memorandum.id for memorandum in shipment.memoranda}
    for key, value in before.items():
        if key not in shipped and value.body is not None and (key[0] in loaded or not key[0]):
            changes[key] = RowValue(value.position, None)
    if not changes:
        return 0
    addressed = {government.code for government in shipment.governments if government.addressed}
    for memorandum in shipment.memoranda:
        _keep_period(connection, memorandum.memorandum)
        _keep_tracks(connection, memorandum, addressed)
    _write_version(connection, changes, author, now)
    return len(changes)


def _write_version(connection: Connection, changes: Mapping[RowKey, RowValue], author: int, now: datetime) -> None:
    newest = connection.execute(select(func.max(CatalogueVersion.id), func.max(CatalogueVersion.recorded_at))).one()
    last_entry = connection.execute(
        select(func.max(Entry.recorded_at)).where(Entry.visibility == Visibility.PUBLIC)
    ).scalar_one()
    moments = (newest[1], last_entry, last_closing(connection))
    last = max((moment for moment in moments if moment), default=None)
    version = (newest[0] or 0) + 1
    connection.execute(
        insert(CatalogueVersion).values(id=version, recorded_at=next_moment(now, last), author_id=author, reason="")
    )
    connection.execute(
        insert(CatalogueRow),
        [
            {
                "version_id": version,
                "memorandum": memorandum,
                "kind": kind,
                "key": key,
                "position": value.position,
                "body": value.body,
            }
            for (memorandum, kind, key), value in changes.items()
        ],
    )


def _keep_period(connection: Connection, memorandum: Memorandum) -> None:
    """Refuse another first day once there are entries, and an end before one of them: statuses would move."""
    before = next((known for known in memoranda(connection) if known.id == memorandum.id), None)
    latest = connection.execute(
        select(func.max(Entry.effective_date))
        .join(Track, Track.id == Entry.track_id)
        .where(Track.memorandum == memorandum.id)
    ).scalar_one()
    if before and latest and (memorandum.start != before.start or memorandum.end < latest):
        raise Refused(
            "period_with_entries",
            f"Memorandum {memorandum.id} heeft logregels van {before.start} tot {latest}; die periode blijft erin.",
            f"Memorandum {memorandum.id} has entries from {before.start} to {latest}; that period stays in it.",
        )


def _keep_tracks(connection: Connection, data: MemorandumData, addressed: set[str]) -> None:
    """Make the tracks that are new; refuse to lose one that has entries."""
    memorandum = data.memorandum.id
    wanted = [
        (request.id, government)
        for request in data.requests
        if request.tracked
        for government in request.governments
        if government in addressed
    ]
    existing = {
        (track.request, track.government): track.id
        for track in connection.execute(
            select(Track.id, Track.request, Track.government).where(Track.memorandum == memorandum)
        )
    }
    logged = set(connection.execute(select(Entry.track_id).distinct()).scalars())
    for (request, government), track in sorted(existing.items()):
        if (request, government) not in wanted and track in logged:
            raise Refused(
                "track_with_entries",
                f"Vraag {request} aan {government} heeft logregels en kan niet uit de catalogus verdwijnen.",
                f"Request {request} to {government} has entries and cannot be taken out of the catalogue.",
            )
    if new := [track for track in wanted if track not in existing]:
        connection.execute(
            insert(Track),
            [{"memorandum": memorandum, "request": request, "government": government} for request, government in new],
        )


def load_updates(
    writer: Writer, connection: Connection, data: MemorandumData, author: int, *, correct: bool
) -> LoadReport:
    """Append the rows of the researched log that the store does not know by ``row_id``; compare the others.

    A row that differs from what the file said last time is reported, and with ``correct`` applied as a correction,
    unless someone has corrected or retracted the entry here since: then it is only reported. Raises ``DataErrors``
    for a row that the log does not take.
    """
    memorandum = data.memorandum.id
    report = LoadReport()
    known = _loaded(connection, memorandum)
    for update in data.updates:
        try:
            draft = draft_of(memorandum, update)
            before = known.get(update.row_id or "")
            if before is None:
                writer.record(author, draft)
                report.appended += 1
            elif fields := _differing(before, draft):
                report.changed.append(_changed(writer, author, before, draft, fields, correct))
            else:
                report.unchanged += 1
        except Refused as refused:
            raise DataErrors([not_taken(data.updates_file, update, refused)]) from refused
    return report


_COLUMNS = {"request": "request_id", "precision": "date_precision", "sources": "source_url"}


def not_taken(file: str, update: Update, refused: Refused) -> DataError:
    """Where ``update`` stands in its ``file``, and why the log refused it."""
    column = refused.field and _COLUMNS.get(refused.field, refused.field)
    return DataError(file, update.line, column, "a row that the log takes", f"one it refuses: {refused.en.rstrip('.')}")


def _changed(
    writer: Writer, author: int, before: EntryView, draft: Draft, fields: tuple[str, ...], correct: bool
) -> ChangedRow:
    why_not = "" if correct else "not asked for"
    if before.redacted:
        why_not = "its texts were redacted"
    elif before.superseded_by is not None:
        why_not = "corrected or retracted in the store since"
    if not why_not:
        writer.correct(author, before.id, draft, _CORRECTED)
    return ChangedRow(before.memorandum, before.row_id or "", before.id, fields, not why_not, why_not)


def _differing(before: EntryView, draft: Draft) -> tuple[str, ...]:
    """What differs; of a redacted entry only the facts are left to compare."""
    compared = _FACTS if before.redacted else (*_FACTS, *_WORDS)
    return tuple(name for name in compared if getattr(before, name) != getattr(draft, name))


_CORRECTED = "De onderzochte gegevens zijn bijgewerkt."


_FACTS = ("request", "government", "effective_date", "precision", "status", "confidence", "second_reading")
_WORDS = ("note_nl", "note_en", "sources")


def draft_of(memorandum: str, update: Update) -> Draft:
    """The researched ``update`` as a draft for the log, cleaned as the log would."""
    sources = (
        (Source(update.source_url, update.source_title, update.source_publisher, update.source_date),)
        if update.source_url
        else ()
    )
    return cleaned(
        Draft(
            kind=Kind.STATUS,
            memorandum=memorandum,
            request=update.request,
            government=update.government,
            effective_date=update.effective_date,
            precision=Precision(update.precision),
            status=Status(update.status),
            note_nl=update.note_nl,
            note_en=update.note_en,
            sources=sources,
            confidence=update.confidence,
            second_reading=update.second_reading,
            row_id=update.row_id,
        )
    )


def _loaded(connection: Connection, memorandum: str) -> dict[str, EntryView]:
    """Per ``row_id`` the newest entry that came from a file."""
    found = entries(connection, role=Role.ADMIN, memorandum=memorandum)
    return {view.row_id: view for view in found if view.row_id is not None}
