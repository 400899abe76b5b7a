"""Searching the log finds the same on both engines as in memory, and nothing that is internal or redacted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select

from models import search
from models.answers import updates
from models.copying import copy
from models.drafts import Source
from models.query import PARAMETERS, parse
from models.store import Store
from models.tables import Entry, EntryWords
from models.vocabulary import Visibility
from models.words import marked, terms
from tests.migrations import scripts
from tests.store.synthetic import draft, shipment

NOTES = (
    "De besturen keuren een nieuw decreet goed.",
    "Het bestuur van één gemeente vroeg Café Brünn om ﬁnanciering; IT-diensten volgen.",
    "Tegen 2024 krijgt 11,5% van de gemeenten gerealiseerde steun.",
    "",
)


@pytest.fixture
def logged(store: Store, anna: int) -> Store:
    """Four public entries, and one internal one that says what they say."""
    with store.appending() as writer:
        for number, note in enumerate(NOTES):
            source = Source(f"https://example.org/{number}", f"Besluit {number}", "Belgisch Staatsblad")
            writer.record(anna, draft(note_nl=note, note_en="The councils agree." if number else "", sources=(source,)))
        writer.record(anna, draft(note_nl=" ".join(NOTES), visibility=Visibility.INTERNAL))
    return store


def reading(store: Store, **asked: str):
    return store.read(parse(asked.items(), store.scope(), accepts=PARAMETERS))


def found(store: Store, typed: str) -> list[int]:
    catalogue = reading(store).catalogue
    with store.database.reading() as connection:
        query = select(Entry.id).where(Entry.id > 0).order_by(Entry.id)
        return list(connection.execute(query.where(search.condition(connection, catalogue, typed))).scalars())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bestuur", [1, 2]), ("BESTUREN", [1, 2]), ("gemeente", [2, 3]), ("een", [1, 2]), ("EEN gemeente", [2]),
        ("cafe brunn", [2]), ("Brünn café", [2]), ("financiering", [2]), ("it diensten", [2]), ("11,5", [3]),
        ("councils", [2, 3, 4]), ("council agreed", [2, 3, 4]), ("staatsblad", [1, 2, 3, 4]), ("besluit 2", [3]),
        ("decr", [1]), ("decr goed", []), ("goed decr", [1]), ("realiseer", [3]), ("stee", []), ("steu", [3]),
        ("nergens", []), ("", []), ("…!?", []), ("%", []), ("*", []),
    ],
)  # fmt: skip
def test_words_find_entries(logged: Store, typed: str, expected: list[int]) -> None:
    assert found(logged, typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        'x" OR "y',
        "NEAR(a b)",
        "words:decreet",
        "-decreet",
        "a\\'b:*",
        "decreet & !",
        "{a b}",
        "^de",
        "\0",
    ],
)
def test_what_looks_like_an_operator_is_text(logged: Store, typed: str) -> None:
    catalogue = reading(logged).catalogue
    assert found(logged, typed) == [e.id for e in reading(logged).entries() if search.entry_fits(catalogue, typed, e)]


def test_the_code_of_a_request_finds_its_entries(logged: Store, anna: int) -> None:
    catalogue = reading(logged).catalogue
    request, other = draft().request, next(r.id for r in catalogue.requests if r.tracked and r.id != draft().request)
    government = catalogue.request[other].governments[0]
    with logged.appending() as writer:
        writer.record(anna, draft(request=other, government=government, note_nl="Nog een decreet."))
    assert found(logged, request) == [1, 2, 3, 4]
    assert found(logged, other.upper()) == [5]
    assert found(logged, f"{other} decreet") == [5]
    assert found(logged, "decreet") == [1, 5]
    assert found(logged, "99.99") == []


def test_a_correction_is_found_by_its_own_words(logged: Store, anna: int) -> None:
    with logged.appending() as writer:
        writer.correct(anna, 1, draft(note_nl="Toch een reglement."), "Verkeerde naam")
    assert found(logged, "decreet") == [1]
    assert found(logged, "reglement") == [5]
    assert found(logged, "verkeerde naam") == [5]


def test_redacted_words_are_gone(logged: Store, anna: int, admin: int) -> None:
    with logged.appending() as writer:
        writer.record(anna, draft(note_nl="Mevrouw Onvergetelijk keurt het goed."))
    assert found(logged, "onvergetelijk") == [5]
    logged.redact(admin, 5, "Persoonsgegevens")
    assert found(logged, "onvergetelijk") == []
    assert found(logged, "gemeente") == [2, 3]
    assert logged.verify().sound
    if logged.database.sqlite:
        # Also while the store stays open: neither in its file nor in what SQLite keeps beside it.
        store = Path(logged.database.name)
        for file in store.parent.glob(f"{store.name}*"):
            assert b"onvergetelijk" not in file.read_bytes().lower()


def test_an_earlier_moment_finds_what_was_known_then(logged: Store, anna: int, clock) -> None:
    before = logged.scope().last_write
    clock.tick(days=1)
    with logged.appending() as writer:
        writer.record(anna, draft(note_nl="Een later decreet.", effective_date=date(2020, 2, 2)))
    assert list(updates(reading(logged, q="decreet"))["id"]) == [1, 5]
    assert list(updates(reading(logged, q="decreet", known_at=before.isoformat()))["id"]) == [1]


def test_kept_words_that_do_not_follow_are_told_and_loading_mends_them(logged: Store) -> None:
    with logged.database.appending() as connection:
        connection.execute(delete(EntryWords).where(EntryWords.entry_id == 1))
    assert found(logged, "decreet") == []
    assert ["words kept for searching" in problem for problem in logged.verify().problems] == [True]
    logged.load(shipment())
    assert found(logged, "decreet") == [1]
    assert logged.verify().sound


def test_a_copy_can_be_searched(logged: Store, tmp_path) -> None:
    target = Store.open(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    copy(logged.database, target.database)
    assert found(target, "bestuur") == [1, 2]
    target.close()


def test_a_store_from_before_the_table_gets_it(logged: Store) -> None:
    step = scripts().get_revision("0002")
    assert step is not None
    with logged.database.appending() as connection:
        for name in ["entry_words_index", "entry_words"] if logged.database.sqlite else ["entry_words"]:
            connection.exec_driver_sql(f"DROP TABLE {name}")
        with Operations.context(MigrationContext.configure(connection)):
            step.module.upgrade()
    assert found(logged, "bestuur") == [1, 2]
    assert logged.verify().sound


def test_requests_are_found_by_code_and_by_word(store: Store) -> None:
    catalogue = reading(store).catalogue
    first = catalogue.requests[0]
    first = replace(first, title_nl="Betere besturen voor één gemeente", text_nl="De VVSG vraagt fusiebonussen.")
    catalogue = replace(catalogue, requests=(first, *catalogue.requests[1:]))
    for typed in ("bestuur", "GEMEENTEN een", "fusiebon", first.id, f"{first.id} vvsg"):
        assert first in search.requests(catalogue, typed)
    assert first not in search.requests(catalogue, f"{first.id} nergens")
    assert search.requests(catalogue, "") == search.requests(catalogue, "…") == ()


@given(st.text(max_size=200))
def test_whatever_is_typed_has_terms(typed: str) -> None:
    asked = terms(typed)
    pieces = marked(typed, asked, "nl")
    assert "".join(piece for piece, _ in pieces) == typed
    assert bool(asked) == any(hit for _, hit in pieces)
