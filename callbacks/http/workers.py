"""What the processes of one gunicorn have in common: a folder where each keeps its counts (``callbacks.http.metrics``).

Apart from those, because ``prometheus_client`` looks for the folder when it is imported.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_OURS = "memorandummonitor-metrics-"


def share() -> None:
    """Let the processes that come from this one share their counts."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix=_OURS)


def gone(pid: int) -> None:
    """A process has ended: what it was doing is not counted any more, what it did stays."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


def tidy() -> None:
    """Remove the folder that :func:`share` made."""
    folder = Path(os.environ.get(FOLDER, ""))
    if folder.name.startswith(_OURS):
        shutil.rmtree(folder, ignore_errors=True)
