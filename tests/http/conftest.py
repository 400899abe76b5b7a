"""A store with what ships, and a client of its API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from callbacks.http import description
from callbacks.http.api import register
from models.people import body
from models.store import Store
from tests.shipped import LOADED, Copies
from tests.workers import spread, usual


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
    server = _served_alone(store)
    spread(server, store, _served_alone, usual(store))
    return server.test_client()


def _served_alone(store: Store) -> Flask:
    server = Flask("api of the tests")
    description.install(server, store, register(server, store))
    return server


@pytest.fixture(scope="session")
def shipped_store(copies: Copies, engine: str) -> Iterator[Store]:
    """The store with what ships; not to be written to."""
    store = Store.open(copies.shipped(engine), clock=Clock(LOADED))
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
def living_store(copies: Copies, engine: str, clock: Clock) -> Iterator[Store]:
    """A store with what ships, to write to."""
    address = copies.shipped(engine)
    store = Store.open(address, clock=clock)
    yield store
    store.close()
    copies.discard(address)


@pytest.fixture
def living_api(living_store: Store) -> FlaskClient:
    """A client of the API on ``living_store``."""
    return client_of(living_store)


@pytest.fixture
def editors(living_store: Store, clock: Clock) -> tuple[int, int]:
    """Two editors of ``living_store``."""
    with living_store.database.appending() as connection:
        return body(connection, "An", clock.now), body(connection, "Bo", clock.now)
