"""Tables as typed columns: what a CSV file must look like, and the one function that reads them all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.cells import CellError
from data.errors import Problems, shown


@dataclass(frozen=True, slots=True)
class Column:
    """A named column: ``parse`` gives a cell its value or raises ``CellError``.

    ``field`` is the name of the value in the record, where it differs from the header. A column that is not
    ``required`` may be absent from a file; its cells are then read as empty ones.
    """

    name: str
    parse: Callable[[str], Any]
    field: str = ""
    required: bool = True

    @property
    def key(self) -> str:
        """The name under which a row holds the value."""
        return self.field or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file in any order, and the fields that together name a row (a name of only None is none)."""

    columns: tuple[Column, ...]
    unique: tuple[str, ...]

    def header_of(self, field: str) -> str:
        """The column's name in the file."""
        return next(column.name for column in self.columns if column.key == field)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its values by field, and the line of the file on which it begins."""

    line: int
    values: dict[str, Any]

    def __getitem__(self, field: str) -> Any:
        return self.values[field]


def load(path: Path, table: Table, problems: Problems) -> list[Row]:
    """The rows of the file at ``path``; a file that is missing or not UTF-8 is a problem and has no rows."""
    try:
        content = path.read_bytes()
    except OSError as error:
        problems.add(path.name, None, None, "a readable file", error.strerror or type(error).__name__)
        return []
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.add(path.name, line, None, "text in UTF-8", f"the byte 0x{content[error.start]:02X}")
        return []
    return parse(text, path.name, table, problems)


Record = tuple[int, Sequence[str]]


def parse(text: str, file: str, table: Table, problems: Problems) -> list[Row]:
    """The rows of a CSV text that hold what ``table`` says; all others become problems. A BOM is ignored."""
    return parse_records(records(text.removeprefix("\ufeff"), file, problems), file, table, problems)


def parse_records(found: Iterable[Record], file: str, table: Table, problems: Problems) -> list[Row]:
    """As :func:`parse`, of records read already: the line on which each begins and its cells, the header first."""
    remaining = iter(found)
    line, header = next(remaining, (1, []))
    if not _header_fits(header, line, file, table, problems):
        return []
    rows = [row for line, cells in remaining if (row := _row(cells, header, line, file, table, problems))]
    _refuse_doubles(rows, file, table, problems)
    return rows


def records(text: str, file: str, problems: Problems, delimiter: str = ",") -> Iterator[Record]:
    """Each record of a CSV text with the line on which it begins: the reader itself only knows where it ended."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.add(file, line, None, "well-formed CSV", str(error), "goed gevormde CSV")
            return
        if cells:
            yield line, cells


_HEADER = (
    ("this column once", "deze kolom één keer"),
    ("this column", "deze kolom"),
    ("only columns that belong here", "alleen kolommen die hier horen"),
)


def _header_fits(header: Sequence[str], line: int, file: str, table: Table, problems: Problems) -> bool:
    known = {column.name: column.required for column in table.columns}
    once, one, only = _HEADER
    faults = [(name, once, "it more than once") for name in known if header.count(name) > 1]
    faults += [(name, one, "no such column") for name in known if known[name] and name not in header]
    faults += [(name, only, "this one") for name in header if name not in known]
    if len(header) == 1 and ";" in header[0]:
        faults = [("", ("columns separated by commas", ""), shown(header[0]))]
    for name, (expected, nl), found in faults:
        problems.add(file, line, name or None, expected, found, nl)
    return not faults


def _row(
    cells: Sequence[str], header: Sequence[str], line: int, file: str, table: Table, problems: Problems
) -> Row | None:
    if len(cells) != len(header):
        problems.add(file, line, None, f"{len(header)} cells", str(len(cells)), f"{len(header)} cellen")
        return None
    written = dict(zip(header, cells, strict=True))
    values = {}
    for column in table.columns:
        cell = written.get(column.name, "").replace("\r\n", "\n")
        try:
            values[column.key] = column.parse(cell)
        except CellError as error:
            problems.add(file, line, column.name, str(error), shown(cell), error.nl)
    return Row(line, values) if len(values) == len(table.columns) else None


def _refuse_doubles(rows: Iterable[Row], file: str, table: Table, problems: Problems) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        name = tuple(row[field] for field in table.unique)
        if not any(part is not None for part in name):
            continue
        if name in first:
            column = " and ".join(map(table.header_of, table.unique))
            again = " ".join(map(str, name))
            found = f"{shown(again)} as on line {first[name]}"
            problems.add(file, row.line, column, "each value once", found, "elke waarde één keer")
        first.setdefault(name, row.line)
