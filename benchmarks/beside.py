"""The same chart from the same numbers by us, by a plain Dash page and by other frameworks, in one run.

A first load is every address that the browser fetched for a first visit, fetched again by clients that do nothing else.
What a page says over a WebSocket (all of Streamlit's chart) or by POST is not among them: that flatters the others.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from benchmarks.browser import DRAWN, Side, Visit, opened, visits
from benchmarks.embeds import CLIENTS, Effort, loaded
from benchmarks.measure import Row, Sample, Table
from benchmarks.peers import PEERS, serving
from benchmarks.servers import Server, monitor, plain

_EMBED = "/embed/progress"


def measure(database: str, frames: Path, rounds: int, effort: Effort, program: str) -> list[Table]:
    """Visit every page in turns with an empty cache, then load every server in turn."""
    with ExitStack() as stack:
        ours = stack.enter_context(monitor(database))
        sides = {_side("embed", ours, "document.querySelector('table tbody')", _EMBED): ours}
        theirs = stack.enter_context(plain(frames, bars_alone=True))
        sides[_side("plain Dash page", theirs, f"{DRAWN} > 0")] = theirs
        for peer in PEERS:
            server = stack.enter_context(serving(peer, frames))
            sides[_side(peer.name, server, peer.chart, peer.ready)] = server
        browser = stack.enter_context(opened(program))
        found = _visited(browser, list(sides), rounds)
        loads = [_loads(side, sides[side], found[side][0], effort) for side in sides]
    return [_weights(found), _rates(loads)]


def _side(name: str, server: Server, chart: str, path: str = "/") -> Side:
    return Side(name, f"http://127.0.0.1:{server.port}{path}", chart, interactive=chart)


def _visited(browser: Browser, sides: list[Side], rounds: int) -> dict[Side, list[Visit]]:
    for side in sides:  # the servers' first answers are slower than all later ones
        visits(browser, side, phone=False)
    found: dict[Side, list[Visit]] = {side: [] for side in sides}
    for turn in range(rounds):
        for side in sides if turn % 2 else sides[::-1]:
            found[side].append(visits(browser, side, phone=False)[0])
    return found


def _loads(side: Side, server: Server, visit: Visit, effort: Effort) -> Row:
    parts = [urlsplit(address) for address in visit.asked]
    paths = [f"{part.path}?{part.query}" if part.query else part.path for part in parts if part.scheme == "http"]
    return loaded(side.name, server, paths, effort) | {"refused": sum(not _answers(server, path) for path in paths)}


def _answers(server: Server, path: str) -> bool:
    """Whether an address is answered outside the visit that asked it; what is refused is answered sooner."""
    try:
        server.get(path)
    except RuntimeError:
        return False
    return True


def _weights(found: dict[Side, list[Visit]]) -> Table:
    rows: list[Row] = [
        {
            "page": side.name,
            "kB": Sample(tuple(visit.kilobytes for visit in seen), "kB"),
            "requests": Sample(tuple(float(len(visit.asked)) for visit in seen), "requests"),
            "first chart": Sample(tuple(visit.chart for visit in seen)),
        }
        for side, seen in found.items()
    ]
    how = (
        "The bars per dossier and nothing else. Chromium with an empty cache on this machine; bytes over the wire until"
        " the network was still, without WebSockets; the moment of the first chart counted from the navigation."
    )
    return Table("The same chart: weight and first chart", how, rows)


def _rates(loads: list[Row]) -> Table:
    how = (
        f"{CLIENTS} clients on the same cores, each fetching all that the browser fetched, again and at once; without"
        " what goes over WebSockets or by POST. Each server as its own documentation starts it; ours and the plain page"
        " with as many processes as an installation has."
    )
    return Table("The same chart: first loads per second", how, loads)
