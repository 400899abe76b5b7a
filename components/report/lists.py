"""The lists of a report as tables: what changed, what waits, what was done, and every request of a dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from components.board import words
from components.board.data import BoardData, Legislature, Part, Told, TrackNow
from components.charts.moves import Entry, Move, MovesView
from components.charts.period import duration
from components.report.blocks import (
    Cited,
    Column,
    Dated,
    Internal,
    Linked,
    Marked,
    Table,
    Value,
)
from components.text import Text

#: Numbers the sources with these addresses; None where there are none.
Cite = Callable[[Iterable[str]], Cited | None]

_REQUEST = Text("Vraag", "Request")
_GOVERNMENT = Text("Overheid", "Government")
_DATE = Text("Datum", "Date")
_NOTE = Text("Toelichting", "Note")
_INTERNAL = Text("Interne nota", "Internal note")
_SOURCES = Text("Bron", "Source")
_TRACKS = Text("Vragen", "Requests")


def moved(
    moves: Sequence[Move], view: MovesView, data: BoardData, cite: Cite, sheet: Text, title: Text, empty: Text
) -> Table:
    """A row per change and entry behind it, per dossier: old and new status, date, note, source."""
    lang = data.lang
    columns = [
        Column("Dossier"),
        Column(_REQUEST[lang], 2.5),
        Column(_GOVERNMENT[lang], beside=True),
        Column(Text("Van", "From")[lang], 1.75),
        Column(Text("Naar", "To")[lang], beside=True),
        Column(_DATE[lang], 1.2),
        Column(_NOTE[lang], 4),
    ]
    if data.seen.internal:
        columns.append(Column(_INTERNAL[lang], beside=True))
    columns.append(Column(_SOURCES[lang], 0.8))
    ordered = sorted(moves, key=lambda move: list(view.dossiers).index(view.dossier_of[move.request]))
    rows = [row for move in ordered for row in _moved(move, view, data, cite)]
    return Table(sheet[lang], title[lang], tuple(columns), tuple(rows), empty[lang], grouped=True)


def _moved(move: Move, view: MovesView, data: BoardData, cite: Cite) -> list[tuple[Value, ...]]:
    """Of several entries behind one change, the first row names it; every row can be read by itself."""
    old, new = (Marked(code, view.statuses[code]) for code in (move.status_from, move.status_to))
    name = Linked(f"{move.request} {view.titles[move.request]}", view.request_href(move.request))
    fixed: tuple[Value, ...] = (
        _dossier(view.dossier_of[move.request], data), name, view.governments[move.government], old, new,
    )  # fmt: skip
    entries: list[Entry | None] = [view.entries[number] for number in move.entries] or [None]
    found = []
    for entry in entries:
        internal: tuple[Value, ...] = ()
        if data.seen.internal:
            internal = (Internal(entry.internal) if entry and entry.internal else None,)
        told: tuple[Value, ...] = (Dated(entry.day, entry.precision), entry.note) if entry else (None, None)
        found.append((*fixed, *told, *internal, cite(url for _, url in entry.sources) if entry else None))
    return found


def stalled(tracks: Sequence[TrackNow], data: BoardData, cite: Cite) -> Table:
    """The requests that have stalled, longest first: since when, how many days, and what is behind it."""
    lang = data.lang
    columns = (
        Column(_REQUEST[lang], 3.2),
        Column(_GOVERNMENT[lang], beside=True),
        Column(Text("Sinds", "Since")[lang], 1.4),
        Column(Text("Hoelang", "How long")[lang], beside=True),
        Column(Text("Dagen", "Days")[lang], 0.8),
        Column(_NOTE[lang], 3.6),
        Column(_SOURCES[lang], 0.8),
    )
    rows = tuple(
        (
            _request(track, data), data.overview.government_names[track.government],
            Dated(track.since, track.precision),
            duration(track.since, data.seen.as_of, track.precision, lang), track.days,
            track.entry.note if track.entry else None, cite(track.entry.sources) if track.entry else None,
        )
        for track in tracks
    )  # fmt: skip
    title = Text("Stilgevallen, het langst eerst", "Stalled, longest first")
    empty = Text("Geen enkele vraag is stilgevallen.", "No request has stalled.")
    return Table(Text("Stilgevallen", "Stalled")[lang], title[lang], columns, rows, empty[lang])


def unanswered(tracks: Sequence[TrackNow], data: BoardData) -> Table:
    """The requests without a known response, per dossier and government."""
    lang = data.lang
    columns = (Column("Dossier"), Column(_REQUEST[lang], 4), Column(_GOVERNMENT[lang], 1.6))
    rows = tuple(
        (_dossier(track.dossier, data), _request(track, data), data.overview.government_names[track.government])
        for track in tracks
    )
    title = Text("Vragen waarop geen reactie bekend is", "Requests without a known response")
    empty = Text("Op elke vraag is een reactie bekend.", "A response is known to every request.")
    sheet = Text("Geen reactie bekend", "No response known")
    return Table(sheet[lang], title[lang], columns, rows, empty[lang], grouped=True)


def acted(data: BoardData, cite: Cite) -> Table:
    """What the association itself did since the earlier day."""
    lang = data.lang
    columns = [
        Column(_DATE[lang], 1.2),
        Column(Text("Wat", "What")[lang], 1),
        Column(_REQUEST[lang], 2.6),
        Column(_GOVERNMENT[lang], beside=True),
        Column(_NOTE[lang], 4),
    ]
    if data.seen.internal:
        columns.append(Column(_INTERNAL[lang], beside=True))
    rows = []
    for told in data.actions:
        note: tuple[Value, ...] = (_note(told),)
        if data.seen.internal:
            note = (*note, Internal(told.internal_note) if told.internal_note else None)
        rows.append((Dated(told.day, told.precision), told.action, *_about(told, data), *note, cite(told.sources)))
    columns.append(Column(_SOURCES[lang], 0.8))
    title = Text("Wat de VVSG zelf deed", "What the VVSG itself did")
    return Table(
        Text("Acties", "Actions")[lang], title[lang], tuple(columns), tuple(rows), words.actions(data, lang)
    )  # fmt: skip


def points(data: BoardData) -> Table:
    """The points for discussion."""
    lang = data.lang
    columns = (
        Column(Text("Punt", "Point")[lang], 4),
        Column(Text("Over", "About")[lang], 3),
        Column(Text("Vastgeprikt door", "Pinned by")[lang], 1.5),
    )
    rows = tuple(
        (point.sentence, Linked(point.about, point.href) if point.about else None, point.author)
        for point in data.points
    )
    title = Text("Te bespreken", "For discussion")[lang]
    return Table(title, title, columns, rows, only_sheet=True)


def hidden(data: BoardData) -> Table:
    """Internal entries and notes, the latest day first."""
    lang = data.lang
    columns = (
        Column(_DATE[lang], 1.2),
        Column(_REQUEST[lang], 2.6),
        Column(_GOVERNMENT[lang], beside=True),
        Column(_NOTE[lang], 4),
        Column(_INTERNAL[lang], beside=True),
    )
    rows = tuple(
        (
            Dated(told.day, told.precision), *_about(told, data), _note(told),
            Internal(told.internal_note) if told.internal_note else None,
        )
        for told in data.hidden
    )  # fmt: skip
    title = Text("Interne notities, de recentste eerst", "Internal notes, the latest first")
    empty = Text("Er zijn geen interne notities.", "There are no internal notes.")
    return Table(Text("Interne notities", "Internal notes")[lang], title[lang], columns, rows, empty[lang])


def requests(part: Part, data: BoardData, cite: Cite) -> Table:
    """Every request of a dossier as it stands, with the entry that its status rests on."""
    lang = data.lang
    columns = [
        Column(_REQUEST[lang], 2.6),
        Column(_GOVERNMENT[lang], beside=True),
        Column("Status", 1.75),
        Column(Text("Sinds", "Since")[lang], beside=True),
        Column(_NOTE[lang], 4.6),
    ]
    if data.seen.internal:
        columns.append(Column(_INTERNAL[lang], beside=True))
    columns.append(Column(_SOURCES[lang], 0.8))
    rows = []
    for track in part.tracks:
        entry = track.entry
        internal: tuple[Value, ...] = ()
        if data.seen.internal:
            internal = (Internal(entry.internal_note) if entry and entry.internal_note else None,)
        waits = Text("Geen reactie bekend.", "No response known.")[lang]
        status = Marked(track.status, data.overview.status_names[track.status])
        rows.append((
            _request(track, data), data.overview.government_names[track.government], status,
            Dated(track.since, track.precision), entry.note if entry else waits, *internal,
            cite(entry.sources) if entry else None,
        ))  # fmt: skip
    title = Text(f"De vragen van dossier {part.number}", f"The requests of dossier {part.number}")
    return Table(f"Dossier {part.number}", title[lang], tuple(columns), tuple(rows))


def still_open(legislature: Legislature, data: BoardData) -> Table:
    """Every request that was neither realised nor rejected."""
    lang = data.lang
    columns = (
        Column("Dossier"),
        Column(_REQUEST[lang], 4),
        Column(_GOVERNMENT[lang], 1.6),
        Column("Status", 1.6),
        Column(Text("Sinds", "Since")[lang], 1.4),
    )
    rows = tuple(
        (
            _dossier(track.dossier, data), _request(track, data), data.overview.government_names[track.government],
            Marked(track.status, data.overview.status_names[track.status]), Dated(track.since, track.precision),
        )
        for tracks in legislature.still_open.values()
        for track in tracks
    )  # fmt: skip
    title = Text("Wat nog open is", "What is still open")
    return Table(Text("Open", "Open")[lang], title[lang], columns, rows, only_sheet=True)


def _dossier(number: int, data: BoardData) -> str:
    return f"{number} {data.overview.dossier_names[str(number)]}"


def _request(track: TrackNow, data: BoardData) -> Linked:
    href = track.entry.href if track.entry else data.back_view.request_href(track.request)
    return Linked(f"{track.request} {data.names[track.request]}", href)


def _about(told: Told, data: BoardData) -> tuple[Value, Value]:
    name = Linked(f"{told.request} {data.names[told.request]}", told.href)
    return name, data.overview.government_names[told.government]


def _note(told: Told) -> Value:
    """The note of an entry; an entry that is itself internal is marked as such."""
    return Internal(told.note) if told.hidden and told.note else told.note or None
