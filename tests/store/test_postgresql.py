"""What only PostgreSQL has: roles, limits, connections that a server closes, other time zones, and its own plans."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from models import copying, engines
from models.engines import Limits, StoreUnavailable
from models.settings import ROOT
from models.store import Store
from models.vocabulary import Role
from tests.store.synthetic import NOW, Clock, add_person, draft, shipment, states


def filled(url: str, **how: object) -> Store:
    store = Store.open(url, clock=Clock(), **how)  # type: ignore[arg-type]
    store.load(shipment())
    author = add_person(store, Role.EDITOR)
    with store.appending() as writer:
        writer.record(author, draft())
    return store


def execute(url: str | URL, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


@pytest.fixture
def own_database(postgres_server: URL) -> Iterator[str]:
    """The URL of a new database that no other test uses: what is set for a whole database is set for no other."""
    name = f"monitor_own_{uuid.uuid4().hex}"
    execute(postgres_server, f"CREATE DATABASE {name}")
    yield postgres_server.set(database=name).render_as_string(hide_password=False)
    execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def test_a_database_that_knows_no_unicode_is_refused(postgres_server):
    name = f"monitor_own_{uuid.uuid4().hex}"
    execute(postgres_server, f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    try:
        with pytest.raises(StoreUnavailable, match=r"keeps text as SQL_ASCII and not as UTF8: make one with `createdb"):
            Store.open(postgres_server.set(database=name).render_as_string(hide_password=False))
    finally:
        execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def roles(own_database: str, postgres_server: URL) -> Iterator[dict[str, str]]:
    """The two roles of deploy/postgresql.sql under names of this test, and the address at which each works."""
    script = (ROOT / "deploy" / "postgresql.sql").read_text(encoding="utf-8")
    statements = [each.strip() for each in re.sub("--.*", "", script).split(";") if each.strip()]
    names = {name: f"{name}_{uuid.uuid4().hex}" for name in ("monitor", "monitor_reader")}
    execute(
        own_database,
        *(re.sub(r"\bmonitor(_reader)?\b", lambda found: names[found[0]], each) for each in statements),
    )
    url = make_url(own_database)
    yield {
        name: url.update_query_dict({"options": f"-c role={role}"}).render_as_string(hide_password=False)
        for name, role in names.items()
    }
    execute(own_database, *(f"DROP OWNED BY {role} CASCADE" for role in names.values()))
    execute(postgres_server, *(f"DROP ROLE {role}" for role in names.values()))


def test_readers_get_by_with_a_role_that_can_only_read(roles: dict[str, str]) -> None:
    store = filled(roles["monitor"], read_url=roles["monitor_reader"])
    assert states(store)["1.1", "VL"].status == "in_progress"
    assert store.verify().sound
    with pytest.raises(DBAPIError, match="permission denied"):
        execute(roles["monitor_reader"], "UPDATE user_account SET active = false")
    with pytest.raises(DBAPIError, match="permission denied"):
        execute(roles["monitor_reader"], "CREATE TABLE mine (x integer)")
    store.close()
    # Tables that later releases add can be read too.
    execute(roles["monitor"], "CREATE TABLE later (x integer)")
    execute(roles["monitor_reader"], "SELECT * FROM later")


def test_a_reading_role_without_rights_is_told_when_the_store_is_opened(
    roles: dict[str, str], own_database: str
) -> None:
    filled(own_database).close()
    with pytest.raises(StoreUnavailable, match=r"cannot be read: permission denied for table alembic_version\.$"):
        Store.open(own_database, read_url=roles["monitor_reader"])


def test_nothing_is_written_where_the_store_is_read(postgres_url: str) -> None:
    store = filled(postgres_url)
    with pytest.raises(DBAPIError, match="read-only transaction"), store.database.reading() as connection:
        connection.execute(text("UPDATE user_account SET active = false"))
    store.close()


def test_a_question_that_takes_too_long_is_given_up_with_a_sentence(postgres_url: str) -> None:
    store = Store.open(postgres_url, limits=Limits(seconds=1))
    told = pytest.raises(StoreUnavailable, match=r"cannot be read: .*statement timeout.*\.$")
    with told, store.database.reading() as connection:
        connection.execute(text("SELECT pg_sleep(60)"))
    store.close()
    Store.open(postgres_url).close()


def test_who_waits_too_long_for_another_writer_is_told_and_the_other_is_not_disturbed(postgres_url: str) -> None:
    patient, hasty = filled(postgres_url), Store.open(postgres_url, limits=Limits(seconds=1), clock=Clock())
    author = add_person(patient, Role.EDITOR)
    with patient.appending() as writer:
        writer.record(author, draft())
        with pytest.raises(StoreUnavailable, match=r"cannot be written: .*timeout"), hasty.appending():
            pass
    assert patient.verify().entries == 2
    with hasty.appending() as writer:
        writer.record(author, draft())
    assert hasty.verify().entries == 3
    patient.close()
    hasty.close()


def test_more_readers_than_connections_wait_and_are_told(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_CONNECT_SECONDS", 1)
    store = Store.open(postgres_url, limits=Limits(connections=2))
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(store.database.reading())
        with pytest.raises(StoreUnavailable, match="MONITOR_DATABASE_CONNECTIONS"), store.database.reading():
            pass
    with store.database.reading():
        pass
    store.close()


def test_connections_that_the_server_closed_are_replaced(own_database: str) -> None:
    store = filled(own_database)
    execute(
        own_database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    assert states(store)["1.1", "VL"].status == "in_progress"
    store.close()


def test_moments_and_hashes_do_not_depend_on_the_time_zone_of_the_server(own_database: str) -> None:
    name = make_url(own_database).database
    execute(own_database, f"ALTER DATABASE {name} SET timezone = 'Pacific/Auckland'")
    there, here = filled(own_database), filled("sqlite://")
    with there.database.reading() as connection:
        assert connection.execute(text("SHOW timezone")).scalar_one() == "UTC"
    assert there.scope().last_write == here.scope().last_write > NOW
    there.close()
    here.close()


def test_a_store_that_moved_there_and_back_is_the_same(postgres_url: str, tmp_path: Path) -> None:
    original = filled(f"sqlite:///{tmp_path / 'original.sqlite3'}")
    there = Store.open(postgres_url, clock=Clock())
    back = Store.open(f"sqlite:///{tmp_path / 'back.sqlite3'}", clock=Clock())

    first = copying.copy(original.database, there.database)
    second = copying.copy(there.database, back.database)

    assert first == second
    assert original.verify() == there.verify() == back.verify()
    assert states(original) == states(there) == states(back)
    for store in (original, there, back):
        store.close()
