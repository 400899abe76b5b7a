"""Managing accounts: who is who by number, another role or name, open again; always somebody left who manages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from models.drafts import Refused, cleaned_text
from models.entries import public_name
from models.people import LONGEST_NAME, PERSON, Person, people, person_of
from models.tables import Entry, User
from models.versions import NewVersion, write_versions
from models.vocabulary import Role, Visibility

_RENAMED = "De naam van een auteur is gewijzigd."


def account(connection: Connection, id_: int) -> Person:
    """The person with this id; raises :class:`Refused` where there is none, or it is a body."""
    row = connection.execute(select(*PERSON).where(User.id == id_, User.email.is_not(None))).one_or_none()
    if row is None:
        raise Refused("unknown_user", "Dit account bestaat niet.", "There is no such account.")
    return person_of(row)


def change(connection: Connection, by: int, whose: Person, role: Role, name: str, now: datetime) -> None:
    """Give somebody another role or public name, in force at once; raises :class:`Refused` for the last administrator.

    What they wrote before appears under the new name too: an entry holds who, not what they were called. Where that
    shows in public it is a public write, a version of the catalogue in which nothing else changes.
    """
    whose = account(connection, whose.id)
    if role is not Role.ADMIN:
        require_another_admin(connection, whose)
    name = cleaned_text(name, "name", LONGEST_NAME)
    connection.execute(update(User).where(User.id == whose.id).values(role=role, display_name=name))
    renamed = public_name(name, role) != public_name(whose.name, whose.role)
    wrote = select(Entry.id).where(Entry.author_id == whose.id, Entry.visibility == Visibility.PUBLIC).limit(1)
    if renamed and connection.execute(wrote).first():
        write_versions(connection, [NewVersion({}, by, _RENAMED)], now)


def enable(connection: Connection, whose: Person) -> None:
    """Open an account again."""
    connection.execute(update(User).where(User.id == whose.id).values(active=True))


def require_another_admin(connection: Connection, whose: Person) -> None:
    """Raise :class:`Refused` where ``whose`` is the only administrator left: nobody could manage any more."""
    others = [one for one in people(connection) if one.active and one.role is Role.ADMIN and one.id != whose.id]
    if whose.role is Role.ADMIN and not others:
        raise Refused(
            "last_admin",
            "Dit is de enige beheerder. Maak eerst iemand anders beheerder.",
            "This is the only administrator. Make somebody else administrator first.",
            "role",
        )
