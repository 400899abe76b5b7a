"""The question "which steps hold on these days" is answered by the index, whatever the size of the log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Select, insert, select, text

from models.ground import Ground
from models.steps import held_on
from models.store import Store
from models.tables import Step
from models.vocabulary import Status
from tests.store.synthetic import END, MEMORANDUM, START, TRACKS

DAYS = [date(2020, 1, 31), date(2021, 6, 30), END]


def many_steps(store: Store) -> None:
    """Thousands of synthetic steps on each track, straight into the table: only the plan is looked at."""
    with store.database.appending() as connection:
        connection.execute(text("DELETE FROM step"))
        ground = Ground(connection)
        tracks = [track for track in range(1, len(TRACKS) + 1) if ground.memorandum_of(track) == MEMORANDUM]
        connection.execute(insert(Step), list(_rows(tracks)))
        connection.execute(text("ANALYZE"))


def _rows(tracks: list[int]) -> Iterator[dict[str, object]]:
    for track in tracks:
        for day in range((END - START).days):
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
            compiled = query.compile(engine)
            rows = connection.exec_driver_sql(f"EXPLAIN {compiled}", dict(compiled.params)).all()
    return [str(row[-1]) for row in rows]


def reads_all_of_step(lines: list[str]) -> bool:
    return any("Seq Scan on step" in line or line.startswith("SCAN step") for line in lines)


def test_as_of_is_answered_by_the_index(store: Store) -> None:
    many_steps(store)
    lines = plan(store, held_on(MEMORANDUM, DAYS))
    assert not reads_all_of_step(lines), lines
    used = [line for line in lines if "step" in line and ("SEARCH" in line or "Index" in line)]
    assert len(used) >= 2, lines
    key = ("PRIMARY KEY", "sqlite_autoindex_step_1", "pk_step")
    assert all(any(name in line for name in key) for line in used), lines


def test_a_plan_without_the_index_is_recognised(store: Store) -> None:
    many_steps(store)
    assert reads_all_of_step(plan(store, select(Step.track_id).where(Step.since == END)))
