"""The tables of figures of a report, from the values of a meeting; numbers stay numbers, days stay days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from components.board import words
from components.board.band import marks
from components.board.data import BoardData, Legislature, Separated, TermTold
from components.charts.area import day_of
from components.charts.heatmap_cells import Cell
from components.charts.moves import LADDER
from components.charts.parts import occurring, optional, rows_of
from components.report.blocks import (
    Change,
    Column,
    Dated,
    Index,
    Marked,
    Share,
    Table,
    Value,
)
from components.status_look import WITH_RESULT
from components.text import Text

_GOVERNMENT = Text("Overheid", "Government")
_TRACKS = Text("Vragen", "Requests")


def progress(data: BoardData, by: str) -> Table:
    """Per dossier or government: requests, those with a result and the index, now and a year before, and coverage."""
    lang = data.lang
    of_dossiers = by == "dossier"
    now, before = (
        (data.overview.dossiers, data.dossiers_before)
        if of_dossiers
        else (data.overview.governments, data.governments_before)
    )
    then = {row["key"]: row for row in rows_of(before)}
    names = data.overview.dossier_names if of_dossiers else data.overview.government_names
    rows = []
    for row in rows_of(now):
        old = then[row["key"]]
        name = f"{row['key']} {names[row['key']]}" if of_dossiers else names[row["key"]]
        result, earlier = _with_result(row), _with_result(old)
        figures = (result, Change(result - earlier), _index(row), _index(old), _share(row["coverage"]))
        rows.append((name, int(row["tracks"]), *figures, int(row["confirmed"])))
    head = Text("Dossier", "Dossier") if of_dossiers else _GOVERNMENT
    title = Text("Voortgang per dossier, nu en een jaar eerder", "Progress per dossier, now and a year before")
    title_gov = Text("Voortgang per overheid, nu en een jaar eerder", "Progress per government, now and a year before")
    columns = (
        Column(head[lang], 3.2),
        Column(_TRACKS[lang]),
        Column(Text("Met resultaat", "With a result")[lang]),
        Column(Text("Sinds een jaar", "Since a year")[lang]),
        Column("Index"),
        Column(Text("Index jaar eerder", "Index year before")[lang]),
        Column(Text("Dekking", "Coverage")[lang]),
        Column(Text("Bevestigd", "Confirmed")[lang]),
    )
    sheet = Text("Dossiers", "Dossiers") if of_dossiers else Text("Overheden", "Governments")
    return Table(sheet[lang], (title if of_dossiers else title_gov)[lang], columns, tuple(rows))


def counts(data: BoardData, by: str) -> Table:
    """Per dossier or government how many requests have which status; only statuses that occur."""
    lang, of_dossiers = data.lang, by == "dossier"
    frame = data.overview.dossiers if of_dossiers else data.overview.governments
    names = data.overview.dossier_names if of_dossiers else data.overview.government_names
    codes, rows = occurring(frame), list[tuple[Value, ...]]()
    for row in rows_of(frame):
        name = f"{row['key']} {names[row['key']]}" if of_dossiers else names[row["key"]]
        rows.append((name, *(int(row[code]) for code in codes), int(row["tracks"])))
    head, place = (Text("Dossier", "Dossier"), 0) if of_dossiers else (_GOVERNMENT, 1)
    titles = (
        Text("Aantal vragen per status, per dossier", "Number of requests per status, per dossier"),
        Text("Aantal vragen per status, per overheid", "Number of requests per status, per government"),
    )
    sheets = (
        Text("Statussen per dossier", "Statuses per dossier"),
        Text("Statussen per overheid", "Statuses per government"),
    )
    columns = (Column(head[lang], 3.2), *_status_columns(codes, data), Column(Text("Totaal", "Total")[lang]))
    return Table(sheets[place][lang], titles[place][lang], columns, tuple(rows))


def over_time(data: BoardData, *, monthly: bool) -> Table:
    """How many requests had which status at the end of each year, or of each month; the last row is the day shown."""
    lang, frame, period = data.lang, data.overview.trend, data.overview.timeline.period
    codes, records = occurring(frame), rows_of(frame)
    kept = [row for row in records if monthly or row["month"].endswith("-12") or row is records[-1]]
    rows = tuple(
        (Dated(day_of(row["month"], period)), *(int(row[code]) for code in codes), int(row["tracks"]), _index(row))
        for row in kept
    )
    head = Column(Text("Dag", "Day")[lang], 2.2)
    columns = (head, *_status_columns(codes, data), Column(Text("Totaal", "Total")[lang]), Column("Index"))
    title = (
        Text("Aantal vragen per status op het einde van elke maand", "Requests per status at the end of each month")
        if monthly
        else Text("Aantal vragen per status op het einde van elk jaar", "Requests per status at the end of each year")
    )
    sheet = Text("Per maand", "Per month") if monthly else Text("Per jaar", "Per year")
    return Table(sheet[lang], title[lang], columns, rows, only_sheet=monthly)


def sensitivity(data: BoardData) -> Table:
    """The index, and what doubt would make of it."""
    lang = data.lang
    columns = (Column(Text("Aanname", "Assumption")[lang], 4), Column("Index"))
    rows = tuple((mark.label, mark.value) for mark in reversed(marks(data.sensitive, lang)))
    title = Text("Hoe gevoelig de index is", "How sensitive the index is")[lang]
    empty = words.sensitive(data.sensitive, lang)
    return Table(Text("Marge", "Margin")[lang], title, columns, rows, empty)


def goals(cells: Iterable[Cell], data: BoardData) -> Table:
    """Per goal and dossier how many requests there are, and the share of them with a result."""
    lang = data.lang
    columns = (
        Column(Text("Doelstelling", "Goal")[lang]),
        Column("Dossier"),
        Column(_TRACKS[lang]),
        Column(Text("Met resultaat", "With a result")[lang]),
    )
    rows = tuple(
        (f"{cell.goal.number} {cell.goal.name}", cell.column.full, cell.tracks, _share(cell.value)) for cell in cells
    )
    title = Text("Vragen per doelstelling en dossier", "Requests per goal and dossier")
    return Table(Text("SDG's", "SDGs")[lang], title[lang], columns, rows, only_sheet=True)


def matrix(separated: Separated, data: BoardData) -> Table:
    """From which status to which, of the new facts."""
    lang, labels = data.lang, data.overview.status_names
    records = rows_of(separated.facts)
    before, after = ([code for code in LADDER if any(row[side] == code for row in records)]
                     for side in ("status_from", "status_to"))  # fmt: skip
    pairs = [(row["status_from"], row["status_to"]) for row in records]
    rows = tuple(
        (Marked(old, labels[old]), *(pairs.count((old, new)) or None for new in after),
         sum(pair[0] == old for pair in pairs))
        for old in before
    )  # fmt: skip
    head = Column(Text("Van (rij) naar (kolom)", "From (row) to (column)")[lang], 2)
    columns = (head, *(Column(labels[code]) for code in after), Column(Text("Samen", "Together")[lang]))
    return Table(
        Text("Van naar", "From to")[lang], Text("Van welke status naar welke", "From which status to which")[lang],
        columns, rows,
    )  # fmt: skip


def terms(legislature: Legislature, data: BoardData) -> Table:
    """Per cabinet: where the requests to its government stood when it came and went."""
    lang = data.lang
    columns = (
        Column(Text("Regering", "Cabinet")[lang], 2.2),
        Column(_GOVERNMENT[lang], beside=True),
        Column(Text("Van", "From")[lang], 1.8),
        Column(Text("Tot en met", "Up to")[lang], beside=True),
        Column(_TRACKS[lang], 0.9),
        Column(Text("Index bij start", "Index at start")[lang]),
        Column(Text("Index bij einde", "Index at end")[lang]),
        Column(Text("Resultaat bij start", "Result at start")[lang]),
        Column(Text("Resultaat bij einde", "Result at end")[lang]),
        Column(Text("Veranderd", "Changed")[lang], 1.8),
    )
    title = Text("Voortgang per regering", "Progress per cabinet")
    rows = tuple(_term(term, data) for term in legislature.terms)
    return Table(Text("Regeringen", "Cabinets")[lang], title[lang], columns, rows)


def _term(term: TermTold, data: BoardData) -> tuple[Value, ...]:
    indexes = (None if value is None else Index(value) for value in (term.index_before, term.index_after))
    return (
        term.name, data.overview.government_names[term.government], Dated(term.since), Dated(term.until), term.tracks,
        *indexes, term.result_before, term.result_after, words.ways(term.ways, data.lang),
    )  # fmt: skip


def balance(data: BoardData) -> Table:
    """Per dossier what was granted, what was refused and what remained open."""
    lang = data.lang
    rows: list[tuple[Value, ...]] = []
    for row in rows_of(data.overview.dossiers):
        name = f"{row['key']} {data.overview.dossier_names[row['key']]}"
        groups = [sum(int(row[code]) for code in codes) for _, codes in words.BALANCE]
        still_open = int(row["tracks"]) - int(row["realised"]) - int(row["rejected"])
        rows.append((name, int(row["tracks"]), *groups, still_open))
    columns = (
        Column("Dossier", 3),
        Column(_TRACKS[lang]),
        *(Column(label[lang]) for label, _ in words.BALANCE),
        Column(Text("Samen nog open", "Still open in all")[lang]),
    )
    title = Text("De balans per dossier", "The balance per dossier")
    return Table(Text("Balans", "Balance")[lang], title[lang], columns, tuple(rows))


def _with_result(row: Mapping[str, Any]) -> int:
    return sum(int(row[code]) for code in WITH_RESULT)


def _index(row: Mapping[str, Any]) -> Index | None:
    found = optional(row["index"])
    return None if found is None else Index(found)


def _share(value: object) -> Share | None:
    found = optional(value)
    return None if found is None else Share(found)


def _status_columns(codes: Iterable[str], data: BoardData) -> tuple[Column, ...]:
    return tuple(Column(data.overview.status_names[code], 1.1) for code in codes)
