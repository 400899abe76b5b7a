"""Counts, index, trend, heatmap and sensitivity, worked out by hand on small tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from models.progress import Sensitivity, heatmap, progress, sensitivity, snapshot, snapshots, trend
from tests.unit.progress_frames import WEIGHTS, links, standing, steps, tracks

# 1.1 is a request to two governments; 2.1 to one; nothing is known about 2.2.
TRACKS = tracks("""
    1.1  VL   1
    1.1  FED  1
    2.1  VL   2
    2.2  VL   2
""")
STEPS = steps("""
    1.1  VL   2019-05-26  2020-03-01  submitted           2019-05-26  -  -
    1.1  VL   2020-03-01  2021-06-30  decided             2020-03-01  1  yes
    1.1  VL   2021-06-30  2025-01-01  realised            2021-06-30  2  no
    1.1  FED  2019-05-26  2020-01-01  submitted           2019-05-26  -  -
    1.1  FED  2020-01-01  2025-01-01  acknowledged        2020-01-01  3  yes
    2.1  VL   2019-05-26  2019-07-15  submitted           2019-05-26  -  -
    2.1  VL   2019-07-15  2025-01-01  partially_realised  2019-07-15  4  no
    2.2  VL   2019-05-26  2025-01-01  submitted           2019-05-26  -  -
""")
LINKS = links(r1_1=[3, 16], r2_1=[16], r2_2=[16])
END = date(2024, 12, 31)
NO_COUNTS = dict.fromkeys(WEIGHTS, 0)


def records(frame: pd.DataFrame) -> list[Any]:
    return frame.to_dict("records")


def rows_of(frame: pd.DataFrame, *columns: str) -> list[Any]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_progress_by_dossier_gives_every_key_in_order_also_without_tracks():
    rows = records(progress(snapshot(STEPS, TRACKS, END), [2, 1, 10], WEIGHTS, LINKS, "dossier"))
    assert rows == [
        # (0.7 + 0) / 2; one of two has an entry
        {"key": "2", "tracks": 2, "index": 0.35, "coverage": 0.5, "confirmed": 0, "unconfirmed": 1, "without_entry": 1}
        | NO_COUNTS
        | {"partially_realised": 1, "submitted": 1},
        # the mean of 1 and 0.1
        {"key": "1", "tracks": 2, "index": 0.55, "coverage": 1.0, "confirmed": 1, "unconfirmed": 1, "without_entry": 0}
        | NO_COUNTS
        | {"realised": 1, "acknowledged": 1},
        {"key": "10", "tracks": 0, "index": None, "coverage": None}
        | {"confirmed": 0, "unconfirmed": 0, "without_entry": 0}
        | NO_COUNTS,
    ]


def test_progress_columns_are_those_of_the_contract_with_a_column_per_status_in_order():
    table = progress(snapshot(STEPS, TRACKS, END), ["total"], WEIGHTS, LINKS, "total")
    figures = ["key", "tracks", "index", "coverage", "confirmed", "unconfirmed", "without_entry"]
    assert list(table.columns) == figures + list(WEIGHTS)
    # the mean of 1, 0.1, 0.7 and 0
    assert (table["key"][0], table["index"][0], table["coverage"][0]) == ("total", 0.45, 0.75)


def test_tracks_of_groups_that_are_not_asked_for_count_nowhere():
    now = snapshot(STEPS, TRACKS, END)
    for by, keys, number in (
        ("dossier", [2, 10], [2, 0]),
        ("government", ["FED", "EU"], [1, 0]),
        ("sdg", [3, 4], [2, 0]),
    ):
        assert list(progress(now, keys, WEIGHTS, LINKS, by)["tracks"]) == number


def test_a_track_counts_once_in_every_goal_it_is_linked_to():
    table = progress(snapshot(STEPS, TRACKS, END), [3, 16, 17], WEIGHTS, LINKS, "sdg")
    assert list(zip(table["key"], table["tracks"], table["index"], strict=True)) == [
        ("3", 2, 0.55),
        ("16", 4, 0.45),
        ("17", 0, None),
    ]


def test_progress_by_government_on_an_earlier_day():
    table = progress(snapshot(STEPS, TRACKS, date(2020, 3, 1)), ["VL", "FED", "EU"], WEIGHTS, LINKS, "government")
    # VL: the mean of 0.5, 0.7 and 0
    assert list(table["index"]) == [0.4, 0.1, None]
    assert list(table["confirmed"]) == [1, 1, 0]


@pytest.mark.parametrize(
    ("statuses", "index"),
    [
        (["realised"] * 4 + ["unclear"], 1.0),  # exactly 20 % without weight: still an index, of the four
        (["realised"] * 3 + ["unclear"], None),  # 25 %
        (["realised"] * 79 + ["unclear"] * 20, None),  # 20 of 99 is just over
        (["unclear"] * 3, None),
        (["realised", "submitted", "submitted"], 0.333333),
        (["realised", "realised", "submitted"], 0.666667),
    ],
)
def test_index_leaves_out_tracks_without_weight_up_to_a_fifth_of_the_group(statuses, index):
    assert progress(standing(*statuses), [1], WEIGHTS, links(), "dossier")["index"][0] == index


def test_which_statuses_have_no_weight_is_said_by_the_weights():
    weights = WEIGHTS | {"unclear": Decimal("0.4"), "stalled": None}
    assert progress(standing("unclear", "unclear"), [1], weights, links(), "dossier")["index"][0] == 0.4
    assert progress(standing("stalled", "unclear"), [1], weights, links(), "dossier")["index"][0] is None


def test_rounding_is_half_up_at_the_sixth_decimal():
    # 1/64 = 0.015625 has six decimals; 1/128 = 0.0078125 lies halfway between 0.007812 (even) and 0.007813
    for number, index in ((64, 0.015625), (128, 0.007813)):
        group = standing("realised", *["submitted"] * (number - 1))
        assert progress(group, [1], WEIGHTS, links(), "dossier")["index"][0] == index


def test_weights_are_taken_exactly_whatever_their_decimals():
    # (0.0000005 + 0.0000004) / 2 = 0.00000045 rounds down, (0.0000005 + 0.0000005) / 2 = 0.0000005 rounds up
    weights = WEIGHTS | {"decided": Decimal("0.0000005"), "stalled": Decimal("0.0000004")}
    assert progress(standing("decided", "stalled"), [1], weights, links(), "dossier")["index"][0] == 0.0
    assert progress(standing("decided", "decided"), [1], weights, links(), "dossier")["index"][0] == 0.000001


def test_a_status_that_has_no_place_in_the_weights_is_an_error_not_a_gap():
    with pytest.raises(ValueError, match="without a place"):
        progress(standing("finished"), [1], WEIGHTS, links(), "dossier")


def test_without_tracks_every_column_and_key_is_still_there():
    empty = snapshot(STEPS, TRACKS.iloc[:0], END)
    for by, keys in (("dossier", [1]), ("government", ["VL"]), ("sdg", [1]), ("total", ["total"])):
        row = records(progress(empty, keys, WEIGHTS, LINKS.iloc[:0], by))[0]
        assert row["tracks"] == 0
        assert row["index"] is None
        assert row["coverage"] is None
    assert records(trend(empty, [1], WEIGHTS, LINKS, "dossier", days=[END]))[0]["month"] == "2024-12"
    assert set(heatmap(empty, [1, 2], WEIGHTS, LINKS, "dossier", "index")["value"]) == {None}


def test_trend_is_progress_of_each_snapshot_oldest_first():
    days = [date(2020, 4, 15), date(2019, 6, 30), date(2020, 3, 31)]
    table = trend(snapshots(STEPS, TRACKS, days), [1, 2], WEIGHTS, LINKS, "dossier")
    assert list(table.columns[:3]) == ["month", "key", "tracks"]
    assert rows_of(table, "month", "key", "index", "without_entry") == [
        ("2019-06", "1", 0.0, 2),
        ("2019-06", "2", 0.0, 2),
        ("2020-03", "1", 0.3, 0),  # (0.5 + 0.1) / 2
        ("2020-03", "2", 0.35, 1),
        ("2020-04", "1", 0.3, 0),
        ("2020-04", "2", 0.35, 1),
    ]


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("tracks", (1.0, 1.0, 3.0, 1.0)),
        ("realised_share", (1.0, 0.0, 0.666667, 0.0)),
        ("index", (1.0, 0.1, 0.566667, 0.1)),
    ],
)
def test_heatmap_is_a_full_grid_of_goals_by_columns(measure, values):
    grid = heatmap(snapshot(STEPS, TRACKS, END), ["VL", "FED", "EU"], WEIGHTS, LINKS, "government", measure)
    assert list(grid["sdg"]) == [goal for goal in range(1, 18) for _ in range(3)]
    assert list(grid["column"]) == ["VL", "FED", "EU"] * 17
    found = {(row.sdg, row.column): (row.tracks, row.value) for row in grid.itertuples(index=False)}
    # goal 16 for VL: realised, partially realised, submitted: 2/3 with a result, 1.7/3
    assert [found[cell][1] for cell in ((3, "VL"), (3, "FED"), (16, "VL"), (16, "FED"))] == list(values)
    assert found[16, "VL"][0] == 3
    assert found[3, "EU"] == found[4, "VL"] == (0, None)


def test_heatmap_by_year_has_a_snapshot_per_column():
    ends = snapshots(STEPS, TRACKS, [date(2019, 12, 31), date(2020, 12, 31), date(2021, 3, 1)])
    grid = heatmap(ends, ["2019", "2020", "2021", "2022"], WEIGHTS, LINKS, "year", "index")
    # 2019: 0.7/4; 2020 and up to March 2021: (0.5 + 0.1 + 0.7)/4; of 2022 there is no snapshot
    assert list(grid[grid["sdg"] == 16]["value"]) == [0.175, 0.325, 0.325, None]


@pytest.mark.parametrize("by", ["dossier", "government", "year"])
def test_heatmap_refuses_two_snapshots_in_one_column(by):
    twice = snapshots(STEPS, TRACKS, [date(2020, 3, 1), date(2020, 12, 31)])
    with pytest.raises(ValueError, match="more than one snapshot"):
        heatmap(
            twice, [1] if by == "dossier" else ["VL"] if by == "government" else [2020], WEIGHTS, LINKS, by, "index"
        )


def test_heatmap_refuses_a_measure_it_does_not_know():
    with pytest.raises(ValueError, match="no measure"):
        heatmap(snapshot(STEPS, TRACKS, END), [1], WEIGHTS, LINKS, "dossier", "score")


def test_sensitivity_lowers_doubtful_steps_by_one_rung_and_halves_half_results():
    now = standing("realised", "partially_realised", "decided", "in_progress", "acknowledged", "stalled", "rejected")
    # as it is: (1 + 0.7 + 0.5 + 0.3 + 0.1) / 7; lowered: (0.7 + 0.5 + 0.3 + 0.1 + 0) / 7; with 0.5 for 0.7: 2.4 / 7
    assert sensitivity(now, WEIGHTS) == Sensitivity(low=0.228571, index=0.371429, alternative=0.342857)


def test_sensitivity_leaves_confirmed_steps_and_tracks_without_entry():
    now = standing("realised", "submitted").assign(confirmed=pd.Series([True, None], dtype=object))
    assert sensitivity(now, WEIGHTS) == Sensitivity(low=0.5, index=0.5, alternative=0.5)


def test_sensitivity_is_undefined_where_the_index_is():
    assert sensitivity(standing("unclear"), WEIGHTS) == Sensitivity(low=None, index=None, alternative=None)
