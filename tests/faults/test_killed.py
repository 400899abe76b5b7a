"""A server killed in the middle, again and again: what was acknowledged is there, nothing by halves or twice."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.faults.editing import Editor, all_answers, must_hold, prepared
from tests.processes import Served, served

EDITORS = 4
#: How often the whole server is killed, in the suite and in a soak, and for how long it writes before that.
SHORT, LONG, SECONDS = 1, 30, 1.0


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def log_until_killed(server: Served, editors: list[Editor]) -> None:
    """Let everybody log; kill one process in the middle, and all of them a little later."""
    dead = threading.Event()
    with ThreadPoolExecutor(len(editors)) as pool:
        logging = [pool.submit(editor.log, server.port, lambda: not dead.is_set()) for editor in editors]
        time.sleep(SECONDS / 2)
        kill(server.children[0])
        time.sleep(SECONDS / 2)
        for pid in (*server.children, server.program.pid):
            kill(pid)
        dead.set()
    for done in logging:
        done.result()
    assert server.program.wait(10) == -signal.SIGKILL


def test_a_server_that_is_killed_loses_nothing_and_leaves_nothing_by_halves(
    store_url: str, tmp_path: Path, soak: bool
) -> None:
    editors = prepared(store_url, EDITORS)
    before = 0
    for _ in range(LONG if soak else SHORT):
        with served(tmp_path, store_url, workers=2) as server:
            log_until_killed(server, editors)
        written = len(must_hold(store_url, editors))
        assert written > before, "nothing was written, so nothing was tested"
        before = written
    answers = all_answers(editors)
    assert set(answers) <= {303, 409, 0}
    assert answers[0], "nobody was interrupted, so nothing was tested"
