"""From a reading of the store to the requests that changed status since a day, with the entries behind each change."""

from __future__ import annotations

from datetime import date

from callbacks import naming
from callbacks.behind import told
from callbacks.request import path_of
from components.address import Parameters, address
from components.history import anchor
from components.moved import Moved
from components.trail import Link
from models import movement
from models.reading import Reading

#: Entries told with one change, the last ones: a track that was logged more often has the rest in its history.
_TOLD = 6


def moved(reading: Reading, since: date, kept: Parameters, *, latest: int | None = None) -> tuple[Moved, ...]:
    """What has another status than on ``since``, the last changed first, with the last entries that counted since then.

    Or only the ``latest`` changes, each with its last entry alone.
    """
    changes = movement.changed(reading.states([since, reading.query.as_of]))
    changes = sorted(changes, key=lambda move: move.day, reverse=True)[:latest]
    behind = {(move.request, move.government): ([move.entry], 0) for move in changes}
    if latest is None:
        behind = reading.counted(since, reading.query.as_of, _TOLD)
    numbers = [number for move in changes for number in behind[move.request, move.government][0]]
    entries = {entry.id: entry for entry in reading.entries(numbers)}
    titles, names = naming.titles(reading), naming.governments(reading)
    found = []
    for move in changes:
        href = address(path_of(move.request), kept)
        told_of, earlier = behind[move.request, move.government]
        evidence = tuple(
            (told(entries[number], reading.query.lang), f"{href}#{anchor(number)}") for number in reversed(told_of)
        )
        asked = Link(f"{move.request} {titles[move.request]}", href)
        listed = address("/logboek", kept, request=move.request, government=move.government, sort="effective")
        found.append(Moved(asked, names[move.government], move.status_from, move.status_to, evidence, earlier, listed))
    return tuple(found)
