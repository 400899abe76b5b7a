"""Days and moments. Days are those of Brussels, moments are UTC; nothing here reads the machine's own clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.vocabulary import Precision

BRUSSELS = ZoneInfo("Europe/Brussels")


def today(now: datetime) -> date:
    """Return the day it is in Brussels at the aware moment ``now``."""
    return now.astimezone(BRUSSELS).date()


def end_of_day(day: date) -> datetime:
    """Return the last microsecond of ``day`` in Brussels, in UTC; a day of the clock change lasts 23 or 25 hours.

    Raises OverflowError for the last day a ``date`` can hold.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(), BRUSSELS)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


def last_of_month(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def last_of_year(day: date) -> date:
    """Return 31 December of the year of ``day``."""
    return date(day.year, 12, 31)


def stored_day(day: date, precision: Precision) -> date:
    """Return the day under which an effective date is stored: itself, or the last of its month or year."""
    if precision is Precision.MONTH:
        return last_of_month(day)
    if precision is Precision.YEAR:
        return last_of_year(day)
    return day


def period_over(last_day: date, precision: Precision, today: date) -> bool:
    """Tell whether a stored effective date can have happened on ``today``.

    A day counts from that day on, a month or year only once it is past: until then something in it has a day.
    """
    return last_day <= today if precision is Precision.DAY else last_day < today
