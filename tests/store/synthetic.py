"""A small synthetic memorandum and people to write in its log: nothing in it is real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from data.records import (
    Dossier,
    Goal,
    Government,
    Memorandum,
    MemorandumData,
    Request,
    Shipment,
    StatusDefinition,
    Update,
)
from models.drafts import Draft, Source
from models.query import Query
from models.store import Store
from models.tables import User
from models.vocabulary import Kind, Role, Status

MEMORANDUM = "synthetic-2019-2024"
START, END = date(2019, 5, 26), date(2024, 12, 31)
NOW = datetime(2021, 3, 14, 11, 0, tzinfo=UTC)
ADDRESSED = {"1.1": ("VL", "FED"), "1.2": ("VL",), "2.1.a": ("VL", "EU"), "2.1.b": ("FED",)}
TRACKS = [(request, government) for request, governments in ADDRESSED.items() for government in governments]
SOURCE = Source("https://example.org/synthetic", "Synthetic source", "Nobody", date(2020, 1, 2))
WEIGHTS = ("0", "0.1", "0.3", "0.6", "0.8", "1", "0", "0", None)


class Clock:
    """A clock that shows what the test sets it to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **span: float) -> None:
        self.now += timedelta(**span)


def shipment(*updates: Update, requests: Sequence[Request] | None = None, **changes: Any) -> Shipment:
    """The synthetic memorandum with these rows of a researched log; ``changes`` replace parts of the shipment."""
    data = MemorandumData(
        memorandum=Memorandum(MEMORANDUM, "Synthetisch", "Synthetic", START, END, "Nobody"),
        dossiers=tuple(
            Dossier(number, "dossier", f"Dossier {number}", f"Dossier {number}", "", "", "", "") for number in (1, 2)
        ),
        requests=tuple(requests or all_requests()),
        intentions=(),
        passages=(),
        milestones=(),
        cabinets=(),
        updates=updates,
    )
    return replace(
        Shipment(
            governments=tuple(Government(code, code, code, code != "LOCAL") for code in ("VL", "FED", "EU", "LOCAL")),
            goals=tuple(Goal(n, f"Doel {n}", f"Goal {n}", "", "", "#000000", "people") for n in (1, 2)),
            statuses=tuple(
                StatusDefinition(code, order, code, code, None if weight is None else Decimal(weight), "", "")
                for order, (code, weight) in enumerate(zip(Status, WEIGHTS, strict=True))
            ),
            memoranda=(data,),
        ),
        **changes,
    )


def all_requests(**addressed: tuple[str, ...]) -> list[Request]:
    """The requests; a keyword such as ``r1_2=("VL", "FED")`` says who else 1.2 is put to."""
    chosen = ADDRESSED | {name[1:].replace("_", "."): codes for name, codes in addressed.items()}
    parent = request("2.1", ("VL", "EU", "FED"), tracked=False)
    return [request(code, governments) for code, governments in chosen.items()] + [parent]


def request(code: str, governments: tuple[str, ...], *, tracked: bool = True) -> Request:
    return Request(
        id=code,
        parent="2.1" if code.startswith("2.1.") else None,
        dossier=int(code[0]),
        title_nl=f"Vraag {code}",
        title_en=f"Request {code}",
        text_nl=f"Synthetische vraag {code}",
        note_nl="",
        note_en="",
        governments=governments,
        government_basis="explicit",
        government_basis_nl="",
        fiches=(),
        sdg_targets=("1.1", "2.3") if code == "1.1" else ("2.1",),
        sdg_rationale_nl="",
        tracked=tracked,
    )


def update(row_id: str | None, track: tuple[str, str], day: date, status: str, note: str = "") -> Update:
    """A synthetic row of the researched log."""
    return Update(
        line=2,
        row_id=row_id,
        request=track[0],
        government=track[1],
        effective_date=day,
        precision="day",
        status=status,
        note_nl=note,
        note_en="",
        source_title="Synthetic source",
        source_url="https://example.org/row",
        source_publisher="Nobody",
        source_date=None,
        confidence="high",
        second_reading="verified",
    )


def draft(**changes: Any) -> Draft:
    """A sound public status update on 1.1 by VL."""
    sound = Draft(
        kind=Kind.STATUS,
        memorandum=MEMORANDUM,
        request="1.1",
        government="VL",
        effective_date=date(2020, 2, 3),
        status=Status.IN_PROGRESS,
        note_nl="Synthetische nota",
        sources=(SOURCE,),
    )
    return replace(sound, **changes)


def add_person(store: Store, role: Role, *, name: str = "", active: bool = True) -> int:
    """The id of a new author."""
    values = {"email": None, "display_name": name, "role": role, "active": active, "created_at": NOW}
    with store.database.appending() as connection:
        return int(connection.execute(insert(User).values(values).returning(User.id)).scalar_one())


def query(store: Store, as_of: date = END, known_at: datetime | None = None) -> Query:
    """A question about everything; known at the last public write unless said otherwise."""
    moment = known_at or store.scope().last_write
    return Query(memorandum=MEMORANDUM, as_of=as_of, known_at=moment, known_at_given=known_at is not None)


def states(store: Store, as_of: date = END, known_at: datetime | None = None) -> dict[tuple[str, str], Any]:
    """The snapshot by track: a row of the frame each."""
    frame = store.read(query(store, as_of, known_at)).snapshot()
    return {(str(row.request), str(row.government)): row for row in frame.itertuples(index=False)}


def loaded(address: str) -> None:
    """Make a store with the synthetic memorandum and an empty log."""
    made = Store.open(address, clock=Clock())
    made.load(shipment())
    made.close()


def prepared(url: str) -> None:
    """A store with the synthetic memorandum and the people of the machine: editors, an administrator, others."""
    store = Store.open(url, clock=lambda: datetime(2021, 1, 1, tzinfo=UTC))
    store.load(shipment())
    for role, active in ((Role.EDITOR, True), (Role.EDITOR, True), (Role.ADMIN, True), (Role.READER, True)):
        add_person(store, role, active=active)
    add_person(store, Role.EDITOR, active=False)
    store.close()
