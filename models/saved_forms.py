"""Forms that somebody began and has not sent yet: kept for that person alone until they are sent or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from models.drafts import Refused
from models.tables_beside import SavedForm

#: What a person can keep, and how much one form can hold (characters of JSON): enough for the largest entry.
MOST = 100
_LARGEST = 100_000
_LONGEST_KEY = 80

Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Saved:
    """A form as it was typed: every field with its values in order, under the key it will be sent with."""

    key: str
    fields: Fields
    saved_at: datetime


def save(connection: Connection, person: int, key: str, fields: Fields, now: datetime) -> None:
    """Keep a form in place of what was kept under its key.

    Raises :class:`Refused` for a key or form that is too large, and where the person keeps too many already.
    """
    values = {name: list(found) for name, found in fields.items()}
    if not 0 < len(key) <= _LONGEST_KEY or len(json.dumps(values)) > _LARGEST:
        raise Refused("too_large", "Dit formulier is te groot om te bewaren.", "This form is too large to keep.")
    row = {"fields": values, "saved_at": now}
    place = (SavedForm.person_id == person, SavedForm.key == key)
    if connection.execute(update(SavedForm).where(*place).values(row)).rowcount:
        return
    kept = select(func.count()).select_from(SavedForm).where(SavedForm.person_id == person)
    if connection.execute(kept).scalar_one() >= MOST:
        raise Refused(
            "too_many",
            f"U bewaart al {MOST} concepten; verstuur er eerst een of gooi er een weg.",
            f"You keep {MOST} drafts already; send one or throw one away first.",
        )
    connection.execute(insert(SavedForm).values(person_id=person, key=key, **row))


def saved(connection: Connection, person: int) -> list[Saved]:
    """What a person keeps, the last touched first."""
    query = select(SavedForm.key, SavedForm.fields, SavedForm.saved_at).where(SavedForm.person_id == person)
    rows = connection.execute(query.order_by(SavedForm.saved_at.desc(), SavedForm.key))
    return [Saved(key, _fields(found), at) for key, found, at in rows]


def find(connection: Connection, person: int, key: str) -> Saved | None:
    """The form a person keeps under ``key``; that of somebody else is not found."""
    return next((found for found in saved(connection, person) if found.key == key), None)


def discard(connection: Connection, person: int, key: str) -> None:
    """Throw away what a person keeps under ``key``, if anything."""
    connection.execute(delete(SavedForm).where(SavedForm.person_id == person, SavedForm.key == key))


def _fields(kept: Mapping[str, list[str]]) -> Fields:
    return {name: tuple(values) for name, values in kept.items()}
