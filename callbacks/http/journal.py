"""Every request gets a number; when it is answered the log says so, and it is counted.

Written are the pattern of the address, never the address itself or who asks: what people read is their own affair.
"""

from __future__ import annotations

import logging
import re
import uuid
from time import perf_counter

from flask import Flask, Response, g, request

from callbacks.http import metrics
from models.settings import Settings
from models.store import Store

HEADER = "X-Request-ID"
#: An address that leads nowhere is not told either.
UNKNOWN = "(unknown)"

_log = logging.getLogger(__name__)
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def install(server: Flask, settings: Settings, store: Store) -> None:
    """Follow every request of ``server``, and show the counts; installed before all else, to see it first and last."""
    counts = metrics.Metrics()
    metrics.install(server, settings, store, counts)

    def begin() -> None:
        given = request.headers.get(HEADER, "") if settings.trusted_proxies else ""
        g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        g.begun = perf_counter()
        counts.begun()

    def end(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        seconds = perf_counter() - g.begun
        route = g.get("route") or (request.url_rule.rule if request.url_rule else UNKNOWN)
        counts.answered(route, request.method, response.status_code, seconds)
        told = {
            "method": request.method,
            "route": route,
            "status": response.status_code,
            "milliseconds": round(1000 * seconds, 1),
            "bytes": response.calculate_content_length(),
        }
        _log.info("%s %s %s", request.method, route, response.status_code, extra=told)
        return response

    def leave(_error: BaseException | None) -> None:
        if "begun" in g:
            counts.left()

    server.before_request(begin)
    server.after_request(end)
    server.teardown_request(leave)
