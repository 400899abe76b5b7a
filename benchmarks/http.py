"""How long answers take over HTTP: the overview, its callback, the API; on two logs, beside the plain page's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path

from benchmarks.measure import Row, Run, Sample, Table, alternate, milliseconds
from benchmarks.servers import Server, monitor, plain

_API = {
    "progress": "by=dossier",
    "tracks": "",
    "trend": "by=dossier",
    "heatmap": "by=dossier&measure=realised_share",
    "changes": "from=2019-05-26",
}
#: What a reader asks Dash for: every public page, each time about another day.
_CALLBACKS = {
    "another day": ("/?as_of={day}",),
    "another heatmap": (
        "/?as_of={day}&by=government&measure=tracks",
        "/?as_of={day}&by=dossier&measure=index",
    ),
    "heatmap by year": ("/?by=year&as_of={day}",),
    "dossier": ("/dossier/3?as_of={day}", "/dossier/6?as_of={day}"),
    "request": ("/vraag/4.11?as_of={day}", "/vraag/2.4.a?as_of={day}"),
    "goals": ("/sdg?as_of={day}",),
    "changes of 12 months": ("/verschil?as_of={day}",),
    "changes since the start": ("/verschil?from=2019-05-26&to={day}",),
    "log": ("/logboek?as_of={day}",),
    "methodology": ("/methode?as_of={day}",),
    "open data": ("/open-data?as_of={day}",),
}
_SLOW = 5000.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How often things are repeated."""

    rounds: int
    starts: int


@dataclass(slots=True)
class _Question:
    """Something to ask a server, and how long the server's workers were computing for each answer."""

    what: str
    log: str
    server: Server
    ask: Callable[[], bytes]
    computing: list[float] = field(default_factory=list)

    def run(self) -> float:
        before = self.server.computed()
        took = milliseconds(self.ask)
        self.computing.append(self.server.computed() - before)
        return took

    def row(self, times: Sample) -> Row:
        return {"what": self.what, "log": self.log, "computing": Sample(tuple(self.computing)), "time": times}


def measure(stores: dict[str, str], frames: Path, effort: Effort) -> list[Table]:
    """Ask every server in turns. ``stores`` gives the URL of each log by its name, the shipped one first."""
    with ExitStack() as stack:
        servers = {name: stack.enter_context(monitor(url)) for name, url in stores.items()}
        beside = stack.enter_context(plain(frames))
        answers = Table("Answers over HTTP", _HOW, _answers(servers, beside, effort.rounds))
        workers = [_memory(name, server) for name, server in [*servers.items(), ("plain Dash page", beside)]]
    how = "After the answers above; `private` is not shared with other processes."
    return [answers, _starts(stores, frames, effort.starts), Table("Memory per worker", how, workers)]


_HOW = (
    "One client, one connection on the loopback, gunicorn with the settings of an installation. `time` is by the"
    " client's clock, waiting for a processor included; `computing` is what the server's workers spent on a processor."
    " `cold`: each question about another day; `warm`: the same question again. What took over"
    f" {_SLOW / 1000:g} s the first two times was asked only twice."
)


def _answers(servers: dict[str, Server], beside: Server, rounds: int) -> list[Row]:
    asked = [
        _Question(what, log, server, ask) for log, server in servers.items() for what, ask in _questions(server).items()
    ]
    asked += [_Question(what, "shipped", beside, ask) for what, ask in _plain_questions(beside).items()]
    slow: list[Row] = []
    again: dict[str, _Question] = {}
    for question in asked:
        times = [question.run()]
        if times[0] > _SLOW:
            # It may have read the log, which a process does once.
            times.append(question.run())
        if times[-1] > _SLOW:
            slow.append(question.row(Sample(tuple(times))))
        else:
            question.computing.clear()
            again[f"{question.what} {question.log}"] = question
    found = alternate({name: question.run for name, question in again.items()}, rounds)
    return [again[name].row(times) for name, times in found.items()] + slow


def _plain_questions(server: Server) -> dict[str, Callable[[], bytes]]:
    choices = [
        {"by.value": by, "measure.value": measure} for by in ("dossier", "year") for measure in ("tracks", "index")
    ]
    turn = count()
    return {
        "plain Dash callback: heatmap only": lambda: server.call("goals.figure", choices[next(turn) % len(choices)]),
        "plain Dash document, without its charts": lambda: server.get("/"),
    }


def _questions(server: Server) -> dict[str, Callable[[], bytes]]:
    """Each asks about a day no other question asks about, unless it is warm."""
    back = count()

    def day() -> str:
        return (date(2024, 12, 30) - timedelta(days=next(back) % 1900)).isoformat()

    def page(path: str, search: str) -> bytes:
        return server.call(
            "_pages_content",
            {"_pages_location.pathname": path, "_pages_location.search": search, "scheme.data": "light"},
        )

    def drawn(*addresses: str) -> Callable[[], bytes]:
        turn = cycle(address.partition("?") for address in addresses)

        def ask() -> bytes:
            path, _, search = next(turn)
            return page(path, f"?{search.format(day=day())}")

        return ask

    def api(name: str, more: str) -> Callable[[], bytes]:
        last = "to" if name == "changes" else "as_of"
        return lambda: server.get(f"/api/v1/{name}.json?{more}&{last}={day()}")

    questions: dict[str, Callable[[], bytes]] = {
        "document, cold": lambda: server.get(f"/?as_of={day()}"),
        "document, warm": lambda: server.get("/"),
    }
    questions |= {f"callback: {name}, cold": drawn(*addresses) for name, addresses in _CALLBACKS.items()}
    questions |= {f"api {name}, cold": api(name, more) for name, more in _API.items()}
    return questions | {"api progress, warm": lambda: server.get("/api/v1/progress.json?by=dossier")}


def _starts(stores: dict[str, str], frames: Path, rounds: int) -> Table:
    def start(url: str) -> float:
        with monitor(url) as server:
            return server.started

    def start_plain() -> float:
        with plain(frames) as server:
            return server.started

    runs: dict[str, Run] = {name: (lambda url=url: start(url)) for name, url in stores.items()}  # type: ignore[misc]
    found = alternate({**runs, "plain Dash page": start_plain}, rounds, "s")
    how = "From the command to the first good answer, with a loaded store and prepared assets."
    return Table("Start", how, [{"server": name, "start": sample} for name, sample in found.items()])


def _memory(name: str, server: Server) -> Row:
    found = [_rollup(pid) for pid in server.workers()]
    resident, private = (Sample(tuple(one[place] / 1024 for one in found), "MB") for place in (0, 1))
    return {"server": name, "workers": len(found), "resident": resident, "private": private}


def _rollup(pid: int) -> tuple[int, int]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {name.rstrip(":"): int(value) for name, value, *_ in map(str.split, lines)}
    return kilobytes["Rss"], kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
