"""From a reading of the store to the requests that changed status since a day, with the entries behind each change."""

from __future__ import annotations

from datetime import date

import pandas as pd

from callbacks import naming
from callbacks.behind import told
from callbacks.request import path_of
from components.address import Parameters, address
from components.history import anchor
from components.moved import Moved
from components.trail import Link
from models import progress as arithmetic
from models.reading import Reading


def moved(reading: Reading, since: date, kept: Parameters) -> tuple[Moved, ...]:
    """What has another status than on ``since``, the last changed first, with the entries that counted since then."""
    changed = arithmetic.changes(reading.snapshot(since), reading.snapshot())
    steps = reading.steps()
    recent = steps[(steps["valid_from"] > since) & (steps["valid_from"] <= reading.query.as_of)]
    by_track: dict[tuple[str, str], list[int]] = {
        track: [] for track in zip(changed["request"], changed["government"], strict=True)
    }
    for request, government, entry in recent[["request", "government", "entry"]].itertuples(index=False, name=None):
        if (request, government) in by_track and not pd.isna(entry):
            by_track[request, government].append(int(entry))
    entries = {entry.id: entry for entry in reading.entries([number for each in by_track.values() for number in each])}
    titles, names = naming.titles(reading), naming.governments(reading)
    found = []
    for request, government, old, new in changed.itertuples(index=False, name=None):
        href = address(path_of(request), kept)
        evidence = tuple(
            (told(entries[number], reading.query.lang), f"{href}#{anchor(number)}")
            for number in reversed(by_track[request, government])
        )
        found.append(Moved(Link(f"{request} {titles[request]}", href), names[government], old, new, evidence))
    return tuple(sorted(found, key=lambda moved: max((e.day for e, _ in moved.entries), default=since), reverse=True))
