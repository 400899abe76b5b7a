"""Starting to serve where nobody has an account: the terminal shows a link, and every worker knows it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode

from models.settings import ROOT

PASSWORD = "een wachtwoord voor de tests"


class Served:
    """A running ``serve``: what it says, and its address."""

    def __init__(self, said: IO[str]) -> None:
        self.lines: list[str] = []
        self._answers = threading.Event()
        threading.Thread(target=self._listen, args=(said,), daemon=True).start()

    def _listen(self, said: IO[str]) -> None:
        for line in said:
            self.lines.append(line)
            if "Booting worker" in line:
                self._answers.set()

    def wait(self) -> None:
        assert self._answers.wait(90), self.lines

    @property
    def links(self) -> list[str]:
        return re.findall(r"^  (http://\S+/wachtwoord/instellen\?link=\S+)$", "".join(self.lines), re.MULTILINE)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve with two workers on a free port; settings are those of nobody."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": "/usr/bin:/bin",
        "MONITOR_DATABASE_URL": f"sqlite:///{folder / 'monitor.sqlite3'}",
        "MONITOR_PORT": str(port),
        "MONITOR_SECRET_KEY": "geheim" * 8,
        "MONITOR_LOG_LEVEL": "info",
    }
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "app.py"), "serve"], env=environment, stderr=subprocess.PIPE, text=True, cwd=folder
    )
    assert program.stderr is not None
    served = Served(program.stderr)
    try:
        served.wait()
        yield served
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(60)
        program.stderr.close()


def ask(address: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """The status and text of a page; redirections are not followed."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    data = urlencode(form).encode() if form else None
    try:
        with urllib.request.build_opener(Stay).open(address, data, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_the_first_start_shows_a_link_that_every_worker_knows_also_after_a_restart(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        (link,) = first.links
        assert "Nobody has an account yet." in "".join(first.lines)
        assert {ask(link)[0] for _ in range(6)} == {200}
    with serving(tmp_path) as again:
        (newer,) = again.links
        earlier = newer.split("?")[0] + "?" + link.split("?")[1]
        assert ask(earlier)[0] == 200
        sent = {"link": newer.split("link=")[1], "email": "an@example.org", "password": PASSWORD, "again": PASSWORD}
        assert ask(newer, sent)[0] == 303
        assert ask(earlier)[0] == ask(newer)[0] == 410
