"""The log out of the store into a file, and from a file into the log: everything, or after any refusal nothing."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, func, select

from data.errors import DataErrors, Problems
from models.entries import entries
from models.files import written_whole
from models.log import Writer
from models.people import people, person
from models.store import Store
from models.tables import EntrySource, Redaction
from models.transfer_format import outgoing, write_csv, write_json, write_xlsx
from models.transfer_input import MOST_PROBLEMS, Given, Opened, opened, read_file, rows_of_export
from models.transfer_limits import BY_COMMAND, TransferRefused
from models.transfer_log import Bringing, Outcome
from models.transfer_mapping import Mapping
from models.transfer_rows import Incoming
from models.transfer_updates import updates
from models.vocabulary import Role, Visibility


@dataclass(frozen=True, slots=True)
class Exported:
    """What stands in the file."""

    public: int
    internal: int
    internal_notes: int


@dataclass(frozen=True, slots=True)
class Imported:
    """All rows in their order, and whether they were ``written``: never when one was refused, nor in a dry run."""

    outcomes: tuple[Outcome, ...]
    written: bool

    def count(self, result: str) -> int:
        """How many rows have this ``result``; one that is refused for several reasons is one."""
        lines = [outcome.line for outcome in self.outcomes if outcome.result == result]
        return len(set(lines)) if result == "refused" else len(lines)

    @property
    def fingerprint(self) -> str:
        """A word for what becomes of which row: the same again as long as the log has not changed in between."""
        told = [(outcome.line, outcome.result, outcome.text) for outcome in self.outcomes]
        return hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()


def export(store: Store, path: Path, *, public: bool) -> Exported:
    """Write the log to ``path``, CSV, XLSX or JSON by its ending: all of it, or what everyone may see.

    Raises :class:`TransferRefused` for another ending or a log that has no room in a sheet, and OSError.
    """
    ending = Given(path.name, b"").ending
    with written_whole(path, replace=True) as unfinished, unfinished.open("wb") as file:
        return export_to(store, file, ending, public=public)


def export_to(store: Store, file: IO[bytes], ending: str, *, public: bool) -> Exported:
    """As :func:`export`, to a ``file`` that is open."""
    with store.database.reading() as connection:
        views = entries(connection, role=None if public else Role.ADMIN)
        emails = {} if public else {found.id: found.email for found in people(connection)}
        blanked = _blanked_sources(connection)
    rows = (outgoing(view, emails.get(view.author_id, ""), blanked.get(view.id, 0)) for view in views)
    _write(file, ending, rows, "public" if public else "all")
    internal = sum(view.visibility is Visibility.INTERNAL for view in views)
    return Exported(len(views) - internal, internal, sum(bool(view.internal_note) for view in views))


def _write(file: IO[bytes], ending: str, rows: Iterable[dict[str, Any]], part: str) -> None:
    if ending == ".xlsx":
        write_xlsx(file, rows)
        return
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    if ending == ".csv":
        write_csv(text, rows)
    else:
        write_json(text, rows, part)
    text.detach()


def _blanked_sources(connection: Connection) -> dict[int, int]:
    query = (
        select(EntrySource.entry_id, func.count())
        .join(Redaction, Redaction.entry_id == EntrySource.entry_id)
        .group_by(EntrySource.entry_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def import_file(
    store: Store,
    path: Path,
    *,
    author: str | None = None,
    memorandum: str | None = None,
    mapping: Mapping | None = None,
    dry_run: bool = False,
) -> Imported:
    """As :func:`import_opened` with the file at ``path``; ``author`` is an e-mail address. Raises OSError besides."""
    file, logger = opened(read_file(path, BY_COMMAND), BY_COMMAND), None
    if author:
        with store.database.reading() as connection:
            logger = person(connection, author).id
    return import_opened(store, file, author=logger, memorandum=memorandum, mapping=mapping, dry_run=dry_run)


def import_opened(
    store: Store,
    file: Opened,
    *,
    author: int | None = None,
    memorandum: str | None = None,
    mapping: Mapping | None = None,
    dry_run: bool = False,
    seen: str | None = None,
) -> Imported:
    """Bring a file into the log: an interface table (status updates), another table by ``mapping``, or a full export.

    ``author`` logs the rows of a table that is no full export (None: the import itself), ``memorandum`` is the one they
    belong to; a full export names both. With ``seen``, the fingerprint of a dry run, nothing is written if it would be
    something else by now. Raises :class:`TransferRefused` and :class:`~models.drafts.Refused` where the file as a whole
    cannot be used; what is wrong with a row is its outcome.
    """
    problems = Problems(MOST_PROBLEMS)
    full = file.is_full and mapping is None
    if full and (author is not None or memorandum):
        raise _names_them_itself()
    try:
        for problem in file.problems:
            problems.note(problem)
        with store.appending() as writer:
            if full or file.table is None:
                rows = rows_of_export(file, problems)
            else:
                rows = updates(writer.connection, file.table, file.given.name, memorandum, mapping, problems)
            found = _with_problems(_brought(writer, rows, author, store.clock(), file.given.name, full=full), problems)
            if dry_run or found.count("refused") or seen not in (None, found.fingerprint):
                raise _NotWritten(found)
    except DataErrors:
        return _with_problems([], problems)
    except _NotWritten as not_written:
        return not_written.found
    return replace(found, written=True)


def _rows(
    connection: Connection,
    file: Opened,
    memorandum: str | None,
    mapping: Mapping | None,
    problems: Problems,
    *,
    full: bool,
) -> list[Incoming]:
    if full or file.table is None:
        return rows_of_export(file, problems)
    return updates(connection, file.table, file.given.name, memorandum, mapping, problems)


def _brought(
    writer: Writer, rows: list[Incoming], author: int | None, now: datetime, file: str, *, full: bool
) -> list[Outcome]:
    bringing = Bringing(writer, now, file)
    if not full:
        return [bringing.update(row, author) for row in rows]
    outcomes = [bringing.entry(row) for row in rows]
    bringing.redact()
    return outcomes


def _names_them_itself() -> TransferRefused:
    return TransferRefused(
        "names_them_itself",
        "Een volledige uitvoer noemt zelf auteurs en memoranda: die kunnen er niet bij gekozen worden.",
        "A full export names authors and memoranda itself: leave out --author and --memorandum.",
    )


class _NotWritten(Exception):
    """Leaves the transaction with nothing written."""

    def __init__(self, found: Imported) -> None:
        super().__init__()
        self.found = found


def _with_problems(outcomes: list[Outcome], problems: Problems) -> Imported:
    wrong = [
        Outcome(error.line, "refused", str(error), error.nl or error.en, error.en, error.column or "")
        for error in problems.errors
    ]
    return Imported(tuple(sorted([*outcomes, *wrong], key=lambda outcome: outcome.line or 0)), written=False)
