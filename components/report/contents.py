"""What the report of a meeting says, in its order: the one place where it is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from components.board import band as sensitivity_band
from components.board import words
from components.board.data import BoardData, Part, ReportData, Separated
from components.charts import progress, ribbons, sdg_heatmap, timeline
from components.charts.changes import sentence as changes_sentence
from components.charts.heatmap_cells import label_of
from components.charts.moves import moves_of
from components.charts.parts import Table as Progress
from components.charts.progress import ProgressView
from components.pages import overview_words
from components.pages.overview_charts import heat_view
from components.pictures import band, bars, heatmap
from components.pictures import ribbons as ribbons_picture
from components.pictures import timeline as timeline_picture
from components.pictures.sheet import Told as Around
from components.pictures.sheet import picture
from components.pictures.svg import Drawing, Room
from components.report import figures, lists
from components.report.annex import Sources, annex
from components.report.blocks import (
    Block,
    Figures,
    Heading,
    Items,
    Linked,
    Paragraph,
    Picture,
    Report,
    Value,
)
from components.report.lists import Cite
from components.shell import coverage_sentence
from components.text import Text
from components.tree import Node

#: A chart that would be higher than so many times its width is drawn smaller, so that it fits on a sheet.
_TALLEST = 1.02


def report(data: ReportData) -> Report:
    """The report: summary, points, progress, changes, attention, dossiers, legislature, and the annexes."""
    board, lang = data.board, data.board.lang
    seen, sources = board.seen, Sources()
    memorandum = board.overview.numbers.memorandum
    title = Text(f"Stand van zaken: {memorandum}", f"State of affairs: {memorandum}")[lang]
    clocks = words.clocks(seen.as_of, seen.known_at, lang)
    # In the order of the paper, because sources are numbered as they are first cited.
    told = (
        _summary(board),
        _points(board),
        _progress(board),
        _changes(board, sources.cite),
        _attention(board, sources.cite),
        _dossiers(data),
        _legislature(data),
        _hidden(board),
        _requests(data, sources.cite),
    )
    blocks = [block for part in told for block in part]
    return Report(
        lang=lang,
        title=title,
        subtitle=words.meeting_name(seen.title, seen.held_on, lang),
        draft=not seen.closed,
        known_at=seen.known_at,
        foot=clocks,
        blocks=(*blocks, *annex(data, sources)),
    )


def _summary(board: BoardData) -> Iterator[Block]:
    lang, seen, overview = board.lang, board.seen, board.overview
    yield Heading(Text("Samenvatting", "Summary")[lang], place="samenvatting")
    for notice in (words.draft(seen, lang), words.no_then(seen, lang) if seen.closed else ""):
        if notice:
            yield Paragraph(notice, "notice")
    if not seen.internal:
        yield Paragraph(words.PUBLIC_NOTE[lang], "small")
    yield Paragraph(overview_words.headline(overview.numbers, lang), "lead")
    answers = overview_words.three_figures(overview.numbers, lang)
    yield Figures(tuple((one.question, one.value, one.unit, one.meaning) for one in answers))
    sentences = [
        overview_words.lately(overview.numbers, seen.as_of, len(board.back), lang),
        words.stalled(board, lang),
        _since(board.previous, lang),
        words.sensitive(board.sensitive, lang),
        coverage_sentence(overview.shell.provenance, lang) if overview.shell.provenance else "",
    ]
    yield Items(tuple((sentence,) for sentence in sentences if sentence))


def _since(previous: Separated | None, lang: str) -> str:
    """What changed since the meeting before: what was learnt and what happened, never added up."""
    if previous is None:
        return ""
    happened = words.same_day(previous, lang) if previous.same_day else changes_sentence(previous.facts, previous.view)
    return f"{words.learnt(previous, lang)} {happened}"


def _points(board: BoardData) -> Iterator[Block]:
    lang = board.lang
    if not board.points:
        return
    yield Heading(Text("Te bespreken", "For discussion")[lang], place="bespreken")
    by = Text("vastgeprikt door", "pinned by")[lang]
    items: list[tuple[Value, ...]] = []
    for point in board.points:
        about: tuple[Value, ...] = (Linked(point.about, point.href), " – ") if point.about else ()
        items.append((*about, point.sentence, f" ({by} {point.author})"))
    yield Items(tuple(items))
    yield lists.points(board)


def _progress(board: BoardData) -> Iterator[Block]:
    lang, overview = board.lang, board.overview
    yield Heading(Text("Hoe ver we staan", "How far we are")[lang], fresh=True, place="voortgang")
    yield _bars(overview.dossiers, board.dossier_view, board)
    yield figures.progress(board, "dossier")
    yield figures.counts(board, "dossier")
    yield Heading(Text("Per overheid", "Per government")[lang], 2)
    yield _bars(overview.governments, board.government_view, board)
    yield figures.progress(board, "government")
    yield figures.counts(board, "government")
    yield from _sensitivity(board)
    yield Heading(Text("Door de tijd", "Over time")[lang], 2)
    finding = timeline.sentence(overview.trend, overview.timeline)
    yield _picture(
        board, overview.timeline.caption, finding, timeline.drawing(overview.trend, overview.timeline),
        lambda room: timeline_picture.drawing(overview.trend, overview.timeline, room),
    )  # fmt: skip
    yield figures.over_time(board, monthly=False)
    yield figures.over_time(board, monthly=True)
    yield from _goals(board)


def _sensitivity(board: BoardData) -> Iterator[Block]:
    lang, shown = board.lang, sensitivity_band.marks(board.sensitive, board.lang)
    title = Text("Hoe vast de index staat", "How firm the index is")[lang]
    yield Heading(title, 2)
    drawn = sensitivity_band.static(board.sensitive, lang)
    finding = words.sensitive(board.sensitive, lang)
    if drawn is None:
        yield Paragraph(finding)
        return
    yield _picture(board, title, finding, drawn, lambda room: band.drawing(shown, "light", room))
    yield figures.sensitivity(board)


def _goals(board: BoardData) -> Iterator[Block]:
    """The goals by dossier; every cell is told in the words of the picture, and stands in the workbook."""
    lang, heat, view = board.lang, board.overview.heat, heat_view(board.overview)
    yield Heading(overview_words.GOALS_TITLE[heat.columns_by][lang], 2, fresh=True)
    yield Paragraph(f"{overview_words.MEASURE_INTRO[heat.measure][lang]} {overview_words.GOALS_NOTE[lang]}")
    finding = sdg_heatmap.sentence(heat.frame, view)
    cells = [found for found in sdg_heatmap.cells_of(heat.frame, view) if found.tracks]
    yield _picture(
        board, view.caption, finding, sdg_heatmap.static(heat.frame, view),
        lambda room: heatmap.drawing(heat.frame, view, room), more=" ".join(f"{label_of(cell)}." for cell in cells),
    )  # fmt: skip
    yield figures.goals(cells, board)


def _changes(board: BoardData, cite: Cite) -> Iterator[Block]:
    lang, previous = board.lang, board.previous
    yield Heading(Text("Wat veranderde", "What changed")[lang], fresh=True, place="veranderd")
    if previous is None:
        yield Paragraph(
            Text("Er is geen eerdere afgesloten vergadering om mee te vergelijken.",
                 "There is no earlier closed meeting to compare with.")[lang]
        )  # fmt: skip
    else:
        yield Paragraph(
            Text(f"Vergeleken met {words.of_meeting(previous.earlier, lang)}.",
                 f"Compared with {words.of_meeting(previous.earlier, lang)}.")[lang]
        )  # fmt: skip
        yield from _separated(previous, board, cite)
    yield Heading(Text("Wat de VVSG zelf deed", "What the VVSG itself did")[lang], 2)
    yield lists.acted(board, cite)


def _separated(previous: Separated, board: BoardData, cite: Cite) -> Iterator[Block]:
    """Better knowledge and new facts, each under a heading of its own."""
    lang, told = board.lang, previous.view.told
    yield Heading(Text("Betere kennis", "Better knowledge")[lang], 2)
    yield Paragraph(words.learnt(previous, lang))
    better = Text("Wat we intussen beter weten", "What is known better by now")
    none = Text("Er is niets beter bekend dan toen.", "Nothing is known better than then.")
    if previous.learnt:
        yield lists.moved(previous.learnt, told, board, cite, Text("Betere kennis", "Better knowledge"), better, none)
    yield Heading(Text("Nieuwe feiten", "New facts")[lang], 2)
    if previous.same_day:
        yield Paragraph(words.same_day(previous, lang))
        return
    yield Paragraph(changes_sentence(previous.facts, previous.view))
    if not previous.facts.empty:
        yield figures.matrix(previous, board)
        what = Text("Wat er gebeurde", "What happened")
        yield lists.moved(moves_of(previous.facts), told, board, cite, Text("Nieuwe feiten", "New facts"), what, none)


def _attention(board: BoardData, cite: Cite) -> Iterator[Block]:
    lang = board.lang
    yield Heading(Text("Wat aandacht vraagt", "What needs attention")[lang], fresh=True, place="aandacht")
    yield Paragraph(words.stalled(board, lang))
    yield lists.stalled([track for track in board.still if track.status == "stalled"], board, cite)
    yield Heading(Text("Stappen achteruit", "Steps back")[lang], 2)
    yield Paragraph(words.back(board, lang))
    if board.back:
        sheet, title = Text("Achteruit", "Back"), Text("Stappen achteruit", "Steps back")
        yield lists.moved(board.back, board.back_view, board, cite, sheet, title, title)
    yield Heading(Text("Geen reactie bekend", "No response known")[lang], 2)
    yield lists.unanswered([track for track in board.still if track.status != "stalled"], board)


def _dossiers(data: ReportData) -> Iterator[Block]:
    """A sheet for each."""
    board, lang = data.board, data.board.lang
    for part in data.parts:
        yield Heading(part.about, fresh=True, place=f"dossier-{part.number}")
        yield Paragraph(overview_words.headline(part.numbers, lang), "lead")
        yield Items(tuple((f"{one.question} {one.value}{one.unit} ({one.meaning}).",)
                          for one in overview_words.three_figures(part.numbers, lang)))  # fmt: skip
        yield _course(part, board)


def _requests(data: ReportData, cite: Cite) -> Iterator[Block]:
    """Every request with the note and the source that its status rests on."""
    board, lang = data.board, data.board.lang
    title = Text("Bijlage: elke vraag zoals ze ervoor staat", "Annex: every request as it stands")
    yield Heading(title[lang], fresh=True, place="vragen")
    for part in data.parts:
        yield Heading(part.about, 2)
        yield lists.requests(part, board, cite)


def _course(part: Part, board: BoardData) -> Picture:
    return _picture(
        board, part.ribbons.caption, ribbons.sentence(part.intervals, part.ribbons),
        ribbons.static(part.intervals, part.ribbons),
        lambda room: ribbons_picture.drawing(part.intervals, part.ribbons, room),
        more=Text("De cijfers en toelichtingen staan in de bijlage per vraag.",
                  "Dates and notes stand in the annex, by request.")[board.lang],
    )  # fmt: skip


def _legislature(data: ReportData) -> Iterator[Block]:
    board, lang = data.board, data.board.lang
    yield Heading(Text("De legislatuur", "The legislature")[lang], fresh=True, place="legislatuur")
    yield Paragraph(words.balance(board, data.legislature, lang), "lead")
    yield Paragraph(words.settled(board, data.legislature, lang))
    yield figures.balance(board)
    yield lists.still_open(data.legislature, board)
    yield Heading(Text("Voortgang per regering", "Progress per cabinet")[lang], 2)
    yield Paragraph(words.TERMS_NOTE[lang])
    yield figures.terms(data.legislature, board)


def _hidden(board: BoardData) -> Iterator[Block]:
    if not board.hidden:
        return
    lang = board.lang
    yield Heading(Text("Interne notities", "Internal notes")[lang], fresh=True, place="intern")
    yield Paragraph(
        Text("Alleen voor wie aangemeld is; deze notities verschuiven geen enkel cijfer.",
             "For signed-in people only; these notes move no figure.")[lang], "internal",
    )  # fmt: skip
    yield lists.hidden(board)


def _bars(frame: Progress, view: ProgressView, board: BoardData) -> Picture:
    return _picture(
        board, view.caption, progress.sentence(frame, view),
        progress.static(frame, view),
        lambda room: bars.drawing(frame, view, room),
    )  # fmt: skip


def _picture(
    board: BoardData, title: str, finding: str, drawn: Node, chart: Callable[[Room], Drawing], *, more: str = ""
) -> Picture:  # fmt: skip
    """A chart in both forms, told in words with ``more``; without, its numbers stand in the table that follows it."""
    lang = board.lang
    around = Around(
        lang, "light", title, about=board.overview.numbers.memorandum, finding=finding, notes=(), origin="", address=""
    )  # fmt: skip
    told = more or Text("De cijfers staan in de tabel hieronder.", "The figures stand in the table below.")[lang]
    return Picture(
        title=title,
        drawn=drawn,
        svg=picture(around, "bare", chart, lend_fonts=False, tallest=_TALLEST),
        alternative=f"{title}. {finding} {told}",
        finding=finding,
    )
