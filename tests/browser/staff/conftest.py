"""A site of its own for each file: these tests write in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.store import Store
from tests.serving import application, open_at, serving
from tests.shipped import Copies


@pytest.fixture(scope="module")
def store(copies: Copies, engine: str) -> Iterator[Store]:
    """What ships, for one file of tests alone."""
    store = open_at(copies.shipped(engine))
    yield store
    store.close()


@pytest.fixture(scope="module")
def site(store: Store) -> Iterator[str]:
    """The address of the application on it."""
    with serving(application(store)) as address:
        yield address
