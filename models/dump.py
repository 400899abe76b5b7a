"""Everything that is public as tables, and those tables as an SQLite file.

What is written here comes from readings of the store, as anybody can ask for them: never from its tables. It depends on
the public record alone, not on the day: the same record gives the same rows, and the same bytes.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from models.entries import EntryView
from models.query_values import instant_text
from models.reading import Reading
from models.settings import ROOT

Row = tuple[Any, ...]

#: Where files that were written are kept; instead, on a disk that cannot be written.
FOLDER = ROOT / "var" / "dumps"
INSTEAD = Path(tempfile.gettempdir()) / f"memorandummonitor-{os.getuid()}"

#: Entries read at a time.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, SQLite's type for it, what it means, and whether its words are the publisher's, quoted."""

    name: str
    kind: str
    meaning: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``key`` names the fields that identify a row, ``rows`` makes them, plain values in order."""

    name: str
    meaning: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: Callable[[Sequence[Reading]], Iterator[Row]]


def text(name: str, meaning: str, *, quoted: bool = False) -> Field:
    """A field of words."""
    return Field(name, "TEXT", meaning, quoted)


def whole(name: str, meaning: str) -> Field:
    """A field of whole numbers or truth values."""
    return Field(name, "INTEGER", meaning)


def plain(value: Any) -> Any:
    """A value as it stands in a dump: days and moments as ISO text, numbers as numbers, missing as None."""
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, str):
        return str(value)
    return None if value is None or value is pd.NaT or value != value else value


def records(name: str, fields: Sequence[Field]) -> Callable[[Sequence[Reading]], Iterator[Row]]:
    """The rows of a part of the catalogue (``requests``); a field ``memorandum`` is that of the reading."""

    def rows(readings: Sequence[Reading]) -> Iterator[Row]:
        for reading in readings:
            of_all = {"memorandum": reading.query.memorandum}
            for record in getattr(reading.catalogue, name):
                yield tuple(
                    of_all[field.name] if field.name in of_all else plain(getattr(record, field.name))
                    for field in fields
                )

    return rows


def shared(name: str, fields: Sequence[Field]) -> Callable[[Sequence[Reading]], Iterator[Row]]:
    """The rows of what all memoranda have in common, as of the newest one."""
    return lambda readings: records(name, fields)(readings[-1:])


def entries(reading: Reading) -> Iterator[EntryView]:
    """Every public entry, in the order recorded, a part of the log at a time."""
    for first in range(1, reading.version.entries + 1, _CHUNK):
        yield from reading.entries(range(first, min(first + _CHUNK, reading.version.entries + 1)))


def write_sqlite(path: Path, tables: Sequence[Table], readings: Sequence[Reading], meta: Mapping[str, Any]) -> None:
    """Write the tables into a new SQLite file at ``path``, and ``meta`` as a table of names and values."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        for table in tables:
            columns = ", ".join(f'"{field.name}" {field.kind}' for field in table.fields)
            key = ", ".join(f'"{name}"' for name in table.key)
            connection.execute(f'CREATE TABLE "{table.name}" ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID')
            places = ", ".join("?" * len(table.fields))
            rows = (tuple(map(_stored, row)) for row in table.rows(readings))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows)  # noqa: S608 - our own names
        connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        told = {name: value if isinstance(value, str) else json.dumps(value) for name, value in meta.items()}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", told.items())
        connection.commit()
        connection.execute("VACUUM")


def folder() -> Path:
    """Where files are kept; PermissionError where somebody else of this machine took the only place there is."""
    with suppress(OSError):
        FOLDER.mkdir(parents=True, exist_ok=True)
        if os.access(FOLDER, os.W_OK):
            return FOLDER
    INSTEAD.mkdir(mode=0o700, exist_ok=True)
    if not _is_ours(INSTEAD):
        raise PermissionError(f"{INSTEAD} belongs to somebody else")
    return INSTEAD


def forget() -> None:
    """Throw away every file that is kept: words in them had to go. Whoever is reading one keeps it open."""
    for place in (FOLDER, INSTEAD):
        if _is_ours(place):
            for path in place.iterdir():
                with suppress(OSError):
                    path.unlink()


def _is_ours(place: Path) -> bool:
    return place.is_dir() and place.lstat().st_uid == os.getuid()


def _stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, list) else value


def described(tables: Iterable[Table]) -> Iterator[tuple[Table, Field]]:
    """Every field with its table, in order."""
    return ((table, field) for table in tables for field in table.fields)
