"""A database connection that is cut, and a PostgreSQL that is restarted under load."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from postgres import PrivateServer
from sqlalchemy import make_url, select, text

from models.engines import StoreUnavailable
from models.store import Store
from models.tables import Entry
from models.vocabulary import Role
from tests.faults.conftest import logged, prepared, record
from tests.http.test_readiness import command
from tests.processes import Served, get, served, wait_until
from tests.store.synthetic import add_person, draft


def cut_off(url: str, pid: int) -> None:
    """End the connection of a process of the server, as a network or an administrator would."""
    command(make_url(url), f"SELECT pg_terminate_backend({pid})")


@pytest.mark.parametrize("when", ["before the first row", "between two rows", "before the end"])
def test_a_connection_cut_in_a_transaction_leaves_nothing_of_it(postgres_url: str, when: str) -> None:
    store = prepared(postgres_url)
    acknowledged = logged(store, 2)
    author = add_person(store, Role.EDITOR)

    def cut_in_the_middle() -> None:
        with store.appending() as writer:
            pid = writer.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            for turn in ("before the first row", "between two rows"):
                if turn == when:
                    cut_off(postgres_url, pid)
                writer.record(author, draft())
                writer.flush()
            cut_off(postgres_url, pid)

    with pytest.raises(StoreUnavailable, match=r"cannot be written: .+\.$"):
        cut_in_the_middle()
    assert store.verify().entries == len(acknowledged)
    assert store.verify().sound
    assert record(store, author) == acknowledged[-1] + 1
    store.close()


def test_a_connection_cut_while_reading_is_told_and_the_next_question_is_answered(postgres_url: str) -> None:
    store = prepared(postgres_url)
    acknowledged = logged(store, 2)

    def cut_while_reading() -> None:
        with store.database.reading() as connection:
            cut_off(postgres_url, connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
            connection.execute(select(Entry.id)).all()

    with pytest.raises(StoreUnavailable, match=r"cannot be read: .+\.$"):
        cut_while_reading()
    assert store.verify().entries == len(acknowledged)
    store.close()


@pytest.fixture
def store(own_url: str) -> Iterator[Store]:
    """A store on a server of its own; closed whatever happens, or a later test is blamed for its connections."""
    opened = prepared(own_url)
    yield opened
    opened.close()


@pytest.mark.timeout(1800)
def test_a_server_restarted_under_load_loses_nothing_and_is_served_again_by_itself(
    store: Store, own_server: PrivateServer, own_url: str, tmp_path: Path, soak: bool
) -> None:
    author = add_person(store, Role.EDITOR)
    with served(tmp_path, own_url, workers=2) as site, Load(site, store, author) as load:
        for mode in ["fast", "immediate"] * (10 if soak else 1):
            load.wait_for_more()
            own_server.stop(mode)
            wait_until(lambda: load.asked[503] and load.refused, "a refusal")
            own_server.start()
            load.wait_for_more()
        assert get(f"{site.address}/readyz")[0] == 200
    assert set(load.asked) <= {200, 503}
    sentences = ("De gegevens zijn nu niet beschikbaar", "The data are not available now")
    assert [said for said in load.said if not any(sentence in said for sentence in sentences)] == []
    assert not any("Traceback" in said for said in load.said)
    assert all(sentence.startswith("The store ") and sentence.endswith(".") for sentence in load.refused)
    with store.database.reading() as connection:
        kept = set(connection.execute(select(Entry.id)).scalars())
    assert set(load.acknowledged) <= kept
    assert len(kept) - len(load.acknowledged) <= len(load.refused)  # a commit whose answer was lost may have been kept
    assert store.verify().sound


class Load:
    """Three readers and a writer without a pause, and what they met."""

    def __init__(self, site: Served, store: Store, author: int) -> None:
        self.site, self.store, self.author = site, store, author
        self.asked: Counter[int] = Counter()
        self.said: list[str] = []
        self.acknowledged: list[int] = []
        self.refused: list[str] = []
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(4)

    def __enter__(self) -> Load:
        paths = ("/api/v1/progress.json", "/feeds/updates.atom", "/logboek")
        self._tasks = [self._pool.submit(self._read, self.site.address + path) for path in paths]
        self._tasks.append(self._pool.submit(self._write))
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for task in self._tasks:
            task.result()
        self._pool.shutdown()

    def wait_for_more(self) -> None:
        """Wait until readers and the writer have gone on."""
        asked, written = self.asked[200], len(self.acknowledged)
        wait_until(lambda: self.asked[200] > asked + 10 and len(self.acknowledged) > written + 3, "going on")

    def _read(self, address: str) -> None:
        while not self._over.is_set():
            status, said = get(address)
            self.asked[status] += 1
            if status != 200:
                self.said.append(said)
                time.sleep(0.1)

    def _write(self) -> None:
        while not self._over.is_set():
            try:
                self.acknowledged.append(record(self.store, self.author))
            except StoreUnavailable as refused:
                self.refused.append(str(refused))
                time.sleep(0.1)
