"""Caches that are damaged, on the disk or in the database, are noticed and made again; no wrong answer is given."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from sqlalchemy import text

from callbacks.http.assets import FOLDER, Files
from models import dump
from models.store import Store
from tests.faults.conftest import logged, prepared
from tests.serving import application
from tests.store.synthetic import shipment, states

DAMAGE = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "a bit flipped": lambda data: data[:100] + bytes([data[100] ^ 4]) + data[101:],
    "of another file": lambda data: brotli.compress(b"/* another */"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_prepared_file_that_was_damaged_is_not_sent(tmp_path: Path, damage: str) -> None:
    style = next(FOLDER.glob("*.css"))
    Files(tmp_path).prepare(style)
    for path in tmp_path.iterdir():
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
    files = Files(tmp_path)
    file = files.file(style)
    assert brotli.decompress(files.packed(file, "br")) == file.data
    assert gzip.decompress(files.packed(file, "gzip")) == file.data


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_download_that_was_damaged_is_written_again(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(dump, "FOLDER", tmp_path / "dumps")
    store = prepared(sqlite_url)
    logged(store)
    client = application(store).server.test_client()

    def downloaded() -> bytes:
        with client.get("/data/memorandummonitor.json") as answer:
            assert answer.status_code == 200
            return bytes(answer.get_data())

    before = downloaded()
    (kept,) = (tmp_path / "dumps").iterdir()
    kept.write_bytes(DAMAGE[damage](kept.read_bytes()))
    assert downloaded() == before
    assert json.loads(before)
    store.close()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    opened = prepared(store_url)
    logged(opened, 3)
    yield opened
    opened.close()


@pytest.mark.parametrize("damage", ["DELETE FROM entry_words", "UPDATE entry_words SET words = 'anders'"])
def test_words_kept_for_searching_that_were_damaged_are_found_and_loading_makes_them_again(
    store: Store, damage: str
) -> None:
    before = states(store)
    with store.database.engine.begin() as connection:
        connection.execute(text(damage))
    assert store.verify().problems == (
        "The words kept for searching do not follow from the log; run load to rebuild them.",
    )
    store.load(shipment())
    assert store.verify().sound
    assert states(store) == before
