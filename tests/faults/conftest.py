"""What the tests of faults share: a store with a short log, and a PostgreSQL of their own to mistreat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from installing import install
from postgres import PrivateServer, private_server, programs
from sqlalchemy import create_engine, text

from models.store import Store
from models.vocabulary import Role
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
    command(url, "CREATE DATABASE faults")
    yield url.replace("/postgres?", "/faults?", 1)
    command(url, "DROP DATABASE faults WITH (FORCE)")


def command(url: str, *statements: str) -> None:
    """Run statements that are part of no transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


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
