"""Measures everything in one run: ``make benchmark``, or ``python -m benchmarks.run`` (``--quick`` to try it).

Needs what ``make test`` needs: a PostgreSQL at MONITOR_TEST_POSTGRES_URL and a Chromium at MONITOR_TEST_BROWSER. What
cannot be measured is said in the report, and the command fails.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks import beside, browser, budgets, embeds, http, many, paper, report, store
from benchmarks.measure import Table
from benchmarks.stores import Synthetic, new_database, shipped
from models import answers
from models.query import PARAMETERS, parse
from models.reading import Reading
from models.settings import ROOT
from models.store import Store

T = TypeVar("T")
_PARTS = ("sqlite", "http", "embeds", "beside", "many", "report", "browser", "postgresql")


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    sizes: tuple[int, ...]
    store: store.Effort
    http: http.Effort
    visits: int
    embeds: embeds.Effort
    many: many.Effort


FULL = Plan(
    sizes=(1_000, 10_000, 100_000, 1_000_000),
    store=store.Effort(rounds=60, past_rounds=15, appends=15),
    http=http.Effort(rounds=60, starts=5),
    visits=3,
    embeds=embeds.Effort(seconds=10, rate=200),
    many=many.Effort(seconds=2, rounds=40, memoranda=(1, 2, 5, 10, 20)),
)
QUICK = Plan(
    sizes=(200,),
    store=store.Effort(rounds=2, past_rounds=2, appends=2),
    http=http.Effort(rounds=3, starts=1),
    visits=1,
    embeds=embeds.Effort(seconds=1, rate=20),
    many=many.Effort(seconds=0.2, rounds=2, memoranda=(1, 2)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the plan, part by part; 0 when everything was measured, whatever the outcome."""
    chosen = _parser().parse_args(arguments)
    given = sys.argv[1:] if arguments is None else arguments
    command = shlex.join(["python", "-m", "benchmarks.run", *given])
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, ExitStack() as stack:
        failures = _measure(QUICK if chosen.quick else FULL, chosen, command, Path(folder), stack)
    sys.stderr.writelines(f"Not measured: {reason}\n" for reason in failures)
    return 1 if failures else 0


def _measure(plan: Plan, chosen: argparse.Namespace, command: str, folder: Path, stack: ExitStack) -> list[str]:
    postgres = os.environ.get("MONITOR_TEST_POSTGRES_URL", "postgresql://127.0.0.1:5432/postgres")
    sizes = chosen.sizes or plan.sizes

    def opened(engine: str, make: Callable[[str], T]) -> T:
        return make(stack.enter_context(new_database(engine, folder, postgres)))

    def of_store(engine: str) -> list[Table]:
        growing = opened(engine, Synthetic.start)
        stack.callback(growing.store.close)
        real = shipped_here if engine == "sqlite" else opened(engine, shipped)
        stack.callback(real.close)
        tables = store.measure(engine, real, growing, sizes, plan.store)
        if engine == "sqlite":
            urls[f"synthetic, {sizes[-1]:,} entries"] = growing.store.database.url.render_as_string()
        return tables

    def of_many() -> list[Table]:
        there = opened("postgresql", shipped)
        stack.callback(there.close)
        both = {"sqlite": urls["shipped"], "postgresql": there.database.url.render_as_string(hide_password=False)}
        return many.measure(both, frames, lambda: opened("sqlite", str), plan.many)

    shipped_here = opened("sqlite", shipped)
    urls = {"shipped": shipped_here.database.url.render_as_string()}
    if chosen.also:
        with closing(Store.open(chosen.also)) as given:
            urls[f"another, {given.end()[0]:,} entries"] = chosen.also
    frames = folder / "frames.json"
    frames.write_text(json.dumps(_frames(shipped_here)), encoding="utf-8")
    program = os.environ.get("MONITOR_TEST_BROWSER", "chromium")
    parts: dict[str, Callable[[], list[Table]]] = {
        "sqlite": partial(of_store, "sqlite"),
        "http": lambda: http.measure(urls, frames, plan.http),
        "embeds": lambda: embeds.measure(urls["shipped"], frames, plan.embeds),
        "beside": lambda: beside.measure(urls["shipped"], frames, plan.visits, plan.embeds, program),
        "many": of_many,
        "report": lambda: paper.measure(opened("sqlite", shipped), plan.http.starts),
        "browser": lambda: browser.measure(urls["shipped"], frames, plan.visits, program),
        "postgresql": partial(of_store, "postgresql"),
    }
    failures: list[str] = []
    for name in chosen.parts:
        # What was measured on a longer log than usual stands beside what is usual, each with its own date.
        long = f", {max(sizes):,} entries" if name in ("sqlite", "postgresql") and chosen.sizes else ""
        failures += _part(report.Report(command, name + (long or _others(name, urls))), chosen.output, parts[name])
    return failures


def _others(name: str, urls: dict[str, str]) -> str:
    return "".join(f" beside {other}" for other in list(urls)[1:]) if name == "http" else ""


def _part(found: report.Report, output: Path, measure: Callable[[], list[Table]]) -> list[str]:
    """Measure one part and write what it found; where it fails, the others go on and the page says so."""
    sys.stderr.write(f"Measuring {found.part}.\n")
    try:
        found.tables += measure()
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else ""
        found.failures.append(f"{found.part}: {type(error).__name__}: {reason}")
    report.write(found, budgets.verdicts, output)
    return found.failures


def _frames(source: Store) -> dict[str, list[dict[str, object]]]:
    """The numbers of both charts, for the plain page: every choice of the heatmap, computed beforehand."""
    scope = source.scope()

    def ask(by: str, measure: str) -> Reading:
        return source.read(parse([("by", by), ("measure", measure)], scope, accepts=PARAMETERS))

    found = {
        f"{by} {measure}": json.loads(answers.heatmap(ask(by, measure)).to_json(orient="records"))
        for by in ("dossier", "government", "year")
        for measure in ("tracks", "realised_share", "index")
    }
    found["progress"] = json.loads(answers.progress(ask("dossier", "tracks")).to_json(orient="records"))
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description="Measure, and write docs/performance.md.")
    parser.add_argument("--quick", action="store_true", help="a few small measurements, to see that all of it runs")
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="the folder of performance.md and .json")
    parser.add_argument("--parts", nargs="+", choices=_PARTS, default=_PARTS, help="what to measure, not everything")
    parser.add_argument("--sizes", nargs="+", type=int, help="entries of the synthetic logs, ascending")
    parser.add_argument("--also", help="the URL of a store that exists, to be asked over HTTP beside the shipped one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
