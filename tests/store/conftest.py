"""Stores of the synthetic memorandum, on both engines."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from models.store import Store
from models.vocabulary import Role
from tests.conftest import NOT_WAITING
from tests.store.synthetic import Clock, add_person, shipment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed SQLite store with the synthetic memorandum, to be copied: quicker than making each anew."""
    path: Path = tmp_path_factory.mktemp("loaded") / "monitor.sqlite3"
    made = Store.open(f"sqlite:///{path}", clock=Clock())
    made.load(shipment())
    made.close()
    return path


@pytest.fixture
def store(store_url: str, clock: Clock, loaded_file: Path) -> Iterator[Store]:
    """A store with the synthetic memorandum and an empty log."""
    if store_url.startswith("sqlite"):
        path = Path(store_url.removeprefix("sqlite:///"))
        path.parent.mkdir()
        shutil.copy(loaded_file, path)
    opened = Store.open(store_url, clock=clock)
    opened.load(shipment())  # of a copy: changes nothing
    yield opened
    opened.close()


@pytest.fixture
def anna(store: Store) -> int:
    return add_person(store, Role.EDITOR, name="Anna")


@pytest.fixture
def bram(store: Store) -> int:
    return add_person(store, Role.EDITOR, name="Bram")


@pytest.fixture
def admin(store: Store) -> int:
    return add_person(store, Role.ADMIN, name="Beheer")


@pytest.fixture
def quick_store(loaded_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """As ``store``, on SQLite alone and at once: for what does not depend on the engine."""
    opened = Store.open(f"sqlite:///{shutil.copy(loaded_file, tmp_path)}", clock=clock)
    yield opened
    opened.close()


def prepared(url: str) -> None:
    """A store with the synthetic memorandum and the people of the machine: editors, an administrator, others."""
    store = Store.open(url, clock=lambda: datetime(2021, 1, 1, tzinfo=UTC))
    store.load(shipment())
    for role, active in ((Role.EDITOR, True), (Role.EDITOR, True), (Role.ADMIN, True), (Role.READER, True)):
        add_person(store, role, active=active)
    add_person(store, Role.EDITOR, active=False)
    store.close()


@pytest.fixture
def sqlite_stores(tmp_path: Path) -> tuple[Callable[[], str], Callable[[str], None]]:
    """Makes a prepared store, and throws it away, by copying a file."""
    template = tmp_path / "template.sqlite3"
    prepared(f"sqlite:///{template}")

    def fresh() -> str:
        copied = shutil.copy(template, tmp_path / f"{uuid.uuid4().hex}.sqlite3")
        return f"sqlite:///{copied}"

    return fresh, lambda url: Path(url.removeprefix("sqlite:///")).unlink()


@pytest.fixture
def postgresql_stores(postgres_server: URL) -> Iterator[tuple[Callable[[], str], Callable[[str], None]]]:
    """Makes a prepared store, and throws it away, by copying a template database."""
    server = create_engine(postgres_server, isolation_level="AUTOCOMMIT")

    def fresh(template: str = "") -> str:
        name = f"monitor_test_{uuid.uuid4().hex}"
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} {template}"))
        found = postgres_server.set(database=name).update_query_dict(NOT_WAITING)
        return found.render_as_string(hide_password=False)

    def discard(url: str) -> None:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name_of(url)} WITH (FORCE)"))

    def name_of(url: str) -> str:
        return url.rpartition("/")[2].partition("?")[0]

    original = fresh()
    prepared(original)
    yield partial(fresh, f"TEMPLATE {name_of(original)}"), discard
    discard(original)
    server.dispose()
