"""Over random logs: an embed's table, sentence, CSV, JSON, Plotly figure, SVG, PNG and the API say the same numbers."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.status_look import DISPLAY_ORDER
from data.records import Goal
from models.store import Store
from tests.callbacks.pages_read import Element, read_page
from tests.pictures_read import Picture, png_words
from tests.serving import application
from tests.store import random_log, synthetic
from tests.store.random_log import MOVES, Move
from tests.unit.component_samples import numbers_in

GOALS = tuple(Goal(n, f"Doel {n}", f"Goal {n}", f"Doel {n}", f"Goal {n}", "#123456", "People") for n in (1, 2))
LOGS = st.lists(MOVES, min_size=3, max_size=25)
DAYS = st.dates(synthetic.START, synthetic.END)
#: Embed to the question that the API answers with the same rows, where there is one.
FIGURES = {
    "progress": ("progress", {"by": "dossier"}),
    "government": ("progress", {"by": "government"}),
    "timeline": ("trend", {"by": "total"}),
    "sdg": ("heatmap", {"by": "dossier", "measure": "realised_share"}),
}
PERIODS = {"dossier/1": "1.", "dossier/2": "2.", "request/1.1": "1.1", "request/2.1": "2.1."}

#: A request is shown with all its governments.
WITHOUT_FILTER = ("request/1.1", "request/2.1")


class Forms:
    """All forms of one embed for one question."""

    def __init__(self, client: FlaskClient, embed: str, asked: dict[str, str]) -> None:
        def get(suffix: str) -> Any:
            answer = client.get(f"/embed/{embed}{suffix}", query_string=asked)
            assert answer.status_code == 200, answer.text
            return answer

        told = get(".json").json
        self.rows: list[dict[str, Any]] = told["data"]
        self.sentence: str = told["meta"]["sentence"]
        self.csv = list(csv.DictReader(io.StringIO(get(".csv").text)))
        self.page = read_page(get("").text)
        self.picture, self.card = (Picture(get(f"{kind}.svg").text) for kind in ("", ".card"))
        self.image = png_words(get(".png").data)
        self.figure: dict[str, Any] = get(".figure.json").json


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the synthetic memorandum, its goals in a pillar, and people."""
    path: Path = tmp_path_factory.mktemp("forms") / "monitor.sqlite3"
    store = Store.open(f"sqlite:///{path}", clock=random_log.clock)
    store.load(synthetic.shipment(goals=GOALS))
    random_log.with_people(store)
    store.close()
    return path


@contextmanager
def logged(template: Path, moves: Sequence[Move]) -> Iterator[FlaskClient]:
    """A client of the application on a log of these moves."""
    with tempfile.TemporaryDirectory() as folder:
        store = random_log.fresh_copy(template, Path(folder) / "monitor.sqlite3")
        try:
            random_log.make(store, [2, 3, 4], moves)
            yield application(store).server.test_client()
        finally:
            store.close()


def body_rows(page: Element) -> list[list[Element]]:
    """The cells of each row of the drawn table."""
    return [
        [cell for cell in row.inside if isinstance(cell, Element)]
        for body in page.one("main").all("tbody")
        for row in body.all("tr")
    ]


def check_counts(forms: Forms) -> None:
    """Bars and area: a count per status and row."""
    counts = [{code: row["counts"][code] for code in DISPLAY_ORDER} for row in forms.rows]
    assert [{code: int(line[code]) for code in DISPLAY_ORDER} for line in forms.csv] == counts
    assert [int(line["tracks"]) for line in forms.csv] == [row["tracks"] for row in forms.rows]
    if "month" in forms.rows[0]:
        check_area(forms, counts)
        return
    drawn = [[int(cell.words) for cell in cells[1:]] for cells in body_rows(forms.page)]
    assert drawn == [[*row.values(), whole["tracks"]] for row, whole in zip(counts, forms.rows, strict=True)]
    for picture in (forms.picture, forms.card):
        for row, found in zip(forms.rows, counts, strict=True):
            said = {code: picture.said(key=row["key"], status=code)[-1:] for code in DISPLAY_ORDER}
            assert said == {code: [str(count)] if count else [] for code, count in found.items()}
            assert picture.said(key=row["key"])[-1] == str(row["tracks"])
    plotted = [
        {trace["name"]: trace["customdata"][at][2] for trace in forms.figure["data"]} for at in range(len(counts))
    ]
    assert [sorted(row.values()) for row in plotted] == [sorted(row.values()) for row in counts]


def check_area(forms: Forms, counts: list[dict[str, int]]) -> None:
    """Every month in the figure, every year in the table and the words, the last month beside the area."""
    areas = [trace for trace in forms.figure["data"] if trace.get("stackgroup")]
    occurring = [code for code in DISPLAY_ORDER if any(row[code] for row in counts)]
    assert [trace["y"] for trace in areas] == [[row[code] for row in counts] for code in occurring]
    shown = [at for at, row in enumerate(forms.rows) if row["month"].endswith("-12") or at == len(counts) - 1]
    drawn = [[int(cell.words) for cell in cells[1:-1]] for cells in body_rows(forms.page)]
    assert drawn == [list(counts[at].values()) for at in shown]
    told = forms.picture.description.splitlines()[2 : 2 + len(shown)]
    said = [sorted(n for n in map(int, re.findall(r"(\d+) [a-z_]+", line.partition(": ")[2]))) for line in told]
    assert said == [sorted(count for count in counts[at].values() if count) for at in shown]
    for picture in (forms.picture, forms.card):
        at_the_end = {code: picture.said(status=code)[-2:-1] for code in DISPLAY_ORDER}
        assert at_the_end == {code: [str(count)] if count else [] for code, count in counts[-1].items()}


def check_cells(forms: Forms) -> None:
    """The heatmap: tracks and value per goal and column."""
    assert [(int(line["sdg"]), line["column"], int(line["tracks"])) for line in forms.csv] == [
        (row["sdg"], row["column"], row["tracks"]) for row in forms.rows
    ]
    assert [line["value"] and float(line["value"]) for line in forms.csv] == [
        "" if row["value"] is None else row["value"] for row in forms.rows
    ]
    drawn = [[cell.words for cell in cells[1:]] for cells in body_rows(forms.page) if len(cells) > 1]
    plotted = [row for row in forms.figure["data"][0]["customdata"] if row[0][0] is not None]
    columns = len({row["column"] for row in forms.rows})
    known = {goal.number for goal in GOALS}
    assert not any(row["tracks"] for row in forms.rows if row["sdg"] not in known)
    for place, row in enumerate(row for row in forms.rows if row["sdg"] in known):
        line, column = divmod(place, columns)
        whole = "·" if not row["tracks"] else f"{int(row['value'] * 100 + 0.5)}"
        expected = [whole, str(row["tracks"])] if row["tracks"] else [whole]
        assert drawn[line][column].split() == expected
        assert plotted[line][column][2:4] == [row["tracks"], whole]
        for picture in (forms.picture, forms.card):
            assert picture.said(sdg=str(row["sdg"]), column=row["column"]) == expected


def check_periods(forms: Forms, as_of: date) -> None:
    """Ribbons: the periods of each track up to the day."""
    told = [(row["request"], row["government"], row["status"], row["valid_from"]) for row in forms.rows]
    assert [
        tuple(line[name] for name in ("request", "government", "status", "valid_from")) for line in forms.csv
    ] == told
    assert all(row["valid_from"] <= as_of.isoformat() for row in forms.rows)
    drawn = [shape for shape in forms.picture.shapes if "data-from" in shape]
    marks = ("data-request", "data-government", "data-status", "data-from")
    assert [tuple(shape[name] for name in marks) for shape in drawn] == told
    segments = [link.classes[0] for ribbon in forms.page.all("span", class_="ribbon") for link in ribbon.all("a")]
    assert segments == [f"s-{status}" for _, _, status, _ in told]
    plotted = [
        (segment[0], trace["name"], base)
        for trace in forms.figure["data"]
        for segment, base in zip(trace["customdata"], trace["base"], strict=True)
    ]
    assert sorted((request, begin) for request, _, begin in plotted) == sorted((row[0], row[3]) for row in told)
    lines = [line for line in forms.picture.description.splitlines() if re.match(r"\d+\.\d", line)]
    assert len(lines) == len({row[:2] for row in told})


@pytest.mark.parametrize("embed", [*FIGURES, *PERIODS])
def test_every_form_says_the_same(template: Path, soak: bool, embed: str) -> None:
    @given(LOGS, DAYS, st.sampled_from(("nl", "en")), st.sampled_from(({}, {"government": "VL"})))
    @settings(
        max_examples=50 if soak else 2,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def say_the_same(moves: Sequence[Move], as_of: date, lang: str, chosen: dict[str, str]) -> None:
        asked = {"as_of": as_of.isoformat(), "lang": lang, **({} if embed in WITHOUT_FILTER else chosen)}
        with logged(template, moves) as client:
            forms = Forms(client, embed, asked)
            check_words(forms)
            if embed in FIGURES:
                check_cells(forms) if embed == "sdg" else check_counts(forms)
            else:
                check_periods(forms, as_of)
            assert shown(forms.rows) == shown(of_the_api(client, embed, asked))

    say_the_same()


def of_the_api(client: FlaskClient, embed: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    """What the API says of the same; of bars under a filter only the groups that have requests."""
    if embed in PERIODS:
        tracks = answered(client, "tracks", asked)
        return [row for row in tracks if row["request"].startswith(PERIODS[embed])]
    resource, by = FIGURES[embed]
    rows = answered(client, resource, {**asked, **by})
    filtered = resource == "progress" and "government" in asked
    return [row for row in rows if row["tracks"]] if filtered else rows


def answered(client: FlaskClient, resource: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    answer: Any = client.get(f"/api/v1/{resource}", query_string=asked).json
    rows: list[dict[str, Any]] = answer["data"]
    return rows


def shown(rows: list[dict[str, Any]]) -> Any:
    """The rows of figures as they are; of periods and tracks the present status of each track."""
    if rows and "status" in rows[0]:
        return {(row["request"], row["government"]): row["status"] for row in rows}
    return rows


def check_words(forms: Forms) -> None:
    """One sentence everywhere, of the numbers shown; and the PNG carries the words of the SVG."""
    finding = forms.page.one("p", class_="finding").words
    assert finding == re.sub(r"\s+", " ", forms.sentence)
    assert forms.picture.description.splitlines()[0].endswith(forms.sentence)
    assert forms.image == {"Title": forms.picture.title, "Description": forms.picture.description}
    if forms.rows and "counts" in forms.rows[0] and "month" not in forms.rows[0]:
        results = {row["counts"]["realised"] + row["counts"]["partially_realised"] for row in forms.rows}
        keys = {int(row["key"]) for row in forms.rows if row["key"].isdigit()}
        assert numbers_in(forms.sentence) <= results | {row["tracks"] for row in forms.rows} | keys
