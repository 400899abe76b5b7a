"""A form that is sent: looked at again where there is doubt, then written, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from models import reviewing, saved_forms
from models.catalogue import current_catalogue
from models.doubts import Doubt, Seen, doubts
from models.drafts import Conflict, Draft, Refused
from models.effect import Change
from models.entries import EntryView, entries
from models.log import Writer, Written
from models.store import Store
from models.tables import Entry
from models.vocabulary import Role

#: What an entry says of its own, by the name that its draft has for it too.
_SAID = (
    "request", "government", "status", "action", "effective_date", "precision", "note_nl", "note_en", "internal_note",
    "visibility", "sources", "no_source_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Submission:
    """What a form says: a new entry, with ``head`` a correction of it, and without a ``draft`` its retraction.

    ``key`` is the form's own: sent twice it writes once. ``seen``: up to where the log was known when it was opened;
    ``sure``: the keys of the doubts that were confirmed. ``review`` is a day to look at it again; None leaves as it is.
    """

    key: str
    memorandum: str
    seen: Seen
    draft: Draft | None = None
    head: int | None = None
    reason: str = ""
    sure: frozenset[str] = frozenset()
    review: date | None = None


class Doubtful(Exception):
    """Nothing was written: there are ``doubts``, and not all of them were confirmed."""

    def __init__(self, found: Sequence[Doubt]) -> None:
        super().__init__(", ".join(doubt.key for doubt in found))
        self.doubts = tuple(found)


def submit(store: Store, author: int, sent: Submission) -> Written:
    """Write what was sent; the person's draft of the form goes with it.

    Raises :class:`~models.drafts.Refused`, :class:`~models.drafts.Conflict` or :class:`Doubtful` with nothing written;
    a conflict, too, where the form was sent before and says something else now, so that the change is not lost unsaid.
    """
    with store.appending() as writer:
        connection = writer.connection
        draft = writer.placed(sent.draft)[0] if sent.draft is not None else None
        if written := writer.submitted(author, sent.key):
            _check_the_same(connection, author, sent.key, draft)
            return written
        change = Change(draft, sent.head)
        found = doubts(connection, current_catalogue(connection, sent.memorandum), change, author, sent.seen)
        written = _write(writer, author, replace(sent, draft=draft))
        if any(doubt.key not in sent.sure for doubt in found):
            raise Doubtful(found)
        writer.flush()
        if sent.review is not None:
            reviewing.set_date(connection, written.id, sent.review, author, store.clock())
        saved_forms.discard(connection, author, sent.key)
        return written


def written_with(connection: Connection, author: int, key: str) -> EntryView | None:
    """The entry that ``author`` wrote with the form of this key."""
    found = select(Entry.id).where(Entry.submission_key == key, Entry.author_id == author)
    number = connection.execute(found).scalar_one_or_none()
    return None if number is None else entries(connection, role=Role.EDITOR, ids=[number])[0]


def _check_the_same(connection: Connection, author: int, key: str, draft: Draft | None) -> None:
    entry = written_with(connection, author, key)
    if entry is None or draft is None or all(getattr(entry, name) == getattr(draft, name) for name in _SAID):
        return
    raise Conflict(
        "sent_before",
        f"Dit formulier staat al in het logboek, als nummer {entry.id}; wat u daarna wijzigde niet.",
        f"This form is in the log already, as number {entry.id}; what you changed since is not.",
        entry.id,
    )


def _write(writer: Writer, author: int, sent: Submission) -> Written:
    if sent.head is None and sent.draft is not None:
        return writer.record(author, sent.draft, sent.key)
    if sent.head is not None and sent.draft is not None:
        return writer.correct(author, sent.head, sent.draft, sent.reason, sent.key)
    if sent.head is not None:
        return writer.retract(author, sent.head, sent.reason, sent.key)
    raise Refused("nothing", "Er is niets ingevuld.", "Nothing was filled in.")
