"""What an import is given: a file within limits, as a table of texts in one of the formats, or as JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.columns import Record, records
from data.errors import DataError, Problems, shown
from models import transfer_sheet
from models.transfer_format import INTERFACE, restored
from models.transfer_limits import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Limits,
    TransferRefused,
    too_many_columns,
    too_many_rows,
    within_rows,
)
from models.transfer_rows import Incoming, read_json, read_records
from models.transfer_sheet import Odd

_ONLY_IN_FULL = frozenset({"kind", "refers_to", "visibility"})
_NEEDED = frozenset(INTERFACE) - {"row_id"}
#: What an export is called by, and so what an import takes.
ENDINGS = (".csv", ".xlsx", ".json")
#: So many faults of a file are told at once.
MOST_PROBLEMS = 1000


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was handed in: ``name`` tells its form by its ending and is what messages call it."""

    name: str
    content: bytes

    @property
    def ending(self) -> str:
        """``.csv``, ``.xlsx`` or ``.json``; raises :class:`TransferRefused` for another one."""
        ending = Path(self.name).suffix.lower()
        if ending not in ENDINGS:
            raise TransferRefused(
                "other_ending",
                f"De naam {self.name} moet eindigen op .csv, .xlsx of .json; dat zegt wat voor bestand het is.",
                f"The name {self.name} must end in .csv, .xlsx or .json, which tells the form.",
            )
        return ending


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file, its header first; ``sheet`` is the sheet of a workbook that they stand on."""

    records: tuple[Record, ...]
    sheet: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self.records[0][1]) if self.records else ()

    @property
    def is_full(self) -> bool:
        """Whether this is a full export: it has more columns than the interface has."""
        return not _ONLY_IN_FULL.isdisjoint(self.header)

    @property
    def is_interface(self) -> bool:
        """Whether this is the interface format, as it must be to be imported as it stands."""
        return set(self.header) >= _NEEDED


def read_file(path: Path, limits: Limits) -> Given:
    """The file at ``path``, of which no more is read than may be imported."""
    with path.open("rb") as file:
        return Given(path.name, file.read(limits.size + 1))


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose form is known: its ``table``, None for JSON, and what in it is no well-formed CSV."""

    given: Given
    table: Table | None
    problems: tuple[DataError, ...]
    limits: Limits

    @property
    def is_full(self) -> bool:
        """Whether it holds entries of every kind, with who wrote them: a full export."""
        return self.table is None or self.table.is_full


def opened(given: Given, limits: Limits) -> Opened:
    """Open a file as a table (rows that hold nothing are left out) or as JSON.

    Raises :class:`TransferRefused` for a file that goes beyond the ``limits`` or is not what its name says.
    """
    _check_size(given, limits)
    problems = Problems(MOST_PROBLEMS)
    table = None if given.ending == ".json" else _table(given, limits, problems)
    return Opened(given, table, problems.errors, limits)


def _table(given: Given, limits: Limits, problems: Problems) -> Table:
    if given.ending == ".xlsx":
        found, sheet = transfer_sheet.records_of(given.content, given.name, limits)
        return Table(tuple(_squared(found)), sheet)
    text = text_of(given)
    lines = records(text, given.name, problems, _delimiter(text))
    found = within_rows((record for record in lines if any(map(str.strip, record[1]))), given.name, limits)
    if any(len(cells) > MOST_COLUMNS for _, cells in found):
        raise too_many_columns(given.name)
    return Table(tuple(found))


def _check_size(given: Given, limits: Limits) -> None:
    """Refuse a file that is larger than an import may be."""
    if len(given.content) > limits.size:
        most = limits.size // 2**20
        raise TransferRefused(
            "too_large",
            f"{given.name} is groter dan {most} MiB: voer het in delen in.",
            f"The file {given.name} is larger than {most} MiB: import it in parts.",
        )


def text_of(given: Given) -> str:
    """The content as text: UTF-8, or UTF-16 where it begins by saying so."""
    content = given.content
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TransferRefused(
            "not_utf_8",
            f"{given.name} is op regel {line} geen UTF-8: bewaar het als XLSX of als CSV UTF-8.",
            f"The file {given.name} is not UTF-8 text on line {line}: save it as XLSX or as CSV in UTF-8.",
        ) from error


def _delimiter(text: str) -> str:
    """What divides the columns: the sign that divides the header into most of them. Excel here writes semicolons."""

    def columns(sign: str) -> int:
        try:
            return len(next(csv.reader(text.splitlines()[:1], delimiter=sign), []))
        except csv.Error:
            return 0

    return max((",", ";", "\t"), key=columns)


def _squared(found: Sequence[Record]) -> Iterable[Record]:
    """The records of a sheet, each as wide as its header: a sheet ends a row with its last cell that is not empty."""
    width = len(found[0][1]) if found else 0
    while width and not found[0][1][width - 1]:
        width -= 1
    for number, cells in found:
        filled = list(cells)
        while len(filled) > width and not filled[-1]:
            filled.pop()
        yield number, filled + [""] * (width - len(filled))


def sound_records(table: Table, file: str, used: Sequence[str], problems: Problems) -> list[Record]:
    """The records whose cells are what they seem, harmless forms undone; the others are problems.

    Only the cells of the columns ``used`` are looked at. A number such as 4.1 is not told here: see :func:`updates`.
    """
    names = table.header
    sound: list[Record] = [(table.records[0][0], names)] if table.records else []
    for line, cells in table.records[1:]:
        faults = [
            (name, cell, fault)
            for name, cell in zip(names, cells, strict=False)
            if name in used and (fault := _fault(cell)) is not None
        ]
        for name, cell, (expected, nl) in faults:
            problems.add(file, line, name, expected, shown(cell), nl)
        if not faults:
            sound.append((line, [cell if isinstance(cell, Odd) else restored(cell) for cell in cells]))
    return sound


def _fault(cell: str) -> tuple[str, str] | None:
    if isinstance(cell, Odd) and cell.why == "formula":
        return "a value; this is a formula: paste the values", "een waarde; dit is een formule: plak de waarden"
    if isinstance(cell, Odd) and cell.why == "error":
        return "a value; this is an error of the spreadsheet", "een waarde; dit is een fout van het rekenblad"
    if len(cell) > LONGEST_CELL:
        return f"at most {LONGEST_CELL} characters", f"hoogstens {LONGEST_CELL} tekens"
    return None


def rows_of_export(file: Opened, problems: Problems) -> list[Incoming]:
    """The rows of a full export."""
    name = file.given.name
    if file.table is None:
        rows = read_json(text_of(file.given), name, problems)
        if len(rows) > file.limits.rows:
            raise too_many_rows(name, file.limits)
        return rows
    return read_records(sound_records(file.table, name, file.table.header, problems), name, problems)


_COLUMNS = {"request": "request_id", "precision": "date_precision", "name": "author"}


def column_of(field: str | None, *, full: bool) -> str:
    """The column in which a field of a draft stands, in a ``full`` export or in an interface table."""
    if field == "sources" and not full:
        return "source_url"
    return _COLUMNS.get(field or "", field or "")
