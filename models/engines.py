"""Making engines: how the store wants SQLite and PostgreSQL to work for it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

_BUSY_SECONDS = 30
#: A server that does not answer a connection, or a pool without a free one, is waited for so long.
_CONNECT_SECONDS = 10
#: Connections that are kept open while nobody asks anything; the others are closed again.
_KEPT_CONNECTIONS = 4


class StoreUnavailable(Exception):
    """The store cannot be used; the message says in one sentence which store, why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process asks of PostgreSQL at most.

    ``connections`` at once, per address; ``seconds`` that one question may take, waiting for other writers included (0:
    as long as it takes, for whoever copies or checks a whole store).
    """

    connections: int = 12
    seconds: int = 0


#: For commands: none but the number of connections.
UNLIMITED = Limits()


def sqlite_engine(url: URL) -> Engine:
    """An engine on an SQLite file, which is made where there is none; one connection writes at a time.

    Raises :class:`StoreUnavailable` where its folder cannot be made.
    """
    path = url.database
    if path and path != ":memory:" and not url.query.get("uri"):
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"The folder of the store {path} cannot be made: {error.strerror}.") from error
        # Its owner's alone, and so what SQLite keeps beside it: it holds what is internal, and hashes of passwords.
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    # Parameters hold names and notes of people: they belong in no error and no log.
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transaction handling starts no transaction before a SELECT: we begin ourselves.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    # Without this REPLACE would remove rows behind the back of the triggers that refuse DELETE.
    connection.execute("PRAGMA recursive_triggers = ON")
    # What is redacted is overwritten in the file, not only marked as free.
    connection.execute("PRAGMA secure_delete = ON")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error) and "unable to open" not in str(error):
            raise


def _begin_sqlite(connection: Connection) -> None:
    append = connection.get_execution_options().get("append", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if append else "BEGIN")


def postgresql_engine(url: URL, limits: Limits) -> Engine:
    """An engine with a pool of connections to PostgreSQL, within ``limits``."""
    # What is acknowledged is on the disk, whatever the server does by default.
    options = ["timezone=UTC", "synchronous_commit=on"]
    if limits.seconds:
        # A process that hangs in a transaction must not hold the append lock for ever.
        waiting = max(60, 2 * limits.seconds)
        options += [f"statement_timeout={limits.seconds}s", f"idle_in_transaction_session_timeout={waiting}s"]
    kept = min(_KEPT_CONNECTIONS, limits.connections)
    return create_engine(
        url,
        pool_size=kept,
        max_overflow=limits.connections - kept,
        pool_timeout=_CONNECT_SECONDS,
        pool_pre_ping=True,  # a connection that the server closed meanwhile is replaced, not handed out
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={
            # What the address itself asks comes last, and counts.
            "options": " ".join([*(f"-c {option}" for option in options), *_given(url, "options")]),
            "application_name": "memorandummonitor",
            # Without it the driver answers bytes where the server knows no encoding.
            "client_encoding": "utf8",
            "connect_timeout": _CONNECT_SECONDS,
            # A server that has vanished without a word is noticed: at once where something was sent that it does not
            # confirm, within a minute where an answer is waited for.
            "tcp_user_timeout": _CONNECT_SECONDS * 1000,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
        },
    )


def _given(url: URL, name: str) -> list[str]:
    """The values that the address has for a parameter."""
    values = url.query.get(name, ())
    return [values] if isinstance(values, str) else list(values)
