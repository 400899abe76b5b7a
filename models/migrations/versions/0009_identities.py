"""Whom another service vouches for, and which account is theirs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table; it belongs to the accounts and is copied with them."""
    op.create_table(
        "sign_in_identity",
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_sign_in_identity_user_id_user_account"),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_sign_in_identity"),
    )
    op.create_index("ix_sign_in_identity_user_id", "sign_in_identity", ["user_id"])
