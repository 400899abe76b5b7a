"""Forms that somebody began and has not sent yet"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table; its rows are nobody's record and may change and go."""
    op.create_table(
        "saved_form",
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_saved_form_person_id_user_account"),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_saved_form"),
    )
