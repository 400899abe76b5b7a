"""Synthetic logs, drawn at random: every kind of entry, internal ones, redactions and nasty texts."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert

from models.clock import stored_day
from models.drafts import Draft, Refused, Source
from models.entries import EntryView, entries
from models.people import person
from models.store import Store
from models.tables import User
from models.vocabulary import Action, Kind, Precision, Role, Status, Visibility
from tests.store import synthetic

NOW = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
PEOPLE = ("an@example.org", "bo@example.org")
ADMIN = "beheer@example.org"
NASTY = (
    "=1+1",
    "'=1+1",
    "''@x",
    "-5",
    "@SUM(A1)",
    '+3,"x"',
    'a,"b"\nc;d',
    "'",
    '"',
    "tab\there",
    "＝x",
    "é🙂",
    "{}",
    "null",
)
TEXTS = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=12)
MOMENTS = st.dates(datetime.date(2019, 5, 26), datetime.date(2024, 12, 31))
SOURCES = st.builds(
    Source,
    st.sampled_from(("https://example.org/a?b=1,2", "http://example.org/'x'")),
    TEXTS,
    TEXTS,
    st.none() | MOMENTS,
)


@dataclass(frozen=True)
class Move:
    """One thing someone does; ``target`` picks an earlier entry. What the rules refuse leaves no trace."""

    what: str
    author: int
    target: int
    track: tuple[str, str]
    day: datetime.date
    precision: Precision
    status: Status
    action: Action | None
    visibility: Visibility
    texts: tuple[str, str, str, str]
    sources: tuple[Source, ...]
    row_id: str | None


MOVES = st.builds(
    Move,
    what=st.sampled_from(("record", "record", "record", "correct", "retract", "confirm", "redact")),
    author=st.integers(0, len(PEOPLE)),
    target=st.integers(0, 50),
    track=st.sampled_from(synthetic.TRACKS),
    day=MOMENTS,
    precision=st.sampled_from(tuple(Precision)),
    status=st.sampled_from([status for status in Status if status is not Status.SUBMITTED]),
    action=st.none() | st.none() | st.sampled_from(tuple(Action)),
    visibility=st.sampled_from((Visibility.PUBLIC, Visibility.PUBLIC, Visibility.INTERNAL)),
    texts=st.tuples(TEXTS, TEXTS, TEXTS, TEXTS),
    sources=st.lists(SOURCES, max_size=2).map(tuple),
    row_id=st.none() | st.sampled_from(("r1", "=r2")),
)


def clock() -> datetime.datetime:
    """A clock that stands still: the log itself keeps moments apart."""
    return NOW


def open_loaded(url: str) -> Store:
    """A store with the catalogue and nobody in it."""
    store = Store.open(url, clock=clock)
    store.load(synthetic.shipment())
    return store


def fresh_copy(template: Path, path: Path) -> Store:
    """The store in the file ``template``, which is closed, at another place."""
    shutil.copy(template, path)
    return Store.open(f"sqlite:///{path}", clock=clock)


def with_people(store: Store) -> list[int]:
    """The editors (the last an administrator) that write a synthetic log; two of them with the same public name."""
    named = [(email, "An", Role.EDITOR) for email in PEOPLE] + [(ADMIN, "", Role.ADMIN)]
    with store.database.appending() as connection:
        for email, name, role in named:
            values = {"email": email, "display_name": name, "role": role, "active": True, "created_at": NOW}
            connection.execute(insert(User).values(values))
        return [person(connection, email).id for email, _, _ in named]


def make(store: Store, authors: Sequence[int], moves: Sequence[Move]) -> None:
    """Let ``authors`` make ``moves``."""
    written: list[int] = []
    for move in moves:
        target = written[move.target % len(written)] if written else 1
        try:
            if move.what == "redact":
                store.redact(authors[-1], target, move.texts[3] or "privacy")
            else:
                written.append(_append(store, authors[move.author], target, move))
        except Refused:
            continue


def _append(store: Store, author: int, target: int, move: Move) -> int:
    with store.appending() as writer:
        if move.what == "record":
            return writer.record(author, _draft(move)).id
        if move.what == "correct":
            return writer.correct(author, target, _draft(move), move.texts[3]).id
        if move.what == "retract":
            return writer.retract(author, target, move.texts[3]).id
        return writer.confirm(author, target).id


def _draft(move: Move) -> Draft:
    acted = move.action is not None
    return Draft(
        kind=Kind.ACTION if acted else Kind.STATUS,
        memorandum=synthetic.MEMORANDUM,
        request=move.track[0],
        government=move.track[1],
        effective_date=stored_day(move.day, move.precision),
        precision=move.precision,
        status=None if acted else move.status,
        action=move.action,
        note_nl=move.texts[0],
        note_en=move.texts[1],
        internal_note=move.texts[2],
        visibility=move.visibility,
        sources=move.sources,
        no_source_reason="" if move.sources else move.texts[3],
        row_id=move.row_id,
    )


def history(store: Store, role: Role | None) -> list[dict[str, Any]]:
    """What the log says to ``role``, but for ids, hashes, moments and authors: entries are named by their place."""
    with store.database.reading() as connection:
        views = entries(connection, role=role)
    place = {view.id: number for number, view in enumerate(views)}
    return [_told(view, place) for view in views]


_UNTOLD = {"id", "author", "author_id", "recorded_at", "text_digest", "previous_hash", "hash"}


def _told(view: EntryView, place: dict[int, int]) -> dict[str, Any]:
    told = {name: getattr(view, name) for name in EntryView.__slots__ if name not in _UNTOLD}
    for name in ("refers_to", "root", "superseded_by"):
        told[name] = place.get(told[name])
    return told


def figures(store: Store) -> list[list[tuple[Any, ...]]]:
    """Every track on three days, as everyone may see it."""
    frames = []
    for day in (datetime.date(2020, 2, 29), datetime.date(2022, 12, 31), datetime.date(2024, 12, 31)):
        frame = store.read(synthetic.query(store, day)).snapshot().drop(columns=["entry"])
        frames.append([tuple(str(cell) for cell in row) for row in frame.itertuples(index=False, name=None)])
    return frames
