"""What makes an SQLite file a backup: a seal, the number of rows and the SHA-256 of each table as it was written.

The log's own hashes cover the entries; the seal covers everything, so that a damaged backup is known as one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from models.search import INDEX

_SEAL = "backup_seal"


class NotABackup(Exception):
    """The file is no backup, or not as it was written; the message says so in one sentence."""


def seal(path: Path) -> None:
    """Turn the store at ``path``, which nobody else uses, into a sealed backup in a single file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        contents = _contents(connection)
        connection.execute("CREATE TABLE backup_seal (name TEXT PRIMARY KEY, rows INTEGER, sha256 TEXT)")
        connection.executemany("INSERT INTO backup_seal VALUES (?, ?, ?)", contents)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """A working copy of the backup at ``path``, its seal checked and taken off; gone afterwards.

    Raises :class:`NotABackup`, and OSError for a file that cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="memorandummonitor-") as folder:
        working_copy = Path(folder) / "backup.sqlite3"
        shutil.copyfile(path, working_copy)
        try:
            with closing(sqlite3.connect(working_copy)) as connection, connection:
                _unseal(connection, path)
        except sqlite3.DatabaseError as error:
            raise NotABackup(f"The file {path} is not a backup, or is damaged: {error}.") from error
        yield working_copy


def _unseal(connection: sqlite3.Connection, path: Path) -> None:
    if _SEAL not in _tables(connection):
        raise NotABackup(f"The file {path} is not a backup: `python app.py backup FILE` makes one.")
    if set(connection.execute("SELECT name, rows, sha256 FROM backup_seal")) != set(_contents(connection)):
        raise NotABackup(f"The backup {path} is damaged: it is not as it was written.")
    connection.execute("DROP TABLE backup_seal")


def _contents(connection: sqlite3.Connection) -> list[tuple[str, int, str]]:
    return [_content(connection, table) for table in _tables(connection) if table != _SEAL]


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold something of their own: not SQLite's, and not those of the index for searching."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    return [name for (name,) in connection.execute(query) if not name.startswith(INDEX)]


def _content(connection: sqlite3.Connection, table: str) -> tuple[str, int, str]:
    count, digest = 0, hashlib.sha256()
    for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name from the schema
        count += 1
        digest.update(json.dumps(row, ensure_ascii=False, default=repr).encode() + b"\n")
    return table, count, digest.hexdigest()
