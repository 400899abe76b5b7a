"""The hash chain of the catalogue: each version's hash covers its rows and the hash of the version before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from models import chain
from models.tables import CatalogueHash, CatalogueRow, CatalogueVersion

_ROW = (CatalogueRow.memorandum, CatalogueRow.kind, CatalogueRow.key, CatalogueRow.position, CatalogueRow.body)


@dataclass(frozen=True, slots=True)
class Link:
    """A version: the hash that is kept for it, and the one that its content and the version before it give."""

    version: int
    recorded_at: datetime
    kept: str | None
    computed: str


def extend(connection: Connection, first: int = 1) -> None:
    """Give the versions from ``first`` on their hashes."""
    made = [link for link in links(connection) if link.version >= first]
    if made:
        rows = [{"version_id": link.version, "hash": link.computed} for link in made]
        connection.execute(insert(CatalogueHash), rows)


def links(connection: Connection) -> list[Link]:
    """All versions, in their order."""
    rows: dict[int, list[list[Any]]] = defaultdict(list)
    for version, *row in connection.execute(select(CatalogueRow.version_id, *_ROW)):
        rows[version].append(row)
    query = (
        select(
            CatalogueVersion.id,
            CatalogueVersion.recorded_at,
            CatalogueVersion.author_id,
            CatalogueVersion.reason,
            CatalogueHash.hash.label("kept"),
        )
        .outerjoin(CatalogueHash, CatalogueHash.version_id == CatalogueVersion.id)
        .order_by(CatalogueVersion.id)
    )
    found: list[Link] = []
    previous = chain.GENESIS
    for version in connection.execute(query).mappings():
        covered = {name: version[name] for name in ("id", "recorded_at", "author_id", "reason")}
        ordered: list[list[Any]] = sorted(rows[version["id"]], key=_key)
        computed = chain.version_hash(covered, ordered, previous)
        found.append(Link(version["id"], version["recorded_at"], version["kept"], computed))
        previous = version["kept"] or computed
    return found


def _key(row: list[Any]) -> tuple[str, str, str]:
    memorandum, kind, key, *_ = row
    return memorandum, kind, key


def problems(found: list[Link]) -> Iterator[str]:
    """What is wrong with the versions, a sentence each."""
    last: datetime | None = None
    for number, link in enumerate(found, start=1):
        if link.version != number:
            yield f"Version {link.version} of the catalogue should be number {number}; versions are missing."
        if last is not None and link.recorded_at <= last:
            yield f"Version {link.version} of the catalogue is not recorded later than the one before it."
        if link.kept != link.computed:
            yield f"Version {link.version} of the catalogue does not match its hash."
        last = link.recorded_at
