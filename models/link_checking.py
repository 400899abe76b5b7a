"""Asking the addresses of sources, politely: one server at a time, and none of them often."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from models.asking import Answered, NotAnswered
from models.links import Link, keep
from models.store import Store
from models.tables import EntrySource
from models.tables_beside import LinkCheck
from models.vocabulary import LinkOutcome

#: Between two questions to one server.
POLITE_SECONDS = 2.0
_TOO_MANY_REQUESTS = 429

Ask = Callable[[str], Answered]


@dataclass(slots=True)
class _Hosts:
    """When each server may be asked again; one that finds us too many is left alone."""

    pause: float
    asked: dict[str, float] = field(default_factory=dict)
    unwilling: set[str] = field(default_factory=set)

    def wait(self, host: str) -> None:
        if host in self.asked:
            time.sleep(max(0.0, self.asked[host] + self.pause - time.monotonic()))
        self.asked[host] = time.monotonic()


def check(
    store: Store, ask: Ask, *, older_than: timedelta, most: int | None = None, pause: float = POLITE_SECONDS
) -> Iterator[Link]:
    """Ask every address that was not asked for ``older_than``, at most ``most`` of them, and keep what they answer.

    Each answer is kept before it is yielded, so that whoever stops keeps what was done. Servers are asked in turn, the
    same one at most once in ``pause`` seconds, and not again in this run once it answered that it was too much.
    """
    with store.database.reading() as connection:
        due = _in_turn(_due(connection, store.clock() - older_than))
    hosts = _Hosts(pause)
    for url in due[:most]:
        host = _host(url)
        if host in hosts.unwilling:
            continue
        hosts.wait(host)
        link = _asked(url, ask, store.clock().astimezone(UTC))
        if link.http_status == _TOO_MANY_REQUESTS:
            hosts.unwilling.add(host)
        with store.database.appending() as connection:
            kept = keep(connection, link)
        if kept:
            yield kept


def _due(connection: Connection, before: datetime) -> list[str]:
    """The addresses of sources, those never asked first, then those asked longest ago."""
    last = {row.url: row.checked_at for row in connection.execute(select(LinkCheck.url, LinkCheck.checked_at))}
    cited = connection.execute(select(EntrySource.url).where(EntrySource.url.is_not(None)).distinct()).scalars()
    never = datetime.min.replace(tzinfo=UTC)
    moments = {url: last.get(url, never) for url in cited if url}
    return sorted((url for url, at in moments.items() if at <= before), key=lambda url: (moments[url], url))


def _in_turn(urls: Sequence[str]) -> list[str]:
    """The same addresses, in rounds in which each server comes once."""
    rounds: dict[str, int] = defaultdict(int)
    placed = []
    for url in urls:
        placed.append((rounds[_host(url)], url))
        rounds[_host(url)] += 1
    return [url for _, url in sorted(placed, key=lambda place: place[0])]


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _asked(url: str, ask: Ask, now: datetime) -> Link:
    try:
        answered = ask(url)
    except NotAnswered as error:
        return Link(url, error.why, None, "", now, now)
    outcome = _outcome(answered.status)
    moved_to = answered.moved_to if outcome is LinkOutcome.FOUND else ""
    return Link(url, outcome, answered.status, moved_to, now, None if outcome is LinkOutcome.FOUND else now)


def _outcome(status: int) -> LinkOutcome:
    if status < 400:
        return LinkOutcome.FOUND
    if status in (404, 410):
        return LinkOutcome.GONE
    return LinkOutcome.UNWILLING if status < 500 else LinkOutcome.FAILING
