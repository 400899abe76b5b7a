"""Stores of the synthetic memorandum, on both engines.

``pytest tests/store --hypothesis-profile=soak`` runs the long versions of the long tests.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from models.store import Store
from models.vocabulary import Role
from tests.store.synthetic import Clock, add_person, shipment

settings.register_profile("soak", max_examples=1000, stateful_step_count=100, deadline=None)


@pytest.fixture(scope="session")
def soak() -> bool:
    """Whether long tests run long."""
    return settings.get_current_profile_name() == "soak"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(store_url: str, clock: Clock) -> Iterator[Store]:
    """A store with the synthetic memorandum and an empty log."""
    opened = Store.open(store_url, clock=clock)
    opened.load(shipment())
    yield opened
    opened.close()


@pytest.fixture
def anna(store: Store) -> int:
    return add_person(store, Role.EDITOR, name="Anna")


@pytest.fixture
def bram(store: Store) -> int:
    return add_person(store, Role.EDITOR, name="Bram")


@pytest.fixture
def admin(store: Store) -> int:
    return add_person(store, Role.ADMIN, name="Beheer")
