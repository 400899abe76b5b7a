"""How often each embed was loaded per host name and month"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "embed_load",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("embed", sa.String(length=80), nullable=False),
        sa.Column("loads", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", "host", "embed", name="pk_embed_load"),
    )
