"""The form in which the log leaves the store: the interface columns first, then those for all the rest.

In CSV and XLSX a cell that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off
again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from models.drafts import Source
from models.entries import EntryView
from models.transfer_limits import TransferRefused
from models.transfer_sheet import escaped

INTERFACE = (
    "row_id",
    "request_id",
    "government",
    "effective_date",
    "date_precision",
    "status",
    "note_nl",
    "note_en",
    "source_title",
    "source_url",
    "source_publisher",
    "source_date",
    "confidence",
    "second_reading",
)
BESIDE = (
    "memorandum",
    "id",
    "kind",
    "action",
    "refers_to",
    "reason",
    "visibility",
    "author",
    "author_email",
    "recorded_at",
    "internal_note",
    "no_source_reason",
    "sources",
    "redaction_reason",
    "text_digest",
    "previous_hash",
    "hash",
)
COLUMNS = (*INTERFACE, *BESIDE)
FORMAT = "memorandummonitor-log"
_LAST_ROW, _LONGEST_SHEET_CELL = 1_048_576, 32_767
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def outgoing(view: EntryView, email: str, blanked_sources: int) -> dict[str, Any]:
    """An entry by column; ``blanked_sources`` is how many it had before its redaction, shown as empty ones."""
    first = view.sources[0] if view.sources else None
    sources = [_source_words(source) for source in view.sources]
    return {
        "row_id": view.row_id,
        "request_id": view.request,
        "government": view.government,
        "effective_date": view.effective_date and view.effective_date.isoformat(),
        "date_precision": view.precision,
        "status": view.status,
        "note_nl": view.note_nl,
        "note_en": view.note_en,
        **{f"source_{name}": value for name, value in _source_words(first or Source("")).items()},
        "confidence": view.confidence,
        "second_reading": view.second_reading,
        "memorandum": view.memorandum,
        "id": view.id,
        "kind": view.kind,
        "action": view.action,
        "refers_to": view.refers_to,
        "reason": view.reason,
        "visibility": view.visibility,
        "author": view.author,
        "author_email": email,
        "recorded_at": view.recorded_at.isoformat(timespec="microseconds"),
        "internal_note": view.internal_note or "",
        "no_source_reason": view.no_source_reason,
        "sources": sources + [{}] * blanked_sources,
        "redaction_reason": view.redaction_reason,
        "text_digest": view.text_digest,
        "previous_hash": view.previous_hash,
        "hash": view.hash,
    }


def _source_words(source: Source) -> dict[str, str]:
    published = source.date.isoformat() if source.date else ""
    return {"title": source.title, "url": source.url, "publisher": source.publisher, "date": published}


def write_csv(file: IO[str], rows: Iterable[dict[str, Any]]) -> None:
    """Write ``rows`` with their header, every cell harmless in a spreadsheet."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([harmless(as_cell(row[name])) for name in COLUMNS])


def write_xlsx(file: IO[bytes], rows: Iterable[dict[str, Any]]) -> None:
    """Write the same cells as :func:`write_csv` as a workbook, all of them texts: none can be a formula.

    Raises :class:`TransferRefused` for more rows, or a longer text, than a sheet takes.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("logboek")
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, name) for name in COLUMNS])
    for number, row in enumerate(rows, start=2):
        if number > _LAST_ROW:
            raise _no_room()
        sheet.append([_text_cell(sheet, harmless(as_cell(row[name]))) for name in COLUMNS])
    book.save(file)


def template(ending: str) -> bytes:
    """An empty interface table, ``.csv`` or ``.xlsx``, whose columns a spreadsheet keeps as texts."""
    if ending == ".csv":
        return "\ufeff".encode() + ",".join(INTERFACE).encode() + b"\n"  # so that Excel reads it as UTF-8
    book = Workbook()
    sheet = book.active
    sheet.freeze_panes = "A2"
    sheet.append(list(INTERFACE))
    for number in range(1, len(INTERFACE) + 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.number_format, column.width = "@", 18
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(sheet: Any, text: str) -> Any:
    if not text:
        return None
    text = escaped(text)
    if len(text) > _LONGEST_SHEET_CELL:  # openpyxl would cut it off without a word
        raise _no_room()
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    return cell


def _no_room() -> TransferRefused:
    return TransferRefused(
        "no_room_in_a_sheet",
        "Het logboek past niet in een werkblad: voer het uit als CSV of JSON.",
        "The log does not fit in a sheet: export it as CSV or JSON.",
    )


def write_json(file: IO[str], rows: Iterable[dict[str, Any]], part: str) -> None:
    """Write ``rows`` as one JSON object, an entry a line."""
    file.write(f'{{"format": "{FORMAT}", "version": 1, "part": "{part}", "entries": [')
    for number, row in enumerate(rows):
        file.write((",\n" if number else "\n") + json.dumps(row, ensure_ascii=False))
    file.write("\n]}\n")


def harmless(cell: str) -> str:
    """``cell`` as no spreadsheet takes it for a formula; :func:`restored` is the way back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """The cell before :func:`harmless`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def as_cell(value: Any) -> str:
    """A value as a cell: lists as JSON, nothing as an empty one."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
