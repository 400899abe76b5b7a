"""The people and bodies that write in the record: accounts, and authors that are no person."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, delete, insert, select, update

from models.drafts import Refused, cleaned_text
from models.entries import public_name
from models.tables import User
from models.tables_beside import CalendarToken
from models.tables_sign_in import SignInLink, SignInSession
from models.vocabulary import Role

#: The author of what ships: the desk research of 2019-2024.
RESEARCH = "Bureauonderzoek"

#: Argon2id with the parameters that its library recommends.
HASHER = PasswordHasher()

SHORTEST_PASSWORD = 12
_LONGEST_PASSWORD = 1024
_LONGEST_EMAIL = 254
LONGEST_NAME = 120
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


#: What is read of an account to make a :class:`Person`, in the order of its fields.
PERSON = (User.id, User.email, User.display_name, User.role, User.active, User.password_hash.is_not(None))


def person_of(row: Sequence[Any]) -> Person:
    """The person whose columns :data:`PERSON` these are."""
    return Person(*row)


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
    rows = connection.execute(select(*PERSON).where(User.email.is_not(None)))
    return sorted(map(person_of, rows), key=lambda person: person.email)


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


def add(connection: Connection, email: str, role: Role, name: str, password: str | None, now: datetime) -> Person:
    """Give ``email`` an account; ``name`` is the public author name, empty: the role is shown instead.

    Without a password nobody signs in with one until a link has been followed (``models.links``).

    Raises :class:`Refused` for an address that is none or is taken, and for a password that is too short.
    """
    email = as_email(email)
    if connection.execute(select(User.id).where(User.email == email)).one_or_none():
        raise Refused("email_taken", f"{email} heeft al een account.", f"{email} has an account already.", "email")
    values = {
        "email": email,
        "display_name": cleaned_text(name, "name", LONGEST_NAME),
        "role": role,
        "password_hash": None if password is None else hashed(password),
        "active": True,
        "created_at": now.astimezone(UTC),
    }
    connection.execute(insert(User).values(values))
    return person(connection, email)


def disable(connection: Connection, email: str) -> Person:
    """Close an account: signed out everywhere, no signing in, no logging; what was written keeps its author."""
    found = person(connection, email)
    connection.execute(update(User).where(User.id == found.id).values(active=False))
    _end_access(connection, found)
    return person(connection, email)


def set_password(connection: Connection, email: str, password: str) -> Person:
    """Replace the password of an account, signed out everywhere by that; raises :class:`Refused` as :func:`add`."""
    found = person(connection, email)
    connection.execute(update(User).where(User.id == found.id).values(password_hash=hashed(password)))
    _end_access(connection, found)
    return person(connection, email)


def _end_access(connection: Connection, whose: Person) -> None:
    """End what was begun with an earlier password: sessions, links that were not used, the address of a calendar."""
    for table in (SignInSession, SignInLink, CalendarToken):
        connection.execute(delete(table).where(table.user_id == whose.id))


def verified(connection: Connection, email: str, password: str) -> Person | None:
    """Who has this address and this password, and may sign in; None otherwise, after the same work in every case."""
    try:
        email = as_email(email)
    except Refused:
        email = ""
    found = connection.execute(select(*PERSON, User.password_hash).where(User.email == email)).one_or_none()
    known_hash = found.password_hash if found else None
    # Made first, so that the first try of a process takes as long for an account as for none.
    nobody = _hash_of_nobody()
    try:
        HASHER.verify(known_hash or nobody, _normal(password))
    except VerificationError:
        return None
    return person_of(found[:-1]) if found and known_hash and found.active else None


def require_admin(connection: Connection, who: int) -> None:
    """Raise :class:`Refused` unless this is the id of an administrator whose account is open."""
    role = connection.execute(select(User.role).where(User.id == who, User.active)).scalar_one_or_none()
    if role is not Role.ADMIN:
        raise Refused("not_an_admin", "Dit kan alleen een beheerder.", "Only an administrator can do this.", "author")


def as_email(text: str) -> str:
    """``text`` as the address of an account: one form for each, in lower case; :class:`Refused` if it is none."""
    email = spelled(text)
    if len(email) > _LONGEST_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise Refused("not_an_email", "Dit is geen e-mailadres.", f"{text[:80]!a} is not an e-mail address.", "email")
    return email


def spelled(text: str) -> str:
    """What was typed for an address, in the one form that an account has it in."""
    return unicodedata.normalize("NFC", text).strip().lower()


def hashed(password: str) -> str:
    """The argon2id hash of a password, which is NFKC first so that every keyboard types the same one."""
    password = _normal(password)
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise Refused(
            "password_length",
            f"Een wachtwoord telt {SHORTEST_PASSWORD} tot {_LONGEST_PASSWORD} tekens.",
            f"A password has {SHORTEST_PASSWORD} to {_LONGEST_PASSWORD} characters.",
            "password",
        )
    return HASHER.hash(password)


def _normal(password: str) -> str:
    """One form for what looks the same; more than anybody may choose is not worth hashing."""
    return unicodedata.normalize("NFKC", password[: _LONGEST_PASSWORD + 1])


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    """What a password is compared with where there is no account."""
    return HASHER.hash(secrets.token_urlsafe(32))
