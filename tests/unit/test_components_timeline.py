"""Progress over time: every form says the counts of the frame, and nothing is drawn over anything else."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts import area, timeline_figure
from components.charts.period import Cabinet, Milestone, cut, duration
from components.charts.timeline import figure, sentence, static
from components.status_look import DISPLAY_ORDER
from components.tree import to_html
from tests.unit.chart_samples import END, START, days, languages, period, quickly, timeline_view, trend_frame, trends
from tests.unit.component_samples import STATUS_NAMES, TableReader, numbers_in

CSS = (Path(__file__).parents[2] / "assets" / "charts.css").read_text(encoding="utf-8")


def last_day(frame):
    """The last day of the frame's last month."""
    return area.day_of(frame["month"].iloc[-1], period())


def polygons(html):
    """Status to the corners of its area, as (percent from the left, percent from the floor)."""
    found = re.findall(r'class="s-(\w+)" style="clip-path:polygon\(([^)]*)\)', html)
    return {
        code: [tuple(float(part.rstrip("%")) for part in corner.split(" ")) for corner in corners.split(",")]
        for code, corners in found
    }


@quickly
@given(trends(), languages)
def test_figure_and_frame_say_the_same(frame, lang):
    drawn = go.Figure(figure(frame, timeline_view(last_day(frame), lang)))
    areas = [trace for trace in drawn.data if trace.type == "scatter"]
    assert {trace.name: list(trace.y) for trace in areas} == {
        STATUS_NAMES[code]: list(frame[code]) for code in DISPLAY_ORDER if frame[code].sum()
    }
    for trace in areas:
        assert [(row[1], row[2], row[3]) for row in trace.customdata] == [
            (trace.name, count, tracks) for count, tracks in zip(trace.y, frame["tracks"], strict=True)
        ]
    said = {note.text for note in drawn.layout.annotations}
    for code in DISPLAY_ORDER:
        count = frame[code].iloc[-1]
        assert any(text.endswith(f"<b>{count}</b> {STATUS_NAMES[code]}") for text in said) == (count > 0)


@quickly
@given(trends(), languages)
def test_table_says_the_counts_at_the_end_of_each_year_and_on_the_last_day(frame, lang):
    view = timeline_view(last_day(frame), lang)
    read = TableReader(to_html(static(frame, view)))
    expected = frame[frame["month"].str.endswith("-12") | (frame["month"] == frame["month"].iloc[-1])]
    head, *body = read.rows
    assert [cell["words"] for cell in head[1:-1]] == [STATUS_NAMES[code] for code in DISPLAY_ORDER]
    assert [[int(cell["words"]) for cell in cells[1:]] for cells in body] == [
        [*(record[code] for code in DISPLAY_ORDER), record["tracks"]] for record in expected.to_dict("records")
    ]
    assert [cells[0]["words"][-4:] for cells in body] == [month[:4] for month in expected["month"]]


@quickly
@given(trends())
def test_areas_are_as_high_as_their_counts(frame):
    view = timeline_view(last_day(frame))
    drawn = polygons(to_html(static(frame, view)))
    assert set(drawn) == {code for code in DISPLAY_ORDER if frame[code].sum()}
    below, tracks = [0] * len(frame), frame["tracks"].iloc[0]
    across = [view.period.percent(area.day_of(month, view.period)) for month in frame["month"]]
    for code in DISPLAY_ORDER:
        below = [under + count for under, count in zip(below, frame[code], strict=True)]
        if code in drawn:
            height = dict(drawn[code][2:])
            for x, count in zip(across, below, strict=True):
                assert height.get(x, 100 - 100 * count / tracks) == pytest.approx(100 - 100 * count / tracks, abs=0.01)


@quickly
@given(trends())
def test_what_lies_in_front_is_painted_last(frame):
    codes = list(polygons(to_html(static(frame, timeline_view(last_day(frame))))))
    assert codes == [code for code in reversed(DISPLAY_ORDER) if code in codes]


@quickly
@given(trends())
def test_labels_at_the_end_tell_the_last_month_without_hiding_each_other(frame):
    found = area.ends(frame)
    assert {code: count for code, count, _ in found} == {
        code: frame[code].iloc[-1] for code in DISPLAY_ORDER if frame[code].iloc[-1]
    }
    heights = [0 - area.LABEL_GAP / 2, *(height for _, _, height in found), 100 + area.LABEL_GAP / 2]
    assert all(b - a >= area.LABEL_GAP - 1e-9 for a, b in pairwise(heights))


@quickly
@given(st.lists(st.tuples(days, st.integers(3, 45)), max_size=9), days)
def test_flags_keep_their_milestone_and_stay_on_the_drawing(found, as_of):
    milestones = tuple(Milestone(moment, "x" * length) for moment, length in found)
    flown = area.flags(milestones, period(as_of))
    assert sorted((flag.milestone.day, flag.milestone.label) for flag in flown) == sorted(
        (milestone.day, milestone.label) for milestone in milestones if milestone.day <= as_of
    )
    for flag in flown:
        assert flag.first >= 0
        assert flag.last <= 100
        assert flag.x in (flag.first, flag.last)


def test_flags_close_together_take_lanes_of_their_own():
    early = [(date(2019, 10, 2), 30), (date(2019, 12, 1), 40), (date(2020, 3, 12), 40)]
    late = [(date(2024, 6, 9), 40), (date(2024, 9, 30), 40), (date(2024, 12, 1), 40)]
    flown = area.flags([Milestone(day, "x" * length) for day, length in early + late], period())
    assert [flag.lane for flag in flown] == [2, 1, 0, 0, 1, 2]
    assert [flag.points_left for flag in flown] == [False] * 3 + [True] * 3


def test_a_point_stands_for_the_last_day_of_its_month_or_the_day_of_the_state():
    assert area.day_of("2020-02", period()) == date(2020, 2, 29)
    assert area.day_of("2023-12", period()) == date(2023, 12, 31)
    assert area.day_of("2020-02", period(date(2020, 2, 10))) == date(2020, 2, 10)


@quickly
@given(trends(), languages)
def test_the_sentence_only_says_numbers_of_the_frame(frame, lang):
    view = timeline_view(last_day(frame), lang)
    said = re.sub(r"\d+ \w+ \d{4}|\w+ 20\d\d", "", sentence(frame, view))
    results = set(frame["realised"] + frame["partially_realised"])
    moves = frame[list(DISPLAY_ORDER)].diff().abs().sum(axis=1) // 2
    assert numbers_in(said) <= results | {1, frame["tracks"].iloc[0], int(moves.max())}


def test_the_sentence_tells_result_and_the_busiest_month():
    frame = trend_frame(
        [{"submitted": 9}, {"submitted": 6, "decided": 3}, {"submitted": 5, "decided": 2, "realised": 2}]
    )
    view = timeline_view(date(2019, 7, 20))
    assert sentence(frame, view) == (
        "Op 31 mei 2019 was er resultaat voor 0, op 20 juli 2019 voor 2 van de 9 vragen. "
        "Het meest bewoog er in juni 2019: minstens 3 vragen veranderden toen van status."
    )
    assert sentence(frame, timeline_view(date(2019, 7, 20), "en")) == (
        "On 31 May 2019 there was a result for 0, on 20 July 2019 for 2 of the 9 requests. "
        "Most movement was in June 2019: at least 3 requests changed status then."
    )


def test_the_sentence_where_there_is_little_to_tell():
    still = trend_frame([{"submitted": 2}, {"submitted": 2}])
    assert sentence(still, timeline_view(date(2019, 6, 30))) == (
        "Op 30 juni 2019 is er resultaat voor 0 van de 2 vragen, evenveel als op 31 mei 2019. "
        "Intussen veranderde geen enkele status."
    )
    alone = trend_frame([{"realised": 1}])
    assert sentence(alone, timeline_view(date(2019, 5, 27))) == "Op 27 mei 2019 was er resultaat voor 1 van 1 vraag."
    assert sentence(trend_frame([{}]), timeline_view()) == "Er zijn hier geen vragen om te tellen."


def test_without_any_request_nothing_breaks():
    frame = trend_frame([{}, {}])
    view = timeline_view(date(2019, 6, 30))
    assert [cell["words"] for cell in TableReader(to_html(static(frame, view))).rows[-1][1:]] == ["0"] * 10
    assert [trace for trace in go.Figure(figure(frame, view)).data if trace.type == "scatter"] == []


def test_cabinets_are_drawn_from_the_start_to_the_day_of_the_state():
    view = timeline_view(date(2020, 5, 26))
    assert [(cabinet.name, begin, end) for cabinet, begin, end in cut(view.cabinets, "VL", view.period)] == [
        ("First", START, date(2019, 10, 2)),
        ("Second", date(2019, 10, 2), date(2020, 5, 27)),
    ]
    html = to_html(static(trend_frame([{"submitted": 1}]), view))
    assert "First</span>" in html
    assert "van 1 januari 2014 tot 2 oktober 2019" in html
    assert "sinds 2 oktober 2019" in html
    later = timeline_view(date(2019, 6, 30), cabinets=(Cabinet("VL", "Later", date(2020, 1, 1), None),))
    assert cut(later.cabinets, "VL", later.period) == []


def test_milestones_still_to_come_are_not_told():
    frame = trend_frame([{"submitted": 1}])
    assert "a new cabinet" in to_html(static(frame, timeline_view()))
    assert "a new cabinet" not in to_html(static(frame, timeline_view(date(2019, 5, 31))))


@pytest.mark.parametrize(
    ("since", "until", "precision", "nl", "en"),
    [
        (START, END, "day", "5 jaar en 7 maanden", "5 years and 7 months"),
        (date(2024, 1, 31), END, "month", "11 maanden", "11 months"),
        (date(2023, 12, 31), END, "day", "1 jaar", "1 year"),
        (date(2023, 11, 24), END, "day", "1 jaar en 1 maand", "1 year and 1 month"),
        (date(2024, 12, 30), END, "day", "1 dag", "1 day"),
        (date(2024, 12, 1), END, "day", "30 dagen", "30 days"),
        (date(2024, 3, 31), date(2024, 6, 30), "month", "3 maanden", "3 months"),
        (date(2024, 3, 31), date(2024, 6, 29), "day", "2 maanden", "2 months"),
        (END, END, "year", "hoogstens 1 jaar", "at most 1 year"),
        (END, END, "month", "hoogstens 1 maand", "at most 1 month"),
        (date(2022, 12, 31), END, "year", "minstens 2 jaar", "at least 2 years"),
    ],
)
def test_durations_are_told_as_people_say_them(since, until, precision, nl, en):
    assert duration(since, until, precision, "nl") == nl
    assert duration(since, until, precision, "en") == en


def test_the_style_sheet_knows_no_colours_of_its_own_and_the_pixels_of_the_figure():
    rules = CSS.replace("--hairline: light-dark(#16202B52, #E9EDF052);", "")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\(", rules) == []
    assert f".plane {{ grid-row: 2; position: relative; height: {timeline_figure.HEIGHT}px;" in CSS
    assert f"height: {timeline_figure.BAND}px; line-height: 20px;" in CSS
