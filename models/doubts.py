"""What makes one look again before an entry is written: signs of a slip, none of which forbids it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from models import effect, timeline
from models.catalogue import Catalogue
from models.drafts import Draft
from models.effect import Change
from models.entries import EntryView, entries
from models.movement import slippage
from models.vocabulary import Kind, Precision, Role, Visibility

Seen = tuple[int, int]  # the newest public and internal entry when the form was opened, as positive numbers


@dataclass(frozen=True, slots=True)
class Doubt:
    """``code``: ``step_back``, ``older``, ``duplicate`` or ``colleague``; ``entry`` is the one it is about, if any.

    ``before`` and ``after`` are the statuses of a step back and ``day`` when it happens; of the others, ``day`` and
    ``precision`` are those of the entry.
    """

    code: str
    entry: int | None
    day: date | None
    precision: Precision | None = None
    before: str = ""
    after: str = ""

    @property
    def key(self) -> str:
        """What a second confirmation names: another doubt, or one about another entry, was not confirmed."""
        return f"{self.code}:{self.entry or self.day}:{self.after}"


def doubts(connection: Connection, catalogue: Catalogue, change: Change, author: int, seen: Seen) -> list[Doubt]:
    """All there is to doubt about ``change``, which the log would take; the ``author`` saw the log up to ``seen``.

    A retraction raises none of its own: only that a colleague was there since.
    """
    known = _of_track(connection, catalogue, change)
    found = list(_colleagues(known, author, seen))
    draft = change.draft
    if draft is None:
        return found
    named = next((entry for entry in known if entry.id == change.head), None)
    others = [entry for entry in known if entry.counts and (named is None or entry.root != named.root)]
    here = [entry for entry in others if (entry.request, entry.government) == (draft.request, draft.government)]
    found += _steps_back(connection, catalogue, change)
    found += _older(here, draft) if change.head is None else []
    return [*found, *_duplicates(here, draft)]


def _of_track(connection: Connection, catalogue: Catalogue, change: Change) -> list[EntryView]:
    """The entries, internal ones too, of the chains on the track of the draft or of the head."""
    memorandum = catalogue.memorandum.id
    tracks: set[tuple[str, str]] = set()
    if change.draft is not None:
        tracks.add((change.draft.request, change.draft.government))
    if change.head is not None:
        named = entries(connection, role=Role.EDITOR, memorandum=memorandum, ids=[change.head])
        tracks |= {(entry.request, entry.government) for entry in named}
    requests = [request for request, _ in tracks]
    known = entries(connection, role=Role.EDITOR, memorandum=memorandum, requests=requests)
    roots = {entry.root for entry in known if (entry.request, entry.government) in tracks}
    return [entry for entry in known if entry.root in roots]


def _colleagues(known: Iterable[EntryView], author: int, seen: Seen) -> Iterator[Doubt]:
    """What others wrote about the track since the form was opened."""
    for entry in known:
        newest = seen[0] if entry.visibility is Visibility.PUBLIC else seen[1]
        if abs(entry.id) > newest and entry.author_id != author:
            yield Doubt("colleague", entry.id, entry.effective_date, entry.precision)


def _steps_back(connection: Connection, catalogue: Catalogue, change: Change) -> Iterator[Doubt]:
    """The steps back that would be there and are not yet."""
    seen = effect.outlook(connection, catalogue, change)
    already = set(_slips(seen.before, catalogue))
    for before, after, day in _slips(seen.after, catalogue):
        if (before, after, day) not in already:
            yield Doubt("step_back", None, day, before=before, after=after)


def _slips(steps: pd.DataFrame, catalogue: Catalogue) -> list[tuple[str, str, date]]:
    if steps.empty:
        return []
    memorandum = catalogue.memorandum
    tracks = steps[["request", "government"]].drop_duplicates(ignore_index=True)
    tracks = tracks.assign(dossier=[catalogue.request[request].dossier for request in tracks["request"]])
    found = slippage(timeline.intervals(steps, tracks), catalogue.weights(), memorandum.start, memorandum.end)
    return list(found[["status_from", "status_to", "date"]].itertuples(index=False, name=None))


def _older(here: Iterable[EntryView], draft: Draft) -> Iterator[Doubt]:
    """A message on the status that happened before the newest one there is."""
    dated = [entry for entry in here if entry.status and entry.visibility is draft.visibility and entry.effective_date]
    newest = max(dated, key=lambda entry: (entry.effective_date or date.min, entry.root), default=None)
    if draft.kind is Kind.STATUS and newest and newest.effective_date and draft.effective_date < newest.effective_date:
        yield Doubt("older", newest.id, newest.effective_date, newest.precision)


def _duplicates(here: Iterable[EntryView], draft: Draft) -> Iterator[Doubt]:
    """Entries of the same day that rest on the same source, or say the same without any."""
    urls = {_same(source.url) for source in draft.sources}
    for entry in here:
        known = {_same(source.url) for source in entry.sources}
        shared = bool(urls & known) or (not urls and not known and _says(entry) == _says(draft))
        if entry.effective_date == draft.effective_date and shared:
            yield Doubt("duplicate", entry.id, entry.effective_date, entry.precision)


def _says(said: EntryView | Draft) -> tuple[object, object]:
    return said.status, said.action


def _same(url: str) -> str:
    """An address without what makes no difference to where it leads."""
    return url.partition("#")[0].removeprefix("http://").removeprefix("https://").removeprefix("www.").rstrip("/")
