"""The main charts as slides for the chair: native charts, whose numbers and colours can be changed in the program."""

from __future__ import annotations

import math
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from components.board import words
from components.board.data import BoardData
from components.charts import progress, timeline
from components.charts.area import day_of
from components.charts.changes import sentence as changes_sentence
from components.charts.parts import Table, occurring, rows_of
from components.pages import overview_words
from components.status_look import STATUS_LOOK, SURROUNDINGS
from components.text import Text, day

_WIDTH, _HEIGHT, _EDGE = Inches(13.333), Inches(7.5), Inches(0.6)
_TITLE_ONLY = 5
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LOCALES = {"nl": "nl-BE", "en": "en-GB"}
#: Requests named on the slides of what stands still; the report has them all.
_NAMED = 10
#: What fits in a list on one slide, in lines of so many letters in a wide font; each item takes half a line more.
_LINES, _LETTERS = 15.5, 82


def pptx(data: BoardData, title: str) -> bytes:
    """The slides; ``title`` is that of the report. The same meeting gives the same content."""
    deck = _Deck(data)
    deck.opening(title)
    deck.figures()
    overview, lang = data.overview, data.lang
    deck.bars(data.dossier_view.caption, overview.dossiers, _names(data, "dossier"),
              progress.sentence(overview.dossiers, data.dossier_view))  # fmt: skip
    deck.bars(data.government_view.caption, overview.governments, _names(data, "government"),
              progress.sentence(overview.governments, data.government_view))  # fmt: skip
    deck.over_time(overview.timeline.caption, timeline.sentence(overview.trend, overview.timeline))
    deck.points(Text("Wat veranderde", "What changed")[lang], _changed(data))
    deck.points(Text("Wat stilviel, het langst eerst", "What stalled, longest first")[lang], _stalled(data))
    if data.points:
        told = [f"{one.about}: {one.sentence}" if one.about else one.sentence for one in data.points]
        deck.points(Text("Te bespreken", "For discussion")[lang], told)
    return deck.saved()


class _Deck:
    """The slides of one meeting, as they are added."""

    def __init__(self, data: BoardData) -> None:
        self._data, self._lang = data, data.lang
        self._deck = Presentation()
        self._deck.slide_width, self._deck.slide_height = _WIDTH, _HEIGHT
        properties = self._deck.core_properties
        properties.author, properties.last_modified_by = "VVSG", "VVSG"
        properties.created = properties.modified = data.seen.known_at.replace(tzinfo=None)
        properties.language = _LOCALES[data.lang]

    def opening(self, title: str) -> None:
        """What the slides are about, and of which moment."""
        seen, lang = self._data.seen, self._lang
        self._deck.core_properties.title = title
        told = [words.meeting_name(seen.title, seen.held_on, lang), words.clocks(seen.as_of, seen.known_at, lang)]
        slide = self._slide(title, Inches(2.2), 40)
        self._write(slide, [*told, *filter(None, [words.draft(seen, lang)])], Inches(3.8), 22)

    def figures(self) -> None:
        """The three answers."""
        overview, lang = self._data.overview, self._lang
        slide = self._slide(overview_words.headline(overview.numbers, lang))
        answers = overview_words.three_figures(overview.numbers, lang)
        wide = Emu(int((_WIDTH - 2 * _EDGE) / len(answers)))
        for place, one in enumerate(answers):
            box = slide.shapes.add_textbox(_EDGE + place * wide, Inches(2.2), wide - Inches(0.3), Inches(3)).text_frame
            box.word_wrap = True
            for size, text in ((18, one.question), (60, f"{one.value}{one.unit}"), (18, one.meaning)):
                self._paragraph(box, text, size, first=text == one.question, bold=size == 60)
        self._write(slide, [words.sensitive(self._data.sensitive, lang)], Inches(5.4), 16)

    def bars(self, title: str, frame: Table, names: list[str], finding: str) -> None:
        """Requests per status as stacked bars, a category per row of a progress frame."""
        chart_data = CategoryChartData()
        chart_data.categories = names
        self._add(title, finding, chart_data, frame, XL_CHART_TYPE.BAR_STACKED)

    def over_time(self, title: str, finding: str) -> None:
        """Requests per status at the end of each month as a stacked area."""
        overview = self._data.overview
        chart_data = CategoryChartData()
        months = [row["month"] for row in rows_of(overview.trend)]
        chart_data.categories = [day_of(month, overview.timeline.period) for month in months]
        self._add(title, finding, chart_data, overview.trend, XL_CHART_TYPE.AREA_STACKED)

    def points(self, title: str, told: Iterable[str]) -> None:
        """A list of sentences, on as many slides as it takes."""
        for place, fitting in enumerate(_fitting(told)):
            heading = title if place == 0 else f"{title} ({place + 1})"
            self._write(self._slide(heading), fitting, Inches(1.3), 18, apart=11)

    def saved(self) -> bytes:
        """The file."""
        written = BytesIO()
        self._deck.save(written)
        return written.getvalue()

    def _slide(self, title: str, top: int = Inches(0.4), size: int = 28) -> Any:
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = _EDGE, top, _WIDTH - 2 * _EDGE, Inches(size / 28)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if size > 28 else MSO_ANCHOR.TOP
        self._paragraph(shape.text_frame, title, size, first=True, bold=True)
        return slide

    def _add(self, title: str, finding: str, chart_data: Any, frame: Table, kind: Any) -> None:
        """A slide with a chart, told in its description: a series per status that occurs, in its colour."""
        labels = self._data.overview.status_names
        codes = occurring(frame)
        for code in codes:
            chart_data.add_series(labels[code], [int(row[code]) for row in rows_of(frame)])
        slide = self._slide(title)
        room = (_EDGE, Inches(1.3), _WIDTH - 2 * _EDGE, _HEIGHT - Inches(2.5))
        shape = slide.shapes.add_chart(kind, *room, chart_data)
        shape._element.nvGraphicFramePr.cNvPr.set("descr", f"{title}. {finding}")
        chart = shape.chart
        chart.has_legend, chart.legend.position, chart.legend.include_in_layout = True, XL_LEGEND_POSITION.BOTTOM, False
        chart.font.size = Pt(14)
        bars = kind == XL_CHART_TYPE.BAR_STACKED
        chart.value_axis.major_gridlines.format.line.color.rgb = _rgb(SURROUNDINGS["light"].line)
        chart.value_axis.format.line.fill.background()
        if bars:
            chart.plots[0].overlap, chart.plots[0].gap_width = 100, 40
            chart.category_axis.reverse_order = True
            # The counts stand in the bars.
            chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
        else:
            _by_year(chart.category_axis)
        for code, series in zip(codes, chart.plots[0].series, strict=True):
            self._colour(series, code, labelled=bars)
        self._write(slide, [finding], _HEIGHT - Inches(1.1), 16)
        self._notes(slide, [finding])

    def _colour(self, series: Any, code: str, *, labelled: bool) -> None:
        paint = STATUS_LOOK[code].paint("light")
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _rgb(paint.fill)
        if labelled:
            written = series.data_labels
            # A part without requests keeps no zero on its edge.
            written.show_value, written.number_format, written.number_format_is_linked = True, "0;;", False
            written.font.size, written.font.color.rgb = Pt(12), _rgb(paint.ink)

    def _write(self, slide: Any, told: Iterable[str], top: int, size: int, *, apart: int = 0) -> None:
        box = slide.shapes.add_textbox(_EDGE, top, _WIDTH - 2 * _EDGE, Inches(0.6)).text_frame
        box.word_wrap = True
        for place, text in enumerate(told):
            self._paragraph(box, text, size, first=place == 0, apart=apart)

    def _paragraph(
        self, box: Any, text: str, size: int, *, first: bool, bold: bool = False, apart: int = 0
    ) -> None:  # fmt: skip
        paragraph = box.paragraphs[0] if first else box.add_paragraph()
        paragraph.alignment, paragraph.space_after = PP_ALIGN.LEFT, Pt(apart)
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text, Pt(size), bold
        run.font.color.rgb = _rgb(SURROUNDINGS["light"].ink)
        run._r.get_or_add_rPr().set("lang", _LOCALES[self._lang])

    def _notes(self, slide: Any, told: Iterable[str]) -> None:
        slide.notes_slide.notes_text_frame.text = "\n".join(told)


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))


def _fitting(told: Iterable[str]) -> list[list[str]]:
    """The items by slide."""
    slides: list[list[str]] = [[]]
    used = 0.0
    for text in told:
        lines = 0.5 + math.ceil(len(text) / _LETTERS)
        if slides[-1] and used + lines > _LINES:
            slides.append([])
            used = 0.0
        slides[-1].append(text)
        used += lines
    return slides


def _by_year(axis: Any) -> None:
    """One label a year on an axis of months."""
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "yyyy", False
    element = axis._element
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"):
        for found in element.findall(f"{{{_CHART}}}{name}"):
            element.remove(found)
    for name, value in (("baseTimeUnit", "months"), ("majorUnit", "1"), ("majorTimeUnit", "years")):
        element.append(parse_xml(f'<c:{name} {nsdecls("c")} val="{value}"/>'))


def _names(data: BoardData, by: str) -> list[str]:
    overview = data.overview
    keys = [row["key"] for row in rows_of(overview.dossiers if by == "dossier" else overview.governments)]
    if by == "dossier":
        return [f"{key} {overview.dossier_names[key]}" for key in keys]
    return [overview.government_names[key] for key in keys]


def _changed(data: BoardData) -> list[str]:
    """What was learnt and what happened since the meeting before, and the steps back of the past year."""
    lang, previous = data.lang, data.previous
    if previous is None:
        return [words.back(data, lang)]
    happened = words.same_day(previous, lang) if previous.same_day else changes_sentence(previous.facts, previous.view)
    return [words.learnt(previous, lang), happened, words.back(data, lang)]


def _stalled(data: BoardData) -> list[str]:
    lang, governments = data.lang, data.overview.government_names
    halted = [track for track in data.still if track.status == "stalled"]
    since = Text("sinds", "since")[lang]
    told = [
        f"{track.request} {data.names[track.request]} ({governments[track.government]}), {since} "
        f"{day(track.since, track.precision, lang)}"
        for track in halted[:_NAMED]
    ]
    return [words.stalled(data, lang), *told]
