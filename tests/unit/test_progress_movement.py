"""Changes between two days, steps back, tracks that stand still, results."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from models.progress import changes, intervals, slippage, snapshot, standing_still
from tests.unit.progress_frames import WEIGHTS, standing, steps, tracks

TRACKS = tracks("""
    1.1  VL   1
    1.1  FED  1
    1.2  VL   1
""")
STEPS = steps("""
    1.1  VL   2019-05-26  2020-03-01  submitted     2019-05-26  -  -
    1.1  VL   2020-03-01  2025-01-01  decided       2020-03-01  1  no
    1.1  FED  2019-05-26  2020-06-01  submitted     2019-05-26  -  -
    1.1  FED  2020-06-01  2025-01-01  stalled       2020-06-01  2  no
    1.2  VL   2019-05-26  2025-01-01  submitted     2019-05-26  -  -
""")
START, END = date(2019, 5, 26), date(2024, 12, 31)


def path(*statuses: str) -> pd.DataFrame:
    """Intervals of one track that changes status on each first of January from 2020 on."""
    days = [START, *(date(2020 + place, 1, 1) for place in range(len(statuses)))]
    lines = [
        f"1.1 VL {days[place]} {days[place + 1]} {status} {days[place]} {place + 1} no"
        for place, status in enumerate(statuses)
    ]
    return intervals(steps("\n".join(lines)), TRACKS)


def rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(frame.itertuples(index=False, name=None))


def test_changes_are_the_tracks_whose_status_differs():
    found = changes(snapshot(STEPS, TRACKS, date(2020, 2, 29)), snapshot(STEPS, TRACKS, END))
    assert list(found.columns) == ["request", "government", "status_from", "status_to"]
    assert rows(found) == [("1.1", "VL", "submitted", "decided"), ("1.1", "FED", "submitted", "stalled")]


def test_nothing_changes_between_a_state_and_itself():
    now = snapshot(STEPS, TRACKS, END)
    found = changes(now, now)
    assert rows(found) == []
    assert list(found.columns) == ["request", "government", "status_from", "status_to"]


def test_a_track_that_only_one_state_knows_did_not_change():
    before, after = snapshot(STEPS, TRACKS.iloc[1:], START), snapshot(STEPS, TRACKS.iloc[:2], END)
    assert rows(changes(before, after)) == [("1.1", "FED", "submitted", "stalled")]
    assert rows(changes(before, after.iloc[:0])) == rows(changes(before.iloc[:0], after)) == []


def test_standing_still_is_stalled_or_submitted_without_entry_longest_first():
    found = standing_still(snapshot(STEPS, TRACKS, END))
    # 26 May 2019 and 1 June 2020 to 31 December 2024
    assert rows(found[["request", "government", "status", "days_in_status"]]) == [
        ("1.2", "VL", "submitted", 2046),
        ("1.1", "FED", "stalled", 1674),
    ]


def test_standing_still_keeps_the_order_of_equals_and_leaves_out_what_moves():
    now = standing("stalled", "decided", "stalled", "rejected", "unclear", "submitted")  # each with an entry
    assert list(standing_still(now)["request"]) == ["1.1", "1.3"]
    assert list(standing_still(now.iloc[:0]).columns) == list(now.columns)


@pytest.mark.parametrize(
    ("statuses", "back"),
    [
        (["submitted", "acknowledged", "decided", "realised"], []),
        (["decided", "acknowledged"], [("decided", "acknowledged", date(2020, 1, 1))]),
        (["submitted", "stalled"], [("submitted", "stalled", date(2020, 1, 1))]),  # no lower weight, a step back still
        (["stalled", "rejected", "submitted"], [("stalled", "rejected", date(2020, 1, 1))]),
        (["decided", "unclear"], []),  # out of sight is not a step back
        (["decided", "unclear", "decided"], []),
        (["decided", "unclear", "acknowledged"], [("decided", "acknowledged", date(2021, 1, 1))]),
        (["decided", "unclear", "realised"], []),
        (["stalled", "unclear", "stalled"], []),
        (["unclear", "acknowledged"], []),
        (
            ["realised", "partially_realised", "in_progress"],
            [
                ("realised", "partially_realised", date(2020, 1, 1)),
                ("partially_realised", "in_progress", date(2021, 1, 1)),
            ],
        ),
    ],
)
def test_steps_back(statuses, back):
    found = slippage(path(*statuses), WEIGHTS, START, END)
    assert rows(found[["status_from", "status_to", "date"]]) == back


def test_a_step_back_names_its_track_and_entry():
    found = slippage(path("decided", "stalled"), WEIGHTS, START, END)
    assert list(found.columns) == ["request", "government", "dossier", "status_from", "status_to", "date", "entry"]
    assert rows(found) == [("1.1", "VL", 1, "decided", "stalled", date(2020, 1, 1), 2)]


@pytest.mark.parametrize(
    ("start", "end", "number"),
    [
        (date(2019, 12, 31), date(2020, 1, 1), 1),  # after the first day, up to and including the last
        (date(2020, 1, 1), date(2020, 12, 31), 0),
        (date(2019, 5, 26), date(2019, 12, 31), 0),
    ],
)
def test_steps_back_in_a_window_open_at_its_start(start, end, number):
    assert len(slippage(path("decided", "stalled"), WEIGHTS, start, end)) == number


def test_one_track_does_not_fall_back_from_anothers_status():
    both = steps("""
        1.1  VL   2019-05-26  2025-01-01  realised   2019-05-26  1  no
        1.1  FED  2019-05-26  2025-01-01  submitted  2019-05-26  -  -
        1.2  VL   2019-05-26  2025-01-01  stalled    2019-05-26  2  no
    """)
    assert rows(slippage(intervals(both, TRACKS), WEIGHTS, date(2019, 5, 25), END)) == []


def test_no_intervals_no_steps_back():
    found = slippage(path("decided", "stalled").iloc[:0], WEIGHTS, START, END)
    assert list(found.columns) == ["request", "government", "dossier", "status_from", "status_to", "date", "entry"]
    assert len(found) == 0
