"""One reading of the store: everything visible about one memorandum, as known at one moment.

A reading is pinned to a number of public entries and a version of the catalogue; what is written afterwards does not
show in it, whenever its frames are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from models import timeline
from models.catalogue import Catalogue
from models.entries import EntryView
from models.query import Query
from models.query_values import instant_text
from models.release import RELEASE


@dataclass(frozen=True, slots=True)
class Version:
    """Where the public record stands: entries, catalogue version, redactions among those entries, head hash."""

    entries: int
    catalogue: int
    redactions: int
    head: str

    def __str__(self) -> str:
        return f"{self.entries}.{self.catalogue}.{self.redactions}"


class Reading:
    """What a query sees. Frames are filtered by the query's dossiers, requests, governments and goals."""

    def __init__(
        self,
        query: Query,
        catalogue: Catalogue,
        version: Version,
        steps: Callable[[Sequence[date] | None], pd.DataFrame],
        entries: Callable[[Collection[int] | None, Collection[str] | None], list[EntryView]],
    ) -> None:
        self.query = query
        self.catalogue = catalogue
        self.version = version
        self._steps = steps
        self._entries = entries
        self._snapshots: dict[tuple[date, ...], pd.DataFrame] = {}

    def meta(self) -> dict[str, Any]:
        """What every answer says about itself; the moment is exact to the microsecond."""
        return {
            "memorandum": self.query.memorandum,
            "as_of": self.query.as_of.isoformat(),
            "known_at": instant_text(self.query.known_at),
            "version": str(self.version),
            "release": RELEASE,
            "head": self.version.head,
            "entries": self.version.entries,
            "nothing_recorded": self.version.entries == 0,
        }

    def tracks(self) -> pd.DataFrame:
        """The tracks asked for, in catalogue order: ``request, government, dossier``; not to be changed."""
        return self._tracks

    @cached_property
    def _tracks(self) -> pd.DataFrame:
        query, by_id = self.query, self.catalogue.request
        linked = {request for request, goal in self.catalogue.links() if goal in query.sdgs}
        rows = [
            (request, government, by_id[request].dossier)
            for request, government in self.catalogue.tracks()
            if (not query.dossiers or by_id[request].dossier in query.dossiers)
            and (not query.requests or request in query.requests)
            and (not query.governments or government in query.governments)
            and (not query.sdgs or request in linked)
        ]
        return pd.DataFrame(rows, columns=["request", "government", "dossier"]).astype(
            {"request": "str", "government": "str", "dossier": "int64"}
        )

    def links(self) -> pd.DataFrame:
        """Which request contributes to which goal: ``request, sdg``, each pair once; not to be changed."""
        return self._links

    @cached_property
    def _links(self) -> pd.DataFrame:
        frame = pd.DataFrame(self.catalogue.links(), columns=["request", "sdg"])
        return frame.astype({"request": "str", "sdg": "int64"})

    def weights(self) -> dict[str, Decimal | None]:
        """The weight of each status in the index; None: left out."""
        return self.catalogue.weights()

    def steps(self) -> pd.DataFrame:
        """Which entry counts when: ``request, government, valid_from, valid_to, status, since, entry, confirmed``."""
        return self._steps(None)

    def replaced(self, steps: pd.DataFrame) -> Reading:
        """The same reading with ``steps`` in place of those of the tracks they are about: what would be."""
        changed = set(zip(steps["request"], steps["government"], strict=True))

        def others_and_these(days: Sequence[date] | None) -> pd.DataFrame:
            found = self._steps(days)
            others = [track not in changed for track in zip(found["request"], found["government"], strict=True)]
            return pd.concat([found[others], steps], ignore_index=True)

        return Reading(self.query, self.catalogue, self.version, others_and_these, self._entries)

    def intervals(self) -> pd.DataFrame:
        """Periods of unchanged status of the tracks asked for; see ``timeline.intervals``."""
        return timeline.intervals(self.steps(), self.tracks())

    def snapshot(self, as_of: date | None = None) -> pd.DataFrame:
        """The state of every track asked for on ``as_of`` (default: the query's day); see ``timeline.snapshots``."""
        return self.snapshots([as_of or self.query.as_of])

    def snapshots(self, days: Sequence[date]) -> pd.DataFrame:
        """The state of every track asked for on each of ``days``; computed once, so not to be changed."""
        key = tuple(days)
        if key not in self._snapshots:
            self._snapshots[key] = timeline.snapshots(self._steps(days), self.tracks(), days)
        return self._snapshots[key]

    def entries(
        self, ids: Collection[int] | None = None, *, requests: Collection[str] | None = None
    ) -> list[EntryView]:
        """Every entry of the memorandum that may be seen, in the order recorded, whatever the query filters.

        Or those with ``ids``; or all of the chains that are or were about one of ``requests``.
        """
        return self._entries(ids, requests)
