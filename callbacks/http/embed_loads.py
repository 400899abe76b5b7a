"""Counting how often embeds are loaded, without following anybody: a host name, a month, a number.

Counted in memory and written once a minute, in a thread of its own: who loads an embed waits for no write. The rest is
written when the store closes or the process ends. What is counted when a process is killed is lost, which is fine for a
lower bound.
"""

from __future__ import annotations

import atexit
import logging
import re
import threading
import time
from collections import Counter
from urllib.parse import urlsplit

from flask import Request

from models import embed_loads
from models.clock import today
from models.embed_loads import OTHERS, UNKNOWN
from models.engines import StoreUnavailable
from models.store import Store

#: Seconds between two writes, and the most pairs of host and embed that wait for one.
_EVERY, _MOST_WAITING = 60.0, 500
#: A name with at least one letter in its last part: an address in numbers would be one of a person.
_NAME = re.compile(r"(?=.{1,253}\Z)([a-z0-9_-]{1,63}\.)*[a-z0-9-]*[a-z][a-z0-9-]*")
#: What browsers say of an address that is opened in a frame.
_FRAMES = frozenset({"iframe", "frame", "embed", "object"})
_log = logging.getLogger(__name__)


class Counting:
    """The loads of one process that were not written yet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: Counter[tuple[str, str]] = Counter()
        self._written = time.monotonic()
        self._lock = threading.Lock()
        store.before_closing(self._end)
        atexit.register(self.write)

    def count(self, asked: Request, embed: str, own: str) -> None:
        """Count one load of ``embed``, if it is one by a page of another site than ``own``, a host name."""
        host = host_of(asked)
        if asked.method != "GET" or asked.headers.get("Sec-Fetch-Dest", "iframe") not in _FRAMES or host == own:
            return
        with self._lock:
            full = len(self._waiting) >= _MOST_WAITING and (host, embed) not in self._waiting
            self._waiting[OTHERS if full else host, embed] += 1
            due = time.monotonic() - self._written > _EVERY
            if due:
                self._written = time.monotonic()
        if due:
            threading.Thread(target=self.write, daemon=True).start()

    def write(self) -> None:
        """Write what was counted; in a store that cannot be written it is forgotten."""
        with self._lock:
            counted, self._waiting = self._waiting, Counter()
        if not counted:
            return
        month = f"{today(self._store.clock()):%Y-%m}"
        try:
            with self._store.database.writing() as connection:
                embed_loads.add(connection, month, counted)
        except StoreUnavailable as error:
            _log.warning("Loads of embeds were not counted: %s", error)

    def _end(self) -> None:
        self.write()
        atexit.unregister(self.write)  # which would keep the store, and all that was read from it, in memory


def host_of(asked: Request) -> str:
    """The name of the host on whose page this was loaded, as far as it says so; nothing else of its address."""
    said = asked.headers.get("Referer") or asked.headers.get("Origin") or ""
    try:
        host = (urlsplit(said).hostname or "").removesuffix(".")
    except ValueError:
        return UNKNOWN
    return host if _NAME.fullmatch(host) else UNKNOWN
