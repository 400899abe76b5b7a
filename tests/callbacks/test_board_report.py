"""The report of a meeting in all its forms: the numbers of the API, the same bytes again, nothing internal let out.

The files are read by programs that did not write them: PDFium, openpyxl, and the XML inside the slides.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
import pytest
from defusedxml.ElementTree import fromstring
from pdfua import validate

from models.settings import ROOT
from tests.board import INTERNAL_ENTRY, INTERNAL_NOTE, POINT, SECRETS, TITLE, Board
from tests.callbacks.pages_read import Element, read_page
from tests.callbacks.test_board_meeting import api, moment

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


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


def words_of(pdf: bytes) -> str:
    """All words in reading order; those broken off at the end of a line are whole again."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        told = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", told.replace("\x02", "")).replace("\xa0", " ")


def book(content: bytes) -> dict[str, list[list[Any]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in workbook}


def charts(content: bytes) -> list[dict[str, dict[str, int]]]:
    """Of every chart in the slides: series to category to number, in the order of the slides."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        names = [name for name in deck.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)]
        for name in sorted(names, key=lambda one: int(re.findall(r"\d+", one)[0])):
            found.append(dict(series(deck.read(name))))
    return found


def series(chart: bytes) -> Iterator[tuple[str, dict[str, int]]]:
    for one in fromstring(chart).iter(f"{CHART}ser"):
        title = one.find(f"{CHART}tx").findtext(f".//{CHART}v")
        categories, values = (
            [point.findtext(f"{CHART}v") for point in one.find(f"{CHART}{part}").iter(f"{CHART}pt")]
            for part in ("cat", "val")
        )
        yield title or "", {name or "": int(float(value or 0)) for name, value in zip(categories, values, strict=True)}


def slide_words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        slides = [
            deck.read(name) for name in deck.namelist() if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name)
        ]
    return " ".join(text.text or "" for slide in slides for text in fromstring(slide).iter(f"{DRAWN}t"))


def tables(page: Element) -> dict[str, list[list[str]]]:
    """The rows of every table of the page, by its caption."""
    found = {}
    for table in page.all("table"):
        if table.all("caption"):
            rows = [row for body in table.all("tbody") for row in body.all("tr")]
            found[table.one("caption").words] = [
                [cell.words for cell in row.inside if isinstance(cell, Element)] for row in rows
            ]
    return found


def half_up(share: float, scale: int = 100) -> int:
    return int(share * scale + 0.5 + 1e-9)


def expected(board: Board, by: str) -> Any:
    return api(board, f"progress.json?by={by}&as_of=2024-12-31&known_at={moment(board.last)}")


def test_progress_is_the_same_in_every_form_and_in_the_api(
    report: Any, on_screen: Element, sheets: Any, paper: str, board: Board
) -> None:
    page = tables(on_screen)
    slides = charts(report(".pptx"))
    for by, name, place in (("dossier", "Dossiers", 0), ("government", "Overheden", 1)):
        now = expected(board, by)
        before = api(board, f"progress.json?by={by}&as_of=2023-12-31&known_at={moment(board.last)}")
        shown = page[f"Voortgang per {'dossier' if by == 'dossier' else 'overheid'}, nu en een jaar eerder"]
        for row, earlier, line, cells in zip(now, before, shown, sheets[name][1:], strict=True):
            result, then = (one["counts"]["realised"] + one["counts"]["partially_realised"] for one in (row, earlier))
            assert cells[1:4] == [row["tracks"], result, result - then]
            assert cells[4:6] == [pytest.approx(100 * row["index"]), pytest.approx(100 * earlier["index"])]
            assert cells[6:8] == [pytest.approx(row["coverage"]), row["confirmed"]]
            change = f"+{result - then}" if result > then else f"−{then - result}" if result < then else "0"
            numbers = [
                str(row["tracks"]), str(result), change, str(half_up(row["index"])), str(half_up(earlier["index"])),
                f"{half_up(row['coverage'])} %", str(row["confirmed"]),
            ]  # fmt: skip
            assert [cell.replace("\xa0", " ") for cell in line[1:]] == numbers
            assert f"{line[0]} {' '.join(numbers)}" in paper
            drawn = {title: values[cells[0]] for title, values in slides[place].items()}
            labels = {label: code for code, label in statuses(board).items()}
            assert drawn == {label: row["counts"][labels[label]] for label in drawn}
            assert sum(drawn.values()) == row["tracks"]


def statuses(board: Board) -> dict[str, str]:
    """Code and Dutch label, from the file that ships."""
    lines = (ROOT / "data" / "statuses.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split(",")[0]: line.split(",")[2] for line in lines}


def test_every_month_is_in_the_workbook_and_on_the_slide(report: Any, sheets: Any, board: Board) -> None:
    trend = api(board, f"trend.json?by=total&as_of=2024-12-31&known_at={moment(board.last)}")
    head, *rows = sheets["Per maand"]
    labels = statuses(board)
    assert [f"{row[0]:%Y-%m}" for row in rows] == [one["month"] for one in trend]
    drawn = charts(report(".pptx"))[2]
    for code, label in labels.items():
        counts = [one["counts"][code] for one in trend]
        if any(counts):
            assert [row[head.index(label)] for row in rows] == counts
            assert list(drawn[label].values()) == counts


def test_changes_are_the_same_in_every_form_and_in_the_api(
    report: Any, on_screen: Element, sheets: Any, paper: str, board: Board
) -> None:
    asked = f"from=2022-06-30&to=2024-12-31&known_from={moment(board.first)}&known_at={moment(board.last)}"
    rows = api(board, f"changes.json?{asked}")
    page = tables(on_screen)
    labels = statuses(board)
    for part, name, title in (
        ("better_knowledge", "Betere kennis", "Wat we intussen beter weten"),
        ("new_facts", "Nieuwe feiten", "Wat er gebeurde"),
    ):
        of_part = [row for row in rows if row["part"] == part]
        lines = sum(max(len(row["entries"]), 1) for row in of_part)
        told = {(line[1].split(" ")[0], line[3], line[4]) for line in sheets[name][1:]}
        assert told == {(row["request"], labels[row["status_from"]], labels[row["status_to"]]) for row in of_part}
        assert len(sheets[name]) - 1 == lines == len(page[title])
    facts = [row for row in rows if row["part"] == "new_facts"]
    sentence = f"veranderden {len(facts)} van de 153 vragen aan een overheid van status"
    assert sentence in paper
    assert sentence in slide_words(report(".pptx"))
    assert sheets["Van naar"][1:][0][0] == "Ingediend"
    assert sum(line[-1] for line in sheets["Van naar"][1:]) == len(facts)


def test_attention_and_balance_agree_with_the_api(sheets: Any, paper: str, board: Board) -> None:
    tracks = api(board, f"tracks.json?as_of=2024-12-31&known_at={moment(board.last)}")
    stalled = sorted((one for one in tracks if one["status"] == "stalled"), key=lambda one: -one["days_in_status"])
    assert [line[4] for line in sheets["Stilgevallen"][1:]] == [one["days_in_status"] for one in stalled]
    silent = [one["request"] for one in tracks if one["entry"] is None]
    assert [line[1].split(" ")[0] for line in sheets["Geen reactie bekend"][1:]] == silent
    left = [one for one in tracks if one["status"] not in ("realised", "rejected")]
    assert len(sheets["Open"]) - 1 == len(left)
    assert sum(line[-1] for line in sheets["Balans"][1:]) == len(left)
    assert f"stonden nog {len(left)} van de {len(tracks)} vragen open" in paper
    assert sum(len(sheets[f"Dossier {number}"]) - 1 for number in range(1, 11)) == len(tracks)


def test_the_annex_has_the_head_of_the_log_and_its_length(report: Any, paper: str, board: Board) -> None:
    meta = api(board, f"progress.json?known_at={moment(board.last)}", "meta")
    assert f"steunen op {meta['entries']} publieke logregels" in paper
    assert meta["head"] in paper.replace(" ", "")
    assert meta["head"] in report("").decode()


def test_every_number_of_a_source_leads_to_it(on_screen: Element, sheets: Any) -> None:
    page = on_screen
    cited = {link.attributes["href"] for link in page.all("a") if str(link.attributes["href"]).startswith("#bron-")}
    listed = {f"#{row.attributes['id']}" for row in page.all("tr") if str(row.attributes.get("id")).startswith("bron-")}
    assert cited == listed
    assert len(listed) > 100
    sources = sheets["Bronnen"][1:]
    assert [f"#bron-{line[0]}" for line in sources] == [f"#bron-{number}" for number in range(1, len(sources) + 1)]


def test_the_public_version_holds_nothing_internal(report: Any) -> None:
    internal, public = ("", "?variant=public")
    readers: dict[str, Callable[[bytes], str]] = {
        "": bytes.decode,
        ".pdf": words_of,
        ".xlsx": lambda content: str(book(content)),
        ".pptx": slide_words,
    }
    for ending, read in readers.items():
        told = read(report(ending, internal))
        expected_here = SECRETS if ending != ".pptx" else (POINT, TITLE)
        assert [secret for secret in expected_here if secret not in told] == [], ending
        handed_on = report(ending, public)
        assert [secret for secret in SECRETS if secret in read(handed_on)] == [], ending
        assert not any(secret.encode() in unpacked(handed_on) for secret in SECRETS), "nor anywhere inside the file"
    assert "Publieke versie" in readers[".pdf"](report(".pdf", public))


def unpacked(content: bytes) -> bytes:
    """The parts of a file, also those inside workbooks inside slides."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"".join(name.encode() + unpacked(parts.read(name)) for name in parts.namelist())


def test_internal_words_are_marked_on_paper(paper: str) -> None:
    for words in (INTERNAL_NOTE, INTERNAL_ENTRY):
        assert paper.count(words) == paper.count(f"Intern: {words}") > 0


def test_a_draft_says_so_and_a_closed_one_does_not(board: Board, reading: Any, paper: str) -> None:
    draft = reading.get(f"/rapport/{board.coming.id}")
    assert "Ontwerp" in read_page(draft.text).one("span", class_="draft").words
    assert "ontwerp" in reading.get(f"/rapport/{board.coming.id}.xlsx").headers["Content-Disposition"]
    assert "Ontwerp: de vergadering" not in paper
    assert not paper.startswith("Stand van zaken: VVSG-verkiezingsmemorandum 2019-2024 Ontwerp")


def test_a_closed_meeting_gives_the_same_bytes_whenever_and_whoever_asks(report: Any, board: Board) -> None:
    """Another process, later, with other hash seeds, after another entry and another meeting."""
    again = subprocess.run(
        [sys.executable, "-c", _AGAIN, str(board.store.database.url.database), str(board.last.id)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
    )
    assert again.returncode == 0, again.stderr
    assert again.stdout.split() == [hashlib.sha256(report(ending)).hexdigest() for ending in (".pdf", ".xlsx")]


#: Copies the store, writes in the copy, and reports again.
_AGAIN = """
import hashlib, pathlib, sqlite3, sys, tempfile
from datetime import date, timedelta
from models import meetings
from models.store import Store
from models.vocabulary import Role
from tests.board import draft
from tests.people import account, sign_in
from tests.serving import NOW, application

path = pathlib.Path(tempfile.mkdtemp()) / "copy.sqlite3"
sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(path))
store = Store.open(f"sqlite:///{path}", clock=lambda: NOW + timedelta(days=90))
who = account(store, Role.EDITOR, "ander@example.org", name="Iemand anders")
with store.appending() as writer:
    writer.record(who.id, draft(request="1.2", effective_date=date(2021, 1, 4)))
with store.database.appending() as connection:
    other = meetings.plan(connection, who.id, "2019-2024", date(2024, 12, 31), "Nog een", store.clock())
    meetings.close(connection, who.id, other.id, store.clock())
client = sign_in(application(store).server.test_client(), who)
for ending in ("pdf", "xlsx"):
    print(hashlib.sha256(client.get(f"/rapport/{sys.argv[2]}.{ending}").data).hexdigest())
"""


def test_the_slides_have_the_same_content_again(report: Any, board: Board) -> None:
    again = board.client(board.editor).get(f"/rapport/{board.last.id}.pptx").data
    assert charts(again) == charts(report(".pptx"))
    assert slide_words(again) == slide_words(report(".pptx"))


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
        assert kinds.count("/Figure") == 14
        assert all(str(tag.Alt).strip() for tag in tags if str(tag.S) == "/Figure")
        assert kinds.count("/Table") == kinds.count("/THead") > 20
        headings = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
        assert headings[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(headings))


def tagged(node: Any) -> Iterator[Any]:
    """The structure elements of a document, in reading order."""
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from tagged(part)
    elif isinstance(node, pikepdf.Dictionary) and node.get("/Type") not in ("/MCR", "/OBJR"):
        if "/S" in node:
            yield node
        yield from tagged(node.get("/K"))


def test_the_checker_of_accessible_pdf_finds_nothing(report: Any, tmp_path: Any) -> None:
    """``pdfua`` checks 16 of the 106 rules of PDF/UA-1; docs/report.md says which are left to people."""
    path = tmp_path / "report.pdf"
    path.write_bytes(report(".pdf", "?variant=public"))
    assert validate(path).findings == ()


def test_in_english(answered: Any, board: Board) -> None:
    answer = answered(f"/rapport/{board.last.id}?lang=en")
    assert read_page(answer.text).one("h1").words == "State of affairs: VVSG election memorandum 2019-2024"
    assert "Annex: method and sources" in answer.text


def test_the_kind_of_report_is_in_its_name(answered: Any, board: Board) -> None:
    for query, kind in (("", "intern"), ("?variant=public", "publiek")):
        answer = answered(f"/rapport/{board.last.id}.pdf{query}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="memorandum-2024-12-31-{kind}.pdf"'
        assert answer.content_type == "application/pdf"
