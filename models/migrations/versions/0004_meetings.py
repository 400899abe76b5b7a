"""Meetings of the board and the points pinned to them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "meeting",
        sa.Column("id", KEY, nullable=False),
        sa.Column("memorandum", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("planned_by", KEY, nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", KEY, nullable=True),
        sa.CheckConstraint("(known_at IS NULL) = (as_of IS NULL)", name="ck_meeting_both_clocks"),
        sa.CheckConstraint("(known_at IS NULL) = (closed_by IS NULL)", name="ck_meeting_closed_by_someone"),
        sa.ForeignKeyConstraint(["planned_by"], ["user_account.id"], name="fk_meeting_planned_by_user_account"),
        sa.ForeignKeyConstraint(["closed_by"], ["user_account.id"], name="fk_meeting_closed_by_user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    op.create_table(
        "pin",
        sa.Column("id", KEY, nullable=False),
        sa.Column("meeting_id", KEY, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("request", sa.String(length=20), nullable=True),
        sa.Column("government", sa.String(length=10), nullable=True),
        sa.Column("entry_id", KEY, nullable=True),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("author_name", sa.String(length=120), nullable=False),
        sa.CheckConstraint("government IS NULL OR request IS NOT NULL", name="ck_pin_track_of_request"),
        sa.CheckConstraint("entry_id IS NULL OR government IS NOT NULL", name="ck_pin_entry_of_track"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_pin_meeting_id_meeting"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_pin_entry_id_entry"),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name="fk_pin_author_id_user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_pin"),
    )
    op.create_index("ix_pin_meeting_id", "pin", ["meeting_id"])
