"""Reading a workbook (XLSX) as a table of texts, within limits: it is a ZIP file of XML, and may be made to harm."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from typing import Any
from xml.sax.handler import ContentHandler

from defusedxml import sax
from openpyxl import DEFUSEDXML, load_workbook

from data.columns import Record
from models.transfer_limits import MOST_COLUMNS, Limits, TransferRefused, too_many_columns, within_rows

_MOST_PARTS = 1000
_DEEPEST = 100
_MOST_OF_ROW = 10_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TO_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_DECIMALS = re.compile(r"0\.(0+)")

if not DEFUSEDXML:  # with it openpyxl refuses XML that unfolds into gigabytes
    raise ImportError("The package defusedxml is missing.")


class Odd(str):
    """A cell that is no text in the workbook, where reading it as one could say something else.

    ``why``: ``formula``, ``error`` or ``fraction`` (a number such as 4.1, which may stand for the code 4.10).
    """

    __slots__ = ("why",)
    why: str

    def __new__(cls, text: str, why: str) -> Odd:
        """``text`` is how the cell shows."""
        made = super().__new__(cls, text)
        made.why = why
        return made


def records_of(content: bytes, name: str, limits: Limits) -> tuple[list[Record], str]:
    """The rows of the first sheet by number, and what that sheet is called; rows without content are left out.

    Raises :class:`TransferRefused` for what is no workbook, is damaged, or goes beyond the ``limits``.
    """
    _check_size(content, name, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl cannot keep of a workbook is nothing we need
            with closing(load_workbook(io.BytesIO(content), read_only=True, keep_links=False)) as book:
                sheet = next(iter(book.worksheets), None)
                if sheet is None:
                    raise TransferRefused("no_sheet", f"{name} heeft geen werkblad.", f"{name} has no sheet.")
                return within_rows(_records(sheet, name), name, limits), str(sheet.title)
    except TransferRefused:
        raise
    except Exception as error:  # a hostile workbook makes the library fail in any of many ways
        raise _damaged(name) from error


def _check_size(content: bytes, name: str, limits: Limits) -> None:
    """Refuse what unfolds to more than the limits: of each part no more is ever read than it declares here."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TransferRefused(
            "protected",
            f"{name} is een oud XLS-bestand of is beveiligd met een wachtwoord: bewaar het als gewoon XLSX-bestand.",
            f"{name} is an old XLS file or is protected by a password: save it as a plain XLSX file.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > limits.expanded or len(parts) > _MOST_PARTS:
                raise _unfolds(name)
            counting = _Counting(name, limits)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        sax.parse(file, counting)
    except TransferRefused:
        raise
    except Exception as error:  # as below
        raise _damaged(name) from error


class _Counting(ContentHandler):
    """Counts elements: small ones take little room in a file and much in memory."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__()
        self._name, self._left = name, limits.elements
        self._depth, self._row_at, self._row_left = 0, 0, _MOST_OF_ROW

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - the interface of xml.sax
        """One more, one deeper."""
        self._left, self._depth = self._left - 1, self._depth + 1
        if name.rpartition(":")[2] == "row":
            self._row_at, self._row_left = self._depth, _MOST_OF_ROW
        elif self._row_at:
            self._row_left -= 1
        if self._left < 0 or self._row_left < 0 or self._depth > _DEEPEST:
            raise _unfolds(self._name)

    def endElement(self, name: str) -> None:  # noqa: N802
        """One less deep."""
        if self._depth == self._row_at:
            self._row_at = 0
        self._depth -= 1


def _unfolds(name: str) -> TransferRefused:
    return TransferRefused(
        "too_large_expanded",
        f"{name} wordt te groot als het uitgepakt wordt: voer het in delen in.",
        f"{name} becomes too large when it is expanded: import it in parts.",
    )


def _damaged(name: str) -> TransferRefused:
    return TransferRefused(
        "not_a_workbook",
        f"{name} is geen XLSX-bestand of is beschadigd: open het in een rekenblad en bewaar het opnieuw als XLSX.",
        f"{name} is not an XLSX file or is damaged: open it in a spreadsheet and save it as XLSX again.",
    )


def _records(sheet: Any, name: str) -> Iterator[Record]:
    sheet.reset_dimensions()  # what a sheet says about its size need not be so
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
        if any(cell.value is not None for cell in row[MOST_COLUMNS:]):
            raise too_many_columns(name)
        if any(cells):
            yield number, cells


def _text(cell: Any) -> str:
    """How a cell shows in a table of texts."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        return Odd(str(value), "formula" if cell.data_type == "f" else "error")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value, cell)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return unescaped(str(value))


def _number(value: float, cell: Any) -> str:
    if value.is_integer():
        return str(int(value))
    decimals = _DECIMALS.fullmatch(cell.number_format or "")
    return f"{value:.{len(decimals[1])}f}" if decimals else Odd(repr(value), "fraction")


def escaped(text: str) -> str:
    """``text`` as a cell of a workbook holds it: what XML cannot hold is written as ``_x001F_``."""
    return _TO_ESCAPE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text before :func:`escaped`, with line breaks as everywhere else."""
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text).replace("\r\n", "\n")
