"""Counts for whoever watches the application, as Prometheus reads them at ``/metrics``: no reader can be told by them.

The processes of one gunicorn share their counts (``callbacks.http.workers``); any of them answers for all.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
import struct
import time
from collections.abc import Iterable

from flask import Flask, Response, abort, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from callbacks.http import access, workers
from models.engines import StoreUnavailable
from models.release import RELEASE
from models.settings import Settings
from models.store import Store

_SECONDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
#: How often the files of the processes are read before giving up, and the seconds in between.
_ATTEMPTS, _MOMENT = 10, 0.02
#: What a server in front adds: then the address of the connection is not that of whoever asks.
_PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class Metrics:
    """The counts of one application."""

    def __init__(self) -> None:
        """Count from nothing."""
        self._registry = registry = CollectorRegistry()
        which = ("route", "method", "status")
        self._requests = Counter("monitor_requests", "Requests answered.", which, registry=registry)
        self._seconds = Histogram(
            "monitor_request_seconds", "Time to answer, by route.", ("route",), buckets=_SECONDS, registry=registry
        )
        self._busy = Gauge(
            "monitor_requests_in_progress", "Requests being answered.", multiprocess_mode="livesum", registry=registry
        )
        self._process = Gauge(
            "monitor_process_requests", "Requests per living process.", multiprocess_mode="liveall", registry=registry
        )

    def begun(self) -> None:
        """A request came in."""
        self._busy.inc()

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """It was answered; ``route`` is the pattern of its address."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._process.inc()

    def left(self) -> None:
        """It is done with."""
        self._busy.dec()

    def text(self, store: Store) -> bytes:
        """All counts of all processes, and the state of the store at this moment."""
        state = CollectorRegistry()
        state.register(_State(store))
        counts = _of_all_processes() if workers.FOLDER in os.environ else generate_latest(self._registry)
        return counts + generate_latest(state)


def _of_all_processes() -> bytes:
    """The counts of every process, from the files they keep; a file that begins or ends just now is waited for."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return _together()
        except (struct.error, FileNotFoundError):
            time.sleep(_MOMENT)
    return _together()


def _together() -> bytes:
    counts = CollectorRegistry()
    MultiProcessCollector(counts)  # type: ignore[no-untyped-call]
    return generate_latest(counts)


def install(server: Flask, settings: Settings, store: Store, metrics: Metrics) -> None:
    """Answer ``/metrics`` to who knows the token, or without one to this machine alone."""

    @access.needs(None)
    def view() -> Response:
        if not _may(settings):
            abort(403)
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Response(metrics.text(store), content_type=kind, headers={"Cache-Control": "no-store"})

    server.add_url_rule("/metrics", "metrics", view)


def _may(settings: Settings) -> bool:
    if token := settings.metrics_token.get_secret_value():
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    # Where people come in from outside, a server on this machine may pass their requests on as if they were its own.
    return not settings.base_url and _near() and not any(name in request.headers for name in _PASSED_ON)


def _near() -> bool:
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


class _State:
    """The state of the store, asked when the counts are."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterable[Metric]:
        yield InfoMetricFamily("monitor", "The release that runs.", value={"release": RELEASE})
        began = time.perf_counter()
        try:
            entries, last_write = self._store.end()
        except StoreUnavailable:
            yield GaugeMetricFamily("monitor_store_up", "Whether the store can be read.", value=0)
            return
        took = time.perf_counter() - began
        yield GaugeMetricFamily("monitor_store_up", "Whether the store can be read.", value=1)
        yield GaugeMetricFamily("monitor_store_read_seconds", "Time to look at the end of the log.", value=took)
        yield GaugeMetricFamily("monitor_log_entries", "Public entries in the log.", value=entries)
        if last_write is not None:
            moment = last_write.timestamp()
            yield GaugeMetricFamily("monitor_last_write_seconds", "The last public write, Unix time.", value=moment)
