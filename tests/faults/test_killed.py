"""A server killed in the middle, again and again: what was acknowledged is there, nothing by halves or twice."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.editing import Editor, all_answers, must_hold, prepared
from tests.processes import Served, served, wait_until

EDITORS, MORE = 4, 4
#: How often the whole server is killed, in the suite and in a soak.
SHORT, LONG = 1, 40


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def some_written(editors: list[Editor]) -> None:
    """Wait until everybody together was told of a few more entries."""
    before = sum(len(editor.acknowledged) for editor in editors)
    wait_until(lambda: sum(len(editor.acknowledged) for editor in editors) > before + MORE, "logging")


def log_until_killed(server: Served, editors: list[Editor]) -> None:
    """Let everybody log; kill one process in the middle, and all of them a little later."""
    dead = threading.Event()
    with ThreadPoolExecutor(len(editors)) as pool:
        logging = [pool.submit(editor.log, server.port, lambda: not dead.is_set()) for editor in editors]
        some_written(editors)
        kill(server.children[0])
        some_written(editors)
        for pid in (*server.children, server.program.pid):
            kill(pid)
        dead.set()
    for done in logging:
        done.result()
    assert server.program.wait(10) == -signal.SIGKILL


@pytest.mark.timeout(1800)
def test_a_server_that_is_killed_loses_nothing_and_leaves_nothing_by_halves(
    store_url: str, tmp_path: Path, soak: bool
) -> None:
    editors = prepared(store_url, EDITORS)
    for _ in range(LONG if soak else SHORT):
        with served(tmp_path, store_url, workers=2) as server:
            log_until_killed(server, editors)
        must_hold(store_url, editors)
    answers = all_answers(editors)
    assert set(answers) <= {303, 409, 0}
    assert answers[0], "nobody was interrupted, so nothing was tested"
