"""Whatever is asked, the overview, the months of its slider and the API say the same numbers."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient

STATUSES = (
    *("realised", "partially_realised", "decided", "in_progress", "acknowledged"),
    *("submitted", "stalled", "rejected", "unclear"),
)
QUESTIONS = [
    "",
    "as_of=2019-05-26",
    "as_of=2021-06-30&lang=en",
    "as_of=2022-02-28&government=FED",
    "dossier=3&dossier=4&lang=en",
    "sdg=11&government=VL&as_of=2023-01-15",
    "government=EU&sdg=16",
]


def answered(client: FlaskClient, resource: str, question: str) -> Any:
    answer = client.get(f"/api/v1/{resource}&{question}")
    assert answer.status_code == 200
    return answer.get_json()["data"]


def drawn(client: FlaskClient, question: str) -> str:
    answer = client.get(f"/?{question}")
    assert answer.status_code == 200
    return unescape(answer.text)


def section(html: str, name: str) -> str:
    return html[html.index(f'id="{name}"') :].partition("</section>")[0]


def bars(html: str) -> list[list[int]]:
    """The counts of the drawn bars, a list per row in the order of the statuses; then the total."""
    rows = re.findall(r"<tr role=\"row\"><th.*?</tr>", html.partition("<tbody")[2])
    cells = [re.findall(r"<td.*?</td>", row) for row in rows]
    return [[int(re.sub(r"<[^>]*>", "", cell)) for cell in row] for row in cells]


def per_row(rows: list[dict[str, Any]]) -> list[list[int]]:
    return [[*(row["counts"][code] for code in STATUSES), row["tracks"]] for row in rows if row["tracks"]]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_bars_are_those_of_the_api(client, question):
    html = drawn(client, question)
    for chart, by in (("overview-dossiers", "dossier"), ("overview-governments", "government")):
        assert bars(section(html, chart)) == per_row(answered(client, f"progress?by={by}", question))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_headline_and_the_figures_are_those_of_the_api(client, question):
    html = drawn(client, question)
    (total,) = answered(client, "progress?by=total", question)
    reached = total["counts"]["realised"] + total["counts"]["partially_realised"]
    (headline,) = re.findall(r"<h1>(.*?)</h1>", html)
    said = [int(number) for number in re.findall(r"\d+", headline)]
    assert said == ([reached] if reached else []) + [total["tracks"]]
    index, _, still = re.findall(r"<dd><b>(.*?)</b>", html)
    assert index == (str(int(total["index"] * 100 + 0.5)) if total["index"] is not None else "–")
    tracks = answered(client, "tracks?", question)
    stalled = [row for row in tracks if row["status"] == "stalled"]
    silent = [row for row in tracks if row["status"] == "submitted" and not row["entry"]]
    assert int(still) == len(stalled) + len(silent)


@pytest.mark.parametrize("question", QUESTIONS)
def test_progress_over_time_is_that_of_the_api(client, question):
    table = section(drawn(client, question), "overview-trend").partition('class="bars"')[2]
    months = answered(client, "trend?by=total", question)
    kept = [row for row, after in pairwise([*months, None]) if after is None or row["month"].endswith("-12")]
    assert bars(table) == per_row(kept)


def test_the_latest_changes_are_among_those_of_the_api_with_their_entries(client):
    html = section(drawn(client, ""), "overview-lately")
    changes = client.get("/api/v1/changes?from=2023-12-31&to=2024-12-31").get_json()["data"]
    entries = {number for row in changes for number in row["entries"]}
    shown = [int(number) for number in re.findall(r"#logregel-(\d+)", html)]
    assert len(shown) == min(8, len(changes))
    assert set(shown) <= entries
    assert f"{len(changes)} vragen aan een overheid een andere status" in html
    assert f"Alle {len(changes)} veranderingen" in html


def test_a_filter_is_said_and_can_be_taken_away(client):
    html = drawn(client, "government=FED&dossier=3&as_of=2022-06-30")
    assert "alleen over vragen <strong>aan de federale overheid en in dossier 3 (" in html
    assert re.search(r"Toon alle vragen</a>", html)
    assert 'href="/?memorandum=2019-2024&as_of=2022-06-30&by=dossier&measure=realised_share">Toon alle vragen' in html


def test_a_choice_that_no_request_fits_says_so_instead_of_drawing_nothing(client):
    html = drawn(client, "government=EU&dossier=5")
    assert answered(client, "progress?by=total", "government=EU&dossier=5")[0]["tracks"] == 0
    assert "Aan deze keuze voldoet geen enkele vraag." in html
    assert "<figure" not in html


@pytest.mark.parametrize("filters", ["", "government=FED&lang=en", "sdg=11"])
@pytest.mark.parametrize("place", [0, 1, 33, 67])
def test_the_slider_shows_what_the_page_says_on_that_day(client, filters, place):
    month = client.get(f"/months.json?{filters}").get_json()["months"][place]
    html = drawn(client, f"{filters}&as_of={month['day']}")
    assert f"<h1>{month['headline']}</h1>" in html
    assert f'<strong id="clock-shown">{month["shown"]}</strong>' in html
    shown = re.findall(r"<dt>(.*?)</dt><dd><b>(.*?)</b><span>(.*?)</span></dd><dd>(.*?)</dd>", html)
    assert [list(figure) for figure in shown] == month["figures"]
    for chart, told in month["charts"].items():
        drawn_chart = section(html, chart)
        assert [row[:-1] for row in bars(drawn_chart)] == told["counts"]
        assert f'<p class="finding">{told["sentence"]}</p><p>{told["note"]}</p>' in drawn_chart


def test_the_months_are_those_of_the_period(client):
    months = client.get("/months.json").get_json()["months"]
    days = [row["month"] for row in answered(client, "trend?by=total", "")]
    assert [month["day"][:7] for month in months] == days
    assert months[-1]["day"] == "2024-12-31"


def test_the_months_are_asked_once_as_long_as_nothing_changes(client):
    first = client.get("/months.json")
    again = client.get("/months.json", headers={"If-None-Match": first.headers["ETag"]})
    other = client.get("/months.json?government=VL", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, other.status_code) == (200, 304, 200)
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get("/months.json?government=XX").status_code == 400


@pytest.mark.parametrize("path", ["/", "/dossier/3", "/sdg", "/verschil", "/logboek", "/methode"])
def test_every_page_of_the_navigation_is_there_with_whatever_filters_were_chosen(client, path):
    html = client.get("/?government=VL&sdg=11&as_of=2023-06-30").text
    navigation = unescape(html[html.index("<nav") : html.index("</nav>")])
    (href,) = re.findall(rf'href="({path}(?:\?[^"]*)?)"', navigation)
    assert client.get(href).status_code == 200
    assert "as_of=2023-06-30" in href


@pytest.mark.parametrize("question", ["", "government=FED&as_of=2023-06-30&lang=en", "sdg=11&by=government"])
def test_behind_every_part_of_a_chart_stand_as_many_requests_as_it_says(client, question):
    html = drawn(client, question)
    cell = r'<td role="cell" class="[^"]*"[^>]*><a href="([^"#]*)#vragen"[^>]*>(\d+)(?: <small>(\d+)</small>)?</a>'
    links = re.findall(cell, html)
    kinds = [[link for link in links if link[0].startswith(path)] for path in ("/dossier/", "/logboek", "/sdg")]
    assert all(kinds)
    for href, shown, tracks in [link for found in kinds for link in found[:: max(1, len(found) // 4)]]:
        behind = client.get(href).text.partition('id="vragen"')[2].partition("</section>")[0]
        count = len(re.findall(r'<tr role="row"><th', behind.partition("<tbody")[2]))
        assert count == int(tracks or shown), href
