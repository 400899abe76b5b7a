"""The results as a page: tables between two marks in docs/performance.md, and all numbers in docs/performance.json;

what grows also as pictures beside them, in ``plots/``.

Parts can be measured at different times: each says when, on what and under which load, and replaces what the same part
found before; the others stay as they are.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.budgets import Verdict
from benchmarks.measure import Cell, Sample, Table
from benchmarks.plots import plot
from models.settings import ROOT

_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"
_PACKAGES = ("dash", "plotly", "flask", "gunicorn", "pandas", "numpy", "sqlalchemy", "psycopg")
Judge = Callable[[Sequence[Table]], Sequence[Verdict]]


@dataclass(slots=True)
class Report:
    """What one part of a run found, and what it could not measure, each with its reason."""

    command: str
    part: str = ""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    load_before: float = field(default_factory=lambda: os.getloadavg()[0])
    tables: list[Table] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def about(self) -> dict[str, str]:
        """When, where and on what it ran."""
        versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
        return {
            "date": f"{self.began:%Y-%m-%d %H:%M} to {datetime.now(UTC):%H:%M} UTC",
            "commit": _commit(),
            "command": self.command,
            "machine": f"{os.cpu_count()} cores ({_processor()}), {_memory()} GB memory, {platform.system()}",
            "load before and after": f"{self.load_before:.1f}, {os.getloadavg()[0]:.1f}",
            "versions": f"Python {platform.python_version()}, {versions}",
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """A part as it stands in the file of numbers."""

    about: dict[str, str]
    failures: list[str]
    tables: list[Table]


def write(report: Report, judge: Judge, folder: Path) -> None:
    """Write both files into ``folder``, which is made if need be; what stands outside the marks of the page is kept.

    Other parts are kept too, each as it was measured last.

    ``judge`` holds all that is known against the budgets.
    """
    folder.mkdir(parents=True, exist_ok=True)
    numbers, page = folder / "performance.json", folder / "performance.md"
    parts = _parts(json.loads(numbers.read_text(encoding="utf-8"))) if numbers.exists() else {}
    parts[report.part] = _Part(report.about(), report.failures, report.tables)
    verdicts = judge([table for part in parts.values() for table in part.tables])
    found = {
        "about": report.about(),
        "budgets": [verdict.row() for verdict in verdicts],
        "parts": {name: {"about": part.about, "not measured": part.failures} for name, part in parts.items()},
        "tables": [
            {"part": name, "title": table.title, "how": table.how, "rows": [_plain(row) for row in table.rows]}
            for name, part in parts.items()
            for table in part.tables
        ],
    }
    numbers.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _draw(parts, folder)
    before, _, rest = (page.read_text(encoding="utf-8") if page.exists() else "").partition(_BEGIN)
    text = f"{before}{_BEGIN}\n\n{_measured(parts, verdicts)}\n{_END}{rest.partition(_END)[2] or chr(10)}"
    page.write_text(text, encoding="utf-8")


def _draw(parts: dict[str, _Part], folder: Path) -> None:
    """Draw what grows; a picture of a part that is gone goes too."""
    (folder / "plots").mkdir(exist_ok=True)
    drawn = {
        folder / _picture(name, table): picture
        for name, part in parts.items()
        for table in part.tables
        if (picture := plot(table))
    }
    for path in set((folder / "plots").glob("*.svg")) - set(drawn):
        path.unlink()
    for path, picture in drawn.items():
        path.write_text(picture, encoding="utf-8")


def _picture(part: str, table: Table) -> str:
    return f"plots/{re.sub('[^a-z0-9]+', '-', f'{part} {table.title}'.lower())}.svg"


def _parts(found: dict[str, Any]) -> dict[str, _Part]:
    """What was measured before, by part; nothing of a file without parts."""
    parts = {name: _Part(part["about"], part["not measured"], []) for name, part in found.get("parts", {}).items()}
    for table in found["tables"] if parts else ():
        rows = [{name: _cell(cell) for name, cell in row.items()} for row in table["rows"]]
        parts[table["part"]].tables.append(Table(table["title"], table["how"], rows))
    return parts


def _cell(cell: Any) -> Cell:
    return Sample(tuple(cell["values"]), cell["unit"]) if isinstance(cell, dict) else cell


def _measured(parts: dict[str, _Part], verdicts: Sequence[Verdict]) -> str:
    blocks = ["## Budgets", _lines([verdict.row() for verdict in verdicts])] if verdicts else []
    for name, part in parts.items():
        blocks += [f"## Measured: {name}", "\n".join(f"- {what}: {value}" for what, value in part.about.items())]
        blocks += [f"**Not measured:** {reason}" for reason in part.failures]
        for table in part.tables:
            blocks += [f"### {table.title}", table.how, _lines(table.rows)]
            blocks += [f"![{table.title}]({_picture(name, table)})"] if plot(table) else []
    blocks.append("A sample is written `median (p95; p99; n)`; p99 of few runs is their largest.")
    return "\n\n".join(blocks) + "\n"


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
    return {name: _told(cell) if isinstance(cell, Sample) else cell for name, cell in row.items()}


def _told(sample: Sample) -> dict[str, object]:
    return {**sample.summary(), "values": [round(value, 3) for value in sample.values]}


def _commit() -> str:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    # But for what the run itself writes.
    where = ("--", ".", ":!docs/performance.*")
    changed = " with uncommitted changes" if git("status", "--porcelain", "--untracked-files=no", *where) else ""
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
