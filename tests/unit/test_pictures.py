"""Pictures say what the frames of the charts say, hold their words inside, and keep their type."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from components.charts import area
from components.charts.heatmap_cells import cells_of
from components.charts.period import Cabinet, Milestone
from components.pictures import bars, heatmap, ribbons, timeline
from components.pictures.lettering import FOLDER, width_of, wrapped
from components.pictures.raster import png
from components.pictures.sheet import PIXELS, Told, picture
from components.pictures.svg import Room
from components.status_look import DISPLAY_ORDER, STATUS_LOOK, SURROUNDINGS
from components.text import number
from data.reader import SHIPPED, read
from tests.pictures_read import Picture, png_size, png_words
from tests.unit import chart_samples
from tests.unit.chart_samples import START
from tests.unit.component_samples import (
    STATUS_NAMES,
    heatmap_frame,
    heatmap_view,
    heatmaps,
    numbers_in,
    progress_frame,
    progress_view,
    quick,
    rows_of_counts,
)

Periods = list[tuple[str, date, int | None]]
Tracks = dict[tuple[str, str], Periods]

LANGUAGES = st.sampled_from(("nl", "en"))
TALL = Room(660)
CARD = Room(740, 230)


def told(**changes):
    given = {
        "lang": "nl", "theme": "light", "title": "Voortgang per dossier, 31 december 2024",
        "about": "Vragen uit het memorandum.", "finding": "De bevinding.",
        "notes": ("Toestand op 31 december 2024.",), "origin": "Memorandummonitor, VVSG", "address": "m.example/",
    }  # fmt: skip
    return Told(**{**given, **changes})


def drawn(chart, size="newsletter", **changes):
    return Picture(picture(told(**changes), size, chart, lend_fonts=False))


@quick
@given(rows_of_counts, st.sampled_from(("dossier", "government")), LANGUAGES, st.sampled_from(("newsletter", "card")))
def test_bars_say_every_count_and_total(rows, by, lang, size):
    frame, view = progress_frame(rows), progress_view(len(rows), by, lang)
    found = drawn(partial(bars.drawing, frame, view), size, lang=lang)
    for record in frame.to_dict("records"):
        for code in DISPLAY_ORDER:
            expected = [number(record[code], lang)] if record[code] else []
            assert [text for text in found.said(key=record["key"], status=code) if text != "?"] == expected
        assert found.said(key=record["key"])[-1] == number(record["tracks"], lang)
        (line,) = [line for line in found.description.splitlines() if f"{view.names[record['key']]}: " in line]
        assert numbers_in(line.partition(": ")[2]) - {0} == {record[code] for code in DISPLAY_ORDER} - {0}


@quick
@given(rows_of_counts, st.sampled_from(("light", "dark")))
def test_bars_are_as_wide_as_their_counts_and_in_their_colours(rows, theme):
    frame = progress_frame(rows)
    found = drawn(partial(bars.drawing, frame, progress_view(len(rows), theme=theme)), theme=theme)
    for record in frame.to_dict("records"):
        segments = [shape for shape in found.shapes if shape.get("data-key") == record["key"]]
        assert [segment["data-status"] for segment in segments] == [code for code in DISPLAY_ORDER if record[code]]
        for segment in segments:
            look = STATUS_LOOK[segment["data-status"]].paint(theme)
            assert segment["fill"] == ("url(#hatched)" if look.stripe else look.fill)
        wide = {segment["data-status"]: float(segment["width"]) for segment in segments}
        ordered = sorted(wide, key=lambda code: record[code])
        assert [wide[code] for code in ordered] == sorted(wide.values())


@quick
@given(chart_samples.intervals(), chart_samples.days, LANGUAGES)
def test_ribbons_show_every_period_up_to_the_day(frame, as_of, lang):
    view = chart_samples.ribbons_view(as_of, lang)
    found = drawn(partial(ribbons.drawing, frame, view), lang=lang)
    shown = defaultdict(list)
    for shape in found.shapes:
        if "data-from" in shape:
            shown[shape["data-request"], shape["data-government"]].append((shape["data-status"], shape["data-from"]))
    expected = defaultdict(list)
    for row in frame.itertuples():
        if row.valid_from <= as_of:
            expected[row.request, row.government].append((row.status, row.valid_from.isoformat()))
    assert shown == expected
    for (request, government), periods in expected.items():
        assert STATUS_NAMES[periods[-1][0]] in found.said(request=request, government=government)


@quick
@given(chart_samples.trends(), LANGUAGES, st.sampled_from(("newsletter", "card")))
def test_the_area_tells_the_counts_of_the_last_month(frame, lang, size):
    view = chart_samples.timeline_view(lang=lang)
    found = drawn(partial(timeline.drawing, frame, view), size, lang=lang)
    last = frame.iloc[-1]
    for code in DISPLAY_ORDER:
        expected = {number(int(last[code]), lang), STATUS_NAMES[code]} if last[code] else set()
        assert set(found.said(status=code)) - {"?"} == expected
    areas = [shape["data-status"] for shape in found.shapes if "points" in shape]
    assert areas == [code for code, _ in reversed(list(area.stacked(frame)))]


@quick
@given(st.data(), st.sampled_from(("tracks", "realised_share", "index")), LANGUAGES)
def test_the_heatmap_writes_every_cell(data, measure, lang):
    frame, view = data.draw(heatmaps(measure)), heatmap_view(measure, lang)
    found = drawn(partial(heatmap.drawing, frame, view), lang=lang)
    for cell in cells_of(frame, view):
        small = [str(cell.tracks)] if cell.tracks and measure != "tracks" else []
        assert found.said(sdg=str(cell.goal.number), column=cell.column.key) == [cell.shown(measure), *small]


def test_what_does_not_fit_on_a_card_is_counted_there():
    tracks: Tracks = {track: [("submitted", START, None)] for track in chart_samples.TRACKS}
    frame = chart_samples.interval_frame({**tracks, ("1.1", "VL"): [("realised", START, 1)]})
    view = chart_samples.ribbons_view()
    narrow = ribbons.drawing(frame, view, Room(740, 120))
    assert narrow.in_words == ("name of realised: 1.", "name of submitted: 8.")
    found = drawn(lambda _: narrow, "card")
    assert found.said()[3:7] == ["1", "name of realised", "8", "name of submitted"]


# Around the chart

HOSTILE = ["<script>alert(1)</script>", "a\"b'c&d", "nul\0bell\x07\ud800end", "]]>", "\u202eomgekeerd"]


@pytest.fixture
def chart():
    frame = progress_frame([dict.fromkeys(DISPLAY_ORDER, 1)] * 10)
    return partial(bars.drawing, frame, progress_view(10))


@pytest.mark.parametrize(("size", "pixels"), [("newsletter", None), ("card", 630), ("bare", None)])
def test_every_size_is_as_wide_and_the_card_is_as_high_as_those_who_show_links_ask(chart, size, pixels):
    svg = picture(told(), size, chart)
    wide, high = png_size(png(svg))
    assert wide == PIXELS == float(Picture(svg).root.attrib["width"])
    assert pixels is None or high == pixels
    assert abs(high - float(Picture(svg).root.attrib["height"])) < 1


def test_a_picture_carries_its_words(chart):
    around = told(title="Voortgang & <meer>", notes=("Nog niet bevestigd: 3 van de 4.",), key="Zo lees je dit.")
    svg = picture(around, "newsletter", chart)
    found = Picture(svg)
    assert found.title == "Voortgang & <meer>"
    lines = found.description.splitlines()
    assert lines[:3] == ["De bevinding.", "Vragen uit het memorandum.", "Zo lees je dit."]
    assert lines[-2:] == ["Nog niet bevestigd: 3 van de 4.", "Memorandummonitor, VVSG"]
    assert found.root.attrib["role"] == "img"
    assert {
        found.root.find(f".//*[@id='{name}']") is not None for name in found.root.attrib["aria-labelledby"].split()
    } == {True}
    assert png_words(png(svg)) == {"Title": found.title, "Description": found.description}


def test_the_same_picture_has_the_same_bytes(chart):
    one, other = (png(picture(told(), "card", chart)) for _ in range(2))
    assert one == other
    assert one != png(picture(told(title="Iets anders"), "card", chart))


def test_a_picture_takes_its_fonts_along_unless_told_otherwise(chart):
    assert picture(told(), "card", chart).count("data:font/woff2;base64,") == 2
    assert "data:" not in picture(told(), "card", chart, lend_fonts=False)
    assert "http" not in picture(told(), "card", chart).replace("http://www.w3.org/2000/svg", "")


def test_a_bare_chart_has_no_paper_and_a_dark_picture_has_dark_paper(chart):
    papers = [shape.get("fill") for shape in Picture(picture(told(), "bare", chart)).shapes]
    assert SURROUNDINGS["light"].paper not in papers
    assert Picture(picture(told(theme="dark"), "card", chart)).shapes[0]["fill"] == SURROUNDINGS["dark"].paper


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "a\"b'c&d", "nul\0bell\x07\ud800end", "]]>", "‮omgekeerd"]
)
def test_words_of_any_kind_stay_words(chart, words):
    svg = picture(told(title=words, finding=words), "newsletter", chart)
    found = Picture(svg)
    kept = "".join(character for character in words if character not in "\0\x07\ud800")
    assert found.title == found.said()[0] == kept
    assert not [node for node in found.root.iter() if node.tag.endswith("script")]
    svg.encode()


def test_only_a_picture_of_ours_is_drawn():
    with pytest.raises(ValueError, match="viewBox"):
        png('<svg xmlns="http://www.w3.org/2000/svg"/>')


# Type


def test_the_fonts_are_those_of_the_manifest_and_both_forms_hold_the_same():
    manifest = json.loads((FOLDER / "manifest.json").read_text())
    assert {path.name for path in FOLDER.glob("*.[tw]*") if path.suffix != ".txt"} == set(manifest)
    for name, said in manifest.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == said["sha256"]
        assert (FOLDER / said["licence_file"]).exists()
    for weight in ("Regular", "SemiBold"):
        forms = [TTFont(FOLDER / f"Inter-{weight}.{kind}") for kind in ("ttf", "woff2")]
        assert forms[0].getBestCmap() == forms[1].getBestCmap()
        assert forms[0]["hmtx"].metrics == forms[1]["hmtx"].metrics


def test_the_fonts_have_every_character_of_what_ships():
    shipped = read(SHIPPED)
    (memorandum,) = shipped.memoranda
    records: list[Any] = [
        *shipped.statuses,
        *shipped.goals,
        *shipped.governments,
        *memorandum.dossiers,
        *memorandum.requests,
    ]
    words = "".join(
        str(value)
        for record in records
        for name, value in asdict(record).items()
        if name.startswith(("title", "label", "short", "name"))
    )
    for weight in ("Regular", "SemiBold"):
        assert not set(words) - set(map(chr, TTFont(FOLDER / f"Inter-{weight}.ttf").getBestCmap()))


@given(st.text("abc Wi", max_size=60), st.floats(10, 300))
def test_wrapping_keeps_all_words_and_the_width(words, width):
    lines = wrapped(words, width, 13)
    assert " ".join(lines).split() == words.split()
    assert all(width_of(line, 13) <= width or " " not in line for line in lines)


# Nothing stands on something else, nor outside


def crowded():
    """A picture of every chart, with long names and all that can be drawn."""
    long = "Een heel lange naam van een vraag met vele woorden, die op meer dan één regel moet"
    names = {str(place): long[: 20 + 6 * place] for place in range(1, 11)}
    progress = progress_view(10)
    events = tuple(Milestone(START + timedelta(days=150 * place), f"Een gebeurtenis {place}") for place in range(12))
    cabinets = (
        Cabinet("VL", "Jambon", date(2019, 10, 2), date(2024, 9, 30)),
        Cabinet("VL", "Volgende", date(2024, 9, 30), None),
    )
    months = [{code: 1 + (place + spot) % 4 for spot, code in enumerate(DISPLAY_ORDER)} for place in range(68)]
    turns: Periods = [(code, START + timedelta(days=200 * place), place) for place, code in enumerate(DISPLAY_ORDER)]
    cells = {(goal, column): (7, 0.5) for goal in range(1, 18) for column in ("VL", "FED")}
    yield (
        bars.drawing,
        progress_frame([dict.fromkeys(DISPLAY_ORDER, 1)] * 10),
        type(progress)("nl", "light", "dossier", "caption", names, names, STATUS_NAMES, progress.href),
    )
    yield (
        ribbons.drawing,
        chart_samples.interval_frame(dict.fromkeys(chart_samples.TRACKS, turns)),
        (chart_samples.ribbons_view(milestones=events, titles=dict.fromkeys(chart_samples.REQUESTS, long))),
    )
    yield (
        timeline.drawing,
        chart_samples.trend_frame(months),
        chart_samples.timeline_view(milestones=events, cabinets=cabinets),
    )
    yield heatmap.drawing, heatmap_frame(cells), heatmap_view()


@pytest.mark.parametrize("size", ["newsletter", "card"])
@pytest.mark.parametrize("chart", list(crowded()), ids=["bars", "ribbons", "timeline", "heatmap"])
def test_no_words_stand_on_each_other_or_outside(chart, size):
    drawing, frame, view = chart
    found = drawn(partial(drawing, frame, view), size, finding="Een bevinding van heel wat woorden. " * 6)
    inside = [words for words in found.words if words.left >= 29 and words.right <= found.width - 29]
    assert inside == found.words, [words for words in found.words if words not in inside]
    assert all(0 < words.top < words.bottom < found.height for words in found.words)
    for place, one in enumerate(found.words):
        for other in found.words[place + 1 :]:
            apart = (
                one.right <= other.left + 1 or other.right <= one.left + 1
                or one.bottom <= other.top + 1 or other.bottom <= one.top + 1
            )  # fmt: skip
            assert apart, (one, other)
