"""Loading what ships into the store: new catalogue versions, new rows of the researched log. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from data.errors import DataError, DataErrors
from data.records import MemorandumData, Shipment, Update
from models.catalogue import RowKey, RowValue, shipped_rows, stored_rows
from models.drafts import Draft, Refused, Source, cleaned
from models.entries import EntryView, entries
from models.log import Writer
from models.tables import CatalogueRow, CatalogueVersion
from models.versions import NewVersion, write_versions
from models.vocabulary import Kind, Precision, Role, Status


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

    Only the loader's own versions are compared, so that an edit made here since is not undone by an old file. A new
    file that changes an edited record brings only what it changed: the edit is written again as a version of its own.
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
    versions = [NewVersion(changes, author), *_edits_again(connection, before, changes, author)]
    write_versions(connection, versions, now)
    return len(changes)


def _edits_again(
    connection: Connection, before: Mapping[RowKey, RowValue], changes: Mapping[RowKey, RowValue], author: int
) -> list[NewVersion]:
    """What was edited here in the records that ``changes`` brings anew, less what the files themselves change in them.

    ``before``: the records as the ``author`` of the files brought them last time.
    """
    edited: dict[RowKey, RowValue] = {}
    for key, now in stored_rows(connection).items():
        if key in changes and key in before and now != before[key] and now.body and before[key].body:
            was, brought = before[key].body or {}, changes[key].body
            ours = {name for name, value in now.body.items() if was.get(name) != value}
            if brought and (kept := {name: now.body[name] for name in ours if brought.get(name) == was.get(name)}):
                edited[key] = RowValue(changes[key].position, {**brought, **kept})
    if not edited:
        return []
    editor = connection.execute(
        select(CatalogueVersion.author_id)
        .join(CatalogueRow, CatalogueRow.version_id == CatalogueVersion.id)
        .where(CatalogueVersion.author_id != author, CatalogueRow.key.in_({key for _, _, key in edited}))
        .order_by(CatalogueVersion.id.desc())
        .limit(1)
    ).scalar_one()
    return [NewVersion(edited, editor, _KEPT)]


_KEPT = "Behouden bij het laden van nieuwe bestanden."


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
    found = f"one it refuses: {refused.en.rstrip('.')}"
    return DataError(file, update.line, column, "a row that the log takes", found, refused.nl)


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
