"""What the processes of one gunicorn have in common: a folder where each keeps its counts (``callbacks.http.metrics``),

and what was imported before they parted. Apart from those counts, because ``prometheus_client`` looks for the folder
when it is imported.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_OURS = "memorandummonitor-metrics-"
#: So many objects more, and those still there are searched for garbage: about as many as a page takes. Python's own 700
#: makes it search a page hundreds of times while it is drawn, and now and then all pages that are kept.
#: Of the searches a tenth takes in what outlived one, and of those a hundredth all that is kept: 0.1 s where that is
#: many pages. What nothing refers to is gone without any search.
_SEARCHES = (50_000, 10, 100)


def begins() -> None:
    """What is imported and made from here on stays until the end: not to be searched for garbage while it is made."""
    gc.disable()


def begun() -> None:
    """What there is by now stays, and is never searched for garbage again.

    That search would go through every module that was imported, a quarter of a second within whichever answer it
    befalls; and by marking what it finds it would make each process keep a copy of what they share.
    """
    gc.freeze()
    gc.set_threshold(*_SEARCHES)
    gc.enable()


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
