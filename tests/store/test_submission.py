"""A form is written once, with what it stands for beside the log, or not at all; doubts have to be confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models import reviewing, saved_forms
from models.drafts import Conflict, Refused, Source
from models.store import Store
from models.submission import Doubtful, Submission, submit
from models.vocabulary import Role, Status
from tests.store.synthetic import MEMORANDUM, NOW, add_person, draft

EVERYTHING = (10**6, 10**6)
TYPED = {"request": ("1.1",), "source_url": ("https://example.org/a", "")}


@pytest.fixture
def anna_quick(quick_store: Store) -> int:
    return add_person(quick_store, Role.EDITOR, name="Anna")


def sent(key: str = "form-1", **changes: Any) -> Submission:
    return replace(Submission(key, MEMORANDUM, EVERYTHING, draft()), **changes)


def entries(store: Store) -> int:
    return store.verify().entries


def keep(store: Store, person: int, key: str, fields: saved_forms.Fields = TYPED) -> None:
    with store.database.writing() as connection:
        saved_forms.save(connection, person, key, fields, NOW)


def kept(store: Store, person: int) -> list[str]:
    with store.database.reading() as connection:
        return [saved.key for saved in saved_forms.saved(connection, person)]


def test_a_form_is_written_once_with_its_review_date_and_without_its_draft(store: Store, anna: int, bram: int) -> None:
    keep(store, anna, "form-1")
    keep(store, bram, "form-1")
    form = sent(review=date(2021, 9, 1))
    written = submit(store, anna, form)
    assert submit(store, anna, replace(form, seen=(0, 0))) == written
    assert entries(store) == 1
    assert (kept(store, anna), kept(store, bram)) == ([], ["form-1"])
    with store.database.reading() as connection:
        assert [(one.day, one.entry.id) for one in reviewing.reviews(connection, Role.EDITOR)] == [
            (date(2021, 9, 1), written.id)
        ]


def test_a_review_date_that_is_refused_takes_the_entry_along(quick_store: Store, anna_quick: int) -> None:
    keep(quick_store, anna_quick, "form-1")
    with pytest.raises(Refused) as refused:
        submit(quick_store, anna_quick, sent(review=date(2020, 1, 1)))
    assert refused.value.field == "review_date"
    assert entries(quick_store) == 0
    assert kept(quick_store, anna_quick) == ["form-1"]


def test_what_is_doubted_is_written_when_that_is_confirmed_and_not_before(store: Store, anna: int, bram: int) -> None:
    submit(store, anna, sent(draft=draft(status=Status.DECIDED)))
    form = sent("form-2", draft=draft(effective_date=date(2020, 9, 1), sources=(Source("https://example.org/b"),)))
    with pytest.raises(Doubtful) as first:
        submit(store, bram, form)
    assert [doubt.code for doubt in first.value.doubts] == ["step_back"]
    assert entries(store) == 1
    sure = frozenset(doubt.key for doubt in first.value.doubts)

    submit(
        store,
        anna,
        sent("form-3", draft=draft(effective_date=date(2020, 8, 1)), sure=sure | {"step_back:2020-08-01:in_progress"}),
    )
    seen_before = replace(form, seen=(1, 0), sure=sure)
    with pytest.raises(Doubtful) as second:
        submit(store, bram, seen_before)
    assert [doubt.code for doubt in second.value.doubts] == ["colleague"]
    submit(store, bram, replace(seen_before, sure=sure | {doubt.key for doubt in second.value.doubts}))
    assert entries(store) == 3
    assert store.verify().sound


def test_a_correction_and_a_retraction_of_what_is_no_head_is_a_conflict_that_shows_the_head(
    store: Store, anna: int, bram: int
) -> None:
    first = submit(store, anna, sent()).id
    correction = submit(store, bram, sent("form-2", head=first, draft=draft(note_nl="Beter"), reason="Proef")).id
    for draft_ in (draft(note_nl="Ook beter"), None):
        with pytest.raises(Conflict) as conflict:
            submit(store, anna, sent("form-3", head=first, draft=draft_, reason="Proef"))
        assert conflict.value.head == correction
    assert submit(store, anna, sent("form-3", head=correction, draft=None, reason="Proef")).kind == "retraction"


def test_who_may_not_write_writes_nothing(quick_store: Store, anna_quick: int) -> None:
    with pytest.raises(Refused):
        submit(quick_store, 4711, sent())
    with pytest.raises(Refused):
        submit(quick_store, anna_quick, sent(draft=None))
    assert entries(quick_store) == 0


def test_forms_are_kept_as_typed_for_their_person_alone(store: Store, anna: int, bram: int) -> None:
    keep(store, anna, "a")
    keep(store, anna, "b", {"note_nl": ("<script>\x00\u202e",)})
    keep(store, anna, "a", {**TYPED, "note_nl": ("Eén",)})
    with store.database.reading() as connection:
        found = {saved.key: saved.fields for saved in saved_forms.saved(connection, anna)}
        assert found == {"a": {**TYPED, "note_nl": ("Eén",)}, "b": {"note_nl": ("<script>\x00\u202e",)}}
        assert saved_forms.find(connection, bram, "a") is None
    with store.database.writing() as connection:
        saved_forms.discard(connection, bram, "a")
        saved_forms.discard(connection, anna, "b")
    assert kept(store, anna) == ["a"]
    for key, fields in (("", TYPED), ("x" * 81, TYPED), ("c", {"note_nl": ("x" * 100_000,)})):
        with pytest.raises(Refused):
            keep(store, anna, key, fields)


def test_nobody_fills_the_store_with_forms(quick_store: Store, anna_quick: int) -> None:
    for number in range(saved_forms.MOST):
        keep(quick_store, anna_quick, str(number))
    keep(quick_store, anna_quick, "0")
    with pytest.raises(Refused):
        keep(quick_store, anna_quick, "one more")
