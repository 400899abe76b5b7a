"""What an import is given: a file within limits, in the interface format or as a full export."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import Connection

from data.errors import Problems, shown
from data.reader import sound_updates
from models.catalogue import current_catalogue, memoranda
from models.drafts import Refused
from models.loading import draft_of, not_taken
from models.transfer_rows import Incoming, read_csv, read_json
from models.vocabulary import Kind

LARGEST_FILE = 64 * 2**20
MOST_ROWS = 100_000
_ONLY_IN_FULL = frozenset({"kind", "refers_to", "visibility"})


class TransferRefused(Exception):
    """The file as a whole cannot be used; the message says in one sentence why."""


def text_of(path: Path) -> str:
    """The file as text within the limits of an import."""
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise TransferRefused(f"The file {path} is larger than {LARGEST_FILE // 2**20} MiB: import it in parts.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TransferRefused(f"The file {path} is not UTF-8 text on line {line}: save it as UTF-8.") from error
    return text


def is_full(path: Path, text: str) -> bool:
    """Whether this is a full export: JSON, or CSV with more columns than the interface has."""
    if path.suffix.lower() == ".json":
        return True
    try:
        header = next(csv.reader(text.splitlines()[:1]), [])
    except csv.Error:
        return False
    return not _ONLY_IN_FULL.isdisjoint(header)


def rows_of_export(path: Path, text: str, problems: Problems) -> list[Incoming]:
    """The rows of a full export."""
    read = read_json if path.suffix.lower() == ".json" else read_csv
    return read(text, path.name, problems)


def updates(connection: Connection, text: str, file: str, memorandum: str | None, problems: Problems) -> list[Incoming]:
    """The rows of an interface CSV, all of them status updates in ``memorandum`` (None: the only one there is)."""
    known = [found.id for found in memoranda(connection)]
    if not known:
        raise TransferRefused("The store knows no memorandum yet: run `python app.py load` first.")
    if memorandum is None and len(known) > 1:
        raise TransferRefused(f"Say with --memorandum to which one the rows belong: {', '.join(known)}.")
    chosen = memorandum or known[0]
    if chosen not in known:
        raise TransferRefused(f"There is no memorandum {shown(chosen)}; there is {', '.join(known)}.")
    catalogue = current_catalogue(connection, chosen)
    updates = sound_updates(text, file, catalogue.requests, catalogue.memorandum, problems)
    rows = []
    for update in updates:
        try:
            draft = draft_of(chosen, update)
        except Refused as refused:
            problems.note(not_taken(file, update, refused))
            continue
        rows.append(Incoming(update.line, Kind.STATUS, chosen, update.request, update.government, draft))
    return rows


_COLUMNS = {"request": "request_id", "precision": "date_precision", "name": "author"}


def column_of(field: str | None) -> str:
    """The column in which a field of a draft stands."""
    return _COLUMNS.get(field or "", field or "")
