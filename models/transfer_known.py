"""Telling what a file wants to bring in from what the log already holds, so that bringing it in twice adds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from models.drafts import Draft, Refused
from models.entries import EntryView
from models.transfer_rows import Incoming
from models.vocabulary import Kind, Status, Visibility

_WORDS = ("note_nl", "note_en", "no_source_reason", "sources", "confidence", "second_reading")


#: The same words in Dutch and English.
Words = tuple[str, str]


class Known:
    """The entries that were in the log before; each of them can be the same as one row of a full export."""

    def __init__(self, views: Iterable[EntryView]) -> None:
        self._by_facts: dict[tuple[Any, ...], list[EntryView]] = defaultdict(list)
        self._by_row: dict[tuple[str, str], EntryView] = {}
        self._updates: dict[tuple[Any, ...], Words] = {}
        for view in views:
            self._by_facts[_facts(view, view, view.refers_to)].append(view)
            # What is internal says nothing about what may still be published.
            if view.row_id and view.visibility is Visibility.PUBLIC:
                self._by_row[view.memorandum, view.row_id] = view
            if view.status and view.visibility is Visibility.PUBLIC:
                self._updates.setdefault(_update(view, view.status), _standing(view))

    def same_update(self, draft: Draft, line: int) -> Words | None:
        """Where the status update ``draft`` stands already; None (and known from now on) if it is new."""
        before = self._by_row.get((draft.memorandum, draft.row_id or ""))
        if before is not None:
            fields = [name for name in ("status", *_DATED, *_WORDS) if getattr(before, name) != getattr(draft, name)]
            listed = ", ".join(fields)
            nl = f"; die verschilt in {listed} en blijft zoals hij is" if fields else ""
            en = f", which differs in {listed} and stays as it is" if fields else ""
            return f"rij {draft.row_id} is logregel {before.id}{nl}", f"row {draft.row_id} is entry {before.id}{en}"
        key = _update(draft, draft.status)
        if key in self._updates:
            return self._updates[key]
        self._updates[key] = f"regel {line} van dit bestand", f"line {line} of this file"
        return None

    def take(self, row: Incoming, draft: Draft | None, refers_to: int | None) -> EntryView | None:
        """The entry that ``row`` of a full export is, which then stands for no other row; None if it is new.

        Texts that are redacted on either side are not compared. Raises :class:`Refused` for a row id that the log knows
        with another content.
        """
        candidates = self._by_facts[_facts(row, draft, refers_to)]
        for place, view in enumerate(candidates):
            if view.redacted or row.redaction_reason or _same_words(view, row, draft):
                return candidates.pop(place)
        begins = row.kind is not Kind.CORRECTION and row.visibility is Visibility.PUBLIC
        before = self._by_row.get((row.memorandum, draft.row_id or "")) if draft and begins else None
        if before is not None:
            raise Refused(
                "row_differs",
                f"Rij {before.row_id} staat al anders in het logboek, als logregel {before.id}.",
                f"Row {before.row_id} stands in the log with another content, as entry {before.id}.",
                "row_id",
            )
        return None


def _standing(view: EntryView) -> Words:
    if view.superseded_by is None:
        return f"logregel {view.id}", f"entry {view.id}"
    return (
        f"logregel {view.id}, sindsdien verbeterd of ingetrokken",
        f"entry {view.id}, since corrected or retracted",
    )


_DATED = ("request", "government", "effective_date", "precision")


def _facts(row: Incoming | EntryView, draft: Draft | EntryView | None, refers_to: int | None) -> tuple[Any, ...]:
    said = [getattr(draft, name, None) for name in ("effective_date", "precision", "status", "action", "row_id")]
    return (row.kind, row.visibility, row.memorandum, row.request, row.government, refers_to, *said)


def _same_words(view: EntryView, row: Incoming, draft: Draft | None) -> bool:
    if view.reason != row.reason:
        return False
    if draft is None:
        return True
    # A public export has no internal notes: nothing is told apart by their absence.
    internal = not draft.internal_note or draft.internal_note == view.internal_note
    return internal and all(getattr(view, name) == getattr(draft, name) for name in _WORDS)


def _update(said: Draft | EntryView, status: Status | None) -> tuple[Any, ...]:
    dated = [getattr(said, name) for name in _DATED]
    return (said.memorandum, *dated, status, said.note_nl, said.note_en, said.sources)
