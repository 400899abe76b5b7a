"""The files of a report as files: the same bytes again, tagged and typed, nothing over another thing."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from datetime import datetime
from itertools import combinations, pairwise
from typing import Any

import openpyxl
import pikepdf
import pytest
from pdfua import validate
from pptx import Presentation

from components.report.pptx import _fitting
from models.settings import ROOT
from models.vocabulary import Role
from tests.board import INTERNAL_ENTRY, INTERNAL_NOTE, SECRETS, Board, copied, copy_of
from tests.callbacks.report_read import book, box_of, charts, scope_of, slide_words, tagged
from tests.people import account
from tests.shipped import Copies


def test_a_closed_meeting_gives_the_same_bytes_whenever_and_whoever_asks(
    report: Any, board: Board, copies: Copies
) -> None:
    """Another process, later, with other hash seeds, after another entry and another meeting; of slides the content."""
    again = subprocess.run(
        [sys.executable, "-c", _AGAIN, copy_of(board, copies), str(board.last.id)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
    )
    assert again.returncode == 0, again.stderr
    slides = report(".pptx")
    assert again.stdout.split() == [
        *(hashlib.sha256(report(ending)).hexdigest() for ending in (".pdf", ".xlsx")),
        hashlib.sha256(f"{charts(slides)} {slide_words(slides)}".encode()).hexdigest(),
    ]


#: Writes in a copy of the store, and reports again.
_AGAIN = """
import hashlib, sys
from datetime import date, timedelta
from models import meetings
from models.store import Store
from models.vocabulary import Role
from tests.board import draft
from tests.callbacks.report_read import charts, slide_words
from tests.people import account, sign_in
from tests.serving import NOW, application

store = Store.open(sys.argv[1], clock=lambda: NOW + timedelta(days=90))
who = account(store, Role.EDITOR, "ander@example.org", name="Iemand anders")
with store.appending() as writer:
    writer.record(who.id, draft(request="1.2", effective_date=date(2021, 1, 4)))
with store.database.appending() as connection:
    other = meetings.plan(connection, who.id, "2019-2024", date(2024, 12, 31), "Nog een", store.clock())
    meetings.close(connection, who.id, other.id, store.clock())
client = sign_in(application(store).server.test_client(), who)
for ending in ("pdf", "xlsx"):
    print(hashlib.sha256(client.get(f"/rapport/{sys.argv[2]}.{ending}").data).hexdigest())
slides = client.get(f"/rapport/{sys.argv[2]}.pptx").data
print(hashlib.sha256(f"{charts(slides)} {slide_words(slides)}".encode()).hexdigest())
"""


def test_a_text_that_had_to_go_is_gone_from_a_report_that_was_asked_before(board: Board, copies: Copies) -> None:
    living = copied(board, copies)
    client, address = living.client(living.editor), f"/rapport/{living.last.id}.xlsx"
    before = client.get(address).data
    assert client.get(address).data == before
    assert {INTERNAL_ENTRY, INTERNAL_NOTE} <= set(re.findall("|".join(SECRETS), str(book(before))))
    redact(living, living.learnt)
    redact(living, -1)
    after = str(book(client.get(address).data))
    assert not re.search(f"{INTERNAL_ENTRY}|{INTERNAL_NOTE}|Synthetische nota", after)
    living.store.close()


def redact(board: Board, entry: int) -> None:
    admin = account(board.store, Role.ADMIN, f"beheer{entry}@example.org")
    board.store.redact(admin.id, entry, "Persoonlijk")


def test_nothing_on_a_slide_lies_over_another_thing_or_beside_the_slide(report: Any) -> None:
    deck: Any = Presentation(io.BytesIO(report(".pptx")))
    assert len(deck.slides) > 7
    for number, slide in enumerate(deck.slides, start=1):
        boxes = sorted((box_of(shape) for shape in slide.shapes), key=lambda box: box[1])
        for left, top, right, bottom in boxes:
            assert left >= 0 <= top, number
            assert right <= deck.slide_width, number
            assert bottom <= deck.slide_height, number
        for (left, top, right, bottom), other in combinations(boxes, 2):
            beside = right <= other[0] or other[2] <= left
            assert beside or bottom <= other[1] or other[3] <= top, f"slide {number}"


@pytest.mark.parametrize("points", [1, 40])
def test_a_list_runs_on_to_another_slide(points: int) -> None:
    told = [f"{place} {'woord ' * 30}" for place in range(points)]
    slides = _fitting(told)
    assert [text for slide in slides for text in slide] == told
    assert len(slides) == {1: 1, 40: 10}[points]


def test_the_workbook_is_typed_and_its_headers_stay_in_sight(report: Any) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(report(".xlsx")))
    assert workbook.sheetnames[0] == "Over"
    for sheet in workbook.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert all(isinstance(cell.value, str) for cell in sheet[1])
    stalled = workbook["Stilgevallen"]
    dates = [row[2] for row in stalled.iter_rows(min_row=2)]
    assert all(isinstance(cell.value, datetime) for cell in dates)
    assert {cell.number_format for cell in dates} >= {"d mmmm yyyy", "mmmm yyyy"}
    assert all(isinstance(row[4].value, int) for row in stalled.iter_rows(min_row=2))
    assert workbook["Dossiers"]["G2"].number_format == "0%"


def test_the_pdf_is_tagged_and_says_what_it_is(report: Any, tmp_path: Any) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(report(".pdf"))
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "nl-BE"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Stand van zaken: VVSG-verkiezingsmemorandum 2019-2024"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        tags = list(tagged(root.StructTreeRoot))
        kinds = [str(tag.S) for tag in tags]
        assert kinds.count("/Figure") == 15
        assert all(str(tag.Alt).strip() for tag in tags if str(tag.S) == "/Figure")
        assert kinds.count("/Table") == kinds.count("/THead") > 20
        rows = [tag for tag in tags if str(tag.S) == "/TR"]
        headed = [[(str(cell.S), scope_of(cell)) for cell in row.K] for row in rows]
        assert all(row[0] in (("/TH", "/Row"), ("/TH", "/Column")) for row in headed)
        assert len([row for row in headed if row[0] == ("/TH", "/Row")]) > 300
        assert all(cell == ("/TD", "") for row in headed if row[0][1] == "/Row" for cell in row[1:])
        headings = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
        assert headings[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(headings))


def test_the_checker_of_accessible_pdf_finds_nothing(report: Any, tmp_path: Any) -> None:
    """``pdfua`` checks 16 of the 106 rules of PDF/UA-1; docs/report.md says which are left to people."""
    path = tmp_path / "report.pdf"
    path.write_bytes(report(".pdf", "?variant=public"))
    assert validate(path).findings == ()
