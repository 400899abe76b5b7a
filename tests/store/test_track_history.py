"""The history of a track, from synthetic entries written through the log: corrections, retractions, silence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.query import parse
from models.track_history import Happening, History, Silence, history
from models.vocabulary import Action, Kind, Precision, Status
from tests.store.synthetic import END, START, draft

VL = ("1.1", "VL")
FED = ("1.1", "FED")


@pytest.fixture
def told(store):
    """The history of a track on a day, as known now."""

    def tell(track: tuple[str, str] = VL, as_of: date = END) -> History:
        reading = store.read(parse([], store.scope(), accepts=()))
        return history(reading.entries(requests=[track[0]]), track, START, as_of)

    return tell


def happenings(found: History) -> list[Any]:
    return [part for part in found.told if isinstance(part, Happening)]


def silences(found: History) -> list[Silence]:
    return [part for part in found.told if isinstance(part, Silence)]


def write(store, act, *arguments, **named):
    with store.appending() as writer:
        return getattr(writer, act)(*arguments, **named).id


def test_a_track_without_entries_was_silent_all_along(told):
    assert told().told == (Silence(START, END, exact=True, first=True, open=True),)


def test_what_happened_stands_in_order_of_its_date_not_of_recording(store, anna, told, clock):
    clock.now = clock.now.replace(year=2025)
    late = write(store, "record", anna, draft(effective_date=date(2020, 9, 1)))
    early = write(store, "record", anna, draft(effective_date=date(2019, 9, 1)))
    assert [each.latest.entry.id for each in happenings(told())] == [early, late]


def test_a_correction_stands_after_what_it_corrects_and_only_it_counts(store, anna, bram, told):
    first = write(store, "record", anna, draft(note_nl="Eerst"))
    better = draft(note_nl="Daarna", effective_date=date(2020, 3, 1))
    second = write(store, "correct", bram, first, better, "vergissing")
    write(store, "confirm", anna, second)
    (found,) = happenings(told())
    assert [version.entry.note_nl for version in found.versions] == ["Eerst", "Daarna"]
    assert found.versions[0].corrected_by.reason == "vergissing"
    assert found.latest.corrects.id == first
    assert found.latest.confirmed_by.author == "Anna"
    assert found.counts


def test_a_correction_to_another_track_shows_in_both_and_counts_in_one(store, anna, told):
    first = write(store, "record", anna, draft())
    moved = write(store, "correct", anna, first, draft(government="FED"), "verkeerde overheid")
    (here,), (there,) = happenings(told(VL)), happenings(told(FED))
    assert (here.latest.entry.id, here.latest.corrected_by.id, here.counts) == (first, moved, False)
    assert (there.latest.entry.id, there.latest.corrects.id, there.counts) == (moved, first, True)


def test_a_correction_to_another_request_is_found_from_either(store, anna, told):
    first = write(store, "record", anna, draft())
    moved = write(store, "correct", anna, first, draft(request="1.2"), "verkeerde vraag")
    assert happenings(told(VL))[0].latest.corrected_by.id == moved
    assert happenings(told(("1.2", "VL")))[0].latest.corrects.id == first


def test_a_correction_to_a_later_day_does_not_show_before_that_day(store, anna, told):
    first = write(store, "record", anna, draft(effective_date=date(2020, 2, 3)))
    write(store, "correct", anna, first, draft(effective_date=date(2021, 2, 3)), "een jaar later")
    before, after = told(as_of=date(2020, 12, 31)), told(as_of=date(2021, 3, 1))
    assert [(len(each.versions), each.counts) for each in happenings(before)] == [(1, False)]
    assert [(len(each.versions), each.counts) for each in happenings(after)] == [(2, True)]
    assert (before.later, after.later) == (1, 0)


def test_what_was_retracted_stays_and_does_not_count(store, anna, bram, told):
    first = write(store, "record", anna, draft())
    write(store, "retract", bram, first, "was er niet")
    (found,) = happenings(told())
    assert (found.counts, found.latest.retracted_by.reason, found.latest.retracted_by.author) == (
        False, "was er niet", "Bram",
    )  # fmt: skip
    assert silences(told()) == [Silence(START, END, exact=True, first=True, open=True)]


def test_an_action_of_the_publisher_breaks_no_silence(store, anna, told):
    own = draft(kind=Kind.ACTION, status=None, action=Action.LETTER, effective_date=date(2020, 11, 1))
    write(store, "record", anna, draft(effective_date=date(2019, 6, 1)))
    write(store, "record", anna, own)
    found = told(as_of=date(2021, 2, 1))
    assert [type(part).__name__ for part in found.told] == ["Happening", "Happening", "Silence"]
    assert silences(found) == [
        Silence(date(2019, 6, 1), date(2021, 2, 1), exact=True, first=False, open=True)
    ]  # fmt: skip


@pytest.mark.parametrize(("until", "silent"), [(date(2020, 5, 31), 0), (date(2020, 6, 1), 1)])
def test_a_silence_is_told_from_a_year_on(store, anna, told, until, silent):
    write(store, "record", anna, draft(effective_date=date(2019, 6, 2)))
    assert len(silences(told(as_of=until))) == silent


def test_a_silence_with_an_end_known_to_the_year_is_not_exact(store, anna, told, clock):
    clock.now = clock.now.replace(year=2025)
    write(store, "record", anna, draft(effective_date=date(2020, 12, 31), precision=Precision.YEAR))
    write(store, "record", anna, draft(effective_date=date(2022, 6, 1), status=Status.STALLED))
    assert [(each.since, each.until, each.exact) for each in silences(told())] == [
        (START, date(2020, 12, 31), False),
        (date(2020, 12, 31), date(2022, 6, 1), False),
        (date(2022, 6, 1), END, True),
    ]


def test_what_is_dated_after_the_day_is_counted_and_not_told(store, anna, told):
    write(store, "record", anna, draft(effective_date=date(2020, 2, 3)))
    found = told(as_of=date(2020, 2, 2))
    assert (happenings(found), found.later) == ([], 1)


def test_internal_entries_do_not_show_in_a_public_reading(store, anna, told):
    write(store, "record", anna, draft(visibility="internal"))
    assert (happenings(told()), told().later) == ([], 0)
