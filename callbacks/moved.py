"""From a reading of the store to the requests that changed status since a day, with the entries behind each change."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from callbacks import naming
from callbacks.behind import told
from callbacks.naming import Track
from callbacks.request import path_of
from components.address import Parameters, address
from components.history import anchor
from components.moved import Moved
from components.trail import Link
from models import movement
from models.reading import Reading


def moved(reading: Reading, since: date, kept: Parameters, *, latest: int | None = None) -> tuple[Moved, ...]:
    """What has another status than on ``since``, the last changed first, with the entries that counted since then.

    Or only the ``latest`` changes, each with its last entry alone.
    """
    changes = movement.changed(reading.states([since, reading.query.as_of]))
    changes = sorted(changes, key=lambda move: move.day, reverse=True)[:latest]
    behind = {(move.request, move.government): [move.entry] for move in changes}
    if latest is None:
        behind = _all_since(reading, since)
    numbers = [number for move in changes for number in behind[move.request, move.government]]
    entries = {entry.id: entry for entry in reading.entries(numbers)}
    titles, names = naming.titles(reading), naming.governments(reading)
    found = []
    for move in changes:
        href = address(path_of(move.request), kept)
        evidence = tuple(
            (told(entries[number], reading.query.lang), f"{href}#{anchor(number)}")
            for number in reversed(behind[move.request, move.government])
        )
        asked = Link(f"{move.request} {titles[move.request]}", href)
        found.append(Moved(asked, names[move.government], move.status_from, move.status_to, evidence))
    return tuple(found)


def _all_since(reading: Reading, since: date) -> dict[Track, list[int]]:
    """The entries that came to count since a day, per track in order of time."""
    found: dict[Track, list[int]] = defaultdict(list)
    frame = reading.counted(since, reading.query.as_of)
    for request, government, entry in zip(frame["request"], frame["government"], frame["entry"].tolist(), strict=True):
        found[request, government].append(entry)
    return found
