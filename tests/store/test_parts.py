"""A part of a history is what the whole of it has there: found by the database, compared with all that was read.

Synthetic logs of every kind of entry, on both engines.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.reading import Reading
from models.store import Store
from models.track_history import Happening, History, Silence, history
from models.vocabulary import Kind, Role
from tests.store import random_log, synthetic
from tests.store.synthetic import START, Clock, draft

DAYS = st.dates(datetime.date(2019, 5, 26), datetime.date(2024, 12, 31))
# Few tracks and days, so that histories are long and dates collide.
MOVES = random_log.MOVES.map(
    lambda move: replace(move, track=synthetic.TRACKS[move.target % 2], day=move.day.replace(day=1 + move.day.day % 2))
)


def whole(reading: Reading) -> dict[tuple[str, str], History]:
    """All histories, from everything that may be read."""
    entries, as_of = reading.entries(), reading.query.as_of
    tracks = zip(reading.tracks()["request"], reading.tracks()["government"], strict=True)
    return {track: history(entries, track, START, as_of) for track in tracks}


def told(found: History) -> list[Any]:
    """What a history tells, in short."""
    return [
        ([version.entry.id for version in part.versions], part.latest.retracted_by, part.latest.confirmed_by)
        if isinstance(part, Happening)
        else part
        for part in found.told
    ]


def ids(found: History) -> list[int]:
    return [version.entry.id for happening in found.happenings for version in happening.versions]


def chain(reading: Reading, track: tuple[str, str], most: int) -> list[History]:
    """The parts of a history from the newest back, each found by the entry that the one after it names."""
    found = [reading.histories(most=most)[track]]
    while found[-1].part and found[-1].part.before is not None:
        found.append(reading.histories(found[-1].part.before, most)[track])
    return found


def check(reading: Reading, most: int) -> None:
    for track, everything in whole(reading).items():
        parts = chain(reading, track, most)
        assert [one for part in reversed(parts) for one in told(part)] == told(everything)
        assert parts[0].later == everything.later
        assert all(len(part.happenings) == most for part in parts[:-1] if part.part)
        for entry in ids(everything):
            found = reading.histories(entry, most)[track]
            assert entry in ids(found)
            if found.part:
                assert entry in {version.entry.id for version in found.happenings[-1].versions}
                assert_goes_on(reading, track, found, everything, most)


def assert_goes_on(reading: Reading, track: tuple[str, str], found: History, everything: History, most: int) -> None:
    """What comes after a part is the next one, or the newest."""
    assert found.part is not None
    places = [each.versions[0].entry.root for each in everything.happenings]
    place = places.index(found.happenings[-1].versions[0].entry.root)
    assert found.part.ends == (place + 1 == len(places))
    if found.part.after is not None:
        after = reading.histories(found.part.after, most)[track]
        assert [each.versions[0].entry.root for each in after.happenings] == places[place + 1 : place + 1 + most]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=st.lists(MOVES, min_size=8, max_size=30), as_of=DAYS, most=st.integers(1, 4), data=st.data())
def test_parts_together_are_the_history(loaded_file, tmp_path_factory, moves, as_of, most, data):
    store = random_log.fresh_copy(loaded_file, tmp_path_factory.mktemp("parts") / "monitor.sqlite3")
    random_log.make(store, random_log.with_people(store), moves)
    role = data.draw(st.sampled_from([None, Role.EDITOR]))
    check(store.read(synthetic.query(store, as_of), role), most)
    store.close()


@pytest.fixture
def long(store: Store, clock: Clock, anna: int, bram: int) -> Store:
    """A store with a long history of 1.1 by VL: ten happenings, with what became of them."""
    clock.now = clock.now.replace(year=2025)
    with store.appending() as writer:
        numbers = [
            writer.record(anna, draft(effective_date=datetime.date(2020 + month // 6, 1 + 2 * (month % 6), 1))).id
            for month in range(10)
        ]
        writer.confirm(bram, numbers[0])
        writer.correct(bram, numbers[1], draft(effective_date=datetime.date(2021, 8, 1)), "een jaar later")
        writer.retract(bram, numbers[2], "was er niet")
        writer.correct(bram, numbers[3], draft(government="FED"), "andere overheid")
        writer.record(anna, draft(visibility="internal", effective_date=datetime.date(2021, 7, 1)))
    return store


@pytest.mark.parametrize("role", [None, Role.EDITOR])
@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_parts_together_are_the_history_on_either_engine(long, role, most):
    check(long.read(synthetic.query(long), role), most)
    check(long.read(synthetic.query(long, datetime.date(2021, 1, 15)), role), most)


def test_what_was_recorded_later_is_not_in_a_part_of_what_was_known_before(long, clock, anna):
    before = long.read(synthetic.query(long))
    clock.tick(days=1)
    with long.appending() as writer:
        writer.record(anna, draft(effective_date=datetime.date(2023, 1, 1)))
    again = long.read(synthetic.query(long, known_at=before.query.known_at))
    assert told(again.histories(most=3)["1.1", "VL"]) == told(before.histories(most=3)["1.1", "VL"])
    check(again, 3)


def test_a_silence_at_the_cut_goes_back_to_the_last_message_before_it(store, clock, anna, bram):
    clock.now = clock.now.replace(year=2025)
    with store.appending() as writer:
        writer.record(anna, draft(effective_date=datetime.date(2019, 9, 1)))
        gone = writer.record(anna, draft(effective_date=datetime.date(2021, 9, 1))).id
        writer.retract(bram, gone, "was er niet")
        writer.record(
            anna, draft(kind=Kind.ACTION, status=None, action="letter", effective_date=datetime.date(2022, 9, 1))
        )
        writer.record(anna, draft(effective_date=datetime.date(2023, 9, 1)))
    found = store.read(synthetic.query(store)).histories(most=1)["1.1", "VL"]
    first, last = (part for part in found.told if isinstance(part, Silence))
    assert (first.since, first.until, first.first) == (datetime.date(2019, 9, 1), datetime.date(2023, 9, 1), False)
    assert (last.since, last.open) == (datetime.date(2023, 9, 1), True)


def test_entries_of_after_the_day_are_counted_up_to_a_limit(store, clock, anna):
    clock.now = clock.now.replace(year=2025)
    with store.appending() as writer:
        for number in range(110):
            writer.record(anna, draft(effective_date=START + datetime.timedelta(days=number)))
    reading = store.read(synthetic.query(store, START))
    assert reading.histories()["1.1", "VL"].later == 101
    assert store.read(synthetic.query(store, START), Role.READER).histories()["1.1", "VL"].later == 101
