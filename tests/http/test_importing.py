"""Importing by the browser: a trial first, then all or nothing, and what was seen is what is written."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from callbacks.http.security import LARGEST_BODY
from models import people, transfer
from models.entries import EntryView, entries
from models.store import Store
from models.transfer_format import INTERFACE, template
from models.transfer_input import Given, opened
from models.transfer_limits import IN_BROWSER
from models.vocabulary import Role
from tests.callbacks.pages_read import Element, read_page
from tests.http.conftest import Clock
from tests.people import account, sign_in
from tests.serving import application

ROW = {
    "request_id": "4.11",
    "government": "VL",
    "effective_date": "2024-03-31",
    "date_precision": "month",
    "status": "decided",
    "note_nl": "Een nota <b>met</b> =tekens",
    "source_title": "Bron",
    "source_url": "https://example.org/a",
}


@pytest.fixture
def server(living_store: Store) -> Flask:
    found: Flask = application(living_store).server
    return found


@pytest.fixture
def editor(server: Flask, living_store: Store) -> FlaskClient:
    return sign_in(server.test_client(), account(living_store, Role.EDITOR, name="Els"))


@pytest.fixture
def admin(server: Flask, living_store: Store) -> FlaskClient:
    return sign_in(server.test_client(), account(living_store, Role.ADMIN))


def interface(*rows: dict[str, str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, INTERFACE, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def workbook(*rows: list[Any]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def upload(client: FlaskClient, content: bytes, name: str = "lijst.csv", **data: str) -> TestResponse:
    sent = {"file": (io.BytesIO(content), name), "memorandum": "2019-2024", **data}
    answer = client.post("/werk/import", data=sent)
    answer.request.environ["wsgi.input"].close()  # the client leaves open what it wrote to a file
    return answer


def chosen(client: FlaskClient, content: bytes, name: str = "lijst.csv") -> str:
    """The address at which a file that was taken waits."""
    answer = upload(client, content, name)
    assert answer.status_code == 303, read_page(answer.text).words
    assert answer.location.startswith("/werk/import/")
    return answer.location


def page(answer: TestResponse, status: int = 200) -> Element:
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "private, no-store"
    return read_page(answer.text)


def seen(found: Element) -> dict[str, str]:
    """What the button that imports would send."""
    hidden = [one.attributes for one in found.all("input") if "value" in one.attributes]
    return {str(one["name"]): str(one["value"]) for one in hidden}


def selected(select: Element) -> list[str | None]:
    return [one.attributes["value"] for one in select.all("option") if "selected" in one.attributes]


def logged(store: Store) -> list[EntryView]:
    with store.database.reading() as connection:
        return entries(connection, role=Role.ADMIN)


def heading(found: Element) -> str:
    (first,) = found.all("h1")
    return first.words


@pytest.mark.parametrize("path", ["/werk/import", "/werk/import/x", "/werk/import-voorbeeld.csv", "/werk/uitvoer.csv"])
def test_only_who_may_log_may_import_and_only_an_administrator_exports(
    server: Flask, living_store: Store, editor: FlaskClient, path: str
) -> None:
    assert server.test_client().get(path).status_code == 303
    reader = sign_in(server.test_client(), account(living_store, Role.READER))
    assert reader.get(path).status_code == 403
    assert reader.post("/werk/import").status_code == 403
    assert editor.get(path).status_code in ((403,) if "uitvoer" in path else (200, 410))


def test_a_file_is_tried_first_and_then_written_as_it_was_seen(editor: FlaskClient, living_store: Store) -> None:
    before = len(logged(living_store))
    known = logged(living_store)[0]
    again = {**ROW, "row_id": known.row_id or "", "request_id": known.request, "government": known.government}
    where = chosen(editor, interface(ROW, again, {**ROW, "status": "stalled"}))

    trial = page(editor.get(where))
    assert heading(trial) == "2 nieuwe rijen en 1 rij die er al staat"
    assert "4.11 (VL)" in trial.words
    assert "maart 2024" in trial.words
    assert "Een nota <b>met</b> =tekens" in trial.words
    assert f"rij {known.row_id} is logregel {known.id}" in trial.words
    assert len(logged(living_store)) == before

    done = editor.post(where, data=seen(trial))
    assert (done.status_code, done.location) == (303, "/werk/import?ingevoerd=2")
    assert "2 logregels zijn ingevoerd." in page(editor.get(done.location)).words
    written = logged(living_store)[before:]
    assert [(one.status, one.author) for one in written] == [("decided", "Els"), ("stalled", "Els")]
    assert living_store.verify().sound
    # Sent once more: the file is gone, and nothing is written twice.
    assert heading(page(editor.post(where, data=seen(trial)), 410)) == "Invoer"
    assert len(logged(living_store)) == before + 2


def test_refused_rows_are_told_one_by_one_and_nothing_can_be_imported(editor: FlaskClient, living_store: Store) -> None:
    before = len(logged(living_store))
    wrong = [
        {**ROW, "effective_date": "31/03/2024"},
        {**ROW, "government": "EU"},
        {**ROW, "source_url": "javascript:alert(1)"},
        {**ROW, "source_url": ""},
        {**ROW, "effective_date": "2018-03-31"},
        {**ROW, "status": "in_progress", "source_url": "", "source_title": ""},
        {**ROW, "note_nl": "x" * 5000},
        {**ROW, "effective_date": "gisteren", "status": "klaar", "note_nl": "Twee fouten"},
    ]
    where = chosen(editor, interface(ROW, *wrong))
    trial = page(editor.get(where))
    assert heading(trial) == "1 nieuwe rij en 8 geweigerde rijen"
    for said in (
        'kolom effective_date: verwacht: een bestaande dag, geschreven als 2023-03-31; gevonden: "31/03/2024".',
        'kolom government: verwacht: VL, aan wie 4.11 gericht is; gevonden: "EU".',
        "kolom source_url: verwacht: een webadres dat met https:// of http:// begint",
        "kolom source_url: verwacht: een bron, die de status decided nodig heeft; gevonden: niets.",
        "kolom effective_date: verwacht: een dag van 2019-05-26 tot en met 2024-12-31",
        "Geef een bron op, of zeg waarom er geen publieke bron is.",
        "Deze tekst telt 5000 tekens; het maximum is 4000.",
        "10 4.11 VL gisteren klaar Twee fouten kolom effective_date: verwacht",
    ):
        assert said in trial.words, said
    assert [form for form in trial.all("form") if form.attributes["action"] == where] == []
    english = page(editor.get(f"{where}?lang=en"))
    assert "column effective_date: expected a day that exists" in english.words
    # Whoever sends the form all the same writes nothing.
    page(editor.post(where, data={"seen": "x"}), 409)
    assert len(logged(living_store)) == before


def test_what_changed_since_it_was_seen_is_shown_again_and_not_written(
    editor: FlaskClient, living_store: Store
) -> None:
    where = chosen(editor, interface(ROW, {**ROW, "status": "stalled"}))
    trial = page(editor.get(where))
    transfer.import_opened(living_store, opened(Given("a.csv", interface(ROW)), IN_BROWSER))
    before = len(logged(living_store))

    changed = page(editor.post(where, data=seen(trial)), 409)
    assert "Het logboek is intussen gewijzigd" in changed.words
    assert heading(changed) == "1 nieuwe rij en 1 rij die er al staat"
    assert len(logged(living_store)) == before
    assert editor.post(where, data=seen(changed)).status_code == 303
    assert len(logged(living_store)) == before + 1


def test_a_table_of_others_asks_which_column_is_what(editor: FlaskClient, living_store: Store) -> None:
    content = workbook(
        ["Nr.", "Wanneer?", "Stand", "Hoe", "Link"],
        [4.11, "maart 2024", "Beslist", "Een besluit", "https://example.org/a"],
        [4.13, "1/2/2024", "Stilgevallen", "", "https://example.org/b"],
    )
    where = chosen(editor, content, "lijst.xlsx")
    asked = editor.get(where)
    assert (asked.status_code, asked.location) == (303, f"{where}/kolommen")

    form = page(editor.get(asked.location))
    assert "maart 2024" in form.words
    chosen_columns = {str(select.attributes["name"]): selected(select) for select in form.all("select")}
    assert chosen_columns["column-request_id"] == ["Nr."]
    assert chosen_columns["column-status"] == ["Stand"]
    assert chosen_columns["column-government"] == [""]

    columns = {"column-request_id": "Nr.", "column-effective_date": "Wanneer?", "column-status": "Stand"}
    columns |= {"column-note_nl": "Hoe", "column-source_url": "Link"}
    lacking = page(editor.post(asked.location, data=columns), 422)
    assert "Zeg welke kolom of welke vaste waarde staat voor: government." in lacking.words
    assert ["Wanneer?"] in [selected(select) for select in lacking.all("select")]

    answer = editor.post(asked.location, data={**columns, "always-government": "Vlaamse overheid"})
    assert (answer.status_code, answer.location) == (303, where)
    trial = page(editor.get(where))
    assert heading(trial) == "2 nieuwe rijen"
    assert "(Sheet)" in trial.words
    assert editor.post(where, data=seen(trial)).status_code == 303
    last = logged(living_store)[-2:]
    assert [(one.request, str(one.effective_date), one.precision) for one in last] == [
        ("4.11", "2024-03-31", "month"),
        ("4.13", "2024-02-01", "day"),
    ]


def test_a_number_that_may_be_two_requests_is_refused(editor: FlaskClient) -> None:
    cells = {**ROW, "request_id": 4.1}
    where = chosen(editor, workbook(list(INTERFACE), [cells.get(name, "") for name in INTERFACE]), "lijst.xlsx")
    trial = page(editor.get(where))
    assert "het getal 4.1 kan ook 4.10 zijn" in trial.words


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("lijst.ods", b"x", "moet eindigen op .csv, .xlsx of .json"),
        ("lijst.xlsx", b"x", "is geen XLSX-bestand of is beschadigd"),
        ("lijst.csv", "é".encode("latin-1"), "geen UTF-8"),
        ("lijst.csv", b"a\n" + b"1\n" * 6000, "meer dan 5000 rijen"),
        ("../../etc/lijst.csv", b"," * 300 + b"a\n", "lijst.csv heeft meer dan 200 kolommen"),
        ("log.json", b"{}", "alleen een beheerder kan die invoeren"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_beside_the_field(
    editor: FlaskClient, name: str, content: bytes, said: str
) -> None:
    found = page(upload(editor, content, name), 422)
    assert said in found.words
    assert "/etc/" not in found.words
    (link,) = [one for one in found.all("a") if one.attributes["href"] == "#file"]
    assert said in link.words


def test_a_file_may_be_larger_than_any_other_body(editor: FlaskClient) -> None:
    assert LARGEST_BODY < 2_000_000 < IN_BROWSER.size
    wide = [*INTERFACE, *(f"extra {number}" for number in range(20))]
    row = [*(ROW.get(name, "") for name in INTERFACE), *["x" * 100_000] * 20]
    content = f"{','.join(wide)}\n{','.join(map(str, row))}\n".encode()
    assert len(content) > 2_000_000
    assert upload(editor, content).status_code == 303


def test_a_file_that_is_too_large_is_told_and_not_kept(editor: FlaskClient) -> None:
    found = page(upload(editor, b"x" * (IN_BROWSER.size + 100_000)), 413)
    assert "groter dan 8 MiB" in found.words
    assert "groter dan 8 MiB" in page(upload(editor, b"x" * (IN_BROWSER.size + 1)), 422).words
    assert page(editor.post("/werk/import", data={}), 422).words.count("Kies een bestand.") == 1


def test_a_file_belongs_to_one_person_is_replaced_by_the_next_and_gone_after_a_day(
    editor: FlaskClient, admin: FlaskClient, living_store: Store, clock: Clock
) -> None:
    first = chosen(editor, interface(ROW))
    page(admin.get(first), 410)
    admin.post(f"{first}/weg")
    page(editor.get(first))
    second = chosen(editor, interface(ROW), "andere.csv")
    page(editor.get(first), 410)
    assert "andere.csv" in page(editor.get("/werk/import")).words
    clock.now += timedelta(hours=1)
    page(editor.get(second))
    clock.now += timedelta(hours=23)
    with living_store.database.reading() as connection:
        els = people.person(connection, "editor@example.org")
    sign_in(editor, els)
    page(editor.get(second), 410)
    assert "andere.csv" not in page(editor.get("/werk/import")).words
    third = chosen(editor, interface(ROW))
    assert editor.post(f"{third}/weg").location == "/werk/import"
    page(editor.get(third), 410)


def test_a_full_export_comes_back_by_an_administrator_only(
    editor: FlaskClient, admin: FlaskClient, living_store: Store
) -> None:
    before = len(logged(living_store))
    for ending, kind in (
        (".csv", "text/csv; charset=utf-8"),
        (".json", "application/json"),
        (".xlsx", "application/vnd"),
    ):
        answer = admin.get(f"/werk/uitvoer{ending}", buffered=True)
        assert answer.status_code == 200
        assert answer.content_type.startswith(kind)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="logboek-2025-03-03{ending}"'
        assert "alleen een beheerder" in page(upload(editor, answer.data, f"log{ending}"), 422).words
        where = chosen(admin, answer.data, f"log{ending}")
        assert heading(page(admin.get(where))) == f"{before} rijen die er al staan"
    assert admin.get("/werk/uitvoer.exe").status_code == 404
    assert len(logged(living_store)) == before


def test_the_empty_example_is_in_our_format_and_keeps_texts(editor: FlaskClient) -> None:
    assert editor.get("/werk/import-voorbeeld.csv").data == template(".csv")
    answer = editor.get("/werk/import-voorbeeld.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert [cell.value for cell in sheet[1]] == list(INTERFACE)
    assert {sheet.column_dimensions[name].number_format for name in "AN"} == {"@"}
    for name in ("lijst.csv", "lijst.xlsx"):
        where = chosen(editor, template(f".{name[-4:].strip('.')}"), name)
        assert heading(page(editor.get(where))) == "Dit bestand heeft geen rijen"
    assert editor.get("/werk/import-voorbeeld.json").status_code == 404
