"""A hash for each version of the catalogue, and the triggers that keep it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models import catalogue_chain

revision = "0011"
down_revision = "0010"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLE = "catalogue_hash"


def upgrade() -> None:
    """Create the table, give every version that is there its hash, and refuse changes from then on."""
    op.create_table(
        TABLE,
        sa.Column("version_id", KEY, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["catalogue_version.id"], name="fk_catalogue_hash_version_id_catalogue_version"
        ),
        sa.PrimaryKeyConstraint("version_id", name="pk_catalogue_hash"),
    )
    catalogue_chain.extend(op.get_bind())
    sqlite = op.get_bind().dialect.name == "sqlite"
    for operation in ("DELETE", "UPDATE"):
        refusal = (
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is permanent: {operation} refused'); END"
            if sqlite
            else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"CREATE TRIGGER {TABLE}_no_{operation.lower()} BEFORE {operation} ON {TABLE} {refusal}")
    if not sqlite:
        op.execute(
            f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
