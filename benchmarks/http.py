"""How long answers take over HTTP: the overview, its callback, the API; on two logs, beside the plain page's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from benchmarks.measure import Row, Run, Sample, Table, alternate, timed
from benchmarks.servers import Server, monitor, plain

_API = {
    "progress": "by=dossier",
    "tracks": "",
    "trend": "by=dossier",
    "heatmap": "by=dossier&measure=realised_share",
    "changes": "from=2019-05-26",
}
_SLOW = 5000.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How often things are repeated."""

    rounds: int
    starts: int


def measure(stores: dict[str, str], frames: Path, effort: Effort) -> list[Table]:
    """Ask every server in turns. ``stores`` gives the URL of each log by its name, the shipped one first."""
    with ExitStack() as stack:
        servers = {name: stack.enter_context(monitor(url)) for name, url in stores.items()}
        beside = stack.enter_context(plain(frames))
        runs, slow = _runs(servers, beside)
        found = alternate(runs, effort.rounds) | slow
        memory = [_memory(name, server) for name, server in [*servers.items(), ("plain Dash page", beside)]]
    table = Table(
        "Answers over HTTP",
        "One client, one connection on the loopback, gunicorn with the settings of an installation; the time includes"
        " the client's. `cold`: each question about another day; `warm`: the same question again.",
    )
    table.rows.extend({"what": what, "log": log, "time": sample} for (what, log), sample in _split(found))
    memory_table = Table(
        "Memory per worker", "After the answers above; `private` is not shared with other processes.", memory
    )
    return [table, _starts(stores, frames, effort.starts), memory_table]


def _split(found: dict[str, Sample]) -> Sequence[tuple[tuple[str, str], Sample]]:
    return [((name.split("|")[0], name.split("|")[1]), sample) for name, sample in found.items()]


def _runs(servers: dict[str, Server], beside: Server) -> tuple[dict[str, Run], dict[str, Sample]]:
    """What is asked in turns, after a first time each; and what was so slow that first time that it is left at that."""
    runs: dict[str, Run] = {}
    slow: dict[str, Sample] = {}
    for log, server in servers.items():
        for what, ask in _questions(server).items():
            first = timed(ask)()
            if first > _SLOW:
                slow[f"{what}|{log}"] = Sample((first,))
            else:
                runs[f"{what}|{log}"] = timed(ask)
    choices = [
        {"by.value": by, "measure.value": measure} for by in ("dossier", "year") for measure in ("tracks", "index")
    ]
    turn = count()
    runs["plain Dash callback: heatmap only|shipped"] = timed(
        lambda: beside.call("goals.figure", choices[next(turn) % len(choices)])
    )
    runs["plain Dash document, without its charts|shipped"] = timed(lambda: beside.get("/"))
    return runs, slow


def _questions(server: Server) -> dict[str, Callable[[], bytes]]:
    """Each asks about a day no other question asks about, unless it is warm."""
    back = count()

    def day() -> str:
        return (date(2024, 12, 30) - timedelta(days=next(back) % 1900)).isoformat()

    def page(search: str) -> bytes:
        return server.call(
            "_pages_content",
            {"_pages_location.pathname": "/", "_pages_location.search": search, "scheme.data": "light"},
        )

    def api(name: str, more: str) -> Callable[[], bytes]:
        last = "to" if name == "changes" else "as_of"
        return lambda: server.get(f"/api/v1/{name}.json?{more}&{last}={day()}")

    switches = count()
    questions: dict[str, Callable[[], bytes]] = {
        "document, cold": lambda: server.get(f"/?as_of={day()}"),
        "document, warm": lambda: server.get("/"),
        "callback: another day, cold": lambda: page(f"?as_of={day()}"),
        "callback: heatmap by government or dossier": lambda: page(
            "?by=" + ("government", "dossier")[next(switches) % 2]
        ),
        "callback: heatmap by year, cold": lambda: page(f"?by=year&as_of={day()}"),
    }
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
