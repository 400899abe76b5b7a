"""A form that is sent: looked at again where there is doubt, then written, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models import reviewing, saved_forms
from models.catalogue import current_catalogue
from models.doubts import Doubt, Seen, doubts
from models.drafts import Draft, Refused
from models.effect import Change
from models.log import Writer, Written
from models.store import Store


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

    Raises :class:`~models.drafts.Refused`, :class:`~models.drafts.Conflict` or :class:`Doubtful` with nothing written.
    """
    with store.appending() as writer:
        connection = writer.connection
        if written := writer.submitted(author, sent.key):
            return written
        draft = writer.placed(sent.draft)[0] if sent.draft is not None else None
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


def _write(writer: Writer, author: int, sent: Submission) -> Written:
    if sent.head is None and sent.draft is not None:
        return writer.record(author, sent.draft, sent.key)
    if sent.head is not None and sent.draft is not None:
        return writer.correct(author, sent.head, sent.draft, sent.reason, sent.key)
    if sent.head is not None:
        return writer.retract(author, sent.head, sent.reason, sent.key)
    raise Refused("nothing", "Er is niets ingevuld.", "Nothing was filled in.")
