"""A clock that jumps back: moments go on growing, and what is served goes on being the newest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.store import Store
from models.tables import Entry
from models.versions import NewVersion, write_versions
from models.vocabulary import Role
from tests.faults.conftest import prepared, record
from tests.serving import application
from tests.store.synthetic import Clock, add_person


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=1), timedelta(days=300)])
def test_after_a_jump_back_entries_and_versions_are_still_recorded_one_after_another(
    store_url: str, back: timedelta
) -> None:
    clock = Clock()
    prepared(store_url).close()
    store = Store.open(store_url, clock=clock)
    author = add_person(store, Role.EDITOR)
    record(store, author)
    clock.now -= back
    record(store, author)
    with store.database.appending() as connection:
        write_versions(connection, [NewVersion({}, author, "Synthetische reden")], clock())
    clock.now -= timedelta(seconds=1)
    record(store, author)
    with store.database.reading() as connection:
        moments = list(connection.execute(select(Entry.recorded_at).order_by(Entry.id)).scalars())
    assert moments == sorted(set(moments))
    assert store.verify().sound

    client = application(store).server.test_client()
    answer = client.get("/api/v1/updates.json?memorandum=synthetic-2019-2024")
    assert answer.status_code == 200, answer.text
    assert len(answer.json["data"]) == 3
    assert client.get("/logboek?memorandum=synthetic-2019-2024").status_code == 200
    store.close()
