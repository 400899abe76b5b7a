"""Stores to measure on: the shipped log, and synthetic logs on the shipped catalogue. Nothing synthetic is real."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from data.reader import read
from models.drafts import Draft, Source
from models.log import Writer
from models.people import body
from models.store import Store
from models.vocabulary import Kind, Status

#: Every so many entries one of each: confirmation, correction, retraction. The rest are status updates.
_OTHER_KINDS_EVERY = 50
_CHUNK = 1000
_LOGGED = tuple(status for status in Status if status is not Status.SUBMITTED)
_SOURCE = Source("https://example.org/synthetic", "Synthetic source", "Nobody", date(2020, 1, 2))
# As long as the notes of the shipped log are on average.
_NOTE = "Synthetic note: made up by the benchmark, about nothing that happened. ".ljust(172, ".")


@contextmanager
def new_database(engine: str, folder: Path, postgres: str) -> Iterator[str]:
    """The URL of an empty store on ``sqlite`` (a file in ``folder``) or ``postgresql`` (dropped afterwards)."""
    name = f"monitor_benchmark_{uuid.uuid4().hex}"
    if engine == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    address = make_url(postgres).set(drivername="postgresql+psycopg")
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def shipped(url: str) -> Store:
    """A store with what ships."""
    store = Store.open(url)
    store.load(read())
    return store


@dataclass(slots=True)
class Synthetic:
    """A store with the shipped catalogue and a synthetic log that grows; the same every time for the same steps."""

    store: Store
    entries: int = 0
    _chance: random.Random = field(default_factory=lambda: random.Random(2019))
    _tracks: list[tuple[str, str]] = field(default_factory=list)
    _authors: tuple[int, int] = (0, 0)
    _memorandum: str = ""
    _period: tuple[date, int] = (date.min, 0)

    @classmethod
    def start(cls, url: str) -> Synthetic:
        """An empty log on the shipped catalogue."""
        store, shipment = Store.open(url), read()
        data = shipment.memoranda[-1]
        store.load(replace(shipment, memoranda=tuple(replace(each, updates=()) for each in shipment.memoranda)))
        with store.database.appending() as connection:
            now = datetime.now(UTC)
            authors = body(connection, "Synthetic author", now), body(connection, "Synthetic second author", now)
        memorandum = data.memorandum
        return cls(
            store,
            _tracks=[
                (request.id, code) for request in data.requests if request.tracked for code in request.governments
            ],
            _authors=authors,
            _memorandum=memorandum.id,
            _period=(memorandum.start, (memorandum.end - memorandum.start).days),
        )

    def grow(self, size: int) -> None:
        """Write through the log's own writer, in one transaction, until there are ``size`` entries."""
        with self.store.appending() as writer:
            while self.entries < size:
                self._chunk(writer, min(_CHUNK, size - self.entries))

    def append(self) -> None:
        """Write one more status update, in a transaction of its own."""
        with self.store.appending() as writer:
            writer.record(self._authors[0], self._draft())
        self.entries += 1

    def _chunk(self, writer: Writer, size: int) -> None:
        """A chunk of updates first, then the entries that name one of them: each of those is looked up in the store."""
        author, other = self._authors
        named = size // _OTHER_KINDS_EVERY
        heads = [writer.record(author, self._draft()).id for _ in range(size - 3 * named)]
        chosen = iter(self._chance.sample(heads, 3 * named))
        for _ in range(named):
            writer.confirm(other, next(chosen))
            writer.correct(author, next(chosen), self._draft(), "Synthetic correction")
            writer.retract(author, next(chosen), "Synthetic retraction")
        self.entries += size

    def _draft(self) -> Draft:
        request, government = self._chance.choice(self._tracks)
        start, days = self._period
        return Draft(
            kind=Kind.STATUS,
            memorandum=self._memorandum,
            request=request,
            government=government,
            effective_date=start + timedelta(days=self._chance.randint(0, days)),
            status=self._chance.choice(_LOGGED),
            note_nl=_NOTE,
            note_en=_NOTE,
            sources=(_SOURCE,),
            confidence="high",
        )
