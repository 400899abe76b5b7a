"""Real servers to measure: the application and the plain Dash page, under the same gunicorn configuration."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import FRAMES
from models.settings import ROOT

_PATIENCE = 600.0
#: As browsers ask over TLS. The plain page answers in gzip all the same.
_BROWSERS = "gzip, deflate, br"


@dataclass(slots=True)
class Server:
    """A running server, spoken to over one connection that stays open."""

    port: int
    process: subprocess.Popen[bytes]
    started: float
    _connection: http.client.HTTPConnection | None = None
    _callbacks: list[dict[str, Any]] = field(default_factory=list)

    def get(self, path: str) -> bytes:
        """The body of an answer, which must be 200."""
        return self._ask("GET", path)

    def call(self, output: str, values: Mapping[str, Any]) -> bytes:
        """The answer of the callback whose output contains ``output``, with ``id.property: value`` as input."""
        if not self._callbacks:
            self._callbacks = json.loads(self._ask("GET", "/_dash-dependencies", encodings="identity"))
        known = next(one for one in self._callbacks if output in one["output"])
        return self._ask("POST", "/_dash-update-component", json.dumps(_body(known, values)))

    def workers(self) -> list[int]:
        """The processes that answer."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def computed(self) -> float:
        """How many milliseconds its workers have been computing so far, whatever else the machine was doing."""
        found = (one.read_text() for pid in self.workers() for one in Path(f"/proc/{pid}/task").glob("*/schedstat"))
        return sum(int(text.split()[0]) for text in found) / 1e6

    def _ask(self, method: str, path: str, body: str | None = None, encodings: str = _BROWSERS) -> bytes:
        headers = {"Content-Type": "application/json", "Accept-Encoding": encodings}
        try:
            answer = self._send(method, path, body, headers)
        except ConnectionError:
            answer = self._send(method, path, body, headers)  # the server closes a connection that was idle too long
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}: {content[:200]!r}")
        return content

    def _send(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
        except (OSError, http.client.HTTPException):
            self._connection = None
            raise


def _body(known: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What Dash's renderer would send for this callback."""
    inputs = [{**one, "value": values.get(f"{one['id']}.{one['property']}")} for one in known["inputs"]]
    names = known["output"].strip(".").split("...")
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names]
    several = known["output"].startswith("..")
    return {
        "output": known["output"],
        "outputs": outputs if several else outputs[0],
        "inputs": inputs,
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs],
        "state": [{**one, "value": None} for one in known.get("state", [])],
    }


@contextmanager
def monitor(database: str, **variables: str) -> Iterator[Server]:
    """The application on the store at ``database``, started as an installation starts it; ``variables`` set it up."""
    environment = {"MONITOR_DATABASE_URL": database, **variables}
    with running(lambda _: [sys.executable, "app.py", "serve"], environment, "/readyz") as server:
        yield server


@contextmanager
def plain(frames: Path, *, bars_alone: bool = False) -> Iterator[Server]:
    """The plain Dash page with the numbers in ``frames``: both charts, or the bars alone, as an embed shows them."""
    configuration = str(ROOT / "deploy" / "gunicorn.conf.py")
    page = f"benchmarks.plain_dash:create_app({bars_alone})"
    command = [sys.executable, "-m", "gunicorn", "--config", configuration, page]
    with running(lambda _: command, {FRAMES: str(frames)}, "/_dash-layout") as server:
        yield server


@contextmanager
def running(command: Callable[[int], list[str]], variables: dict[str, str], ready: str) -> Iterator[Server]:
    """What ``command`` starts at a free port, from when it answers ``ready`` on."""
    port = _free_port()
    environment = {**os.environ, **variables, "MONITOR_PORT": str(port), "MONITOR_HOST": "127.0.0.1"}
    environment["PYTHONPATH"] = str(ROOT)
    began = time.perf_counter()
    process = subprocess.Popen(command(port), cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    try:
        server = Server(port, process, 0.0)
        _wait(server, ready)
        server.started = time.perf_counter() - began
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _wait(server: Server, ready: str) -> None:
    until = time.perf_counter() + _PATIENCE
    while time.perf_counter() < until:
        try:
            server.get(ready)
            return
        except (OSError, http.client.HTTPException):
            if server.process.poll() is not None and server.process.stderr:
                raise RuntimeError(server.process.stderr.read().decode(errors="replace")[-500:]) from None
            time.sleep(0.02)
    raise RuntimeError(f"the server did not answer within {_PATIENCE} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
