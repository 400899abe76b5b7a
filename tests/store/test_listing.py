"""The log as a list: the database selects, orders and counts what the API answers, on both engines."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.answers import updates
from models.listing import PAGE, Listing, listed
from models.query import PARAMETERS, parse
from models.reading import Reading
from models.store import Store
from models.vocabulary import Action, Kind, Status, Visibility
from tests.store.synthetic import START, draft
from tests.store.test_evidence import write


@pytest.fixture
def logged(store: Store, anna: int, bram: int) -> Store:
    """Entries of every kind, a correction to another track among them, and more than one page of updates."""
    catalogue = store.read(parse([], store.scope(), accepts=PARAMETERS)).catalogue
    other = next(request for request in catalogue.requests if request.tracked and request.id != "1.1")
    moved = draft(request=other.id, government=other.governments[0], effective_date=date(2020, 5, 6))
    with store.appending() as writer:
        for number in range(30):
            writer.record(anna, draft(effective_date=date(2020, 1, 1 + number), note_nl=f"Nota {number}"))
        writer.correct(anna, 1, moved, "Andere vraag")
        writer.retract(anna, 2, "Dubbel")
        writer.confirm(bram, 3)
        writer.record(anna, draft(kind=Kind.ACTION, status=None, action=Action.LETTER, effective_date=date(2020, 6, 1)))
        writer.record(anna, draft(visibility=Visibility.INTERNAL))
        writer.record(anna, draft(status=Status.REALISED, effective_date=date(2020, 6, 2)))
    return store


@pytest.mark.parametrize(
    "asked",
    [{}, {"request": "1.1"}, {"as_of": "2020-01-10"}, {"q": "nota 1"}, {"q": "1.1"}, {"status": "realised"},
     {"government": "FED"}, {"as_of": "2020-05-05", "q": "dubbel"}],
)  # fmt: skip
@pytest.mark.parametrize("sort", ["recorded", "effective"])
def test_the_pages_together_are_the_answer(logged: Store, asked: dict[str, str], sort: str) -> None:
    reading = logged.read(parse([*asked.items(), ("sort", sort)], logged.scope(), accepts=PARAMETERS))
    answer = updates(reading)
    day = {entry.id: entry.effective_date for entry in reading.entries()}
    day |= {entry.id: day[entry.refers_to or 0] for entry in reading.entries() if entry.effective_date is None}
    expected = sorted(answer["id"], key=lambda entry: (day[entry] if sort == "effective" else 0, entry), reverse=True)
    found: list[int] = []
    for page in range(1, 4):
        with logged.database.reading() as connection:
            reading.query = replace(reading.query, page=page)
            listing = listed(connection, reading)
        assert listing.total == len(answer)
        assert len(listing.entries) <= PAGE
        found += [entry.id for entry in listing.entries]
        for entry in listing.entries:
            assert {entry.refers_to, entry.superseded_by} - {None} <= listing.others.keys()
    assert found == expected


def test_what_was_recorded_later_is_not_listed(logged: Store, anna: int) -> None:
    before = logged.scope().last_write
    with logged.appending() as writer:
        writer.retract(anna, 4, "Later")
    reading = logged.read(parse([("known_at", before.isoformat())], logged.scope(), accepts=PARAMETERS))
    with logged.database.reading() as connection:
        listing = listed(connection, reading)
    assert listing.total == len(updates(reading)) == reading.version.entries
    assert all(entry.superseded_by is None or entry.superseded_by <= listing.total for entry in listing.entries)


def test_a_log_that_grows_is_listed_as_if_it_were_read_whole(store: Store, anna: int, bram: int) -> None:
    chance, moments, moved = random.Random(8), list[str](), 0
    choices: tuple[list[tuple[str, str]], ...] = ([], [("government", "FED")], [("request", "1.1")], [("q", "1.1")])
    for _ in range(5):
        write(store, (anna, bram), chance, 25)
        last_write = store.scope().last_write
        assert last_write
        moments.append(last_write.isoformat())
        for number in range(8):
            asked = [("as_of", (START + timedelta(days=chance.randrange(650))).isoformat()), *chance.choice(choices)]
            asked += [("known_at", chance.choice(moments))] if number % 2 else []
            sort = chance.choice(("recorded", "effective"))
            reading = store.read(parse([*asked, ("sort", sort)], store.scope(), accepts=PARAMETERS))
            order = expected(reading)
            moved += sum(other for _, other in order)
            for page in (1, 2, 9):
                part = on_page(store, reading, page, 7)
                assert part.total == len(order)
                assert [entry.id for entry in part.entries] == [entry for entry, _ in order][7 * page - 7 : 7 * page]
    assert moved > 20


def expected(reading: Reading) -> list[tuple[int, bool]]:
    """The number of every entry asked for, the newest first; and whether it names one of another track."""
    every = {entry.id: entry for entry in reading.entries()}
    found = []
    for entry in map(every.__getitem__, updates(reading)["id"]):
        named = every[entry.refers_to] if entry.refers_to else entry
        day = (entry.effective_date or named.effective_date) if reading.query.sort == "effective" else None
        moved = (entry.request, entry.government) != (named.request, named.government)
        found.append((day or START, entry.id, moved))
    return [(entry, moved) for _, entry, moved in sorted(found, reverse=True)]


def on_page(store: Store, reading: Reading, page: int, size: int) -> Listing:
    reading.query = replace(reading.query, page=page)
    with store.database.reading() as connection:
        return listed(connection, reading, size)
