"""What the tests of faults share: a store with a short log, and a PostgreSQL of their own to mistreat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from installing import install
from postgres import PrivateServer, private_server, programs
from sqlalchemy import make_url

from models.store import Store
from models.vocabulary import Role
from tests.http.test_readiness import command
from tests.store.synthetic import Clock, add_person, draft, shipment


@pytest.fixture(scope="session")
def own_server() -> Iterator[PrivateServer]:
    """A PostgreSQL that nobody else uses, to be restarted and starved."""
    binaries = programs() or (install("postgresql") and programs())
    if not binaries:
        pytest.fail("The programs of PostgreSQL are not here and cannot be installed: apt-get install postgresql.")
    with private_server(binaries) as server:
        yield server


@pytest.fixture
def own_url(own_server: PrivateServer) -> Iterator[str]:
    """The address of an empty database on ``own_server``."""
    url = own_server.url.replace("postgresql://", "postgresql+psycopg://", 1)
    command(make_url(url), "CREATE DATABASE faults")
    yield url.replace("/postgres?", "/faults?", 1)
    command(make_url(url), "DROP DATABASE faults WITH (FORCE)")


def logged(store: Store, count: int = 1, **changes: object) -> list[int]:
    """Write entries, a transaction each; the ids that were acknowledged."""
    author = add_person(store, Role.EDITOR, name="An")
    return [record(store, author, **changes) for _ in range(count)]


def record(store: Store, author: int, **changes: object) -> int:
    """Write one entry; its id, once it is acknowledged."""
    with store.appending() as writer:
        written = writer.record(author, draft(**changes))
    return written.id


def prepared(url: str) -> Store:
    """An open store with the synthetic memorandum."""
    store = Store.open(url, clock=Clock())
    store.load(shipment())
    return store
