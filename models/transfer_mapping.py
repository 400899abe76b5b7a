"""Tables of others as interface tables: which of their columns is which of ours, and how they may write a value.

What cannot be read is left as it stands: the checks of the interface then say what they expected.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_month_names

from data.checks import last_day
from data.columns import Record
from models.catalogue import Catalogue
from models.transfer_format import INTERFACE
from models.transfer_input import Table
from models.transfer_limits import TransferRefused
from models.transfer_sheet import Odd

#: Without one of these a row says nothing that could be logged.
NEEDED = ("request_id", "government", "effective_date", "status")
_PRECISIONS = ("day", "month", "year")
#: What others call our columns, as :func:`_plain` makes it.
_CALLED = {
    "row_id": ("rowid", "rijid", "kenmerk", "id", "reference"),
    "request_id": ("requestid", "request", "vraag", "vraagnummer", "vraagnr", "nummervraag", "code", "nr", "nummer"),
    "government": ("government", "overheid", "bestuursniveau", "niveau", "gericht", "gerichtaan", "addressee"),
    "effective_date": ("effectivedate", "datum", "date", "datumfeit", "wanneer"),
    "date_precision": ("dateprecision", "precisie", "nauwkeurigheid", "precision"),
    "status": ("status", "stand", "standvanzaken", "toestand", "state"),
    "note_nl": ("notenl", "nota", "notitie", "toelichting", "omschrijving", "beschrijving", "note", "opmerking"),
    "note_en": ("noteen", "notaen", "notitieengels", "english", "noteenglish"),
    "source_title": ("sourcetitle", "brontitel", "titelbron", "titelvandebron", "bron", "source"),
    "source_url": ("sourceurl", "bronurl", "url", "link", "webadres", "adresbron", "hyperlink"),
    "source_publisher": ("sourcepublisher", "uitgever", "bronuitgever", "publisher", "wie"),
    "source_date": ("sourcedate", "brondatum", "datumbron", "datumvandebron", "publicatiedatum"),
    "confidence": ("confidence", "zekerheid", "betrouwbaarheid"),
    "second_reading": ("secondreading", "tweedelezing", "tweedelezer"),
}
_CHOICES = {
    "date_precision": {"dag": "day", "maand": "month", "jaar": "year"},
    "confidence": {"hoog": "high", "gemiddeld": "medium", "midden": "medium", "laag": "low"},
    "second_reading": {"gevonden": "verified", "nagekeken": "verified", "nietgevonden": "not_found"},
}
_REQUEST = re.compile(r"(?:vraag|request)?\s*(\d{1,2}\.\d{1,2}(?:\.[a-z])?)(?![\w.])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column of a file stands for which of the interface (``columns``), and what is the same in every row

    (``fixed``); both by the name of the interface's column.
    """

    columns: Dict[str, str]
    fixed: Dict[str, str]

    def check(self, header: Sequence[str]) -> None:
        """Raise :class:`TransferRefused` where this does not fit a file with that ``header``, or lacks something."""
        for name in (*self.columns, *self.fixed):
            if name not in INTERFACE:
                raise TransferRefused(
                    "unknown_column",
                    f"Er is geen kolom {name} om in te voeren.",
                    f"There is no column {name} to import.",
                )
        for name, column in self.columns.items():
            if list(header).count(column) != 1:
                raise TransferRefused(
                    "no_such_column",
                    f"Het bestand heeft niet precies één kolom “{column}” (voor {name}).",
                    f"The file does not have exactly one column “{column}” (for {name}).",
                )
        missing = [name for name in NEEDED if name not in self.columns and not self.fixed.get(name)]
        if missing:
            raise TransferRefused(
                "column_missing",
                f"Zeg welke kolom of welke vaste waarde staat voor: {', '.join(missing)}.",
                f"Say which column or which fixed value stands for: {', '.join(missing)}.",
            )


def guessed(header: Sequence[str]) -> Mapping:
    """The columns that are called what ours are called by somebody, each used once."""
    left = {name: _plain(name) for name in header if name and header.count(name) == 1}
    columns = {}
    for ours, called in _CALLED.items():
        for theirs in sorted(left, key=lambda name: called.index(left[name]) if left[name] in called else len(called)):
            if left[theirs] in called:
                columns[ours] = theirs
                del left[theirs]
                break
    return Mapping(columns, {})


def mapped(table: Table, mapping: Mapping, catalogue: Catalogue) -> Table:
    """``table`` in the interface format; raises :class:`TransferRefused` as :meth:`Mapping.check`."""
    mapping.check(table.header)
    reading = _Reading(catalogue)
    places = {name: table.header.index(column) for name, column in mapping.columns.items()}
    found: list[Record] = [(1, INTERFACE)]
    for line, cells in table.records[1:]:
        given = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        values = reading.values({**mapping.fixed, **{name: cell for name, cell in given.items() if cell.strip()}})
        found.append((line, [values.get(name, "") for name in INTERFACE]))
    return Table(tuple(found), table.sheet)


class _Reading:
    """How values may be written, with the words of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        statuses = [(one.code, (one.code, one.label_nl, one.label_en)) for one in catalogue.statuses]
        governments = [(one.code, (one.code, one.name_nl, one.name_en)) for one in catalogue.governments]
        self._choices = dict(_CHOICES)
        for column, codes in (("status", statuses), ("government", governments)):
            self._choices[column] = {_plain(word): code for code, words in codes for word in words}

    def values(self, cells: Dict[str, str]) -> dict[str, str]:
        """One row by column of the interface, each value as the interface writes it."""
        values = {name: cell if isinstance(cell, Odd) else cell.strip() for name, cell in cells.items()}
        for column, words in self._choices.items():
            if column in values:
                values[column] = words.get(_plain(values[column]), values[column])
        request = values.get("request_id", "")
        if not isinstance(request, Odd) and (code := _REQUEST.match(request)):
            values["request_id"] = code[1].lower()
        if "source_date" in values and (read := read_date(values["source_date"])) and read[1] == "day":
            values["source_date"] = read[0].isoformat()
        return {**values, **_dated(values)}


def _dated(values: Dict[str, str]) -> dict[str, str]:
    """The date and how precise it is: as said in a column of its own, or else as the date is written."""
    read = read_date(values.get("effective_date", ""))
    said = values.get("date_precision", "")
    if read is None:
        return {"date_precision": said or "day"}
    day, precision = read
    if said not in _PRECISIONS:
        return {"effective_date": day.isoformat(), "date_precision": said or precision}
    if _PRECISIONS.index(said) < _PRECISIONS.index(precision):
        return {}  # "maart 2023" is no day: left as it is written, and refused as such
    return {"effective_date": last_day(day, said).isoformat()}


_SEPARATED = re.compile(r"(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[t ]00:00:00)?")
_WORDS = re.compile(r"(?:(\d{1,2})\.?\s+)?([a-zé]+)\.?\s+(\d{4})")


def read_date(text: str) -> tuple[date, str] | None:
    """A date with its precision, as the last day of what it names: ISO, day/month/year, with the month in words, a

    month of a year, or a year. The day stands before the month. None: it cannot be read.
    """
    text = text.strip().casefold()
    if re.fullmatch(r"[1-9]\d{3}", text):
        return date(int(text), 12, 31), "year"
    if found := _ISO.fullmatch(text):
        return _date(found[3], found[2], found[1])
    if found := _SEPARATED.fullmatch(text):
        return _date(*found.groups())
    if found := _WORDS.fullmatch(text):
        month = _months().get(found[2])
        return _date(found[1], str(month), found[3]) if month else None
    return None


def _date(day: str | None, month: str, year: str) -> tuple[date, str] | None:
    try:
        precision = "day" if day else "month"
        return last_day(date(int(year), int(month), int(day or 1)), precision), precision
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {
        name.casefold().rstrip("."): number
        for language in ("nl", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }


def _plain(words: str) -> str:
    return re.sub(r"[\W_]", "", words.casefold())
