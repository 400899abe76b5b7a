"""The catalogue, the log and what is derived from it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = {
    "role": ("reader", "editor", "admin"),
    "kind": ("status", "action", "correction", "retraction", "confirmation"),
    "status": (
        "submitted",
        "acknowledged",
        "in_progress",
        "decided",
        "partially_realised",
        "realised",
        "stalled",
        "rejected",
        "unclear",
    ),
    "action": ("letter", "hearing", "opinion", "meeting", "campaign"),
    "precision": ("day", "month", "year"),
    "visibility": ("public", "internal"),
}


def _words(name: str) -> sa.Enum:
    return sa.Enum(*WORDS[name], name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    """Create every table, then the triggers that make the log permanent."""
    _create_people_and_catalogue()
    _create_entries()
    _index_entries()
    _create_texts()
    _create_steps()
    _make_permanent()


def _create_people_and_catalogue() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", KEY, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("role", _words("role"), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user_account"),
        sa.UniqueConstraint("email", name="uq_user_account_email"),
    )
    op.create_table(
        "catalogue_version",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name="fk_catalogue_version_author_id_user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_version"),
        sa.UniqueConstraint("recorded_at", name="uq_catalogue_version_recorded_at"),
    )
    op.create_table(
        "catalogue_row",
        sa.Column("version_id", KEY, nullable=False),
        sa.Column("memorandum", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["catalogue_version.id"], name="fk_catalogue_row_version_id_catalogue_version"
        ),
        sa.PrimaryKeyConstraint("version_id", "memorandum", "kind", "key", name="pk_catalogue_row"),
    )
    op.create_table(
        "track",
        sa.Column("id", KEY, nullable=False),
        sa.Column("memorandum", sa.String(length=40), nullable=False),
        sa.Column("request", sa.String(length=20), nullable=False),
        sa.Column("government", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_track"),
        sa.UniqueConstraint("memorandum", "request", "government", name="uq_track_memorandum_request_government"),
    )


def _create_entries() -> None:
    op.create_table(
        "entry",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", _words("kind"), nullable=False),
        sa.Column("track_id", KEY, nullable=False),
        sa.Column("status", _words("status"), nullable=True),
        sa.Column("action", _words("action"), nullable=True),
        sa.Column("effective_date", sa.Date(), nullable=True),
        sa.Column("precision", _words("precision"), nullable=True),
        sa.Column("visibility", _words("visibility"), nullable=False),
        sa.Column("refers_to", KEY, nullable=True),
        sa.Column("root", KEY, nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("row_id", sa.String(length=40), nullable=True),
        sa.Column("confidence", sa.String(length=20), nullable=False),
        sa.Column("second_reading", sa.String(length=20), nullable=False),
        sa.Column("submission_key", sa.String(length=80), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("hash_format", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind IN ('status', 'action')) = (refers_to IS NULL)", name="ck_entry_names_another"),
        sa.CheckConstraint("(visibility = 'public') = (id > 0)", name="ck_entry_id_sign"),
        sa.CheckConstraint(
            "kind <> 'action' OR (action IS NOT NULL AND status IS NULL)", name="ck_entry_action_present"
        ),
        sa.CheckConstraint("kind <> 'status' OR status IS NOT NULL", name="ck_entry_status_present"),
        sa.CheckConstraint(
            "kind IN ('retraction', 'confirmation') OR effective_date IS NOT NULL", name="ck_entry_dated"
        ),
        sa.CheckConstraint("kind NOT IN ('retraction', 'confirmation') OR status IS NULL", name="ck_entry_no_status"),
        sa.CheckConstraint("status IS NULL OR status <> 'submitted'", name="ck_entry_submitted_is_not_logged"),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name="fk_entry_author_id_user_account"),
        sa.ForeignKeyConstraint(["refers_to"], ["entry.id"], name="fk_entry_refers_to_entry"),
        sa.ForeignKeyConstraint(["root"], ["entry.id"], name="fk_entry_root_entry"),
        sa.ForeignKeyConstraint(["track_id"], ["track.id"], name="fk_entry_track_id_track"),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("submission_key", name="uq_entry_submission_key"),
    )


def _index_entries() -> None:
    op.create_index("ix_entry_recorded_at", "entry", ["visibility", "recorded_at"], unique=False)
    op.create_index("ix_entry_refers_to", "entry", ["refers_to"], unique=False)
    op.create_index("ix_entry_root", "entry", ["root"], unique=False)
    op.create_index("ix_entry_row_id", "entry", ["row_id"], unique=False)
    op.create_index("ix_entry_track", "entry", ["track_id", "effective_date", "root"], unique=False)
    op.create_index(
        "uq_entry_confirmed",
        "entry",
        ["refers_to"],
        unique=True,
        sqlite_where=sa.text("kind = 'confirmation'"),
        postgresql_where=sa.text("kind = 'confirmation'"),
    )
    op.create_index(
        "uq_entry_superseded",
        "entry",
        ["refers_to"],
        unique=True,
        sqlite_where=sa.text("kind IN ('correction', 'retraction')"),
        postgresql_where=sa.text("kind IN ('correction', 'retraction')"),
    )


def _create_texts() -> None:
    op.create_table(
        "entry_text",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("note_nl", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("internal_note", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("no_source_reason", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_entry_text_entry_id_entry"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_entry_text"),
    )
    op.create_table(
        "entry_source",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_entry_source_entry_id_entry"),
        sa.PrimaryKeyConstraint("entry_id", "position", name="pk_entry_source"),
    )
    op.create_table(
        "redaction",
        sa.Column("entry_id", KEY, autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name="fk_redaction_author_id_user_account"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_redaction_entry_id_entry"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_redaction"),
    )


def _create_steps() -> None:
    op.create_table(
        "step",
        sa.Column("track_id", KEY, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("status", _words("status"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("entry_id", KEY, nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_step_entry_id_entry"),
        sa.ForeignKeyConstraint(["track_id"], ["track.id"], name="fk_step_track_id_track"),
        sa.PrimaryKeyConstraint("track_id", "valid_from", name="pk_step"),
    )


#: table -> condition under which a row may change all the same (redaction blanks texts; nothing else ever changes).
PERMANENT = {
    "entry": None,
    "entry_text": "NEW.entry_id = OLD.entry_id AND NEW.note_nl IS NULL AND NEW.note_en IS NULL "
    "AND NEW.internal_note IS NULL AND NEW.reason IS NULL AND NEW.no_source_reason IS NULL AND NEW.salt IS NULL",
    "entry_source": "NEW.entry_id = OLD.entry_id AND NEW.position = OLD.position AND NEW.url IS NULL "
    "AND NEW.title IS NULL AND NEW.publisher IS NULL AND NEW.published IS NULL",
    "redaction": None,
    "catalogue_version": None,
    "catalogue_row": None,
    "track": None,
}


def _make_permanent() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, exception in PERMANENT.items():
            _refuse_on_sqlite(table, "DELETE", None)
            _refuse_on_sqlite(table, "UPDATE", exception)
        return
    op.execute(
        """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is permanent: % refused', TG_TABLE_NAME, TG_OP; END $$"""
    )
    for table, exception in PERMANENT.items():
        _refuse_on_postgresql(table, "DELETE", None)
        _refuse_on_postgresql(table, "UPDATE", exception)
    for table in PERMANENT:
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _refuse_on_sqlite(table: str, operation: str, exception: str | None) -> None:
    condition = f"WHEN NOT ({exception})" if exception else ""
    op.execute(
        f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is permanent: {operation} refused'); END"
    )


def _refuse_on_postgresql(table: str, operation: str, exception: str | None) -> None:
    condition = f"WHEN (NOT ({exception}))" if exception else ""
    op.execute(
        f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} "
        f"FOR EACH ROW {condition} EXECUTE FUNCTION refuse_change()"
    )
