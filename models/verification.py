"""Checking the whole record: that nothing was changed, removed or added outside the rules, and that what is kept
beside the log still follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain as joined
from typing import Any

from sqlalchemy import Connection, func, select

from models import chain, search, steps
from models.catalogue import memoranda
from models.history import History
from models.tables import Entry, EntrySource, EntryText, Redaction, Track
from models.vocabulary import Kind, Visibility

_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome: public and internal entries, the head of each chain, redactions, and every problem in a sentence."""

    entries: int
    head: str
    internal_entries: int
    internal_head: str
    redactions: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(connection: Connection, expect: str | None = None) -> Verdict:
    """Walk both chains and rebuild the steps.

    ``expect`` is a head hash noted earlier: it must still be in a chain, or the log was cut off.
    """
    tracks = {
        track.id: (track.memorandum, track.request, track.government)
        for track in connection.execute(select(Track.id, Track.memorandum, Track.request, Track.government))
    }
    redacted = set(connection.execute(select(Redaction.entry_id)).scalars())
    sources = _sources(connection)
    problems: list[str] = []
    ends: dict[Visibility, tuple[int, str]] = {}
    seen: set[str] = set()
    for visibility in Visibility:
        walk = _Walk(visibility, tracks, redacted, sources)
        problems += walk.problems(connection)
        ends[visibility] = (walk.count, walk.head)
        seen |= walk.hashes
    if expect is not None and expect not in seen:
        problems.append(f"No entry has the hash {expect}: the log was cut off or rewritten since that hash was noted.")
    if not problems:
        problems += _kept_words(connection)
        problems += _kept_steps(connection, ends[Visibility.PUBLIC][0])
    (count, head), (internal, internal_head) = ends[Visibility.PUBLIC], ends[Visibility.INTERNAL]
    return Verdict(count, head, internal, internal_head, len(redacted), tuple(problems[:_MOST_PROBLEMS]))


class _Walk:
    """One pass along one chain, in the order it was written."""

    def __init__(
        self,
        visibility: Visibility,
        tracks: dict[int, tuple[str, str, str]],
        redacted: set[int],
        sources: dict[int, list[tuple[Any, ...]]],
    ) -> None:
        self.visibility, self.tracks, self.redacted, self.sources = visibility, tracks, redacted, sources
        self.count, self.head, self.hashes = 0, chain.GENESIS, set[str]()
        self._last: Any = None
        self._roots: dict[int, tuple[int, Kind]] = {}

    def problems(self, connection: Connection) -> Iterator[str]:
        """What is wrong with the chain, a sentence each; afterwards ``count``, ``head`` and ``hashes`` are known."""
        query = (
            select(*Entry.__table__.columns, *EntryText.__table__.columns)
            .outerjoin(EntryText, EntryText.entry_id == Entry.id)
            .where(Entry.visibility == self.visibility)
            .order_by(func.abs(Entry.id))
        )
        for row in connection.execute(query).mappings():
            yield from (f"Entry {row['id']}: {problem}." for problem in self._entry(dict(row)))
            self.count, self.head = self.count + 1, row["hash"]
            self._last = row["recorded_at"]
            self._roots[row["id"]] = (row["root"], row["kind"])
            self.hashes.add(row["hash"])

    def _entry(self, row: Mapping[str, Any]) -> Iterator[str]:
        if abs(row["id"]) != self.count + 1:
            yield f"it should be number {self.count + 1} of the {self.visibility} chain; entries are missing"
        if self._last is not None and row["recorded_at"] <= self._last:
            yield "it is not recorded later than the entry before it"
        if row["previous_hash"] != self.head:
            yield "it does not continue the hash of the entry before it"
        if row["track_id"] not in self.tracks:
            yield "its track is gone"
        elif row["hash"] != chain.entry_hash(row, self.tracks[row["track_id"]], row["previous_hash"]):
            yield "its content does not match its hash"
        yield from self._words(row)
        yield from self._reference(row)

    def _words(self, row: Mapping[str, Any]) -> Iterator[str]:
        if row["entry_id"] is None:
            yield "its texts are gone"
        elif row["id"] in self.redacted:
            words = [row[name] for name in (*chain.WORDS, "salt")]
            if any(word is not None for word in (*words, *joined.from_iterable(self.sources.get(row["id"], [])))):
                yield "it is marked as redacted but has texts or sources"
        elif row["text_digest"] != chain.text_digest(row, self.sources.get(row["id"], [])):
            yield "its texts or sources do not match their digest"

    def _reference(self, row: Mapping[str, Any]) -> Iterator[str]:
        if row["refers_to"] is None:
            if row["root"] != row["id"]:
                yield "it begins a chain but says it belongs to another"
        elif row["refers_to"] not in self._roots:
            yield "it names an entry that was not recorded before it in the same chain"
        elif row["root"] != self._roots[row["refers_to"]][0]:
            yield "it belongs to another chain than the entry it names"


def _sources(connection: Connection) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for entry, _, *source in connection.execute(
        select(EntrySource.__table__).order_by(EntrySource.entry_id, EntrySource.position)
    ):
        found[entry].append(tuple(source))
    return found


def _kept_words(connection: Connection) -> Iterator[str]:
    if not search.followed(connection):
        yield "The words kept for searching do not follow from the log; run load to rebuild them."


def _kept_steps(connection: Connection, last: int) -> Iterator[str]:
    history = History.empty().extended(connection, last)
    for memorandum in memoranda(connection):
        computed = steps.of_history(connection, history, memorandum.id, last, memorandum.start, memorandum.end)
        kept = steps.kept(connection, memorandum.id)
        if not computed.same(kept):
            yield f"The kept steps of memorandum {memorandum.id} do not follow from the log; run load to rebuild them."
