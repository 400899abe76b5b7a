"""The page of the goals says what the API says, at any date, clock and filter, and leads to what is behind it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from data.reader import SHIPPED
from tests.callbacks.pages_read import Element, read_page
from tests.serving import call

QUESTIONS = [
    "",
    "as_of=2019-05-26",
    "as_of=2021-06-30",
    "as_of=2022-12-31&government=FED",
    "dossier=3&dossier=8",
    "known_at=2020-01-01",
    "sdg=4",
    "sdg=4&sdg=16&government=VL&as_of=2023-03-01",
    "sdg=2",
]
RESULT = ("realised", "partially_realised")


def page(client: FlaskClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return read_page(answer.text)


def api(client: FlaskClient, resource: str, question: str, **more: str) -> list[dict[str, Any]]:
    query = "&".join([question, *(f"{name}={value}" for name, value in more.items())]).strip("&")
    answer = client.get(f"/api/v1/{resource}?{query}")
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.get_json()["data"]
    return rows


def shown(client: FlaskClient, question: str, lang: str = "nl") -> Element:
    return page(client, f"/sdg?{question}&lang={lang}")


def targets() -> dict[str, set[str]]:
    with (SHIPPED / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: set(row["sdg_targets"].split(";")) - {""} for row in csv.DictReader(file)}


def pillars() -> dict[int, str]:
    with (SHIPPED / "sdgs.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["number"]): row["pillar"] for row in csv.DictReader(file)}


def chosen(question: str) -> set[int]:
    return {int(number) for number in parse_qs(question).get("sdg", [])} or set(range(1, 18))


def numbers(words: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", words)]


def whole(share: float) -> int:
    return int(share * 100 + 0.5)


def figures(row: Element) -> list[str]:
    """The cells of a row of figures, without the label that only a phone shows."""
    return [cell.all("span")[1].words for cell in row.all("td")]


def told(tracks: int, reached: int, index: float | None, covered: float | None, lang: str) -> list[str]:
    space = " " if lang == "nl" else ""
    if not tracks:
        return ["0", "–", "–", "–"]
    share = f"{reached} {whole(reached / tracks)}{space}%"
    return [str(tracks), share, "–" if index is None else str(whole(index)), f"{whole(covered or 0)}{space}%"]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_figures_of_every_goal_are_those_of_the_api(client, question, lang):
    found = shown(client, question, lang)
    for row in api(client, "progress", question, by="sdg"):
        if int(row["key"]) not in chosen(question):
            assert not found.all("tr", id_=f"sdg-{row['key']}")
            continue
        reached = sum(row["counts"][status] for status in RESULT)
        expected = told(row["tracks"], reached, row["index"], row["coverage"], lang)
        assert figures(found.one("tr", id_=f"sdg-{row['key']}")) == expected


@pytest.mark.parametrize("question", [question for question in QUESTIONS if "sdg=" not in question])
def test_a_request_counts_once_in_a_p(client, question):
    found, linked, pillar = shown(client, question), targets(), pillars()
    tracks: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for track in api(client, "tracks", question):
        for name in {pillar[int(target.split(".")[0])] for target in linked[track["request"]]}:
            tracks[name] += 1
            reached[name] += track["status"] in RESULT
    rows = found.all("tr", class_="pillar")
    names = ["Mensen", "Planeet", "Welvaart", "Vrede", "Partnerschap"]
    of_p = [row for row in rows if row.all("td")]
    assert [row.one("th").words for row in of_p] == names
    codes = ["People", "Planet", "Prosperity", "Peace", "Partnership"]
    assert [numbers(figures(row)[0])[0] for row in of_p] == [tracks[code] for code in codes]
    assert [numbers(figures(row)[1])[:1] for row in of_p] == [[reached[code]] if tracks[code] else [] for code in codes]
    assert sum(tracks.values()) < sum(row["tracks"] for row in api(client, "progress", question, by="sdg"))


@pytest.mark.parametrize("by", ["dossier", "government", "year"])
@pytest.mark.parametrize("measure", ["tracks", "realised_share", "index"])
@pytest.mark.parametrize("question", ["as_of=2022-06-30", "sdg=4&government=VL"])
def test_the_cells_are_those_of_the_api_and_lead_to_as_many_requests(client, question, by, measure):
    found = shown(client, f"{question}&by={by}&measure={measure}").one("table", class_="heat")
    rows = [row for row in found.all("tr") if row.all("td")]
    told_by_api = [
        row for row in api(client, "heatmap", question, by=by, measure=measure) if row["sdg"] in chosen(question)
    ]
    expected: dict[int, list[list[int]]] = {}
    for cell in told_by_api:
        value = [] if cell["value"] is None or measure == "tracks" else [whole(cell["value"])]
        expected.setdefault(cell["sdg"], []).append([*value, cell["tracks"]] if cell["tracks"] else [])
    # In the order of the five P's, which is not that of the numbers.
    assert {numbers(row.one("th").words)[0]: [numbers(td.words) for td in row.all("td")] for row in rows} == expected


@pytest.mark.parametrize("by", ["dossier", "government", "year"])
def test_behind_a_cell_stand_the_requests_that_it_counts(client, by):
    heat = shown(client, f"by={by}&measure=tracks&as_of=2023-05-05&government=FED&government=VL").one(class_="heat")
    links = [link for link in heat.all("a") if link.words.isdigit()]
    assert len(links) > 20
    for link in links[::7]:
        href = str(link.attributes["href"])
        assert href.endswith("#vragen")
        behind = page(client, href.split("#")[0]).one(id_="vragen")
        assert len(behind.one("tbody").all("tr")) == int(link.words)


def test_a_year_leads_to_the_end_of_that_year(client):
    heat = shown(client, "by=year&measure=tracks&as_of=2021-06-30").one(class_="heat")
    days = {parse_qs(urlsplit(str(link.attributes["href"])).query)["as_of"][0] for link in heat.all("a")}
    assert days == {"2019-12-31", "2020-12-31", "2021-06-30"}


def test_the_list_behind_a_goal_is_that_of_the_api_with_what_each_rests_on(client):
    listed = shown(client, "sdg=4&as_of=2022-06-30").one(id_="vragen").one("tbody").all("tr")
    tracks = api(client, "tracks", "sdg=4&as_of=2022-06-30")
    assert [row.all("a")[0].words.split()[0] for row in listed] == [track["request"] for track in tracks]
    for row, track in zip(listed, tracks, strict=True):
        fragment = urlsplit(str(row.all("a")[0].attributes["href"])).fragment
        if track["entry"]:
            assert fragment == f"logregel-{track['entry']}"
        else:
            assert "Geen reactie bekend" in row.words


def test_without_a_goal_every_request_stands_under_each_of_its_goals(client):
    found, linked = shown(client, "government=EU"), targets()
    asked = {track["request"] for track in api(client, "tracks", "government=EU")}
    rows = found.one("table", class_="standing-goals").all("tr")
    for number in range(1, 18):
        place = next(at for at, row in enumerate(rows) if row.attributes.get("id") == f"sdg-{number}")
        inside = rows[place + 1]
        own = {code for code in asked if any(target.split(".")[0] == str(number) for target in linked[code])}
        assert {link.words.split()[0] for link in inside.all("a")} == own
        used = {target for code in own for target in linked[code] if target.split(".")[0] == str(number)}
        if used:
            assert set(inside.all("p")[0].words.removeprefix("Subdoelen: ").split(", ")) == used


def test_a_goal_without_requests_says_so(client):
    goal = shown(client, "sdg=2")
    assert "Geen enkele vraag draagt bij aan SDG 2 (Geen honger)." in goal.one("h1").words
    assert "Geen enkele vraag aan een overheid voldoet hieraan." in goal.one(id_="vragen").words
    assert "Geen enkele vraag draagt bij aan SDG 2" in shown(client, "").one("p", class_="lead").words


def test_the_headline_is_counted(client):
    rows = api(client, "progress", "", by="sdg")
    served = [row for row in rows if row["tracks"]]
    half = [row for row in served if 2 * sum(row["counts"][status] for status in RESULT) >= row["tracks"]]
    headline = shown(client, "").one("h1").words
    assert numbers(headline) == [len(served), 17, len(half)]
    one = shown(client, "sdg=4", "en").one("h1").words
    counts = next(row for row in rows if row["key"] == "4")
    reached = sum(counts["counts"][status] for status in RESULT)
    assert f"{reached} of the {counts['tracks']} requests" in one


def test_before_anything_was_recorded_the_page_says_why_it_is_empty(client):
    assert "Op dat moment was er nog niets geregistreerd." in shown(client, "known_at=2020-01-01").words


@pytest.mark.parametrize("question", ["", "sdg=16", "sdg=4&by=year"])
def test_every_data_link_answers_and_the_fixed_link_shows_the_same(client, question):
    found = shown(client, question)
    for links in found.all("p", class_="links"):
        csv_link, json_link, *_, fixed = (str(link.attributes["href"]) for link in links.all("a"))
        assert client.get(csv_link).mimetype == "text/csv"
        assert client.get(json_link).get_json()["data"]
        parts = urlsplit(fixed)
        again = page(client, f"{parts.path}?{parts.query}")
        assert again.one("main").one("h1").words == found.one("h1").words
        assert again.all(id_=parts.fragment)


@pytest.mark.parametrize("question", ["", "?sdg=16", "?by=year&government=VL"])
def test_dash_draws_it_with_few_components(client, question):
    def count(tree: Any) -> int:
        if isinstance(tree, list):
            return sum(map(count, tree))
        if not isinstance(tree, dict) or "props" not in tree:
            return 0
        return 1 + count(tree["props"].get("children"))

    answer = call(client, question, path="/sdg")
    assert count(answer.get_json()["response"]["_pages_content"]["children"]) <= 700
