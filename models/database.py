"""Connections to the store's database, SQLite or PostgreSQL, and the state of its schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from models import tables_beside  # noqa: F401 - whoever works with a store works with all of its tables
from models.engines import UNLIMITED, Limits, StoreUnavailable, postgresql_engine, sqlite_engine

#: The number of the advisory lock that every append takes on PostgreSQL (an arbitrary constant of this application).
APPEND_LOCK = 20190526
_MIGRATIONS = Path(__file__).parent / "migrations"

FileId = tuple[int, int]  # device, inode


class Database:
    """Engines with the two ways of working the store knows: a consistent read, and the append lock."""

    def __init__(self, url: str | URL, read_url: str = "", limits: Limits = UNLIMITED) -> None:
        """Connect to ``url``; raises :class:`StoreUnavailable` where that is impossible.

        ``read_url`` is a second address of the same PostgreSQL database, for a role that may only read: all reading
        goes there.
        """
        try:
            self.url: URL = make_url(url)
            self.sqlite = self.url.get_backend_name() == "sqlite"
            self.read_only = False
            self._file: FileId | None = None
            self.engine = sqlite_engine(self.url) if self.sqlite else postgresql_engine(self.url, limits)
            self._reader = postgresql_engine(make_url(read_url), limits) if read_url else None
        except (ArgumentError, ImportError) as error:
            raise StoreUnavailable(f"The database address is not usable: {error}.") from error

    @property
    def name(self) -> str:
        """The store's address without its password, for messages."""
        return str(self.url.database) if self.sqlite else self.url.render_as_string(hide_password=True)

    @property
    def consulted_only(self) -> str:
        """What there is to say of a store that is ``read_only``."""
        return f"The store {self.name} is read-only: it can be consulted, but nothing can be logged."

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state from its first query to its last.

        Raises :class:`StoreUnavailable` where the database cannot be reached or read, or takes too long.
        """
        engine = self._reader or self.engine
        if not self.sqlite:
            engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with self._told("read"), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def appending(self) -> Iterator[Connection]:
        """A transaction that holds the append lock: all or nothing, one writer at a time over all processes."""
        with self.writing() as connection:
            if not self.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": APPEND_LOCK})
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction for what stands beside the record and may change: it waits for no one who appends.

        SQLite knows one writer at a time, so there it does. Raises :class:`StoreUnavailable` where the database cannot
        be reached or written, or others write for too long.
        """
        if self.read_only:
            raise StoreUnavailable(self.consulted_only)
        with (
            self._told("written"),
            self.engine.connect().execution_options(append=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        """Say of what the engine could not do which store it was, and why."""
        if self._file is not None and self._file != _file_id(self.url):
            raise StoreUnavailable(
                f"The file {self.name} is not the one that was opened, or is gone: put it back, or start again to use"
                " what stands there now."
            )
        try:
            yield
        except DatabaseError as error:
            if not _of_the_engine(error):
                raise
            raise StoreUnavailable(f"The store {self.name} cannot be {done}: {_cause(error)}.") from error
        except UnicodeDecodeError as error:
            # SQLite quotes what it cannot make sense of.
            raise StoreUnavailable(f"The store {self.name} cannot be {done}: its file is damaged.") from error
        except NoConnectionFree as error:
            busy = "all connections to it are in use (MONITOR_DATABASE_CONNECTIONS)"
            raise StoreUnavailable(f"The store {self.name} cannot be {done}: {busy}.") from error

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()
        if self._reader:
            self._reader.dispose()

    def settle(self) -> None:
        """Bring what SQLite keeps in a file beside the store into the store: what was overwritten is then in neither.

        As far as whoever is reading at this moment allows; the rest follows with later writes.
        """
        if self.sqlite:
            with self.engine.connect() as connection:
                connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def prepare(self) -> None:
        """Bring the schema to this release's; raises :class:`StoreUnavailable` for what cannot or must not be used."""
        try:
            self._require_ours()
            self._require_unicode()
            revision = self._revision()
            self.read_only = self.sqlite and not self._writable()
            if revision == _script().get_current_head():
                return
            known = {script.revision for script in _script().walk_revisions()}
            if revision is not None and revision not in known:
                raise StoreUnavailable(
                    f"The store {self.name} was written by a newer release (schema {revision}); upgrade this software."
                )
            if self.read_only:
                raise StoreUnavailable(
                    f"The store {self.name} has an older schema and is read-only: make it writable to upgrade it."
                )
            with self.appending() as connection:
                command.upgrade(_config(connection), "head")
        except DatabaseError as error:
            raise StoreUnavailable(f"The store {self.name} cannot be read: {_cause(error)}.") from error
        finally:
            # From here on it is this file or none: connections to one that was replaced would go on writing into it.
            self._file = _file_id(self.url)

    def migrated(self, connection: Connection) -> bool:
        """Whether the schema is the one this release works with."""
        return MigrationContext.configure(connection).get_current_revision() == _script().get_current_head()

    def _revision(self) -> str | None:
        try:
            with self.reading() as connection:
                return MigrationContext.configure(connection).get_current_revision()
        except StoreUnavailable:
            if not self._frozen():
                raise
            with self.reading() as connection:
                return MigrationContext.configure(connection).get_current_revision()

    def _require_ours(self) -> None:
        """Refuse to make tables in an SQLite file of something else; a PostgreSQL database may be shared."""
        if not self._file_size():
            return
        # Apart from the engine, whose connections turn the file to another way of writing.
        address = f"file:{quote(self.name)}?mode=ro"
        with suppress(sqlite3.Error, UnicodeError), closing(sqlite3.connect(address, uri=True)) as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if tables and "alembic_version" not in tables:
                raise StoreUnavailable(
                    f"The file {self.name} is a database of something else (it has the table {min(tables)}):"
                    " name another file in MONITOR_DATABASE_URL."
                )

    def _require_unicode(self) -> None:
        """Refuse a PostgreSQL database of bytes without meaning, which a server without a locale makes."""
        if self.sqlite:
            return
        with self.reading() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        if encoding != "UTF8":
            raise StoreUnavailable(
                f"The database {self.name} keeps text as {encoding} and not as UTF8: make one with"
                " `createdb --encoding=UTF8 --template=template0`."
            )

    def _file_size(self) -> int:
        """How large the file of an SQLite store is; 0 where there is none."""
        return Path(self.name).stat().st_size if _file_id(self.url) not in (None, (0, 0)) else 0

    def _frozen(self) -> bool:
        """Read the file as one that nobody changes, where SQLite cannot make the files it keeps beside a store.

        Not where the newest writes still stand in such a file: they would be left out in silence.
        """
        path = Path(str(self.url.database))
        if not self.sqlite or not path.is_file():
            return False
        beside = path.with_name(f"{path.name}-wal")
        if beside.exists() and beside.stat().st_size:
            return False
        self.engine.dispose()
        uri = self.url.set(database=f"file:{quote(str(path.absolute()))}", query={"uri": "true", "immutable": "1"})
        self.engine = sqlite_engine(uri)
        return True

    def _writable(self) -> bool:
        """Whether a write succeeds: SQLite begins one on a read-only file without a word."""
        try:
            with self.engine.connect().execution_options(append=True) as connection:
                connection.execute(text("CREATE TABLE probe (x)"))
                connection.rollback()
                return True
        except OperationalError as error:
            if "readonly" in str(error):
                return False
            raise


def _file_id(url: URL) -> FileId | None:
    """Which file an SQLite address leads to at this moment, whatever its name; None where that is no single file."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:" or url.query.get("uri"):
        return None
    try:
        found = Path(url.database).stat()
    except OSError:
        return (0, 0)
    return found.st_dev, found.st_ino


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _of_the_engine(error: DatabaseError) -> bool:
    """Whether the engine could not do its work (out of reach, disk full, damaged), rather than was asked wrongly."""
    damaged = str(getattr(error.orig, "sqlstate", "")).startswith("XX") or type(error) is DatabaseError
    return damaged or isinstance(error, OperationalError)


def _cause(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0].rstrip(".")
