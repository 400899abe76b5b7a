"""Editors who log over HTTP at a server with several processes, one after the other form, and keep what they were told.

All of it synthetic. An editor does as the form does: what was not answered is sent again under its key, and what is
doubted is confirmed once it was read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from models import sessions
from models.entries import EntryView, entries
from models.store import Store
from models.vocabulary import Role
from tests.people import account
from tests.processes import PATIENCE
from tests.store.synthetic import MEMORANDUM, TRACKS, shipment

#: The key of the servers of ``tests.processes``.
SECRET = "geheim" * 8
_LONG = timedelta(hours=1)


def prepared(url: str, editors: int) -> list[Editor]:
    """A store with the synthetic memorandum, and editors who are signed in."""
    with closing(Store.open(url)) as store:
        store.load(shipment())
        return [Editor(number, _cookie(store, number)) for number in range(editors)]


def _cookie(store: Store, number: int) -> str:
    """Somebody's session, as signing in would begin it: that is slow on purpose."""
    person = account(store, Role.EDITOR, f"editor{number}@example.org", name=f"Editor {number}")
    with store.database.appending() as connection:
        token = sessions.begin(connection, person, store.clock(), _LONG)
    signing = Flask("signing")
    signing.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(signing)
    assert serializer is not None
    return f"session={serializer.dumps({'token': token})}"


@dataclass
class Editor:
    """Somebody who logs: what was acknowledged, as number and note, and what every answer was (0: none came)."""

    number: int
    cookie: str
    acknowledged: dict[int, str] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    sent: int = 0
    seen: int = 0

    def log(self, port: int, on: Callable[[], bool]) -> None:
        """Send one form after the other to the server at ``port``, as long as it is ``on``."""
        while on():
            form = self._form()
            while on() and not self._accepted(form, self._send(port, form)):
                pass

    def _form(self) -> dict[str, object]:
        """The next form: a step; every fifth corrects the editor's own last entry."""
        self.sent += 1
        request, government = TRACKS[self.number % len(TRACKS)]
        note = f"Synthetisch {self.number}/{self.sent}"
        said: dict[str, object] = {
            "key": f"synthetische-sleutel-{self.number}-{self.sent}", "memorandum": MEMORANDUM, "deed": "record",
            "seen": f"{self.seen}.0", "request": request, "government": government, "kind": "status",
            "status": "in_progress", "effective_date": "2/1/2020", "note_nl": note, "visibility": "public",
            "source_url": f"https://example.org/{self.number}/{self.sent}",
        }  # fmt: skip
        if self.sent % 5 == 4 and self.acknowledged:
            said |= {"corrects": str(max(self.acknowledged)), "reason": "Synthetische reden"}
        return said

    def _send(self, port: int, form: dict[str, object]) -> tuple[int, str, str]:
        headers = {
            "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", "Connection": "close",
            "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("POST", "/werk/log", urlencode(form, doseq=True), headers)
            answer: HTTPResponse = connection.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read().decode()
        except (OSError, HTTPException):
            return 0, "", ""
        finally:
            connection.close()

    def _accepted(self, form: dict[str, object], answer: tuple[int, str, str]) -> bool:
        """Whether this form is done with: written, or refused because somebody was first."""
        status, location, text = answer
        self.answers[status] += 1
        if written := re.search(r"logged=(\d+)", location):
            number = int(written[1])
            assert self.acknowledged.setdefault(number, str(form["note_nl"])) == form["note_nl"]
            return True
        doubts = [unescape(doubt) for doubt in re.findall(r'name="doubt" value="([^"]*)"', text)]
        form |= {"doubt": doubts, "sure": "yes"}
        self.seen = max(self.seen, 0, *map(int, re.findall(r"#logregel-(\d+)", text)))
        return status != 0 and not doubts


def must_hold(url: str, editors: list[Editor]) -> list[EntryView]:
    """Every acknowledged entry is there once, whole and with its own words, and the chain is sound; all entries."""
    with closing(Store.open(url)) as store:
        report = store.verify()
        assert report.sound, report
        with store.database.reading() as connection:
            found = entries(connection)
    assert [entry.id for entry in found] == list(range(1, len(found) + 1))
    notes = Counter(entry.note_nl for entry in found)
    assert max(notes.values()) == 1, "a form is written twice"
    for entry in found:
        assert re.fullmatch(r"Synthetisch \d+/\d+", entry.note_nl)
        place = entry.note_nl.removeprefix("Synthetisch ")
        assert [source.url for source in entry.sources] == [f"https://example.org/{place}"], "written by halves"
    written = {entry.id: entry.note_nl for entry in found}
    for editor in editors:
        assert editor.acknowledged.items() <= written.items(), "an acknowledged entry is not there"
    return found


def all_answers(editors: list[Editor]) -> Counter[int]:
    """How often each status was answered."""
    return sum((editor.answers for editor in editors), Counter())
