"""Workbooks as tables of texts: what a cell says, what it may not say, and files that are made to harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from data.errors import Problems
from models.transfer_input import Given, Table, opened, sound_records
from models.transfer_limits import BY_COMMAND, IN_BROWSER, Limits, TransferRefused
from models.transfer_sheet import Odd, escaped, unescaped

NAME = "lijst.xlsx"
SMALL = Limits(size=200_000, expanded=400_000, elements=20_000, rows=50)


def saved(*rows: list[Any], **formats: str) -> bytes:
    """A workbook with these rows; ``formats`` give cells, by address, their number format."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for address, number_format in formats.items():
        book.active[address].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes, limits: Limits = SMALL, name: str = NAME) -> Table:
    file = opened(Given(name, content), limits)
    assert file.table is not None
    assert file.problems == ()
    return file.table


def refusal(content: bytes, limits: Limits = SMALL, name: str = NAME) -> str:
    with pytest.raises(TransferRefused) as refused:
        read(content, limits, name)
    assert refused.value.nl.endswith(".")
    assert str(refused.value).endswith(".")
    assert "\n" not in refused.value.nl
    return refused.value.code


def replaced(content: bytes, part: str, text: str) -> bytes:
    """The workbook with another content of one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return file.getvalue()


def sheet(rows: str) -> bytes:
    """A workbook whose sheet is this XML."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return replaced(saved(["x"]), "xl/worksheets/sheet1.xml", text)


def test_cells_become_the_texts_that_they_show() -> None:
    table = read(
        saved(
            ["a", "b", "c", "d", "e"],
            ["4.11", 7, 4.2, date(2023, 3, 31), datetime(2023, 3, 31, 12, 30)],  # noqa: DTZ001 - a sheet knows no zones
            [None, 4.0, 4.1, True, "regel\neen"],
            [],
            [" ", None, None, None, ""],
            ["einde", "genegeerd", None],
            C3="0.00",
        )
    )
    assert table.header == ("a", "b", "c", "d", "e")
    assert table.records[1:] == (
        (2, ["4.11", "7", "4.2", "2023-03-31", "2023-03-31T12:30:00"]),
        (3, ["", "4", "4.10", "true", "regel\neen"]),
        (5, [" ", "", "", "", ""]),
        (6, ["einde", "genegeerd", "", "", ""]),
    )
    assert isinstance(table.records[1][1][2], Odd)
    assert not isinstance(table.records[2][1][2], Odd)
    assert table.sheet == "Sheet"


def test_formulas_and_errors_are_told_where_they_are_used() -> None:
    content = sheet(
        '<row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>'
        '<row r="2"><c><f>1+1</f><v>2</v></c><c t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c t="str"><v>goed</v></c><c t="e"><v>#N/A</v></c></row>'
    )
    problems = Problems()
    found = sound_records(read(content), NAME, ["a"], problems)
    assert found == [(1, ("a", "b")), (3, ["goed", "#N/A"])]
    (error,) = problems.errors
    assert (error.line, error.column) == (2, "a")
    assert "formula" in str(error)
    assert "formule" in error.nl


def test_a_harmless_form_is_undone_and_text_stays_text() -> None:
    table = read(saved(["a", "b"], ["'=1+1", "'s avonds"]))
    assert sound_records(table, NAME, ["a", "b"], Problems())[1] == (2, ["=1+1", "'s avonds"])


@given(st.text())
def test_every_text_can_stand_in_a_workbook(text: str) -> None:
    assert unescaped(escaped(text)) == text.replace("\r\n", "\n")


def test_a_file_that_is_no_workbook_or_a_damaged_one_is_refused() -> None:
    whole = saved(["a"], ["b"])
    for content in (b"", b"PK\x03\x04", b"a,b\n1,2\n", whole[: len(whole) // 2], whole[:-40] + b"x" * 40):
        assert refusal(content) == "not_a_workbook"
    assert refusal(replaced(whole, "xl/workbook.xml", "<not")) == "not_a_workbook"
    assert refusal(replaced(whole, "xl/worksheets/sheet1.xml", "no xml")) == "not_a_workbook"
    assert refusal(b"\xd0\xcf\x11\xe0" + b"x" * 100) == "protected"


def test_xml_that_unfolds_by_itself_is_refused() -> None:
    nested = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};">' for n in range(1, 20))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{nested}]><worksheet>&a19;</worksheet>'
    assert refusal(replaced(saved(["a"]), "xl/worksheets/sheet1.xml", bomb)) == "not_a_workbook"
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    assert refusal(replaced(saved(["a"]), "xl/worksheets/sheet1.xml", outside)) == "not_a_workbook"


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c/></row>" * 20_000,
        f"<row>{'<c/>' * 12_000}</row>",
        f'<row><c t="inlineStr"><is><t>{"x" * 500_000}</t></is></c></row>',
        "<row>" + "<is>" * 200 + "</is>" * 200 + "</row>",
    ],
    ids=["elements", "one row", "text", "depth"],
)
def test_a_small_file_that_unfolds_to_much_is_refused_before_it_does(rows: str) -> None:
    content = sheet(rows)
    assert len(content) < 60_000
    assert refusal(content) == "too_large_expanded"


def test_of_a_part_that_lies_about_its_size_no_more_is_read() -> None:
    """The classic bomb: the directory of the ZIP file says that a part is small."""
    content = bytearray(sheet(f'<row><c t="str"><v>{"x" * 10_000_000}</v></c></row>'))
    place = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert content[place : place + 4] == b"PK\x01\x02"
    content[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    assert len(content) < SMALL.size
    assert refusal(bytes(content)) == "not_a_workbook"


def test_rows_and_columns_have_an_end() -> None:
    rows = [["a"], *([str(n)] for n in range(SMALL.rows))]
    assert len(read(saved(*rows)).records) == SMALL.rows + 1
    assert refusal(saved(*rows, ["meer"])) == "too_many_rows"
    assert refusal(saved(["a"] * 201)) == "too_many_columns"
    assert refusal(sheet('<row r="1"><c r="XFD1" t="str"><v>a</v></c></row>')) == "too_many_columns"
    far = sheet('<row r="1"><c t="str"><v>a</v></c></row><row r="1048576"><c t="str"><v>b</v></c></row>')
    assert read(far).records == ((1, ["a"]), (1048576, ["b"]))
    assert refusal(b"x" * (SMALL.size + 1)) == "too_large"


def test_csv_as_spreadsheets_write_it() -> None:
    for sign in ",;\t":
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            content = f"a{sign}b\r\n1{sign}ë\r\n{sign}\r\n2{sign}\r\n".encode(encoding)
            table = read(content, name="lijst.csv")
            assert table.records == ((1, ["a", "b"]), (2, ["1", "ë"]), (4, ["2", ""]))
    assert refusal("a,ë\n".encode("cp1252"), name="lijst.csv") == "not_utf_8"
    assert refusal(b"a\n" + b"1\n" * 51, name="lijst.csv") == "too_many_rows"
    assert refusal(b"," * 201 + b"a\n", name="lijst.csv") == "too_many_columns"
    assert refusal(b"", name="lijst.ods") == "other_ending"


def test_the_limits_of_the_browser_are_the_tighter_ones() -> None:
    for name in ("size", "expanded", "elements", "rows"):
        assert getattr(IN_BROWSER, name) < getattr(BY_COMMAND, name)
