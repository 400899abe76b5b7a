"""The words of public entries, and each engine's index on them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models import search

revision = "0002"
down_revision = "0001"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table and the index that follows it, then derive the words of what is in the log."""
    op.create_table(
        "entry_words",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_entry_words_entry_id_entry"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_entry_words"),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    search.rebuild(op.get_bind())


#: The words are folded and stemmed already: both engines take them as they stand, divided by spaces.
SQLITE = (
    "CREATE VIRTUAL TABLE entry_words_index USING fts5("
    "words, content='entry_words', content_rowid='entry_id', tokenize='ascii', detail='none', columnsize=0)",
    "CREATE TRIGGER entry_words_added AFTER INSERT ON entry_words BEGIN "
    "INSERT INTO entry_words_index (rowid, words) VALUES (NEW.entry_id, NEW.words); END",
    "CREATE TRIGGER entry_words_removed AFTER DELETE ON entry_words BEGIN "
    "INSERT INTO entry_words_index (entry_words_index, rowid, words) VALUES ('delete', OLD.entry_id, OLD.words); END",
)
POSTGRESQL = (
    "CREATE INDEX entry_words_index ON entry_words USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)
