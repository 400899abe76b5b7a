"""Tables of who signs in: sessions, tries that failed, and links by which a password is set."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables import Base, Key, Moment

#: Marks a table of what passes: it belongs to one installation and is not copied with the record.
PASSING = {"passing": True}


class SignInSession(Base):
    """Someone who is signed in on one device, until ``expires_at``; the browser holds the token, this its SHA-256."""

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_user_id", "user_id"), {"info": PASSING})

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class SignInAttempt(Base):
    """A try to sign in that did not succeed: keyed fingerprints of the account and of the network it came from."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_account", "account", "tried_at"),
        Index("ix_sign_in_attempt_address", "address", "tried_at"),
        {"info": PASSING},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    tried_at: Mapped[datetime] = mapped_column(Moment)


class SignInLink(Base):
    """A link that works once, by which someone sets a password; without a user: the first administrator."""

    __tablename__ = "sign_in_link"
    __table_args__ = (Index("ix_sign_in_link_user_id", "user_id"), {"info": PASSING})

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class SignInIdentity(Base):
    """Whom another service vouches for: its ``subject`` is the holder of the account, whatever address they have."""

    __tablename__ = "sign_in_identity"
    __table_args__ = (Index("ix_sign_in_identity_user_id", "user_id"),)

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
