"""Importing: row by row told, all or nothing, twice the same as once, and never a row by halves."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import transfer
from models.drafts import Refused
from models.entries import EntryView, entries
from models.store import Store
from models.tables import User
from models.transfer_format import INTERFACE
from models.transfer_limits import BY_COMMAND, TransferRefused
from models.transfer_log import IMPORT
from models.vocabulary import Kind, Role, Visibility
from tests.store import random_log
from tests.store.random_log import ADMIN
from tests.store.synthetic import draft, shipment, update

SOUND = {
    "row_id": "",
    "request_id": "1.1",
    "government": "VL",
    "effective_date": "2020-02-29",
    "date_precision": "month",
    "status": "decided",
    "note_nl": "Besluit",
    "source_title": "Bron",
    "source_url": "https://example.org/a",
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A store with the catalogue, an administrator and an empty log, on SQLite: the rules are the engine's nowhere."""
    store = random_log.open_loaded(f"sqlite:///{tmp_path / 'monitor.sqlite3'}")
    random_log.with_people(store)
    yield store
    store.close()


def interface(path: Path, *rows: dict[str, str], header: tuple[str, ...] = INTERFACE) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def logged(store: Store) -> list[EntryView]:
    with store.database.reading() as connection:
        return entries(connection, role=Role.ADMIN)


def results(found: transfer.Imported) -> list[str]:
    return [outcome.result for outcome in found.outcomes]


def test_rows_of_the_interface_format_become_public_entries(empty: Store, tmp_path: Path) -> None:
    file = interface(tmp_path / "in.csv", SOUND, {**SOUND, "request_id": "1.2", "row_id": "x1"})

    found = transfer.import_file(empty, file)

    assert (found.written, results(found)) == (True, ["new", "new"])
    first, second = logged(empty)
    assert (first.request, first.effective_date, first.precision) == ("1.1", date(2020, 2, 29), "month")
    assert (first.status, first.note_nl, first.visibility) == ("decided", "Besluit", Visibility.PUBLIC)
    assert [source.url for source in first.sources] == ["https://example.org/a"]
    assert (first.author, second.row_id) == (IMPORT, "x1")


def test_the_row_id_column_may_be_absent_and_the_author_named(empty: Store, tmp_path: Path) -> None:
    row = {name: value for name, value in SOUND.items() if name != "row_id"}
    file = interface(tmp_path / "in.csv", row, header=INTERFACE[1:])

    assert transfer.import_file(empty, file, author=" AN@example.org ").written

    assert [view.author for view in logged(empty)] == ["An"]


def test_a_dry_run_writes_nothing_even_when_nothing_is_wrong(empty: Store, tmp_path: Path) -> None:
    found = transfer.import_file(empty, interface(tmp_path / "in.csv", SOUND), dry_run=True)

    assert (found.written, results(found)) == (False, ["new"])
    assert logged(empty) == []


def test_a_dry_run_tells_what_would_be_written_and_writes_nothing(empty: Store, tmp_path: Path) -> None:
    file = interface(tmp_path / "in.csv", SOUND, {**SOUND, "status": "stalled", "source_url": ""})

    found = transfer.import_file(empty, file, dry_run=True)

    assert found.written is False
    assert [(outcome.line, outcome.result) for outcome in found.outcomes] == [(2, "new"), (3, "refused")]
    assert "column source_url" in found.outcomes[1].text or "column sources" in found.outcomes[1].text
    assert logged(empty) == []
    with empty.database.reading() as connection:
        assert IMPORT not in connection.execute(select(User.display_name)).scalars().all()


REFUSED = [
    ({"effective_date": "2020-02-30"}, "effective_date"),
    ({"effective_date": "2019-05-25", "date_precision": "day"}, "effective_date"),
    ({"date_precision": "day", "effective_date": "2025-01-01"}, "effective_date"),
    ({"date_precision": "week"}, "date_precision"),
    ({"status": "submitted"}, "status"),
    ({"request_id": "2.1"}, "request_id"),
    ({"request_id": "9.9"}, "request_id"),
    ({"government": "EU"}, "government"),
    ({"source_url": "javascript:alert(1)"}, "source_url"),
    ({"source_url": ""}, "source_url"),
    ({"note_nl": "x" * 4001}, "note_nl"),
    ({"note_nl": "a\x1b[2Jb"}, "note_nl"),
    ({"row_id": "x" * 41}, "row_id"),
]


@pytest.mark.parametrize(("change", "column"), REFUSED)
def test_a_refused_row_is_told_with_line_and_column_and_nothing_is_written(
    empty: Store, tmp_path: Path, change: dict[str, str], column: str
) -> None:
    file = interface(tmp_path / "in.csv", SOUND, {**SOUND, **change})

    found = transfer.import_file(empty, file)

    assert found.written is False
    assert results(found) == ["new", "refused"]
    assert f"line 3, column {column}" in found.outcomes[1].text
    assert logged(empty) == []


def test_what_the_log_has_already_is_not_written_again(empty: Store, tmp_path: Path) -> None:
    named = {**SOUND, "request_id": "1.2", "row_id": "x1"}
    transfer.import_file(empty, interface(tmp_path / "in.csv", SOUND, named))
    changed = {**named, "note_nl": "Anders"}
    file = interface(
        tmp_path / "more.csv", SOUND, changed, {**SOUND, "government": "FED"}, {**SOUND, "government": "FED"}
    )

    found = transfer.import_file(empty, file)

    assert results(found) == ["exists", "exists", "new", "exists"]
    texts = [outcome.text for outcome in found.outcomes]
    assert texts[0].endswith("entry 1")
    assert "entry 2, which differs in note_nl and stays as it is" in texts[1]
    assert "line 4 of this file" in texts[3]
    assert len(logged(empty)) == 3


def test_an_internal_entry_does_not_keep_its_public_twin_out(empty: Store, tmp_path: Path) -> None:
    file = interface(tmp_path / "in.csv", SOUND)
    transfer.import_file(empty, file)
    (public,) = logged(empty)
    with empty.appending() as writer:
        writer.retract(public.author_id, public.id, "weg")
    known = transfer.import_file(empty, file)
    assert known.outcomes[0].text.endswith("entry 1, since corrected or retracted")

    other = {**SOUND, "government": "FED"}
    with empty.appending() as writer:
        twin = draft(
            government="FED",
            effective_date=date(2020, 2, 29),
            precision=public.precision,
            status=public.status,
            note_nl="Besluit",
            sources=public.sources,
            visibility=Visibility.INTERNAL,
        )
        writer.record(public.author_id, twin)
    assert results(transfer.import_file(empty, interface(tmp_path / "other.csv", other))) == ["new"]


def test_the_loaded_research_is_recognised_in_its_own_file(empty: Store, tmp_path: Path) -> None:
    empty.load(shipment(update("r1", ("1.1", "VL"), date(2020, 1, 1), "decided", "nota")))
    transfer.export(empty, tmp_path / "log.csv", public=True)

    assert results(transfer.import_file(empty, tmp_path / "log.csv")) == ["exists"]


def test_a_correction_lands_on_the_entry_that_the_store_had_already(empty: Store, tmp_path: Path) -> None:
    researched = shipment(update("r1", ("1.1", "VL"), date(2020, 1, 1), "decided", "nota"))
    empty.load(researched)
    (head,) = logged(empty)
    file = tmp_path / "log.json"
    with empty.appending() as writer:
        writer.correct(head.author_id, 1, draft(note_nl="beter", row_id="r1"), "fout")
    transfer.export(empty, file, public=False)
    other = random_log.open_loaded(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    other.load(researched)

    found = transfer.import_file(other, file)

    assert results(found) == ["exists", "new"]
    assert random_log.history(other, None) == random_log.history(empty, None)
    other.close()


def test_references_follow_the_entries_into_a_log_that_has_others(empty: Store, tmp_path: Path) -> None:
    file = exported(empty, tmp_path)
    other = random_log.open_loaded(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    transfer.import_file(other, interface(tmp_path / "in.csv", SOUND, {**SOUND, "government": "FED"}))

    assert results(transfer.import_file(other, file)) == ["new", "new"]

    assert [(view.id, view.refers_to, view.root) for view in logged(other)] == [
        (1, None, 1),
        (2, None, 2),
        (3, None, 3),
        (4, 3, 3),
    ]
    other.close()


def test_of_two_equal_entries_the_one_that_is_missing_is_written(empty: Store, tmp_path: Path) -> None:
    """Somebody logged the same twice: that is history too, and stays so."""
    other = random_log.open_loaded(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    for _ in range(2):
        with empty.appending() as writer:
            writer.record(1, draft())
        transfer.export(empty, tmp_path / "log.csv", public=False)
        if not logged(other):
            transfer.import_file(other, tmp_path / "log.csv")

    assert results(transfer.import_file(other, tmp_path / "log.csv")) == ["exists", "new"]
    assert random_log.history(other, None) == random_log.history(empty, None)
    other.close()


def exported(store: Store, folder: Path, **changes: Any) -> Path:
    """An export of two entries, a record and its correction, with one of them changed by hand."""
    with store.appending() as writer:
        first = writer.record(1, draft(row_id="r1"))
        writer.correct(1, first.id, draft(note_nl="beter"), "fout")
    file = folder / "log.json"
    transfer.export(store, file, public=False)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["entries"][1] |= changes
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


WRONG = [
    ({"refers_to": 7}, "refers_to"),
    ({"refers_to": None}, "refers_to"),
    ({"kind": "retraction"}, "status"),
    ({"kind": "invented"}, "kind"),
    ({"visibility": "internal"}, "visibility"),
    ({"effective_date": ""}, "effective_date"),
    ({"sources": [{"url": "javascript:alert(1)"}], "source_url": "javascript:alert(1)"}, "sources"),
    ({"sources": [], "source_url": "", "status": "realised"}, "sources"),
    ({"sources": [{}]}, "sources"),
    ({"sources": [{"url": "https://example.org/other"}]}, "source_url"),
    ({"redaction_reason": "privacy"}, "note_nl"),
    ({"reason": ""}, "reason"),
    ({"author": "x" * 117}, "author"),
    ({"id": 1}, "id"),
    ({"id": "1; DROP"}, "id"),
    ({"internal_note": "\ud800"}, "internal_note"),
    ({"note_nl": "x" * 140_000}, "note_nl"),
    ({"request_id": "../1.1"}, "request_id"),
    ({"memorandum": "2099"}, "memorandum"),
]


@pytest.mark.parametrize(("change", "column"), WRONG)
def test_a_wrong_row_of_a_full_export_is_refused_and_nothing_is_written(
    empty: Store, tmp_path: Path, change: dict[str, Any], column: str
) -> None:
    file = exported(empty, tmp_path, **change)
    other = random_log.open_loaded(f"sqlite:///{tmp_path / 'other.sqlite3'}")

    found = transfer.import_file(other, file)

    refused = [outcome.text for outcome in found.outcomes if outcome.result == "refused"]
    assert found.written is False
    assert any(f"line 3, column {column}" in text for text in refused), refused
    assert logged(other) == []
    other.close()


def test_a_redacted_step_without_blanked_sources_is_refused(empty: Store, tmp_path: Path) -> None:
    gone = {"redaction_reason": "privacy", "note_nl": "", "reason": "", "source_url": "", "status": "realised"}
    file = exported(empty, tmp_path, **gone, sources=[])
    other = random_log.open_loaded(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    assert "needs a public source" in transfer.import_file(other, file).outcomes[1].text
    content = json.loads(file.read_text(encoding="utf-8"))
    content["entries"][1]["sources"] = [{}]
    file.write_text(json.dumps(content), encoding="utf-8")

    assert transfer.import_file(other, file).written

    assert [(view.kind, view.redaction_reason) for view in logged(other)] == [
        (Kind.STATUS, ""),
        (Kind.CORRECTION, "privacy"),
    ]
    other.close()


def test_a_row_id_that_the_log_knows_with_another_content_is_refused(empty: Store, tmp_path: Path) -> None:
    file = exported(empty, tmp_path)
    other = random_log.open_loaded(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    other.load(shipment(update("r1", ("1.1", "VL"), date(2020, 1, 1), "decided", "iets anders")))

    found = transfer.import_file(other, file)

    assert results(found) == ["refused", "refused"]
    assert "Row r1 stands in the log with another content, as entry 1." in found.outcomes[0].text
    other.close()


def test_files_that_cannot_be_used_are_told_in_a_sentence(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusal(name: str, content: bytes, **options: Any) -> str:
        (tmp_path / name).write_bytes(content)
        with pytest.raises((TransferRefused, Refused)) as refused:
            transfer.import_file(empty, tmp_path / name, **options)
        return str(refused.value)

    header = ",".join(INTERFACE).encode() + b"\n"
    assert "must end in .csv, .xlsx or .json" in refusal("log.ods", b"")
    assert "not UTF-8 text on line 2" in refusal("bad.csv", header + b"\xff")
    assert "There is no memorandum" in refusal("ok.csv", header, memorandum="1999")
    assert "no account" in refusal("ok.csv", header, author="nobody@example.org")
    assert "leave out --author" in refusal("log.json", b"{}", author=ADMIN)
    few = replace(BY_COMMAND, size=1000, rows=1)
    monkeypatch.setattr(transfer, "BY_COMMAND", few)
    assert "larger than" in refusal("big.csv", b"x" * 1001)
    rows = interface(tmp_path / "rows.csv", SOUND, {**SOUND, "government": "FED"}).read_bytes()
    assert "more than 1 rows" in refusal("rows.csv", rows)


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 100_000, '{"format": "other"}', "9" * 5000])
def test_json_that_is_no_export_is_refused(empty: Store, tmp_path: Path, content: str) -> None:
    (tmp_path / "log.json").write_text(content, encoding="utf-8")

    found = transfer.import_file(empty, tmp_path / "log.json")

    assert results(found) == ["refused"]
    assert found.outcomes[0].text.startswith("log.json: expected")


def test_an_export_that_fails_leaves_the_file_as_it_was(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("before", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(transfer, "write_csv", full)
    with pytest.raises(OSError, match="No space"):
        transfer.export(empty, file, public=False)

    assert file.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir() if "log" in path.name) == ["log.csv"]
