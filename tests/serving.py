"""The whole application on a store with what ships, for the tests of pages, callbacks and browsers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from app import create_app
from callbacks.document import MonitorDash
from models.settings import Settings
from models.store import Store
from tests.shipped import LOADED
from tests.workers import begin, spread, usual

#: When the tests run, as far as the application knows: after the memorandum's end.
NOW = LOADED


def open_at(address: str) -> Store:
    """The store at an address, at that moment."""
    return Store.open(address, clock=lambda: NOW)


def application(store: Store, *, workers: int = 0, **given: Any) -> MonitorDash:
    """The application on ``store``, with the settings ``given`` and none of this machine.

    Its ``server`` answers as several processes (``tests.workers``): as many as are usual, or ``workers``, where a test
    changes what one process holds.
    """
    settings = Settings(_env_file=None, **given)  # type: ignore[call-arg]
    app = create_app(settings, store)
    spread(app.server, store, lambda other: create_app(settings, other).server, workers or usual(store))
    return app


@contextmanager
def serving(app: MonitorDash, port: int = 0) -> Iterator[str]:
    """Serve ``app`` from a thread, at a free port if none is given; the address, without a slash at its end."""
    begin(app.server)
    server = make_server("127.0.0.1", port, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def body(search: str = "", path: str = "/", scheme: str = "light") -> dict[str, Any]:
    """What a browser sends to Dash for the page at an address."""
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
            {"id": "scheme", "property": "data", "value": scheme},
        ],
        "changedPropIds": ["_pages_location.search"],
    }


def call(client: FlaskClient, search: str = "", **where: str) -> TestResponse:
    """Ask Dash for the page at an address, as a browser does."""
    return client.post("/_dash-update-component", json=body(search, **where))
