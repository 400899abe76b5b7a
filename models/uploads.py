"""Files that people are about to import, kept in the store from one step of the form to the next.

In the store, so that the next step may be answered by another worker or machine. Nothing of a file is in the log before
it is imported; one that is not is gone after a day, or when its person takes another.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from models import tables_beside
from models.transfer_input import Given
from models.transfer_mapping import Mapping

KEPT = timedelta(days=1)
_TABLE = tables_beside.Upload


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it waits: ``token`` names it, ``memorandum`` and ``mapping`` are what was chosen so far."""

    token: str
    given: Given
    memorandum: str | None
    mapping: Mapping | None
    uploaded_at: datetime


def keep(connection: Connection, person: int, given: Given, memorandum: str | None, now: datetime) -> str:
    """Keep ``given`` for ``person``, instead of what was kept before; its token. What others left long ago goes."""
    before = now.astimezone(UTC) - KEPT
    connection.execute(delete(_TABLE).where((_TABLE.person_id == person) | (_TABLE.uploaded_at <= before)))
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(_TABLE).values(
            person_id=person,
            token=token,
            name=given.name,
            content=given.content,
            memorandum=memorandum,
            mapping=None,
            uploaded_at=now.astimezone(UTC),
        )
    )
    return token


def kept(connection: Connection, person: int, now: datetime, token: str | None = None) -> Upload | None:
    """The file kept for ``person``; None where there is none, or where it is another than ``token`` names."""
    query = select(_TABLE.__table__).where(_TABLE.person_id == person, _TABLE.uploaded_at > now.astimezone(UTC) - KEPT)
    row = connection.execute(query).mappings().one_or_none()
    if row is None or token not in (None, row["token"]):
        return None
    mapping = row["mapping"] and Mapping(**row["mapping"])
    return Upload(row["token"], Given(row["name"], row["content"]), row["memorandum"], mapping, row["uploaded_at"])


def choose(connection: Connection, person: int, mapping: Mapping | None) -> None:
    """Say which columns of the file kept for ``person`` are which; None: ask again."""
    chosen = mapping and asdict(mapping)
    connection.execute(update(_TABLE).where(_TABLE.person_id == person).values(mapping=chosen))


def drop(connection: Connection, person: int) -> None:
    """Keep nothing for ``person`` any more."""
    connection.execute(delete(_TABLE).where(_TABLE.person_id == person))
