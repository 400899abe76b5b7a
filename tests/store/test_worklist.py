"""What waits for a second reader, and from whom nothing is heard."""

from __future__ import annotations

from datetime import date

import pytest

from models.store import Store
from models.vocabulary import Role, Status, Visibility
from models.worklist import PAGE, Unconfirmed, silent, unconfirmed
from tests.store.synthetic import MEMORANDUM, TRACKS, add_person, draft, query


def waiting(store: Store, person: int, role: Role | None = Role.EDITOR, **asked) -> Unconfirmed:
    with store.database.reading() as connection:
        return unconfirmed(connection, role, person, MEMORANDUM, asked.pop("tracks", TRACKS), **asked)


def test_what_another_editor_wrote_waits_until_it_is_confirmed_corrected_or_retracted(
    store: Store, anna: int, bram: int
) -> None:
    with store.appending() as log:
        first, second, third = (log.record(anna, draft(request=code)).id for code in ("1.2", "1.1", "1.1"))
        internal = log.record(anna, draft(visibility=Visibility.INTERNAL, effective_date=date(2019, 7, 1))).id
        own = log.record(bram, draft(government="FED")).id
    seen = waiting(store, bram)
    assert [entry.id for entry in seen.entries] == [internal, second, third, first]
    assert (seen.total, seen.own, seen.pages) == (4, 1, 1)
    assert [entry.id for entry in waiting(store, bram, None).entries] == [second, third, first]
    assert [entry.id for entry in waiting(store, bram, tracks=[("1.2", "VL")]).entries] == [first]
    assert waiting(store, bram, tracks=[]).entries == ()

    with store.appending() as log:
        log.confirm(bram, first)
        corrected = log.correct(anna, second, draft(note_nl="Beter"), "Proef").id
        log.retract(anna, third, "Proef")
    assert [entry.id for entry in waiting(store, bram).entries] == [internal, corrected]
    assert [entry.id for entry in waiting(store, anna).entries] == [own]


@pytest.fixture
def anna_quick(quick_store: Store) -> int:
    return add_person(quick_store, Role.EDITOR, name="Anna")


def test_a_long_list_comes_in_pages(quick_store: Store, anna_quick: int) -> None:
    with quick_store.appending() as log:
        for _ in range(PAGE + 1):
            log.record(anna_quick, draft())
    seen = [waiting(quick_store, 99, page=page) for page in (1, 2, 3)]
    assert [len(one.entries) for one in seen] == [PAGE, 1, 0]
    assert {one.total for one in seen} == {PAGE + 1}
    assert seen[0].pages == 2


def test_who_is_silent_is_listed_longest_first_without_what_is_realised(quick_store: Store, anna_quick: int) -> None:
    with quick_store.appending() as log:
        log.record(anna_quick, draft(request="1.1", effective_date=date(2020, 3, 14)))
        log.record(anna_quick, draft(request="1.2", effective_date=date(2020, 3, 15)))
        log.record(anna_quick, draft(request="2.1.a", effective_date=date(2019, 6, 1), status=Status.REALISED))
    snapshot = quick_store.read(query(quick_store, date(2021, 3, 14))).snapshot()
    found = silent(snapshot, date(2020, 3, 14))
    tracks = list(zip(found["request"], found["government"], strict=True))
    assert tracks == [("1.1", "FED"), ("2.1.a", "EU"), ("2.1.b", "FED"), ("1.1", "VL")]
