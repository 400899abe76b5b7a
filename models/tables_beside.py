"""Mutable tables beside the log: what staff keep about entries, which is no part of the record and may change or go."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Base, Moment, as_words
from models.vocabulary import LinkOutcome


class ReviewDate(Base):
    """The day on which someone wants to look at an entry again; ``entry_id`` is the first of its chain."""

    __tablename__ = "review_date"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, autoincrement=False)
    day: Mapped[date]
    set_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)


class CalendarToken(Base):
    """What lets a calendar program see someone's review dates without signing in: the SHA-256 of the secret."""

    __tablename__ = "calendar_token"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class SavedForm(Base):
    """A form that somebody began and has not sent: its fields as typed, under the key it will be sent with."""

    __tablename__ = "saved_form"

    person_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)


class LinkCheck(Base):
    """What the address of a source answered when it was last asked; ``failing_since`` None: it was found.

    The digest of the address names it: addresses can be longer than an index takes.
    """

    __tablename__ = "link_check"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    outcome: Mapped[LinkOutcome] = mapped_column(as_words(LinkOutcome))
    http_status: Mapped[int | None]
    moved_to: Mapped[str] = mapped_column(Text)
    checked_at: Mapped[datetime] = mapped_column(Moment)
    failing_since: Mapped[datetime | None] = mapped_column(Moment)


class EmbedLoad(Base):
    """How often an embed was loaded on pages of a host in a month; of who loaded it nothing is known."""

    __tablename__ = "embed_load"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    embed: Mapped[str] = mapped_column(String(80), primary_key=True)
    loads: Mapped[int] = mapped_column(BigInteger)


class Upload(Base):
    """A file that somebody is about to import, kept from one step of the form to the next: one per person."""

    __tablename__ = "upload"

    person_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    memorandum: Mapped[str | None] = mapped_column(String(40))
    mapping: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
