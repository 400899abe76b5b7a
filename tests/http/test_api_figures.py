"""The figures of the API against an independent count over the files that ship."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reader import SHIPPED
from tests.unit.independent_count import IndependentCount, shipped

DAYS = [
    date(2019, 5, 26),
    date(2019, 9, 30),
    date(2020, 2, 29),
    date(2022, 6, 1),
    date(2023, 12, 31),
    date(2024, 12, 31),
]
DAYS += [date(2019, 5, 26) + timedelta(days=Random(7).sample(range(2046), 6)[place]) for place in range(6)]
GROUPS = {
    "dossier": [str(number) for number in range(1, 11)],
    "government": ["VL", "FED", "EU"],
    "sdg": [str(number) for number in range(1, 18)],
    "total": ["total"],
}


@pytest.fixture(scope="module")
def count() -> IndependentCount:
    return shipped(SHIPPED)


@pytest.fixture
def ask(api):
    def data(resource, **parameters):
        answer = api.get(f"/api/v1/{resource}.json", query_string=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json["data"]

    return data


def flat(row):
    return {**{name: value for name, value in row.items() if name != "counts"}, **row["counts"]}


def test_there_are_96_tracked_requests_and_153_tracks(ask):
    assert sum(row["tracked"] for row in ask("requests")) == 96
    assert len(ask("tracks")) == 153


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_track_stands_where_the_log_says(ask, count, day):
    expected = [count.track_row(track, day) for track in count.dossier_of]
    for row in expected:
        row["since"] = row["since"].isoformat()
        del row["effective_date"]
    assert ask("tracks", as_of=day) == expected


@pytest.mark.parametrize("by", GROUPS)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_progress_in_every_grouping(ask, count, by, day):
    expected = [{"key": key, **count.progress_row(count.members(by, key), day)} for key in GROUPS[by]]
    assert [flat(row) for row in ask("progress", as_of=day, by=by)] == expected


@pytest.mark.parametrize("by", GROUPS)
def test_trend_is_progress_at_the_end_of_every_month(ask, count, by):
    day = date(2021, 3, 17)
    ends = [
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        for year in (2019, 2020)
        for month in range(1, 13)
    ]
    months = [end for end in ends if end > date(2019, 5, 1)] + [date(2021, 1, 31), date(2021, 2, 28), day]
    expected = [
        {"month": f"{end:%Y-%m}", "key": key, **count.progress_row(count.members(by, key), end)}
        for end in months
        for key in GROUPS[by]
    ]
    assert [flat(row) for row in ask("trend", as_of=day, by=by)] == expected


@pytest.mark.parametrize("measure", ["tracks", "realised_share", "index"])
@pytest.mark.parametrize("by", ["dossier", "government", "year"])
def test_heatmap_in_every_measure(ask, count, by, measure):
    day = date(2023, 5, 5)
    columns = [str(year) for year in range(2019, 2024)] if by == "year" else GROUPS[by]
    cells = [count.heat(goal, by, column, day) for goal in range(1, 18) for column in columns]
    expected = [
        {**{name: cell[name] for name in ("sdg", "column", "tracks")}, "value": cell["values"][measure]}
        for cell in cells
    ]
    assert ask("heatmap", as_of=day, by=by, measure=measure) == expected


@pytest.mark.parametrize(
    ("first", "last"), [(DAYS[0], DAYS[-7]), (date(2023, 12, 31), date(2024, 12, 31)), (DAYS[1], DAYS[2])]
)
def test_changes_and_the_entries_behind_them(ask, count, first, last):
    expected = [
        {
            **dict(zip(("request", "government", "status_from", "status_to"), change, strict=True)),
            "entries": [entry.number for entry in count.log[change[:2]] if first < entry.effective <= last],
        }
        for change in count.changes(first, last)
    ]
    assert expected
    assert ask("changes", **{"from": first, "to": last}) == expected


def test_filters_are_or_within_and_and_across(ask, count):
    day = date(2024, 6, 9)
    chosen = [
        track
        for track, dossier in count.dossier_of.items()
        if dossier in (2, 5) and track[1] in ("VL", "EU") and {8, 13} & count.goals_of[track[0]]
    ]
    parameters = {"dossier": [5, 2], "government": ["EU", "VL"], "sdg": [13, 8], "as_of": day}
    assert [(row["request"], row["government"]) for row in ask("tracks", **parameters)] == chosen
    assert chosen
    (total,) = ask("progress", **parameters, by="total")
    assert flat(total) == {"key": "total", **count.progress_row(chosen, day)}
    assert {row["id"] for row in ask("requests", **parameters) if row["tracked"]} == {track[0] for track in chosen}


def test_a_status_filters_lists_by_the_status_on_the_day(ask, count):
    day, asked = date(2022, 6, 9), {"as_of": "2022-06-09", "status": ["stalled", "decided"], "government": "VL"}
    chosen = [track for track in count.dossier_of if track[1] == "VL" and count.status(track, day) in asked["status"]]
    assert {count.status(track, day) for track in chosen} == {"stalled", "decided"}
    assert [(row["request"], row["government"]) for row in ask("tracks", **asked)] == chosen
    assert [row["id"] for row in ask("requests", **asked)] == [track[0] for track in chosen]
    logged = [entry.number for track in chosen for entry in count.log[track] if entry.effective <= day]
    assert [row["id"] for row in ask("updates", **asked)] == sorted(logged)


def some(members):
    """A filter: none, one or a few of the members."""
    return st.sets(st.sampled_from(members), max_size=3).map(sorted)


@given(
    day=st.dates(date(2019, 5, 26), date(2024, 12, 31)),
    dossiers=some(range(1, 11)),
    governments=some(GROUPS["government"]),
    goals=some(range(1, 18)),
    by=st.sampled_from(sorted(GROUPS)),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_selection_on_any_day_is_counted_rightly(ask, count, day, dossiers, governments, goals, by):
    chosen = [
        track
        for track, dossier in count.dossier_of.items()
        if (not dossiers or dossier in dossiers)
        and (not governments or track[1] in governments)
        and (not goals or count.goals_of[track[0]] & set(goals))
    ]
    parameters = {"as_of": day, "dossier": dossiers, "government": governments, "sdg": goals}
    rows = ask("progress", **parameters, by=by)
    groups = {key: [track for track in count.members(by, key) if track in chosen] for key in GROUPS[by]}
    assert [flat(row) for row in rows] == [{"key": key, **count.progress_row(groups[key], day)} for key in groups]
    assert [(row["request"], row["government"]) for row in ask("tracks", **parameters)] == chosen


def test_updates_are_the_shipped_rows_up_to_the_day(ask, count):
    day = date(2020, 12, 31)
    expected = sorted(entry.number for log in count.log.values() for entry in log if entry.effective <= day)
    rows = ask("updates", as_of=day)
    assert [row["id"] for row in rows] == expected
    assert all(row["counts"] and row["confirmed"] is False and len(row["sources"]) == 1 for row in rows)
    assert rows[0]["row_id"] == "d0001"
    assert rows[0]["author"] == "Bureauonderzoek"
