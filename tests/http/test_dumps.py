"""The whole public record as files: the same in every form, the same bytes for the same record, nothing internal."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import zipfile
from datetime import date

import pytest

from models import dump
from models.dump_tables import TABLES
from models.store import Store
from models.vocabulary import Role, Visibility
from tests.serving import application
from tests.store.synthetic import add_person, draft

FORMS = (".zip", ".json", ".sqlite")
BASE = "/data/memorandummonitor"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A folder of the test's own for the files."""
    monkeypatch.setattr(dump, "FOLDER", tmp_path / "dumps")
    monkeypatch.setattr(dump, "INSTEAD", tmp_path / "instead")
    return tmp_path / "dumps"


@pytest.fixture(scope="module")
def shipped(shipped_store):
    return application(shipped_store).server.test_client()


@pytest.fixture
def client(living_store):
    return application(living_store).server.test_client()


def get(client, form, **headers):
    """The answer, read and closed."""
    return client.get(BASE + form, headers=headers, buffered=True)


def files(client):
    """Form to bytes."""
    found = {form: get(client, form) for form in FORMS}
    assert {answer.status_code for answer in found.values()} == {200}
    return {form: answer.data for form, answer in found.items()}


def as_cell(value):
    """A value of the JSON as its cell in CSV."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def as_stored(value):
    """A value of the JSON as SQLite holds it."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return int(value) if isinstance(value, bool) else value


def of_sqlite(data, tmp_path, sql):
    path = tmp_path / "read.sqlite"
    path.write_bytes(data)
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_all_forms_hold_the_same_rows(shipped, tmp_path):
    found = files(shipped)
    whole, archive = json.loads(found[".json"]), zipfile.ZipFile(io.BytesIO(found[".zip"]))
    assert archive.namelist() == ["README.txt", *(f"{table.name}.csv" for table in TABLES)]
    assert list(whole) == ["meta", *(table.name for table in TABLES)]
    for table in TABLES:
        names, rows = [field.name for field in table.fields], whole[table.name]
        assert rows, table.name
        assert len({tuple(map(str, (row[name] for name in table.key))) for row in rows}) == len(rows)
        header, *lines = csv.reader(io.StringIO(archive.read(f"{table.name}.csv").decode(), newline=""))
        assert header == names
        cells = [[cell.removeprefix("'") for cell in line] for line in lines]
        assert cells == [[as_cell(value).removeprefix("'") for value in row.values()] for row in rows]
        stored = of_sqlite(found[".sqlite"], tmp_path, f'SELECT * FROM "{table.name}"')
        assert sorted(map(repr, stored)) == sorted(repr(tuple(map(as_stored, row.values()))) for row in rows)
    assert of_sqlite(found[".sqlite"], tmp_path, "PRAGMA integrity_check") == [("ok",)]


def test_it_is_the_record_that_the_api_tells(shipped):
    whole = json.loads(files(shipped)[".json"])
    told = shipped.get("/api/v1/updates").json
    assert [row["id"] for row in whole["entries"]] == [row["id"] for row in told["data"]]
    assert [row["note_nl"] for row in whole["entries"]] == [row["note_nl"] for row in told["data"]]
    assert sum(len(row["sources"]) for row in told["data"]) == len(whole["sources"])
    now = {
        (row["request"], row["government"]): row["status"]
        for row in whole["periods"]
        if row["valid_from"] <= "2024-12-31" < row["valid_to"]
    }
    tracks = shipped.get("/api/v1/tracks").json["data"]
    assert now == {(row["request"], row["government"]): row["status"] for row in tracks}
    for name in ("version", "head", "known_at", "entries", "release"):
        assert whole["meta"][name] == told["meta"][name]


def test_the_words_of_the_publisher_are_marked_field_by_field(shipped):
    whole = json.loads(files(shipped)[".json"])
    quoted = {(row["table"], row["field"]) for row in whole["fields"] if row["quoted"]}
    api = shipped.get("/api/v1/requests").json
    assert {field for table, field in quoted if table == "requests"} == set(api["meta"]["quoted"])
    assert {table for table, _ in quoted} == {"dossiers", "requests", "intentions", "passages"}
    assert whole["meta"]["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert list(whole["meta"]["quoted_from"].values()) == list(api["meta"]["quoted"].values())


def test_the_same_record_has_the_same_bytes_whenever_and_wherever_it_is_written(client, living_store, folder, clock):
    first, tags = files(client), [get(client, form).headers["ETag"] for form in FORMS]
    assert len(list(folder.iterdir())) == len(FORMS)
    shutil.rmtree(folder)
    clock.forward(days=40)
    again = Store.open(str(living_store.database.engine.url), clock=clock)
    other = application(again).server.test_client()
    assert files(other) == first
    assert [get(other, form).headers["ETag"] for form in FORMS] == tags
    again.close()


def test_an_internal_entry_changes_nothing_and_a_public_one_everything(client, living_store, editors):
    before = files(client)
    with living_store.appending() as writer:
        writer.record(editors[0], draft(memorandum="2019-2024", visibility=Visibility.INTERNAL, note_nl="Geheim"))
    assert files(client) == before
    with living_store.appending() as writer:
        writer.record(editors[0], draft(memorandum="2019-2024", effective_date=date(2024, 12, 1), note_nl="=1+1"))
    after = files(client)
    assert all(after[form] != before[form] for form in FORMS)
    archive = zipfile.ZipFile(io.BytesIO(after[".zip"]))
    assert ",'=1+1," in archive.read("entries.csv").decode()
    assert b"Geheim" not in after[".json"] + after[".sqlite"] + archive.read("entries.csv")


def test_words_that_had_to_go_are_in_no_file_any_more(client, living_store, editors, folder):
    with living_store.appending() as writer:
        public = writer.record(editors[0], draft(memorandum="2019-2024", note_nl="Een naam die weg moet"))
    assert b"Een naam die weg moet" in files(client)[".sqlite"]
    living_store.redact(add_person(living_store, Role.ADMIN), public.id, "Persoonsgegevens")
    assert list(folder.iterdir()) == []
    after = files(client)
    archive = zipfile.ZipFile(io.BytesIO(after[".zip"]))
    assert b"Een naam" not in after[".json"] + after[".sqlite"] + archive.read("entries.csv")
    (row,) = [row for row in json.loads(after[".json"])["entries"] if row["id"] == public.id]
    assert row["redacted"] is True


def test_words_that_had_to_go_on_another_machine_are_in_no_file_of_this_one_either(
    client, living_store, editors, folder, tmp_path, monkeypatch
):
    with living_store.appending() as writer:
        public = writer.record(editors[0], draft(memorandum="2019-2024", note_nl="Een naam die weg moet"))
    for _ in range(20):
        client.get("/live")
    files(client)
    monkeypatch.setattr(dump, "FOLDER", tmp_path / "elsewhere")
    living_store.redact(add_person(living_store, Role.ADMIN), public.id, "Persoonsgegevens")
    monkeypatch.setattr(dump, "FOLDER", folder)
    assert len(list(folder.iterdir())) == len(FORMS)
    client.get("/live")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_kept_and_continued_by_who_has_a_part(shipped, form):
    whole = get(shipped, form)
    assert whole.headers["Access-Control-Allow-Origin"] == "*"
    assert whole.headers["Cache-Control"] == "public, no-cache"
    assert whole.headers["Content-Disposition"] == f'attachment; filename="memorandummonitor{form}"'
    assert "Set-Cookie" not in whole.headers
    assert get(shipped, form, **{"If-None-Match": whole.headers["ETag"]}).status_code == 304
    part = get(shipped, form, Range="bytes=100-199")
    assert (part.status_code, part.data) == (206, whole.data[100:200])
    assert shipped.get(f"{BASE}{form}?dossier=4").status_code == 400
    assert shipped.post(BASE + form).status_code == 405


def test_a_disk_that_cannot_be_written_is_no_obstacle(shipped, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(dump, "FOLDER", tmp_path / "file" / "dumps")
    assert json.loads(files(shipped)[".json"])["meta"]["entries"] == 387
    assert dump.INSTEAD.stat().st_mode & 0o077 == 0
    assert list(dump.INSTEAD.iterdir())
    dump.forget()
    assert list(dump.INSTEAD.iterdir()) == []


def test_what_somebody_else_of_this_machine_put_in_place_is_not_handed_out(shipped, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(dump, "FOLDER", tmp_path / "file" / "dumps")
    dump.INSTEAD.mkdir()
    theirs = dump.INSTEAD / "theirs"
    theirs.write_text("")
    monkeypatch.setattr("os.getuid", lambda: dump.INSTEAD.lstat().st_uid + 1)
    assert shipped.get(f"{BASE}.json").status_code == 500
    dump.forget()
    assert theirs.exists()


def test_an_empty_store_has_nothing_to_give(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert application(store).server.test_client().get(f"{BASE}.json").status_code == 404
    store.close()
