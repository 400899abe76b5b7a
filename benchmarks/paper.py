"""How long the report of a meeting takes: the first one of a process, and the same one again, which is kept.

The meeting is about the whole shipped log, with an earlier one to compare with. Both are made for the measurement.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from benchmarks.measure import Row, Sample, Table, milliseconds
from benchmarks.servers import Server, monitor
from models import meetings, people
from models.store import Store
from models.vocabulary import Role

FIRST = "report as PDF, first of a process"
_FORMS = (
    (FIRST, ".pdf"),
    ("the same PDF again, kept", ".pdf"),
    ("another PDF, in English", ".pdf?lang=en"),
    ("workbook", ".xlsx"),
    ("slides", ".pptx"),
    ("page", ""),
)
_EMAIL, _PASSWORD = "benchmark@example.org", "only for the measurement"
_HOW = (
    "Signed in, over HTTP, from a process that was just started and has answered nothing but the sign-in; one row after"
    " another in this order, by the client's clock."
)


def measure(store: Store, starts: int) -> list[Table]:
    """Ask every form of the report, from ``starts`` processes in turn; ``store`` holds what ships."""
    number, found = _prepared(store), dict[str, list[float]]()
    for _ in range(starts):
        with monitor(store.database.url.render_as_string(), MONITOR_WORKERS="1") as server:
            for what, took in _asked(server, number):
                found.setdefault(what, []).append(took)
    rows: list[Row] = [{"what": what, "time": Sample(tuple(times))} for what, times in found.items()]
    return [Table("The report of a meeting", _HOW, rows)]


def _prepared(store: Store) -> int:
    """A closed meeting with one before it, and somebody who may read them; the number of the meeting."""
    memorandum = store.memoranda()[-1]
    with store.database.appending() as connection:
        now = store.clock()
        editor = people.add(connection, _EMAIL, Role.EDITOR, "Benchmark", _PASSWORD, now)
        for held_on in (date(2022, 6, 30), memorandum.end):
            planned = meetings.plan(connection, editor.id, memorandum.id, held_on, "Benchmark", now)
            meetings.close(connection, editor.id, planned.id, now)
    return planned.id


def _asked(server: Server, number: int) -> Iterator[tuple[str, float]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    form = urlencode({"email": _EMAIL, "password": _PASSWORD})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", "/aanmelden", form, kind)
    signed_in = connection.getresponse()
    cookie = (signed_in.getheader("Set-Cookie") or "").partition(";")[0]
    signed_in.read()

    def ask(path: str) -> None:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read():
            raise RuntimeError(f"{path} was answered with {answer.status}")

    for what, form_of in _FORMS:
        yield what, milliseconds(lambda path=f"/rapport/{number}{form_of}": ask(path))  # type: ignore[misc]
    connection.close()
