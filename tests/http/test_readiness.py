"""``/readyz`` is false while it cannot be answered truthfully and true again by itself; ``/healthz`` asks nobody."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import URL, create_engine, make_url, text

from models.engines import StoreUnavailable
from models.store import Store
from tests.serving import application
from tests.store.synthetic import Clock, shipment
from tests.workers import begin


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """A store with a synthetic memorandum, on each engine."""
    opened = Store.open(store_url, clock=Clock())
    opened.load(shipment())
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store) -> FlaskClient:
    server = application(store).server
    begin(server)
    found: FlaskClient = server.test_client()
    return found


def readiness(client: FlaskClient) -> int:
    assert client.get("/healthz").status_code == 200
    return client.get("/readyz").status_code


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "UPDATE alembic_version SET version_num = '{now}'"),
        ("UPDATE alembic_version SET version_num = '0001'", "UPDATE alembic_version SET version_num = '{now}'"),
        ("DELETE FROM alembic_version", "INSERT INTO alembic_version VALUES ('{now}')"),
        ("ALTER TABLE alembic_version RENAME TO moved", "ALTER TABLE moved RENAME TO alembic_version"),
    ],
    ids=["newer", "older", "without a version", "without tables"],
)
def test_a_store_of_another_release_is_not_served_as_ours(client: FlaskClient, store: Store, broken, mended) -> None:
    with store.database.reading() as connection:
        now = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    assert readiness(client) == 200
    execute(store, broken)
    assert readiness(client) == 503
    execute(store, mended.format(now=now))
    assert readiness(client) == 200


def execute(store: Store, statement: str) -> None:
    with store.database.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_file_that_is_gone_is_not_served(tmp_path: Path) -> None:
    comes_and_goes(
        f"sqlite:///{tmp_path / 'store.sqlite3'}",
        lambda: (tmp_path / "store.sqlite3").rename(tmp_path / "elsewhere"),
        lambda: (tmp_path / "elsewhere").rename(tmp_path / "store.sqlite3"),
    )


def test_a_file_that_was_replaced_is_neither_served_nor_written(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("served", "other")]
    stores = [Store.open(f"sqlite:///{file}", clock=Clock()) for file in files]
    for store in stores:
        store.load(shipment())
        store.close()
    server = application(stores[0]).server
    begin(server)  # a process that begins afterwards has no other file to compare with
    client = server.test_client()
    assert readiness(client) == 200
    files[1].replace(files[0])
    assert readiness(client) == 503
    with pytest.raises(StoreUnavailable, match="is not the one that was opened"), stores[0].appending():
        pass
    stores[0].close()


def test_a_database_that_is_out_of_reach_is_not_served(postgres_server: URL) -> None:
    name = f"monitor_gone_{uuid.uuid4().hex}"
    command(postgres_server, f"CREATE DATABASE {name}")
    try:
        comes_and_goes(
            postgres_server.set(database=name).render_as_string(hide_password=False),
            lambda: command(
                postgres_server,
                f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
            ),
            lambda: command(postgres_server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"),
        )
    finally:
        command(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def comes_and_goes(url: str, go: Callable[[], object], come: Callable[[], object]) -> None:
    """Serve a store that goes out of reach and comes back."""
    store = Store.open(make_url(url).render_as_string(hide_password=False), clock=Clock())
    store.load(shipment())
    server = application(store).server
    begin(server)
    client = server.test_client()
    assert readiness(client) == 200
    go()
    assert readiness(client) == 503
    page = client.get("/")
    assert page.status_code == 503
    assert "Traceback" not in page.text
    come()
    assert readiness(client) == 200
    assert client.get("/").status_code == 200
    store.close()


def command(url: URL, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
