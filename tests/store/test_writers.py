"""Several writers at once, and writers that die: what was acknowledged is there once, nothing is there by halves."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from sqlalchemy import func, make_url, select, text

from models.log import Writer
from models.store import Store
from models.tables import Entry, EntrySource, EntryText
from models.vocabulary import Visibility
from tests.store.synthetic import Clock, draft, query
from tests.workers import address_of

SPAWN = multiprocessing.get_context("spawn")
WRITERS, EACH = 3, 8


def write(store: Store, author: int, writer: int) -> list[int]:
    """Write public and internal entries in turn, one transaction each; the ids that were acknowledged."""
    acknowledged = []
    for turn in range(EACH):
        visibility = Visibility.INTERNAL if turn % 4 == 3 else Visibility.PUBLIC
        with store.appending() as log:
            written = log.record(author, draft(note_nl=f"{writer}/{turn}", visibility=visibility))
        acknowledged.append(written.id)
    return acknowledged


def write_elsewhere(url: str, author: int, writer: int, answer: Connection) -> None:
    store = Store.open(url, clock=Clock())
    answer.send(write(store, author, writer))
    store.close()


def must_hold(store: Store, acknowledged: list[int]) -> None:
    """Every acknowledged entry is there once, with its own words, and the chains are whole."""
    assert len(set(acknowledged)) == len(acknowledged) == WRITERS * EACH
    with store.database.reading() as connection:
        assert set(connection.execute(select(Entry.id)).scalars()) == set(acknowledged)
        notes = connection.execute(select(EntryText.note_nl)).scalars().all()
    assert set(notes) == {f"{writer}/{turn}" for writer in range(WRITERS) for turn in range(EACH)}
    assert store.verify().sound


def test_threads_that_write_at_once(store: Store, anna: int) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        lists = list(pool.map(lambda writer: write(store, anna, writer), range(WRITERS)))
    must_hold(store, [entry for ids in lists for entry in ids])


def test_processes_that_write_at_once(store: Store, anna: int) -> None:
    acknowledged: list[int] = []
    pipes = [SPAWN.Pipe(duplex=False) for _ in range(WRITERS)]
    processes = [
        SPAWN.Process(target=write_elsewhere, args=(address_of(store), anna, writer, pipe[1]))
        for writer, pipe in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    for (receive, _), process in zip(pipes, processes, strict=True):
        acknowledged += receive.recv()
        process.join(60)
        assert process.exitcode == 0
    must_hold(store, acknowledged)


def test_two_who_name_the_same_entry_at_once(store: Store, anna: int) -> None:
    """One of them wins, the others are told."""
    with store.appending() as log:
        log.record(anna, draft())

    def attempt(_: int) -> str:
        try:
            with store.appending() as log:
                log.correct(anna, 1, draft(), "Synthetische reden")
        except Exception as error:
            return type(error).__name__
        return "written"

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = sorted(pool.map(attempt, range(WRITERS)))
    assert outcomes == ["Conflict"] * (WRITERS - 1) + ["written"]
    assert store.verify().entries == 2


def test_a_form_sent_twice_at_once_is_written_once(store: Store, anna: int) -> None:
    def send(_: int) -> int:
        with store.appending() as log:
            return log.record(anna, draft(), "the same form").id

    with ThreadPoolExecutor(WRITERS) as pool:
        assert set(pool.map(send, range(WRITERS))) == {1}
    assert store.verify().entries == 1


def test_a_reading_does_not_see_what_is_written_after_it(store: Store, anna: int) -> None:
    reading = store.read(query(store))
    with store.appending() as log:
        log.record(anna, draft())
    assert set(reading.snapshot().status) == {"submitted"}
    assert reading.entries() == []


def die_in_the_middle(url: str, author: int, how: str, ready: Any) -> None:
    store = Store.open(url, clock=Clock())
    with store.appending() as log:
        write_some(log, author)
        if how == "exit":
            os._exit(3)
        ready.send(os.getpid())
        signal.pause()


def write_some(log: Writer, author: int) -> None:
    for _ in range(5):
        log.record(author, draft())
    log.correct(author, 2, draft(), "Synthetische reden")
    log.flush()


def counts(store: Store) -> list[int]:
    with store.database.reading() as connection:
        return [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (Entry, EntryText, EntrySource)
        ]


def test_a_writer_that_dies_leaves_nothing_half_written_and_no_lock(store: Store, anna: int) -> None:
    with store.appending() as log:
        log.record(anna, draft())
    before, head = counts(store), store.verify().head
    for how, code in (("exit", 3), ("kill", -signal.SIGKILL)):
        receive, send = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=die_in_the_middle, args=(address_of(store), anna, how, send))
        process.start()
        if how == "kill":
            os.kill(receive.recv(), signal.SIGKILL)
        process.join(60)
        assert process.exitcode == code
        assert counts(store) == before
        assert store.verify(expect=head).sound
    with store.appending() as log:
        assert log.record(anna, draft()).id == 2
    assert store.verify().sound


def test_the_log_is_written_durably(store_url: str) -> None:
    # Most tests ask PostgreSQL not to wait for the disk, in the address of the store.
    waiting = make_url(store_url).difference_update_query(["options"])
    store = Store.open(waiting.render_as_string(hide_password=False))
    with store.database.reading() as connection:
        if store.database.sqlite:
            pragmas = ("journal_mode", "synchronous", "foreign_keys")
            found = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in pragmas]
            assert found == ["wal", 2, 1]
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar_one() == "on"
    store.close()
