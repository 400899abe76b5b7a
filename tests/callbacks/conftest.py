"""A client of the whole application on what ships."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.board import Board, prepared
from tests.callbacks.pages_read import Element, read_page
from tests.callbacks.report_read import book, words_of
from tests.conftest import GROWING
from tests.serving import application, open_at
from tests.shipped import Copies


@pytest.fixture(scope="session", params=GROWING)
def engine(request: pytest.FixtureRequest) -> str:
    """All pages take long."""
    found: str = request.param
    return found


@pytest.fixture(scope="session")
def client(copies: Copies, engine: str) -> Iterator[FlaskClient]:
    store = open_at(copies.shipped(engine))
    app = application(store)
    client = app.server.test_client()
    yield client
    store.close()


@pytest.fixture(scope="session")
def board(copies: Copies, engine: str) -> Iterator[Board]:
    """A store with meetings, not to be written to."""
    made = prepared(copies.shipped(engine))
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def reading(board: Board) -> FlaskClient:
    """The browser of somebody who may read."""
    return board.client(board.reader)


@pytest.fixture(scope="session")
def answered(board: Board, reading: FlaskClient) -> Callable[[str], TestResponse]:
    """What a reader is answered at an address; each is asked once, for a report takes a while."""
    kept: dict[str, TestResponse] = {}

    def answer(address: str) -> TestResponse:
        if address not in kept:
            kept[address] = reading.get(address)
        return kept[address]

    return answer


@pytest.fixture(scope="session")
def report(answered: Any, board: Board) -> Callable[..., bytes]:
    """The report of the last meeting in one of its forms."""

    def asked(ending: str, query: str = "") -> bytes:
        answer = answered(f"/rapport/{board.last.id}{ending}{query}")
        assert answer.status_code == 200
        content: bytes = answer.data
        return content

    return asked


@pytest.fixture(scope="session")
def on_screen(report: Any) -> Element:
    """The report as a page."""
    return read_page(report("").decode())


@pytest.fixture(scope="session")
def sheets(report: Any) -> dict[str, list[list[Any]]]:
    """The rows of every sheet of the workbook."""
    return book(report(".xlsx"))


@pytest.fixture(scope="session")
def paper(report: Any) -> str:
    """The words of the PDF, in reading order."""
    return words_of(report(".pdf"))
