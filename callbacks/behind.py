"""From a reading of the store to the requests behind a number."""

from __future__ import annotations

import pandas as pd

from components import evidence as drawn
from components.address import address, lasting
from components.behind import Behind
from models.entries import EntryView
from models.query import to_parameters
from models.reading import Reading


def behind(reading: Reading, tracks: pd.DataFrame) -> tuple[Behind, ...]:
    """The rows of ``tracks`` (columns of ``answers.tracks``, of the day of ``reading``), in their order."""
    catalogue, lang = reading.catalogue, reading.query.lang
    governments = {found.code: found.name_en if lang == "en" else found.name_nl for found in catalogue.governments}
    statuses = {found.code: found.label_en if lang == "en" else found.label_nl for found in catalogue.statuses}
    rows = list(tracks[_COLUMNS].itertuples(index=False, name=None))
    begun = reading.begun()
    counting = {(row[0], row[1]): int(row[4]) for row in rows if not pd.isna(row[4])}
    first_of = {track: begun[track] for track in counting}
    entries = {entry.id: entry for entry in reading.entries({*counting.values(), *first_of.values()})}
    kept = lasting(to_parameters(reading.query))
    found = []
    for request, government, status, since, _ in rows:
        entry = entries[counting[request, government]] if (request, government) in counting else None
        first = entries[first_of[request, government]] if entry else None
        asked = catalogue.request[request]
        found.append(
            Behind(
                request=request,
                title=asked.title_en if lang == "en" else asked.title_nl,
                government=governments[government],
                status=status,
                status_label=statuses[status],
                since=since,
                since_precision=first.precision if first and first.precision else "day",
                entry=told(entry, lang) if entry else None,
                href=address(f"/vraag/{request}", kept) + (f"#logregel-{entry.id}" if entry else ""),
            )
        )
    return tuple(found)


def told(entry: EntryView, lang: str) -> drawn.Evidence:
    """An entry with a date as evidence, its note in the language of the page or else in the one it has."""
    if entry.effective_date is None or entry.precision is None:
        raise ValueError(f"entry {entry.id} has no date of its own")
    words, words_lang = note_in(entry, lang)
    return drawn.Evidence(
        id=entry.id,
        day=entry.effective_date,
        precision=entry.precision,
        note=words,
        note_lang=words_lang,
        sources=tuple(drawn.SourceLink(s.url, s.title, s.publisher, s.date) for s in entry.sources),
        no_source=entry.no_source_reason,
        author=entry.author,
        recorded_at=entry.recorded_at,
        confirmed=entry.confirmed,
        second_reading=entry.second_reading,
    )


def note_in(entry: EntryView, lang: str) -> tuple[str, str]:
    """The note in ``lang``, or in the other language where it has only that; and the language it is in."""
    other = "nl" if lang == "en" else "en"
    words = {"nl": entry.note_nl, "en": entry.note_en}
    return (words[lang], lang) if words[lang] or not words[other] else (words[other], other)


_COLUMNS = ["request", "government", "status", "since", "entry"]
