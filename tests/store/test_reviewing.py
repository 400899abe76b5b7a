"""Dates to look at an entry again follow the chain they were set for, and are read by token as by its person."""

from __future__ import annotations

from datetime import date

import pytest

from models import people, reviewing
from models.drafts import Refused
from models.store import Store
from models.vocabulary import Role, Visibility
from tests.store.synthetic import NOW, draft

SOON, LATER = date(2021, 4, 1), date(2021, 9, 1)


def days(store: Store, role: Role | None = Role.READER) -> list[tuple[date, int]]:
    with store.database.reading() as connection:
        return [(review.day, review.entry.id) for review in reviewing.reviews(connection, role)]


def set_date(store: Store, entry: int, day: date | None, person: int) -> None:
    with store.database.appending() as connection:
        reviewing.set_date(connection, entry, day, person, NOW)


def test_a_date_follows_its_chain_and_goes_with_it(store: Store, anna: int, bram: int) -> None:
    with store.appending() as log:
        first, other = log.record(anna, draft()).id, log.record(anna, draft(note_nl="Een andere")).id
    set_date(store, first, LATER, anna)
    set_date(store, other, SOON, bram)
    assert days(store) == [(SOON, other), (LATER, first)]

    with store.appending() as log:
        corrected = log.correct(bram, first, draft(note_nl="Verbeterd"), "Synthetische reden").id
        log.retract(bram, other, "Synthetische reden")
    assert days(store) == [(LATER, corrected)]

    set_date(store, corrected, SOON, bram)
    assert days(store) == [(SOON, corrected)]
    with store.database.reading() as connection:
        assert reviewing.reviews(connection, Role.EDITOR)[0].set_by == "Bram"
        assert reviewing.date_of(connection, first) == reviewing.date_of(connection, corrected) == SOON
    set_date(store, first, None, anna)
    assert days(store) == []


def test_whoever_may_not_see_an_entry_sees_no_date_of_it(store: Store, anna: int) -> None:
    with store.appending() as log:
        internal = log.record(anna, draft(visibility=Visibility.INTERNAL)).id
    set_date(store, internal, SOON, anna)
    assert days(store, None) == []
    assert days(store) == [(SOON, internal)]


def test_a_date_is_refused_for_what_cannot_be_looked_at_again(store: Store, anna: int, bram: int) -> None:
    with store.appending() as log:
        entry = log.record(anna, draft()).id
        confirmation = log.confirm(bram, entry).id
    for named, day in ((entry, date(2021, 3, 13)), (confirmation, SOON), (99, SOON)):
        with pytest.raises(Refused):
            set_date(store, named, day, anna)
    assert days(store) == []


def test_a_token_reads_as_its_person_until_it_is_revoked_or_replaced_or_the_person_disabled(store: Store) -> None:
    with store.database.appending() as connection:
        one = people.add(connection, "een@example.org", Role.READER, "", "een lange zin met woorden", NOW)
        two = people.add(connection, "twee@example.org", Role.EDITOR, "", "een lange zin met woorden", NOW)
        assert reviewing.token_made_at(connection, one.id) is None
        first, other = (reviewing.new_token(connection, person.id, NOW) for person in (one, two))
        assert reviewing.role_of_token(connection, first) is Role.READER
        assert reviewing.role_of_token(connection, other) is Role.EDITOR
        assert reviewing.token_made_at(connection, one.id) == NOW
        second = reviewing.new_token(connection, one.id, NOW)
        assert first != second
        assert reviewing.role_of_token(connection, first) is None
        assert reviewing.role_of_token(connection, second) is Role.READER
        reviewing.revoke_token(connection, one.id)
        people.disable(connection, two.email)
        found = [
            reviewing.role_of_token(connection, token) for token in (first, second, other, "", "x" * 5000, "ë\ud800")
        ]
        assert found == [None] * 6
