"""The figures over the log that ships equal an independent count over the same files, on many days, however grouped."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.progress import (
    changes,
    heatmap,
    intervals,
    month_ends,
    progress,
    slippage,
    snapshot,
    snapshots,
    trend,
    year_ends,
)
from tests.unit.independent_count import shipped
from tests.unit.progress_frames import WEIGHTS, frames_of

COUNT = shipped(Path(__file__).parents[2] / "data")
STEPS, TRACKS, LINKS = frames_of(COUNT)
GROUPINGS: dict[str, list[int | str]] = {
    "total": ["total"],
    "dossier": list(range(1, 11)),
    "government": ["VL", "FED", "EU"],
    "sdg": list(range(1, 18)),
}
# Ends of the period, days around the days of entries, a leap day, ends of years, and a day in every hundred.
DAYS = sorted(
    {COUNT.start, COUNT.end, date(2020, 2, 29), date(2019, 9, 29), date(2019, 9, 30), date(2024, 1, 31)}
    | {date(year, 12, 31) for year in range(2019, 2024)}
    | {COUNT.start + timedelta(days=offset) for offset in range(0, 2046, 100)}
)


def test_the_shipped_catalogue_has_the_memorandums_tracks_and_the_weights_of_the_tests():
    assert len(COUNT.dossier_of) == 153
    assert len(COUNT.goals_of) == 96
    assert {code: None if not weight else float(weight) for code, weight in COUNT.weights.items()} == {
        code: None if weight is None else float(weight) for code, weight in WEIGHTS.items()
    }


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_track_and_every_grouping_on_a_day(day):
    now = snapshot(STEPS, TRACKS, day)
    assert now.to_dict("records") == [
        {"as_of": day, "dossier": dossier} | COUNT.track_row(track, day) for track, dossier in COUNT.dossier_of.items()
    ]
    for by, keys in GROUPINGS.items():
        expected = [{"key": str(key)} | COUNT.progress_row(COUNT.members(by, key), day) for key in keys]
        assert progress(now, keys, WEIGHTS, LINKS, by).to_dict("records") == expected


@pytest.mark.parametrize("day", [COUNT.start, date(2022, 6, 15), COUNT.end], ids=str)
@pytest.mark.parametrize("by", ["dossier", "government", "year"])
def test_every_cell_of_the_heatmaps(by, day):
    columns = list(range(2019, day.year + 1)) if by == "year" else GROUPINGS[by]
    states = snapshots(STEPS, TRACKS, year_ends(COUNT.start, day) if by == "year" else [day])
    cells = [COUNT.heat(goal, by, column, day) for goal in range(1, 18) for column in columns]
    for measure in ("tracks", "realised_share", "index"):
        found = heatmap(states, columns, WEIGHTS, LINKS, by, measure).to_dict("records")
        assert found == [
            {name: cell[name] for name in ("sdg", "column", "tracks")} | {"value": cell["values"][measure]}
            for cell in cells
        ]


def test_every_month_of_the_trend_per_dossier():
    days = month_ends(COUNT.start, COUNT.end)
    found = trend(snapshots(STEPS, TRACKS, days), GROUPINGS["dossier"], WEIGHTS, LINKS, "dossier").to_dict("records")
    assert found == [
        {"month": day.isoformat()[:7], "key": str(key)} | COUNT.progress_row(COUNT.members("dossier", key), day)
        for day in days
        for key in GROUPINGS["dossier"]
    ]


@pytest.mark.parametrize(("first", "second"), [(date(2023, 12, 31), COUNT.end), (COUNT.start, date(2021, 1, 1))])
def test_changes_between_two_days(first, second):
    found = changes(snapshot(STEPS, TRACKS, first), snapshot(STEPS, TRACKS, second))
    assert list(found.itertuples(index=False, name=None)) == COUNT.changes(first, second)


def test_steps_back_of_the_whole_period():
    back = slippage(intervals(STEPS, TRACKS), WEIGHTS, COUNT.start, COUNT.end).drop(columns=["dossier", "entry"])
    assert list(back.itertuples(index=False, name=None)) == COUNT.steps_back(COUNT.start, COUNT.end)
