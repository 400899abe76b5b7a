"""A client of the whole application on what ships."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.serving import application, shipped_store


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    store = shipped_store(tmp_path_factory.mktemp("store"))
    app = application(store)
    client = app.server.test_client()
    client.get("/")  # Dash registers its routing with the first request
    yield client
    store.close()
