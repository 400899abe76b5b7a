"""Copies are equal to the original or are not made: across engines, while others write, from damaged files."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, select

from models import backup_file, copying, database
from models.backup_file import NotABackup
from models.copying import CopyRefused
from models.engines import StoreUnavailable
from models.store import Store
from models.tables import Base, User
from models.vocabulary import Role
from tests.store import random_log
from tests.store.random_log import NOW, clock
from tests.store.synthetic import draft
from tests.store.test_transfer_round_trip import RICH


@pytest.fixture
def rich(store_url: str) -> Iterator[Store]:
    """A store with entries of every kind, corrections, redactions and people."""
    store = random_log.open_loaded(store_url)
    random_log.make(store, random_log.with_people(store), RICH)
    yield store
    store.close()


@pytest.fixture
def sqlite_rich(tmp_path: Path) -> Iterator[Store]:
    store = random_log.open_loaded(f"sqlite:///{tmp_path / 'rich.sqlite3'}")
    random_log.make(store, random_log.with_people(store), RICH)
    yield store
    store.close()


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the store."""
    with store.database.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def empty(path: Path) -> Store:
    return Store.open(f"sqlite:///{path}", clock=clock)


def test_a_backup_restores_to_the_same_store_on_each_engine(sqlite_rich: Store, store_url: str, tmp_path: Path) -> None:
    copied = copying.backup(sqlite_rich.database, tmp_path / "b.sqlite3")
    target = Store.open(store_url, clock=clock)

    restored = copying.restore(tmp_path / "b.sqlite3", target.database)

    assert rows(target) == rows(sqlite_rich)
    assert restored.tables == copied.tables
    assert target.verify() == sqlite_rich.verify()
    assert restored.verdict.sound
    assert restored.tables["entry"].rows == 10
    target.close()


def test_a_store_of_each_engine_is_backed_up_into_one_private_file(rich: Store, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    copying.backup(rich.database, tmp_path / "to" / "b.sqlite3")
    other = empty(tmp_path / "other.sqlite3")

    copying.restore(tmp_path / "to" / "b.sqlite3", other.database)

    assert rows(other) == rows(rich)
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["b.sqlite3"]
    # SQLite's file format: 1 is a rollback journal, 2 would want a second file beside it.
    assert (tmp_path / "to" / "b.sqlite3").read_bytes()[18:20] == b"\x01\x01"
    assert stat.S_IMODE((tmp_path / "to" / "b.sqlite3").stat().st_mode) == 0o600
    other.close()


def test_a_copy_to_the_other_engine_is_equal_and_goes_on_where_the_original_was(
    sqlite_rich: Store, postgres_url: str
) -> None:
    target = Store.open(postgres_url, clock=clock)
    copied = copying.copy(sqlite_rich.database, target.database)

    assert rows(target) == rows(sqlite_rich)
    assert (copied.verdict.head, copied.verdict.internal_head) == (
        sqlite_rich.verify().head,
        sqlite_rich.verify().internal_head,
    )
    with target.database.appending() as connection:
        values = {"display_name": "Nieuw", "role": Role.EDITOR, "active": True, "created_at": NOW}
        new = connection.execute(insert(User).values(values).returning(User.id)).scalar_one()
    assert new == max(user[0] for user in rows(sqlite_rich)["user_account"]) + 1
    with target.appending() as writer:
        assert writer.record(new, draft()).id == copied.verdict.entries + 1
    assert target.verify().sound
    target.close()


def test_a_store_that_holds_anything_is_no_target(rich: Store, sqlite_rich: Store, tmp_path: Path) -> None:
    copying.backup(rich.database, tmp_path / "b.sqlite3")
    before = rows(rich)

    with pytest.raises(CopyRefused, match="is not empty"):
        copying.restore(tmp_path / "b.sqlite3", rich.database)
    with pytest.raises(CopyRefused, match="is not empty"):
        copying.copy(sqlite_rich.database, rich.database)

    assert rows(rich) == before


def test_a_backup_never_overwrites(sqlite_rich: Store, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        copying.backup(sqlite_rich.database, taken)

    assert taken.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".taken")] == []


def test_a_backup_does_not_overwrite_what_came_to_stand_there_meanwhile(
    sqlite_rich: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "taken"
    monkeypatch.setattr(backup_file, "seal", lambda _path: taken.write_text("mine", encoding="utf-8"))

    with pytest.raises(FileExistsError):
        copying.backup(sqlite_rich.database, taken)

    assert taken.read_text(encoding="utf-8") == "mine"


@pytest.mark.timeout(60)
def test_a_backup_made_while_others_write_is_one_moment_of_the_log(rich: Store, tmp_path: Path) -> None:
    """Entries go on coming in between the copying of one table and the next; none of them is there by halves."""
    author = rows(rich)["user_account"][1][0]
    started, stop, failures = threading.Event(), threading.Event(), []

    def write() -> None:
        try:
            while not stop.is_set():
                with rich.appending() as writer:
                    writer.record(author, draft())
                started.set()
        except Exception as error:
            failures.append(error)

    writing = threading.Thread(target=write)
    writing.start()
    assert started.wait(30)
    heads = []
    for number in range(3):
        copied = copying.backup(rich.database, tmp_path / f"{number}.sqlite3")
        assert copied.verdict.problems == ()
        heads.append(copied.verdict.head)
    stop.set()
    writing.join()

    assert failures == []
    assert all(rich.verify(expect=head).sound for head in heads)
    other = empty(tmp_path / "other.sqlite3")
    assert copying.restore(tmp_path / "2.sqlite3", other.database).verdict.head == heads[-1]
    other.close()


def test_an_entry_written_between_two_tables_is_not_in_the_copy(rich: Store, tmp_path: Path) -> None:
    """The same, without luck: an entry is written exactly when the entries were read and their texts were not yet."""
    expected = rich.verify()
    author = rows(rich)["user_account"][1][0]
    written: list[int] = []

    @event.listens_for(rich.database.engine, "before_cursor_execute")
    def between(_connection, _cursor, statement: str, *_: object) -> None:
        if "FROM entry_text" in statement and not written and "SELECT entry_text" in statement:
            written.append(0)
            with rich.appending() as writer:
                written[0] = writer.record(author, draft()).id

    copied = copying.backup(rich.database, tmp_path / "b.sqlite3")
    event.remove(rich.database.engine, "before_cursor_execute", between)

    assert written == [expected.entries + 1]
    assert copied.verdict == expected
    assert rich.verify().entries == expected.entries + 1


def test_a_file_that_is_no_backup_or_is_damaged_restores_nothing(sqlite_rich: Store, tmp_path: Path) -> None:
    good = tmp_path / "b.sqlite3"
    copying.backup(sqlite_rich.database, good)
    size = good.stat().st_size
    (tmp_path / "text").write_text("no database", encoding="utf-8")
    (tmp_path / "nothing").write_bytes(b"")
    (tmp_path / "short").write_bytes(good.read_bytes()[: size // 2])
    content = good.read_bytes()
    flipped = content.replace(b"Synthetische nota", b"Synthetische nOta", 1).replace(b"Vraag 1.2", b"Vraag 1.3", 1)
    assert flipped != content
    (tmp_path / "flipped").write_bytes(flipped)
    with closing(sqlite3.connect(tmp_path / "other")) as connection:
        connection.execute("CREATE TABLE something (x)")
    target = empty(tmp_path / "target.sqlite3")

    for name in ("text", "nothing", "short", "flipped", "other"):
        with pytest.raises(NotABackup, match=name):
            copying.restore(tmp_path / name, target.database)
    with pytest.raises(OSError, match="missing"):
        copying.restore(tmp_path / "missing", target.database)

    assert all(found == [] for found in rows(target).values())
    target.close()


def reseal(path: Path, statement: str) -> None:
    """Change a backup and seal it again, as another release would have written it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE backup_seal")
        connection.execute(statement)
    backup_file.seal(path)


def test_the_backup_of_a_newer_release_is_refused_by_its_own_name(sqlite_rich: Store, tmp_path: Path) -> None:
    file = tmp_path / "b.sqlite3"
    copying.backup(sqlite_rich.database, file)
    reseal(file, "UPDATE alembic_version SET version_num = '9999'")
    target = empty(tmp_path / "target.sqlite3")

    with pytest.raises(StoreUnavailable) as refused:
        copying.restore(file, target.database)

    assert str(refused.value).startswith(f"The backup {file} was written by a newer release (schema 9999)")
    target.close()


def test_a_record_that_is_not_sound_is_backed_up_with_its_problems_but_not_restored(
    sqlite_rich: Store, tmp_path: Path
) -> None:
    file = tmp_path / "b.sqlite3"
    with closing(sqlite3.connect(tmp_path / "rich.sqlite3")) as connection, connection:
        connection.execute("DROP TRIGGER entry_text_no_update")
        connection.execute("UPDATE entry_text SET note_nl = 'vervalst' WHERE entry_id = 3")

    copied = copying.backup(sqlite_rich.database, file)

    assert any("Entry 3" in problem for problem in copied.verdict.problems)
    target = empty(tmp_path / "target.sqlite3")
    with pytest.raises(CopyRefused, match=r"not sound.*Entry 3"):
        copying.restore(file, target.database)
    with pytest.raises(CopyRefused, match="not sound"):
        copying.copy(sqlite_rich.database, target.database)
    assert all(found == [] for found in rows(target).values())
    target.close()


def test_a_copy_that_does_not_equal_the_original_is_not_kept(sqlite_rich: Store, tmp_path: Path) -> None:
    target = empty(tmp_path / "target.sqlite3")
    with closing(sqlite3.connect(tmp_path / "target.sqlite3")) as connection, connection:
        connection.execute(
            "CREATE TRIGGER change AFTER INSERT ON user_account WHEN NEW.email IS NOT NULL "
            "BEGIN UPDATE user_account SET display_name = 'Ander' WHERE id = NEW.id; END"
        )

    with pytest.raises(CopyRefused, match="The copy of user_account does not equal the original"):
        copying.copy(sqlite_rich.database, target.database)

    assert all(found == [] for found in rows(target).values())
    target.close()


NEXT_REVISION = """
from alembic import op
revision = "next"
down_revision = "{newest}"
def upgrade():
    op.execute("UPDATE user_account SET display_name = 'upgraded' WHERE email IS NOT NULL")
"""


def test_the_backup_of_an_older_release_is_brought_up_to_date_and_left_as_it_was(
    sqlite_rich: Store, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.sqlite3"
    copying.backup(sqlite_rich.database, file)
    before = file.read_bytes()
    newer = tmp_path / "migrations"
    shutil.copytree(database._MIGRATIONS, newer)
    newest = database._script().get_current_head()
    (newer / "versions" / "next_names.py").write_text(NEXT_REVISION.format(newest=newest), encoding="utf-8")
    monkeypatch.setattr(database, "_MIGRATIONS", newer)
    target = Store.open(store_url, clock=clock)

    copying.restore(file, target.database)

    with target.database.reading() as connection:
        names = connection.execute(select(User.display_name).where(User.email.is_not(None))).scalars().all()
    assert names == ["upgraded"] * 3
    assert file.read_bytes() == before
    target.close()
