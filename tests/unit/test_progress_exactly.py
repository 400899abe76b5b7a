"""The edges of the arithmetic that a small change could move unseen: each was moved once (``make mutation``)."""

from __future__ import annotations

from datetime import UTC, date, timedelta

import pandas as pd
import pytest

from models.clock import end_of_day
from models.movement import changed
from models.progress import heatmap, month_ends, progress, snapshot, snapshots, standing_still, trend
from models.timeline import Steps, counted, states
from tests.unit.progress_frames import WEIGHTS, links, standing, steps, tracks

TRACKS = tracks("""
    1.1  VL   1
    1.2  FED  1
""")
LOG = steps("""
    1.1  VL   2019-05-26  2020-03-01  submitted  2019-05-26  -  -
    1.1  VL   2020-03-01  2025-01-01  decided    2020-03-01  1  yes
    1.2  FED  2019-05-26  2025-01-01  unclear    2019-05-26  2  no
""")
LINKS = links(r1_1=[3, 4], r1_2=[4])
START, END = date(2019, 5, 26), date(2024, 12, 31)


def test_a_day_ends_in_utc_whatever_the_zone_of_the_machine():
    assert end_of_day(date(2024, 7, 1)).tzinfo is UTC


@pytest.mark.parametrize(("by", "keys"), [("total", ["total"]), ("government", ["VL", "FED"]), ("sdg", [3, 4])])
def test_figures_of_states_in_whole_numbers_are_those_of_frames(by, keys):
    days = month_ends(START, END)
    whole = states(Steps.of(LOG, TRACKS), TRACKS, days)
    pd.testing.assert_frame_equal(
        trend(whole, keys, WEIGHTS, LINKS, by), trend(snapshots(LOG, TRACKS, days), keys, WEIGHTS, LINKS, by)
    )
    last = states(Steps.of(LOG, TRACKS), TRACKS, [END])
    pd.testing.assert_frame_equal(
        progress(last, keys, WEIGHTS, LINKS, by), progress(snapshot(LOG, TRACKS, END), keys, WEIGHTS, LINKS, by)
    )


def test_a_heatmap_by_government_takes_one_day_also_when_each_is_of_another_year():
    two_years = snapshots(LOG, TRACKS, [date(2020, 12, 31), date(2021, 12, 31)])
    with pytest.raises(ValueError, match=r"^more than one snapshot for a column$"):
        heatmap(two_years, ["VL", "FED"], WEIGHTS, LINKS, "government", "tracks")


def test_who_stand_still_equally_long_stay_in_the_order_of_the_catalogue():
    many = standing(*["stalled", "decided"] * 200).assign(days_in_status=[day % 3 for day in range(400)])
    still = many.iloc[::2]
    expected = [code for days in (2, 1, 0) for code in still["request"][still["days_in_status"] == days]]
    assert list(standing_still(many)["request"]) == expected


def test_what_changed_between_two_days_is_told_with_the_entry_behind_it():
    between = states(Steps.of(LOG, TRACKS), TRACKS, [date(2020, 2, 29), END])
    assert changed(between) == [("1.1", "VL", "submitted", "decided", 1, date(2020, 3, 1))]
    assert changed(states(Steps.of(LOG, TRACKS), TRACKS, [date(2020, 3, 1), END])) == []


def test_a_day_before_the_first_step_of_a_track_is_refused():
    with pytest.raises(ValueError, match=r"^the steps do not give each track exactly one status on each of the days$"):
        snapshot(LOG, TRACKS, START - timedelta(days=1))


def test_what_began_to_count_is_told_with_its_entry_and_the_start_as_submitted_is_no_entry():
    found = counted(Steps.of(LOG, TRACKS), TRACKS, START - timedelta(days=1), END, 2)
    assert found == {("1.1", "VL"): ([1], 0), ("1.2", "FED"): ([2], 0)}


def test_a_status_without_a_weight_of_its_own_is_refused():
    unknown = {status: weight for status, weight in WEIGHTS.items() if status != "decided"}
    with pytest.raises(ValueError, match=r"^a status without a place in the weights$"):
        progress(snapshot(LOG, TRACKS, END), ["total"], unknown, LINKS, "total")
