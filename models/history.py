"""What counts in the log at a given moment: the one place where that is decided.

Rules (DESIGN section 5): at K a chain counts by its last entry recorded at or before K, with its own track, date and
status, unless it is retracted by then. The log only grows, and none of this can be redacted: what was read once stays
true and is extended by what was written since. It is held as integers, so that any moment of a long log is answered
from memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, String, select, type_coerce

from models.ordinals import Ordinal
from models.tables import Entry
from models.vocabulary import Kind, Status

Ints = NDArray[np.int64]

_CODE = {status.value: code for code, status in enumerate(Status)}
_ENTRY = ("entry_id", "track_id", "valid_from", "root", "status")
_NAMING = ("named", "by", "confirms")
#: Rows are taken in parts: many small objects at once make Python's garbage collector walk all there is, many times.
_PART = 500


@dataclass(frozen=True, slots=True)
class History:
    """The public entries up to number ``last``.

    ``entries`` has a row ``entry_id, track_id, valid_from`` (proleptic ordinal of the effective date), ``root``,
    ``status`` (position in ``Status``) per status entry or correction of one; ``naming`` a row ``named, by, confirms``
    (1, or 0: corrects or retracts) per entry that names another.
    """

    last: int
    entries: Ints
    naming: Ints

    @classmethod
    def empty(cls) -> History:
        """The history of a log without entries."""
        return cls(0, np.empty((0, len(_ENTRY)), np.int64), np.empty((0, len(_NAMING)), np.int64))

    def extended(self, connection: Connection, last: int, tracks: Sequence[int] = ()) -> History:
        """This history with the entries up to ``last``; of ``tracks`` only, where they are given."""
        if last <= self.last:
            return self
        entries = (
            select(
                Entry.id,
                Entry.track_id,
                Ordinal(Entry.effective_date),
                Entry.root,
                # As plain text: turning each into a Status takes longer than all the rest.
                type_coerce(Entry.status, String),
            )
            .where(Entry.id.between(self.last + 1, last), Entry.status.is_not(None))
            .order_by(Entry.id)
        )
        naming = (
            select(Entry.refers_to, Entry.id, type_coerce(Entry.kind, String))
            .where(Entry.id.between(self.last + 1, last), Entry.refers_to.is_not(None))
            .order_by(Entry.id)
        )
        if tracks:
            of_tracks = Entry.track_id.in_(list(tracks))
            entries = entries.where(of_tracks)
            naming = naming.where(Entry.refers_to.in_(select(Entry.id).where(of_tracks)))
        found = (
            [(entry, track, day, root, _CODE[status]) for entry, track, day, root, status in part]
            for part in _parts(connection, entries)
        )
        names = (
            [(named, by, int(kind == Kind.CONFIRMATION)) for named, by, kind in part]
            for part in _parts(connection, naming)
        )
        return History(last, _appended(self.entries, found), _appended(self.naming, names))

    def recorded(self, known: int, last: int, day: date) -> tuple[Ints, Ints]:
        """The tracks about which the entries after ``known`` and up to ``last`` changed what is known up to ``day``.

        A row per track and number of such an entry, in that order: what says that a status is otherwise than known by
        then, and of a correction or retraction also what it ended.
        """
        early = self.entries[self.entries[:, 2] <= day.toordinal()]
        naming = self.naming[(self.naming[:, 1] > known) & (self.naming[:, 1] <= last) & (self.naming[:, 2] == 0)]
        place = np.minimum(early[:, 0].searchsorted(naming[:, 0]), len(early) - 1)
        ended = early[place, 0] == naming[:, 0] if len(early) else np.zeros(len(naming), np.bool_)
        own = early[(early[:, 0] > known) & (early[:, 0] <= last)]
        track = np.concatenate([own[:, 1], early[place[ended], 1]])
        number = np.concatenate([own[:, 0], naming[ended, 1]])
        keys = np.unique(track << 32 | number)
        return keys >> 32, keys & (2**32 - 1)

    def counting(self, last: int) -> pd.DataFrame:
        """The entries that count when ``last`` is the newest one: one row per chain that is not retracted by then.

        Columns of integers: ``entry_id, track_id, valid_from, root, status, confirmed``.
        """
        naming = self.naming[self.naming[:, 1] <= last]
        confirms = naming[:, 2] == 1
        entries = self.entries[self.entries[:, 0] <= last]
        entries = entries[~np.isin(entries[:, 0], naming[~confirms, 0])]
        frame = pd.DataFrame(entries, columns=list(_ENTRY))
        return frame.assign(confirmed=np.isin(entries[:, 0], naming[confirms, 0]).astype(np.int64))


def _parts(connection: Connection, query: Select[*tuple[Any, ...]]) -> Iterator[Sequence[Any]]:
    yield from connection.execute(query).partitions(_PART)


def _appended(known: Ints, parts: Iterable[Sequence[tuple[int, ...]]]) -> Ints:
    return np.concatenate([known, *(np.array(part, np.int64) for part in parts)])
