"""Whether the sources of the log can still be found: asked on demand, kept beside the log, shown to staff.

Nothing in the log changes by it: a source that is gone was there when it was cited.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from models.entries import EntryView, entries
from models.tables import EntrySource
from models.tables_beside import LinkCheck
from models.vocabulary import DEAD, LinkOutcome, Role


@dataclass(frozen=True, slots=True)
class Link:
    """An address and what it answered at ``checked_at``; ``failing_since`` None: it was found.

    ``http_status`` None: there was no answer. ``moved_to`` is where it stands now for good; empty: where it stood.
    """

    url: str
    outcome: LinkOutcome
    http_status: int | None
    moved_to: str
    checked_at: datetime
    failing_since: datetime | None

    @property
    def dead(self) -> bool:
        """Whether the source is most likely lost, and not only hard to reach."""
        return self.outcome in DEAD


@dataclass(frozen=True, slots=True)
class LostSource:
    """An address that was not found or moved, and the counting entries that rest on it."""

    link: Link
    title: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How far the sources have been checked: addresses, those asked at least once, the oldest and newest time."""

    addresses: int
    asked: int
    oldest: datetime | None
    newest: datetime | None


def keep(connection: Connection, link: Link) -> Link | None:
    """Keep an answer, with the time since when it has been no better; None if no source has this address any more."""
    if connection.execute(select(EntrySource.entry_id).where(EntrySource.url == link.url).limit(1)).first() is None:
        return None
    digest = hashlib.sha256(link.url.encode()).hexdigest()
    this = LinkCheck.digest == digest
    since = connection.execute(select(LinkCheck.failing_since).where(this)).scalar_one_or_none()
    failing_since = link.failing_since and (since or link.failing_since)
    connection.execute(delete(LinkCheck).where(this))
    kept = Link(link.url, link.outcome, link.http_status, link.moved_to, link.checked_at, failing_since)
    connection.execute(
        insert(LinkCheck).values(digest=digest, **{name: getattr(kept, name) for name in kept.__slots__})
    )
    return kept


def forget_uncited(connection: Connection) -> None:
    """Drop what is kept of addresses that no source has any more: after a redaction nothing of them may stay."""
    cited = select(EntrySource.url).where(EntrySource.url.is_not(None))
    connection.execute(delete(LinkCheck).where(LinkCheck.url.not_in(cited)))


def lost(connection: Connection, role: Role, *, memorandum: str | None = None) -> list[LostSource]:
    """The addresses that were not found or moved, with the counting entries that ``role`` may see; dead ones first."""
    gone = (LinkCheck.outcome != LinkOutcome.FOUND) | (LinkCheck.moved_to != "")
    query = select(LinkCheck.__table__).where(gone)
    links = {
        row["url"]: Link(**{name: row[name] for name in Link.__slots__}) for row in connection.execute(query).mappings()
    }
    asked = select(EntrySource.entry_id).where(EntrySource.url.in_(select(LinkCheck.url).where(gone))).distinct()
    citing = connection.execute(asked).scalars().all()
    views = [view for view in entries(connection, role=role, memorandum=memorandum, ids=citing) if view.counts]
    cited: dict[str, list[EntryView]] = defaultdict(list)
    titles: dict[str, str] = {}
    for view in views:
        for source in view.sources:
            if source.url in links:
                cited[source.url].append(view)
                titles.setdefault(source.url, source.title)
    found = [LostSource(links[url], titles[url], tuple(views)) for url, views in cited.items()]
    return sorted(found, key=_gravity)


def _gravity(source: LostSource) -> tuple[bool, bool, datetime, str]:
    link = source.link
    return (not link.dead, link.failing_since is None, link.failing_since or link.checked_at, link.url)


def checked(connection: Connection) -> Checked:
    """How far all sources of the log have been checked."""
    addresses = select(func.count(EntrySource.url.distinct()))
    asked = select(func.count(), func.min(LinkCheck.checked_at), func.max(LinkCheck.checked_at))
    return Checked(connection.execute(addresses).scalar_one(), *connection.execute(asked).one())
