"""Readers and an editor of several machines: asking one of them or the front, and asking while things break."""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import repeat
from typing import Any
from urllib.parse import urlencode

from deploy.machines.network import PORT, Machine

HTTPS = 8443
TOKEN = "een-woord-voor-wie-telt"  # noqa: S105 - of a trial
PASSWORD = "een wachtwoord voor de proef"  # noqa: S105 - of accounts that exist while the trial runs
READ = ("/", "/api/v1/progress.json", "/embed/progress", "/live", "/vraag/4.11")
_PATIENCE = 90.0
_ANYBODY = ssl.create_default_context()
_ANYBODY.check_hostname, _ANYBODY.verify_mode = False, ssl.CERT_NONE


@dataclass(frozen=True)
class Answer:
    """An answer; status 0 where there is none."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


class Browser:
    """Somebody with a cookie, or nobody in particular."""

    def __init__(self, address: str = "192.0.2.7") -> None:
        self._cookies: dict[str, str] = {}
        self._from = address

    def ask(self, machine: Machine | None, path: str, form: Mapping[str, Any] | None = None, tag: str = "") -> Answer:
        """Ask a machine as the front would, or the front itself; with a form: send it as one of our pages does.

        ``tag``: of what is known already.
        """
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        given = {"Authorization": f"Bearer {TOKEN}", "Cookie": cookies}
        given |= {"If-None-Match": tag} if tag else {}
        if machine is None:
            connection: HTTPConnection = HTTPSConnection("localhost", HTTPS, timeout=_PATIENCE, context=_ANYBODY)
        else:
            connection = HTTPConnection(machine.address, PORT, timeout=_PATIENCE)
            given |= {"X-Forwarded-For": self._from, "X-Forwarded-Proto": "https"}
            given |= {"X-Forwarded-Host": f"localhost:{HTTPS}"}
        try:
            if form is None:
                connection.request("GET", path, headers=given)
            else:
                given |= {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
                connection.request("POST", path, urlencode(form, doseq=True), given)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.partition(";")[0].partition("=")
                self._cookies[name] = value
            return Answer(answer.status, dict(answer.headers), answer.read())
        except (OSError, HTTPException) as failed:
            return Answer(0, {}, repr(failed).encode())
        finally:
            connection.close()

    def sign_in(self, machine: Machine | None, email: str, password: str = PASSWORD) -> int:
        """Try to sign in; the status."""
        return self.ask(machine, "/aanmelden", {"email": email, "password": password}).status

    def log(self, machines: Iterator[Machine | None], key: str, day: str, note: str) -> tuple[int, list[int]]:
        """Send a form under its key, to one machine after the other, until it is written; its entry, and every status.

        What is doubted is confirmed, as after reading it; what was not answered is sent again.
        """
        form: dict[str, Any] = {
            "key": key, "memorandum": "2019-2024", "deed": "record", "seen": "0.0", "request": "4.11",
            "government": "VL", "kind": "status", "status": "in_progress", "effective_date": day, "note_nl": note,
            "visibility": "public", "source_url": "https://example.org/", "source_title": "Synthetische bron",
        }  # fmt: skip
        told: list[int] = []
        while len(told) < 20:
            answer = self.ask(next(machines), "/werk/log", form)
            told.append(answer.status)
            if written := re.search(r"logged=(\d+)", answer.headers.get("Location", "")):
                return int(written[1]), told
            text = answer.body.decode(errors="replace")
            if doubts := re.findall(r'name="doubt" value="([^"]*)"', text):
                seen = max(map(int, re.findall(r"#logregel-(\d+)", text)), default=0)
                form |= {"doubt": doubts, "sure": "yes", "seen": f"{seen}.0"}
        return 0, told


@dataclass
class Load:
    """What readers and an editor at the front were answered: how often what, what failed, and the longest wait."""

    answers: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    longest: float = 0.0
    written: list[int] = field(default_factory=list)
    sent: Counter[int] = field(default_factory=Counter)

    def __str__(self) -> str:
        reading = f"{sum(self.answers.values())} read, {len(self.failed)} failed, the longest wait {self.longest:.1f} s"
        again = sum(count for status, count in self.sent.items() if status not in (303, 409))
        return f"{reading}; {len(self.written)} entries written, {again} forms sent again"

    def read(self, over: threading.Event) -> None:
        """Ask one address after the other until it is over."""
        reader, place = Browser(), 0
        while not over.is_set():
            path, place = READ[place % len(READ)], place + 1
            begun = time.monotonic()
            answer = reader.ask(None, path)
            self.longest = max(self.longest, time.monotonic() - begun)
            self.answers[answer.status] += 1
            if answer.status != 200:
                self.failed.append(f"{path}: {answer.status} {answer.body[:200].decode(errors='replace')}")
            time.sleep(0.2)  # the front lets 30 requests a second through from one address

    def write(self, over: threading.Event, editor: Browser, name: str) -> None:
        """Write entries one after the other until it is over; what was not answered is sent again under its key."""
        front: Iterator[Machine | None] = repeat(None)
        while not over.is_set():
            key = f"{name}-{len(self.written):05d}-synthetisch"
            entry, told = editor.log(front, key, "2/1/2020", f"Synthetisch {key}")
            self.sent.update(told)
            if entry:
                self.written.append(entry)
            time.sleep(0.2)


@contextmanager
def load(editor: Browser, name: str) -> Iterator[Load]:
    """Four readers and the editor at the front, as long as this lasts."""
    found, over = Load(), threading.Event()
    busy = [threading.Thread(target=found.read, args=(over,)) for _ in range(4)]
    busy.append(threading.Thread(target=found.write, args=(over, editor, name)))
    for each in busy:
        each.start()
    try:
        yield found
    finally:
        over.set()
        for each in busy:
            each.join()
