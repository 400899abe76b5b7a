"""Links that work once, by which someone sets a password: the first administrator, the invited, who forgot theirs."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from models import people
from models.drafts import Refused
from models.people import PERSON, Person, person_of
from models.sessions import digest
from models.tables import User
from models.tables_sign_in import SignInLink
from models.vocabulary import Role

#: How long the first administrator, and anyone else, has to follow a link.
FIRST = timedelta(hours=1)
LATER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """A link that can still be followed: ``person`` sets a password, None: the first administrator."""

    person: Person | None


def first_administrator(connection: Connection, now: datetime) -> str | None:
    """The token of a link that makes the first administrator; None where somebody has an account already."""
    if _anyone(connection):
        return None
    return _make(connection, None, now, now + FIRST)


def for_person(connection: Connection, whose: Person, now: datetime) -> str:
    """The token of a link by which somebody sets a password; those made for them before no longer work.

    Raises :class:`Refused` where the account is closed.
    """
    if not whose.active:
        raise Refused("account_closed", "Dit account is afgesloten.", "This account is disabled.")
    connection.execute(delete(SignInLink).where(SignInLink.user_id == whose.id))
    return _make(connection, whose.id, now, now + LATER)


def link(connection: Connection, token: str, now: datetime) -> PasswordLink | None:
    """The link with this token; None where it never was, was used, came too late or lost its reason."""
    row = connection.execute(
        select(SignInLink.user_id, *PERSON)
        .outerjoin(User, User.id == SignInLink.user_id)
        .where(SignInLink.token_digest == digest(token), SignInLink.expires_at > now)
    ).one_or_none()
    if row is None:
        return None
    if row[0] is None:
        return None if _anyone(connection) else PasswordLink(None)
    found = person_of(row[1:])
    return PasswordLink(found) if found.active else None


def follow(
    connection: Connection, token: str, password: str, now: datetime, *, email: str = "", name: str = ""
) -> Person:
    """Set the password, and use up the link; ``email`` and ``name`` are those of the first administrator.

    The connection holds the append lock: a link is followed once. Raises :class:`Refused`.
    """
    found = link(connection, token, now)
    if found is None:
        raise Refused(
            "link_over",
            "Deze link werkt niet meer: hij is gebruikt of te oud.",
            "This link no longer works: it was used, or is too old.",
        )
    if found.person is not None:
        return people.set_password(connection, found.person.email, password)  # and every link of theirs goes with it
    made = people.add(connection, email, Role.ADMIN, name, password, now)
    connection.execute(delete(SignInLink).where(SignInLink.user_id.is_(None)))
    return made


def _anyone(connection: Connection) -> bool:
    return connection.execute(select(func.count()).where(User.email.is_not(None))).scalar_one() > 0


def _make(connection: Connection, whose: int | None, now: datetime, until: datetime) -> str:
    token = secrets.token_urlsafe(32)
    values = {"token_digest": digest(token), "user_id": whose, "created_at": now, "expires_at": until}
    connection.execute(insert(SignInLink).values(values))
    return token
