"""Copying a whole store, between engines or into a backup file: every row as it is, and the proof that it is.

One mechanism for ``backup``, ``restore`` and ``copy``: read at one consistent snapshot, write in one transaction into
an empty store, table by table in the order of their keys, then read back what was written and compare.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Row, String, Table, func, insert, select, text

from models import backup_file
from models.database import Database
from models.engines import StoreUnavailable
from models.files import written_whole
from models.tables import Base, Entry
from models.verification import Verdict, verify

_BATCH = 1000


class CopyRefused(Exception):
    """Nothing was copied; the message says in one sentence why."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and the SHA-256 of all of them in the order of their keys."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Copied:
    """The proof: what every table holds, read back from the copy and equal to the original; and its verdict."""

    tables: Mapping[str, Content]
    verdict: Verdict


def copy(source: Database, target: Database) -> Copied:
    """Copy a sound record into an empty store with this release's tables; ids, moments and hashes stay as they are.

    Raises :class:`CopyRefused` with nothing written where the target holds something or the record is not sound.
    """
    return _copy(source, target, only_sound=True)


def backup(source: Database, path: Path) -> Copied:
    """Write a consistent copy of a store in use to a new file at ``path``, readable by its owner only.

    A record that is not sound is copied too, for there may be nothing better: look at the verdict.
    Raises FileExistsError for a ``path`` that is taken, and other OSErrors.
    """
    with written_whole(path, replace=False) as unfinished:
        target = Database(URL.create("sqlite", database=str(unfinished)))
        try:
            target.prepare()
            copied = _copy(source, target, only_sound=False)
        finally:
            target.close()
        backup_file.seal(unfinished)
    return copied


def restore(path: Path, target: Database) -> Copied:
    """Copy the backup at ``path`` into an empty store; one of an earlier release is brought up to date on the way.

    Raises :class:`~models.backup_file.NotABackup`, also for one that is damaged, :class:`StoreUnavailable` for one that
    a newer release wrote, :class:`CopyRefused`, and OSError.
    """
    with backup_file.opened(path) as unsealed:
        source = Database(URL.create("sqlite", database=str(unsealed)))
        try:
            source.prepare()
            return _copy(source, target, only_sound=True)
        except StoreUnavailable as error:
            raise StoreUnavailable(str(error).replace(f"The store {unsealed}", f"The backup {path}")) from error
        finally:
            source.close()


def _copy(source: Database, target: Database, *, only_sound: bool) -> Copied:
    with source.reading() as original, target.appending() as written:
        _require_empty(target, written)
        expected = {table.name: _copy_table(table, original, written) for table in _lasting()}
        found = {table.name: _content(_rows(table, written)) for table in _lasting()}
        if differing := [name for name in expected if expected[name] != found[name]]:
            raise CopyRefused(f"The copy of {', '.join(differing)} does not equal the original; nothing was written.")
        verdict = verify(written)
        if only_sound and not verdict.sound:
            raise CopyRefused(f"The record is not sound, so nothing was written: {verdict.problems[0]}")
        return Copied(found, verdict)


def _lasting() -> list[Table]:
    """What belongs to the record; who is signed in at this moment does not."""
    return [table for table in Base.metadata.sorted_tables if not table.info.get("passing")]


def _require_empty(target: Database, connection: Connection) -> None:
    for table in _lasting():
        if connection.execute(select(table).limit(1)).first() is not None:
            raise CopyRefused(f"The store {target.name} is not empty: copying into it would mix two records.")


def _copy_table(table: Table, original: Connection, written: Connection) -> Content:
    def passed_on() -> Iterator[Sequence[Row[Any]]]:
        for batch in _rows(table, original):
            written.execute(insert(table), [dict(row._mapping) for row in batch])
            yield batch

    content = _content(passed_on())
    if written.dialect.name == "postgresql":
        _continue_numbering(table, written)
    return content


def _rows(table: Table, connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    """All rows in batches, in an order that is the same on both engines and in which a row only refers back."""
    query = select(table).order_by(*_order(table, "C" if connection.dialect.name == "postgresql" else "BINARY"))
    return connection.execute(query, execution_options={"stream_results": True}).partitions(_BATCH)


def _order(table: Table, collation: str) -> list[ColumnElement[Any]]:
    if table is Entry.__table__:
        return [func.abs(table.c.id), table.c.id]
    return [
        column.collate(collation) if isinstance(column.type, String) else column for column in table.primary_key.columns
    ]


def _content(batches: Iterator[Sequence[Row[Any]]]) -> Content:
    count, digest = 0, hashlib.sha256()
    for batch in batches:
        count += len(batch)
        for row in batch:
            digest.update(json.dumps(tuple(row), default=str, ensure_ascii=False).encode() + b"\n")
    return Content(count, digest.hexdigest())


def _continue_numbering(table: Table, connection: Connection) -> None:
    """Let PostgreSQL's own numbering go on after the ids that were copied; SQLite does so by itself."""
    for column in table.primary_key.columns:
        names = {"table": table.name, "column": column.name}
        sequence = connection.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), names).scalar_one()
        highest = connection.execute(select(func.max(column))).scalar_one() if sequence else None
        if highest is not None:
            connection.execute(select(func.setval(sequence, highest)))
