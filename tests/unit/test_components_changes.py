"""What changed: matrix, figure, list and sentence count the same changes, and call back what the rules call back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest
from hypothesis import given

from components.charts.changes import details, figure, sentence, static
from components.charts.moves import DIRECTIONS, LADDER, Entry, Move, direction, per_dossier
from components.tree import to_html
from tests.unit.chart_samples import (
    TITLES,
    WEIGHTS,
    LinkReader,
    changed,
    changes_frame,
    changes_view,
    languages,
    quickly,
)
from tests.unit.component_samples import STATUS_NAMES, TableReader, numbers_in

VL, FED, EU = ("1.1", "VL"), ("1.1", "FED"), ("2.1.a", "EU")
FRAME = changes_frame(
    [(VL, "submitted", "decided", [3]), (FED, "decided", "stalled", [5, 6]), (EU, "unclear", "decided", [8])]
)


def pairs(frame):
    return Counter(zip(frame["status_from"], frame["status_to"], strict=True))


@quickly
@given(changed(), languages)
def test_figure_and_frame_say_the_same(frame, lang):
    colours, words = go.Figure(figure(frame, changes_view(lang))).data
    told = {(before, after): count for row in colours.customdata for before, after, count, _ in row if count}
    assert told == {(STATUS_NAMES[a], STATUS_NAMES[b]): count for (a, b), count in pairs(frame).items()}
    assert sorted(n for text in words.text for n in numbers_in(text)) == sorted(pairs(frame).values())
    drawn = sum(cell is not None for row in colours.z for cell in row)
    assert drawn == len(pairs(frame))


@quickly
@given(changed(), languages)
def test_matrix_and_frame_say_the_same(frame, lang):
    view = changes_view(lang)
    html = to_html(static(frame, view))
    if frame.empty:
        assert sentence(frame, view) in html
        return
    head, *body, foot = TableReader(html).rows
    names = {name: code for code, name in STATUS_NAMES.items()}
    after = [names[cell["words"]] for cell in head[1:-1]]
    found: dict[tuple[str, str], int] = {}
    rows = []
    for cells in body:
        before = names[cells[0]["words"]]
        rows.append(before)
        counts = [int(re.findall(r"\d+", cell["words"])[0]) for cell in cells[1:-1]]
        found |= {(before, code): count for code, count in zip(after, counts, strict=True) if count}
        assert int(cells[-1]["words"]) == sum(counts)
    assert found == dict(pairs(frame))
    assert [int(cell["words"]) for cell in foot[1:]] == [
        *(list(frame["status_to"]).count(c) for c in after),
        len(frame),
    ]
    assert after == [code for code in LADDER if code in after]
    assert rows == [code for code in LADDER if code in rows]


@quickly
@given(changed(), languages)
def test_every_cell_says_which_way_and_leads_to_what_is_behind_it(frame, lang):
    links = LinkReader(to_html(static(frame, changes_view(lang)))).links
    assert {link["href"] for link in links} == {f"#{before}-{after}" for before, after in pairs(frame)}
    for link in links:
        before, after = link["href"][1:].split("-")
        way = direction(before, after, WEIGHTS)
        assert f", {DIRECTIONS[way][lang]}" in link["words"]


@quickly
@given(changed(), languages)
def test_the_list_holds_every_change_once_with_its_entries(frame, lang):
    html = to_html(details(frame, changes_view(lang)))
    assert html.count("<li>") == len(frame)
    assert html.count("the note") == sum(map(len, frame["entries"]))
    named = re.findall(r'href="/vraag/([^"]+)"><b>', html)
    assert sorted(named) == sorted(frame["request"])


@quickly
@given(changed(), languages)
def test_the_sentence_counts_the_ways(frame, lang):
    said = sentence(frame, changes_view(lang))
    ways = Counter(direction(before, after, WEIGHTS) for before, after in pairs(frame).elements())
    counts = re.sub(r"\d+ \w+ \d{4}", "", said)
    assert numbers_in(counts) == ({len(frame), 153} | set(ways.values()) if len(frame) else set())


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ("submitted", "acknowledged", "forward"),
        ("stalled", "in_progress", "forward"),
        ("realised", "partially_realised", "back"),
        ("submitted", "stalled", "back"),
        ("submitted", "rejected", "back"),
        ("stalled", "rejected", "back"),
        ("unclear", "stalled", "back"),
        ("unclear", "realised", "sideways"),
        ("decided", "unclear", "sideways"),
        ("stalled", "submitted", "sideways"),
    ],
)
def test_back_is_to_less_weight_or_to_a_halt(before, after, way):
    assert direction(before, after, WEIGHTS) == way


def test_the_sentence_reads_as_people_say_it():
    assert sentence(FRAME, changes_view()) == (
        "Tussen 31 december 2023 en 31 december 2024 veranderden 3 van de 153 vragen aan een overheid van status: "
        "1 vooruit, 1 achteruit en 1 vooruit noch achteruit."
    )
    assert sentence(FRAME[:1], changes_view()).startswith(
        "Tussen 31 december 2023 en 31 december 2024 veranderde 1 van"
    )
    assert sentence(FRAME[:0], changes_view()) == (
        "Tussen 31 december 2023 en 31 december 2024 veranderde geen enkele vraag aan een overheid van status."
    )
    assert sentence(FRAME[:2], changes_view("en")) == (
        "Between 31 December 2023 and 31 December 2024, 2 of the 153 requests to a government changed status: "
        "1 forward and 1 back."
    )


def test_slippage_stands_apart_from_progress_each_per_dossier():
    html = to_html(details(FRAME, changes_view()))
    headings = re.findall(r"<h([34])>(.*?)</h[34]>", html)
    assert headings == [
        ("3", "Vooruit: 1 vraag"),
        ("4", "<b>1</b> dossier one"),
        ("3", "Achteruit: 1 vraag"),
        ("4", "<b>1</b> dossier one"),
        ("3", "Vooruit noch achteruit: 1 vraag"),
        ("4", "<b>2</b> dossier two"),
    ]


def test_a_change_tells_both_statuses_its_day_note_and_sources():
    entry = Entry(
        date(2021, 3, 31), "month", "They agreed.", (("One", "https://one.example/"), ("Bad", "javascript:x")), "/e#3"
    )
    html = to_html(details(FRAME[:1], changes_view(entries={3: entry})))
    assert f'<span class="s-submitted">{STATUS_NAMES["submitted"]}</span>' in html
    assert f'<span class="s-decided">{STATUS_NAMES["decided"]}</span>' in html
    assert '<a href="/e#3">maart 2021</a> They agreed.' in html
    assert '<a href="https://one.example/">One</a>' in html
    assert "javascript" not in html
    assert TITLES["1.1"] in html


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_of_a_track_that_was_logged_very_often_the_last_entries_are_told_and_the_log_has_the_rest(lang):
    often = changes_frame([(VL, "submitted", "decided", list(range(1, 16)))])
    view = changes_view(lang)
    html = to_html(details(often, replace(view, told=replace(view.told, entries=ENTRIES))))
    assert [int(number) for number in re.findall(r"note (\d+)", html)] == list(range(4, 16))
    earlier = {"nl": "Eerdere logregels", "en": "Earlier entries"}[lang]
    assert f'<a href="/logboek?1.1-VL">{earlier}</a>' in html


@pytest.mark.parametrize(("count", "more"), [(400, None), (401, "1"), (1500, "1.100")])
def test_of_very_many_changes_the_rest_is_counted(count, more):
    moves = [Move("1.1", "VL", "decided", "stalled", (1,))] * count
    html = "".join(map(to_html, per_dossier(moves, replace(changes_view("nl").told, entries=ENTRIES))))
    assert html.count("<li>") == min(count, 400)
    assert (f"En nog {more}:" in html) if more else ("En nog" not in html)


ENTRIES = {
    number: Entry(date(2020, 1, 1), "day", f"note {number}", (), f"/vraag/1.1#{number}") for number in range(1, 16)
}
