"""A command line on a store of its own, as an operator has it."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import app
from data.reader import SHIPPED

Run = Callable[..., "Answer"]


class Answer:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def refused(self) -> str:
        """The one sentence of a command that could not do its work."""
        assert self.code not in (0, None)
        assert "Traceback" not in self.err
        assert self.err.endswith(".\n")
        assert self.err.count("\n") == 1, self.err
        return self.err.strip()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a store in ``tmp_path``, with that as the working directory."""
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{tmp_path / 'monitor.sqlite3'}")
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments: str, typed: str = "") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            code = app.main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run_command


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a short log: the catalogue as it ships and three of its updates."""
    folder = tmp_path_factory.mktemp("shipped")
    for file in SHIPPED.glob("*.csv"):
        shutil.copy(file, folder)
    updates = folder / "updates-2019-2024.csv"
    updates.write_text("".join(updates.read_text(encoding="utf-8").splitlines(keepends=True)[:4]), encoding="utf-8")
    return folder


@pytest.fixture
def loaded(run: Run, shipped: Path) -> Run:
    assert run("load", "--from", str(shipped)).code == 0
    return run
