"""Twenty editors at once at a server with several processes: every acknowledged entry once, no error but conflicts."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.editing import Editor, all_answers, must_hold, prepared
from tests.processes import served

EDITORS = 20
#: Seconds in the suite, and in a soak.
SHORT, LONG = 1.5, 60.0


def log(editor: Editor, port: int, end: float) -> None:
    """Log until the end, and one entry at least."""
    editor.log(port, lambda: time.monotonic() < end or not editor.acknowledged)


@pytest.mark.timeout(600)
def test_twenty_editors_log_at_once(store_url: str, tmp_path: Path, soak: bool) -> None:
    editors = prepared(store_url, EDITORS)
    with served(tmp_path, store_url, workers=2) as server:
        end = time.monotonic() + (LONG if soak else SHORT)
        with ThreadPoolExecutor(EDITORS) as pool:
            list(pool.map(lambda editor: log(editor, server.port, end), editors))
        assert server.stop() == 0
    written = must_hold(store_url, editors)
    assert set(all_answers(editors)) == {303, 409}, "an error that is no conflict"
    assert len(written) == sum(len(editor.acknowledged) for editor in editors)
