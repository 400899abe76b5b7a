"""The page of what changed says what the API says, at any two days, clock, filter and language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from models.drafts import Draft, Source
from models.store import Store
from models.vocabulary import Kind, Status
from tests.callbacks.pages_read import Element, read_page
from tests.callbacks.test_log import listed, written  # noqa: F401 - a fixture
from tests.serving import NOW, call

#: What is asked of the page, and the same of the API.
QUESTIONS = [
    ("", "from=2023-12-31&to=2024-12-31"),
    ("from=2019-05-26&to=2024-12-31", "from=2019-05-26&to=2024-12-31"),
    ("as_of=2021-06-30", "from=2020-06-30&to=2021-06-30"),
    ("as_of=2020-01-01", "from=2019-05-26&to=2020-01-01"),
    ("from=2020-02-29&as_of=2022-06-30&government=FED", "from=2020-02-29&to=2022-06-30&government=FED"),
    ("to=2022-06-30&dossier=4&dossier=8", "from=2021-06-30&to=2022-06-30&dossier=4&dossier=8"),
    ("from=2019-05-26&to=2024-12-31&status=stalled", "from=2019-05-26&to=2024-12-31&status=stalled"),
    ("sdg=11&request=2.1", "from=2023-12-31&to=2024-12-31&sdg=11&request=2.1"),
    ("known_from=2020-01-01", "from=2023-12-31&to=2024-12-31&known_from=2020-01-01"),
]


def page(client: FlaskClient, question: str) -> Element:
    answer = client.get(f"/verschil?{question}")
    assert answer.status_code == 200
    return read_page(answer.text)


def moves(part: Element) -> Counter[tuple[str, str, str]]:
    """Request, old and new status of every move that is listed."""
    found = []
    for item in part.all("ul", class_="moves"):
        for move in (child for child in item.inside if isinstance(child, Element)):
            steps = [code for span in move.one(class_="step").all("span") for code in span.classes if code[:2] == "s-"]
            old, new = (code[2:] for code in steps)
            found.append((move.one(class_="what").all("b")[0].words, old, new))
    return Counter(found)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("question", "asked"), QUESTIONS)
def test_the_page_says_what_the_api_says(client, question, asked, lang):
    rows = client.get(f"/api/v1/changes?{asked}").json["data"]
    facts = [row for row in rows if row.get("part") != "better_knowledge"]
    tree = page(client, f"{question}&lang={lang}")
    expected = Counter((row["request"], row["status_from"], row["status_to"]) for row in facts)
    listed = tree.all("section", id_="vragen")
    assert sum((moves(part) for part in listed), Counter()) == expected
    if facts:
        numbers = [int(cell.all("a")[0].words.split()[0].rstrip(",")) for cell in tree.all("td") if cell.all("a")]
        assert sorted(numbers) == sorted(Counter((r["status_from"], r["status_to"]) for r in facts).values())
        assert re.search(rf"\b{len(facts)}\b", tree.one("h1").words)
        hrefs = [link.attributes["href"] or "" for link in listed[0].all("a")]
        entries = {int(href.rsplit("-", 1)[1]) for href in hrefs if "#logregel-" in href}
        assert entries == {number for row in facts for number in row["entries"]}
    learnt = [row for row in rows if row.get("part") == "better_knowledge"]
    shown = tree.all("section", id_="changes-learnt")
    assert bool(shown) == ("known_from" in question)
    if shown:
        assert moves(shown[0]) == Counter((row["request"], row["status_from"], row["status_to"]) for row in learnt)
        assert f"{len(learnt)} " in shown[0].one("h2").words


def test_steps_back_stand_apart_also_when_recovered(client):
    tree = page(client, "from=2019-05-26&to=2024-12-31")
    apart, listed = moves(tree.one(id_="changes-back")), moves(tree.one(id_="vragen"))
    halted = {move for move in listed if move[2] in ("stalled", "rejected")}
    assert {request for request, _, _ in halted} <= {request for request, _, _ in apart}
    assert f"{apart.total()} " in tree.one(id_="changes-back").one("h2").words
    recovered = {request for request, _, _ in apart} - {request for request, _, _ in halted}
    assert recovered


def test_the_links_to_the_api_ask_for_exactly_what_is_shown(client):
    for question, asked in QUESTIONS:
        tree = page(client, f"{question}&lang=en&theme=dark")
        for link in [a.attributes["href"] for a in tree.all("a") if a.words == "JSON"]:
            answer = client.get(link).json
            assert answer["data"] == client.get(f"/api/v1/changes?{asked}").json["data"]


def test_the_clock_says_the_last_day_and_can_be_set(client):
    tree = page(client, "from=2020-01-01&to=2022-06-30&lang=en")
    field = tree.one("input", id_="clock-as-of")
    assert field.attributes["value"] == "2022-06-30"
    (form,) = [found for found in tree.all("form") if field in found.all("input")]
    assert "to" not in [found.attributes.get("name") for found in form.all("input")]


@pytest.mark.parametrize("question", ["from=x", "to=2025-01-01", "from=2022-01-01&to=2021-01-01", "by=sdg",
                                      "from=2020-01-01&from=2021-01-01", "to=2022-01-01&as_of=2023-01-01",
                                      "known_from=2099-01-01", "from=%3Cscript%3E"])  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(client, question):
    answer = client.get(f"/verschil?{question}")
    assert answer.status_code == 400
    assert "Dit adres kunnen we niet lezen" in answer.text
    assert "<script>" not in answer.text
    assert call(client, f"?{question}", path="/verschil").status_code == 200


@pytest.mark.parametrize("question", ["as_of=2019-05-26", "from=2024-06-01&as_of=2022-01-01"])
def test_two_days_without_time_between_ask_for_another(client, question):
    tree = page(client, question)
    assert tree.one("h1").words == "Kies een tweede dag na de eerste."
    assert tree.all(class_="moves") == []


def test_before_anything_was_recorded_nothing_changed(client):
    assert "nog niets geregistreerd" in page(client, "known_at=2020-01-01").one("h1").words


def test_a_retraction_is_told_as_better_knowledge(written: tuple[FlaskClient, Store]):  # noqa: F811
    client, _ = written
    before = NOW.isoformat().replace("+00:00", "Z")
    tree = page(client, f"from=2023-12-31&to=2024-12-31&known_from={before}")
    told = tree.one(id_="changes-learnt").words
    assert "Ingetrokken: Dubbel gelogd" in told
    assert "<b>Zoutvat" not in client.get(f"/verschil?known_from={before}").text


def test_of_a_request_that_was_logged_very_often_the_last_is_told_and_the_log_has_the_rest(written):  # noqa: F811
    client, store = written
    often = Draft(
        Kind.STATUS, "2019-2024", "4.11", "VL", date(2021, 1, 1), sources=(Source("https://example.org", "x"),)
    )
    with store.appending() as writer:
        for number in range(90):
            status = Status.DECIDED if number % 2 else Status.STALLED
            writer.record(1, replace(often, effective_date=date(2021, 1, 1) + timedelta(days=number), status=status))
    asked = "from=2020-12-31&to=2021-12-31&request=4.11&government=VL"
    (row,) = client.get(f"/api/v1/changes?{asked}").json["data"]
    assert len(row["entries"]) == 90
    tree = page(client, asked)
    (move,) = tree.one("section", id_="vragen").all("li")
    hrefs = [link.attributes["href"] or "" for link in move.all("a")]
    assert [int(href.rsplit("-", 1)[1]) for href in hrefs if "#logregel-" in href] == row["entries"][-12:]
    (more,) = [link.attributes["href"] or "" for link in move.all("a") if link.words == "Eerdere logregels"]
    assert listed(client, more.partition("?")[2].partition("#")[0])[:90] == row["entries"][::-1]
    back = tree.one(id_="changes-back")
    assert back.one("h2").words == "45 stappen achteruit"
    assert "En nog 35:" in back.words
    days = [link.words for link in back.all("a") if "#logregel-" in (link.attributes["href"] or "")]
    assert (len(days), days[-1]) == (10, "30 maart 2021")
