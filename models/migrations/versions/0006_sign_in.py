"""Who is signed in, tries to sign in that failed, and links by which a password is set"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables of what passes: they are left out of copies and backups."""
    _create_tokens("sign_in_session", whose_is_known=True)
    _create_tokens("sign_in_link", whose_is_known=False)
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", KEY, nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("tried_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    )
    for column in ("account", "address"):
        op.create_index(f"ix_sign_in_attempt_{column}", "sign_in_attempt", [column, "tried_at"])


def _create_tokens(name: str, *, whose_is_known: bool) -> None:
    op.create_table(
        name,
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", KEY, nullable=not whose_is_known),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=f"fk_{name}_user_id_user_account"),
        sa.PrimaryKeyConstraint("token_digest", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_user_id", name, ["user_id"])
