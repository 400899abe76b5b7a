"""The goals by the five P's: what a reading says about the requests behind each."""

from __future__ import annotations

import pandas as pd

from models.progress import progress
from models.reading import Reading


def by_pillar(reading: Reading) -> pd.DataFrame:
    """Progress of each P on the query's day: columns of ``progress``, ``key`` the name of the P, in catalogue order.

    A track counts once in a P, however many of its goals the request contributes to; it can count in several P's.
    """
    pillar = {goal.number: goal.pillar for goal in reading.catalogue.goals}
    names = list(dict.fromkeys(pillar.values()))
    links = reading.links()
    # A P in the place of a goal: the counting is the same, once the doubles are gone.
    places = links["sdg"].map(lambda goal: names.index(pillar[goal])).astype("int64")
    grouped = links.assign(sdg=places).drop_duplicates()
    found = progress(reading.snapshot(), range(len(names)), reading.weights(), grouped, "sdg")
    return found.assign(key=pd.Series(names, dtype="str"))
