"""A date as people type it: the day, the month or the year, whichever is known."""

from __future__ import annotations

import re
from datetime import date

from models.clock import stored_day
from models.vocabulary import Precision

_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar", "maa"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NUMBER = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_YEAR = r"(?P<year>[0-9]{4})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_DAY = r"(?P<day>[0-9]{1,2})"
_NAME = r"(?P<name>[a-z]{3,9})\.?"
#: Day before month, as everywhere in Europe; year first only in the international notation.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}-{_MONTH}-{_DAY}",
        rf"{_YEAR}-{_MONTH}",
        _YEAR,
        rf"{_DAY}\s?[-/. ]\s?{_MONTH}\s?[-/. ]\s?{_YEAR}",
        rf"{_MONTH}\s?[-/.]\s?{_YEAR}",
        rf"{_DAY}\.? {_NAME} {_YEAR}",
        rf"{_NAME} {_YEAR}",
    )
)


def read_day(typed: str) -> tuple[date, Precision] | None:
    """What was typed as the day under which it is stored (the last of a month or year) and how precise it is.

    ``14/3/2023``, ``2023-03-14`` and ``14 maart 2023`` are a day; ``3/2023``, ``2023-03`` and ``maart 2023`` a month;
    ``2023`` a year. None for anything else, and for days that do not exist.
    """
    words = " ".join(typed.lower().split())
    found = next((match.groupdict() for form in _FORMS if (match := form.fullmatch(words))), None)
    if found is None:
        return None
    name = found.get("name")
    month = _NUMBER.get(name, 0) if name else int(found.get("month") or 1)
    precision = Precision.DAY if found.get("day") else Precision.MONTH if name or found.get("month") else Precision.YEAR
    try:
        return stored_day(date(int(found["year"]), month, int(found.get("day") or 1)), precision), precision
    except ValueError:
        return None
