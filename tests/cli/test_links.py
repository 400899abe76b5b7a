"""The command that asks the sources: as installed it asks no machine that is not public, and tells what it found."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from models import asking
from models.release import RELEASE
from models.store import Store
from tests.cli.conftest import Run
from tests.store.synthetic import shipment

HEADER = "request_id,government,effective_date,date_precision,status,note_nl,note_en,source_title,source_url,"
HEADER += "source_publisher,source_date,confidence,second_reading\n"


class Sources(BaseHTTPRequestHandler):
    """Has one page, and one that moved there."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        self.send_response({"/here": 200, "/moved": 301}.get(self.path, 404))
        if self.path == "/moved":
            self.send_header("Location", "/here")
        self.end_headers()

    def log_message(self, *_message: object) -> None:
        """Say nothing."""


@pytest.fixture
def sources(run: Run, tmp_path: Path) -> Iterator[type[Sources]]:
    """A server on this machine, whose three pages are the only sources of the log."""
    store = Store.open(f"sqlite:///{tmp_path / 'monitor.sqlite3'}")
    store.load(shipment())
    store.close()
    handler = type("OwnSources", (Sources,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        rows = [
            f"1.1,VL,2020-01-0{day},day,stalled,Nota,,,http://127.0.0.1:{server.server_port}/{page},,,,\n"
            for day, page in enumerate(("here", "moved", "gone"), start=2)
        ]
        (tmp_path / "in.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
        assert run("import", "in.csv").code == 0
        yield handler
        server.shutdown()


def test_as_installed_it_never_asks_this_machine(run: Run, sources: type[Sources]) -> None:
    answer = run("links")
    assert (answer.code, answer.out.count("not public: http://127.0.0.1:")) == (0, 3)
    assert answer.out.endswith("3 addresses asked, 3 not found. Nothing in the log changed.\n")
    assert sources.asked == []
    assert run("links").out == "0 addresses asked, 0 not found. Nothing in the log changed.\n"


def test_it_tells_what_was_not_found_or_moved(
    run: Run, sources: type[Sources], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.commands.asking.ask", partial(asking.ask, allowed=lambda address: address.is_loopback))
    monkeypatch.setattr("models.link_checking.check.__kwdefaults__", {"most": None, "pause": 0})
    answer = run("links", "--older-than", "0")
    *told, last = answer.out.splitlines()
    assert sorted(line.partition(":")[0] for line in told) == ["gone (404)", "moved to http"]
    assert last == "3 addresses asked, 1 not found. Nothing in the log changed."
    assert sorted(path for path, _ in sources.asked) == ["/gone", "/here", "/here", "/moved"]
    assert {agent.partition(" ")[0] for _, agent in sources.asked} == {f"Memorandummonitor/{RELEASE}"}
    assert run("verify").code == 0
    assert "1 address asked" in run("links", "--older-than", "0", "--most", "1").out
    assert run("links", "--most", "-1").code == 2
