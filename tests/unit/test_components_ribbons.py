"""Ribbons: every segment lies where its days are, says so in words, and leads to the entry behind it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest
from dash.development.base_component import Component
from hypothesis import given

from components.charts import ribbons_figure
from components.charts.period import Milestone
from components.charts.ribbons import figure, sentence, static
from components.status_look import DISPLAY_ORDER
from components.tree import to_dash, to_html
from tests.unit.chart_samples import (
    DAY,
    END,
    START,
    LinkReader,
    days,
    interval_frame,
    intervals,
    languages,
    quickly,
    ribbons_view,
)
from tests.unit.component_samples import STATUS_NAMES, TableReader, by_dash, numbers_in

CSS = (Path(__file__).parents[2] / "assets" / "charts.css").read_text(encoding="utf-8")
WHOLE = (END - START).days + 1

FRAME = interval_frame(
    {
        ("1.1", "VL"): [
            ("submitted", START, None),
            ("decided", date(2021, 3, 3), 7),
            ("realised", date(2022, 6, 2), 9),
        ],
        ("1.1", "FED"): [("submitted", START, None)],
        ("2.1.a", "EU"): [("submitted", START, None), ("stalled", date(2024, 5, 31), 12)],
    }
)


def expected(frame, as_of):
    """The periods up to the day of the state: track, status, first day, day after the last as far as drawn, entry."""
    return [
        (row.request, row.government, row.status, row.valid_from, min(row.valid_to, as_of + DAY), row.entry)
        for row in frame.itertuples()
        if row.valid_from <= as_of
    ]


def segments(html):
    return [link for link in LinkReader(html).links if link.get("class", "").startswith("s-")]


def style(link):
    return {name: float(value) for name, value in re.findall(r"--(\w+):([\d.]+)", link["style"])}


@quickly
@given(intervals(), days, languages)
def test_every_segment_lies_where_its_days_are_and_leads_to_its_entry(frame, as_of, lang):
    found = segments(to_html(static(frame, ribbons_view(as_of, lang))))
    wanted = expected(frame, as_of)
    assert [link["class"] for link in found] == [f"s-{row[2]}" for row in wanted]
    assert [link["href"] for link in found] == [f"/vraag/{row[0]}#{row[5] or row[1]}" for row in wanted]
    for link, (_, _, _, begin, end, _) in zip(found, wanted, strict=True):
        assert style(link)["x"] == pytest.approx(100 * (begin - START).days / WHOLE, abs=0.01)
        assert style(link)["w"] == pytest.approx(100 * (end - begin).days / WHOLE, abs=0.02)
        assert link["words"] == link["title"]


@quickly
@given(intervals(), days, languages)
def test_figure_and_frame_say_the_same(frame, as_of, lang):
    view = ribbons_view(as_of, lang)
    drawn = go.Figure(figure(frame, view))
    wanted = expected(frame, as_of)
    found = {
        (place, trace.name, date.fromisoformat(base), length // 86_400_000)
        for trace in drawn.data
        for place, base, length in zip(trace.y, trace.base, trace.x, strict=True)
    }
    order = list(dict.fromkeys((row[0], row[1]) for row in wanted))
    assert found == {
        (order.index((row[0], row[1])), STATUS_NAMES[row[2]], row[3], (row[4] - row[3]).days) for row in wanted
    }
    words = {(row[0], row[2], row[3]) for trace in drawn.data for row in trace.customdata}
    links = segments(to_html(static(frame, view)))
    assert {(row[1], row[2]) for row in words} == {(link["title"], link["href"]) for link in links}


@quickly
@given(intervals(), days)
def test_each_row_ends_with_the_status_of_the_day(frame, as_of):
    head, *body = TableReader(to_html(static(frame, ribbons_view(as_of)))).rows
    present = {(row[0], row[1]): row[2] for row in expected(frame, as_of)}
    assert [cells[-1]["words"] for cells in body] == [STATUS_NAMES[code] for code in present.values()]
    assert [cells[-3]["words"] for cells in body] == [government for _, government in present]
    assert len({len(cells) for cells in body} | {len(head)}) <= 2


@quickly
@given(intervals(), days, languages)
def test_the_sentence_only_says_numbers_of_the_frame(frame, as_of, lang):
    present = {(row[0], row[1]): row[2] for row in expected(frame, as_of)}
    entries = {(row[0], row[1]) for row in expected(frame, as_of) if row[5]}
    said = sentence(frame, ribbons_view(as_of, lang)).split(". ")[0]
    results = sum(code in ("realised", "partially_realised") for code in present.values())
    assert numbers_in(said) <= {results, len(present), len(present) - len(entries)}


def test_a_segment_says_its_status_and_its_days():
    titles = [link["title"] for link in segments(to_html(static(FRAME, ribbons_view())))]
    assert titles[:3] == [
        "name of submitted van 26 mei 2019 tot 3 maart 2021",
        "name of decided van 3 maart 2021 tot 2 juni 2022",
        "name of realised sinds 2 juni 2022",
    ]
    english = [link["title"] for link in segments(to_html(static(FRAME, ribbons_view(lang="en"))))]
    assert english[1:3] == ["name of decided from 3 March 2021 until 2 June 2022", "name of realised since 2 June 2022"]


def test_days_are_told_no_more_exactly_than_they_are_known():
    view = ribbons_view(precisions={7: "month", 9: "year", 12: "day"})
    titles = [link["title"] for link in segments(to_html(static(FRAME, view)))]
    assert titles[1] == "name of decided van maart 2021 tot 2022"
    assert titles[2] == "name of realised sinds 2022"


def test_governments_of_a_request_stand_together_under_its_name():
    html = to_html(static(FRAME, ribbons_view()))
    names = [cell for row in TableReader(html).rows for cell in row if cell.get("scope") == "rowgroup"]
    assert [(cell["words"], cell.get("rowspan")) for cell in names] == [
        ("1.1 title of 1.1", "2"),
        ("2.1.a title of 2.1.a", None),
    ]
    assert [link["href"] for link in LinkReader(html).links if "class" not in link] == ["/vraag/1.1", "/vraag/2.1.a"]


def test_what_came_later_is_not_told():
    html = to_html(static(FRAME, ribbons_view(date(2022, 1, 1))))
    assert "stalled" not in html
    assert "name of decided sinds 3 maart 2021" in html
    assert "Op 1 januari 2022" in html
    assert "--end:46.51" in html  # 952 of the period's 2047 days: 26 May 2019 to 1 January 2022, both included


def test_milestones_are_lines_with_a_number_that_the_list_explains():
    milestones = (Milestone(date(2024, 10, 13), "later"), Milestone(date(2020, 10, 1), "a new cabinet"))
    html = to_html(static(FRAME, ribbons_view(date(2024, 1, 1), milestones=milestones)))
    assert html.count("linear-gradient(var(--hairline)") == 1
    assert html.count("linear-gradient(var(--ink)") == 1
    assert "<ol" in html
    assert "<b>1 oktober 2020</b> a new cabinet" in html
    assert "later" not in html
    assert "linear-gradient(var(--ink)" not in to_html(static(FRAME, ribbons_view(milestones=milestones)))


def test_the_sentence_tells_result_silence_and_the_latest_change():
    assert sentence(FRAME, ribbons_view()) == (
        "Geheel of gedeeltelijk resultaat is er voor 1 van de 3 vragen; voor 1 is geen reactie bekend. "
        "Het laatst veranderde vraag 2.1.a (the European): name of stalled sinds 31 mei 2024."
    )
    assert sentence(FRAME, ribbons_view(START)) == "Voor geen enkele vraag is al een reactie bekend."
    assert sentence(interval_frame({}), ribbons_view(lang="en")) == "There are no requests to follow here."


def test_a_response_on_the_first_day_is_a_response():
    frame = interval_frame({("1.1", "VL"): [("decided", START, 7)]})
    assert sentence(frame, ribbons_view()).startswith("Geheel of gedeeltelijk resultaat is er voor 0 van 1 vraag. ")


def test_the_legend_holds_what_occurs_in_the_usual_order():
    html = to_html(static(FRAME, ribbons_view()))
    legend = re.findall(r'<li class="s-(\w+)">', html)
    assert legend == [code for code in DISPLAY_ORDER if code in ("submitted", "decided", "realised", "stalled")]


def count(component):
    children = getattr(component, "children", None) or []
    inside = children if isinstance(children, list) else [children]
    return 1 + sum(count(part) for part in inside if isinstance(part, Component))


def test_the_largest_dossier_stays_within_the_components_of_a_page():
    turns = [("submitted", START, None), ("decided", date(2020, 1, 1), 1), ("realised", date(2021, 1, 1), 2)]
    turns.append(("stalled", date(2022, 1, 1), 3))
    one = count(by_dash(to_dash(static(interval_frame({("1.1", "VL"): turns}), ribbons_view()))))
    two = count(by_dash(to_dash(static(interval_frame({("1.1", "VL"): turns, ("1.2", "VL"): turns}), ribbons_view()))))
    assert one + 25 * (two - one) <= 700


def test_the_style_sheet_has_the_pixels_of_the_figure():
    assert f"--ribbon-row: {ribbons_figure.ROW_HEIGHT}px; --ribbon: {ribbons_figure.BAND_HEIGHT}px;" in CSS
    assert f"--government: {ribbons_figure.GOVERNMENT_WIDTH}px;" in CSS
