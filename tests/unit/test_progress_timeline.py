"""Intervals and snapshots: which status stood on which day, since when, and how long nothing was heard."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from models.progress import intervals, month_ends, snapshot, snapshots, year_ends
from tests.unit.progress_frames import steps, tracks

TRACKS = tracks("""
    2.1.a  VL  2
    1.4    EU  1
""")
# 2.1.a was taken up twice before it was decided; 1.4 was acknowledged on the first day, so never just submitted.
STEPS = steps("""
    1.4    EU  2019-05-26  2025-01-01  acknowledged  2019-05-26  7  yes
    2.1.a  VL  2019-05-26  2019-09-30  submitted     2019-05-26  -  -
    2.1.a  VL  2019-09-30  2020-02-29  acknowledged  2019-09-30  3  no
    2.1.a  VL  2020-02-29  2021-01-01  acknowledged  2019-09-30  4  yes
    2.1.a  VL  2021-01-01  2021-01-01  stalled       2021-01-01  5  no
    2.1.a  VL  2021-01-01  2025-01-01  decided       2021-01-01  6  no
""")


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(frame.itertuples(index=False, name=None))


def test_intervals_merge_equal_statuses_and_know_the_entry_that_began_them():
    found = intervals(STEPS, TRACKS)
    assert list(found.columns) == ["request", "government", "dossier", "status", "valid_from", "valid_to", "entry"]
    assert rows(found) == [
        ("2.1.a", "VL", 2, "submitted", date(2019, 5, 26), date(2019, 9, 30), None),
        ("2.1.a", "VL", 2, "acknowledged", date(2019, 9, 30), date(2021, 1, 1), 3),
        ("2.1.a", "VL", 2, "decided", date(2021, 1, 1), date(2025, 1, 1), 6),
        ("1.4", "EU", 1, "acknowledged", date(2019, 5, 26), date(2025, 1, 1), 7),
    ]


def test_an_entry_on_the_first_day_leaves_no_interval_as_submitted():
    empty_start = steps("1.4  EU  2019-05-26  2019-05-26  submitted  2019-05-26  -  -")
    found = intervals(pd.concat([empty_start, STEPS]), TRACKS)
    assert rows(found) == rows(intervals(STEPS, TRACKS))


def test_a_status_of_no_length_between_equal_ones_does_not_break_the_run():
    same_day = steps("""
        1.4  EU  2019-05-26  2020-01-01  decided  2019-05-26  1  no
        1.4  EU  2020-01-01  2020-01-01  stalled  2020-01-01  2  no
        1.4  EU  2020-01-01  2025-01-01  decided  2019-05-26  3  no
    """)
    assert rows(intervals(same_day, TRACKS)) == [("1.4", "EU", 1, "decided", date(2019, 5, 26), date(2025, 1, 1), 1)]


def test_intervals_do_not_depend_on_the_order_of_the_steps():
    assert rows(intervals(STEPS.iloc[::-1], TRACKS)) == rows(intervals(STEPS, TRACKS))


def test_snapshot_tells_status_since_silence_and_confirmation():
    found = snapshot(STEPS, TRACKS, date(2020, 3, 10))
    assert list(found.columns) == [
        *("as_of", "request", "government", "dossier", "status", "since", "entry", "effective_date"),
        *("days_in_status", "silence_days", "confirmed"),
    ]
    day = date(2020, 3, 10)
    assert rows(found) == [
        # in this status since 30 September 2019 (1 + 31 + 30 + 31 + 31 + 29 + 9 days), last entry of 29 February
        (day, "2.1.a", "VL", 2, "acknowledged", date(2019, 9, 30), 4, date(2020, 2, 29), 162, 10, True),
        # 26 May 2019 to 10 March 2020
        (day, "1.4", "EU", 1, "acknowledged", date(2019, 5, 26), 7, date(2019, 5, 26), 289, 289, True),
    ]


def test_without_an_entry_silence_runs_from_the_start_and_the_track_is_neither_confirmed_nor_not():
    row = rows(snapshot(STEPS, TRACKS, date(2019, 6, 1)))[0]
    assert row[4:] == ("submitted", date(2019, 5, 26), None, None, 6, 6, None)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2019, 5, 26), "submitted"),  # the first day of the period
        (date(2019, 9, 29), "submitted"),
        (date(2019, 9, 30), "acknowledged"),  # an entry counts from its own day
        (date(2020, 12, 31), "acknowledged"),
        (date(2021, 1, 1), "decided"),  # of two entries of one day the later recorded counts
        (date(2024, 12, 31), "decided"),  # the last day of the period
    ],
)
def test_periods_are_half_open(day, status):
    assert snapshot(STEPS, TRACKS, day)["status"][0] == status


@pytest.mark.parametrize("day", [date(2019, 5, 25), date(2025, 1, 1)])
def test_a_day_outside_the_period_has_no_state(day):
    with pytest.raises(ValueError, match="exactly one status"):
        snapshot(STEPS, TRACKS, day)


def test_a_track_without_steps_and_a_day_with_two_are_errors():
    for broken in (STEPS.iloc[1:], pd.concat([STEPS, STEPS.iloc[:1]])):
        with pytest.raises(ValueError, match="exactly one status"):
            snapshot(broken, TRACKS, date(2020, 1, 1))


def test_tracks_select_and_order():
    only = TRACKS[TRACKS["request"] == "1.4"]
    assert list(snapshot(STEPS, only, date(2024, 12, 31))["request"]) == ["1.4"]
    assert list(intervals(STEPS, only)["request"]) == ["1.4"]
    assert list(snapshot(STEPS, TRACKS.iloc[::-1], date(2024, 12, 31))["request"]) == ["1.4", "2.1.a"]


def test_snapshots_are_the_snapshots_of_each_day_in_order():
    days = [date(2024, 12, 31), date(2019, 5, 26), date(2021, 1, 1)]
    together = snapshots(STEPS, TRACKS, days)
    assert rows(together) == [row for day in sorted(days) for row in rows(snapshot(STEPS, TRACKS, day))]


def test_days_may_come_as_datetimes_and_entries_as_floats_as_a_database_gives_them():
    typed = STEPS.assign(**{name: pd.to_datetime(STEPS[name]) for name in ("valid_from", "valid_to", "since")})
    typed = typed.assign(entry=typed["entry"].astype("float64"))
    assert rows(snapshot(typed, TRACKS, date(2020, 3, 10))) == rows(snapshot(STEPS, TRACKS, date(2020, 3, 10)))
    found = intervals(typed, TRACKS)
    assert rows(found) == rows(intervals(STEPS, TRACKS))
    assert {type(entry) for entry in found["entry"]} == {int, type(None)}


def test_no_value_is_ever_not_a_number():
    found = snapshot(STEPS, TRACKS, date(2019, 5, 26))
    for column in ("entry", "effective_date", "confirmed"):
        assert found[column].dtype == object
        assert found[column][0] is None
    assert found["confirmed"][1] is True


def test_empty_frames_keep_their_columns_and_kinds():
    none = TRACKS.iloc[:0]
    for full, empty in (
        (intervals(STEPS, TRACKS), intervals(STEPS, none)),
        (intervals(STEPS, TRACKS), intervals(pd.DataFrame(columns=STEPS.columns), none)),
        (snapshot(STEPS, TRACKS, date(2020, 1, 1)), snapshot(STEPS, none, date(2020, 1, 1))),
        (snapshots(STEPS, TRACKS, [date(2020, 1, 1)]), snapshots(STEPS, TRACKS, [])),
    ):
        assert len(empty) == 0
        assert dict(empty.dtypes) == dict(full.dtypes)


def test_month_ends_know_leap_years_and_end_on_the_day_itself():
    assert month_ends(date(2019, 11, 26), date(2020, 3, 15)) == [
        date(2019, 11, 30),
        date(2019, 12, 31),
        date(2020, 1, 31),
        date(2020, 2, 29),
        date(2020, 3, 15),
    ]
    assert month_ends(date(2019, 5, 26), date(2019, 5, 27)) == [date(2019, 5, 27)]
    assert len(month_ends(date(2019, 5, 26), date(2024, 12, 31))) == 68
    assert month_ends(date(2019, 5, 26), date(2024, 12, 31))[-1] == date(2024, 12, 31)


def test_year_ends_end_on_the_day_itself():
    assert year_ends(date(2019, 5, 26), date(2021, 2, 3)) == [date(2019, 12, 31), date(2020, 12, 31), date(2021, 2, 3)]
    assert year_ends(date(2019, 5, 26), date(2019, 5, 26)) == [date(2019, 5, 26)]


def test_three_hundred_thousand_steps_are_no_loop():
    """Synthetic: a hundred thousand tracks of three steps each, within a second or so."""
    number = 100_000
    many = pd.DataFrame({"request": [f"r{place}" for place in range(number)], "government": "VL", "dossier": 1})
    bounds = [date(2019, 5, 26), date(2020, 1, 1), date(2021, 1, 1), date(2025, 1, 1)]
    frames = [
        many.assign(valid_from=bounds[part], valid_to=bounds[part + 1], status=status, since=bounds[part])
        .assign(entry=None if part == 0 else np.arange(number) + part * number)
        .assign(confirmed=None if part == 0 else False)
        for part, status in enumerate(["submitted", "acknowledged", "decided"])
    ]
    big = pd.concat([frame.astype({"entry": object, "confirmed": object}) for frame in frames], ignore_index=True)
    assert len(intervals(big, many)) == 300_000
    assert set(snapshot(big, many, date(2020, 6, 1))["status"]) == {"acknowledged"}
