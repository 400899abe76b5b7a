"""Where the application stands on its host: at the top, or below a path such as ``/monitor``.

Everywhere else an address of ours begins at the application's own root (``/dossier/3``). The path it stands below comes
before it in one place: when a tree is written out (``components.tree``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_root: ContextVar[str] = ContextVar("root", default="")


@contextmanager
def standing_at(path: str) -> Iterator[None]:
    """Write addresses below ``path`` (``/monitor``, without a slash at its end; empty: at the top) meanwhile."""
    token = _root.set(path)
    try:
        yield
    finally:
        _root.reset(token)


def root() -> str:
    """The path that the application stands below, empty at the top."""
    return _root.get()


def rooted(address: str) -> str:
    """An address of ours as a browser needs it; one that is relative, or of another host, as it is."""
    return root() + address if address.startswith("/") and not address.startswith("//") else address
