"""A process draws the overview before anyone asks for it, and starts whether that works or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from callbacks import overview, pages
from models.engines import StoreUnavailable
from models.store import Store
from tests.serving import application, open_at
from tests.shipped import Copies


@pytest.fixture(scope="module")
def store(copies: Copies, engine: str) -> Iterator[Store]:
    found = open_at(copies.shipped(engine))
    yield found
    found.close()


def unable(*_asked: Any, **_named: Any) -> None:
    raise AssertionError("the overview was not there yet")


def test_the_first_reader_finds_what_was_drawn_before(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = application(store, workers=1)
    pages.warm(app)
    monkeypatch.setattr(overview, "overview_data", unable)
    first: FlaskClient = app.server.test_client()
    assert first.get("/").status_code == 200
    assert first.get("/?as_of=2020-01-01").status_code == 500


@pytest.mark.parametrize("problem", [StoreUnavailable("out of reach"), ZeroDivisionError()])
def test_a_process_starts_whatever_is_wrong_with_the_overview(
    store: Store, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def read(*_asked: Any) -> None:
        raise problem

    app = application(store, workers=1)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "read", read)
        pages.warm(app)
    assert app.server.test_client().get("/").status_code == 200
