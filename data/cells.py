"""The kinds of cell: each function gives a cell its value, or raises ``CellError`` with what it should have held.

The makers (``one_of``, ``many``, ``maybe`` and so on) return such a function.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

#: Control and surrogate characters and the separators that some programs take for the end of a line.
_REFUSED = frozenset({"Cc", "Cs", "Zl", "Zp"})


class CellError(ValueError):
    """A cell does not hold what its column holds; the message says what that is."""


def text(cell: str) -> str:
    """One line of text."""
    return _words(cell, "a text on one line", "")


def prose(cell: str) -> str:
    """Text that may run over several lines."""
    return _words(cell, "a text", "\n")


def points(cell: str) -> tuple[str, ...]:
    """One text a line."""
    return tuple(text(line) for line in prose(cell).split("\n"))


def day(cell: str) -> date:
    """A date as ISO 8601 has it, written in full."""
    try:
        return date.fromisoformat(matching(r"\d{4}-\d\d-\d\d", "")(cell))
    except ValueError as error:
        raise CellError("a day that exists, written like 2023-03-31") from error


def number(low: int, high: int) -> Callable[[str], int]:
    """A whole number from ``low`` to ``high``."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"[0-9]{1,4}", cell) or not low <= int(cell) <= high:
            raise CellError(f"a whole number from {low} to {high}")
        return int(cell)

    return read


def weight(cell: str) -> Decimal:
    """A weight in the progress index."""
    return Decimal(matching(r"0(\.[0-9]{1,4})?|1(\.0{1,4})?", "a weight from 0 to 1, such as 0.3")(cell))


def yes_or_no(cell: str) -> bool:
    """``true`` or ``false``."""
    return one_of(("true", "false"))(cell) == "true"


def url(cell: str) -> str:
    """An absolute web address, nothing that a browser would run."""
    try:
        parts = urlsplit(cell)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or not re.fullmatch(r"[^\s\"'<>\\^`{|}\x00-\x1f\x7f]+", cell):
        raise CellError("a web address that begins with https:// or http://")
    return cell


def matching(pattern: str, expected: str) -> Callable[[str], str]:
    """A text that matches ``pattern`` as a whole."""

    def read(cell: str) -> str:
        if not re.fullmatch(pattern, cell, re.ASCII):
            raise CellError(expected)
        return cell

    return read


def one_of(codes: Collection[str], what: str = "") -> Callable[[str], str]:
    """One of the ``codes``; ``what`` describes them where they are too many to list."""

    def read(cell: str) -> str:
        if cell not in codes:
            raise CellError(what or f"one of {', '.join(codes)}")
        return cell

    return read


def many(read_one: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Values separated by a semicolon, each of them once."""

    def read(cell: str) -> tuple[T, ...]:
        values = tuple(read_one(part) for part in cell.split(";"))
        if len(set(values)) < len(values):
            raise CellError("each value once, separated by ;")
        return values

    return read


def maybe(read_filled: Callable[[str], T], empty: T | None = None) -> Callable[[str], T | None]:
    """What ``read_filled`` reads, or ``empty`` where the cell is."""
    return lambda cell: read_filled(cell) if cell else empty


def _words(cell: str, expected: str, allowed: str) -> str:
    if not cell:
        raise CellError(expected)
    if cell != cell.strip():
        raise CellError(f"{expected} without spaces around it")
    if any(unicodedata.category(sign) in _REFUSED and sign not in allowed for sign in cell):
        raise CellError(f"{expected} without control characters")
    return cell
