"""A store with what ships, synthetic entries and three meetings, for the tests of the board's pages and reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient

from callbacks.document import MonitorDash
from models import meetings
from models.drafts import Draft, Source
from models.meetings import Meeting
from models.people import Person
from models.store import Store
from models.vocabulary import Action, Kind, Role, Status, Visibility
from tests.people import account, sign_in
from tests.serving import NOW, application, open_at
from tests.shipped import Copies
from tests.workers import address_of

MEMORANDUM = "2019-2024"
SOURCE = (Source("https://example.org/synthetic", "Synthetische bron", "Niemand", date(2022, 3, 3)),)
#: Words that only signed-in people may read, wherever they stand.
INTERNAL_NOTE = "Vertrouwelijk: het kabinet aarzelt."
INTERNAL_ENTRY = "Informeel overleg zonder verslag."
POINT = "Wie spreekt de minister hierover aan?"
TITLE = "Strategisch overleg"
SECRETS = (INTERNAL_NOTE, INTERNAL_ENTRY, POINT, TITLE)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Board:
    """The store with its people and meetings, as they were made.

    ``first`` is about 30 June 2022 and was closed before ``learnt`` and what followed was recorded; ``last`` is about
    31 December 2024 and closed after it; ``coming`` is open. ``acted`` is what the association did in between.
    """

    store: Store
    app: MonitorDash
    clock: Clock
    editor: Person
    reader: Person
    first: Meeting
    last: Meeting
    coming: Meeting
    learnt: int
    acted: int

    def client(self, person: Person | None = None) -> FlaskClient:
        """Somebody's browser; without a person that of the public."""
        client: FlaskClient = self.app.server.test_client()
        return sign_in(client, person) if person else client


def draft(**said: Any) -> Draft:
    """A synthetic public status update on 1.1 by the Flemish government, decided before the first meeting's day."""
    sound: dict[str, Any] = {
        "kind": Kind.STATUS,
        "memorandum": MEMORANDUM,
        "request": "1.1",
        "government": "VL",
        "effective_date": date(2022, 5, 4),
        "status": Status.DECIDED,
        "note_nl": "Synthetische nota.",
        "sources": SOURCE,
    }
    return Draft(**{**sound, **said})


def copied(board: Board, copies: Copies) -> Board:
    """The same again in a store of its own, to write to."""
    clock = Clock()
    clock.now = board.clock.now
    store = Store.open(copy_of(board, copies), clock=clock)
    return replace(board, store=store, app=application(store), clock=clock)


def copy_of(board: Board, copies: Copies) -> str:
    """The address of a copy of the board's store."""
    board.store.close()  # what is open cannot be copied; it opens again when it is asked
    return copies.of(address_of(board.store))


def prepared(address: str) -> Board:
    """The store with what ships at an address, and the application on it; three days lie between what is done."""
    store, clock = open_at(address), Clock()
    store.clock = clock
    editor, reader = account(store, Role.EDITOR, name="An Peeters"), account(store, Role.READER, name="Bo")

    def held(day: date, title: str, *, point: str = "", close: bool = True) -> Meeting:
        with store.database.appending() as connection:
            made = meetings.plan(connection, editor.id, MEMORANDUM, day, title, clock.now)
            if point:
                made = meetings.pin(connection, editor.id, made.id, point, request="4.11", government="VL")
            if close:
                made = meetings.close(connection, editor.id, made.id, clock.now)
        clock.now += timedelta(days=3)
        return made

    first = held(date(2022, 6, 30), "Raad van bestuur")
    with store.appending() as writer:
        learnt = writer.record(editor.id, draft(internal_note=INTERNAL_NOTE)).id
        letter = {"kind": Kind.ACTION, "status": None, "request": "4.11", "note_nl": "Synthetische brief."}
        acted = writer.record(editor.id, draft(**letter, action=Action.LETTER, effective_date=date(2023, 5, 4))).id
        hidden = {**letter, "action": Action.MEETING, "note_nl": INTERNAL_ENTRY, "visibility": Visibility.INTERNAL}
        writer.record(editor.id, draft(**hidden, effective_date=date(2023, 6, 4)))
    clock.now += timedelta(days=3)
    last = held(date(2024, 12, 31), TITLE, point=POINT)
    coming = held(date(2025, 3, 8), "Voorjaarsvergadering", point="De algemene lijn.", close=False)
    return Board(store, application(store), clock, editor, reader, first, last, coming, learnt, acted)
