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
from models import progress as arithmetic
from models.reading import Reading


def moved(reading: Reading, since: date, kept: Parameters, *, latest: int | None = None) -> tuple[Moved, ...]:
    """What has another status than on ``since``, the last changed first, with the entries that counted since then.

    Or only the ``latest`` changes, each with its last entry alone.
    """
    now = reading.snapshot()
    columns = (now[name] for name in ("request", "government", "entry", "effective_date"))
    last = {(request, government): (entry, day) for request, government, entry, day in zip(*columns, strict=True)}
    changed = list(arithmetic.changes(reading.snapshot(since), now).itertuples(index=False, name=None))
    changed.sort(key=lambda change: last[change[0], change[1]][1] or since, reverse=True)
    changed = changed[:latest]
    behind = _all_since(reading, since) if latest is None else {track: [entry] for track, (entry, _) in last.items()}
    numbers = [int(number) for request, government, _, _ in changed for number in behind[request, government] if number]
    entries = {entry.id: entry for entry in reading.entries(numbers)}
    titles, names = naming.titles(reading), naming.governments(reading)
    found = []
    for request, government, old, new in changed:
        href = address(path_of(request), kept)
        evidence = tuple(
            (told(entries[number], reading.query.lang), f"{href}#{anchor(number)}")
            for number in reversed(behind[request, government])
            if number
        )
        found.append(Moved(Link(f"{request} {titles[request]}", href), names[government], old, new, evidence))
    return tuple(found)


def _all_since(reading: Reading, since: date) -> dict[Track, list[int]]:
    """The entries that came to count since a day, per track in order of time."""
    found: dict[Track, list[int]] = defaultdict(list)
    frame = reading.counted(since, reading.query.as_of)
    for request, government, entry in zip(frame["request"], frame["government"], frame["entry"].tolist(), strict=True):
        found[request, government].append(entry)
    return found
