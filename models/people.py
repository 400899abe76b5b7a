"""The people and bodies that write in the record: accounts, and authors that are no person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from argon2 import PasswordHasher
from sqlalchemy import Connection, insert, select, update

from models.drafts import Refused, cleaned_text
from models.entries import public_name
from models.tables import User
from models.vocabulary import Role

#: The author of what ships: the desk research of 2019-2024.
RESEARCH = "Bureauonderzoek"

SHORTEST_PASSWORD = 12
_LONGEST_PASSWORD = 1024
_LONGEST_EMAIL = 254
_LONGEST_NAME = 120
_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"().]+(\.[^@\s<>,;:\"().]+)+")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with an account; ``signs_in`` tells whether a password is set."""

    id: int
    email: str
    name: str
    role: Role
    active: bool
    signs_in: bool


def body(connection: Connection, name: str, now: datetime) -> int:
    """The id of the author called ``name`` that is no person (no e-mail, cannot sign in); made at first use."""
    found = connection.execute(
        select(User.id).where(User.display_name == name, User.email.is_(None))
    ).scalar_one_or_none()
    if found is not None:
        return found
    made = insert(User).values(display_name=name, role=Role.EDITOR, active=True, created_at=now).returning(User.id)
    return connection.execute(made).scalar_one()


def people(connection: Connection) -> list[Person]:
    """Everyone with an account, by e-mail address; bodies are not among them."""
    rows = connection.execute(select(User.__table__).where(User.email.is_not(None))).mappings()
    found = [
        Person(
            id=row["id"],
            email=row["email"],
            name=row["display_name"],
            role=row["role"],
            active=row["active"],
            signs_in=row["password_hash"] is not None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda person: person.email)


def person(connection: Connection, email: str) -> Person:
    """Who has the account ``email``; raises :class:`Refused` where nobody has."""
    email = as_email(email)
    for found in people(connection):
        if found.email == email:
            return found
    raise Refused("unknown_user", f"{email} heeft geen account.", f"There is no account {email}.", "email")


def editor_name(connection: Connection, author: int) -> str | None:
    """The public name of an author who may write; None for who may not, or no more."""
    found = connection.execute(select(User.display_name, User.role, User.active).where(User.id == author)).one_or_none()
    if found is None or not found.active or found.role is Role.READER:
        return None
    return public_name(found.display_name, found.role)


def add(connection: Connection, email: str, role: Role, name: str, password: str, now: datetime) -> Person:
    """Give ``email`` an account; ``name`` is the public author name, empty: the role is shown instead.

    Raises :class:`Refused` for an address that is none or is taken, and for a password that is too short.
    """
    email = as_email(email)
    if connection.execute(select(User.id).where(User.email == email)).one_or_none():
        raise Refused("email_taken", f"{email} heeft al een account.", f"{email} has an account already.", "email")
    values = {
        "email": email,
        "display_name": cleaned_text(name, "name", _LONGEST_NAME),
        "role": role,
        "password_hash": hashed(password),
        "active": True,
        "created_at": now.astimezone(UTC),
    }
    connection.execute(insert(User).values(values))
    return person(connection, email)


def disable(connection: Connection, email: str) -> Person:
    """Close an account: no signing in and no logging any more; what was written keeps its author."""
    found = person(connection, email)
    connection.execute(update(User).where(User.id == found.id).values(active=False))
    return person(connection, email)


def set_password(connection: Connection, email: str, password: str) -> Person:
    """Replace the password of an account; raises :class:`Refused` as :func:`add`."""
    found = person(connection, email)
    connection.execute(update(User).where(User.id == found.id).values(password_hash=hashed(password)))
    return person(connection, email)


def as_email(text: str) -> str:
    """``text`` as the address of an account: one form for each, in lower case; :class:`Refused` if it is none."""
    email = unicodedata.normalize("NFC", text).strip().lower()
    if len(email) > _LONGEST_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise Refused("not_an_email", "Dit is geen e-mailadres.", f"{text[:80]!a} is not an e-mail address.", "email")
    return email


def hashed(password: str) -> str:
    """The argon2id hash of a password, which is NFKC first so that every keyboard types the same one."""
    password = unicodedata.normalize("NFKC", password)
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise Refused(
            "password_length",
            f"Een wachtwoord telt {SHORTEST_PASSWORD} tot {_LONGEST_PASSWORD} tekens.",
            f"A password has {SHORTEST_PASSWORD} to {_LONGEST_PASSWORD} characters.",
            "password",
        )
    return PasswordHasher().hash(password)
