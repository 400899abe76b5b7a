"""Logs drawn at random: the vectorised figures equal a naive count, and the sums that must hold do."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.movement import slips, waiting
from models.opening import Opening, a_year_before, openings
from models.progress import (
    changes,
    heatmap,
    heatmap_rows,
    intervals,
    month_ends,
    progress,
    sensitivity,
    slippage,
    snapshot,
    snapshots,
    standing_still,
    trend,
    trend_rows,
    year_ends,
)
from models.timeline import Steps, begun, counted, states
from tests.unit.independent_count import Entry, IndependentCount
from tests.unit.progress_frames import WEIGHTS, frames_of

START = date(2019, 12, 20)
LENGTH = 30  # days: short, so that entries fall on one day, on the first and on the last
LOGGED = [code for code in WEIGHTS if code != "submitted"]
GROUPINGS: dict[str, list[int | str]] = {
    "total": ["total"],
    "dossier": [1, 2, 3],
    "government": ["VL", "FED"],
    "sdg": list(range(1, 18)),
}
STILL = ("request", "government", "status", "days_in_status")
LADDER = ["submitted", "acknowledged", "in_progress", "decided", "partially_realised", "realised"]

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

days_in_period = st.integers(0, LENGTH).map(lambda offset: START + timedelta(days=offset))
names = st.sampled_from([(request, who) for request in ("1.1", "1.2", "2.1", "2.2") for who in ("VL", "FED")])


@st.composite
def counts(draw) -> IndependentCount:
    """A small memorandum with a log: dossier 3 stays empty, some requests have no goal, dates collide."""
    chosen = draw(st.lists(names, unique=True, max_size=8))
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from(chosen), days_in_period, st.sampled_from(LOGGED), st.booleans()), max_size=25
        )
        if chosen
        else st.just([])
    )
    log: dict[tuple[str, str], list[Entry]] = {}
    for number, (track, day, status, confirmed) in enumerate(drawn, start=1):
        log.setdefault(track, []).append(Entry(number, day, status, confirmed))
    goals = {request: draw(st.sets(st.integers(1, 4), max_size=3)) for request in ("1.1", "1.2", "2.1")}
    return IndependentCount(
        start=START,
        end=START + timedelta(days=LENGTH),
        dossier_of={track: int(track[0][0]) for track in chosen},
        goals_of=goals,
        weights={code: "" if weight is None else str(weight) for code, weight in WEIGHTS.items()},
        log=log,
    )


def rows(frame: pd.DataFrame, *columns: str) -> list[Any]:
    return (frame[list(columns)] if columns else frame).to_dict("records")


@quick
@given(counts(), days_in_period)
def test_snapshot_is_what_a_walk_through_the_log_finds(count, day):
    steps, tracks, _ = frames_of(count)
    expected = [
        {"as_of": day, "dossier": dossier} | count.track_row(track, day) for track, dossier in count.dossier_of.items()
    ]
    assert rows(snapshot(steps, tracks, day)) == expected


@quick
@given(counts())
def test_intervals_are_the_periods_found_by_asking_every_day(count):
    steps, tracks, _ = frames_of(count)
    found = intervals(steps, tracks)[["request", "government", "status", "valid_from", "valid_to", "entry"]]
    expected = [(*track, *period) for track in count.dossier_of for period in count.periods(track)]
    assert list(found.itertuples(index=False, name=None)) == expected


@quick
@given(counts(), days_in_period, st.sampled_from(list(GROUPINGS)))
def test_progress_is_the_naive_count_and_adds_up(count, day, by):
    steps, tracks, links = frames_of(count)
    table = progress(snapshot(steps, tracks, day), GROUPINGS[by], WEIGHTS, links, by)
    expected = [{"key": str(key)} | count.progress_row(count.members(by, key), day) for key in GROUPINGS[by]]
    assert rows(table) == expected
    assert list(table[list(WEIGHTS)].sum(axis=1)) == list(table["tracks"])
    assert list(table["confirmed"] + table["unconfirmed"] + table["without_entry"]) == list(table["tracks"])
    if by != "sdg":
        assert table["tracks"].sum() == len(tracks)


@quick
@given(counts(), days_in_period, st.sampled_from(list(GROUPINGS)))
def test_trend_is_the_naive_count_at_each_month_end(count, as_of, by):
    steps, tracks, links = frames_of(count)
    days = month_ends(count.start, as_of)
    table = trend(snapshots(steps, tracks, days), GROUPINGS[by], WEIGHTS, links, by, days)
    expected = [
        {"month": day.isoformat()[:7], "key": str(key)} | count.progress_row(count.members(by, key), day)
        for day in days
        for key in GROUPINGS[by]
    ]
    assert rows(table) == expected
    standing = states(Steps.of(steps, tracks), tracks, days)
    assert trend_rows(standing, GROUPINGS[by], WEIGHTS, links, by, days) == expected


@quick
@given(counts(), days_in_period, st.sampled_from(["dossier", "government", "year"]))
def test_heatmap_is_the_naive_count_in_every_cell(count, as_of, by):
    steps, tracks, links = frames_of(count)
    years = list(range(count.start.year, as_of.year + 1))
    columns = years if by == "year" else GROUPINGS[by]
    days = year_ends(count.start, as_of) if by == "year" else [as_of]
    asked, standing = snapshots(steps, tracks, days), states(Steps.of(steps, tracks), tracks, days)
    cells = [count.heat(goal, by, column, as_of) for goal in range(1, 18) for column in columns]
    for measure in ("tracks", "realised_share", "index"):
        grid = heatmap(asked, columns, WEIGHTS, links, by, measure)
        expected = [
            {name: cell[name] for name in ("sdg", "column", "tracks")} | {"value": cell["values"][measure]}
            for cell in cells
        ]
        assert rows(grid) == expected
        assert heatmap_rows(standing, columns, WEIGHTS, links, by, measure) == expected
    if by != "year":
        per_goal = progress(asked, list(range(1, 18)), WEIGHTS, links, "sdg")["tracks"]
        assert list(grid.groupby("sdg")["tracks"].sum()) == list(per_goal)


@quick
@given(counts(), days_in_period, days_in_period)
def test_changes_and_steps_back_are_the_naive_ones(count, one, other):
    first, second = sorted((one, other))
    steps, tracks, _ = frames_of(count)
    found = changes(snapshot(steps, tracks, first), snapshot(steps, tracks, second))
    assert list(found.itertuples(index=False, name=None)) == count.changes(first, second)
    back = slippage(intervals(steps, tracks), WEIGHTS, first, second).drop(columns=["dossier", "entry"])
    assert list(back.itertuples(index=False, name=None)) == count.steps_back(first, second)
    among = slips(Steps.of(steps, tracks), WEIGHTS).between(first, second)
    assert among.entry.tolist() == slippage(intervals(steps, tracks), WEIGHTS, first, second)["entry"].tolist()
    if first == second:
        assert len(found) == len(back) == 0


@quick
@given(counts(), days_in_period)
def test_what_the_overview_opens_with_is_the_naive_count(count, day):
    frame, tracks, _ = frames_of(count)
    reading: Any = SimpleNamespace(
        catalogue=SimpleNamespace(memorandum=SimpleNamespace(start=count.start)),
        steps=lambda: Steps.of(frame, tracks),
        tracks=lambda: tracks,
        weights=lambda: WEIGHTS,
    )
    (found,) = openings(reading, [day])
    before = max(a_year_before(day), count.start)
    now, then = ([count.track_row(track, moment) for track in count.dossier_of] for moment in (day, before))
    results = [sum(row["status"] in ("realised", "partially_realised") for row in rows) for rows in (now, then)]
    indexes = [count.index([row["status"] for row in rows]) for rows in (now, then)]
    assert found == Opening(
        tracks=len(now),
        with_entry=sum(row["entry"] is not None for row in now),
        confirmed=sum(row["confirmed"] is True for row in now),
        with_result=results[0],
        index=indexes[0],
        index_before=indexes[1],
        before=before,
        full_year=a_year_before(day) >= count.start,
        result_change=results[0] - results[1],
        changed=sum(row["status"] != old["status"] for row, old in zip(now, then, strict=True)),
        without_response=sum(row["entry"] is None for row in now),
        stalled=sum(row["status"] == "stalled" for row in now),
    )


@quick
@given(counts(), days_in_period)
def test_the_entry_that_began_a_status_is_the_first_of_its_run(count, day):
    frame, tracks, _ = frames_of(count)
    expected = {}
    for track in count.dossier_of:
        first = count.counting_entry(track, count.since(track, day))
        if first is not None and count.counting_entry(track, day) is not None:
            expected[track] = first.number
    assert begun(Steps.of(frame, tracks), tracks, day) == expected


@quick
@given(counts(), days_in_period, days_in_period, st.integers(1, 3))
def test_the_entries_that_came_to_count_are_the_last_of_those_of_the_days_between(count, one, other, most):
    first, last = sorted((one, other))
    frame, tracks, _ = frames_of(count)
    expected = {}
    for track in count.dossier_of:
        days = sorted({entry.effective for entry in count.log.get(track, [])})
        all_of_them = [
            entry.number for day in days if first < day <= last and (entry := count.counting_entry(track, day))
        ]
        expected[track] = all_of_them[-most:], max(0, len(all_of_them) - most)
    assert counted(Steps.of(frame, tracks), tracks, first, last, most) == expected


@quick
@given(counts(), st.sets(st.integers(0, 3)))
def test_steps_of_some_tracks_and_of_the_others_are_together_the_steps(count, chosen):
    frame, tracks, _ = frames_of(count)
    whole = Steps.of(frame, tracks)
    some = np.isin(whole.track, list(chosen))
    assert whole.at(np.flatnonzero(some)).joined(whole.at(np.flatnonzero(~some))).same(whole)


@quick
@given(counts(), days_in_period)
def test_sensitivity_is_the_naive_index_of_changed_statuses_and_never_turns_around(count, day):
    steps, tracks, _ = frames_of(count)
    state = [count.track_row(track, day) for track in count.dossier_of]
    lowered = [
        LADDER[max(LADDER.index(row["status"]) - 1, 0)]
        if row["confirmed"] is False and row["status"] in LADDER
        else row["status"]
        for row in state
    ]
    statuses = [row["status"] for row in state]
    halved = IndependentCount(**{**_fields(count), "weights": count.weights | {"partially_realised": "0.5"}})
    found = sensitivity(snapshot(steps, tracks, day), WEIGHTS)
    assert (found.low, found.index, found.alternative) == (
        count.index(lowered),
        count.index(statuses),
        halved.index(statuses),
    )
    if found.low is not None and found.index is not None and found.alternative is not None:
        assert found.low <= found.index >= found.alternative


@quick
@given(counts(), days_in_period)
def test_what_stands_still(count, day):
    steps, tracks, _ = frames_of(count)
    now = snapshot(steps, tracks, day)
    state = [count.track_row(track, day) for track in count.dossier_of]
    still = [row for row in state if row["status"] == "stalled" or row["entry"] is None]
    longest_first = sorted(still, key=lambda row: -row["days_in_status"])
    assert rows(standing_still(now), *STILL) == [{name: row[name] for name in STILL} for row in longest_first]
    plain = waiting(states(Steps.of(steps, tracks), tracks, [day]))
    told = list(plain[0]) if plain else []
    assert plain == rows(standing_still(now), *told)


def _fields(count: IndependentCount) -> dict[str, Any]:
    return {name: getattr(count, name) for name in IndependentCount.__dataclass_fields__}
