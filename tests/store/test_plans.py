"""What is asked after a write is answered by an index, whatever the size of the log."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Select, event, func, insert, select, text

from models import search
from models.evidence import Checked
from models.ground import Ground
from models.listing import PAGE, listed
from models.parts import COUNTED, TOLD
from models.steps import kept_steps
from models.store import Store
from models.tables import Entry, Step
from models.vocabulary import Kind, Precision, Role, Status, Visibility
from tests.store.synthetic import END, MEMORANDUM, NOW, START, TRACKS, Clock, add_person, query, shipment
from tests.store.synthetic import request as synthetic_request


def many_steps(store: Store) -> None:
    """Thousands of synthetic steps on each track, straight into the table: only the plan is looked at."""
    with store.database.appending() as connection:
        connection.execute(text("DELETE FROM step"))
        ground = Ground(connection)
        tracks = [track for track in range(1, len(TRACKS) + 1) if ground.memorandum_of(track) == MEMORANDUM]
        connection.execute(insert(Step), list(_rows(tracks)))
        connection.execute(text("ANALYZE step"))


def _rows(tracks: list[int]) -> Iterator[dict[str, object]]:
    for track in tracks:
        for day in range((END - START).days + 1):
            begin = START + timedelta(days=day)
            yield {
                "track_id": track,
                "valid_from": begin,
                "valid_to": begin + timedelta(days=1),
                "status": Status.UNCLEAR,
                "since": START,
            }


def plan(store: Store, query: Select[*tuple[object, ...]]) -> list[str]:
    """The steps of the engine's plan for ``query``, a line each."""
    engine = store.database.engine
    with store.database.reading() as connection:
        if store.database.sqlite:
            literal = query.compile(engine, compile_kwargs={"literal_binds": True})
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {literal}").all()
        else:
            compiled = query.compile(engine, compile_kwargs={"render_postcompile": True})
            rows = connection.exec_driver_sql(f"EXPLAIN {compiled}", dict(compiled.params)).all()
    return [str(row[-1]) for row in rows]


def reads_all_of(table: str, lines: list[str]) -> bool:
    return any(f"Seq Scan on {table} " in line or line.startswith(f"SCAN {table}") for line in lines)


def test_the_steps_of_tracks_that_were_written_to_are_found_by_the_key(store: Store) -> None:
    many_steps(store)
    lines = plan(store, kept_steps(MEMORANDUM, [1]))
    assert not reads_all_of("step", lines), lines
    used = [line for line in lines if "step" in line and ("SEARCH" in line or "Index" in line)]
    key = ("PRIMARY KEY", "sqlite_autoindex_step_1", "pk_step")
    assert used, lines
    assert all(any(name in line for name in key) for line in used), lines


def test_a_plan_without_the_index_is_recognised(store: Store) -> None:
    many_steps(store)
    assert reads_all_of("step", plan(store, select(Step.track_id).where(Step.since == END)))


#: Entries of the one track of this request; all others are of other requests.
FEW, ASKED = 12, "1.1"
REQUESTS = [synthetic_request(f"1.{number}", ("VL",)) for number in range(1, 300)]


def lengthen(store: Store, author: int, length: int, others: int = len(REQUESTS) - 1, days: int = 1) -> None:
    """A synthetic log up to so many entries, straight into the tables without its hashes: only the work is counted.

    All but the first are about so many ``others`` of the requests, on so many ``days``.
    """
    facts = {"kind": Kind.STATUS, "status": Status.IN_PROGRESS, "precision": Precision.DAY, "author_id": author}
    facts |= {"visibility": Visibility.PUBLIC, "text_digest": "", "previous_hash": ""}
    with store.database.appending() as connection:
        first = 1 + (connection.execute(select(func.max(Entry.id))).scalar_one() or 0)
        entries = [
            {
                "id": number,
                "root": number,
                "track_id": 1 if number <= FEW else number % others + 2,
                "effective_date": START + timedelta(days=number % days),
                "hash": str(number),
                "recorded_at": NOW + timedelta(seconds=number),
                **facts,
            }
            for number in range(first, length + 1)
        ]
        connection.execute(insert(Entry), entries)
        new, many = f"FROM entry WHERE id >= {first}", " ".join(f"woord{number}" for number in range(30))
        for statement in (
            f"INSERT INTO entry_text (entry_id, note_nl, salt) SELECT id, 'Nota ' || id, 'x' {new}",
            f"INSERT INTO entry_source (entry_id, position, url) SELECT id, 0, 'https://example.org' {new}",
            f"INSERT INTO entry_words (entry_id, words) SELECT id, 'w' || id || ' {many}' {new}",
        ):
            connection.execute(text(statement))
    if not store.database.sqlite:  # which goes by no statistics unless someone asks it to gather them
        with store.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # Those of this store by name: without one, those of every other test are locked and read as well.
            for table in Entry.metadata.tables:
                connection.execute(text(f"VACUUM ANALYZE {table}"))


def work(store: Store, ask: Callable[[], object]) -> dict[str, int]:
    """What each query that ``ask`` puts to the engine costs it: rows read (PostgreSQL) or steps taken (SQLite)."""
    count = _steps_taken if store.database.sqlite else _rows_read
    questions = asked_by(store, ask)
    with store.database.reading() as connection:
        return {statement: count(connection, statement, parameters) for statement, parameters in questions}


def asked_by(store: Store, ask: Callable[[], object]) -> list[tuple[str, Any]]:
    """The queries that ``ask`` puts to the engine, with their parameters."""
    engine, asked = store.database.engine, list[tuple[str, Any]]()

    def note(_connection: Connection, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return asked


def _steps_taken(connection: Connection, statement: str, parameters: Any) -> int:
    taken = itertools.count()
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: next(taken) < 0, 1)
    try:
        connection.exec_driver_sql(statement, parameters).all()
    finally:
        driver.set_progress_handler(None, 0)
    return next(taken)


def _rows_read(connection: Connection, statement: str, parameters: Any) -> int:
    # A short log fits in a few pages, and reading all of them would pass for cheaper than looking a few rows up.
    connection.exec_driver_sql("SET LOCAL random_page_cost = 0.1")
    explained = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, TIMING off, FORMAT json) {statement}", parameters)
    return _rows_of(explained.scalar_one()[0]["Plan"])


def _rows_of(node: dict[str, Any]) -> int:
    read = node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return int(read * node["Actual Loops"]) + sum(map(_rows_of, node.get("Plans", [])))


@pytest.fixture
def many_requests(store_url: str) -> Iterator[Store]:
    """A store with many requests and an empty log."""
    store = Store.open(store_url, clock=Clock())
    store.load(shipment(requests=REQUESTS))
    yield store
    store.close()


def test_what_pages_ask_after_a_write_costs_no_more_as_the_log_grows(many_requests: Store) -> None:
    store, author, checked = many_requests, add_person(many_requests, Role.EDITOR), Checked()

    def pages() -> None:
        reading = store.read(query(store))
        assert len(reading.snapshot()) == len(REQUESTS)
        assert len(reading.precisions([3, 5, 7])) == 3
        assert len(reading.entries([3, 5, 7])) == 3
        assert len(reading.entries(requests=[ASKED])) == FEW
        assert reading.dated(START, START + timedelta(days=1)) == []
        last, two = reading.version.entries, [(ASKED, "VL"), ("1.2", "VL")]
        lately = reading.latest(two, START - timedelta(days=1), START, 3)
        assert {track: len(numbers) for track, numbers in lately.items()} == dict.fromkeys(two, 3)
        assert {number for _, _, number in reading.recorded(last - 2, START)} == {last - 1, last}
        with store.database.reading() as connection:
            assert checked.up_to(connection, MEMORANDUM, last).entries == last
            assert search.numbers(connection, reading.catalogue, "w444", last) == [444]
            assert [entry.id for entry in listed(connection, reading).entries] == [*range(last, last - PAGE, -1)]

    def after_one_more(length: int) -> dict[str, int]:
        lengthen(store, author, length)
        pages()
        lengthen(store, author, length + 1)
        return work(store, pages)

    before, after = after_one_more(1000), after_one_more(4000)
    assert len(after) > 8
    grown = {asked: (before[asked], cost) for asked, cost in after.items() if cost > 1.5 * before[asked] + 50}
    assert grown == {}


#: A request with a long history, and a day with more than a part of it before and after.
OFTEN, EARLY, DAYS = "1.2", START + timedelta(days=60), 2000


def test_what_is_told_of_a_long_history_costs_no_more_as_it_grows(many_requests: Store) -> None:
    store, author = many_requests, add_person(many_requests, Role.EDITOR)

    def pages() -> None:
        for role in (None, Role.EDITOR):
            reading = store.read(replace(query(store), requests=(OFTEN,)), role)
            (newest,) = reading.histories().values()
            assert len(newest.happenings) == TOLD
            assert newest.part
            (before,) = reading.histories(newest.part.before).values()
            assert len(before.happenings) == TOLD
            (early,) = store.read(replace(query(store, EARLY), requests=(OFTEN,)), role).histories().values()
            assert (len(early.happenings), early.later) == (TOLD, COUNTED + 1)
            assert len(reading.entries(range(FEW + 1, FEW + 90))) == 89

    def after(length: int) -> dict[str, int]:
        lengthen(store, author, length, 1, DAYS)
        pages()  # what is known whatever is asked is read once
        return work(store, pages)

    before, longer = after(1000), after(4000)
    assert len(longer) > 8
    grown = {asked: (before[asked], cost) for asked, cost in longer.items() if cost > 1.5 * before[asked] + 50}
    assert grown == {}


def test_work_that_grows_with_the_log_is_recognised(many_requests: Store) -> None:
    store, author = many_requests, add_person(many_requests, Role.EDITOR)

    def whole() -> None:
        with store.database.reading() as connection:
            connection.execute(select(func.count()).where(Entry.second_reading == "x"))

    lengthen(store, author, 500)
    (before,) = work(store, whole).values()
    lengthen(store, author, 2000)
    (after,) = work(store, whole).values()
    assert after > 3 * before


@pytest.mark.parametrize("count", [3, 150, 3000])
def test_entries_asked_for_by_number_are_not_looked_for_by_track(store: Store, count: int) -> None:
    reading = store.read(query(store))
    (statement, parameters), _ = asked_by(store, lambda: reading.entries(range(1, count + 1)))
    with store.database.reading() as connection:
        if not store.database.sqlite:  # an empty table is read whole, unless that is forbidden
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if store.database.sqlite else "EXPLAIN"
        lines = [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters)]
    assert not any("ix_entry_track" in line for line in lines), lines
    assert any("entry" in line and ("PRIMARY KEY" in line or "pk_entry" in line) for line in lines), lines
