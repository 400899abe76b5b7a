"""The entries of a reading as the board is told them: with their internal words, and what stands behind a status."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from callbacks import naming
from callbacks.behind import note_in
from callbacks.request import path_of
from components.address import address, lasting
from components.board.data import Told, TrackNow
from components.charts.parts import rows_of
from components.evidence import SourceLink
from components.history import ACTIONS, anchor
from models.entries import EntryView
from models.query import to_parameters
from models.reading import Reading
from models.vocabulary import Visibility


class Entries:
    """The entries that may be seen in one reading, read once."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found = {entry.id: entry for entry in reading.entries()}
        self._kept = lasting(to_parameters(reading.query))

    def told(self, entry: EntryView) -> Told:
        """An entry that has a day of its own."""
        if entry.effective_date is None or entry.precision is None:
            raise ValueError(f"entry {entry.id} has no date of its own")
        lang = self._reading.query.lang
        note, note_lang = note_in(entry, lang)
        if note and note_lang != lang:
            note += " (in Dutch)" if lang == "en" else " (in het Engels)"
        hidden = entry.visibility is Visibility.INTERNAL
        return Told(
            id=entry.id,
            request=entry.request,
            government=entry.government,
            day=entry.effective_date,
            precision=str(entry.precision),
            status=str(entry.status) if entry.status else None,
            action=ACTIONS[str(entry.action)][lang] if entry.action else "",
            note=note,
            internal_note=entry.internal_note or "",
            hidden=hidden,
            sources=tuple(source.url for source in entry.sources),
            href=address(path_of(entry.request), self._kept) + ("" if hidden else f"#{anchor(entry.id)}"),
        )

    def tracks(self, snapshot: pd.DataFrame) -> tuple[TrackNow, ...]:
        """The rows of a snapshot, each with the entry that counts."""
        return tuple(
            TrackNow(
                request=row["request"],
                government=row["government"],
                dossier=int(row["dossier"]),
                status=row["status"],
                since=row["since"],
                precision=self._exact.get((row["request"], row["government"]), "day"),
                days=int(row["days_in_status"]),
                entry=None if pd.isna(row["entry"]) else self.told(self._found[int(row["entry"])]),
            )
            for row in rows_of(snapshot)
        )

    def hidden(self) -> tuple[Told, ...]:
        """What only signed-in people see: internal entries and internal notes that count, the latest day first."""
        as_of = self._reading.query.as_of
        shown = [
            self.told(entry)
            for entry in self._found.values()
            if entry.counts and entry.effective_date and entry.effective_date <= as_of
            if entry.internal_note or entry.visibility is Visibility.INTERNAL
        ]
        return tuple(sorted(shown, key=lambda told: told.day, reverse=True))

    def sources(self) -> dict[str, SourceLink]:
        """Every source by its address."""
        return {
            source.url: SourceLink(source.url, source.title, source.publisher, source.date)
            for entry in self._found.values()
            for source in entry.sources
        }

    @cached_property
    def _exact(self) -> dict[naming.Track, str]:
        return naming.exactness(self._reading)
