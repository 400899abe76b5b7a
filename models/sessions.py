"""Who is signed in: one row per device, found by a token that only that browser holds.

Kept in the database and asked for at every request, so that signing out, another password and a closed account end a
session everywhere at once, on every worker.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from models.people import PERSON, Person, person_of
from models.tables import User
from models.tables_sign_in import SignInSession


def begin(connection: Connection, person: Person, now: datetime, lasting: timedelta) -> str:
    """Sign ``person`` in on one device for so long; the token to give to that browser and to nobody else."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(SignInSession).values(
            token_digest=digest(token), user_id=person.id, created_at=now, expires_at=now + lasting
        )
    )
    return token


def holder(connection: Connection, token: str, now: datetime) -> Person | None:
    """Who is signed in with ``token``; None once that is over, for whatever reason."""
    row = connection.execute(
        select(*PERSON)
        .join(SignInSession, SignInSession.user_id == User.id)
        .where(SignInSession.token_digest == digest(token), SignInSession.expires_at > now, User.active)
    ).one_or_none()
    return person_of(row) if row else None


def end(connection: Connection, token: str) -> None:
    """Sign out on one device."""
    connection.execute(delete(SignInSession).where(SignInSession.token_digest == digest(token)))


def digest(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot sign in with it."""
    return hashlib.sha256(token.encode()).hexdigest()
