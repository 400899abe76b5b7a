"""The tables of the store, as typed declarative models.

Three groups: the *catalogue* (versioned by ``recorded_at``), the *log* (append-only, chained by hash) and what is
derived or mutable beside them (users, steps). Entries are never updated or deleted: database triggers of the first
migration refuse it on both engines.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from models.vocabulary import Action, Kind, Precision, Role, Status, Visibility

#: Eight bytes on PostgreSQL; on SQLite only the word INTEGER makes a key the row's own address.
Key = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """An instant to the microsecond: aware UTC in Python, ``timestamptz`` on PostgreSQL, UTC text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write ``value`` as UTC; SQLite keeps no offset."""
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def as_words(enum: type[StrEnum]) -> Enum:
    """A column that holds one of the codes of ``enum`` as text and refuses any other, in the database too."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda members: [member.value for member in members],
        name=enum.__name__.lower(),
    )


class Base(DeclarativeBase):
    """Common metadata: every constraint has a name, so that migrations can refer to it on both engines."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class User(Base):
    """Someone who may sign in, or an author of the record such as the desk research (no e-mail, no password)."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    display_name: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[Role] = mapped_column(as_words(Role))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment)


class CatalogueVersion(Base):
    """One change of the catalogue: a public write, valid from its ``recorded_at`` on."""

    __tablename__ = "catalogue_version"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime] = mapped_column(Moment, unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class CatalogueRow(Base):
    """One record of the catalogue as of one version; a body of None withdraws it.

    ``kind`` names the record class of ``data.records``, ``key`` identifies it within the kind; ``memorandum`` is empty
    for what all memoranda share (statuses, goals, governments).
    """

    __tablename__ = "catalogue_row"

    version_id: Mapped[int] = mapped_column(ForeignKey("catalogue_version.id"), primary_key=True)
    memorandum: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    position: Mapped[int]
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class CatalogueHash(Base):
    """The hash of a version, over its rows and the hash before it (:mod:`models.catalogue_chain`)."""

    __tablename__ = "catalogue_hash"

    version_id: Mapped[int] = mapped_column(ForeignKey("catalogue_version.id"), primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))


class Track(Base):
    """One request put to one government: the unit that is followed and counted. Never deleted."""

    __tablename__ = "track"
    __table_args__ = (UniqueConstraint("memorandum", "request", "government"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    memorandum: Mapped[str] = mapped_column(String(40))
    request: Mapped[str] = mapped_column(String(20))
    government: Mapped[str] = mapped_column(String(10))


class Entry(Base):
    """One row of the log, immutable. Public ids count up from 1, internal ids down from -1, each chain on its own,

    so that nothing public (an id, a hash, a version) changes when something internal is written. ``root`` is the first
    entry of the chain of corrections this one belongs to. ``text_digest`` covers :class:`EntryText` and
    :class:`EntrySource`, which ``redact`` can blank without breaking the chain.
    """

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("(visibility = 'public') = (id > 0)", name="id_sign"),
        CheckConstraint("(kind IN ('status', 'action')) = (refers_to IS NULL)", name="names_another"),
        CheckConstraint("kind <> 'status' OR status IS NOT NULL", name="status_present"),
        CheckConstraint("kind <> 'action' OR (action IS NOT NULL AND status IS NULL)", name="action_present"),
        CheckConstraint("kind NOT IN ('retraction', 'confirmation') OR status IS NULL", name="no_status"),
        CheckConstraint("status IS NULL OR status <> 'submitted'", name="submitted_is_not_logged"),
        CheckConstraint("kind IN ('retraction', 'confirmation') OR effective_date IS NOT NULL", name="dated"),
        Index("ix_entry_track", "track_id", "effective_date", "root"),
        Index("ix_entry_recorded_at", "visibility", "recorded_at"),
        Index(
            "uq_entry_superseded",
            "refers_to",
            unique=True,
            sqlite_where=text("kind IN ('correction', 'retraction')"),
            postgresql_where=text("kind IN ('correction', 'retraction')"),
        ),
        Index(
            "uq_entry_confirmed",
            "refers_to",
            unique=True,
            sqlite_where=text("kind = 'confirmation'"),
            postgresql_where=text("kind = 'confirmation'"),
        ),
        # The two unique ones above hold part of the rows, and SQLite cannot use those where the kind is a parameter.
        Index("ix_entry_refers_to", "refers_to"),
        Index("ix_entry_root", "root"),
        Index("ix_entry_row_id", "row_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(as_words(Kind))
    track_id: Mapped[int] = mapped_column(ForeignKey("track.id"))
    status: Mapped[Status | None] = mapped_column(as_words(Status))
    action: Mapped[Action | None] = mapped_column(as_words(Action))
    effective_date: Mapped[date | None]
    precision: Mapped[Precision | None] = mapped_column(as_words(Precision))
    visibility: Mapped[Visibility] = mapped_column(as_words(Visibility))
    refers_to: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    root: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    row_id: Mapped[str | None] = mapped_column(String(40))
    confidence: Mapped[str] = mapped_column(String(20), default="")
    second_reading: Mapped[str] = mapped_column(String(20), default="")
    submission_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    text_digest: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    hash_format: Mapped[int] = mapped_column(default=1)


class EntryText(Base):
    """The words of an entry and the salt of their digest; all None once redacted, never otherwise changed."""

    __tablename__ = "entry_text"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    note_nl: Mapped[str | None] = mapped_column(Text)
    note_en: Mapped[str | None] = mapped_column(Text)
    internal_note: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    no_source_reason: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))


class EntrySource(Base):
    """A piece of evidence of an entry, in the order it was given; blanked with the text when redacted."""

    __tablename__ = "entry_source"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(Text)
    published: Mapped[date | None]


class EntryWords(Base):
    """Derived from the public texts and sources of an entry: its words as a search looks for them, sorted."""

    __tablename__ = "entry_words"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)


class Redaction(Base):
    """The tombstone of texts that had to go: who blanked them, when and why."""

    __tablename__ = "redaction"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(Text)


class Step(Base):
    """Derived from the log, rebuildable: from ``valid_from`` on (to ``valid_to``, exclusive) this entry counts.

    The first step of a track may be ``submitted`` without an entry; ``since`` is the start of the unbroken run of the
    status. ``confirmed`` is None without an entry.
    """

    __tablename__ = "step"

    track_id: Mapped[int] = mapped_column(ForeignKey("track.id"), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date]
    status: Mapped[Status] = mapped_column(as_words(Status))
    since: Mapped[date]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    confirmed: Mapped[bool | None]


class Meeting(Base):
    """A meeting of the board about one memorandum. Closing it fixes both clocks; nothing of it changes after that."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("(known_at IS NULL) = (as_of IS NULL)", name="both_clocks"),
        CheckConstraint("(known_at IS NULL) = (closed_by IS NULL)", name="closed_by_someone"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    memorandum: Mapped[str] = mapped_column(String(40))
    held_on: Mapped[date]
    title: Mapped[str] = mapped_column(String(120))
    planned_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    planned_at: Mapped[datetime] = mapped_column(Moment)
    as_of: Mapped[date | None]
    known_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class Pin(Base):
    """A point for discussion: a sentence about a request, one of its tracks, one of its entries, or none of these.

    ``author_name`` is what the author was called then, so that the report of a closed meeting stays as it is.
    """

    __tablename__ = "pin"
    __table_args__ = (
        CheckConstraint("government IS NULL OR request IS NOT NULL", name="track_of_request"),
        CheckConstraint("entry_id IS NULL OR government IS NOT NULL", name="entry_of_track"),
        Index("ix_pin_meeting_id", "meeting_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    sentence: Mapped[str] = mapped_column(Text)
    request: Mapped[str | None] = mapped_column(String(20))
    government: Mapped[str | None] = mapped_column(String(10))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    author_name: Mapped[str] = mapped_column(String(120))
