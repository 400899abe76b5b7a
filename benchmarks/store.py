"""What the store costs as the log grows: questions about now and about the past, appending, verifying, size, memory."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import make_url, select, text

from benchmarks.measure import Row, Sample, Table, alternate, each, timed
from benchmarks.stores import Synthetic
from models import answers
from models.query import Query, parse
from models.store import Store
from models.tables import Entry

_ASKED = frozenset({"as_of", "by"})


@dataclass(frozen=True, slots=True)
class Effort:
    """How often things are repeated."""

    rounds: int
    past_rounds: int
    appends: int


def question(store: Store, as_of: date, known_at: datetime | None = None) -> Query:
    """Progress per dossier on a day, asked as the API does."""
    query = parse([("as_of", as_of.isoformat())], store.scope(), accepts=_ASKED, defaults={"by": "dossier"})
    return replace(query, known_at=known_at, known_at_given=True) if known_at else query


def days(count: int) -> Iterator[date]:
    """Different days, from the memorandum's end backwards."""
    return (date(2024, 12, 31) - timedelta(days=back) for back in range(count))


def measure(engine: str, shipped: Store, growing: Synthetic, sizes: Sequence[int], effort: Effort) -> list[Table]:
    """Grow the log step by step; at each size measure it in turns with the shipped log on the same engine."""
    reading = Table(
        f"Questions to the store, {engine}",
        "Progress per dossier from question to frame, cold: every question is about another day. `past` asks what was"
        " known one entry ago or earlier, each time at another moment; `first` is the first such question to a process,"
        " which reads the log. `shipped` is the same question to the shipped log, in turns with the other.",
    )
    keeping = Table(
        f"Keeping the store, {engine}",
        "`load` is everything written in one transaction by the log's own writer, per entry, the kept steps included;"
        " `append` one entry in a transaction of its own. `memory` is the peak of a fresh process that answers one"
        " question about now, or about the past.",
    )
    for size in sizes:
        began, before = time.perf_counter(), growing.entries
        growing.grow(size)
        per_entry = (time.perf_counter() - began) * 1000 / (size - before)
        reading.rows.append({"entries": size, **_asked(shipped, growing.store, size, effort)})
        appended = alternate({"append": timed(growing.append)}, effort.appends)["append"]
        keeping.rows.append(
            {"entries": size, "load ms/entry": round(per_entry, 3), "append": appended, **_kept(growing.store)}
        )
    return [reading, keeping]


def _asked(shipped: Store, store: Store, size: int, effort: Effort) -> Row:
    rounds = effort.rounds
    now = alternate(
        {
            "shipped": each([_progress(shipped, day) for day in days(rounds)]),
            "now": each([_progress(store, day) for day in days(rounds)]),
            "trend now": each([_trend(store, day) for day in days(rounds)]),
        },
        rounds,
    )
    moments = _moments(store, size, effort.past_rounds + 1)
    first = Store.open(store.database.url.render_as_string(hide_password=False))
    _progress(first, date(2020, 1, 1))()
    past = each([_progress(first, date(2024, 12, 31), moment) for moment in moments])
    found_first = Sample((past(),))
    found = alternate({"past": past}, effort.past_rounds)
    first.close()
    ratio = round(now["now"].median / now["shipped"].median, 2)
    return {
        "shipped": now["shipped"],
        "now": now["now"],
        "ratio of medians": ratio,
        "trend now": now["trend now"],
        "past, first": found_first,
        "past": found["past"],
    }


def _progress(store: Store, day: date, known_at: datetime | None = None) -> Callable[[], object]:
    return lambda: answers.progress(store.read(question(store, day, known_at)))


def _trend(store: Store, day: date) -> Callable[[], object]:
    return lambda: answers.trend(store.read(question(store, day)))


def _moments(store: Store, size: int, count: int) -> list[datetime]:
    """When some of the newest entries were recorded, the newest but one first."""
    chosen = [size - 1 - back for back in range(count)]
    with store.database.reading() as connection:
        found = connection.execute(select(Entry.recorded_at).where(Entry.id.in_(chosen)).order_by(Entry.id.desc()))
        return list(found.scalars())


def _kept(store: Store) -> Row:
    began = time.perf_counter()
    verdict = store.verify()
    assert verdict.sound, verdict.problems
    seconds = time.perf_counter() - began
    url = store.database.url.render_as_string(hide_password=False)
    return {
        "verify s": round(seconds, 2),
        "size MB": round(_size(store) / 1e6, 1),
        "memory now MB": _peak(url, past=False),
        "memory past MB": _peak(url, past=True),
    }


def _size(store: Store) -> int:
    if not store.database.sqlite:
        with store.database.reading() as connection:
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    with store.database.engine.connect() as connection:
        # What a long transaction left beside the file is not a second copy for good.
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    path = Path(str(make_url(store.database.url).database))
    return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))


def _peak(url: str, *, past: bool) -> float:
    """The largest resident memory of a fresh process that answers one question."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return float(pool.apply(_answer_once, (url, past)))


def _answer_once(url: str, past: bool) -> float:
    store = Store.open(url)
    with store.database.reading() as connection:
        newest = connection.execute(select(Entry.recorded_at).order_by(Entry.id.desc()).limit(2)).scalars().all()
    _progress(store, date(2024, 12, 31), newest[1] if past else None)()
    # Not getrusage: its maximum counts what the process had before it became this program.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return round(int(peak.split()[1]) / 1024, 1)
