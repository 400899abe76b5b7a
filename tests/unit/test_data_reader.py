"""A broken file is refused as a whole, and the refusal says where it is broken and what was expected there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.errors import MOST_ERRORS, DataError
from data.reader import SHIPPED, DataErrors, read, read_updates

MEMORANDUM = read().memoranda[0]
HEADER = (
    "row_id,request_id,government,effective_date,date_precision,status,note_nl,note_en,"
    "source_title,source_url,source_publisher,source_date,confidence,second_reading"
)
FIRST_UPDATE = "d0001,1.1,VL,2019-09-30,day,acknowledged,"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A copy of the files that ship, to be broken."""
    for file in SHIPPED.glob("*.csv"):
        shutil.copy(file, tmp_path)
    return tmp_path


def replace(file: Path, old: str, new: str) -> int:
    """Change the file at the one place where it says ``old``; returns the line of that place."""
    text = file.read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_bytes(text.replace(old, new).encode())
    return text[: text.index(old)].count("\n") + 1 + old.startswith("\n")


def errors_of(directory: Path) -> tuple[DataError, ...]:
    with pytest.raises(DataErrors) as refusal:
        read(directory)
    return refusal.value.errors


CATALOGUE = "catalogue.csv"
UPDATES = "updates-2019-2024.csv"
TEXTS = "texts-2019-2024.csv"
BROKEN_CELLS = [
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("2019-09-30", "30/09/2019"), "effective_date", "a day that exists"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("2019-09-30", "2019-02-29"), "effective_date", "a day that exists"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("2019-09-30", "20190930"), "effective_date", "a day that exists"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("2019-09-30", ""), "effective_date", "a day that exists"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("2019-09-30", "2019-05-25"), "effective_date", "from 2019-05-26 to"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("2019-09-30", "2025-01-01"), "effective_date", "to 2024-12-31"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("30,day", "29,month"), "effective_date", "last day of the month"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("30,day", "30,year"), "effective_date", "last day of the year"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("day", "week"), "date_precision", "one of day, month, year"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("acknowledged", "done"), "status", "one of acknowledged"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("acknowledged", "submitted"), "status", "one of acknowledged"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("1.1", "1.99"), "request_id", "a request of the catalogue"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("1.1", "2.1"), "request_id", "a sub-request of 2.1"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("VL", "LOCAL"), "government", "VL or FED or EU, to whom 1.1"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("1.1", "1.12").replace("VL", "FED"), "government", "VL, to whom 1.12"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE.replace("d0001", ""), "row_id", "an id of letters"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE + "\x07", "note_nl", "without control characters"),
    (UPDATES, FIRST_UPDATE, FIRST_UPDATE + " ", "note_nl", "without spaces around it"),
    (UPDATES, "d0002,1.1,VL", "d0001,1.1,VL", "row_id", "each value once"),
    (CATALOGUE, "1.2,,1,", "1.1,,1,", "id", "each value once"),
    (CATALOGUE, "1.2,,1,", "1.2b,,1,", "id", "a request's code"),
    (CATALOGUE, "1.2,,1,", "1.2,,2,", "dossier", "the dossier that 1.2 begins with"),
    (CATALOGUE, "1.2,,1,", "1.2,,11,", "dossier", "one of 1, 2, 3"),
    (CATALOGUE, "1.2,,1,", "1.2,1.1,1,", "parent_id", "no sub-request"),
    (CATALOGUE, "2.1.a,2.1,2,", "2.1.a,2.2,2,", "parent_id", "2.1"),
    (CATALOGUE, "2.1.a,2.1,2,", "2.1.a,,2,", "parent_id", "2.1"),
    (CATALOGUE, "2.1.a,2.1,2,", "2.99.a,2.99,2,", "parent_id", "a request of the catalogue"),
    (CATALOGUE, ",VL;FED,explicit,01,", ",VL;UN,explicit,01,", "governments", "one of VL, FED, EU"),
    (CATALOGUE, ",VL;FED,explicit,01,", ",VL;LOCAL,explicit,01,", "governments", "one of VL, FED, EU"),
    (CATALOGUE, ",VL;FED,explicit,01,", ",,explicit,01,", "governments", "one of VL, FED, EU"),
    (CATALOGUE, ",VL;FED,explicit,01,", ",VL;VL,explicit,01,", "governments", "each value once"),
    (CATALOGUE, ",VL;FED,explicit,01,", ",VL;FED,guessed,01,", "government_basis", "explicit, or implied:"),
    (CATALOGUE, ",VL;FED,explicit,01,", ",VL;FED,explicit,1,", "fiches", "two digits"),
    (CATALOGUE, ",explicit,03;04,", ",explicit,03;03,", "fiches", "each value once"),
    (CATALOGUE, "06;07;08;09", "06;07;08", "fiches", "what its sub-requests have: 06;07;08;09"),
    (CATALOGUE, "06;07;08;09,16.6;17.1;16.a;11.5", "06;07;08;09,16.6;2.1", "sdg_targets", "what its sub-requests have"),
    (CATALOGUE, ",17.2;1.a;10.b,", ",17.2;18.a;10.b,", "sdg_targets", "SDG targets such as"),
    (CATALOGUE, ",17.2;1.a;10.b,", ",17.2;1.e;10.b,", "sdg_targets", "SDG targets such as"),
    (CATALOGUE, "2.3.b,2.3,2,Btw", "2.3.b,2.3,2, Btw", "title_nl", "without spaces around it"),
    (TEXTS, '\n1.2,"We', '\n1.1,"We', "request_id", "each value once"),
    (TEXTS, "9.11,", "9.12,", "request_id", "a request of the catalogue"),
    (TEXTS, "het Gemeentefonds is een Vlaams fonds", "", "basis_nl", "why, in Dutch, the governments of 2.1.a"),
    (TEXTS, 'het eigen grondgebied.",,,', 'het eigen grondgebied.",,,reden', "basis_nl", "nothing, as 1.1 names"),
    ("statuses.csv", "decided,3,Beslist,Decided,0.5", "decided,3,Beslist,Decided,1.5", "weight", "from 0 to 1"),
    ("statuses.csv", "decided,3,Beslist,Decided,0.5", "decided,3,Beslist,Decided,NaN", "weight", "from 0 to 1"),
    ("statuses.csv", "decided,3,Beslist", "decided,3,", "label_nl", "a text"),
    ("sdgs.csv", "#E5243B", "#E5243", "colour", "a colour such as"),
    ("sdgs.csv", "#E5243B,People", "#E5243B,Profit", "pillar", "one of People, Planet"),
    ("sdgs.csv", "17,Partnerschap", "18,Partnerschap", "number", "a whole number from 1 to 17"),
    ("governments.csv", "VL,Vlaamse overheid,Flemish government,true", "VL,a,b,yes", "addressed", "true, false"),
    ("memoranda.csv", "2024-12-31", "2019-05-26", "end", "a day after start, 2019-05-26"),
    ("memoranda.csv", ",catalogue.csv,", ",../catalogue.csv,", "catalogue", "in the same directory"),
    ("milestones.csv", "2019-10-02,VL,", "2019-10-02,VL;XX,", "government", "one of VL, FED, EU, LOCAL"),
    ("milestones.csv", "2019-10-02,VL,", "2018-10-02,VL,", "date", "a day from 2019-05-26"),
    ("cabinets.csv", "VL,Homans,2019-07-02,2019-10-02", "VL,Homans,2019-10-02,2019-07-02", "to", "a day after from"),
    ("cabinets.csv", "VL,Homans", "LOCAL,Homans", "government", "one of VL, FED, EU"),
    ("dossiers-2019-2024.csv", "10,pact,", "10,pakt,", "kind", "one of dossier, pact"),
    ("intentions-2019-2024.csv", '\n8,4,"We', '\n11,4,"We', "dossier", "one of 1, 2, 3"),
    ("passages-2019-2024.csv", "lever,5,", "lever,4,", "kind and number", "each value once"),
]


@pytest.mark.parametrize(("file", "old", "new", "column", "expected"), BROKEN_CELLS)
def test_a_broken_cell_is_named_by_file_line_and_column(shipped, file, old, new, column, expected):
    line = replace(shipped / file, old, new)
    told = [error for error in errors_of(shipped) if (error.file, error.line, error.column) == (file, line, column)]
    assert [error for error in told if expected in error.expected]


@pytest.mark.parametrize(
    ("file", "start", "missing"),
    [
        (TEXTS, "4.12,", "4.12"),
        ("statuses.csv", "unclear,", "unclear"),
        ("sdgs.csv", "14,", "14"),
        ("memoranda.csv", "2019", "a memorandum"),
    ],
)
def test_a_row_that_is_missing_is_named(shipped, file, start, missing):
    lines = (shipped / file).read_text(encoding="utf-8").splitlines(keepends=True)
    (shipped / file).write_text("".join(line for line in lines if not line.startswith(start)), encoding="utf-8")
    assert [(e.file, e.line, e.expected) for e in errors_of(shipped)] == [(file, None, f"a row for {missing}")]


@pytest.mark.parametrize("file", sorted(path.name for path in SHIPPED.glob("*.csv")))
def test_a_file_that_is_missing_is_named(shipped, file):
    (shipped / file).unlink()
    first = errors_of(shipped)[0]
    assert (first.file, first.line, first.expected) == (file, None, "a readable file")


@pytest.mark.parametrize("file", sorted(path.name for path in SHIPPED.glob("*.csv")))
def test_bytes_that_are_not_utf_8_are_named_with_their_line(shipped, file):
    content = (shipped / file).read_bytes()
    second = content.index(b"\n") + 1
    (shipped / file).write_bytes(content[:second] + b"\xe9" + content[second:])
    first = errors_of(shipped)[0]
    assert (first.file, first.line, first.expected, first.found) == (file, 2, "text in UTF-8", "the byte 0xE9")


@pytest.mark.parametrize("file", sorted(path.name for path in SHIPPED.glob("*.csv")))
def test_an_empty_file_lacks_all_its_columns(shipped, file):
    names = (shipped / file).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    (shipped / file).write_bytes(b"")
    told = [(error.column, error.expected) for error in errors_of(shipped) if error.file == file]
    assert told == [(name, "this column") for name in names]


@pytest.mark.parametrize(
    ("header", "column", "expected", "found"),
    [
        (HEADER.replace("status,", "status,status,"), "status", "this column once", "it more than once"),
        (HEADER.replace("government,", ""), "government", "this column", "no such column"),
        (HEADER.replace("government,", "gouvernement,"), "gouvernement", "only columns that belong here", "this one"),
        (HEADER + ",", None, "only columns that belong here", "this one"),
        (HEADER.replace(",", ";"), None, "columns separated by commas", f'"{HEADER.replace(",", ";")[:60]}…"'),
    ],
)
def test_a_header_that_does_not_fit_is_told_by_its_columns(shipped, header, column, expected, found):
    replace(shipped / UPDATES, HEADER, header)
    told = [(error.line, error.column, error.expected, error.found) for error in errors_of(shipped)]
    assert (1, column, expected, found) in told


@pytest.mark.parametrize(("row", "cells"), [(FIRST_UPDATE + "extra,", 15), ("d0001,1.1,VL,", 13)])
def test_a_ragged_row_is_told_by_its_number_of_cells(shipped, row, cells):
    line = replace(shipped / UPDATES, FIRST_UPDATE, row)
    found = errors_of(shipped)[0]
    assert (found.line, found.column, found.expected) == (line, None, "14 cells")
    assert found.found.isdigit()
    assert int(found.found) != 14


@pytest.mark.parametrize(
    "rest", ['"half quoted', '"quoted"not,', "x" * 200_000], ids=["no end", "after the quote", "too long"]
)
def test_a_text_that_is_no_csv_is_told_with_its_line(shipped, rest):
    line = replace(shipped / UPDATES, FIRST_UPDATE, FIRST_UPDATE + rest)
    assert [(error.line, error.expected) for error in errors_of(shipped)] == [(line, "well-formed CSV")]


def test_the_words_of_an_error():
    error = DataError("updates.csv", 3, "effective_date", "a day that exists, written like 2023-03-31", '"31/03/2023"')
    assert str(error) == (
        "updates.csv, line 3, column effective_date: "
        'expected a day that exists, written like 2023-03-31, found "31/03/2023".'
    )
    assert str(DataError("sdgs.csv", None, None, "a readable file", "nothing")) == (
        "sdgs.csv: expected a readable file, found nothing."
    )


# Synthetic rows from here on: nothing that happened.

UPDATE = {
    "row_id": "t1",
    "request_id": "1.2",
    "government": "VL",
    "effective_date": "2023-03-31",
    "date_precision": "month",
    "status": "decided",
    "note_nl": "Verzonnen",
    "note_en": "Made up",
    "source_title": "Made up",
    "source_url": "https://example.org/a?b=c",
    "source_publisher": "Nobody",
    "source_date": "2023-04-01",
    "confidence": "low",
    "second_reading": "",
}


def file_of(*rows: dict[str, str], header: str = HEADER) -> str:
    lines = [",".join('"' + row[name].replace('"', '""') + '"' for name in header.split(",")) for row in rows]
    return "\n".join([header, *lines]) + "\n"


def refused(text: str) -> tuple[DataError, ...]:
    with pytest.raises(DataErrors) as refusal:
        read_updates(text, "mine.csv", MEMORANDUM.requests, MEMORANDUM.memorandum)
    return refusal.value.errors


def accepted(text: str):
    return read_updates(text, "mine.csv", MEMORANDUM.requests, MEMORANDUM.memorandum)


def test_an_import_reads_what_the_file_says():
    (update,) = accepted(file_of(UPDATE))
    assert (update.line, update.row_id, update.request, update.government) == (2, "t1", "1.2", "VL")
    assert (update.effective_date.isoformat(), update.precision, update.status) == ("2023-03-31", "month", "decided")
    assert (update.source_url, str(update.source_date)) == ("https://example.org/a?b=c", "2023-04-01")
    assert (update.confidence, update.second_reading) == ("low", "")


def test_an_import_needs_no_row_ids():
    assert [update.row_id for update in accepted(file_of(UPDATE | {"row_id": ""}, UPDATE | {"row_id": ""}))] == [
        None
    ] * 2
    without = HEADER.removeprefix("row_id,")
    assert [update.row_id for update in accepted(file_of(UPDATE, header=without))] == [None]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_byte_order_mark_and_kind_of_line_end_do_not_matter(mark, newline):
    text = file_of(UPDATE | {"note_nl": "Een regel\nen nog een"})
    (update,) = accepted(mark + text.replace("\n", newline))
    assert update.note_nl == "Een regel\nen nog een"


def test_a_byte_order_mark_in_a_file_that_ships_does_not_matter(shipped):
    for file in shipped.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert read(shipped) == read()


def test_lines_are_counted_as_an_editor_counts_them():
    note = {"note_nl": "Drie\n\nregels"}
    text = file_of(UPDATE | note, UPDATE | note | {"row_id": "t2", "status": "done"}, UPDATE | {"row_id": "!"})
    assert [(error.line, error.column) for error in refused(text)] == [(5, "status"), (8, "row_id")]
    assert text.split("\n")[4].startswith('"t2"')
    assert text.split("\n")[7].startswith('"!"')


@pytest.mark.parametrize("status", ["decided", "partially_realised", "realised", "rejected"])
def test_a_status_that_people_rely_on_needs_a_source(status):
    (error,) = refused(file_of(UPDATE | {"status": status, "source_url": ""}))
    assert (error.line, error.column, error.expected) == (2, "source_url", f"a source, which the status {status} needs")


@pytest.mark.parametrize("status", ["acknowledged", "in_progress", "stalled", "unclear"])
def test_other_statuses_may_do_without(status):
    (update,) = accepted(file_of(UPDATE | {"status": status, "source_url": ""}))
    assert update.source_url == ""


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org/a",
        "//example.org/a",
        "www.example.org",
        "https://",
        "https:///a",
        "https://example.org/a b",
        'https://example.org/"onclick=',
        "https://example.org/\na",
        "https://[::1",
        "https://example.org:port/",
        " https://example.org/",
    ],
)
def test_a_source_is_a_web_address(url):
    (error,) = refused(file_of(UPDATE | {"source_url": url}))
    assert (error.column, error.expected) == ("source_url", "a web address that begins with https:// or http://")


@pytest.mark.parametrize("url", ["https://wie@example.org/", "https://wie:wat@example.org/", "https://@example.org/"])
def test_a_source_has_no_user_name_in_its_address(url):
    (error,) = refused(file_of(UPDATE | {"source_url": url}))
    assert (error.column, error.expected) == ("source_url", "a web address without a user name in it")
    assert accepted(file_of(UPDATE | {"source_url": "https://example.org/@wie?a=b@c"}))


@pytest.mark.parametrize(("precision", "day"), [("month", "2024-02-29"), ("year", "2023-12-31"), ("day", "2023-05-07")])
def test_a_month_or_a_year_is_stored_as_its_last_day(precision, day):
    (update,) = accepted(file_of(UPDATE | {"date_precision": precision, "effective_date": day}))
    assert update.effective_date.isoformat() == day


@pytest.mark.parametrize("note", ["a\x00b", "a\x1bb", "a\x85b", "a\u2028b", "a\rb", "a\tb"])
def test_control_characters_are_refused(note):
    (error,) = refused(file_of(UPDATE | {"note_en": note}))
    assert (error.column, error.expected) == ("note_en", "a text without control characters")
    assert error.found.isprintable()


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066", "\ufeff", "\ufff9", "\uffff", "\U000e0041"])
def test_what_nobody_sees_is_refused_in_notes_and_titles(shipped, hidden):
    (error,) = refused(file_of(UPDATE | {"note_nl": f"a{hidden}b"}))
    assert error.expected == f"a text without characters that nobody sees, such as U+{ord(hidden):04X}"
    replace(shipped / CATALOGUE, "2.3.b,2.3,2,Btw", f"2.3.b,2.3,2,B{hidden}tw")
    assert [error.column for error in errors_of(shipped)] == ["title_nl"]


def test_all_that_is_wrong_is_told_at_once():
    wrong = {"government": "EU", "source_url": "", "effective_date": "2030-01-31"}
    assert {error.column for error in refused(file_of(UPDATE | wrong))} == {
        "government",
        "source_url",
        "effective_date",
    }


def test_not_more_is_told_than_anyone_would_read():
    rows = [UPDATE | {"row_id": "", "status": "done"} for _ in range(MOST_ERRORS + 10)]
    errors = refused(file_of(*rows))
    assert len(errors) == MOST_ERRORS == 50
    assert str(DataErrors(errors)).count("\n") == 49


def test_a_long_cell_is_quoted_shortly():
    (error,) = refused(file_of(UPDATE | {"status": "x" * 5000}))
    assert error.found == '"' + "x" * 60 + '…"'
