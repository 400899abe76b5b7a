"""The overview: what it says, what it links to, and that both forms are one page; the pages of errors."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from components import ids
from components.pages import errors
from components.pages.overview import layout
from components.pages.overview_words import headline, lately, lead, three_figures, unconfirmed
from components.status_look import DISPLAY_ORDER
from components.tree import to_dash, to_html
from tests.unit.component_samples import by_dash, heatmap_frame, progress_frame, text_of
from tests.unit.overview_samples import (
    NUMBERS,
    PINNED,
    Reader,
    overview,
)


@pytest.fixture(params=["nl", "en"])
def read(request: pytest.FixtureRequest) -> Reader:
    return Reader(to_html(layout(overview(request.param))))


def test_the_page_is_whole(read):
    assert read.open == []
    assert len(read.all("h1")) == 1
    named = [attributes["id"] for _, attributes in read.found if "id" in attributes]
    assert len(named) == len(set(named))
    assert {ids.MAIN, ids.OVERVIEW_DOSSIERS, ids.OVERVIEW_GOVERNMENTS, ids.OVERVIEW_SDG} <= set(named)
    assert {label["for"] for label in read.all("label") if "for" in label} <= set(named)
    assert {figure["aria-labelledby"] for figure in read.all("figure")} <= set(named)


def test_the_finding_is_the_heading():
    assert headline(NUMBERS, "nl") == (
        "64 van de 153 vragen aan een overheid leverden geheel of gedeeltelijk resultaat op."
    )
    assert f"<h1>{headline(NUMBERS, 'nl')}</h1>" in to_html(layout(overview()))


@pytest.mark.parametrize(
    ("with_result", "lang", "said"),
    [
        (1, "nl", "1 van de 153 vragen aan een overheid leverde geheel of gedeeltelijk resultaat op."),
        (0, "nl", "Nog geen van de 153 vragen aan een overheid leverde geheel of gedeeltelijk resultaat op."),
        (1, "en", "1 of the 153 requests to a government has led to a full or partial result."),
        (2, "en", "2 of the 153 requests to a government have led to a full or partial result."),
    ],
)
def test_the_finding_is_grammatical(with_result, lang, said):
    assert headline(replace(NUMBERS, with_result=with_result), lang) == said


def test_three_figures_answer_three_questions():
    far, moved, still = three_figures(NUMBERS, "nl")
    assert (far.question, far.value, far.unit) == ("Hoe ver staan we?", "36", "/100")
    assert far.meaning == "voortgangsindex, 35 een jaar eerder; voor 113 van de 153 vragen is er een logregel"
    assert (moved.question, moved.value) == ("Wat bewoog het voorbije jaar?", "+7")
    assert moved.meaning == "vragen met resultaat sinds 31 december 2023; 1 vraag kreeg een andere status"
    assert (still.question, still.value) == ("Wat staat stil?", "58")
    assert still.meaning == "40 zonder bekende reactie, 18 stilgevallen"


def test_early_on_and_without_an_index_the_figures_say_so():
    numbers = replace(NUMBERS, index=None, before=date(2019, 5, 26), full_year=False, result_change=-2, changed=0)
    far, moved, _ = three_figures(numbers, "nl")
    assert (far.value, far.unit) == ("–", "")
    assert far.meaning.startswith("te veel vragen zijn onduidelijk voor een index")
    assert (moved.question, moved.value) == ("Wat bewoog sinds het begin?", "\N{MINUS SIGN}2")
    assert moved.meaning.endswith("0 vragen kregen een andere status")


@pytest.mark.parametrize(
    ("confirmed", "unconfirmed_", "said"),
    [
        (0, 0, "Voor geen enkele vraag staat er iets in het logboek."),
        (3, 0, "Elke status die op het logboek steunt, is bevestigd."),
        (0, 1, "De enige status uit het logboek is nog niet bevestigd."),
        (1, 2, "Nog niet bevestigd: 2 van de 3 statussen uit het logboek (67\N{NO-BREAK SPACE}%)."),
    ],
)
def test_the_unconfirmed_share_is_a_sentence(confirmed, unconfirmed_, said):
    frame = progress_frame([{}]).assign(confirmed=confirmed, unconfirmed=unconfirmed_)
    assert unconfirmed(frame, "nl") == said


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("nothing", [None, "empty_log", "before_log"])
def test_no_jargon_and_no_claim_beyond_what_is_known(lang, nothing):
    said = text_of(layout(overview(lang, nothing=nothing))).lower()
    assert not re.search(r"\bspo(or|ren)\b|nooit beantwoord|\btracks?\b|never answered", said)


def links_of(**changes: Any) -> dict[str, dict[str, str]]:
    """The links of the page that lead inside a page, without those of the header: what they ask by path and place."""
    html = to_html(layout(overview(**changes)))
    main = html[html.index("<main") : html.index("</main>") + len("</main>")]
    links = [urlsplit(str(link["href"])) for link in Reader(main).all("a")]
    return {f"{link.path}?{link.query}#{link.fragment}": dict(parse_qsl(link.query)) for link in links}


def test_a_segment_leads_to_the_requests_behind_it():
    found = links_of()
    stalled = [asked for link, asked in found.items() if link.startswith("/dossier/7") and "status=stalled" in link]
    assert stalled == [{"memorandum": "m", "as_of": "2024-12-31", "status": "stalled"}]
    to_one = [asked for link, asked in found.items() if "/logboek" in link and asked.get("government") == "FED"]
    assert {asked["status"] for asked in to_one} == set(DISPLAY_ORDER)
    assert all(link.endswith("#vragen") for link, asked in found.items() if "status" in asked)


def test_a_row_leads_to_its_dossier_or_to_the_page_about_its_government():
    found = links_of()
    assert {"memorandum": "m", "as_of": "2024-12-31"} in [found[link] for link in found if "/dossier/7" in link]
    assert any(link.startswith("/?") and asked.get("government") == "FED" for link, asked in found.items())


@pytest.mark.parametrize(
    ("by", "column", "asked"),
    [
        ("government", "FED", {"government": "FED", "dossier": "4"}),
        ("year", "VL", {"as_of": "2020-12-31", "dossier": "4"}),
    ],
)
def test_a_cell_leads_to_the_requests_of_its_goal_in_its_column(by, column, asked):
    found = links_of(columns_by=by, years={"VL": date(2020, 12, 31), "FED": date(2021, 12, 31)})
    wanted = {"memorandum": "m", "as_of": "2024-12-31", "sdg": "11", **asked}
    assert wanted in [query for link, query in found.items() if link.startswith("/sdg") and link.endswith("#vragen")]


def test_the_latest_changes_lead_to_their_entry_and_source_and_to_all_of_them():
    html = to_html(layout(overview()))
    for part in ('href="/vraag/4.11#logregel-7">mei 2024</a>', 'href="https://x.example/1"', "Het decreet kwam er."):
        assert part in html
    assert any("/verschil" in link and asked["from"] == "2023-12-31" for link, asked in links_of().items())


@pytest.mark.parametrize(
    ("changed", "slipped", "said"),
    [
        (0, 0, "Tussen 31 december 2023 en 31 december 2024 veranderde geen enkele vraag aan een overheid van status. "
               "Geen enkele zette een stap achteruit."),
        (1, 1, "Tussen 31 december 2023 en 31 december 2024 kreeg 1 vraag aan een overheid een andere status. "
               "Er was 1 stap achteruit: een vraag die stilviel, werd afgewezen of naar een lagere status ging."),
        (9, 2, "Tussen 31 december 2023 en 31 december 2024 kregen 9 vragen aan een overheid een andere status. "
               "Er waren 2 stappen achteruit: een vraag viel stil, werd afgewezen of ging naar een lagere status."),
    ],
)  # fmt: skip
def test_what_moved_lately_is_a_sentence_for_none_one_and_more(changed, slipped, said):
    assert lately(replace(NUMBERS, changed=changed), date(2024, 12, 31), slipped, "nl") == said


def test_of_what_stands_still_the_longest_is_shown_and_the_rest_is_a_link_away():
    html = to_html(layout(overview()))
    assert html.count('<span class="bar">') == 10
    assert "12 van de" in html
    assert any("status=submitted&status=stalled#vragen" in link for link in links_of())


@pytest.mark.parametrize("nothing", ["empty_log", "before_log"])
def test_an_empty_page_says_what_would_be_here_and_draws_no_chart(nothing):
    html = to_html(layout(overview(nothing=nothing)))
    assert "<table" not in html
    assert "153 vragen aan een overheid" in html
    assert ("Bekijk wat nu bekend is" in html) == (nothing == "before_log")


def test_data_links_hold_exactly_what_is_shown_and_nothing_the_api_refuses():
    html = to_html(layout(overview(pinned=(*PINNED, ("theme", "dark")))))
    links = [urlsplit(str(link["href"])) for link in Reader(html).all("a")]
    asked = {link.path: dict(parse_qsl(link.query)) for link in links if link.path.startswith("/api/")}
    assert asked["/api/v1/heatmap.csv"] == {**dict(PINNED), "by": "government", "measure": "index"}
    assert asked["/api/v1/heatmap.json"] == asked["/api/v1/heatmap.csv"]
    assert {path for path in asked if "progress" in path} == {"/api/v1/progress.csv", "/api/v1/progress.json"}
    assert asked["/api/v1/trend.csv"] == {**dict(PINNED), "by": "total"}
    fixed = [
        dict(parse_qsl(link.query)) for link in links if link.fragment == ids.OVERVIEW_SDG and "known_at" in link.query
    ]
    assert {**dict(PINNED), "by": "government", "measure": "index", "lang": "nl"}.items() <= fixed[0].items()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Van 380 van de 387 logregels vond een tweede lezer de bron terug; de VVSG bevestigde er nog geen."),
        (
            {"entries": 1, "second_read": 0, "confirmed_entries": 1},
            "Van 0 van 1 logregel vond een tweede lezer de bron terug; de VVSG bevestigde er 1.",
        ),
    ],
)
def test_the_lead_says_how_far_the_log_was_checked(changes, said):
    assert lead(replace(NUMBERS, **changes), "nl").endswith(said)


def test_dash_draws_the_same_page_within_its_budget():
    tree = layout(overview())
    components = [part for part in by_dash(to_dash(tree))._traverse() if not isinstance(part, str)]
    kinds = [type(component).__name__ for component in components]
    assert len(components) <= 700
    assert kinds.count("Graph") == 4
    graphs = [component for component in components if type(component).__name__ == "Graph"]
    assert all(graph.config["displayModeBar"] is False and graph.config["showSendToCloud"] is False for graph in graphs)
    assert all(graph.style == {"height": f"{graph.figure.layout.height}px"} for graph in graphs)
    assert not any(getattr(component, "persistence", None) for component in components)


def test_columns_by_year_tell_the_day_they_show():
    years = {"2019": date(2019, 12, 31), "2020": date(2020, 6, 1)}
    frame = heatmap_frame({}).assign(column=lambda f: f["column"].map({"VL": "2019", "FED": "2020"}))
    html = to_html(layout(overview(columns_by="year", years=years, frame=frame)))
    assert 'title="1 juni 2020">2020</th>' in html


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 418, 429, 500, 502, 503])
def test_errors_say_what_is_wrong_and_lead_back(status, lang):
    html = to_html(errors.layout(status, lang))
    read = Reader(html)
    assert read.open == []
    assert read.found[0][1]["lang"] == lang
    assert errors.title(status, lang).endswith(" – Memorandummonitor")
    assert len(read.all("h1")) == 1
    above_the_footer = Reader(html.split("<footer")[0])
    assert [link["href"] for link in above_the_footer.all("a")][-1] == ("/" if lang == "nl" else "/?lang=en")
    assert "Traceback" not in html


def test_a_refused_address_lists_its_problems_escaped():
    html = to_html(errors.refused(["<b>een</b>", "twee"], "/", "nl"))
    assert "<li>&lt;b&gt;een&lt;/b&gt;</li><li>twee</li>" in html
    assert "Deze dingen kloppen er niet aan" in html


def test_an_unknown_language_reads_as_dutch():
    assert to_html(errors.layout(404, "")) == to_html(errors.layout(404, "nl"))
