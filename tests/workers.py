"""Several applications before one store, as the processes of ``app.py serve`` are: what one keeps, no other has.

One request goes to one of them and the next to another, so that whoever relies on what the process kept is found out.
``MONITOR_TEST_WORKERS`` says how many for every store; without it tests on PostgreSQL ask four, those on SQLite one.
What all of them share here and processes would not, is what modules hold: ``test_many_workers.py`` looks after that.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from random import Random
from typing import Any
from unittest.mock import patch

from flask import Flask
from werkzeug.routing import Map

from models.store import Store

Answer = Iterable[bytes]
#: How many, for all tests of sites alike; 0: as many as the engine has.
NAMED = int(os.environ.get("MONITOR_TEST_WORKERS") or 0)
_MANY = 4


def usual(store: Store) -> int:
    """How many applications stand before a store where its test does not say."""
    return NAMED or (1 if store.database.sqlite else _MANY)


class Workers:
    """The WSGI application that hands each request to another one than the request before."""

    def __init__(self, first: Flask, others: Iterable[Callable[[], Flask]]) -> None:
        self._made: list[Callable[..., Answer]] = [first.wsgi_app]
        self._making = list(others)
        self._last: int | None = None
        self._chance = Random(7)
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Answer:
        return self._next()(environ, start_response)

    def begin(self) -> None:
        """Make those that are not there yet: not while others answer, for making one touches what Dash's share."""
        with self._lock:
            while self._making:
                self._made.append(self._making.pop()().wsgi_app)

    def _next(self) -> Callable[..., Answer]:
        # Tests ask a few times and are over: each application is made when its turn comes.
        with self._lock:
            places = [place for place in range(len(self._made) + len(self._making)) if place != self._last]
            self._last = 0 if self._last is None else min(self._chance.choice(places), len(self._made))
            if self._last == len(self._made):
                self._made.append(self._making.pop()().wsgi_app)
            return self._made[self._last]


def spread(first: Flask, store: Store, make: Callable[[Store], Flask], count: int) -> None:
    """Let ``first``, which answers from ``store``, be one of ``count`` that ``make`` makes on the same database."""

    def another() -> Flask:
        other = Store.open(address_of(store), clock=lambda: store.clock())
        store.before_closing(other.close)
        # The table of addresses is the same for all and never changes: to work it out is most of making an application.
        with patch.object(Map, "add", lambda *_: None):
            server = make(other)
        server.url_map = first.url_map
        server.secret_key = first.secret_key  # as ``serve`` gives its processes one in common
        return server

    if count > 1:
        first.wsgi_app = Workers(first, [another] * (count - 1))  # type: ignore[method-assign]


def begin(server: Flask) -> None:
    """Make all of them now."""
    if isinstance(server.wsgi_app, Workers):
        server.wsgi_app.begin()


def address_of(store: Store) -> str:
    """The address under which another process opens the database of ``store``."""
    return store.database.url.render_as_string(hide_password=False)
