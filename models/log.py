"""The log: the only code that writes entries. Append-only, one writer at a time, all or nothing.

Rules (DESIGN section 5): a correction names the head of a chain and replaces it in full; a retraction ends the chain
for good; a confirmation vouches for the head and comes from another editor; all three have the visibility of what they
name. ``recorded_at`` is set here, inside the append lock, and cannot be passed in.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from models import chain, search
from models.clock import today
from models.drafts import Conflict, Draft, Refused, checked, cleaned_text, required_reason
from models.ground import Ground
from models.meetings import last_closing
from models.people import editor_name
from models.tables import CatalogueVersion, Entry, EntrySource, EntryText, EntryWords
from models.vocabulary import Kind, Visibility

_BATCH = 1000
_LONGEST_KEY = 80
_CHAINED = (Kind.STATUS, Kind.ACTION, Kind.CORRECTION)
_ENDS_HEAD = (Kind.CORRECTION, Kind.RETRACTION)


@dataclass(frozen=True, slots=True)
class Written:
    """What the store answers once an entry is in the log."""

    id: int
    kind: Kind
    visibility: Visibility
    recorded_at: datetime
    hash: str


@dataclass(slots=True)
class _End:
    """The end of one chain: what the next entry continues."""

    number: int
    hash: str
    recorded_at: datetime | None


class Writer:
    """Writes entries inside one transaction that holds the append lock; made by ``Store.appending``."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime]) -> None:
        self.connection = connection  # public: for whoever reads in the same transaction
        self._clock = clock
        self._ground = Ground(connection)
        self._ends: dict[Visibility, _End] = {}
        self._entries: list[dict[str, Any]] = []
        self._texts: list[dict[str, Any]] = []
        self._sources: list[dict[str, Any]] = []
        self._editors: set[int] = set()
        #: The tracks whose steps this transaction may have changed.
        self.touched: set[int] = set()

    def record(self, author: int, draft: Draft, submission_key: str | None = None) -> Written:
        """Append a status update or an action. The same ``submission_key`` twice writes once.

        Raises :class:`Refused` with nothing written.
        """
        if again := self.submitted(author, submission_key):
            return again
        self._check_author(author)
        draft, track = self.placed(draft)
        return self._append(draft.kind, author, track, draft, submission_key=submission_key)

    def correct(self, author: int, head: int, draft: Draft, reason: str, submission_key: str | None = None) -> Written:
        """Replace the chain that ends at entry ``head`` by ``draft``, in full and of the same kind.

        The visibility of the draft is that of the chain. Raises :class:`Conflict` if ``head`` is no head any more.
        """
        if again := self.submitted(author, submission_key):
            return again
        self._check_author(author)
        named = self._head(head)
        self._check_same(named, draft)
        draft, track = self.placed(draft)
        return self._append(
            Kind.CORRECTION, author, track, draft, named, required_reason(reason), submission_key=submission_key
        )

    def retract(self, author: int, head: int, reason: str, submission_key: str | None = None) -> Written:
        """Take the chain that ends at ``head`` out of the count from now on; final."""
        if again := self.submitted(author, submission_key):
            return again
        self._check_author(author)
        named = self._head(head)
        return self._append(
            Kind.RETRACTION,
            author,
            named["track_id"],
            named=named,
            reason=required_reason(reason),
            submission_key=submission_key,
        )

    def confirm(self, author: int, entry: int, submission_key: str | None = None) -> Written:
        """Vouch for the head ``entry``; by another editor than its author, at most once."""
        if again := self.submitted(author, submission_key):
            return again
        self._check_author(author)
        named = self._head(entry)
        if named["author_id"] == author:
            raise Refused(
                "own_entry",
                "Een logregel wordt bevestigd door iemand anders dan wie hem schreef.",
                "An entry is confirmed by someone other than its author.",
            )
        if confirmation := self._naming(entry, (Kind.CONFIRMATION,)):
            raise Conflict(
                "already_confirmed", "Deze logregel is al bevestigd.", "This entry is already confirmed.", confirmation
            )
        return self._append(Kind.CONFIRMATION, author, named["track_id"], named=named, submission_key=submission_key)

    def placed(self, draft: Draft) -> tuple[Draft, int]:
        """The draft as it would be written, and the track it would stand on; :class:`Refused` if it would not be."""
        period, track = self._ground.place(draft)
        return checked(draft, start=period[0], end=period[1], today=today(self._clock())), track

    def submitted(self, author: int, key: str | None) -> Written | None:
        """What was written when the form with this key was sent before; :class:`Refused` if somebody else sent it."""
        if key is None:
            return None
        cleaned_text(key, "submission_key", _LONGEST_KEY)
        self.flush()
        found = self.connection.execute(select(Entry.__table__).where(Entry.submission_key == key)).mappings().first()
        if found is None:
            return None
        if found["author_id"] != author:
            raise Refused(
                "submission_key_taken",
                "Dit formulier is al door iemand anders verstuurd.",
                "This form was already sent by someone else.",
            )
        return _written(found)

    def flush(self) -> None:
        """Send what is buffered to the database, still inside the transaction."""
        words = search.words_of(self._entries, self._texts, self._sources)
        written = ((Entry, self._entries), (EntryText, self._texts), (EntrySource, self._sources), (EntryWords, words))
        for table, rows in written:
            if rows:
                self.connection.execute(insert(table), rows)
                rows.clear()

    def _check_author(self, author: int) -> None:
        if author in self._editors:
            return
        if editor_name(self.connection, author) is None:
            raise Refused(
                "not_an_editor", "Alleen een redacteur kan loggen.", "Only an editor can write in the log.", "author"
            )
        self._editors.add(author)

    def _head(self, entry: int) -> RowMapping:
        """The entry named, which must be the head of a chain that is not retracted."""
        self.flush()
        named = self.connection.execute(select(Entry.__table__).where(Entry.id == entry)).mappings().one_or_none()
        if named is None:
            raise Refused("unknown_entry", "Deze logregel bestaat niet.", "This entry does not exist.")
        if named["kind"] not in _CHAINED:
            raise Refused(
                "not_a_chain",
                "Een intrekking of bevestiging kan niet zelf verbeterd, ingetrokken of bevestigd worden.",
                "A retraction or confirmation cannot itself be corrected, retracted or confirmed.",
            )
        if self._naming(entry, _ENDS_HEAD):
            chain_end = select(func.max(func.abs(Entry.id))).where(
                Entry.root == named["root"], Entry.kind != Kind.CONFIRMATION
            )
            head = self.connection.execute(chain_end).scalar_one() * (1 if entry > 0 else -1)
            raise Conflict(
                "not_the_head",
                "Deze logregel is ondertussen verbeterd of ingetrokken.",
                "This entry has been corrected or retracted in the meantime.",
                head,
            )
        return named

    def _naming(self, entry: int, kinds: Sequence[Kind]) -> int | None:
        return self.connection.execute(
            select(Entry.id).where(Entry.refers_to == entry, Entry.kind.in_(kinds))
        ).scalar_one_or_none()

    def _check_same(self, named: RowMapping, draft: Draft) -> None:
        kind = Kind.STATUS if named["status"] is not None else Kind.ACTION
        if draft.kind is not kind:
            raise Refused(
                "other_kind",
                "Een verbetering is van dezelfde soort als wat ze verbetert.",
                "A correction is of the same kind as what it corrects.",
                "kind",
            )
        if draft.visibility is not named["visibility"]:
            raise Refused(
                "other_visibility",
                "Een verbetering is even zichtbaar als wat ze verbetert; trek in en log opnieuw om dat te wijzigen.",
                "A correction is as visible as what it corrects; to change that, retract and log anew.",
                "visibility",
            )
        if draft.memorandum != self._ground.memorandum_of(named["track_id"]):
            raise Refused(
                "other_memorandum",
                "Een verbetering blijft in hetzelfde memorandum.",
                "A correction stays in the same memorandum.",
                "memorandum",
            )

    def _append(
        self,
        kind: Kind,
        author: int,
        track: int,
        draft: Draft | None = None,
        named: RowMapping | None = None,
        reason: str = "",
        submission_key: str | None = None,
    ) -> Written:
        visibility = named["visibility"] if named is not None else draft.visibility if draft else Visibility.PUBLIC
        end = self._end(visibility)
        number = end.number + 1
        entry: dict[str, Any] = {
            "id": number if visibility is Visibility.PUBLIC else -number,
            "kind": kind,
            "track_id": track,
            "status": draft.status if draft else None,
            "action": draft.action if draft else None,
            "effective_date": draft.effective_date if draft else None,
            "precision": draft.precision if draft else None,
            "visibility": visibility,
            "refers_to": named["id"] if named is not None else None,
            "author_id": author,
            "row_id": draft.row_id if draft else None,
            "confidence": draft.confidence if draft else "",
            "second_reading": draft.second_reading if draft else "",
            "submission_key": submission_key,
            "recorded_at": self._next_moment(end.recorded_at),
            "previous_hash": end.hash,
            "hash_format": chain.FORMAT,
        }
        entry["root"] = named["root"] if named is not None else entry["id"]
        self._add_words(entry, draft, reason)
        entry["hash"] = chain.entry_hash(entry, self._ground.words_of(track), end.hash)
        self._ends[visibility] = _End(number, entry["hash"], entry["recorded_at"])
        self._entries.append(entry)
        self._touch(entry, named)
        if len(self._entries) >= _BATCH:
            self.flush()
        return _written(entry)

    def _add_words(self, entry: dict[str, Any], draft: Draft | None, reason: str) -> None:
        words = {name: getattr(draft, name, "") for name in chain.WORDS} | {"reason": reason}
        words |= {"salt": secrets.token_hex(16), "entry_id": entry["id"]}
        sources = [(s.url, s.title, s.publisher, s.date) for s in draft.sources] if draft else []
        entry["text_digest"] = chain.text_digest(words, sources)
        self._texts.append(words)
        names = ("url", "title", "publisher", "published")
        self._sources += [
            {"entry_id": entry["id"], "position": position, **dict(zip(names, source, strict=True))}
            for position, source in enumerate(sources)
        ]

    def _touch(self, entry: dict[str, Any], named: RowMapping | None) -> None:
        if entry["visibility"] is Visibility.PUBLIC:
            self.touched.add(entry["track_id"])
            if named is not None:
                self.touched.add(named["track_id"])

    def _end(self, visibility: Visibility) -> _End:
        if visibility not in self._ends:
            # By the sign of the id: asked for the visibility, SQLite would sort all entries that have it.
            public = visibility is Visibility.PUBLIC
            of_chain, newest_first = (Entry.id > 0, Entry.id.desc()) if public else (Entry.id < 0, Entry.id.asc())
            found = self.connection.execute(
                select(Entry.id, Entry.hash, Entry.recorded_at).where(of_chain).order_by(newest_first).limit(1)
            ).one_or_none()
            moments = [found.recorded_at if found else None, last_closing(self.connection)]
            if visibility is Visibility.PUBLIC:
                moments += self.connection.execute(select(func.max(CatalogueVersion.recorded_at))).scalars().all()
            last = max((moment for moment in moments if moment), default=None)
            self._ends[visibility] = _End(abs(found.id), found.hash, last) if found else _End(0, chain.GENESIS, last)
        return self._ends[visibility]

    def _next_moment(self, last: datetime | None) -> datetime:
        return next_moment(self._clock(), last)


def next_moment(now: datetime, last: datetime | None) -> datetime:
    """The ``recorded_at`` of the next write: never at or before the ``last``, also when the clock jumps back.

    ``last`` is that of the chain, or when a meeting was last closed: what the board saw then stays as it was.
    """
    now = now.astimezone(UTC)
    return now if last is None else max(now, last + timedelta(microseconds=1))


def _written(entry: Any) -> Written:
    return Written(
        entry["id"], Kind(entry["kind"]), Visibility(entry["visibility"]), entry["recorded_at"], entry["hash"]
    )
