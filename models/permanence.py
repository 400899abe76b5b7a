"""Whether the database still refuses to change what is permanent: the triggers that the migrations made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

#: The tables whose rows stay, and of which of them a redaction may blank the words all the same.
TABLES = (
    "entry",
    "entry_text",
    "entry_source",
    "redaction",
    "catalogue_version",
    "catalogue_row",
    "catalogue_hash",
    "track",
)
_BLANKED = frozenset({"entry_text", "entry_source"})

_POSTGRESQL = text(
    """SELECT t.tgname AS name, CASE WHEN t.tgqual IS NULL THEN '' ELSE 'WHEN ' END || p.prosrc AS body
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"""
)
_SQLITE = text("SELECT name, sql AS body FROM sqlite_master WHERE type = 'trigger'")


def problems(connection: Connection) -> Iterator[str]:
    """What is not refused any more, a sentence each."""
    sqlite = connection.dialect.name == "sqlite"
    found = connection.execute(_SQLITE if sqlite else _POSTGRESQL)
    triggers = {row.name: row.body for row in found}
    for table in TABLES:
        for operation in ("DELETE", "UPDATE") if sqlite else ("DELETE", "UPDATE", "TRUNCATE"):
            if not _refuses(triggers, table, operation):
                yield (
                    f"The database does not refuse {operation} in the table {table} any more: its trigger was removed,"
                    " switched off or changed; copy the store to a new one, which has them all."
                )


def _refuses(triggers: Mapping[str, str], table: str, operation: str) -> bool:
    body = triggers.get(f"{table}_no_{operation.lower()}", "")
    conditional = "WHEN " in body
    return "RAISE" in body and (not conditional or (table in _BLANKED and operation == "UPDATE"))
