"""What is exported comes back as the same history, whatever stands in it."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import transfer
from models.drafts import Source
from models.store import Store
from models.transfer_format import harmless, restored
from models.vocabulary import Action, Precision, Role, Status, Visibility
from tests.store import random_log
from tests.store.random_log import MOVES, Move


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("template") / "monitor.sqlite3"
    store = random_log.open_loaded(f"sqlite:///{path}")
    random_log.with_people(store)
    store.close()
    yield path


def authors_of(store: Store) -> list[int]:
    from models.people import people

    with store.database.reading() as connection:
        found = {person.email: person.id for person in people(connection)}
    return [found[email] for email in (*random_log.PEOPLE, random_log.ADMIN)]


@given(moves=st.lists(MOVES, min_size=3, max_size=25), ending=st.sampled_from(("csv", "json")), known_people=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_exported_log_imports_to_the_same_history_and_figures(template, moves, ending, known_people):
    with tempfile.TemporaryDirectory() as folder:
        original = random_log.fresh_copy(template, Path(folder) / "original.sqlite3")
        random_log.make(original, authors_of(original), moves)
        other = random_log.fresh_copy(template, Path(folder) / "other.sqlite3")
        if not known_people:
            other.close()
            other = random_log.open_loaded(f"sqlite:///{folder}/nobody.sqlite3")
        file = Path(folder) / f"log.{ending}"
        transfer.export(original, file, public=False)

        report = transfer.import_file(other, file)

        assert [outcome.text for outcome in report.outcomes if outcome.result != "new"] == []
        assert random_log.history(other, Role.ADMIN) == random_log.history(original, Role.ADMIN)
        assert random_log.history(other, None) == random_log.history(original, None)
        assert random_log.figures(other) == random_log.figures(original)
        assert other.verify().problems == ()
        again = transfer.import_file(other, file)
        assert again.count("exists") == len(again.outcomes)
        original.close()
        other.close()
