"""From frames of changes to the moves that lists show, with the entries behind them and the names that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from callbacks import naming
from callbacks.behind import note_in
from components.address import Parameters, address, lasting
from components.charts.moves import Entry, Move, MovesView
from components.history import anchor
from models import answers
from models.entries import EntryView
from models.query import Query, to_parameters
from models.reading import Reading
from models.timeline import positions
from models.vocabulary import Kind, Status

_CODES = [status.value for status in Status]


def steps_back(
    reading: Reading, start: date, end: date, most: int | None = None, of_more: int = 0
) -> tuple[tuple[Move, ...], int]:
    """The steps back after ``start`` and up to ``end`` of the tracks asked for, and how many there are.

    Where there are more than ``most``, only the last ``of_more`` are made into moves.
    """
    found = reading.slips().between(start, end)
    if reading.query.statuses:
        found = found.of(positions(answers.tracks(reading), reading.tracks()))
    count, tracks = len(found.day), reading.tracks()
    if most is not None and count > most:
        found = found.last(of_more)
    columns = (tracks["request"].array[found.track], tracks["government"].array[found.track], *found[1:3], found.entry)
    moves = tuple(
        Move(request, government, _CODES[old], _CODES[new], (int(entry),))
        for request, government, old, new, entry in zip(*columns, strict=True)
    )
    return moves, count


def log_href(kept: Parameters) -> Callable[[str, str], str]:
    """From a request and a government to their entries in the log, the last that happened first."""
    return lambda request, government: address(
        "/logboek", kept, request=request, government=government, sort="effective"
    )


def view(reading: Reading, listed: Iterable[Move], *, whole: bool = False) -> MovesView:
    """Names and entries for lists of these moves: those that a page tells, or the ``whole`` of them."""
    catalogue, kept = reading.catalogue, lasting(to_parameters(reading.query))
    told = {number for move in listed for number in (move.entries if whole else move.told)}
    found = {entry.id: entry for entry in reading.entries(told)}
    named = {entry.refers_to for entry in found.values() if entry.effective_date is None and entry.refers_to}
    found |= {entry.id: entry for entry in reading.entries(named - found.keys())}
    return MovesView(
        lang=reading.query.lang,
        titles=naming.titles(reading),
        governments=naming.governments(reading),
        statuses=naming.statuses(reading),
        dossiers={dossier.number: naming.named(dossier, "title", reading.query.lang) for dossier in catalogue.dossiers},
        dossier_of={request.id: request.dossier for request in catalogue.requests},
        entries={number: _entry(entry, found, reading.query, kept) for number, entry in found.items()},
        request_href=lambda request: address(f"/vraag/{request}", kept),
        log_href=log_href(kept),
    )


def _entry(entry: EntryView, others: Mapping[int, EntryView], query: Query, kept: Parameters) -> Entry:
    """An entry as a list tells it; a retraction by the day of what it retracted, and its reason."""
    lang = query.lang
    dated = entry if entry.effective_date else others[entry.refers_to or entry.id]
    text, text_lang = note_in(entry, lang)
    if text and text_lang != lang:
        text += " (in het Engels)" if lang == "nl" else " (in Dutch)"
    if entry.kind is Kind.RETRACTION:
        text = f"Ingetrokken: {entry.reason}" if lang == "nl" else f"Retracted: {entry.reason}"
    href = address(f"/vraag/{entry.request}", kept)
    return Entry(
        day=dated.effective_date or query.as_of,
        precision=str(dated.precision or "day"),
        note=text,
        sources=tuple((source.title or source.url, source.url) for source in entry.sources),
        href=f"{href}#{anchor(entry.id)}",
        internal=entry.internal_note or "",
    )
