"""A disk that is full, and files that are cut off or changed: nothing acknowledged is lost, and ``verify`` is right."""

from __future__ import annotations

import os
import random
import resource
import shutil
import string
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from postgres import PrivateServer
from sqlalchemy import select

from models.engines import StoreUnavailable
from models.store import Store
from models.tables import Base, Entry
from models.vocabulary import Role
from tests.faults.conftest import logged, prepared, record
from tests.serving import application
from tests.store.synthetic import Clock, add_person

#: What ``verify`` vouches for; of what stands beside the record nothing is said.
RECORD = ("entry", "entry_text", "entry_source", "redaction", "catalogue_version", "catalogue_row", "track", "step")

NOTES = ("note_nl", "note_en", "internal_note")


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """No file of this process, nor of one that it starts now, grows beyond so many bytes: to it, the disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def written_until_full(store: Store) -> tuple[list[int], str]:
    """Write long entries until one is refused; those that were acknowledged, and what was said then."""
    author = add_person(store, Role.EDITOR)
    draw = random.Random(7)
    acknowledged: list[int] = []
    for _ in range(2000):
        try:
            words = {name: "".join(draw.choices(string.ascii_letters, k=3900)) for name in NOTES}
            acknowledged.append(record(store, author, **words))
        except StoreUnavailable as refused:
            return acknowledged, str(refused)
    raise AssertionError("the disk never was full")


def ids(store: Store) -> list[int]:
    with store.database.reading() as connection:
        return list(connection.execute(select(Entry.id).order_by(Entry.id)).scalars())


def test_sqlite_on_a_full_disk_keeps_what_it_acknowledged_and_goes_on_when_there_is_room(sqlite_url: str) -> None:
    store = prepared(sqlite_url)
    client = application(store).server.test_client()
    folder = Path(store.database.name).parent
    with full_at(max(file.stat().st_size for file in folder.iterdir()) + 1_500_000):
        acknowledged, said = written_until_full(store)
        assert len(acknowledged) > 10
        assert said.startswith(f"The store {store.database.name} cannot be written: ")
        assert said.endswith(("disk I/O error.", "database or disk is full."))
        assert client.get("/api/v1/progress.json").status_code == 200
        assert ids(store) == acknowledged
    assert store.verify().sound
    assert logged(store) == [len(acknowledged) + 1]
    assert store.verify().sound
    store.close()


def test_postgresql_on_a_full_disk_keeps_what_it_acknowledged_and_goes_on_when_there_is_room(
    own_server: PrivateServer, own_url: str
) -> None:
    store = prepared(own_url)
    client = application(store).server.test_client()
    own_server.stop("fast")
    with full_at(1_049_000):
        own_server.start()  # with the limits of whoever starts it
    acknowledged, said = written_until_full(store)
    assert len(acknowledged) > 10
    assert "cannot be written: could not extend file" in said
    assert client.get("/api/v1/progress.json").status_code == 200
    assert ids(store) == acknowledged
    own_server.stop("fast")
    own_server.start()
    assert store.verify().sound
    assert logged(store) == [len(acknowledged) + 1]
    assert store.verify().sound
    store.close()


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the record."""
    with store.database.reading() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(Base.metadata.tables[name]))), key=repr)
            for name in RECORD
        }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed file of a store with a log."""
    path: Path = tmp_path_factory.mktemp("whole") / "monitor.sqlite3"
    store = prepared(f"sqlite:///{path}")
    logged(store, 30)
    store.close()
    return path


def outcome(path: Path, original: dict[str, list[tuple[object, ...]]]) -> str:
    """Open a damaged file and look at all of it: ``refused`` with a sentence, ``found`` by verify, or ``unharmed``.

    Fails where verify calls a record sound that is not the original.
    """
    try:
        store = Store.open(f"sqlite:///{path}", clock=Clock())
        try:
            if not store.verify().sound:
                return "found"
        finally:
            store.close()
    except StoreUnavailable as refused:
        said = str(refused)
        return "refused" if said.endswith(".") and "\n" not in said else f"refused without a sentence: {said}"
    assert content(store) == original, "verify calls a changed record sound"
    store.close()
    return "unharmed"


def test_a_file_that_was_cut_off_is_never_taken_for_the_whole(whole: Path, tmp_path: Path, soak: bool) -> None:
    size = whole.stat().st_size
    cuts = sorted(
        {size * part // 64 for part in range(1, 64)} if soak else {100, 4096, size // 3, size // 2, size - 4096}
    )
    for cut in [*cuts, size - 1]:
        damaged = Path(shutil.copy(whole, tmp_path / f"{cut}.sqlite3"))
        os.truncate(damaged, cut)
        assert outcome(damaged, {}) in ("refused", "found"), cut


def test_a_bit_that_was_flipped_is_found_or_does_no_harm(whole: Path, tmp_path: Path, soak: bool) -> None:
    store = Store.open(f"sqlite:///{whole}", clock=Clock())
    original = content(store)
    store.close()
    draw = random.Random(20190526)
    bytes_of_the_file = whole.read_bytes()
    outcomes: Counter[str] = Counter()
    for attempt in range(1500 if soak else 40):
        place, bit = draw.randrange(len(bytes_of_the_file)), 1 << draw.randrange(8)
        damaged = tmp_path / f"{attempt}.sqlite3"
        changed = bytearray(bytes_of_the_file)
        changed[place] ^= bit
        damaged.write_bytes(changed)
        try:
            outcomes[outcome(damaged, original)] += 1
        except Exception as error:
            raise AssertionError(f"bit {bit} of byte {place}: {error}") from error
        for left in tmp_path.glob(f"{attempt}.sqlite3*"):
            left.unlink()
    assert set(outcomes) == {"found", "refused", "unharmed"}, outcomes
