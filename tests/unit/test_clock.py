"""Days are those of Brussels, whatever the machine's clock and the season."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.clock import end_of_day, last_of_month, last_of_year, period_over, stored_day, today
from models.vocabulary import Precision


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2024, 1, 1, 22, 59, 59, tzinfo=UTC), date(2024, 1, 1)),
        (datetime(2024, 1, 1, 23, 0, tzinfo=UTC), date(2024, 1, 2)),  # winter: one hour ahead
        (datetime(2024, 7, 1, 21, 59, 59, tzinfo=UTC), date(2024, 7, 1)),
        (datetime(2024, 7, 1, 22, 0, tzinfo=UTC), date(2024, 7, 2)),  # summer: two hours ahead
    ],
)
def test_today_changes_at_midnight_in_brussels(now, day):
    assert today(now) == day


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2024, 1, 15), datetime(2024, 1, 15, 22, 59, 59, 999999, tzinfo=UTC)),
        (date(2024, 7, 15), datetime(2024, 7, 15, 21, 59, 59, 999999, tzinfo=UTC)),
        (date(2024, 3, 30), datetime(2024, 3, 30, 22, 59, 59, 999999, tzinfo=UTC)),
        (date(2024, 3, 31), datetime(2024, 3, 31, 21, 59, 59, 999999, tzinfo=UTC)),  # 23 hours long
        (date(2024, 10, 27), datetime(2024, 10, 27, 22, 59, 59, 999999, tzinfo=UTC)),  # 25 hours long
    ],
)
def test_a_day_ends_at_midnight_in_brussels(day, end):
    assert end_of_day(day) == end
    assert today(end) == day
    assert today(end + timedelta(microseconds=1)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "month_end"),
    [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2023, 2, 28), date(2023, 2, 28)),
        (date(2019, 5, 26), date(2019, 5, 31)),
    ],
)
def test_last_days(day, month_end):
    assert last_of_month(day) == month_end
    assert last_of_year(day) == date(day.year, 12, 31)


def test_month_and_year_are_stored_as_their_last_day():
    day = date(2023, 3, 14)
    stored = [stored_day(day, precision) for precision in Precision]
    assert stored == [date(2023, 3, 14), date(2023, 3, 31), date(2023, 12, 31)]


@pytest.mark.parametrize(
    ("last_day", "precision", "over"),
    [
        (date(2024, 3, 31), Precision.DAY, True),
        (date(2024, 4, 1), Precision.DAY, False),
        (date(2024, 3, 31), Precision.MONTH, False),  # its last day is still going on
        (date(2024, 2, 29), Precision.MONTH, True),
        (date(2023, 12, 31), Precision.YEAR, True),
        (date(2024, 12, 31), Precision.YEAR, False),
    ],
)
def test_a_period_is_over_when_nothing_can_happen_in_it_any_more(last_day, precision, over):
    assert period_over(last_day, precision, today=date(2024, 3, 31)) is over
