"""Opening a store in any state it can be found in: each works, or says in one sentence which store and why."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, insert, make_url, select, text

import app
from models.engines import StoreUnavailable
from models.search import INDEX
from models.store import Store
from models.tables import Base, CatalogueRow, CatalogueVersion
from models.vocabulary import Role
from tests.store.synthetic import MEMORANDUM, Clock, add_person, draft, query, shipment, states

CAP_DAC_OVERRIDE = 1


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Give up root's right to write where nobody may; who is not root never had it."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    less = (ctypes.c_uint32 * 6)(*held)
    less[0] &= ~(1 << CAP_DAC_OVERRIDE)
    assert libc.capset(header, less) == 0
    try:
        yield
    finally:
        assert libc.capset(header, held) == 0


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in ``folder`` can be written, made or removed."""
    paths = [*folder.iterdir(), folder]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        with bound_by_permissions():
            yield
    finally:
        for path in reversed(paths):
            path.chmod(0o755)


def sentence(caught: pytest.ExceptionInfo[StoreUnavailable]) -> str:
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def filled(url: str, clock: Clock) -> None:
    store = Store.open(url, clock=clock)
    store.load(shipment())
    author = add_person(store, Role.EDITOR)
    with store.appending() as writer:
        writer.record(author, draft())
    store.close()


def test_a_new_store_is_empty_and_stays_so_when_opened_again(store_url: str) -> None:
    for _ in range(2):
        store = Store.open(store_url)
        assert store.scope().memoranda == {}
        assert store.verify().sound
        store.close()


def test_the_migrations_make_what_the_models_say(store_url: str) -> None:
    store = Store.open(store_url)
    with store.database.reading() as connection:
        # What an engine keeps to search by is no table of ours.
        options = {"include_name": lambda name, _kind, _parents: not str(name).startswith(INDEX)}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []
    store.close()


def test_an_empty_file_becomes_a_store(sqlite_url: str) -> None:
    file_of(sqlite_url).parent.mkdir()
    file_of(sqlite_url).touch()
    store = Store.open(sqlite_url)
    assert store.verify().sound
    store.close()


def test_a_store_from_before_the_first_revision_is_upgraded(store_url: str) -> None:
    """An older store: Alembic's table is there, its revision is not yet."""
    if store_url.startswith("sqlite"):
        file_of(store_url).parent.mkdir()
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    engine.dispose()
    store = Store.open(store_url)
    store.load(shipment())
    assert states(store)
    store.close()


def test_a_store_of_a_newer_release_is_refused_and_left_alone(store_url: str, clock: Clock) -> None:
    filled(store_url, clock)
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(store_url)
    assert "9999" in sentence(caught)
    assert "newer release" in sentence(caught)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    engine.dispose()


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be taken for one" * 99, b"SQLite format 3\x00"]
)
def test_a_file_that_is_no_store_is_named(sqlite_url: str, content: bytes) -> None:
    file_of(sqlite_url).parent.mkdir()
    file_of(sqlite_url).write_bytes(content)
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(sqlite_url)
    assert file_of(sqlite_url).name in sentence(caught)
    assert file_of(sqlite_url).read_bytes() == content


def test_a_folder_in_place_of_the_file_is_named(sqlite_url: str) -> None:
    file_of(sqlite_url).mkdir(parents=True)
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(sqlite_url)
    assert file_of(sqlite_url).name in sentence(caught)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(f"sqlite:///{tmp_path}/file/store.sqlite3")
    assert "cannot be made" in sentence(caught)


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://localhost/x", "postgresql+nothing://x/y"])
def test_an_unusable_address_is_refused(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(url)
    sentence(caught)


@pytest.mark.parametrize("address", ["postgresql+psycopg://someone:secret@127.0.0.1:9/x"])
def test_a_server_out_of_reach_is_named_without_its_password(address: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(address)
    assert "127.0.0.1:9" in sentence(caught)
    assert "secret" not in sentence(caught)


def test_a_database_that_is_not_there_is_named(postgres_url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Store.open(make_url(postgres_url).set(database="no_such_store").render_as_string(hide_password=False))
    assert "no_such_store" in sentence(caught)


def test_a_read_only_disk_serves_and_says_that_nothing_can_be_logged(sqlite_url: str, clock: Clock) -> None:
    filled(sqlite_url, clock)
    with read_only(file_of(sqlite_url).parent):
        store = Store.open(sqlite_url, clock=clock)
        assert store.database.read_only
        assert states(store)["1.1", "VL"].status == "in_progress"
        assert store.verify().sound
        with pytest.raises(StoreUnavailable) as caught, store.appending():
            pass
        assert "read-only" in sentence(caught)
        with pytest.raises(StoreUnavailable), store.appending():
            pass
        store.close()
    store = Store.open(sqlite_url, clock=clock)
    assert not store.database.read_only
    store.close()


def test_a_new_store_is_its_owners_alone(sqlite_url: str, clock: Clock) -> None:
    before = os.umask(0o022)
    try:
        store = Store.open(sqlite_url, clock=clock)
        store.load(shipment())
        files = {path.name: path.stat().st_mode & 0o777 for path in file_of(sqlite_url).parent.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert len(files) == 3
    assert set(files.values()) == {0o600}


def test_who_serves_from_a_read_only_disk_is_told_so(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(sqlite_url, clock)
    monkeypatch.setenv("MONITOR_DATABASE_URL", sqlite_url)
    monkeypatch.setattr("app.next_free_port", lambda _host, port: port)
    # What serving leaves in the environment of its process would reach the tests that follow in this one.
    monkeypatch.setenv("MONITOR_SECRET_KEY", "geheim" * 8)
    monkeypatch.setattr("callbacks.http.workers.share", lambda: None)
    monkeypatch.setattr("callbacks.http.assets.prepare", lambda *_: None)
    monkeypatch.setattr("gunicorn.app.wsgiapp.run", lambda: None)
    monkeypatch.setattr(sys, "argv", [])
    with read_only(file_of(sqlite_url).parent):
        app.serve()
    assert "read-only: it can be consulted, but nothing can be logged.\n" in capsys.readouterr().err


def test_make_run_leaves_a_read_only_store_as_it_is_and_goes_on(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(sqlite_url, clock)
    monkeypatch.setenv("MONITOR_DATABASE_URL", sqlite_url)
    with read_only(file_of(sqlite_url).parent):
        assert app.main(["load", "--unless-read-only"]) == 0
        assert "it can be consulted, but nothing can be logged.\n" in capsys.readouterr().err
        assert app.main(["load"]) == 1
        assert "is read-only" in capsys.readouterr().err


def test_a_read_only_file_serves_and_says_that_nothing_can_be_logged(sqlite_url: str, clock: Clock) -> None:
    filled(sqlite_url, clock)
    file_of(sqlite_url).chmod(0o444)
    with bound_by_permissions():
        store = Store.open(sqlite_url, clock=clock)
        assert store.database.read_only
        assert states(store)["1.1", "VL"].status == "in_progress"
        store.close()


def test_a_read_only_disk_without_a_store_is_named(sqlite_url: str) -> None:
    file_of(sqlite_url).parent.mkdir()
    with read_only(file_of(sqlite_url).parent), pytest.raises(StoreUnavailable) as caught:
        Store.open(sqlite_url)
    assert file_of(sqlite_url).name in sentence(caught)


def test_an_older_store_on_a_read_only_disk_is_named(sqlite_url: str) -> None:
    file_of(sqlite_url).parent.mkdir()
    with closing(sqlite3.connect(file_of(sqlite_url))) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    with read_only(file_of(sqlite_url).parent), pytest.raises(StoreUnavailable) as caught:
        Store.open(sqlite_url)
    assert "older schema" in sentence(caught)


def test_newest_writes_are_never_left_out_in_silence(sqlite_url: str, clock: Clock, tmp_path: Path) -> None:
    """A store copied while it was in use has its newest writes in a file beside it: on a read-only disk it is read with
    them or not at all."""
    store = Store.open(sqlite_url, clock=clock)
    store.load(shipment())
    author = add_person(store, Role.EDITOR)
    with store.appending() as writer:
        writer.record(author, draft())
    copied = Path(shutil.copytree(file_of(sqlite_url).parent, tmp_path / "copied"))
    store.close()
    (copied / f"{file_of(sqlite_url).name}-shm").unlink()
    with read_only(copied), suppress(StoreUnavailable):
        found = Store.open(f"sqlite:///{copied}/{file_of(sqlite_url).name}", clock=clock)
        assert states(found)["1.1", "VL"].status == "in_progress"
        found.close()


def _open(url: str) -> None:
    Store.open(url).close()


def test_processes_that_open_a_new_store_at_once_all_succeed(store_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_open, args=(store_url,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    store = Store.open(store_url)
    assert store.verify().sound
    store.close()


def test_a_text_that_a_later_release_added_is_empty_in_older_rows(store: Store) -> None:
    """Rows of the catalogue are permanent: what they do not say yet must not make them unreadable."""
    with store.database.appending() as connection:
        newest = connection.execute(select(func.max(CatalogueVersion.id))).scalar_one()
        author = connection.execute(select(CatalogueVersion.author_id)).scalars().first()
        body = dict(
            connection.execute(select(CatalogueRow.body).where(CatalogueRow.kind == "request")).scalars().first() or {}
        )
        key = body["id"]
        del body["government_basis_nl"], body["note_en"]
        moment = store.scope().last_write + timedelta(seconds=1)
        connection.execute(
            insert(CatalogueVersion).values(id=newest + 1, recorded_at=moment, author_id=author, reason="")
        )
        connection.execute(
            insert(CatalogueRow).values(
                version_id=newest + 1, memorandum=MEMORANDUM, kind="request", key=key, position=0, body=body
            )
        )
    found = store.read(query(store)).catalogue.request[key]
    assert (found.government_basis_nl, found.note_en) == ("", "")
