"""Dates to look at an entry again, and the tokens of calendars"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create both tables; what stands in them may change and go."""
    op.create_table(
        "review_date",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("set_by", KEY, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_review_date_entry_id_entry"),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name="fk_review_date_set_by_user_account"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_review_date"),
    )
    op.create_table(
        "calendar_token",
        sa.Column("user_id", KEY, autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_calendar_token_user_id_user_account"),
        sa.PrimaryKeyConstraint("user_id", name="pk_calendar_token"),
        sa.UniqueConstraint("digest", name="uq_calendar_token_digest"),
    )
