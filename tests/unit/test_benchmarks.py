"""The benchmarks run and report honestly; how long anything takes is not a test's business."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from benchmarks.budgets import Verdict, verdicts
from benchmarks.measure import Row, Sample, Table, alternate
from benchmarks.peers import PEERS
from benchmarks.report import Report, write
from models.settings import ROOT


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """The outcome of the quick run of the store, and the page it wrote into one that has words written by hand."""
    folder = tmp_path_factory.mktemp("quick")
    page = folder / "performance.md"
    page.write_text("By hand, before.\n<!-- measured: begin -->of last time<!-- measured: end -->\nBy hand, after.\n")
    command = [sys.executable, "-m", "benchmarks.run", "--quick", "--parts", "sqlite", "--output", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    return done, page.read_text(encoding="utf-8"), json.loads((folder / "performance.json").read_text(encoding="utf-8"))


def test_the_quick_run_measures_each_size_and_keeps_what_was_written_by_hand(quick):
    done, page, found = quick
    assert done.returncode == 0, done.stderr
    questions = next(table for table in found["tables"] if table["title"] == "Questions to the store, sqlite")
    assert [row["entries"] for row in questions["rows"]] == [200]
    assert all(0 < row["now"]["min"] <= row["now"]["p50"] <= row["now"]["p95"] for row in questions["rows"])
    assert page.startswith("By hand, before.")
    assert page.endswith("By hand, after.\n")
    assert "of last time" not in page


def test_what_was_not_measured_is_not_said_to_be_met(quick):
    _, page, found = quick
    weight = next(row for row in found["budgets"] if row["budget"].startswith("dashboard page"))
    assert weight[""] == "not measured"
    assert "--quick" in found["about"]["command"]
    assert "| not measured |" in page


def test_a_part_that_fails_is_reported_with_its_reason(tmp_path):
    report = Report("a test", failures=["the browser: OSError: there is none"])
    write(report, verdicts, tmp_path / "new" / "folder")
    page = (tmp_path / "new" / "folder" / "performance.md").read_text()
    assert "**Not measured:** the browser: OSError: there is none" in page


@pytest.mark.parametrize(("measured", "word"), [(30.0, "met"), (30.1, "missed"), (None, "not measured")])
def test_a_budget_is_met_up_to_its_limit(measured, word):
    assert Verdict("callback", 30, "ms", measured).row()[""] == word


def test_the_callback_budget_is_held_against_the_slow_end():
    row: Row = {
        "what": "callback: x",
        "log": "shipped",
        "computing": Sample((5.0,)),
        "time": Sample((*([10.0] * 18), 90.0, 95.0)),
    }
    found = next(one for one in verdicts([Table("Answers over HTTP", "", [row])]) if one.limit == 30)
    assert (found.measured, found.met) == (90.0, False)


def test_a_long_log_is_held_against_the_limit_and_against_the_shipped_one():
    rows: list[Row] = [
        {"what": "callback: x", "log": log, "computing": Sample(values), "time": Sample(values)}
        for log, values in {"shipped": (10.0, 12.0, 14.0), "long": (20.0, 25.0, 61.0)}.items()
    ]
    found = {one.what: one for one in verdicts([Table("Answers over HTTP", "", rows)])}
    slow_end, ratio = found["callback: x, long, p95 of computing"], found["callback: x, long against shipped, medians"]
    assert (slow_end.limit, slow_end.measured, slow_end.met) == (60, 61.0, False)
    assert (ratio.limit, ratio.measured, ratio.met) == (2, 25 / 12, False)


@pytest.mark.parametrize(("share", "value"), [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0)])
def test_a_quantile_is_a_measured_value(share, value):
    assert Sample(tuple(float(number) for number in range(100, 0, -1))).quantile(share) == value


def test_runs_take_turns_and_each_begins_a_round():
    order: list[str] = []

    def run(name: str) -> float:
        order.append(name)
        return 1.0

    alternate({name: partial(run, name) for name in "abc"}, 3)
    assert "".join(order) == "abcbcacab"


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_peer_has_a_page_and_exact_versions_of_all_it_needs(peer):
    pins = peer.page.with_name(f"{peer.name.lower()}.txt").read_text(encoding="utf-8").splitlines()
    assert pins[0].startswith("#")
    assert {pin.count("==") for pin in pins[1:]} == {1}
    assert any(pin.lower().startswith(f"{peer.name.lower()}==") for pin in pins)
    assert "BENCHMARK_FRAMES" in peer.page.read_text(encoding="utf-8")


def test_a_part_measured_again_replaces_itself_and_leaves_the_others(tmp_path: Path) -> None:
    def found(part: str, size: float) -> str:
        row: Row = {"embed": "progress", "brotli": Sample((size,), "kB"), "gzip": Sample((size,), "kB")}
        write(Report("a test", part, tables=[Table("Weight of an embed", "", [row])]), verdicts, tmp_path)
        return (tmp_path / "performance.md").read_text(encoding="utf-8")

    found("embeds", 16.0)
    found("another", 2.0)
    page = found("embeds", 4.0)
    assert page.count("## Measured: ") == 2
    assert "16.0 kB" not in page
    assert "| the heaviest embed, brotli | 15 kB | 4.0 kB | met |" in page
