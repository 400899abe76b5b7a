"""Whether the application is alive, and whether it can answer: for whoever watches or restarts it."""

from __future__ import annotations

import logging

from flask import Flask, Response, jsonify
from flask.typing import ResponseReturnValue

from callbacks.http import access
from callbacks.services import services

_log = logging.getLogger(__name__)


def install(server: Flask) -> None:
    """Answer ``/healthz`` and ``/readyz``."""
    server.add_url_rule("/healthz", "healthz", alive)
    server.add_url_rule("/readyz", "readyz", ready)


@access.needs(None)
def alive() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})


@access.needs(None)
def ready() -> ResponseReturnValue:
    """200 when the store is within reach, has this release's tables and holds a memorandum; else 503 and which not."""
    checks = {"database": False, "migrated": False, "loaded": False}
    try:
        database = services().store.database
        with database.reading() as connection:
            checks["database"] = True
            checks["migrated"] = database.migrated(connection)
        checks["loaded"] = checks["migrated"] and bool(services().store.scope().memoranda)
    except Exception:
        # Whatever the reason, the answer is the same: not ready. The reason is for the log, not for the network.
        _log.exception("The store is not ready.")
    answer = jsonify(checks)
    answer.status_code = 200 if all(checks.values()) else 503
    answer.headers["Cache-Control"] = "no-store"
    return answer
