"""Dates on which staff want to look at an entry again, and the personal token by which a calendar program reads them.

A date belongs to a chain: it stays where it is when the entry is corrected, and is gone when the chain is retracted.
Nothing of this is part of the log.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from models.clock import today
from models.drafts import Refused
from models.entries import EntryView, entries, public_name
from models.tables import Entry, User
from models.tables_beside import CalendarToken, ReviewDate
from models.vocabulary import Kind, Role


@dataclass(frozen=True, slots=True)
class Review:
    """A day to look at ``entry``, the present head of its chain, again; ``set_by`` is a public name."""

    day: date
    entry: EntryView
    set_by: str
    set_at: datetime


def set_date(connection: Connection, entry: int, day: date | None, person: int, now: datetime) -> None:
    """Look at the chain of ``entry`` again on ``day``, instead of on the day set before; None: no more.

    Raises :class:`Refused` for an entry that is no status update or action, and for a day in the past.
    """
    root = connection.execute(
        select(Entry.root).where(Entry.id == entry, Entry.kind.in_((Kind.STATUS, Kind.ACTION, Kind.CORRECTION)))
    ).scalar_one_or_none()
    if root is None:
        raise Refused("unknown_entry", "Deze logregel bestaat niet.", "This entry does not exist.", "entry")
    if day is not None and day < today(now):
        raise Refused(
            "review_in_the_past",
            f"{day} is voorbij: kies een dag vanaf vandaag.",
            f"{day} is past: choose a day from today on.",
            "review_date",
        )
    connection.execute(delete(ReviewDate).where(ReviewDate.entry_id == root))
    if day is not None:
        connection.execute(insert(ReviewDate).values(entry_id=root, day=day, set_by=person, set_at=now.astimezone(UTC)))


def date_of(connection: Connection, entry: int) -> date | None:
    """The day set for the chain of ``entry``."""
    root = select(Entry.root).where(Entry.id == entry).scalar_subquery()
    return connection.execute(select(ReviewDate.day).where(ReviewDate.entry_id == root)).scalar_one_or_none()


def reviews(connection: Connection, role: Role | None, *, memorandum: str | None = None) -> list[Review]:
    """The dates set for entries that ``role`` may see and that are not retracted, the earliest first."""
    found = {
        row["entry_id"]: row
        for row in connection.execute(
            select(ReviewDate.__table__, User.display_name, User.role).join(User, User.id == ReviewDate.set_by)
        ).mappings()
    }
    chained = connection.execute(select(Entry.id).where(Entry.root.in_(select(ReviewDate.entry_id)))).scalars().all()
    heads = [view for view in entries(connection, role=role, memorandum=memorandum, ids=chained) if view.counts]
    dated = [_review(found[view.root], view) for view in heads]
    return sorted(dated, key=lambda review: (review.day, review.entry.id))


def _review(row: RowMapping, entry: EntryView) -> Review:
    return Review(row["day"], entry, public_name(row["display_name"], row["role"]), row["set_at"])


def new_token(connection: Connection, person: int, now: datetime) -> str:
    """A secret by which a calendar program reads as ``person``; the one made before stops working. Shown only here."""
    token = secrets.token_urlsafe(32)
    revoke_token(connection, person)
    connection.execute(insert(CalendarToken).values(user_id=person, digest=_digest(token), made_at=now.astimezone(UTC)))
    return token


def revoke_token(connection: Connection, person: int) -> None:
    """Let the calendar token of ``person``, if there is one, stop working."""
    connection.execute(delete(CalendarToken).where(CalendarToken.user_id == person))


def token_made_at(connection: Connection, person: int) -> datetime | None:
    """When the working token of ``person`` was made; None where there is none."""
    query = select(CalendarToken.made_at).where(CalendarToken.user_id == person)
    return connection.execute(query).scalar_one_or_none()


def role_of_token(connection: Connection, token: str) -> Role | None:
    """The role of whoever the token belongs to; None for a token that does not work, or whose person was disabled."""
    query = (
        select(User.role)
        .join(CalendarToken, CalendarToken.user_id == User.id)
        .where(CalendarToken.digest == _digest(token), User.active)
    )
    return connection.execute(query).scalar_one_or_none()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
