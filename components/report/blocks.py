"""What a report is made of: headings, paragraphs, lists, pictures, and tables whose cells keep their type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Literal, TypeAlias

from components.text import Text, day, number, percent, signed, whole_percent
from components.tree import Node

INTERNAL = Text("Intern", "Internal")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as exactly as it is known: ``day``, ``month`` or ``year``."""

    day: date
    precision: str = "day"

    def told(self, lang: str) -> str:
        """As people read it."""
        return day(self.day, self.precision, lang)


@dataclass(frozen=True, slots=True)
class Marked:
    """A status: its code, which has a colour, and its label."""

    code: str
    label: str

    def told(self, lang: str) -> str:
        """As people read it."""
        return self.label


@dataclass(frozen=True, slots=True)
class Linked:
    """Words that lead to an address."""

    words: str
    href: str

    def told(self, lang: str) -> str:
        """As people read it."""
        return self.words


@dataclass(frozen=True, slots=True)
class Internal:
    """Words for signed-in people only; always marked as such."""

    words: str

    def told(self, lang: str) -> str:
        """As people read it."""
        return f"{INTERNAL[lang]}: {self.words}"


@dataclass(frozen=True, slots=True)
class Cited:
    """The numbers of sources in the annex."""

    numbers: tuple[int, ...]

    def told(self, lang: str) -> str:
        """As people read it."""
        return ", ".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True)
class Share:
    """A share of 1, written as whole percent."""

    share: float

    def told(self, lang: str) -> str:
        """As people read it."""
        return percent(self.share, lang)


@dataclass(frozen=True, slots=True)
class Index:
    """A progress index between 0 and 1, written from 0 to 100."""

    index: float

    def told(self, lang: str) -> str:
        """As people read it."""
        return number(whole_percent(self.index), lang)


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of counts, written with its sign."""

    by: int

    def told(self, lang: str) -> str:
        """As people read it."""
        return signed(self.by, lang)


#: A cell; an int is a count, None has nothing to say.
Value: TypeAlias = str | int | Dated | Marked | Linked | Internal | Cited | Share | Index | Change | None


@dataclass(frozen=True, slots=True)
class Column:
    """The header of a column and how wide it is beside the others; ``beside`` puts its cells under the one before."""

    label: str
    width: float = 1.0
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with a cell per column; the first column names the row. ``sheet`` is its name in a workbook.

    ``only_sheet``: too long to read, so it stands in the workbook alone. ``empty``: what is said where it has no rows.
    ``cited``: the first column holds the numbers of sources, to which citations lead. ``grouped``: the first column
    says what rows belong together; where the table is read it stands above them, and the second one names the row.
    """

    sheet: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty: str = ""
    only_sheet: bool = False
    cited: bool = False
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 begins a part, and a new sheet of paper where ``fresh``."""

    words: str
    level: int = 1
    fresh: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``tone`` is ``lead``, ``small``, ``notice`` or ``internal``, empty for running text."""

    words: str
    tone: Literal["", "lead", "small", "notice", "internal"] = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; an item is the values that follow each other in it."""

    items: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Questions with the figure that answers each, its unit and what it means."""

    figures: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: ``drawn`` for pages, ``svg`` for paper with its numbers in words, and its finding."""

    title: str
    drawn: Node
    svg: str
    alternative: str
    finding: str


Block: TypeAlias = Heading | Paragraph | Items | Figures | Picture | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A report: its language, title, what it is the state of, and its blocks.

    ``draft``: the meeting is not closed yet. ``known_at`` is the moment whose knowledge it holds. ``foot`` stands on
    every sheet.
    """

    lang: str
    title: str
    subtitle: str
    draft: bool
    known_at: datetime
    foot: str
    blocks: tuple[Block, ...]

    def tables(self) -> Iterator[Table]:
        """The tables, in their order."""
        return (block for block in self.blocks if isinstance(block, Table))


def words_of(value: Value, lang: str) -> str:
    """A cell as people read it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return number(value, lang) if isinstance(value, int) else value.told(lang)


def groups(table: Table) -> list[list[int]]:
    """The places of the columns that share a cell where the table is read: each with those ``beside`` it."""
    found: list[list[int]] = []
    for place, column in list(enumerate(table.columns))[table.grouped :]:
        if column.beside:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def bodies(table: Table) -> list[tuple[str, list[tuple[Value, ...]]]]:
    """The rows as they are read: those that belong together under their name; all under none where none is grouped."""
    if not table.grouped:
        return [("", list(table.rows))]
    return [(str(name), list(rows)) for name, rows in groupby(table.rows, key=lambda row: row[0])]


def is_number(table: Table, place: int) -> bool:
    """Whether a column holds numbers, which are read from the right."""
    return any(isinstance(row[place], int | Share | Index | Change) for row in table.rows)
