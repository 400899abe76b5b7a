"""The slider and what it shows: the same numbers as the chart, month by month."""

from __future__ import annotations

import json
from datetime import date

import plotly.graph_objects as go
from hypothesis import given

from components.charts.cube import Bars, Month, cube
from components.charts.progress import figure, sentence
from components.slider import Slider, slider
from components.status_look import DISPLAY_ORDER
from components.tree import to_dash, to_html
from tests.unit.component_samples import by_dash, progress_frame, progress_view, quick, rows_of_counts, text_of

DAYS = (date(2019, 5, 31), date(2019, 6, 30), date(2019, 7, 15))
SLIDER = Slider(DAYS, date(2019, 6, 3), "/months.json?x=1", ((date(2019, 7, 15), "/?as_of=2019-07-15"),))


@quick
@given(rows_of_counts)
def test_what_is_prepared_is_what_the_chart_draws(rows):
    frame, view = progress_frame(rows), progress_view(len(rows))
    month = Month(DAYS[0], "so", (("how far?", "3", "/100", "far"),), {"chart": Bars(frame, view, "noted")})
    made = cube([month], "nl")
    assert json.loads(json.dumps(made)) == made
    assert made["statuses"] == list(DISPLAY_ORDER)
    (told,) = made["months"]
    bars = told.pop("charts")["chart"]
    assert told == {
        "day": "2019-05-31", "shown": "31 mei 2019", "headline": "so", "figures": [["how far?", "3", "/100", "far"]],
    }  # fmt: skip
    assert (bars["sentence"], bars["note"]) == (sentence(frame, view), "noted")
    assert bars["counts"] == [[row.get(code, 0) for code in DISPLAY_ORDER] for row in rows]
    drawn = go.Figure(figure(frame, view)).data
    assert bars["texts"] == [list(trace["text"]) for trace in drawn]
    for shares, trace in zip(bars["shares"], drawn, strict=True):
        assert all(abs(share - x) <= 0.0001 for share, x in zip(shares, trace["x"], strict=True))


def test_the_controls_say_nothing_of_the_moment_so_that_they_stay_when_it_changes():
    before, after = (by_dash(to_dash(slider(Slider(DAYS, day, "/m", ()), "nl"))) for day in (DAYS[0], DAYS[2]))
    controls = [drawn.children[0].to_plotly_json()["props"]["data-html"] for drawn in (before, after)]
    assert controls[0] == controls[1]
    assert 'type="range"' in controls[0]
    assert 'max="2"' in controls[0]
    places = [getattr(drawn, "data-place") for drawn in (before, after)]
    assert places == ["0", "2"]


def test_a_day_inside_a_month_stands_at_that_month():
    assert 'data-place="1"' in to_html(slider(SLIDER, "nl"))


def test_without_script_the_years_are_links_and_nothing_looks_like_a_slider():
    html = to_html(slider(SLIDER, "nl"))
    assert "<input" not in html
    assert "<button" not in html
    assert 'href="/?as_of=2019-07-15"' in html
    assert text_of(slider(SLIDER, "en")) == "end 2019"
