"""What ships with a long synthetic history of one request: nothing in it is real."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from data.reader import read
from models.drafts import Draft, Source
from models.people import body
from models.store import Store
from models.vocabulary import Action, Kind, Status

#: A status update every three weeks, each time another one; and what the publisher did in between.
COUNT = 90
_TURNS = (Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.STALLED)
_SOURCE = Source("https://example.org/synthetic", "Synthetische bron", "Niemand", date(2022, 1, 2))


def long_store(folder: Path) -> tuple[Store, list[int]]:
    """A store in ``folder``, and the entries of 1.2 by the Flemish government in the order of their dates.

    The first one is retracted, the second confirmed; an action of the publisher comes last.
    """
    store = Store.open(f"sqlite:///{folder / 'monitor.sqlite3'}")
    store.load(read())
    with store.database.appending() as connection:
        an, bo = (body(connection, name, store.clock()) for name in ("An", "Bo"))
    with store.appending() as writer:
        numbers = [writer.record(an, _update(place)).id for place in range(COUNT)]
        numbers.append(writer.record(an, _draft(date(2020, 3, 3), kind=Kind.ACTION, action=Action.LETTER)).id)
        writer.retract(bo, numbers[0], "bestond niet")
        writer.confirm(bo, numbers[1])
    return store, numbers


def _update(place: int) -> Draft:
    day = date(2019, 6, 1) + timedelta(days=21 * place)
    return _draft(day, status=_TURNS[place % len(_TURNS)], note_nl=f"Synthetisch {place}")


def _draft(
    day: date, kind: Kind = Kind.STATUS, status: Status | None = None, action: Action | None = None, note_nl: str = ""
) -> Draft:
    return Draft(
        kind=kind,
        memorandum="2019-2024",
        request="1.2",
        government="VL",
        effective_date=day,
        status=status,
        action=action,
        note_nl=note_nl,
        sources=(_SOURCE,),
    )
