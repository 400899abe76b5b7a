"""The budgets that apply to what exists, held against what was measured. A budget without a measurement is not met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks import paper
from benchmarks.measure import Row, Sample, Table

_PAST_AT = 100_000
#: Milliseconds that the slow end of a callback may take, and how many times as much with a long log.
_CALLBACK, _LONG = 30, 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """A budget, what was measured (None: nothing was) and whether that is within it."""

    what: str
    limit: float
    unit: str
    measured: float | None

    @property
    def met(self) -> bool:
        """Whether it was measured and is within the budget."""
        return self.measured is not None and self.measured <= self.limit

    def row(self) -> Row:
        """The verdict as a row."""
        if self.measured is None:
            return {"budget": self.what, "limit": f"{self.limit:,g} {self.unit}", "measured": "", "": "not measured"}
        return {
            "budget": self.what,
            "limit": f"{self.limit:,g} {self.unit}",
            "measured": f"{self.measured:,.1f} {self.unit}",
            "": "met" if self.met else "missed",
        }


def verdicts(tables: Sequence[Table]) -> list[Verdict]:
    """Every budget, in the order of the tables it is read from."""
    found = list(_page(tables)) + list(_embeds(tables)) + list(_answers(tables)) + list(_store(tables))
    found.append(
        Verdict(
            "start with the shipped log, slowest of the runs",
            3,
            "s",
            _worst(tables, "Start", "start", server="shipped"),
        )
    )
    slowest = _worst(tables, "The report of a meeting", "time", what=paper.FIRST)
    found.append(Verdict("report as PDF, the first of a process, slowest of the runs", 3000, "ms", slowest))
    return found


def _page(tables: Sequence[Table]) -> Iterator[Verdict]:
    weight = _worst(tables, "Page weight and first chart, desktop", "kB", page="monitor: overview", visit="first")
    yield Verdict("dashboard page, cold cache, compressed", 750, "kB", weight)


def _embeds(tables: Sequence[Table]) -> Iterator[Verdict]:
    for encoding in ("brotli", "gzip"):
        yield Verdict(f"the heaviest embed, {encoding}", 15, "kB", _worst(tables, "Weight of an embed", encoding))
    loads = [row["loads per second"] for row in _rows(tables, "First loads per second")]
    ratio = float(str(loads[1])) / float(str(loads[0])) if len(loads) == 2 else None
    yield Verdict("first loads of a plain Dash page against those of an embed, in the same time", 0.1, "times", ratio)
    for row in _rows(tables, "An embed at a steady rate"):
        yield Verdict("an embed, 200 asked per second, p99", 50, "ms", _sample(row["time"]).quantile(0.99))


def _answers(tables: Sequence[Table]) -> Iterator[Verdict]:
    """Of the last run that asked over HTTP; of a longer log the limit and the ratio, within each run."""
    runs = [table.rows for table in tables if table.title == "Answers over HTTP"]
    for rows in runs:
        callbacks = [row for row in rows if row["log"] == "shipped" and str(row["what"]).startswith("callback")]
        for row in callbacks if rows is runs[-1] else ():
            for clock in ("time", "computing"):
                yield _slow_end(row, clock, _CALLBACK)
        for row in callbacks:
            for other in rows:
                if other["what"] == row["what"] and other["log"] != "shipped":
                    # "Twice that" may be twice the limit or twice what the shipped log takes: both are held.
                    yield _slow_end(other, "computing", _LONG * _CALLBACK)
                    ratio = _sample(other["computing"]).median / _sample(row["computing"]).median
                    yield Verdict(f"{row['what']}, {other['log']} against shipped, medians", _LONG, "times", ratio)


def _slow_end(row: Row, clock: str, limit: float) -> Verdict:
    log = "shipped log" if row["log"] == "shipped" else row["log"]
    return Verdict(f"{row['what']}, {log}, p95 of {clock}", limit, "ms", _sample(row[clock]).quantile(0.95))


def _store(tables: Sequence[Table]) -> Iterator[Verdict]:
    for engine in ("sqlite", "postgresql"):
        rows = _rows(tables, f"Questions to the store, {engine}")
        if rows:
            ratio = rows[-1]["ratio of medians"]
            assert isinstance(ratio, float)
            yield Verdict(f"progress at {rows[-1]['entries']:,} entries against shipped, {engine}", 2, "times", ratio)
        for row in rows:
            if row["entries"] == _PAST_AT:
                for column, what in (("past", "p95"), ("past, first", "first in a process")):
                    limit = _sample(row[column]).quantile(0.95)
                    yield Verdict(f"a past moment at {_PAST_AT:,} entries, {engine}, {what}", 300, "ms", limit)


def _rows(tables: Sequence[Table], title: str, keep: Callable[[Row], bool] = bool) -> list[Row]:
    return [row for table in tables if table.title == title for row in table.rows if keep(row)]


def _worst(tables: Sequence[Table], title: str, column: str, **wanted: str) -> float | None:
    rows = _rows(tables, title, lambda row: all(row[name] == value for name, value in wanted.items()))
    return max((max(_sample(row[column]).values) for row in rows), default=None)


def _sample(cell: object) -> Sample:
    assert isinstance(cell, Sample)
    return cell
