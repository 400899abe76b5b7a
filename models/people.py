"""The people and bodies that write in the record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from models.tables import User
from models.vocabulary import Role

#: The author of what ships: the desk research of 2019-2024.
RESEARCH = "Bureauonderzoek"


def body(connection: Connection, name: str, now: datetime) -> int:
    """The id of the author called ``name`` that is no person (no e-mail, cannot sign in); made at first use."""
    found = connection.execute(
        select(User.id).where(User.display_name == name, User.email.is_(None))
    ).scalar_one_or_none()
    if found is not None:
        return found
    made = insert(User).values(display_name=name, role=Role.EDITOR, active=True, created_at=now).returning(User.id)
    return connection.execute(made).scalar_one()
