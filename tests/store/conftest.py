"""Stores of the synthetic memorandum, on both engines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Store
from models.vocabulary import Role
from tests.shipped import Copies
from tests.store.synthetic import Clock, add_person, loaded


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed SQLite store with the synthetic memorandum, to be copied: quicker than making each anew."""
    path: Path = tmp_path_factory.mktemp("loaded") / "monitor.sqlite3"
    loaded(f"sqlite:///{path}")
    return path


@pytest.fixture
def store(copies: Copies, engine: str, clock: Clock) -> Iterator[Store]:
    """A store with the synthetic memorandum and an empty log."""
    address = copies.made(engine, loaded)
    opened = Store.open(address, clock=clock)
    yield opened
    opened.close()
    copies.discard(address)


@pytest.fixture
def anna(store: Store) -> int:
    return add_person(store, Role.EDITOR, name="Anna")


@pytest.fixture
def bram(store: Store) -> int:
    return add_person(store, Role.EDITOR, name="Bram")


@pytest.fixture
def admin(store: Store) -> int:
    return add_person(store, Role.ADMIN, name="Beheer")


@pytest.fixture
def quick_store(loaded_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """As ``store``, on SQLite alone and at once: for what does not depend on the engine."""
    opened = Store.open(f"sqlite:///{shutil.copy(loaded_file, tmp_path)}", clock=clock)
    yield opened
    opened.close()
