"""Where the public record ends, now and at a moment: its last entry, version of the catalogue, redactions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from models.chain import GENESIS
from models.query import Query
from models.reading import Version
from models.tables import CatalogueVersion, Entry, Moment, Redaction
from models.vocabulary import Visibility

# Asked at every request: writing the question anew each time takes longer than its answer.
_KNOWN_AT = bindparam("known_at", type_=Moment)
_LAST_PUBLIC = select(func.max(Entry.id)).where(Entry.id > 0)
_LAST_VERSION = select(func.max(CatalogueVersion.id))
_STATE = select(
    _LAST_PUBLIC.scalar_subquery(),
    _LAST_VERSION.scalar_subquery(),
    select(func.count()).select_from(Redaction).where(Redaction.entry_id > 0).scalar_subquery(),
)
_LAST_MOMENTS = select(
    select(Entry.recorded_at).where(Entry.id == _LAST_PUBLIC.scalar_subquery()).scalar_subquery(),
    select(func.max(CatalogueVersion.recorded_at)).scalar_subquery(),
)
_HEAD_AT = (
    select(Entry.id, Entry.hash)
    .where(Entry.visibility == Visibility.PUBLIC, Entry.recorded_at <= _KNOWN_AT)
    .order_by(Entry.recorded_at.desc())
    .limit(1)
)
_VERSION_AT = select(func.max(CatalogueVersion.id)).where(CatalogueVersion.recorded_at <= _KNOWN_AT)
_REDACTIONS = select(func.count()).select_from(Redaction).where(Redaction.entry_id.between(1, bindparam("last")))


def public_state(connection: Connection) -> tuple[int, int, int]:
    """Last entry, version of the catalogue and number of redactions, in one query."""
    entry, version, redactions = connection.execute(_STATE).one()
    return entry or 0, version or 0, redactions


def last_public(connection: Connection) -> int:
    """The number of the last public entry, 0 where there is none."""
    return connection.execute(_LAST_PUBLIC).scalar_one() or 0


def last_version(connection: Connection) -> int | None:
    """The number of the last version of the catalogue."""
    return connection.execute(_LAST_VERSION).scalar_one()


def last_write(connection: Connection) -> datetime | None:
    """The moment of the last public write: an entry or a version of the catalogue."""
    moments = connection.execute(_LAST_MOMENTS).one()
    return max((moment for moment in moments if moment is not None), default=None)


def version_at(connection: Connection, query: Query, first_version: int) -> Version:
    """The state of the record at the ``known_at`` of a query; ``first_version``: that of its memorandum."""
    head = connection.execute(_HEAD_AT, {"known_at": query.known_at}).one_or_none()
    last = head.id if head else 0
    return Version(
        entries=last,
        catalogue=catalogue_version(connection, query.known_at, first_version),
        redactions=connection.execute(_REDACTIONS, {"last": last}).scalar_one(),
        head=head.hash if head else GENESIS,
    )


def catalogue_version(connection: Connection, known_at: datetime, first_version: int) -> int:
    """The version of the catalogue at a moment; before there was one, the first."""
    return max(connection.execute(_VERSION_AT, {"known_at": known_at}).scalar_one() or 0, first_version)
