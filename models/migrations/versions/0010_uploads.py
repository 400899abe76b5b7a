"""Files that are about to be imported"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table; its rows are nobody's record and go after a day."""
    op.create_table(
        "upload",
        sa.Column("person_id", KEY, autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=43), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("memorandum", sa.String(length=40), nullable=True),
        sa.Column("mapping", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["user_account.id"], name="fk_upload_person_id_user_account"),
        sa.PrimaryKeyConstraint("person_id", name="pk_upload"),
        sa.UniqueConstraint("token", name="uq_upload_token"),
    )
