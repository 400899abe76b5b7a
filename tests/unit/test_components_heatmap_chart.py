"""The forms of the heatmap say the same numbers, and nothing, zero and undefined stay apart."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.sdg_heatmap import PILLARS, Measure, figure, height, sentence, static
from components.status_look import HEAT
from components.text import whole_percent
from components.tree import to_html
from tests.unit.component_samples import (
    COLUMNS,
    GOALS,
    TableReader,
    heatmap_frame,
    heatmap_view,
    heatmaps,
    numbers_in,
    quick,
)

MEASURES: tuple[Measure, ...] = ("tracks", "realised_share", "index")
any_heatmap = st.sampled_from(MEASURES).flatmap(lambda measure: st.tuples(st.just(measure), heatmaps(measure)))


def wanted(record, measure):
    """What a cell must say of a record of the frame: the figure, and beside it the number of requests."""
    if not record["tracks"]:
        return ("·",)
    known = record["value"] == record["value"] and record["value"] is not None
    if measure == "tracks":
        return (str(record["tracks"]),)
    return (str(whole_percent(record["value"])) if known else "–", str(record["tracks"]))


def of_table(frame, view):
    """Goal and column to the words of the cell, and to the whole cell."""
    head, *body = TableReader(to_html(static(frame, view))).rows
    keys = [cell["words"] for cell in head[1:]]
    rows = [cells for cells in body if len(cells) > 1]
    return {
        (int(cells[0]["words"].split()[0]), key): cell
        for cells in rows
        for key, cell in zip(keys, cells[1:], strict=True)
    }


@quick
@given(any_heatmap, st.sampled_from(("nl", "en")))
def test_table_and_frame_say_the_same(drawn, lang):
    measure, frame = drawn
    read = of_table(frame, heatmap_view(measure, lang))
    assert {place: tuple(cell["words"].split()) for place, cell in read.items()} == {
        (record["sdg"], record["column"]): wanted(record, measure) for record in frame.to_dict("records")
    }


@quick
@given(any_heatmap, st.sampled_from(("nl", "en")))
def test_figure_and_frame_say_the_same(drawn, lang):
    measure, frame = drawn
    view = heatmap_view(measure, lang)
    colours, words = go.Figure(figure(frame, view)).data
    numbers = {goal.name: goal.number for goal in GOALS}
    keys = {column.full: column.key for column in COLUMNS}
    told = {
        (numbers[goal], keys[column]): (tracks, shown)
        for row in colours["customdata"]
        for goal, column, tracks, shown, *_ in row
        if goal
    }
    records = frame.to_dict("records")
    assert told == {
        (record["sdg"], record["column"]): (record["tracks"], wanted(record, measure)[0]) for record in records
    }
    written = {
        (colours["customdata"][y][x][0], x): text
        for x, y, text in zip(words["x"], words["y"], words["text"], strict=True)
    }
    for record in records:
        text = written[GOALS[record["sdg"] - 1].name, list(keys.values()).index(record["column"])]
        bare = text.replace('style="font-size:11px"', "")
        assert numbers_in(bare) == numbers_in(" ".join(wanted(record, measure)))


@quick
@given(any_heatmap, st.sampled_from(("nl", "en")))
def test_the_sentence_only_says_numbers_of_the_frame(drawn, lang):
    measure, frame = drawn
    said = sentence(frame, heatmap_view(measure, lang))
    shares = {whole_percent(value) for value in frame["value"].dropna() if measure != "tracks"}
    of_hundred = {100} if measure == "index" else set()
    assert numbers_in(said) <= shares | set(frame["tracks"]) | set(frame["sdg"]) | of_hundred
    assert said.endswith(".")


def test_nothing_zero_and_undefined_stay_apart():
    frame = heatmap_frame({(1, "VL"): (4, 0.0), (1, "FED"): (6, None)})
    read = of_table(frame, heatmap_view("index"))
    zero, undefined, nothing = read[1, "VL"], read[1, "FED"], read[2, "VL"]
    assert [cell["class"] for cell in (zero, undefined, nothing)] == ["h0", "undefined", "none"]
    assert [cell["words"] for cell in (zero, undefined, nothing)] == ["0 4", "– 6", "·"]
    assert [cell["aria-label"] for cell in (zero, undefined, nothing)] == [
        "0 op 100 over 4 vragen",
        "6 vragen, te veel onduidelijk voor een index",
        "geen vragen",
    ]
    colours, _ = go.Figure(figure(frame, heatmap_view("index"))).data
    assert colours["z"][1] == [0, None]
    assert colours["z"][2] == [None, None]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_take_the_colour_that_reads_on_their_cell(theme):
    frame = heatmap_frame({(1, "VL"): (4, 1.0), (1, "FED"): (6, 0.1)})
    _, words = go.Figure(figure(frame, heatmap_view(theme=theme))).data
    first_row = [colour for y, colour in zip(words["y"], words["textfont"]["color"], strict=True) if y == 1]
    assert first_row == [HEAT[theme][10].ink, HEAT[theme][1].ink]


def test_goals_are_grouped_by_the_five_pillars_with_their_colour_as_a_marker():
    frame = heatmap_frame({})
    body = TableReader(to_html(static(frame, heatmap_view()))).rows[1:]
    order = [cells[0]["words"].split()[0] for cells in body]
    assert order == ["Mensen", *"12345", "Planeet", "6", *map(str, range(12, 16)), "Welvaart", *map(str, range(7, 12)),
                     "Vrede", "16", "Partnerschap", "17"]  # fmt: skip
    assert all(cells[0]["style"] == "--goal:#E5243B" for cells in body if len(cells) > 1)
    assert [cells[0]["scope"] for cells in body if len(cells) == 1] == ["rowgroup"] * len(PILLARS)
    markers = go.Figure(figure(frame, heatmap_view())).layout.shapes
    assert [shape["fillcolor"] for shape in markers] == ["#E5243B"] * 17


def test_plotly_accepts_the_figure_and_both_forms_are_equally_high():
    frame, view = heatmap_frame({(1, "VL"): (4, 0.5)}), heatmap_view()
    checked = go.Figure(figure(frame, view))
    rows = TableReader(to_html(static(frame, view))).rows
    assert checked.layout.height == height(view) == 28 * len(rows)


@pytest.mark.parametrize(
    ("measure", "cells", "lang", "said"),
    [
        ("index", {}, "nl", "Er zijn hier geen vragen om te tellen."),
        ("index", {(1, "VL"): (5, None)}, "en", "There are no requests to count here."),
        (
            "realised_share",
            {(1, "VL"): (5, 0.0), (2, "VL"): (1, 0.0)},
            "nl",
            "Het deel met resultaat is overal even groot: 0\N{NO-BREAK SPACE}%.",
        ),
        (
            "realised_share",
            {(1, "VL"): (4, 0.5), (3, "FED"): (1, 1.0), (4, "VL"): (2, 1.0), (5, "FED"): (3, 0.0)},
            "nl",
            "Het deel met resultaat is het hoogst voor onder meer SDG 4 (goal d) in VL: "
            "100\N{NO-BREAK SPACE}% van 2 vragen, "
            "en het laagst voor SDG 5 (goal e) in FED: 0\N{NO-BREAK SPACE}% van 3 vragen.",
        ),
        (
            "index",
            {(1, "VL"): (4, 0.285), (2, "FED"): (1, 0.1)},
            "en",
            "The progress index is highest for SDG 1 (goal a) in VL: 29 out of 100 over 4 requests, "
            "and lowest for SDG 2 (goal b) in FED: 10 out of 100 over 1 request.",
        ),
        (
            "tracks",
            {(1, "VL"): (4, 4.0), (2, "FED"): (1, 1.0)},
            "nl",
            "De meeste vragen horen bij SDG 1 (goal a) in VL: 4 vragen.",
        ),
    ],
)  # fmt: skip
def test_sentences(measure, cells, lang, said):
    assert sentence(heatmap_frame(cells), heatmap_view(measure, lang)) == said
