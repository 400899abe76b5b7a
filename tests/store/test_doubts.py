"""What can be doubted about an entry is said before it is written, and only that."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.catalogue import current_catalogue
from models.doubts import Doubt, doubts
from models.drafts import Source
from models.effect import Change
from models.store import Store
from models.vocabulary import Action, Kind, Role, Status, Visibility
from tests.store.synthetic import MEMORANDUM, SOURCE, add_person, draft

NOTHING = (0, 0)
EVERYTHING = (10**6, 10**6)


@pytest.fixture
def store(quick_store: Store) -> Store:
    return quick_store


def told(store: Store, author: int, change: Change, seen: tuple[int, int] = EVERYTHING) -> list[Doubt]:
    with store.database.reading() as connection:
        return doubts(connection, current_catalogue(connection, MEMORANDUM), change, author, seen)


def written(store: Store, author: int, **changes: Any) -> int:
    with store.appending() as writer:
        return writer.record(author, draft(**changes)).id


def test_a_step_back_is_doubted_and_a_step_ahead_is_not(store: Store, anna: int) -> None:
    written(store, anna, status=Status.DECIDED, effective_date=date(2020, 2, 3))
    later = {"effective_date": date(2020, 6, 1), "sources": (Source("https://example.org/later"),)}
    for status in Status:
        if status is Status.SUBMITTED:
            continue
        back = status in (Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.STALLED, Status.REJECTED)
        found = told(store, anna, Change(draft(status=status, **later)))
        assert [(doubt.code, doubt.before, doubt.after) for doubt in found] == (
            [("step_back", "decided", str(status))] if back else []
        )


def test_a_step_back_that_comes_later_because_of_an_entry_in_between_is_doubted_too(store: Store, anna: int) -> None:
    written(store, anna, status=Status.IN_PROGRESS, effective_date=date(2020, 6, 1))
    between = draft(status=Status.DECIDED, effective_date=date(2020, 2, 3), sources=(Source("https://example.org/b"),))
    found = {doubt.code: doubt for doubt in told(store, anna, Change(between))}
    assert found.keys() == {"step_back", "older"}
    assert (found["step_back"].day, found["step_back"].before) == (date(2020, 6, 1), "decided")
    assert found["older"].day == date(2020, 6, 1)


def test_an_internal_entry_or_action_is_no_step_back(store: Store, anna: int) -> None:
    written(store, anna, status=Status.DECIDED)
    later = {"effective_date": date(2020, 6, 1), "sources": ()}
    own = draft(**later, kind=Kind.ACTION, status=None, action=Action.LETTER)
    internal = draft(**later, status=Status.STALLED, no_source_reason="Mondeling", visibility=Visibility.INTERNAL)
    assert told(store, anna, Change(own)) == told(store, anna, Change(internal)) == []


def test_the_same_day_and_source_is_a_likely_double(store: Store, anna: int) -> None:
    first = written(store, anna, sources=(Source("https://www.example.org/a/"), SOURCE))
    same = {"status": Status.DECIDED}
    for url, double in (
        ("http://example.org/a#p3", True),
        ("https://example.org/a?page=2", False),
        ("https://example.org/b", False),
    ):
        found = told(store, anna, Change(draft(**same, sources=(Source(url),))))
        assert [(doubt.code, doubt.entry) for doubt in found] == ([("duplicate", first)] if double else [])
    elsewhere = {"request": "1.2", "sources": (SOURCE,)}
    assert told(store, anna, Change(draft(**same, **elsewhere))) == []
    other_day = draft(**same, effective_date=date(2020, 2, 4))
    assert told(store, anna, Change(other_day)) == []


def test_without_a_source_the_same_day_and_status_is_a_likely_double(store: Store, anna: int) -> None:
    without = {"sources": (), "no_source_reason": "Mondeling"}
    first = written(store, anna, **without)
    assert [doubt.entry for doubt in told(store, anna, Change(draft(**without)))] == [first]
    assert told(store, anna, Change(draft(**without, status=Status.UNCLEAR))) == []


def test_a_correction_is_no_double_of_what_it_corrects_nor_too_old(store: Store, anna: int) -> None:
    first = written(store, anna)
    written(store, anna, effective_date=date(2020, 9, 1), sources=(Source("https://example.org/later"),))
    assert told(store, anna, Change(draft(note_nl="Beter"), first)) == []


def test_what_is_gone_is_no_double(store: Store, anna: int) -> None:
    first = written(store, anna)
    with store.appending() as writer:
        writer.retract(anna, first, "Proef")
    assert told(store, anna, Change(draft())) == []


def test_a_colleague_who_was_there_meanwhile_is_told_of_and_oneself_is_not(store: Store, anna: int) -> None:
    bram = add_person(store, Role.EDITOR, name="Bram")
    public = written(store, anna)
    internal = written(store, anna, visibility=Visibility.INTERNAL, effective_date=date(2020, 3, 3))
    written(store, anna, request="1.2")
    change = Change(draft(effective_date=date(2020, 9, 1), sources=(Source("https://example.org/new"),)))
    found = told(store, bram, change, NOTHING)
    assert {(one.code, one.entry) for one in found} == {("colleague", public), ("colleague", internal)}
    assert [one.entry for one in told(store, bram, change, (public, 0))] == [internal]
    assert told(store, bram, change, (public, 1)) == told(store, anna, change, NOTHING) == []
    assert [one.entry for one in told(store, bram, Change(None, public), (public, 0))] == [internal]
