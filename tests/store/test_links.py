"""Checking the links of sources: asked politely, kept beside the log, told to those who may see the entries."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from models import links
from models.asking import Answered, NotAnswered
from models.drafts import Source
from models.link_checking import check
from models.links import Link
from models.store import Store
from models.tables_beside import LinkCheck
from models.vocabulary import LinkOutcome, Role, Visibility
from tests.store.synthetic import Clock, add_person, draft

WEEK = timedelta(days=7)


def log_sources(store: Store, author: int, *urls: str, **said: object) -> list[int]:
    with store.appending() as log:
        return [log.record(author, draft(sources=(Source(url, f"Bron {url}"[:500]),), **said)).id for url in urls]


def answering(**answers: int | LinkOutcome) -> Callable[[str], Answered]:
    """Asks nobody: each path has its answer."""

    def ask(url: str) -> Answered:
        answer = answers[urlsplit(url).path.strip("/")]
        if isinstance(answer, LinkOutcome):
            raise NotAnswered(answer)
        return Answered(url, answer, f"{url}/new" if answer == 200 else "")

    return ask


def lost(store: Store, role: Role = Role.READER) -> list[tuple[str, tuple[int, ...]]]:
    with store.database.reading() as connection:
        return [(found.link.url, tuple(entry.id for entry in found.entries)) for found in links.lost(connection, role)]


@pytest.mark.parametrize(
    ("answer", "outcome", "dead"),
    [
        (204, "found", False),
        (404, "gone", True),
        (410, "gone", True),
        (403, "unwilling", False),
        (429, "unwilling", False),
        (503, "failing", False),
        (LinkOutcome.UNKNOWN_HOST, "unknown_host", True),
        (LinkOutcome.TOO_SLOW, "too_slow", False),
        (LinkOutcome.NOT_PUBLIC, "not_public", False),
    ],
)
def test_what_an_answer_means(store: Store, anna: int, answer: int | LinkOutcome, outcome: str, dead: bool) -> None:
    log_sources(store, anna, "https://example.org/a")
    (link,) = check(store, answering(a=answer), older_than=WEEK, pause=0)
    status = answer if isinstance(answer, int) else None
    assert (link.outcome, link.http_status, link.dead) == (outcome, status, dead)
    assert (link.failing_since is None) is (outcome == "found")


def test_each_address_is_asked_once_and_again_only_when_it_is_time(store: Store, clock: Clock, anna: int) -> None:
    log_sources(store, anna, "https://example.org/a", "https://example.org/b", "https://example.org/a")

    def run(**answers: int) -> list[str]:
        return [link.url[-1] for link in check(store, answering(**answers), older_than=WEEK, pause=0)]

    assert run(a=404, b=200) == ["a", "b"]
    clock.tick(days=6)
    assert run() == []
    log_sources(store, anna, "https://example.org/c")
    assert run(c=200) == ["c"]
    clock.tick(days=2)
    assert run(a=404, b=404) == ["a", "b"]
    with store.database.reading() as connection:
        since = {row.url: row.failing_since for row in connection.execute(select(LinkCheck.__table__))}
        told = links.checked(connection)
    assert since["https://example.org/a"] == clock.now - timedelta(days=8)
    assert since["https://example.org/b"] == clock.now
    assert (told.addresses, told.asked, told.newest) == (3, 3, clock.now)
    clock.tick(days=8)
    assert run(a=200, b=404, c=200) == ["c", "a", "b"]
    assert [url[-1] for url, _ in lost(store)] == ["b", "a", "c"]  # a and c are found again, but moved


def test_the_log_does_not_change_by_it(store: Store, anna: int) -> None:
    log_sources(store, anna, "https://example.org/a")
    before, scope = store.verify(), store.scope()
    assert len(list(check(store, answering(a=404), older_than=WEEK, pause=0))) == 1
    assert (store.verify(), store.scope().last_write) == (before, scope.last_write)


def test_whoever_stops_keeps_what_was_done(store: Store, anna: int) -> None:
    log_sources(store, anna, "https://example.org/a", "https://example.org/b")
    assert next(check(store, answering(a=404, b=404), older_than=WEEK, pause=0)).url.endswith("/a")
    assert [url[-1] for url, _ in lost(store)] == ["a"]
    assert [link.url[-1] for link in check(store, answering(b=404), older_than=WEEK, pause=0, most=5)] == ["b"]


def test_a_server_is_asked_in_turn_and_left_alone_when_it_is_too_much(store: Store, anna: int) -> None:
    urls = [f"https://{host}/{name}" for host in ("one.example", "two.example") for name in "abc"]
    log_sources(store, anna, *urls)
    moments: dict[str, list[float]] = {}

    def ask(url: str) -> Answered:
        host = urlsplit(url).hostname or ""
        moments.setdefault(host, []).append(time.monotonic())
        return Answered(url, 429 if host == "two.example" and len(moments[host]) == 2 else 200)

    asked = [link.url for link in check(store, ask, older_than=WEEK, pause=0.2)]
    assert asked == [urls[0], urls[3], urls[1], urls[4], urls[2]]
    for times in moments.values():
        assert all(later - sooner >= 0.2 for sooner, later in pairwise(times))


def test_lost_sources_are_told_with_the_counting_entries_one_may_see(store: Store, anna: int, bram: int) -> None:
    url = "https://example.org/a"
    first, second, third = log_sources(store, anna, url, url, url)
    (internal,) = log_sources(store, anna, url, visibility=Visibility.INTERNAL)
    list(check(store, answering(a=410), older_than=WEEK, pause=0))
    assert lost(store) == [(url, (internal, first, second, third))]
    with store.appending() as log:
        log.retract(bram, first, "Synthetische reden")
        corrected = log.correct(
            bram, second, draft(sources=(Source("https://example.org/b"),)), "Synthetische reden"
        ).id
    assert lost(store) == [(url, (internal, third))]
    list(check(store, answering(b=404), older_than=WEEK, pause=0))
    assert lost(store) == [(url, (internal, third)), ("https://example.org/b", (corrected,))]


def test_nothing_of_a_redacted_address_stays(store: Store, anna: int) -> None:
    admin = add_person(store, Role.ADMIN)
    secret, other = log_sources(store, anna, "https://example.org/a", "https://example.org/b")
    assert other
    slow = check(store, answering(a=404, b=404), older_than=WEEK, pause=0)
    assert next(slow).url.endswith("/a")
    store.redact(admin, secret, "Synthetische reden")
    store.redact(admin, other, "Synthetische reden")
    assert list(slow) == []  # it was going to ask the second one, and keeps nothing of it
    with store.database.reading() as connection:
        assert connection.execute(select(LinkCheck.url)).all() == []


def test_addresses_longer_than_an_index_takes(store: Store, anna: int) -> None:
    url = "https://example.org/" + "ë" * 1900
    log_sources(store, anna, url)
    found: list[Link] = list(check(store, lambda asked: Answered(asked, 404), older_than=WEEK, pause=0))
    assert [link.url for link in found] == [url] == [known for known, _ in lost(store)]
