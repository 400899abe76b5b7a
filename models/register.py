"""Which entries the log lists, about which tracks and days.

Held as whole numbers, so that any page of a long log is found, and all of it counted, in memory. The log only grows,
and none of this can be redacted: what was read once stays true and is extended by what was written since.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, bindparam, func, select

from models.ordinals import Ordinal
from models.tables import Entry

Numbers = NDArray[np.int64]

#: Rows are taken in parts: many small objects at once make Python's garbage collector walk all there is, many times.
_PART = 500


@dataclass(frozen=True, slots=True)
class Register:
    """The public entries in the order of their numbers, from 1 on.

    ``track``: the id of its track; ``day``: the proleptic ordinal of its effective date, of an entry without one that
    of the entry it names. ``moved`` has a row (number of an entry, id of a track) per entry that names one of another
    track: it is about both.
    """

    track: NDArray[np.int32]
    day: NDArray[np.int32]
    moved: Numbers

    @classmethod
    def empty(cls) -> Register:
        """That of a log without entries."""
        return cls(np.empty(0, np.int32), np.empty(0, np.int32), np.empty((0, 2), np.int64))

    def extended(self, connection: Connection, last: int) -> Register:
        """This one with the entries up to ``last``."""
        known = len(self.track)
        if last <= known:
            return self
        rows = connection.execute(_WRITTEN, {"known": known, "last": last}).partitions(_PART)
        found = np.concatenate([np.array([tuple(row) for row in part], np.int32) for part in rows])
        track, day = (np.concatenate([old, new]) for old, new in ((self.track, found[:, 0]), (self.day, found[:, 1])))
        naming = np.flatnonzero(found[:, 2])
        named = found[naming, 2] - 1
        naming += known
        day[naming] = np.where(day[naming] == 0, day[named], day[naming])
        elsewhere = track[naming] != track[named]
        moved = np.column_stack([1 + naming[elsewhere], track[named[elsewhere]]])
        return Register(track, day, np.concatenate([self.moved, moved]))

    def listed(self, tracks: Collection[int], day: date, last: int) -> Numbers:
        """The numbers of the first ``last`` entries that are or were about one of ``tracks``, dated up to ``day``."""
        asked = np.zeros(1 + max([0, *tracks, int(self.track.max(initial=0))]), np.bool_)
        asked[list(tracks)] = True
        found = asked[self.track[:last]]
        moved = self.moved[(self.moved[:, 0] <= last) & np.isin(self.moved[:, 1], list(tracks)), 0]
        found[moved - 1] = True
        return 1 + np.flatnonzero(found & (self.day[:last] <= day.toordinal()))

    def newest(self, numbers: Numbers, most: int) -> Numbers:
        """Those of ``numbers`` that happened last, at most so many, from the last one back; of a day by number."""
        keys = self.day[numbers - 1].astype(np.int64) << 32 | numbers
        first = max(0, len(keys) - most)
        keys = np.partition(keys, first)[first:] if first else keys
        return np.sort(keys)[::-1] & (2**32 - 1)


def _written() -> Select[*tuple[Any, ...]]:
    return (
        select(Entry.track_id, func.coalesce(Ordinal(Entry.effective_date), 0), func.coalesce(Entry.refers_to, 0))
        .where(Entry.id > bindparam("known"), Entry.id <= bindparam("last"))
        .order_by(Entry.id)
    )


_WRITTEN = _written()
