"""A store backed up while it is written and restored into one that is asked meanwhile: on each engine, proven equal."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models import copying
from models.copying import CopyRefused
from models.store import Store
from models.vocabulary import Role
from tests.faults.conftest import logged, prepared, record
from tests.processes import wait_until
from tests.serving import application
from tests.store.synthetic import Clock, add_person, states
from tests.workers import begin


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Do something again and again in another thread; what goes wrong there goes wrong here."""
    over, wrong = threading.Event(), []

    def again() -> None:
        try:
            while not over.is_set():
                work()
                time.sleep(0.01)
        except Exception as error:
            wrong.append(error)

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    assert wrong == []


def test_a_backup_under_load_is_restored_under_load(store_url: str, tmp_path: Path, soak: bool) -> None:
    source = prepared(f"sqlite:///{tmp_path / 'source.sqlite3'}")
    logged(source, 20)
    author = add_person(source, Role.EDITOR)
    target = Store.open(store_url, clock=Clock())
    server = application(target).server
    begin(server)
    client = server.test_client()
    asked: Counter[int] = Counter()

    def ask() -> None:
        asked[client.get("/readyz").status_code] += 1

    with meanwhile(lambda: record(source, author)), meanwhile(ask):
        wait_until(lambda: asked[503], "an answer of the empty store")
        for number in range(20 if soak else 2):
            backed_up = copying.backup(source.database, tmp_path / f"{number}.sqlite3")
            assert backed_up.verdict.sound
        restored = copying.restore(tmp_path / f"{number}.sqlite3", target.database)
        wait_until(lambda: asked[200], "an answer of the restored store")
    assert set(asked) == {200, 503}
    assert restored == backed_up
    assert target.verify(expect=backed_up.verdict.head) == backed_up.verdict
    assert source.verify(expect=backed_up.verdict.head).sound
    assert set(states(target)) == set(states(source))
    with pytest.raises(CopyRefused, match="is not empty"):
        copying.restore(tmp_path / "0.sqlite3", target.database)
    assert logged(target) == [backed_up.verdict.entries + 1]
    assert target.verify().sound
    source.close()
    target.close()
