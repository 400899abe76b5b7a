"""Loads of embeds: added up per host and month, on both engines, and bounded in hosts."""

from __future__ import annotations

import pytest

from models import embed_loads
from models.embed_loads import OTHERS, UNKNOWN, Loads
from models.store import Store


@pytest.fixture
def store(store_url: str):
    store = Store.open(store_url)
    yield store
    store.close()


def add(store: Store, month: str, counted: dict[tuple[str, str], int]) -> None:
    with store.database.writing() as connection:
        embed_loads.add(connection, month, counted)


def found(store: Store, months: int = 12) -> list[Loads]:
    with store.database.reading() as connection:
        return embed_loads.loads(connection, months)


def test_what_is_counted_adds_up_newest_month_and_most_loaded_first(store):
    add(store, "2025-02", {("www.gent.be", "/embed/progress"): 3, (UNKNOWN, "/embed/sdg"): 1})
    add(store, "2025-02", {("www.gent.be", "/embed/progress"): 4})
    add(store, "2025-03", {("www.gent.be", "/embed/progress"): 1, ("zemst.be", "/embed/sdg"): 2})
    assert found(store) == [
        Loads("2025-03", "zemst.be", "/embed/sdg", 2),
        Loads("2025-03", "www.gent.be", "/embed/progress", 1),
        Loads("2025-02", "www.gent.be", "/embed/progress", 7),
        Loads("2025-02", UNKNOWN, "/embed/sdg", 1),
    ]
    assert {one.month for one in found(store, months=1)} == {"2025-03"}


def test_hosts_are_bounded_per_month(store, monkeypatch):
    monkeypatch.setattr(embed_loads, "MOST_HOSTS", 2)
    add(store, "2025-03", {(f"site{place}.be", "/embed/sdg"): 1 for place in range(5)})
    add(store, "2025-03", {("new.be", "/embed/sdg"): 1, ("site0.be", "/embed/sdg"): 1, (UNKNOWN, "/embed/sdg"): 1})
    loads = {one.host: one.loads for one in found(store)}
    assert loads == {"site0.be": 2, "site1.be": 1, OTHERS: 4, UNKNOWN: 1}
    add(store, "2025-04", {("new.be", "/embed/sdg"): 1})
    assert [one.host for one in found(store, months=1)] == ["new.be"]


def test_counting_changes_nothing_public(store):
    before = store.public_state()
    add(store, "2025-03", {("www.gent.be", "/embed/progress"): 3})
    assert store.public_state() == before
