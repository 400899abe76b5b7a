"""What is known of a memorandum at one moment, whatever day is asked about: read once for all readings of that moment.

The log only grows and versions of the catalogue are permanent, so nothing in here goes stale.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from models.cache import Recent
from models.catalogue import Catalogue
from models.query import Query
from models.timeline import Steps, spread

_CHOICES, _ANSWERS = 32, 16
#: Entries of which it is remembered how exactly their dates are known: pages about different days show the same ones.
_EXACT = 20_000


@dataclass(frozen=True)
class Chosen:
    """The tracks that a query chooses, in catalogue order (``request, government, dossier``), and their steps.

    ``answers``: what has been answered about them whatever the day.
    """

    tracks: pd.DataFrame
    steps: Steps
    answers: Recent[Hashable, Any]

    @classmethod
    def of(cls, tracks: pd.DataFrame, steps: Steps) -> Chosen:
        """Nothing answered yet."""
        return cls(tracks, steps, Recent(_ANSWERS))


class Known:
    """All tracks of one version of the catalogue with their steps; ``Steps.track`` is the track's id in the store."""

    def __init__(self, catalogue: Catalogue, ids: Mapping[tuple[str, str], int], steps: Steps) -> None:
        """``ids``: request and government of every track to its id."""
        self._catalogue = catalogue
        self._ids = ids
        self._steps = steps
        self._chosen: Recent[Hashable, Chosen] = Recent(_CHOICES)
        self._exact: dict[int, str] = {}

    def chosen(self, query: Query) -> Chosen:
        """What the filters of ``query`` leave."""
        filters = (query.dossiers, query.requests, query.governments, query.sdgs)
        return self._chosen.get(filters, lambda: self._choose(query))

    def exact(self, ids: Collection[int], read: Callable[[Collection[int]], dict[int, str]]) -> dict[int, str]:
        """How exactly the dates of these entries are known; ``read`` tells it of those not asked for before."""
        found = {entry: self._exact[entry] for entry in set(ids) if entry in self._exact}
        if missing := set(ids) - found.keys():
            found |= read(missing)
            if len(self._exact) + len(missing) <= _EXACT:
                self._exact.update(found)
        return found

    @cached_property
    def links(self) -> pd.DataFrame:
        """Which request contributes to which goal: ``request, sdg``, each pair once."""
        frame = pd.DataFrame(self._catalogue.links(), columns=["request", "sdg"])
        return frame.astype({"request": "str", "sdg": "int64"})

    def _choose(self, query: Query) -> Chosen:
        tracks = _tracks(self._catalogue, query)
        ids = [self._ids[track] for track in zip(tracks["request"], tracks["government"], strict=True)]
        return Chosen.of(tracks, _of_tracks(self._steps, ids))


def _tracks(catalogue: Catalogue, query: Query) -> pd.DataFrame:
    by_id = catalogue.request
    linked = {request for request, goal in catalogue.links() if goal in query.sdgs}
    rows = [
        (request, government, by_id[request].dossier)
        for request, government in catalogue.tracks()
        if (not query.dossiers or by_id[request].dossier in query.dossiers)
        and (not query.requests or request in query.requests)
        and (not query.governments or government in query.governments)
        and (not query.sdgs or request in linked)
    ]
    return pd.DataFrame(rows, columns=["request", "government", "dossier"]).astype(
        {"request": "str", "government": "str", "dossier": "int64"}
    )


def _of_tracks(steps: Steps, ids: list[int]) -> Steps:
    """The steps of these tracks, each track known by its place in the list instead of its id.

    They are looked up: those of a track stand together, in the order of the ids.
    """
    wanted = np.array(ids, np.int64)
    track, rows = spread(steps.track.searchsorted(wanted), steps.track.searchsorted(wanted, "right"))
    return replace(steps.at(rows), track=track)
