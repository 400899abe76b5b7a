"""``verify`` tells what else could be wrong: triggers or tracks that are gone, a catalogue that was changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from app import main
from models import permanence
from models.store import Store
from models.verification import verify
from models.versions import NewVersion, write_versions
from tests.store.synthetic import Clock
from tests.store.test_permanence import COLUMN, raw, without_triggers


def test_every_permanent_table_is_tried_in_the_tests_of_permanence() -> None:
    assert set(permanence.TABLES) == set(COLUMN)


def test_a_trigger_that_is_gone_or_off_shows(store: Store) -> None:
    assert store.verify().sound
    away = "DROP TRIGGER {0}_no_update" if store.database.sqlite else "ALTER TABLE {0} DISABLE TRIGGER {0}_no_update"
    for count, table in enumerate(permanence.TABLES, start=1):
        raw(store, away.format(table))
        problems = store.verify().problems
        assert len(problems) == count
        assert problems[-1].startswith(f"The database does not refuse UPDATE in the table {table} any more")


def test_a_trigger_that_does_nothing_or_makes_exceptions_shows(store: Store) -> None:
    if store.database.sqlite:
        raw(
            store,
            "DROP TRIGGER entry_no_delete",
            "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT 1; END",
            "DROP TRIGGER track_no_delete",
            "CREATE TRIGGER track_no_delete BEFORE DELETE ON track WHEN OLD.id > 3 BEGIN SELECT RAISE(ABORT, 'x'); END",
        )
        assert len(store.verify().problems) == 2
    else:
        harmless = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'"
        raw(store, f"CREATE OR REPLACE FUNCTION refuse_change() {harmless}")
        assert len(store.verify().problems) == 3 * len(permanence.TABLES)


CHANGES = {
    "a title": "UPDATE catalogue_row SET body = '{}' WHERE kind = 'goal' AND key = '1'",
    "a place": "UPDATE catalogue_row SET position = 9 WHERE kind = 'status' AND key = 'decided'",
    "a record removed": "DELETE FROM catalogue_row WHERE kind = 'goal' AND key = '2'",
    "a moment": "UPDATE catalogue_version SET recorded_at = '2020-01-01 00:00:00.000000'",
    "a reason": "UPDATE catalogue_version SET reason = 'Anders'",
    "a hash": "UPDATE catalogue_hash SET hash = 'x'",
    "a hash removed": "DELETE FROM catalogue_hash",
}


def test_a_changed_version_of_the_catalogue_shows(store: Store) -> None:
    for what, change in CHANGES.items():
        with store.database.engine.connect() as connection:
            triggers_away(connection)
            connection.execute(text(change))
            assert "Version 1 of the catalogue does not match its hash." in verify(connection).problems, what
            connection.rollback()
    assert store.verify().sound


def triggers_away(connection: Connection) -> None:
    """For the rest of the transaction nothing refuses a change."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    for trigger in triggers:
        connection.execute(text(f"DROP TRIGGER {trigger}"))


def test_a_track_that_is_gone_shows(store: Store) -> None:
    without_triggers(store, "DELETE FROM step", "DELETE FROM track WHERE request = '2.1.b'")
    (problem,) = [each for each in store.verify().problems if "steps" not in each]
    assert problem == "Request 2.1.b of memorandum synthetic-2019-2024 is put to FED, but not followed."


def test_a_head_of_the_catalogue_noted_earlier_is_found_again_or_missed(store: Store, admin: int, clock: Clock) -> None:
    head = store.verify().catalogue_head
    with store.database.appending() as connection:
        write_versions(connection, [NewVersion({}, admin, "Synthetische reden")], clock())
    now = store.verify(expect=head)
    assert now.sound
    assert (now.versions, now.catalogue_head == head) == (2, False)
    without_triggers(
        store, "DELETE FROM catalogue_hash WHERE version_id = 2", "DELETE FROM catalogue_version WHERE id = 2"
    )
    assert store.verify().sound
    assert not store.verify(expect=now.catalogue_head).sound


def test_a_store_of_before_the_hashes_gets_them(store: Store) -> None:
    before = store.verify()
    raw(store, "DROP TABLE catalogue_hash", "UPDATE alembic_version SET version_num = '0010'")
    store.database.prepare()
    assert store.verify() == before


def test_a_database_of_something_else_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE customer (name TEXT)")
    content = file.read_bytes()
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{file}")
    assert main(["load"]) == 1
    said = capsys.readouterr().err
    assert "is a database of something else (it has the table customer)" in said
    assert said.count("\n") == 1
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["other.sqlite3"]
