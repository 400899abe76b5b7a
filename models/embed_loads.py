"""How often each embed was loaded, per host name and month, and nothing more: a lower bound, without readers.

What browsers and proxies keep is not asked again, and some sites do not say who they are: the true number is higher.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from models.tables_beside import EmbedLoad

#: Instead of a host name: the site did not say; and all further sites once a month has as many as are kept apart.
UNKNOWN, OTHERS = "", "*"
MOST_HOSTS = 1000

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True, slots=True)
class Loads:
    """How often ``embed`` (its path) was loaded in ``month`` (``2025-03``) on pages of ``host``."""

    month: str
    host: str
    embed: str
    loads: int


def add(connection: Connection, month: str, counted: Mapping[tuple[str, str], int]) -> None:
    """Add what was counted, by host and embed."""
    of_month = EmbedLoad.month == month
    apart = set(connection.execute(select(EmbedLoad.host).where(of_month).distinct()).scalars())
    found: Counter[tuple[str, str]] = Counter()
    for (host, embed), loads in counted.items():
        if host not in apart and len(apart) < MOST_HOSTS:
            apart.add(host)
        found[host if host in apart or host == UNKNOWN else OTHERS, embed] += loads
    # In one order, so that two processes that write at the same time wait for each other and not in a circle.
    for (host, embed), loads in sorted(found.items()):
        new = _INSERT[connection.dialect.name](EmbedLoad).values(month=month, host=host, embed=embed, loads=loads)
        known = {"loads": EmbedLoad.loads + new.excluded.loads}
        connection.execute(new.on_conflict_do_update(index_elements=["month", "host", "embed"], set_=known))


def loads(connection: Connection, months: int = 12) -> list[Loads]:
    """The last ``months`` in which anything was loaded: newest first, and in each the most loaded first."""
    newest = connection.execute(select(EmbedLoad.month).distinct().order_by(EmbedLoad.month.desc()).limit(months))
    rows = connection.execute(
        select(EmbedLoad.month, EmbedLoad.host, EmbedLoad.embed, EmbedLoad.loads)
        .where(EmbedLoad.month.in_(newest.scalars().all()))
        .order_by(EmbedLoad.month.desc(), EmbedLoad.loads.desc(), EmbedLoad.host, EmbedLoad.embed)
    )
    return [Loads(*row) for row in rows]
