"""The only exception to permanence: blanking the words of an entry that are personal or unlawful."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from models import links, search
from models.chain import WORDS
from models.drafts import Refused, required_reason
from models.people import require_admin
from models.tables import Entry, EntrySource, EntryText, Redaction


def redact(connection: Connection, author: int, entry: int, reason: str, now: datetime) -> None:
    """Blank the texts, salt and sources of ``entry`` and leave a tombstone; no figure changes.

    Only an administrator may. Raises :class:`Refused` otherwise, for an unknown entry, and the second time.
    """
    reason = required_reason(reason)
    require_admin(connection, author)
    if connection.execute(select(Entry.id).where(Entry.id == entry)).one_or_none() is None:
        raise Refused("unknown_entry", "Deze logregel bestaat niet.", "This entry does not exist.", "entry")
    if connection.execute(select(Redaction.entry_id).where(Redaction.entry_id == entry)).one_or_none():
        raise Refused(
            "already_redacted",
            "De tekst van deze logregel is al weg.",
            "The text of this entry is gone already.",
            "entry",
        )
    blank(connection, author, entry, reason, now)


def blank(connection: Connection, author: int, entry: int, reason: str, now: datetime) -> None:
    """Redact, for who has checked that it may be done: texts and sources go, a tombstone stays."""
    nothing = dict.fromkeys((*WORDS, "salt"))
    connection.execute(update(EntryText).where(EntryText.entry_id == entry).values(nothing))
    no_source = dict.fromkeys(("url", "title", "publisher", "published"))
    connection.execute(update(EntrySource).where(EntrySource.entry_id == entry).values(no_source))
    search.forget(connection, entry)
    links.forget_uncited(connection)
    connection.execute(
        insert(Redaction).values(entry_id=entry, recorded_at=now.astimezone(UTC), author_id=author, reason=reason)
    )
