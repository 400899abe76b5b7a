"""The goals by the five P's: what a reading says about the requests behind each."""

from __future__ import annotations

import pandas as pd

from models.progress import Rows, progress_rows
from models.reading import Reading


def by_pillar(reading: Reading) -> Rows:
    """Progress of each P on the query's day: rows of ``progress``, ``key`` the name of the P, in catalogue order.

    A track counts once in a P, however many of its goals the request contributes to; it can count in several P's.
    """
    pillar = {goal.number: goal.pillar for goal in reading.catalogue.goals}
    names = list(dict.fromkeys(pillar.values()))

    def grouped() -> pd.DataFrame:
        """A P in the place of a goal: the counting is the same, once the doubles are gone."""
        links = reading.links()
        places = links["sdg"].map(lambda goal: names.index(pillar[goal])).astype("int64")
        return links.assign(sdg=places).drop_duplicates()

    links = reading.once("pillars", grouped)
    found = progress_rows(reading.states([reading.query.as_of]), range(len(names)), reading.weights(), links, "sdg")
    return [{**row, "key": name} for name, row in zip(names, found, strict=True)]
