"""Stores with what ships, each a copy of one that was loaded once: loading takes seconds, copying a moment."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, create_engine, text

from data.reader import SHIPPED, read
from models.store import Store

#: When it was loaded, as far as the stores know: after the memorandum's end, in the middle of a day.
LOADED = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)


class Copies:
    """Copies stores on either engine: files of a folder, databases of the server that the tests use."""

    def __init__(self, folder: Path, server: Callable[[], URL]) -> None:
        """``server`` is asked for when the first database is made."""
        self._folder = folder
        self._server = server
        self._databases: list[str] = []
        self._made: dict[tuple[str, Callable[[str], None]], str] = {}

    def shipped(self, engine: str) -> str:
        """The address of a new store with what ships."""
        return self.made(engine, _with_what_ships)

    def made(self, engine: str, make: Callable[[str], None]) -> str:
        """The address of a new store as ``make`` makes it at an address, the first time that it is asked for."""
        if (engine, make) not in self._made:
            address = self._new(engine)
            make(address)
            self._made[engine, make] = address
        return self.of(self._made[engine, make])

    def of(self, address: str) -> str:
        """The address of a copy of the store at ``address``, which nobody has open."""
        if address.startswith("sqlite"):
            copy = self._new("sqlite")
            shutil.copy(_file(address), _file(copy))
            return copy
        return self._new("postgresql", _database(address))

    def discard(self, address: str) -> None:
        """Remove a copy: hundreds of them would fill a disk."""
        if address.startswith("sqlite"):
            _file(address).unlink()
        else:
            name = _database(address)
            self._databases.remove(name)
            self._command(f"DROP DATABASE {name} WITH (FORCE)")

    def end(self) -> None:
        """Drop every database that is left."""
        for name in self._databases:
            self._command(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self, engine: str, template: str = "template1") -> str:
        name = f"monitor_test_{uuid.uuid4().hex}"
        if engine == "sqlite":
            return f"sqlite:///{self._folder / name}.sqlite3"
        self._command(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._databases.append(name)
        # What is committed need not outlive the machine here; waiting for the disk would be most of the time.
        url = self._server().set(database=name).update_query_dict({"options": "-c synchronous_commit=off"})
        return url.render_as_string(hide_password=False)

    def _command(self, statement: str) -> None:
        engine = create_engine(self._server(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _with_what_ships(address: str) -> None:
    store = Store.open(address, clock=lambda: LOADED)
    store.load(read(SHIPPED))
    store.close()


def _database(address: str) -> str:
    return address.rpartition("/")[2].partition("?")[0]


def _file(address: str) -> Path:
    return Path(address.removeprefix("sqlite:///"))
