"""A date as people type it is read as what they mean, or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from models.typed_day import read_day
from models.vocabulary import Precision

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2023-03-14", date(2023, 3, 14), DAY),
        ("14/3/2023", date(2023, 3, 14), DAY),
        ("14-03-2023", date(2023, 3, 14), DAY),
        (" 14.3.2023 ", date(2023, 3, 14), DAY),
        ("3 / 4 / 2023", date(2023, 4, 3), DAY),
        ("14 maart 2023", date(2023, 3, 14), DAY),
        ("14 Mrt. 2023", date(2023, 3, 14), DAY),
        ("14 March 2023", date(2023, 3, 14), DAY),
        ("29/2/2024", date(2024, 2, 29), DAY),
        ("3/2023", date(2023, 3, 31), MONTH),
        ("2024-02", date(2024, 2, 29), MONTH),
        ("februari 2023", date(2023, 2, 28), MONTH),
        ("2023", date(2023, 12, 31), YEAR),
    ],
)
def test_what_people_type_is_understood(typed, day, precision):
    assert read_day(typed) == (day, precision)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "gisteren", "29/2/2023", "31/4/2023", "14/13/2023", "0/3/2023", "14/3/23", "3-2023-14", "20233"),
        *("0000", "14 foo 2023", "maart", "14 maart", "٣/٢٠٢٣", "2023-3-1x", "x" * 9999, "1" * 5000, "14/3/2023\x00"),
    ],
)
def test_anything_else_is_not_guessed(typed):
    assert read_day(typed) is None


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["d/M/y", "dd-MM-yyyy", "d MMMM y", "yyyy-MM-dd"])
)
def test_every_day_in_every_usual_notation_is_that_day(day, pattern):
    for locale in ("nl_BE", "en_GB"):
        assert read_day(format_date(day, pattern, locale=locale)) == (day, DAY)
        assert read_day(format_date(day, "MMMM y", locale=locale).upper()) == read_day(f"{day.month}/{day.year}")
