"""The application as people run it: ``app.py serve`` with gunicorn's processes, and what can be done to it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from prometheus_client.parser import text_string_to_metric_families

from models.settings import ROOT

#: For how long a condition is waited for: the machine that runs the tests may be slow.
PATIENCE = 90.0


def wait_until(condition: Callable[[], Any], what: str) -> Any:
    """Wait until the condition holds, and return what it gave; fails when patience ends."""
    end = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < end, f"{what} did not happen within {PATIENCE:.0f} seconds"
        time.sleep(0.05)
    return found


def get(address: str, content: bytes | None = None, /, **headers: str) -> tuple[int, str]:
    """The status and text of an answer on a new connection; 0 where there is none. With ``content``: POST."""
    asked = urllib.request.Request(address, content, {"Connection": "close", **headers})
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()
    except (URLError, OSError) as failed:
        return 0, repr(failed)


class Served:
    """A running ``serve``."""

    def __init__(self, program: subprocess.Popen[str], port: int, said: Path) -> None:
        self.program, self.port, self.said = program, port, said
        self.address = f"http://127.0.0.1:{port}"

    @property
    def processes(self) -> dict[int, int]:
        """The processes that answered something and still live: their ids, and how many requests each answered."""
        families = text_string_to_metric_families(get(f"{self.address}/metrics")[1])
        samples = [
            sample for family in families if family.name == "monitor_process_requests" for sample in family.samples
        ]
        return {int(sample.labels["pid"]): int(sample.value) for sample in samples}

    @property
    def children(self) -> list[int]:
        """The processes that the first one started, whether or not they answer yet."""
        pid = self.program.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    @property
    def in_progress(self) -> int:
        """How many requests are being answered, that for the counts aside."""
        families = text_string_to_metric_families(get(f"{self.address}/metrics")[1])
        (busy,) = [family.samples[0].value for family in families if family.name == "monitor_requests_in_progress"]
        return int(busy) - 1

    def send(self, name: signal.Signals) -> None:
        """Send a signal to the first process."""
        self.program.send_signal(name)

    def stop(self) -> int:
        """Ask it to stop; the exit code."""
        self.send(signal.SIGTERM)
        return self.program.wait(PATIENCE)


@contextmanager
def served(folder: Path, database_url: str, **settings: object) -> Iterator[Served]:
    """Serve a store on a free port, with the settings given and none of this machine, until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {f"MONITOR_{name.upper()}": str(value) for name, value in settings.items()}
    given |= {"MONITOR_DATABASE_URL": database_url, "MONITOR_PORT": str(port), "MONITOR_SECRET_KEY": "geheim" * 8}
    environment = {"PATH": os.environ["PATH"], "TMPDIR": str(folder), **given}
    said = folder / f"said-{port}"
    with said.open("w") as log:
        program = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "serve"],
            env=environment,
            stdout=log,
            stderr=log,
            cwd=folder,
            text=True,
        )
    found = Served(program, port, said)
    try:
        wait_until(lambda: program.poll() is not None or get(f"{found.address}/readyz")[0] == 200, "serving")
        assert program.poll() is None, said.read_text()
        yield found
    finally:
        if program.poll() is None:
            program.kill()
            program.wait(PATIENCE)


def data(answer: tuple[int, str]) -> Any:
    """The JSON of an answer that must be one."""
    assert answer[0] == 200, answer
    return json.loads(answer[1])
