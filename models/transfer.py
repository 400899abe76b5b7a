"""The log out of the store into a file, and from a file into the log: everything, or after any refusal nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from data.errors import DataErrors, Problems
from models.entries import entries
from models.files import written_whole
from models.log import Writer
from models.people import people, person
from models.store import Store
from models.tables import EntrySource, Redaction
from models.transfer_format import outgoing, write_csv, write_json
from models.transfer_input import MOST_ROWS, TransferRefused, is_full, rows_of_export, text_of, updates
from models.transfer_log import Bringing, Outcome
from models.transfer_rows import Incoming
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
        """How many rows have this ``result``."""
        return sum(outcome.result == result for outcome in self.outcomes)


def export(store: Store, path: Path, *, public: bool) -> Exported:
    """Write the log to ``path``, CSV or JSON by its ending: all of it, or what everyone may see.

    Raises :class:`TransferRefused` for another ending, and OSError.
    """
    kind = _ending(path)
    with store.database.reading() as connection:
        views = entries(connection, role=None if public else Role.ADMIN)
        emails = {} if public else {found.id: found.email for found in people(connection)}
        blanked = _blanked_sources(connection)
    rows = (outgoing(view, emails.get(view.author_id, ""), blanked.get(view.id, 0)) for view in views)
    with written_whole(path, replace=True) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        if kind == ".csv":
            write_csv(file, rows)
        else:
            write_json(file, rows, "public" if public else "all")
    internal = sum(view.visibility is Visibility.INTERNAL for view in views)
    return Exported(len(views) - internal, internal, sum(bool(view.internal_note) for view in views))


def _ending(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in (".csv", ".json"):
        raise TransferRefused(f"The name {path} must end in .csv or .json, which tells the form.")
    return kind


def _blanked_sources(connection: Connection) -> dict[int, int]:
    query = (
        select(EntrySource.entry_id, func.count())
        .join(Redaction, Redaction.entry_id == EntrySource.entry_id)
        .group_by(EntrySource.entry_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def import_file(
    store: Store, path: Path, *, author: str | None = None, memorandum: str | None = None, dry_run: bool = False
) -> Imported:
    """Bring ``path`` into the log: an interface CSV (status updates) or a full export (CSV or JSON).

    ``author`` is the e-mail address of who logs the rows of an interface CSV, ``memorandum`` the one they belong to;
    a full export names both. Raises :class:`TransferRefused` and :class:`Refused` where the file as a whole cannot be
    used, and OSError; what is wrong with a row is its outcome.
    """
    _ending(path)
    text, problems = text_of(path), Problems()
    full = is_full(path, text)
    if full and (author or memorandum):
        raise TransferRefused("A full export names authors and memoranda itself: leave out --author and --memorandum.")
    try:
        with store.appending() as writer:
            rows = (
                rows_of_export(path, text, problems)
                if full
                else updates(writer.connection, text, path.name, memorandum, problems)
            )
            found = _with_problems(_brought(writer, rows, author, store.clock(), full=full), problems)
            if dry_run or found.count("refused"):
                raise _NotWritten(found)
    except DataErrors:
        return _with_problems([], problems)
    except _NotWritten as not_written:
        return not_written.found
    return replace(found, written=True)


def _brought(writer: Writer, rows: list[Incoming], author: str | None, now: datetime, *, full: bool) -> list[Outcome]:
    if len(rows) > MOST_ROWS:
        raise TransferRefused(f"The file has {len(rows)} rows, more than {MOST_ROWS}: import it in parts.")
    bringing = Bringing(writer, now)
    if not full:
        logger = person(writer.connection, author).id if author else None
        return [bringing.update(row, logger) for row in rows]
    outcomes = [bringing.entry(row) for row in rows]
    bringing.redact()
    return outcomes


class _NotWritten(Exception):
    """Leaves the transaction with nothing written."""

    def __init__(self, found: Imported) -> None:
        super().__init__()
        self.found = found


def _with_problems(outcomes: list[Outcome], problems: Problems) -> Imported:
    wrong = [Outcome(error.line, "refused", str(error)) for error in problems.errors]
    return Imported(tuple(sorted([*outcomes, *wrong], key=lambda outcome: outcome.line or 0)), written=False)
