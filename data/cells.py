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
#: Characters that nobody sees and that can hide what a text says, or be all of it: controls but line breaks and tabs,
#: lone surrogates, marks of direction, spaces of no width, invisible letters and what is no character.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


class CellError(ValueError):
    """A cell does not hold what its column holds; the message says what that is, ``nl`` in Dutch (empty: not told)."""

    def __init__(self, expected: str, nl: str = "") -> None:
        super().__init__(expected)
        self.nl = nl


def text(cell: str) -> str:
    """One line of text."""
    return _words(cell, "a text on one line", "een tekst op één regel", "")


def prose(cell: str) -> str:
    """Text that may run over several lines."""
    return _words(cell, "a text", "een tekst", "\n")


def points(cell: str) -> tuple[str, ...]:
    """One text a line."""
    return tuple(text(line) for line in prose(cell).split("\n"))


def day(cell: str) -> date:
    """A date as ISO 8601 has it, written in full."""
    try:
        return date.fromisoformat(matching(r"\d{4}-\d\d-\d\d", "")(cell))
    except ValueError as error:
        raise CellError(
            "a day that exists, written like 2023-03-31", "een bestaande dag, geschreven als 2023-03-31"
        ) from error


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
        raise CellError(
            "a web address that begins with https:// or http://", "een webadres dat met https:// of http:// begint"
        )
    if parts.username is not None:
        raise CellError("a web address without a user name in it", "een webadres zonder gebruikersnaam erin")
    return cell


def matching(pattern: str, expected: str, nl: str = "") -> Callable[[str], str]:
    """A text that matches ``pattern`` as a whole."""

    def read(cell: str) -> str:
        if not re.fullmatch(pattern, cell, re.ASCII):
            raise CellError(expected, nl)
        return cell

    return read


def one_of(codes: Collection[str], what: str = "", nl: str = "") -> Callable[[str], str]:
    """One of the ``codes``; ``what`` describes them, ``nl`` in Dutch, where they are too many to list."""

    def read(cell: str) -> str:
        if cell not in codes:
            listed = ", ".join(codes)
            raise CellError(what or f"one of {listed}", nl or ("" if what else f"een van {listed}"))
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


def _words(cell: str, expected: str, nl: str, allowed: str) -> str:
    if not cell:
        raise CellError(expected, nl)
    if cell != cell.strip():
        raise CellError(f"{expected} without spaces around it", f"{nl} zonder spaties ervoor of erachter")
    if any(unicodedata.category(sign) in _REFUSED and sign not in allowed for sign in cell):
        raise CellError(f"{expected} without control characters", f"{nl} zonder stuurtekens")
    if hidden := HIDDEN.search(cell):
        sign = f"U+{ord(hidden[0]):04X}"
        raise CellError(
            f"{expected} without characters that nobody sees, such as {sign}",
            f"{nl} zonder tekens die niemand ziet, zoals {sign}",
        )
    return cell
