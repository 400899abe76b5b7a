"""The tables of the dump: which there are, what each field means, and which hold the publisher's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from models.dump import Field, Row, Table, described, entries, plain, records, shared, text, whole
from models.reading import Reading

_MEMORANDUM = text("memorandum", "The memorandum it belongs to.")
_TRACK = (
    _MEMORANDUM,
    text("request", "The code of the request."),
    text("government", "The code of the government that the request was put to."),
)

_MEMORANDA = (
    text("id", "Its code."),
    text("title_nl", "Its title in Dutch."),
    text("title_en", "Its title in English."),
    text("start", "The first day of its period."),
    text("end", "The last day of its period."),
    text("publisher", "Who published it; fields that are quoted hold the words of this publisher."),
)
_GOVERNMENTS = (
    text("code", "Its code."),
    text("name_nl", "Its name in Dutch."),
    text("name_en", "Its name in English."),
    whole("addressed", "Whether requests are put to it; else it is only the owner of a milestone."),
)
_STATUSES = (
    text("code", "Its code."),
    whole("order", "Its place in the list."),
    text("label_nl", "Its name in Dutch."),
    text("label_en", "Its name in English."),
    Field("weight", "REAL", "Its weight in the progress index, 0 to 1; empty: left out."),
    text("definition_nl", "What it means, in Dutch."),
    text("definition_en", "What it means, in English."),
)
_GOALS = (
    whole("number", "The number of the Sustainable Development Goal."),
    text("name_nl", "Its name in Dutch."),
    text("name_en", "Its name in English."),
    text("short_nl", "A short name in Dutch."),
    text("short_en", "A short name in English."),
    text("colour", "Its official colour."),
    text("pillar", "Which of the five P's it belongs to."),
)
_DOSSIERS = (
    _MEMORANDUM,
    whole("number", "Its number."),
    text("kind", "`dossier`, or `pact` for the sustainability pact."),
    text("title_nl", "Its title in Dutch."),
    text("title_en", "Its title in English."),
    text("summary_nl", "The summary in the memorandum.", quoted=True),
    text("vision_nl", "The vision of the municipalities.", quoted=True),
    text("preamble_nl", "What stands before the requests.", quoted=True),
    text("sdg_statement_nl", "What the memorandum says about the goals.", quoted=True),
)
_REQUESTS = (
    _MEMORANDUM,
    text("id", "Its code."),
    text("parent", "The code of the request it is a part of; empty for most."),
    whole("dossier", "The number of its dossier."),
    text("title_nl", "Its title in Dutch, in our words."),
    text("title_en", "Its title in English, in our words."),
    text("text_nl", "Its text, verbatim.", quoted=True),
    text("note_nl", "A note on an oddity of the text, in Dutch."),
    text("note_en", "A note on an oddity of the text, in English."),
    text("governments", "The codes of the governments it is put to."),
    text("government_basis", "`explicit` where the text names them, else `implied: ` and why, in English."),
    text("government_basis_nl", "Why they are implied, in Dutch."),
    text("fiches", "The numbers of the fiches behind it."),
    text("sdg_targets", "The targets of the goals it contributes to: an editorial choice of ours."),
    text("sdg_rationale_nl", "Why those, in Dutch."),
    whole("tracked", "Whether it is followed itself; else its parts are."),
)
_INTENTIONS = (
    _MEMORANDUM,
    whole("dossier", "The number of the dossier."),
    whole("number", "Its place; 0 is the sentence before the list."),
    text("text_nl", "What the municipalities commit to, verbatim.", quoted=True),
)
_PASSAGES = (
    _MEMORANDUM,
    text("kind", "`trend`, `lever`, `pillar` or `context`."),
    whole("number", "Its place among its kind."),
    text("title_nl", "Its title.", quoted=True),
    text("text_nl", "Its text, verbatim.", quoted=True),
    text("points", "Its points, verbatim.", quoted=True),
)
_MILESTONES = (
    _MEMORANDUM,
    text("date", "The day."),
    text("kind", "What sort of event it is."),
    text("governments", "The codes of the governments it is about."),
    text("label_nl", "What happened, in Dutch."),
    text("label_en", "What happened, in English."),
)
_CABINETS = (
    _MEMORANDUM,
    text("government", "The code of the government."),
    text("start", "Its first day in office."),
    text("end", "The day after its last; empty: still in office at the end of the period."),
    text("name", "Its name."),
)
_TRACKS = (*_TRACK, whole("dossier", "The number of the dossier."))
_PERIODS = (
    *_TRACK,
    text("valid_from", "The first day of this status."),
    text("valid_to", "The day after its last; of the present status the day after the memorandum's period."),
    text("status", "The status."),
    whole("entry", "The entry that brought it; empty: submitted on the memorandum's first day."),
)
_ENTRIES = (
    whole("id", "The number of the entry."),
    *_TRACK,
    text("kind", "`status`, `action`, `correction`, `retraction` or `confirmation`."),
    text("status", "The status it reports."),
    text("action", "What the VVSG itself did; never counted as progress."),
    text("effective_date", "The day it happened; of a month or year the last day."),
    text("precision", "How exactly that day is known: `day`, `month` or `year`."),
    text("note_nl", "What happened, in Dutch."),
    text("note_en", "What happened, in English."),
    text("no_source_reason", "Why there is no public source, if there is none."),
    text("confidence", "How sure the reader of the source was."),
    text("second_reading", "What a second reader of the source found."),
    text("author", "The public name of who recorded it."),
    text("recorded_at", "When it was recorded, UTC."),
    whole("refers_to", "The entry that a correction, retraction or confirmation is about."),
    text("reason", "Why something was corrected or retracted."),
    text("row_id", "The name of the row in the file it was imported from."),
    whole("counts", "Whether it is the last word of its chain, and not retracted."),
    whole("confirmed", "Whether it is confirmed; empty for what cannot be."),
    whole("redacted", "Whether its words were removed."),
    text("hash", "Its hash in the chain of public entries."),
)
_SOURCES = (
    whole("entry", "The number of the entry."),
    whole("position", "Its place among the sources of the entry, from 1."),
    text("url", "Its address."),
    text("title", "Its title."),
    text("publisher", "Its publisher."),
    text("date", "The day it was published."),
)
_FIELDS = (
    text("table", "The table."),
    text("field", "The field."),
    text("type", "Its type in SQLite."),
    text("meaning", "What it means."),
    whole("quoted", "Whether it holds the words of the memorandum's publisher, quoted and not ours to license."),
)


def _tracks(readings: Sequence[Reading]) -> Iterator[Row]:
    for reading in readings:
        for request, government, dossier in reading.tracks().itertuples(index=False, name=None):
            yield reading.query.memorandum, request, government, int(dossier)


def _periods(readings: Sequence[Reading]) -> Iterator[Row]:
    names = [field.name for field in _PERIODS[1:-1]]
    for reading in readings:
        frame = reading.intervals()
        for *values, entry in frame[[*names, "entry"]].itertuples(index=False, name=None):
            number = plain(entry)
            yield reading.query.memorandum, *map(plain, values), None if number is None else int(number)


def _entries(readings: Sequence[Reading]) -> Iterator[Row]:
    names = [field.name for field in _ENTRIES]
    for reading in readings:
        for entry in entries(reading):
            yield tuple(plain(getattr(entry, name)) for name in names)


def _sources(readings: Sequence[Reading]) -> Iterator[Row]:
    for reading in readings:
        for entry in entries(reading):
            for place, source in enumerate(entry.sources, start=1):
                found: list[Any] = [source.url, source.title, source.publisher, source.date]
                yield entry.id, place, *map(plain, found)


def _fields(_: Sequence[Reading]) -> Iterator[Row]:
    for table, field in described(TABLES):
        yield table.name, field.name, field.kind, field.meaning, field.quoted


TABLES = (
    Table(
        "memoranda",
        "The memoranda.",
        ("id",),
        _MEMORANDA,
        lambda readings: (
            tuple(plain(getattr(reading.catalogue.memorandum, field.name)) for field in _MEMORANDA)
            for reading in readings
        ),
    ),
    Table("governments", "Who requests are put to.", ("code",), _GOVERNMENTS, shared("governments", _GOVERNMENTS)),
    Table("statuses", "The statuses with their weights.", ("code",), _STATUSES, shared("statuses", _STATUSES)),
    Table("goals", "The Sustainable Development Goals.", ("number",), _GOALS, shared("goals", _GOALS)),
    Table("dossiers", "The dossiers.", ("memorandum", "number"), _DOSSIERS, records("dossiers", _DOSSIERS)),
    Table("requests", "The requests.", ("memorandum", "id"), _REQUESTS, records("requests", _REQUESTS)),
    Table(
        "intentions",
        "What the municipalities themselves commit to.",
        ("memorandum", "dossier", "number"),
        _INTENTIONS,
        records("intentions", _INTENTIONS),
    ),
    Table(
        "passages",
        "Context in the memorandum: trends, levers, pillars.",
        ("memorandum", "kind", "number"),
        _PASSAGES,
        records("passages", _PASSAGES),
    ),
    Table(
        "milestones",
        "Public events that explain a change of pace.",
        ("memorandum", "date", "kind", "governments"),
        _MILESTONES,
        records("milestones", _MILESTONES),
    ),
    Table(
        "cabinets",
        "The governments in office.",
        ("memorandum", "government", "start"),
        _CABINETS,
        records("cabinets", _CABINETS),
    ),
    Table(
        "tracks",
        "What is followed and counted: a request put to one government.",
        ("memorandum", "request", "government"),
        _TRACKS,
        _tracks,
    ),
    Table(
        "periods",
        "The status of each track from day to day, as known now.",
        ("memorandum", "request", "government", "valid_from"),
        _PERIODS,
        _periods,
    ),
    Table("entries", "The public log, in the order recorded.", ("id",), _ENTRIES, _entries),
    Table("sources", "The evidence of the entries.", ("entry", "position"), _SOURCES, _sources),
    Table("fields", "This description.", ("table", "field"), _FIELDS, _fields),
)
