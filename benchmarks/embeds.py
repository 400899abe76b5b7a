"""What an embed weighs, how many a server can give, and how long each takes at a steady rate; beside the plain page.

A first load of the plain page is all that a browser asks for it: document, scripts, layout, and the callback of its
chart. A first load of an embed is one answer. Both by the same clients, on the cores that the servers use too.
"""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Row, Sample, Table
from benchmarks.servers import Server, monitor, plain

EMBEDS = ("progress", "government", "timeline", "timeline/3", "dossier/2", "sdg", "request/4.11")
CLIENTS = 4
_SUITES = "/_dash-component-suites"
_DRAWN = (f"{_SUITES}/dash/dcc/async-graph.js", f"{_SUITES}/plotly/package_data/plotly.min.js")


@dataclass(frozen=True, slots=True)
class Effort:
    """For how many seconds each is asked, and how many times a second at a steady rate."""

    seconds: float
    rate: int


def measure(database: str, frames: Path, effort: Effort) -> list[Table]:
    """Weigh every embed, then load both servers in turn."""
    with monitor(database) as ours, plain(frames) as theirs:
        weights = [_weight(ours, embed) for embed in EMBEDS]
        page = _first_load(theirs)
        loads = [
            loaded("embed: progress", ours, ["/embed/progress"], effort),
            loaded("plain Dash page", theirs, page, effort),
        ]
        steady = _steady(ours, "/embed/progress", effort)
    return [
        Table("Weight of an embed", "One answer without its headers, to who accepts brotli, gzip or neither.", weights),
        Table("First loads per second", f"{CLIENTS} clients on the same cores, each asking again at once.", loads),
        Table(
            "An embed at a steady rate",
            "Asked on time whatever the earlier answers do; counted from when it should have been asked.",
            [{"what": "embed: progress", "asked per second": effort.rate, "time": steady}],
        ),
    ]


def _weight(server: Server, embed: str) -> Row:
    sizes: Row = {"embed": embed}
    for name, accepted in (("brotli", "br"), ("gzip", "gzip"), ("plain", "identity")):
        size = len(_get(_connection(server), f"/embed/{embed}", accepted))
        sizes[name] = Sample((size / 1000,), "kB")
    return sizes


def _first_load(server: Server) -> list[str]:
    """What a browser asks for the plain page, without the callback, which is no GET."""
    document = server.get("/")
    text = _get(_connection(server), "/", "identity").decode() if document[:1] == b"\x1f" else document.decode()
    scripts = re.findall(r'<script[^>]* src="([^"]+)"', text)
    return ["/", *scripts, "/_dash-layout", "/_dash-dependencies", *_DRAWN]


def loaded(name: str, server: Server, paths: Sequence[str], effort: Effort) -> Row:
    """How many times a second all of ``paths`` can be fetched, by clients that each ask again at once."""
    for path in paths:  # what the first answer costs is measured elsewhere
        _get(_connection(server), path, "gzip", missing=True)
    until = time.perf_counter() + effort.seconds
    done = [0] * CLIENTS

    def client(place: int) -> None:
        connection = _connection(server)
        while time.perf_counter() < until:
            for path in paths:
                _get(connection, path, "gzip", missing=True)
            done[place] += 1

    _together([lambda place=place: client(place) for place in range(CLIENTS)])  # type: ignore[misc]
    return {"what": name, "requests each": len(paths), "loads per second": round(sum(done) / effort.seconds, 1)}


def _steady(server: Server, path: str, effort: Effort) -> Sample:
    """Milliseconds from when each was due; clients take the next that is due."""
    began, turn, lock = time.perf_counter() + 0.2, iter(range(int(effort.rate * effort.seconds))), threading.Lock()
    took: list[float] = []

    def client() -> None:
        connection = _connection(server)
        while True:
            with lock:
                place = next(turn, None)
            if place is None:
                return
            due = began + place / effort.rate
            time.sleep(max(0.0, due - time.perf_counter()))
            _get(connection, path, "br")
            took.append((time.perf_counter() - due) * 1000)

    _together([client] * (4 * CLIENTS))
    return Sample(tuple(took))


def _together(works: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _connection(server: Server) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)


def _get(connection: http.client.HTTPConnection, path: str, accepted: str, *, missing: bool = False) -> bytes:
    connection.request("GET", path, headers={"Accept-Encoding": accepted})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200 and not missing:
        raise RuntimeError(f"{path} was answered with {answer.status}")
    return content
