"""What an entry would change, before it is written: the same arithmetic on the same log with that one difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from models import answers, steps
from models.catalogue import Catalogue
from models.drafts import Draft
from models.history import History
from models.progress import progress
from models.reading import Reading
from models.tables import Entry, Track
from models.vocabulary import Status, Visibility

Figures = Mapping[Any, Any]

_CODES = list(Status)


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody is about to write: a new entry (``draft``), a correction of ``head`` by it, or a retraction of it.

    The draft is one that the log would take.
    """

    draft: Draft | None = None
    head: int | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The steps of the tracks that a change touches, as they are and as they would be; columns of ``steps.kept``."""

    before: pd.DataFrame
    after: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Difference:
    """One group of tracks before and after: ``by`` and ``key`` name it, the figures are rows of ``progress``."""

    by: str
    key: str
    before: Figures
    after: Figures


def outlook(connection: Connection, catalogue: Catalogue, change: Change) -> Outlook:
    """The steps before and after ``change``; without any where it moves no figure: internal, or an action."""
    memorandum = catalogue.memorandum
    place, named = _place(connection, memorandum.id, change.draft), _track_of(connection, change.head)
    tracks = sorted({track for track in (place, named) if track is not None})
    last = connection.execute(select(func.max(Entry.id)).where(Entry.id > 0)).scalar_one() or 0
    # Without tracks the history would be that of all.
    counting = History.empty().extended(connection, last if tracks else 0, tracks).counting(last)

    def worded(found: pd.DataFrame) -> pd.DataFrame:
        return steps.named(connection, memorandum.id, steps.compute(found, tracks, memorandum.start, memorandum.end))

    return Outlook(worded(counting), worded(_changed(counting, change, place, last)))


def differences(reading: Reading, seen: Outlook) -> list[Difference]:
    """The figures of every group that ``seen`` touches, before and after, on the day of ``reading``.

    Of the whole, of each dossier and of each government concerned, in that order; none where nothing is touched.
    """
    if seen.after.empty:
        return []
    # A new status does not add or take away tracks: whoever is touched is so before and after.
    touched = set(zip(seen.after["request"], seen.after["government"], strict=True))
    dossiers = {str(reading.catalogue.request[request].dossier) for request, _ in touched}
    groups = [("total", {"total"}), ("dossier", dossiers), ("government", {government for _, government in touched})]
    changed = reading.replaced(seen.after)
    return [
        Difference(by, key, before, after)
        for by, keys in groups
        for key, before, after in _rows(reading, changed, by, keys)
    ]


def _rows(reading: Reading, changed: Reading, by: str, keys: set[str]) -> Iterator[tuple[str, Figures, Figures]]:
    rows = (_progress(found, by).to_dict("records") for found in (reading, changed))
    for before, after in zip(*rows, strict=True):
        if str(before["key"]) in keys:
            yield str(before["key"]), before, after


def _progress(reading: Reading, by: str) -> pd.DataFrame:
    figures = progress(reading.snapshot(), answers.keys(reading, by), reading.weights(), reading.links(), by)
    return figures.astype(object)


def _place(connection: Connection, memorandum: str, draft: Draft | None) -> int | None:
    """The track whose figures the draft would move; None where it moves none."""
    if draft is None or draft.status is None or draft.visibility is not Visibility.PUBLIC:
        return None
    words = (Track.memorandum == memorandum, Track.request == draft.request, Track.government == draft.government)
    return connection.execute(select(Track.id).where(*words)).scalar_one()


def _track_of(connection: Connection, head: int | None) -> int | None:
    """The track of a public status entry."""
    status = select(Entry.track_id).where(Entry.id == head, Entry.id > 0, Entry.status.is_not(None))
    return None if head is None else connection.execute(status).scalar_one_or_none()


def _changed(counting: pd.DataFrame, change: Change, place: int | None, last: int) -> pd.DataFrame:
    """The entries that count, with the change made; see ``History.counting``."""
    named = counting["entry_id"] == (change.head or 0)
    kept, draft = counting[~named], change.draft
    if place is None or draft is None or draft.status is None:
        return kept
    row = {
        "entry_id": last + 1,
        "track_id": place,
        "valid_from": draft.effective_date.toordinal(),
        "root": int(counting["root"][named].iloc[0]) if named.any() else last + 1,
        "status": _CODES.index(draft.status),
        "confirmed": 0,
    }
    return pd.concat([kept, pd.DataFrame([row], dtype="int64")], ignore_index=True)
