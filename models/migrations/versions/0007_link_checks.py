"""What the addresses of sources answered when they were last asked"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

OUTCOMES = (
    "found",
    "gone",
    "unwilling",
    "failing",
    "unknown_host",
    "no_connection",
    "too_slow",
    "bad_certificate",
    "no_web_answer",
    "too_many_redirects",
    "not_public",
    "not_web",
)


def upgrade() -> None:
    """Create the table; what stands in it may change and go."""
    outcome = sa.Enum(*OUTCOMES, name="linkoutcome", native_enum=False, create_constraint=True, length=20)
    op.create_table(
        "link_check",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outcome", outcome, nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_link_check"),
    )
