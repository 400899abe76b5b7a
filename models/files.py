"""Writing a file as a whole: it stands there complete, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def written_whole(path: Path, *, replace: bool) -> Iterator[Path]:
    """An empty file beside ``path`` to fill; it takes that name once it is complete and on the disk.

    Only its owner may read it. After an exception nothing of it is left. Raises OSError, FileExistsError among them
    where a file of that name stands there already and ``replace`` is false.
    """
    if not replace and path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        _to_disk(unfinished)
        if replace:
            unfinished.replace(path)
        else:
            os.link(unfinished, path)  # unlike a rename it refuses where a file has come to stand there meanwhile
        _to_disk(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
