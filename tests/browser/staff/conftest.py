"""A site of its own for each file: these tests write in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from models.store import Store
from tests.serving import application, serving, shipped_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What ships, for one file of tests alone."""
    store = shipped_store(tmp_path_factory.mktemp("staff"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def site(store: Store) -> Iterator[str]:
    """The address of the application on it."""
    with serving(application(store)) as address:
        yield address
