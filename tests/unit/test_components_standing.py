"""What stands still: each request once, longest first, with how long as people say it."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import plotly.graph_objects as go
from hypothesis import given

from components.charts.standing import figure, sentence, slips, static
from components.tree import to_html
from tests.unit.chart_samples import (
    DAY,
    END,
    START,
    LinkReader,
    languages,
    quickly,
    standing,
    standing_frame,
    standing_view,
)
from tests.unit.component_samples import STATUS_NAMES, TableReader, numbers_in

FRAME = standing_frame(
    [
        (("1.1", "VL"), "submitted", START),
        (("1.1", "FED"), "submitted", START),
        (("1.2", "VL"), "stalled", date(2021, 3, 3)),
        (("2.1.a", "EU"), "stalled", date(2022, 12, 31)),
    ]
)


def tracks(frame):
    return sorted(zip(frame["request"], frame["government"], strict=True))


def style(element):
    return {name: float(value) for name, value in re.findall(r"--(\w+):([\d.]+)", element["style"])}


@quickly
@given(standing(), languages)
def test_every_request_stands_in_the_table_once_longest_first(frame, lang):
    html = to_html(static(frame, standing_view(lang=lang)))
    assert sorted(re.findall(r'href="/vraag/([^"]+)"', html)) == sorted(frame["request"])
    widths = [style(found)["w"] for found in LinkReader(html).classed if found["tag"] == "i"]
    assert widths == sorted(widths, reverse=True)
    groups = frame.drop_duplicates(["status", "since"])
    assert len(widths) == len(groups)
    whole = (END - START).days + 1
    expected = sorted((100 * (days + 1) / whole for days in groups["days_in_status"]), reverse=True)
    assert all(abs(found - wanted) <= 0.02 for found, wanted in zip(widths, expected, strict=True))


@quickly
@given(standing(), languages)
def test_figure_and_frame_say_the_same(frame, lang):
    drawn = go.Figure(figure(frame, standing_view(lang=lang)))
    if frame.empty:
        assert not drawn.data
        return
    bars = drawn.data[0]
    told = [tuple(track.split(" ")) for row in bars.customdata for track in row[3].split(", ")]
    assert sorted(told) == tracks(frame)
    lengths = {
        (date.fromisoformat(base), length // 86_400_000 - 1) for base, length in zip(bars.base, bars.x, strict=True)
    }
    assert lengths == set(zip(frame["since"], frame["days_in_status"], strict=True))


@quickly
@given(standing(), languages)
def test_figure_and_table_use_the_same_words(frame, lang):
    view = standing_view(lang=lang)
    rows = TableReader(to_html(static(frame, view))).rows[1:]
    bars = go.Figure(figure(frame, view)).data
    said = [f"{long} {since}" for _, long, since, _ in bars[0].customdata] if bars else []
    assert [cells[0]["words"] for cells in rows] == said


@quickly
@given(standing(), languages)
def test_the_sentence_counts_the_frame(frame, lang):
    said = sentence(frame, standing_view(lang=lang))
    halted = list(frame["status"]).count("stalled")
    counted = said.split(".")[0]
    expected = {len(frame), 153, halted, len(frame) - halted} - {0}
    assert numbers_in(counted) == (expected if len(frame) else set())


def test_how_long_stands_beside_since_when():
    rows = TableReader(to_html(static(FRAME, standing_view()))).rows[1:]
    assert [cells[0]["words"] for cells in rows] == [
        "5 jaar en 7 maanden sinds 26 mei 2019",
        "3 jaar en 9 maanden sinds 3 maart 2021",
        "2 jaar sinds 31 december 2022",
    ]
    roughly = {("2.1.a", "EU"): "year", ("1.2", "VL"): "month"}
    rows = TableReader(to_html(static(FRAME, standing_view(precisions=roughly)))).rows[1:]
    assert [cells[0]["words"] for cells in rows[1:]] == [
        "3 jaar en 9 maanden sinds maart 2021",
        "minstens 2 jaar sinds 2022",
    ]


def test_a_wait_without_any_response_is_called_that():
    rows = TableReader(to_html(static(FRAME, standing_view()))).rows[1:]
    assert rows[0][2]["words"].startswith("Geen reactie bekend")
    assert rows[1][2]["words"].startswith(STATUS_NAMES["stalled"])


def test_many_requests_wait_behind_their_number():
    same_day = standing_frame(
        [((code, who), "stalled", date(2024, 1, 31)) for code in ("1.1", "1.2") for who in ("VL", "FED")]
    )
    html = to_html(static(same_day, standing_view()))
    assert "<summary>4 vragen</summary>" in html
    assert "<summary>" not in to_html(static(same_day[:3], standing_view()))


def test_nothing_to_draw_is_said():
    empty = FRAME[:0]
    assert sentence(empty, standing_view()) == "Er staat geen enkele vraag stil."
    assert to_html(static(empty, standing_view())) == '<p class="empty">Er staat geen enkele vraag stil.</p>'
    assert "geen stappen achteruit" in to_html(slips(empty, standing_view()))


def test_the_sentence_tells_silence_halts_and_the_longest():
    assert sentence(FRAME, standing_view()) == (
        "4 van de 153 vragen staan stil: voor 2 is geen reactie bekend en 2 zijn stilgevallen. "
        "Het langst stilgevallen is vraag 1.2 (the Flemish): 3 jaar en 9 maanden."
    )
    assert sentence(FRAME[3:], standing_view(lang="en")) == (
        "1 of the 153 requests stands still: 1 has stalled. Stalled longest is request 2.1.a (the European): 2 years."
    )


def test_steps_back_are_listed_with_their_entry():
    row = {"request": "1.2", "government": "VL", "dossier": 1, "status_from": "decided", "status_to": "stalled"}
    frame = pd.DataFrame([{**row, "date": END - DAY, "entry": 4}])
    html = to_html(slips(frame, standing_view()))
    assert html.index(STATUS_NAMES["decided"]) < html.index(STATUS_NAMES["stalled"])
    assert "3 maart 2021</a> the note" in html
    assert "dossier one" in html
