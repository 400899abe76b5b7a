"""Guessing passwords is made slow: so many tries per account and per network address, counted for all workers together.

A try is written down before the password is looked at, so that many at once count as many; success takes back those
of the account. Whether an account exists makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, text

from models.tables_sign_in import SignInAttempt

WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT = 5
MOST_PER_ADDRESS = 30


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who tries from where, as fingerprints: what people type by mistake is not kept."""

    account: str
    address: str


def admitted(connection: Connection, attempt: Attempt, now: datetime) -> datetime | None:
    """Write the attempt down if it may be made (None), else tell when the next one may."""
    if connection.dialect.name == "postgresql":
        # Counted one by one, also when many come at once; SQLite knows one writer at a time anyway.
        connection.execute(text("LOCK TABLE sign_in_attempt IN SHARE ROW EXCLUSIVE MODE"))
    limits = (
        (SignInAttempt.account == attempt.account, MOST_PER_ACCOUNT),
        (SignInAttempt.address == attempt.address, MOST_PER_ADDRESS),
    )
    ends = [end for which, most in limits if (end := _full_until(connection, which, most, now))]
    if ends:
        return max(ends)
    connection.execute(insert(SignInAttempt).values(account=attempt.account, address=attempt.address, tried_at=now))
    return None


def succeeded(connection: Connection, attempt: Attempt) -> None:
    """Forget the tries on an account whose holder has now signed in."""
    connection.execute(delete(SignInAttempt).where(SignInAttempt.account == attempt.account))


def _full_until(connection: Connection, which: ColumnElement[bool], most: int, now: datetime) -> datetime | None:
    """When the limit frees a place again, None if there is one now: the ``most``-th try back leaves the window then."""
    tried = connection.execute(
        select(SignInAttempt.tried_at)
        .where(which, SignInAttempt.tried_at > now - WINDOW)
        .order_by(SignInAttempt.tried_at.desc())
        .offset(most - 1)
        .limit(1)
    ).scalar_one_or_none()
    return tried + WINDOW if tried else None
