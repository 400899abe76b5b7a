"""How much an import may be, and how it is refused as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from data.columns import Record

MOST_COLUMNS = 200
LONGEST_CELL = 131_072


class TransferRefused(Exception):
    """The file as a whole cannot be used: ``code`` for machines, a sentence nl and en."""

    def __init__(self, code: str, nl: str, en: str) -> None:
        super().__init__(en)
        self.code, self.nl, self.en = code, nl, en


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file in bytes, what a workbook may unfold to, in bytes and in elements of XML, and the most rows."""

    size: int
    expanded: int
    elements: int
    rows: int


#: Whoever has the command line has the whole machine; the limits are against mistakes.
BY_COMMAND = Limits(size=64 * 2**20, expanded=1024 * 2**20, elements=30_000_000, rows=100_000)
#: A browser's import is answered while others log and read.
IN_BROWSER = Limits(size=8 * 2**20, expanded=64 * 2**20, elements=1_500_000, rows=5_000)


def within_rows(records: Iterable[Record], name: str, limits: Limits) -> list[Record]:
    """The records of a table, its header among them; raises :class:`TransferRefused` as soon as there are too many."""
    found = list(islice(records, limits.rows + 2))
    if len(found) > limits.rows + 1:
        raise too_many_rows(name, limits)
    return found


def too_many_rows(name: str, limits: Limits) -> TransferRefused:
    """A table that is longer than an import may be."""
    return TransferRefused(
        "too_many_rows",
        f"{name} heeft meer dan {limits.rows} rijen: voer het in delen in.",
        f"{name} has more than {limits.rows} rows: import it in parts.",
    )


def too_many_columns(name: str) -> TransferRefused:
    """A table that is wider than any of ours could be."""
    return TransferRefused(
        "too_many_columns",
        f"{name} heeft meer dan {MOST_COLUMNS} kolommen: laat weg wat niet ingevoerd wordt.",
        f"{name} has more than {MOST_COLUMNS} columns: leave out what is not to be imported.",
    )
