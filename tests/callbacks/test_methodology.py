"""The methodology page says what the shipped files say, counted here from the files themselves."""

from __future__ import annotations

import csv
from collections import Counter
from html import unescape
from re import sub

import pytest
from flask.testing import FlaskClient

from data.reader import SHIPPED


def rows(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return sub(r"\s+", " ", unescape(sub(r"<[^>]+>", " ", answer.text.split("<main")[1].split("</main>")[0])))


@pytest.fixture(scope="module")
def dutch(client: FlaskClient) -> str:
    return words(client, "/methode")


def test_how_far_the_log_was_checked_is_counted_in_the_file(dutch):
    updates = rows("updates-2019-2024.csv")
    reading, sure, exact = (
        Counter(row[name] for row in updates) for name in ("second_reading", "confidence", "date_precision")
    )
    assert f"bij {reading['verified']} stond er wat het logboek zegt; {reading['not_found']} kon" in dutch
    assert f"Bij {sure['high']} logregels zegt de bron" in dutch
    assert f"bij {sure['medium']} is de status het oordeel" in dutch
    assert f"{exact['month']} logregels kennen we op de maand en {exact['year']} op het jaar" in dutch


def test_what_is_followed_is_counted_in_the_catalogue(dutch):
    catalogue = rows("catalogue.csv")
    parents = {row["parent_id"] for row in catalogue if row["parent_id"]}
    tracked = [row for row in catalogue if row["id"] not in parents]
    addressed = {row["id"]: len(row["governments"].split(";")) for row in tracked}
    explicit = sum(addressed[row["id"]] for row in tracked if row["government_basis"] == "explicit")
    tracks = sum(addressed.values())
    assert f"{len(tracked)} genummerde vragen" in dutch
    assert f"{tracks} vragen aan een overheid" in dutch
    assert f"Bij {explicit} daarvan noemt de tekst zelf de overheid. Bij {tracks - explicit} leidden we" in dutch
    assert f"{len(parents)} vragen groeperen alleen deelvragen" in dutch


def test_every_status_stands_with_weight_definition_and_the_number_the_api_counts(client, dutch):
    counts = client.get("/api/v1/progress?by=total").get_json()["data"][0]["counts"]
    for row in rows("statuses.csv"):
        weight = f"{round(float(row['weight']) * 100)}" if row["weight"] else "telt niet mee"
        definition = row["definition_nl"]
        assert f"{row['label_nl']} {weight} {definition} {counts[row['code']]}" in dutch


@pytest.mark.parametrize("as_of", ["2019-05-26", "2021-06-30"])
def test_the_counts_follow_the_clock(client, as_of):
    counts = client.get(f"/api/v1/progress?by=total&as_of={as_of}").get_json()["data"][0]["counts"]
    shown = words(client, f"/methode?as_of={as_of}&lang=en")
    for row in rows("statuses.csv"):
        assert f"{row['definition_en']} {counts[row['code']]}" in shown


def test_the_known_limits_lead_to_their_requests(client):
    page = client.get("/methode?as_of=2022-01-01&lang=en").text
    for code in ("2.8", "10.1", "10.4", "2.4.a"):
        assert f'href="/vraag/{code}?' in page
    assert "as_of=2022-01-01" in page.split('href="/vraag/2.8?')[1].split('"')[0]


def test_trends_levers_and_pillars_are_there_in_the_memorandums_words(dutch):
    for row in rows("passages-2019-2024.csv"):
        if row["kind"] in ("trend", "lever", "pillar"):
            assert sub(r"\s+", " ", row["title_nl"]) in dutch
    assert "Mensen leven langer en dat is positief." in dutch
