"""The report of a meeting in all its forms: the numbers of the API, nothing internal let out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from models.settings import ROOT
from tests.board import INTERNAL_ENTRY, INTERNAL_NOTE, POINT, SECRETS, TITLE, Board
from tests.callbacks.pages_read import Element, read_page
from tests.callbacks.report_read import book, charts, slide_words, tables, tagged, unpacked, words_of
from tests.callbacks.test_board_meeting import api, moment


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


def test_the_goals_are_the_same_in_the_workbook_on_the_page_and_in_the_api(
    report: Any, on_screen: Element, sheets: Any, board: Board, tmp_path: Any
) -> None:
    asked = f"by=dossier&measure=realised_share&as_of=2024-12-31&known_at={moment(board.last)}"
    cells = {(str(one["sdg"]), one["column"]): one for one in api(board, f"heatmap.json?{asked}") if one["tracks"]}
    listed = {(row[0].split(" ")[0], row[1].split(" ")[0]): row[2:] for row in sheets["SDG's"][1:]}
    assert set(listed) == set(cells)
    for place, (tracks, share) in listed.items():
        assert tracks == cells[place]["tracks"]
        assert share == pytest.approx(cells[place]["value"], abs=1e-6)
    drawn = [cell.words.replace("\xa0", " ") for cell in on_screen.one("table", class_="heat").all("td")]
    told = [f"{half_up(one['value'])} {one['tracks']}" for one in cells.values()]
    assert sorted(cell for cell in drawn if cell != "·") == sorted(told)
    path = tmp_path / "report.pdf"
    path.write_bytes(report(".pdf"))
    with pikepdf.open(path) as pdf:
        (words,) = [str(tag.Alt) for tag in tagged(pdf.Root.StructTreeRoot) if "SDG" in str(tag.get("/Alt"))[:20]]
    counted = re.findall(r"SDG (\d+) [^,(:]+, (\d+) [^:]+: (\d+) % van (\d+) vra", words.replace("\xa0", " "))
    assert sorted(counted) == sorted(
        (sdg, dossier, str(half_up(one["value"])), str(one["tracks"])) for (sdg, dossier), one in cells.items()
    )


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


def test_internal_words_are_marked_on_paper(paper: str) -> None:
    for words in (INTERNAL_NOTE, INTERNAL_ENTRY):
        assert paper.count(words) == paper.count(f"Intern: {words}") > 0


def test_a_draft_says_so_and_a_closed_one_does_not(board: Board, reading: Any, paper: str) -> None:
    draft = reading.get(f"/rapport/{board.coming.id}")
    assert "Ontwerp" in read_page(draft.text).one("span", class_="draft").words
    assert "ontwerp" in reading.get(f"/rapport/{board.coming.id}.xlsx").headers["Content-Disposition"]
    assert "Ontwerp: de vergadering" not in paper
    assert not paper.startswith("Stand van zaken: VVSG-verkiezingsmemorandum 2019-2024 Ontwerp")


def test_in_english(answered: Any, board: Board) -> None:
    answer = answered(f"/rapport/{board.last.id}?lang=en")
    assert read_page(answer.text).one("h1").words == "State of affairs: VVSG election memorandum 2019-2024"
    assert "Annex: method and sources" in answer.text


def test_the_kind_of_report_is_in_its_name(answered: Any, board: Board) -> None:
    for query, kind in (("", "intern"), ("?variant=public", "publiek")):
        answer = answered(f"/rapport/{board.last.id}.pdf{query}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="memorandum-2024-12-31-{kind}.pdf"'
        assert answer.content_type == "application/pdf"
