"""What the board compares: the two views of a meeting, and what separates one view from a later one.

Between (D1, K1) and (D2, K2), day and moment of knowledge, *better knowledge* is what was learnt since about the
earlier day, from S(D1, K1) to S(D1, K2); *new facts* are what happened between the days, from S(D1, K2) to S(D2, K2),
both as known at the later moment. The two are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from models import answers
from models.entries import EntryView
from models.meetings import Meeting
from models.query import Query, Scope
from models.reading import Reading
from models.store import Store
from models.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Difference:
    """What separates two views: frames of ``answers.changes``, ``learnt`` about the earlier day, ``facts`` since."""

    learnt: pd.DataFrame
    facts: pd.DataFrame


def seen_then(meeting: Meeting, lang: str) -> Query | None:
    """The question that shows what the board saw; None for a meeting that is still open."""
    if meeting.as_of is None or meeting.known_at is None:
        return None
    return Query(
        memorandum=meeting.memorandum,
        as_of=meeting.as_of,
        known_at=meeting.known_at,
        as_of_given=True,
        known_at_given=True,
        lang=lang,
    )


def seen_now(meeting: Meeting, scope: Scope, lang: str) -> Query:
    """The question that shows the same day by what is recorded now; of a day to come: the last that can be shown."""
    as_of = meeting.as_of or min(meeting.held_on, scope.last_day(meeting.memorandum))
    return Query(
        memorandum=meeting.memorandum, as_of=as_of, known_at=scope.last_write, as_of_given=True, lang=lang
    )  # fmt: skip


def comparable(earlier: Query, later: Query) -> bool:
    """Whether one view can be told from the other: neither of the two clocks runs backwards.

    Without a moment of its own the later view holds all that is known, whenever the last of it was recorded.
    """
    knows_as_much = not later.known_at_given or earlier.known_at <= later.known_at
    return earlier.as_of <= later.as_of and knows_as_much


def difference(store: Store, earlier: Query, later: Query, role: Role | None = None) -> Difference:
    """What separates two views of the same memorandum; raises ValueError where they cannot be compared."""
    if earlier.memorandum != later.memorandum or not comparable(earlier, later):
        raise ValueError("views are compared with earlier ones of the same memorandum")
    between = replace(later, start=earlier.as_of, end=later.as_of)
    frame = answers.changes(store.read(between, role), store.read(replace(between, known_at=earlier.known_at), role))
    part, parts = frame["part"], frame.drop(columns="part")
    return Difference(
        learnt=parts[part == "better_knowledge"].reset_index(drop=True),
        facts=parts[part == "new_facts"].reset_index(drop=True),
    )


def previous(meeting: Meeting, view: Query, others: Iterable[Meeting]) -> Meeting | None:
    """The last closed meeting before ``meeting`` that its ``view`` can be compared with."""
    closed = [
        other
        for other in others
        if other.id != meeting.id
        and other.memorandum == meeting.memorandum
        and (other.held_on, other.id) < (meeting.held_on, meeting.id)
        and (then := seen_then(other, view.lang)) is not None
        and comparable(then, view)
    ]
    return max(closed, key=lambda other: (other.held_on, other.known_at, other.id), default=None)


def actions(reading: Reading, after: date) -> list[EntryView]:
    """What the VVSG itself did after a day and up to the day of the reading, in the order of its days."""
    found = [
        entry
        for entry in reading.entries()
        if entry.action is not None
        and entry.counts
        and entry.effective_date
        and after < entry.effective_date <= reading.query.as_of
    ]
    return sorted(found, key=lambda entry: (entry.effective_date, entry.recorded_at))
