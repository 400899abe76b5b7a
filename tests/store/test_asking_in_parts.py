"""However many entries are asked for, no question carries more of their numbers than the engines take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from models import entries as module
from models.entries import entries, precisions
from models.store import Store
from models.vocabulary import Precision, Role, Visibility
from tests.store.synthetic import draft

AT_ONCE, BESIDE = 7, 10


@contextmanager
def carried(store: Store) -> Iterator[list[int]]:
    """How many values each question carries."""
    found: list[int] = []

    def note(_connection: object, _cursor: object, _statement: str, parameters: Any, *_: object) -> None:
        found.append(len(parameters))

    event.listen(store.database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(store.database.engine, "before_cursor_execute", note)


def test_many_entries_are_read_in_parts(store: Store, anna: int, bram: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.appending() as writer:
        for number in range(40):
            internal = Visibility.INTERNAL if number % 3 == 0 else Visibility.PUBLIC
            written = writer.record(anna, draft(visibility=internal))
            if number % 5 == 0:
                writer.confirm(bram, written.id)
    monkeypatch.setattr(module, "_AT_ONCE", AT_ONCE)
    with store.database.reading() as connection, carried(store) as values:
        whole = entries(connection, role=Role.EDITOR)
        assert len(whole) == 48
        chosen = [entry.id for entry in whole if entry.id % 4]
        assert entries(connection, role=Role.EDITOR, ids=chosen) == [view for view in whole if view.id % 4]
        assert entries(connection, role=Role.EDITOR, requests={"1.1"}) == whole
        assert entries(connection, role=Role.EDITOR, ids=()) == []
        exact = {view.id: view.precision for view in whole if view.precision}
        assert precisions(connection, [view.id for view in whole]) == exact
    assert set(exact.values()) == {Precision.DAY}
    assert max(values) <= AT_ONCE + BESIDE
