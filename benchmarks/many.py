"""More of everything: 1 to 16 clients at once on each engine, what a process keeps in memory, 1 to 20 memoranda.

All on the same cores as the servers. The memoranda are copies of the one that ships under other names.
"""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from benchmarks.measure import Row, Sample, Table, alternate, each
from benchmarks.servers import Server, monitor, plain
from data.reader import read
from models.store import Store

CLIENTS = (1, 2, 4, 8, 16)
_FIRST = date(2019, 6, 1)
_DAYS = (date(2024, 12, 30) - _FIRST).days
_ENGINES = ("sqlite", "postgresql")

Address = Callable[[int], str]
#: What is asked: by the number of the question its address, the same or another every time.
QUESTIONS: Mapping[str, Address] = {
    "a page that was asked before": lambda _: "/dossier/3",
    "an embed": lambda _: "/embed/progress",
    "the API, another day each time": lambda turn: f"/api/v1/progress.json?by=dossier&as_of={_day(turn)}",
}


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds that each number of clients asks; how often each question about memoranda, and how many of those."""

    seconds: float
    rounds: int
    memoranda: tuple[int, ...]


def measure(databases: Mapping[str, str], frames: Path, empty: Callable[[], str], effort: Effort) -> list[Table]:
    """``databases``: by engine the address of a store with what ships; ``empty`` makes the address of an empty one."""
    with ExitStack() as stack:
        sides = {engine: stack.enter_context(monitor(databases[engine])) for engine in _ENGINES if engine in databases}
        fresh = {engine: _memory(server) for engine, server in sides.items()}
        for server in sides.values():  # what the first answers cost is measured elsewhere
            for address in QUESTIONS.values():
                _together(server, address, 4, 0.5)
        asked = [
            _asked(engine, server, what, clients, effort.seconds)
            for what in QUESTIONS
            for clients in CLIENTS
            for engine, server in sides.items()
        ]
        kept = [_memory_row(engine, server, fresh[engine]) for engine, server in sides.items()]
        beside = stack.enter_context(plain(frames))
        before = _memory(beside)
        _together(beside, lambda _: "/_dash-layout", 4, effort.seconds)
        kept.append(_memory_row("plain Dash page", beside, before))
    return [
        Table(
            "Clients at once", f"Each asks again at once, for {effort.seconds:g} s; shipped log, 2 processes.", asked
        ),
        Table(
            "Memory of a process",
            "Proportional set size (what is shared is divided among who shares it) of each process that answers, just"
            " started and after all of the questions above.",
            kept,
        ),
        Table(
            "Memoranda in one store",
            "Copies of what ships, log included, on SQLite. The first document after a start, then the API about"
            " another day of one memorandum each time.",
            [_of_memoranda(number, empty(), effort.rounds) for number in effort.memoranda],
        ),
    ]


def _day(turn: int) -> date:
    return _FIRST + timedelta(days=turn * 7919 % _DAYS)


def _asked(engine: str, server: Server, what: str, clients: int, seconds: float) -> Row:
    times = _together(server, QUESTIONS[what], clients, seconds)
    rate = round(len(times) / seconds, 1)
    return {"what": what, "engine": engine, "clients": clients, "per second": rate, "time": Sample(tuple(times))}


def _together(server: Server, address: Address, clients: int, seconds: float) -> list[float]:
    """The milliseconds of each answer that so many clients got."""
    turns, until = count(), time.perf_counter() + seconds

    def client(_: int) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        took = []
        while (began := time.perf_counter()) < until:
            connection.request("GET", address(next(turns)), headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{address(0)} was answered with {answer.status}")
            took.append((time.perf_counter() - began) * 1000)
        connection.close()
        return took

    with ThreadPoolExecutor(clients) as pool:
        return [one for took in pool.map(client, range(clients)) for one in took]


def _memory(server: Server) -> tuple[float, ...]:
    """The proportional set size of each process that answers, in MB."""
    texts = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in server.workers()]
    return tuple(int(re.findall(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[0]) / 1000 for text in texts)


def _memory_row(name: str, server: Server, before: tuple[float, ...]) -> Row:
    return {"what": name, "just started": Sample(before, "MB"), "after the questions": Sample(_memory(server), "MB")}


def _of_memoranda(number: int, url: str, rounds: int) -> Row:
    shipment = read()
    (original,) = shipment.memoranda
    copies = [
        replace(original, memorandum=replace(original.memorandum, id=f"{original.memorandum.id}-copy-{place}"))
        for place in range(1, number)
    ]
    store = Store.open(url)
    store.load(replace(shipment, memoranda=(original, *copies)))
    entries = store.end()[0]
    store.close()
    with monitor(url) as server:
        first = alternate({"document": each([lambda: server.get("/dossier/3")])}, 1)["document"]
        name = original.memorandum.id
        paths = [f"/api/v1/progress.json?memorandum={name}&by=dossier&as_of={_day(turn)}" for turn in range(rounds)]
        asked = alternate({"api": each([lambda path=path: server.get(path) for path in paths])}, rounds)["api"]  # type: ignore[misc]
        return {
            "memoranda": number,
            "entries": entries,
            "start": Sample((server.started * 1000,)),
            "first document": first,
            "API": asked,
            "memory of a process": Sample(_memory(server), "MB"),
        }
