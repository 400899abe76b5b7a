"""The forms of the progress chart say the same numbers, whatever the numbers are."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.charts.progress import figure, height, sentence, static
from components.status_look import DISPLAY_ORDER, STATUS_LOOK
from components.tree import to_html
from tests.unit.component_samples import (
    STATUS_NAMES,
    TableReader,
    numbers_in,
    progress_frame,
    progress_view,
    quick,
    rows_of_counts,
)

LANGUAGES = st.sampled_from(("nl", "en"))


def figure_counts(drawn):
    """Row name and status to count, as hovering tells them; segments of nothing left out."""
    return {
        (name, status): (count, tracks)
        for trace in drawn.data
        for name, status, count, tracks, *_ in trace["customdata"]
        if count
    }


@quick
@given(rows_of_counts, st.sampled_from(("dossier", "government")), LANGUAGES)
def test_figure_and_frame_say_the_same(rows, by, lang):
    frame, view = progress_frame(rows), progress_view(len(rows), by, lang)
    expected = {
        (view.names[record["key"]], STATUS_NAMES[code]): (record[code], record["tracks"])
        for record in frame.to_dict("records")
        for code in DISPLAY_ORDER
        if record[code]
    }
    drawn = go.Figure(figure(frame, view))
    assert figure_counts(drawn) == expected
    in_segments = [text for trace in drawn.data for text in trace["text"] if text]
    assert sorted(n for text in in_segments for n in numbers_in(text)) == sorted(
        count for count, _ in expected.values()
    )


@quick
@given(rows_of_counts, LANGUAGES)
def test_table_and_frame_say_the_same(rows, lang):
    frame = progress_frame(rows)
    read = TableReader(to_html(static(frame, progress_view(len(rows), lang=lang))))
    head, *body = read.rows
    assert [cell["words"] for cell in head[1:-1]] == [STATUS_NAMES[code] for code in DISPLAY_ORDER]
    assert [cell["scope"] for cell in head] == ["col"] * len(head)
    for cells, record in zip(body, frame.to_dict("records"), strict=True):
        assert (cells[0]["tag"], cells[0]["scope"], cells[0]["words"][0]) == ("th", "row", record["key"][0])
        assert [int(cell["words"]) for cell in cells[1:]] == [
            *(record[code] for code in DISPLAY_ORDER),
            record["tracks"],
        ]
        for code, cell in zip(DISPLAY_ORDER, cells[1:-1], strict=True):
            assert cell["class"] == (f"s-{code}" if record[code] else "zero")
            assert cell.get("style") == (f"--n:{record[code]}" if record[code] else None)


@quick
@given(rows_of_counts, st.sampled_from(("dossier", "government")), LANGUAGES)
def test_the_sentence_only_says_numbers_of_the_frame(rows, by, lang):
    frame = progress_frame(rows)
    results = set(frame["realised"] + frame["partially_realised"])
    said = sentence(frame, progress_view(len(rows), by, lang))
    assert numbers_in(said) <= results | set(frame["tracks"])
    assert said.endswith(".")
    assert said[0].isupper()


@quick
@given(rows_of_counts)
def test_each_full_bar_fills_its_row(rows):
    frame = progress_frame(rows)
    drawn = go.Figure(figure(frame, progress_view(len(rows))))
    for place, tracks in enumerate(frame["tracks"]):
        assert sum(trace["x"][place] for trace in drawn.data) == pytest.approx(1 if tracks else 0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_only_unclear_is_hatched(theme):
    frame = progress_frame([dict.fromkeys(DISPLAY_ORDER, 1)])
    drawn = go.Figure(figure(frame, progress_view(1, theme=theme)))
    hatched = [trace["name"] for trace in drawn.data if trace["marker"]["pattern"]["shape"]]
    assert hatched == [STATUS_NAMES["unclear"]]
    assert [trace["marker"]["color"] for trace in drawn.data] == [
        STATUS_LOOK[code].paint(theme).fill for code in DISPLAY_ORDER
    ]


@pytest.mark.parametrize("rows", [[{}], [{"realised": 3}, {"unclear": 2, "submitted": 1}]])
def test_plotly_accepts_the_figure(rows):
    frame = progress_frame(rows)
    drawn = go.Figure(figure(frame, progress_view(len(rows))))
    assert drawn.layout.height == height(frame)


@pytest.mark.parametrize(
    ("rows", "lang", "said"),
    [
        ([{}], "nl", "Er zijn hier geen vragen om te tellen."),
        ([{"submitted": 2}], "nl", "Voor geen enkele vraag is al geheel of gedeeltelijk resultaat bekend."),
        ([{"submitted": 2}], "en", "No full or partial result is known yet for any request."),
        ([{"realised": 1}], "nl", "Met resultaat in the name a: 1 van 1 vraag."),
        ([{"realised": 1}, {"realised": 4}], "nl", "Het deel van de vragen met resultaat is overal even groot."),
        (
            [{"realised": 1, "submitted": 2}, {"partially_realised": 3, "stalled": 1}, {"submitted": 1}],
            "nl",
            "Het grootste deel met resultaat staat in the name b: 3 van de 4 vragen; "
            "het kleinste in the name c: 0 van 1 vraag.",
        ),
        (
            [{"realised": 1, "submitted": 1}, {"realised": 2, "submitted": 2}, {"submitted": 5}],
            "en",
            "The largest share with a result is in the name b (among others): 2 of the 4 requests; "
            "the smallest in the name c: 0 of the 5 requests.",
        ),
    ],
)
def test_sentences_per_dossier(rows, lang, said):
    assert sentence(progress_frame(rows), progress_view(len(rows), lang=lang)) == said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            "Geheel of gedeeltelijk resultaat is er voor 2 van de 3 vragen aan the name a "
            "en 1 van 1 vraag aan the name b.",
        ),
        (
            "en",
            "There is a full or partial result for 2 of the 3 requests to the name a "
            "and 1 of 1 request to the name b.",
        ),
    ],
)  # fmt: skip
def test_sentences_per_government_name_each(lang, said):
    frame = progress_frame([{"realised": 1, "partially_realised": 1, "rejected": 1}, {"realised": 1}, {}])
    assert sentence(frame, progress_view(3, "government", lang)) == said
