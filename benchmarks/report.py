"""The results as a page: tables between two marks in docs/performance.md, and all numbers in docs/performance.json."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.budgets import Verdict
from benchmarks.measure import Cell, Sample, Table
from models.settings import ROOT

_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"
_PACKAGES = ("dash", "plotly", "flask", "gunicorn", "pandas", "numpy", "sqlalchemy", "psycopg")


@dataclass(slots=True)
class Report:
    """Everything one run found, and what it could not measure, each with its reason."""

    command: str
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    load_before: float = field(default_factory=lambda: os.getloadavg()[0])
    loads: list[float] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def machine(self) -> dict[str, str]:
        """Where and on what it ran."""
        versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
        loads = [self.load_before, *self.loads]
        return {
            "date": f"{self.began:%Y-%m-%d %H:%M} to {datetime.now(UTC):%H:%M} UTC",
            "commit": _commit(),
            "command": self.command,
            "machine": f"{os.cpu_count()} cores ({_processor()}), {_memory()} GB memory, {platform.system()}",
            "load when it began, and after each part": ", ".join(f"{load:.1f}" for load in loads),
            "versions": f"Python {platform.python_version()}, {versions}",
        }


def write(report: Report, verdicts: Sequence[Verdict], folder: Path) -> None:
    """Write both files into ``folder``; what stands outside the marks of the page is kept."""
    found = {
        "about": report.machine(),
        "budgets": [verdict.row() for verdict in verdicts],
        "not measured": report.failures,
        "tables": [
            {"title": table.title, "how": table.how, "rows": [_plain(row) for row in table.rows]}
            for table in report.tables
        ],
    }
    (folder / "performance.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page = folder / "performance.md"
    before, _, rest = (page.read_text(encoding="utf-8") if page.exists() else "").partition(_BEGIN)
    text = f"{before}{_BEGIN}\n\n{_measured(report, verdicts)}\n{_END}{rest.partition(_END)[2] or chr(10)}"
    page.write_text(text, encoding="utf-8")


def _measured(report: Report, verdicts: Sequence[Verdict]) -> str:
    parts = ["\n".join(f"- {name}: {value}" for name, value in report.machine().items())]
    parts += [f"**Not measured:** {reason}" for reason in report.failures]
    parts += ["## Budgets", _lines([verdict.row() for verdict in verdicts])] if verdicts else []
    for table in report.tables:
        parts += [f"## {table.title}", table.how, _lines(table.rows)]
    parts.append("A sample is written `median (p95; p99; n)`; p99 of few runs is their largest.")
    return "\n\n".join(parts) + "\n"


def _lines(rows: Sequence[dict[str, Cell]]) -> str:
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([_text(row.get(name)) for name in names] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _text(cell: Cell) -> str:
    if isinstance(cell, Sample):
        if len(cell.values) == 1:
            return f"{_number(cell.median)} {cell.unit}"
        spread = f"{_number(cell.quantile(0.95))}; {_number(cell.quantile(0.99))}; {len(cell.values)}"
        return f"{_number(cell.median)} {cell.unit} ({spread})"
    return f"{cell:,}" if isinstance(cell, int | float) else str(cell or "")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.3f}"


def _plain(row: dict[str, Cell]) -> dict[str, object]:
    return {name: cell.summary() if isinstance(cell, Sample) else cell for name, cell in row.items()}


def _commit() -> str:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = " with uncommitted changes" if git("status", "--porcelain", "--untracked-files=no") else ""
    return (git("rev-parse", "--short", "HEAD") or "unknown") + changed


def _processor() -> str:
    found = [line.partition(":")[2].strip() for line in _read("/proc/cpuinfo") if line.startswith("model name")]
    return found[0] if found else platform.machine()


def _memory() -> int:
    found = [int(line.split()[1]) for line in _read("/proc/meminfo") if line.startswith("MemTotal")]
    return round(found[0] / 1e6) if found else 0


def _read(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
