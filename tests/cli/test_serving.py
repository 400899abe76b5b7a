"""Several processes before one store: they say the same, are replaced one by one, and stop without dropping anyone.

Starting is what takes long here, so that one served store passes through all of it: one process, then four, then four
others, then none; and what it wrote in its log meanwhile is read at the end.
"""

from __future__ import annotations

import json
import signal
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from data.reader import read
from models import embed_loads
from models.attempts import MOST_PER_ACCOUNT
from models.drafts import Draft, Source
from models.people import RESEARCH, body
from models.store import Store
from models.vocabulary import Kind, Role, Status
from tests.people import PASSWORD, account
from tests.processes import Served, data, get, served, wait_until
from tests.serving import body as asked_of_dash

#: What a reader must not be known by, and where a log could get it from.
READER, LETTERS, SOUGHT = "192.0.2.7", "an.peeters@example.org", "zoekwoord-van-een-lezer"
PAGE, TRACKS = "/vraag/4.11", "/api/v1/tracks.json?request=4.11&government=VL"


@pytest.fixture
def store(store_url: str, shipped: Path) -> Iterator[Store]:
    """A store with the catalogue as it ships and a short log, on each engine."""
    opened = Store.open(store_url)
    opened.load(read(shipped))
    yield opened
    opened.close()


def log(store: Store, day: date, status: Status) -> str:
    """Write in another process than any that serves; the new version of the public record."""
    draft = Draft(
        Kind.STATUS, "2019-2024", "4.11", "VL", day, status=status, sources=(Source("https://example.org", "Bron"),)
    )
    with store.appending() as writer:
        writer.record(body(writer.connection, RESEARCH, store.clock()), draft)
    return f"{store.end()[0]}.1.0"


def grown(site: Served, count: int) -> None:
    """Wait until there are so many processes."""
    wait_until(lambda: len(site.children) == count, f"process {count}")


def every_process_answers(site: Served, count: int) -> set[int]:
    """Ask until each of so many processes has answered a few times; their ids."""

    def all_did() -> set[int] | None:
        with ThreadPoolExecutor(8) as pool:
            assert {status for status, _ in pool.map(get, [site.address + PAGE, site.address + TRACKS] * 6)} == {200}
        busy = {pid for pid, answered in site.processes.items() if answered > 4}
        return busy if len(busy) == count else None

    return set(wait_until(all_did, f"an answer of each of {count} processes"))


def all_say(site: Served, version: str, status: Status) -> None:
    """Whoever is asked, from this moment on, says what was written last."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(get, [site.address + TRACKS] * 24))
        pages = list(pool.map(get, [site.address + PAGE] * 12))
    assert {data(answer)["meta"]["version"] for answer in answers} == {version}
    assert {row["status"] for answer in answers for row in data(answer)["data"]} == {status}
    assert len({text for _, text in pages}) == 1
    assert {code for code, _ in pages} == {200}


@pytest.mark.timeout(300)
def test_one_process_and_four_say_the_same_at_once_and_are_replaced_without_a_failed_request(
    store: Store, store_url: str, tmp_path: Path
) -> None:
    told = {"log_level": "info", "log_format": "json", "trusted_proxies": 1}
    with served(tmp_path, store_url, workers=1, **told) as site:
        all_say(site, log(store, date(2020, 1, 1), Status.IN_PROGRESS), Status.IN_PROGRESS)
        for count in (2, 3, 4):
            site.send(signal.SIGTTIN)
            grown(site, count)
        first = every_process_answers(site, 4)
        all_say(site, log(store, date(2020, 2, 1), Status.STALLED), Status.STALLED)
        a_reader_looks_around(site)
        staff_are_known_to_all(site, store)
        guessing_counts_together(site)
        an_embed_is_loaded_on_a_page_of_others(site)

        failures = restarted_under_load(site, first)

        assert failures == []
        an_embed_is_loaded_on_a_page_of_others(site)
        all_say(site, log(store, date(2020, 3, 1), Status.DECIDED), Status.DECIDED)
        stops_when_all_are_answered(site)
        the_log_tells_no_reader(site)
    with store.database.reading() as connection:
        assert [(one.host, one.loads) for one in embed_loads.loads(connection)] == [("www.gent.be", 6)]
    assert store.verify().sound
    assert list(tmp_path.glob("memorandummonitor-metrics-*")) == []


def restarted_under_load(site: Served, first: set[int]) -> list[tuple[int, str]]:
    """Replace all processes while four readers ask without a pause; what failed."""
    over, failures, asked = threading.Event(), [], [0] * 4

    def reader(which: int) -> None:
        while not over.is_set():
            answer = get(f"{site.address}/api/v1/progress.json")
            asked[which] += 1
            if answer[0] != 200:
                failures.append(answer)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(reader, which) for which in range(4)]
        site.send(signal.SIGHUP)
        try:
            wait_until(lambda: (now := set(site.processes)) and not now & first, "the end of the old processes")
            before = sum(asked)
            wait_until(lambda: sum(asked) > before + 20, "answers of the new processes")
        finally:
            over.set()
        for each in readers:
            each.result()
    return failures


def a_reader_looks_around(site: Served) -> None:
    """Somebody searches, comes from a letter, tries to sign in, and asks for what is not there."""
    known = {"X-Forwarded-For": READER, "User-Agent": f"Browser of {LETTERS}", "Referer": f"https://mail/?{LETTERS}"}
    for path in (f"/logboek?q={SOUGHT}", f"/vraag/4.11?utm_source={LETTERS}", f"/{SOUGHT}", "/api/v1/tracks?dossier=x"):
        get(site.address + path, **known)
    typed = urlencode({"email": LETTERS, "password": SOUGHT}).encode()
    get(f"{site.address}/aanmelden", typed, **known, Origin=site.address)


def an_embed_is_loaded_on_a_page_of_others(site: Served) -> None:
    """Three times, and counted: in memory, until the process that answered has a minute, or ends."""
    for _ in range(3):
        assert get(f"{site.address}/embed/progress", Referer="https://www.gent.be/x")[0] == 200


def staff_are_known_to_all(site: Served, store: Store) -> None:
    """Who signed in at one process is signed in at every other, and signed out there too."""
    an = account(store, Role.READER, "an@example.org")
    sent = urlencode({"email": an.email, "password": PASSWORD}).encode()
    with closing(HTTPConnection("127.0.0.1", site.port)) as connection:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.address}
        connection.request("POST", "/aanmelden", sent, kind)
        cookie = str(connection.getresponse().headers["Set-Cookie"]).partition(";")[0]
    assert statuses(site, "/werk/live", Cookie=cookie) == {200}
    assert get(f"{site.address}/afmelden", b"", Cookie=cookie, Origin=site.address)[0] == 200
    assert statuses(site, "/werk/live", Cookie=cookie) == {401}


def statuses(site: Served, path: str, **headers: str) -> set[int]:
    """What many askers at once are answered."""
    with ThreadPoolExecutor(8) as pool:
        asked = {"Sec-Fetch-Dest": "empty", **headers}  # as a script asks: it is led nowhere else
        return {status for status, _ in pool.map(lambda _: get(site.address + path, **asked), range(24))}


def guessing_counts_together(site: Served) -> None:
    """Of guesses at one account from everywhere at once, so many are looked at and no more, whoever gets them."""

    def guess(place: int) -> int:
        typed = urlencode({"email": "an@example.org", "password": "een gok"}).encode()
        there = {"X-Forwarded-For": f"198.51.100.{place}", "Origin": site.address}
        return get(f"{site.address}/aanmelden", typed, **there)[0]

    with ThreadPoolExecutor(12) as pool:
        assert Counter(pool.map(guess, range(24))) == {403: MOST_PER_ACCOUNT, 429: 24 - MOST_PER_ACCOUNT}


def the_log_tells_no_reader(site: Served) -> None:
    """What the processes wrote tells what was asked, in lines for machines, and nothing about who asked."""
    said = site.said.read_text()
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    routes = {line.get("route") for line in lines}
    assert {"/logboek", "/vraag/<request>", "/aanmelden", "/api/v1/tracks"} <= routes
    assert all(line["request_id"] for line in lines if "route" in line)
    for personal in (READER, LETTERS, SOUGHT, "Browser of", "geheim"):
        assert personal not in said, personal
    assert not [line for line in lines if "route" in line and "127.0.0.1" in json.dumps(line)]


def stops_when_all_are_answered(site: Served) -> None:
    """A request that is on its way when the end comes is answered, and then it ends well."""
    content = json.dumps(asked_of_dash(path="/methode")).encode()
    head = f"POST /_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as connection:
        connection.sendall(f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content[:50])
        wait_until(lambda: site.in_progress == 1, "the beginning of the request")
        site.send(signal.SIGTERM)
        wait_until(lambda: len(site.children) == 1, "the end of the processes that have nothing left to do")
        connection.sendall(content[50:])
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert answer.rstrip().endswith(b"}")
    assert site.program.wait(60) == 0
