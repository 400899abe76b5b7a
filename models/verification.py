"""Checking the whole record: that nothing was changed, removed or added outside the rules, and that what is kept
beside the log still follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain as joined
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError

from models import catalogue_chain, chain, permanence, search, steps
from models.catalogue import memoranda
from models.history import History
from models.tables import Entry, EntrySource, EntryText, Redaction, Track
from models.versions import followed
from models.vocabulary import Kind, Visibility

_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome: public and internal entries and versions of the catalogue, the head of each of the three chains,
    redactions, and every problem in a sentence."""

    entries: int
    head: str
    internal_entries: int
    internal_head: str
    versions: int
    catalogue_head: str
    redactions: int
    problems: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(connection: Connection, expect: str | None = None) -> Verdict:
    """Walk the three chains, see that the database still refuses changes, and rebuild the steps.

    ``expect`` is a head hash noted earlier: it must still be in a chain, or the log was cut off. What cannot even be
    read is a problem as well, not an exception.
    """
    try:
        return _verify(connection, expect)
    except (DatabaseError, LookupError, TypeError, ValueError) as error:
        if isinstance(error, DatabaseError) and error.connection_invalidated:
            raise  # out of reach is not unsound
        # Damaged in the file: the engine cannot read it, or reads what is no date, no code, no JSON.
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")
        return Verdict(0, chain.GENESIS, 0, chain.GENESIS, 0, chain.GENESIS, 0, (f"It cannot be read: {cause}.",))


def _verify(connection: Connection, expect: str | None) -> Verdict:
    tracks = {
        track.id: (track.memorandum, track.request, track.government)
        for track in connection.execute(select(Track.id, Track.memorandum, Track.request, Track.government))
    }
    redacted = set(connection.execute(select(Redaction.entry_id)).scalars())
    sources = _sources(connection)
    problems = [*_damage(connection), *permanence.problems(connection)]
    ends: dict[Visibility, tuple[int, str]] = {}
    seen: set[str] = set()
    for visibility in Visibility:
        walk = _Walk(visibility, tracks, redacted, sources)
        problems += walk.problems(connection)
        ends[visibility] = (walk.count, walk.head)
        seen |= walk.hashes
    versions = catalogue_chain.links(connection)
    problems += catalogue_chain.problems(versions)
    seen |= {link.computed for link in versions}
    if expect is not None and expect not in seen:
        problems.append(f"Nothing has the hash {expect}: the record was cut off or rewritten since that was noted.")
    if not problems:
        problems += _kept_words(connection)
        problems += _kept_tracks(connection)
        problems += _kept_steps(connection, ends[Visibility.PUBLIC][0])
    (count, head), (internal, internal_head) = ends[Visibility.PUBLIC], ends[Visibility.INTERNAL]
    catalogue_head = versions[-1].computed if versions else chain.GENESIS
    return Verdict(
        entries=count,
        head=head,
        internal_entries=internal,
        internal_head=internal_head,
        versions=len(versions),
        catalogue_head=catalogue_head,
        redactions=len(redacted),
        problems=tuple(problems[:_MOST_PROBLEMS]),
    )


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


def _damage(connection: Connection) -> Iterator[str]:
    """What SQLite finds wrong in its own file; PostgreSQL says so when it reads."""
    if connection.dialect.name == "sqlite":
        for found in connection.execute(text("PRAGMA integrity_check(5)")).scalars():
            if found != "ok":
                yield f"The file is damaged: {found.strip().splitlines()[-1]}."


def _kept_tracks(connection: Connection) -> Iterator[str]:
    found = {
        (track.memorandum, track.request, track.government)
        for track in connection.execute(select(Track.memorandum, Track.request, Track.government))
    }
    for memorandum in memoranda(connection):
        for request, government in followed(connection, memorandum.id):
            if (memorandum.id, request, government) not in found:
                yield f"Request {request} of memorandum {memorandum.id} is put to {government}, but not followed."


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
