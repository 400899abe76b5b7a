"""What is kept about signing in goes again: failed tries after some days, sessions and links once they are over."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from models.attempts import WINDOW
from models.tables_sign_in import SignInAttempt, SignInLink, SignInSession


def failed(connection: Connection, since: datetime) -> int:
    """How many tries to sign in since then did not succeed, of those that are still kept."""
    query = select(func.count()).select_from(SignInAttempt).where(SignInAttempt.tried_at > since)
    return connection.execute(query).scalar_one()


def forget(connection: Connection, now: datetime, attempts_kept: timedelta) -> None:
    """Delete what is older than it has to be; tries that still count towards a limit stay in any case."""
    connection.execute(delete(SignInAttempt).where(SignInAttempt.tried_at <= now - max(attempts_kept, WINDOW)))
    for table in (SignInSession, SignInLink):
        connection.execute(delete(table).where(table.expires_at <= now))
