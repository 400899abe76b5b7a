from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from components.text import Text, day, listing, moment, number, percent, plural, short_name, signed, whole_percent


def test_a_text_is_read_by_language():
    text = Text("vraag", "request")
    assert (text["nl"], text["en"]) == ("vraag", "request")


@pytest.mark.parametrize(
    ("precision", "lang", "written"),
    [
        ("day", "nl", "31 december 2024"),
        ("month", "nl", "december 2024"),
        ("year", "nl", "2024"),
        ("day", "en", "31 December 2024"),
        ("month", "en", "December 2024"),
    ],
)
def test_dates_are_written_at_their_precision(precision, lang, written):
    assert day(date(2024, 12, 31), precision, lang) == written


def test_a_moment_is_told_on_the_brussels_clock_in_summer_and_winter():
    assert moment(datetime(2024, 7, 1, 22, 30, tzinfo=UTC), "nl") == "2 juli 2024 om 0.30 uur"
    assert moment(datetime(2024, 12, 31, 13, 5, tzinfo=UTC), "en") == "31 December 2024 at 14:05"


def test_numbers_have_the_separators_of_their_language():
    assert (number(1250, "nl"), number(1250, "en")) == ("1.250", "1,250")


def test_a_change_carries_its_sign():
    assert [signed(change, "nl") for change in (7, 0, -3)] == ["+7", "0", "\N{MINUS SIGN}3"]


@pytest.mark.parametrize(
    ("share", "shown"), [(0.285, 29), (0.125, 13), (0.005, 1), (0.004999, 0), (0.994999, 99), (1.0, 100), (0.0, 0)]
)
def test_percentages_round_half_up(share, shown):
    assert whole_percent(share) == shown


def test_percent_signs_stand_as_each_language_wants():
    assert (percent(0.42, "nl"), percent(0.42, "en")) == ("42\N{NO-BREAK SPACE}%", "42%")


def test_one_is_singular_and_nothing_is_plural():
    words = Text("{n} vraag", "{n} request"), Text("{n} vragen", "{n} requests")
    assert [plural(count, *words, "nl") for count in (0, 1, 2)] == ["0 vragen", "1 vraag", "2 vragen"]


def test_lists_read_as_sentences():
    assert [listing(parts, "nl") for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]
    assert listing(["a", "b"], "en") == "a and b"


def test_a_short_name_stands_between_brackets():
    assert short_name("Vereniging (VVSG)") == "VVSG"
    assert short_name("VVSG") == "VVSG"
