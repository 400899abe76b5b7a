"""Timing: samples of repeated runs, always shown with their spread, alternated so that noise hits all sides alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Run = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Sample:
    """What repeated runs measured, in ``unit``."""

    values: tuple[float, ...]
    unit: str = "ms"

    def quantile(self, share: float) -> float:
        """The smallest measured value that at least ``share`` of the runs do not exceed."""
        ordered = sorted(self.values)
        return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]

    @property
    def median(self) -> float:
        """The middle of the runs."""
        return statistics.median(self.values)

    def summary(self) -> dict[str, float | int | str]:
        """The sample in numbers, for the JSON."""
        return {
            "n": len(self.values),
            "unit": self.unit,
            "min": round(min(self.values), 3),
            "p50": round(self.median, 3),
            "p95": round(self.quantile(0.95), 3),
            "p99": round(self.quantile(0.99), 3),
            "max": round(max(self.values), 3),
        }


Cell = str | int | float | Sample | None
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one measurement, with the sentence that says how they were measured."""

    title: str
    how: str
    rows: list[Row] = field(default_factory=list)


def milliseconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes, by the wall clock."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def alternate(runs: Mapping[str, Run], rounds: int, unit: str = "ms") -> dict[str, Sample]:
    """Call every run once per round, each round beginning with the next one, and collect what they return."""
    names = list(runs)
    found: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    for turn in range(rounds):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            found[name].append(runs[name]())
    return {name: Sample(tuple(values), unit) for name, values in found.items()}


def timed(work: Callable[[], object]) -> Run:
    """``work`` as a run that returns its milliseconds."""
    return lambda: milliseconds(work)


def each(works: Sequence[Callable[[], object]]) -> Run:
    """A run that does the next of ``works`` every time it is called: no two calls ask the same."""
    waiting = iter(works)
    return lambda: milliseconds(next(waiting))
