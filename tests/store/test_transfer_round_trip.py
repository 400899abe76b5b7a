"""What is exported comes back as the same history, whatever stands in it."""

from __future__ import annotations

import csv
import datetime
import json
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from models import transfer
from models.drafts import Source
from models.people import people
from models.store import Store
from models.transfer_format import BESIDE, INTERFACE, harmless, restored
from models.transfer_sheet import unescaped
from models.vocabulary import Action, Kind, Precision, Role, Status, Visibility
from tests.store import random_log
from tests.store.random_log import MOVES, NASTY, Move
from tests.store.synthetic import SOURCE

FORMULA_SIGNS = "=+-@\t\r"


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Closed stores with the catalogue: one with the people of the synthetic logs, one with nobody."""
    folder = tmp_path_factory.mktemp("templates")
    with_people, with_nobody = folder / "people.sqlite3", folder / "nobody.sqlite3"
    for path in (with_people, with_nobody):
        store = random_log.open_loaded(f"sqlite:///{path}")
        if path is with_people:
            random_log.with_people(store)
        store.close()
    return with_people, with_nobody


def authors_of(store: Store) -> list[int]:
    with store.database.reading() as connection:
        found = {person.email: person.id for person in people(connection)}
    return [found[email] for email in (*random_log.PEOPLE, random_log.ADMIN)]


def move(what: str, author: int, target: int = 0, **changes: object) -> Move:
    """A sound move: a status with one source."""
    sound: dict[str, object] = {
        "track": ("1.1", "VL"),
        "day": datetime.date(2020, 5, 6),
        "precision": Precision.DAY,
        "status": Status.DECIDED,
        "action": None,
        "visibility": Visibility.PUBLIC,
        "texts": ("nota", "note", "intern", "reden"),
        "sources": (SOURCE,),
        "row_id": None,
    }
    return Move(what=what, author=author, target=target, **{**sound, **changes})  # type: ignore[arg-type]


#: Every kind of entry, correction to another track, retraction, confirmation, internal ones, redactions of each.
RICH = [
    move("record", 0, row_id="r1"),
    move("record", 0, visibility=Visibility.INTERNAL, texts=("geheim", "", "zeer geheim", "")),
    move("record", 1, action=Action.LETTER, sources=(), day=datetime.date(2021, 1, 1)),
    move("correct", 1, 0, track=("1.2", "VL"), precision=Precision.MONTH, texts=NASTY[:4]),
    move("confirm", 0, 3),
    move("record", 0, day=datetime.date(2022, 3, 4), status=Status.IN_PROGRESS, sources=()),
    move("retract", 1, 5),
    move("record", 0, track=("2.1.a", "EU"), status=Status.REALISED, sources=(SOURCE, Source("https://example.org/2"))),
    move("confirm", 2, 7),
    move("redact", 2, 7),
    move("redact", 2, 6),
    move("redact", 2, 0),
    move("retract", 0, 1),
]


ENDINGS = st.sampled_from(("csv", "json", "xlsx"))


def check_round_trip(original: Store, other: Store, file: Path) -> None:
    transfer.export(original, file, public=False)

    report = transfer.import_file(other, file)

    assert [outcome.text for outcome in report.outcomes if outcome.result != "new"] == []
    assert random_log.history(other, Role.ADMIN) == random_log.history(original, Role.ADMIN)
    assert random_log.history(other, None) == random_log.history(original, None)
    assert random_log.figures(other) == random_log.figures(original)
    assert other.verify().problems == ()
    again = transfer.import_file(other, file)
    assert again.count("exists") == len(again.outcomes)


def test_a_random_log_comes_back_as_it_was(templates, soak: bool) -> None:
    @given(
        st.lists(MOVES, min_size=3, max_size=25), st.sampled_from(("csv", "json", "xlsx")), st.sampled_from(templates)
    )
    @example(RICH, "csv", templates[0])
    @example(RICH, "json", templates[1])
    @example(RICH, "xlsx", templates[0])
    @settings(
        max_examples=500 if soak else 12,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def comes_back(moves: Sequence[Move], ending: str, template: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            original = random_log.fresh_copy(templates[0], Path(folder) / "original.sqlite3")
            other = random_log.fresh_copy(template, Path(folder) / "other.sqlite3")
            try:
                random_log.make(original, authors_of(original), moves)
                check_round_trip(original, other, Path(folder) / f"log.{ending}")
            finally:
                original.close()
                other.close()

    comes_back()


@pytest.fixture
def rich(store_url: str) -> Iterator[Store]:
    store = random_log.open_loaded(store_url)
    random_log.make(store, random_log.with_people(store), RICH)
    yield store
    store.close()


def test_a_log_of_every_kind_goes_from_each_engine_to_the_other(rich: Store, templates, tmp_path: Path) -> None:
    told = random_log.history(rich, Role.ADMIN)
    assert {view["kind"] for view in told} == set(Kind)
    assert sum(view["redacted"] for view in told) == 3
    assert {view["visibility"] for view in told} == set(Visibility)
    other = random_log.fresh_copy(templates[1], tmp_path / "other.sqlite3")

    check_round_trip(rich, other, tmp_path / "log.csv")

    other.close()


def test_a_sqlite_log_comes_back_on_each_engine(templates, store_url: str, tmp_path: Path) -> None:
    original = random_log.fresh_copy(templates[0], tmp_path / "original.sqlite3")
    random_log.make(original, authors_of(original), RICH)
    other = random_log.open_loaded(store_url)

    check_round_trip(original, other, tmp_path / "log.json")

    original.close()
    other.close()


@pytest.mark.parametrize("name", ["log.csv", "log.json", "log.xlsx"])
def test_the_public_part_holds_nothing_internal_and_comes_back_as_the_public_history(
    rich: Store, templates, tmp_path: Path, name: str
) -> None:
    found = transfer.export(rich, tmp_path / name, public=True)

    written = all_text(tmp_path / name)
    assert "geheim" not in written
    assert "intern" not in written.replace('"visibility": "internal"', "").replace("internal_note", "")
    assert not [email for email in (*random_log.PEOPLE, random_log.ADMIN) if email in written]
    assert (found.internal, found.internal_notes) == (0, 0)
    other = random_log.fresh_copy(templates[1], tmp_path / "other.sqlite3")
    assert transfer.import_file(other, tmp_path / name).written
    assert random_log.history(other, None) == random_log.history(rich, None)
    other.close()


def all_text(path: Path) -> str:
    """What stands in a file, a ZIP file unpacked."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_a_workbook_holds_the_cells_of_the_csv_and_each_is_a_text(rich: Store, tmp_path: Path) -> None:
    transfer.export(rich, tmp_path / "log.csv", public=False)
    transfer.export(rich, tmp_path / "log.xlsx", public=False)

    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file))
    sheet = load_workbook(tmp_path / "log.xlsx").active
    assert [[unescaped(cell.value or "") for cell in row] for row in sheet.iter_rows()] == expected
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


def test_the_interface_columns_come_first_and_no_cell_is_a_formula(rich: Store, tmp_path: Path) -> None:
    transfer.export(rich, tmp_path / "log.csv", public=False)

    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[: len(INTERFACE)] == list(INTERFACE)
    assert header == [*INTERFACE, *BESIDE]
    assert len(rows) == 10
    assert [cell for row in rows for cell in row if cell.startswith(tuple(FORMULA_SIGNS))] == []
    note = header.index("note_nl")
    assert "'=1+1" in {row[note] for row in rows}


def test_the_json_export_has_an_entry_a_line_with_its_sources(rich: Store, tmp_path: Path) -> None:
    transfer.export(rich, tmp_path / "log.json", public=False)

    content = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
    (redacted,) = [entry for entry in content["entries"] if entry["status"] == "realised"]
    assert redacted["sources"] == [{}, {}]
    assert (redacted["redaction_reason"], redacted["note_nl"]) == ("reden", "")
    (corrected,) = [entry for entry in content["entries"] if entry["kind"] == "correction"]
    assert corrected["sources"] == [
        {
            "title": "Synthetic source",
            "url": "https://example.org/synthetic",
            "publisher": "Nobody",
            "date": "2020-01-02",
        }
    ]


@given(st.text(st.sampled_from("'=+-@＝\tab ")) | st.text())
def test_a_harmless_cell_can_always_be_restored(cell: str) -> None:
    assert restored(harmless(cell)) == cell
    assert not harmless(cell).startswith(tuple(FORMULA_SIGNS))
