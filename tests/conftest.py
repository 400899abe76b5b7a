"""What all tests share: a fresh, empty database on each engine, and the browser.

``make test`` names both in the environment: ``MONITOR_TEST_POSTGRES_URL`` (a database where others may be created)
and ``MONITOR_TEST_BROWSER`` (the program). Run by hand, the tests look at the usual local places.
``--hypothesis-profile=soak`` runs the long versions of the long tests.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from callbacks.http import workers
from models import people
from tests.shipped import Copies
from tests.workers import NAMED

WITHOUT_POSTGRES = os.environ.get("WITHOUT_POSTGRES") == "1"
ENGINES = ["sqlite"] if WITHOUT_POSTGRES else ["sqlite", "postgresql"]
LOCAL_POSTGRES = "postgresql+psycopg://127.0.0.1:5432/postgres"
#: What is committed need not outlive the machine here; waiting for the disk would be most of the time.
NOT_WAITING = {"options": "-c synchronous_commit=off"}

settings.register_profile("soak")  # how long is long, each test says for itself


def pytest_report_header() -> str | None:
    return "WITHOUT_POSTGRES=1: NOTHING IS TESTED ON POSTGRESQL" if WITHOUT_POSTGRES else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is not run counts as deselected: without PostgreSQL its own tests, in a soak what has no long version."""
    servers = {"postgres_server", "own_server"} if WITHOUT_POSTGRES else set()
    asked = [set(getattr(item, "fixturenames", ())) for item in items]
    left_out = [
        item
        for item, fixtures in zip(items, asked, strict=True)
        if servers & fixtures or (_runs_long() and "soak" not in fixtures)
    ]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """What was imported stays, as in a process that serves: to search it for garbage took a sixth of all time."""
    workers.begun()


def _runs_long() -> bool:
    return settings.get_current_profile_name() == "soak"


@pytest.fixture(scope="session")
def soak() -> bool:
    """Whether long tests run long."""
    return _runs_long()


@pytest.fixture(scope="session")
def postgres_server() -> URL:
    """The address of a PostgreSQL database from which the tests may create others."""
    named = os.environ.get("MONITOR_TEST_POSTGRES_URL") or LOCAL_POSTGRES
    url = make_url(named).set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    try:
        engine.connect().close()
    except OperationalError as error:
        pytest.fail(
            f"No PostgreSQL answers at {url}: make test finds, starts or installs one. ({error.orig})", pytrace=False
        )
    finally:
        engine.dispose()
    return url


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords are hashed with little work: what is tested is not how long that takes."""
    slow = people.HASHER
    people.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    people.HASHER = slow


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite store whose file does not exist yet."""
    return f"sqlite:///{tmp_path / 'store' / 'monitor.sqlite3'}"


@pytest.fixture(scope="session")
def postgres_database(postgres_server: URL) -> Iterator[URL]:
    """A database for the tests of this process, dropped at their end."""
    name = f"monitor_test_{uuid.uuid4().hex}"
    with _commanding(postgres_server) as server:
        server.execute(text(f"CREATE DATABASE {name}"))
    yield postgres_server.set(database=name).update_query_dict(NOT_WAITING)
    with _commanding(postgres_server) as server:
        server.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def postgres_url(postgres_database: URL) -> str:
    """The URL of a PostgreSQL database that is empty for whoever connects: each test gets a schema of its own.

    A schema is made in milliseconds; making and dropping a database takes PostgreSQL seconds.
    """
    schema = f"test_{uuid.uuid4().hex}"
    with _commanding(postgres_database) as database:
        database.execute(text(f"CREATE SCHEMA {schema}"))
        database.execute(text(f"ALTER DATABASE {postgres_database.database} SET search_path = {schema}"))
    return postgres_database.render_as_string(hide_password=False)


@contextmanager
def _commanding(url: URL) -> Iterator[Connection]:
    """A connection whose statements are not part of a transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture(params=ENGINES)
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, empty store: each test that takes it runs on every engine."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture(scope="session")
def copies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Makes stores with what ships, and copies of others."""
    # Asked for when the first database is made, and then kept: at the end the fixture may be gone.
    server = cache(lambda: request.getfixturevalue("postgres_server"))
    made = Copies(tmp_path_factory.mktemp("copies"), server)
    yield made
    made.end()


#: Where a test on every engine takes long: the one that grows, unless a number of processes is named.
GROWING = ENGINES if NAMED else ENGINES[-1:]


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """What the store of a site is kept in: each test of a site runs on every engine."""
    found: str = request.param
    return found


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium or Chrome that the browser tests drive."""
    found = os.environ.get("MONITOR_TEST_BROWSER") or next(
        filter(None, map(shutil.which, ("google-chrome", "chromium", "chromium-browser"))), None
    )
    assert found, "No browser: make test finds or installs one, or name it in MONITOR_TEST_BROWSER."
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], browser_path: str) -> dict[str, Any]:
    """The system's browser instead of Playwright's own, silent towards the network, and able to start as root."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": browser_path, "args": [*quiet, *root]}
