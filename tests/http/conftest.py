"""A store with what ships, and a client of its API."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks.http import description
from callbacks.http.api import register
from data.reader import SHIPPED, read
from models.people import body
from models.store import Store

#: When the shipped log is loaded in these tests: after the memorandum's end, in the middle of a day.
LOADED = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


def client_of(store: Store) -> FlaskClient:
    """A client of the API of one store, as served on its own."""
    server = Flask("api of the tests")
    description.install(server, store, register(server, store))
    return server.test_client()


@pytest.fixture(scope="session")
def shipped_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with what ships, to be copied."""
    path: Path = tmp_path_factory.mktemp("shipped") / "monitor.sqlite3"
    store = Store.open(f"sqlite:///{path}", clock=Clock(LOADED))
    store.load(read(SHIPPED))
    store.close()
    return path


@pytest.fixture(scope="session")
def shipped_store(shipped_file: Path) -> Iterator[Store]:
    """The store with what ships; not to be written to."""
    store = Store.open(f"sqlite:///{shipped_file}", clock=Clock(LOADED))
    yield store
    store.close()


@pytest.fixture(scope="session")
def api(shipped_store: Store) -> FlaskClient:
    """A client of the API on what ships."""
    return client_of(shipped_store)


@pytest.fixture
def clock() -> Clock:
    """The clock of ``living_store``."""
    return Clock(LOADED)


@pytest.fixture
def living_store(shipped_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A store with what ships, to write to."""
    store = Store.open(f"sqlite:///{shutil.copy(shipped_file, tmp_path)}", clock=clock)
    yield store
    store.close()


@pytest.fixture
def living_api(living_store: Store) -> FlaskClient:
    """A client of the API on ``living_store``."""
    return client_of(living_store)


@pytest.fixture
def editors(living_store: Store, clock: Clock) -> tuple[int, int]:
    """Two editors of ``living_store``."""
    with living_store.database.appending() as connection:
        return body(connection, "An", clock.now), body(connection, "Bo", clock.now)
