"""Reading one value of a query: text in, a typed value out, or a QueryError with the one problem."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TypeVar

from models.clock import end_of_day, today
from models.query_problems import QueryError, listed, problem

T = TypeVar("T")

#: The highest number that a page of a list can have.
LAST_PAGE = 999_999
_PAGE = re.compile(r"[1-9][0-9]{0,5}")
_ENTRY = re.compile(r"-?[1-9][0-9]{0,17}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339; a "+" that was not percent-encoded arrives as a space, and no other reading of it exists.
_INSTANT = re.compile(
    r"(?P<local>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)"
    r"(?P<offset>[Zz]|[ +-][0-9]{2}:[0-9]{2})"
)


def choice(name: str, value: str, allowed: Iterable[T]) -> T:
    """Return the member of ``allowed`` written exactly as ``value``: no other case, no leading zero, no spaces."""
    members = {str(member): member for member in allowed}
    if value not in members:
        raise QueryError([problem("unknown_value", name, value, allowed=listed(list(members)))])
    return members[value]


def words(value: str) -> str:
    """Return what was typed without what cannot be seen, its words one space apart; nothing typed is fine too."""
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def page(value: str) -> int:
    """Return the number of a page of a list, from 1 on."""
    if not _PAGE.fullmatch(value):
        raise QueryError([problem("not_a_page", "page", value)])
    return int(value)


def entry(value: str) -> int:
    """Return the number of an entry; those of internal ones are negative."""
    if not _ENTRY.fullmatch(value):
        raise QueryError([problem("not_an_entry", "entry", value)])
    return int(value)


def day(name: str, value: str, first: date, last: date) -> date:
    """Return a day of [``first``, ``last``], written as ``2024-12-31``."""
    found = _day(value)
    if found is None:
        raise QueryError([problem("not_a_date", name, value)])
    if not first <= found <= last:
        raise QueryError([problem("outside_period", name, value, first=first, last=last)])
    return found


def moment(name: str, value: str, now: datetime, last_write: datetime) -> datetime:
    """Return a moment that is past: an RFC 3339 instant, or a day of Brussels, which stands for its end.

    The end of today is accepted as an instant too, since that is what today's date means.
    """
    current, found = today(now), _day(value)
    if found is not None:
        if found > current:
            raise QueryError([problem("future", name, value)])
        return end_of_day(found)
    instant = _instant(value)
    if instant is None:
        raise QueryError([problem("not_a_moment", name, value)])
    if instant > max(now, last_write) and instant != end_of_day(current):
        raise QueryError([problem("future", name, value)])
    return instant


def written(moment: datetime) -> str:
    """Return a moment as the shortest text that ``moment()`` reads back: a day of Brussels or an instant in UTC."""
    local_day = today(moment)
    if moment == end_of_day(local_day):
        return local_day.isoformat()
    return instant_text(moment)


def instant_text(moment: datetime) -> str:
    """Return a moment to the microsecond, in UTC: ``2024-12-31T12:00:00.000000Z``."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


def _instant(value: str) -> datetime | None:
    match = _INSTANT.fullmatch(value)
    if match is None:
        return None
    offset = match["offset"].replace(" ", "+").upper().replace("Z", "+00:00")
    try:
        return datetime.fromisoformat(match["local"].upper() + offset).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
