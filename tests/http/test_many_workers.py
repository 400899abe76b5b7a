"""Nothing of a site stands in one process alone: what modules hold stays as it was, and the tests ask several."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections import deque
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from flask import Flask

import callbacks
import components
import data
import models
from models.cache import Recent
from models.store import Store
from models.vocabulary import Role
from tests.board import draft
from tests.people import account, from_own_pages, sign_in
from tests.serving import application
from tests.site import addresses
from tests.workers import spread

PACKAGES = (callbacks, components, data, models)
KNOWING = ("callbacks.", "data.", "models.")
KEEPING = (dict, list, set, deque, bytearray, Recent)
#: Functions that keep what they answered, for the whole process, where stores, clocks and settings are known. Each is
#: told by its arguments alone, so that two processes can keep nothing different. Those of components cannot be
#: otherwise: they import nothing that could tell them more.
PURE = {
    "callbacks.http.dumps._whole",  # of a file on this machine's disk, by its name and when it changed
    *(f"models.parts.{name}" for name in ("_all_of", "_following", "_later", "_of_chain", "_up_to")),
    "models.entries._question", "models.exact._common_scale", "models.transfer_mapping._months",
    "models.people._hash_of_nobody",  # of a password that nobody has: which one makes no difference
    "models.words._forms", "models.words.fold", "models.words.forms", "models.words.stem", "models.words.terms",
}  # fmt: skip


def modules() -> Iterator[tuple[str, object]]:
    """Every module of the application."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith("models.migrations"):  # run by their tool, once
                yield found.name, importlib.import_module(found.name)


def held() -> dict[str, str]:
    """What modules hold that could change."""
    return {
        f"{name}.{variable}": repr(vars(value) if isinstance(value, Recent) else value)
        for name, module in modules()
        for variable, value in vars(module).items()
        if isinstance(value, KEEPING) and not variable.startswith("__")
    }


def test_functions_that_keep_their_answers_for_the_process_are_known_to_be_told_by_their_arguments() -> None:
    found = {
        f"{value.__module__}.{value.__name__}"
        for _, module in modules()
        for value in vars(module).values()
        if isinstance(value, functools._lru_cache_wrapper) and value.__module__.startswith(KNOWING)
    }
    assert found == PURE


def test_what_modules_hold_does_not_change_by_answering(living_store: Store) -> None:
    before = held()
    assert len(before) > 50
    client = from_own_pages(application(living_store).server.test_client())
    client.post("/aanmelden", data={"email": "niemand@example.org", "password": "een gok"})
    editor = account(living_store, Role.EDITOR)
    for _ in range(2):
        for address in ("/live", "/embed/progress", "/api/v1/progress.json", *addresses()):
            assert client.get(address).status_code == 200, address
        sign_in(client, editor)
        for address in ("/werk", "/werk/log", "/werk/live", "/vergaderingen"):
            assert client.get(address).status_code == 200, address
        with living_store.appending() as writer:
            writer.record(editor.id, draft())
    after = held()
    assert {name for name in before if after[name] != before[name]} == set()


def test_requests_go_to_several_applications_and_never_twice_in_a_row_to_one(tmp_path: Path) -> None:
    opened: list[Store] = []

    def make(store: Store) -> Flask:
        server, number = Flask("one of several"), len(opened)
        opened.append(store)
        server.add_url_rule("/", "which", lambda: f"{number} {server.secret_key!r} {store.clock():%s}")
        return server

    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    first = make(store)
    first.secret_key = "in common"
    spread(first, store, make, 4)
    moment = store.clock()
    store.clock = lambda: moment  # a clock that a test moves is that of all
    answers = [first.test_client().get("/").text for _ in range(60)]
    assert len({id(each) for each in opened}) == 4
    assert {answer.split()[0] for answer in answers} == set("0123")
    assert all(one != other for one, other in pairwise(answers))
    assert len({answer.partition(" ")[2] for answer in answers}) == 1
    store.close()
    assert all(each.database.engine.pool.checkedin() == 0 for each in opened)  # type: ignore[attr-defined]
