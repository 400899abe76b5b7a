"""The course that is drawn: every period of a track, or where it stood at the end of each half-year. All synthetic."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import course
from models.timeline import Steps
from tests.unit.test_progress_properties import quick

START, END = date(2019, 5, 26), date(2024, 12, 31)
DAY = timedelta(days=1)
TRACKS = pd.DataFrame(
    [("1.1", "VL", 1), ("1.2", "VL", 1), ("2.1", "EU", 2)], columns=["request", "government", "dossier"]
)
STATUSES = ("acknowledged", "in_progress", "stalled")
Log = dict[tuple[str, str], dict[date, str]]  # a day on which a status began to count; its entry is the day's ordinal

names = [("1.1", "VL"), ("1.2", "VL"), ("2.1", "EU")]
days = st.dates(START, END)
logs = st.fixed_dictionaries({name: st.dictionaries(days, st.sampled_from(STATUSES), max_size=12) for name in names})


def steps_of(log: Log) -> Steps:
    rows = []
    for (request, government), own in log.items():
        begun = sorted({START: "submitted", **own}.items())
        ends = [day for day, _ in begun[1:]] + [END + DAY]
        since = START
        for (day, status), end, before in zip(begun, ends, [None, *[status for _, status in begun]], strict=False):
            since = since if status == before else day
            entry = day.toordinal() if day in own else None
            rows.append((request, government, day, end, status, since, entry, None if entry is None else False))
    columns = ["request", "government", "valid_from", "valid_to", "status", "since", "entry", "confirmed"]
    return Steps.of(pd.DataFrame(rows, columns=columns, dtype=object), TRACKS)


def standing(own: dict[date, str], day: date) -> tuple[str, int | None]:
    """Status and counting entry on a day, by looking at every day."""
    last = max((each for each in own if each <= day), default=None)
    return ("submitted", None) if last is None else (own[last], last.toordinal())


def periods(own: dict[date, str], as_of: date) -> list[tuple[str, date, int | None]]:
    """Status, first day and entry of every period that began by a day."""
    begun = sorted({START: "submitted", **own}.items())
    first = [next(each) for _, each in groupby((one for one in begun if one[0] <= as_of), key=lambda one: one[1])]
    return [(status, day, day.toordinal() if day in own else None) for day, status in first]


def drawn(log: Log, as_of: date) -> dict[tuple[str, str], list[Any]]:
    found = course.course(steps_of(log), TRACKS, START, as_of)
    rows = found.itertuples(index=False)
    return {name: list(own) for name, own in groupby(rows, key=lambda row: (row.request, row.government))}


@quick
@given(logs, days)
def test_of_few_periods_each_is_drawn(log, as_of):
    for name, rows in drawn(log, as_of).items():
        assert [(row.status, row.valid_from, row.entry) for row in rows] == periods(log[name], as_of)
        assert not any(row.sampled for row in rows)


@quick
@given(logs, days)
def test_of_many_periods_the_present_one_is_drawn_after_where_each_half_year_ended(log, as_of):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(course, "MOST_PERIODS", 3)
        found = drawn(log, as_of)
    assert list(found) == names
    for name, rows in found.items():
        expected = periods(log[name], as_of)
        if len(expected) <= 3:
            assert [(row.status, row.valid_from, row.entry) for row in rows] == expected
            continue
        *before, present = rows
        assert (present.status, present.valid_from, present.entry, present.sampled) == (*expected[-1], False)
        last_days = [row.valid_to - DAY for row in before]
        halves = [date(year, *end) for year in range(2019, 2025) for end in ((6, 30), (12, 31))]
        assert last_days == [*(day for day in halves if day < present.valid_from - DAY), present.valid_from - DAY]
        assert [(row.status, row.entry) for row in before] == [standing(log[name], day) for day in last_days]
        assert all(row.sampled for row in before)
        assert rows[0].valid_from == START
        assert all(one.valid_to == other.valid_from for one, other in pairwise(rows))


@quick
@given(logs)
def test_a_ribbon_never_has_more_parts_than_a_finger_can_tell_apart(log):
    every_day = {START + timedelta(days=7 * week): STATUSES[week % 3] for week in range(280)}
    found = drawn({**log, ("1.1", "VL"): every_day}, END)
    assert max(map(len, found.values())) <= course.MOST_PERIODS + 1


def test_a_half_year_that_ends_where_the_present_period_begins_stands_once(monkeypatch):
    monkeypatch.setattr(course, "MOST_PERIODS", 1)
    found = drawn({**{name: {} for name in names}, ("1.1", "VL"): {date(2020, 7, 1): "stalled"}}, END)["1.1", "VL"]
    assert [(row.valid_from, row.valid_to, row.status) for row in found] == [
        (START, date(2019, 7, 1), "submitted"),
        (date(2019, 7, 1), date(2020, 1, 1), "submitted"),
        (date(2020, 1, 1), date(2020, 7, 1), "submitted"),
        (date(2020, 7, 1), END + DAY, "stalled"),
    ]
