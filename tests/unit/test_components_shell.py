"""The shell around every page: clocks, filters, search, navigation, language, footer."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from components import ids
from components.address import kept_at
from components.controls import only, search
from components.pages.overview import layout
from components.shell import coverage_sentence
from components.tree import to_html
from tests.unit.component_samples import text_of
from tests.unit.overview_samples import (
    FILTERS,
    PROVENANCE,
    STATE,
    Reader,
    overview,
)


@pytest.fixture(params=["nl", "en"])
def read(request: pytest.FixtureRequest) -> Reader:
    return Reader(to_html(layout(overview(request.param))))


def form(html: str, found: str) -> Reader:
    """The form in whose start tag ``found`` stands."""
    match = re.search(rf"<form[^>]*{found}.*?</form>", html, re.DOTALL)
    assert match, found
    return Reader(match[0])


def hidden(read: Reader) -> list[tuple[str | None, str | None]]:
    return [(field["name"], field["value"]) for field in read.all("input") if field["type"] == "hidden"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_clock_is_a_form_that_keeps_the_rest_of_the_state(lang):
    read = form(to_html(layout(overview(lang))), 'id="clock-form"')
    (start,) = read.all("form")
    fields = {str(field["name"]): field for field in read.all("input")}
    assert (start["action"], start["method"]) == ("/", "get")
    assert hidden(read) == [("memorandum", "m"), ("dossier", "4"), ("by", "government"), ("measure", "index")]
    assert [fields["as_of"][name] for name in ("type", "min", "max", "value")] == [
        "date", "2019-05-26", "2024-12-31", "2024-12-31",
    ]  # fmt: skip
    assert (fields["known_at"]["value"], fields["known_at"]["max"]) == ("", "2026-03-02")
    assert [button["type"] for button in read.all("button")] == ["submit"]


def test_the_filters_are_boxes_of_which_those_in_the_address_are_ticked():
    html = to_html(layout(overview()))
    read = form(html[html.index('class="filter"') :], "")
    boxes = [(box["name"], box["value"], "checked" in box) for box in read.all("input") if box["type"] == "checkbox"]
    assert boxes == [("government", "VL", False), ("dossier", "4", True), ("dossier", "5", False)]
    assert hidden(read) == [("memorandum", "m"), ("as_of", "2024-12-31"), ("by", "government"), ("measure", "index")]
    (back,) = read.all("a")
    assert "dossier" not in str(back["href"])


@pytest.mark.parametrize(
    ("chosen", "lang", "said"),
    [
        ({}, "nl", None),
        ({"dossier": ("4",)}, "nl", "Deze pagina gaat alleen over vragen in dossier 4 (vier)."),
        ({"dossier": ("4", "5")}, "nl", "Deze pagina gaat alleen over vragen in dossier 4 (vier) of 5 (vijf)."),
        (
            {"government": ("VL",), "dossier": ("5",)}, "en",
            "This page is only about requests to the Flemish government and in dossier 5 (vijf).",
        ),
    ],
)  # fmt: skip
def test_a_page_says_what_it_leaves_out(chosen, lang, said):
    filters = tuple(replace(each, chosen=chosen.get(each.name, ())) for each in FILTERS)
    told = only(filters, "/", STATE, lang)
    assert (told and text_of(told).partition(" Toon")[0].partition(" Show")[0]) == said


def test_search_is_a_form_that_takes_along_what_lasts_and_the_words():
    html = to_html(search((*STATE, ("q", "water & wind")), "nl"))
    read = form(html, "")
    (start,) = read.all("form")
    assert (start["action"], start["method"], start["role"]) == ("/logboek", "get", "search")
    assert hidden(read) == [("memorandum", "m"), ("as_of", "2024-12-31")]
    (field,) = [field for field in read.all("input") if field["type"] == "search"]
    assert (field["name"], field["value"]) == ("q", "water & wind")
    assert {label["for"] for label in read.all("label")} == {field["id"]}


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", {"government": "VL", "dossier": "4", "sdg": "2"}),
        ("/dossier/3", {"government": "VL", "sdg": "2"}),
        ("/logboek", {"government": "VL", "dossier": "4", "sdg": "2"}),
        ("/methode", {}),
        ("/vraag/4.11", {}),
    ],
)
def test_a_link_takes_along_the_filters_that_mean_something_there(path, kept):
    filters = (("government", "VL"), ("dossier", "4"), ("sdg", "2"), ("status", "stalled"), ("by", "year"))
    always = (("memorandum", "m"), ("as_of", "2020-01-01"), ("lang", "en"))
    assert dict(kept_at(path, (*filters, *always))) == {**dict(always), **kept}


def test_the_navigation_leads_to_every_dossier_with_the_state():
    html = to_html(layout(overview()))
    links = [urlsplit(str(link["href"])) for link in Reader(html[: html.index("</nav>")]).all("a")]
    asked = {link.path: dict(parse_qsl(link.query)) for link in links if link.path.startswith("/dossier/")}
    assert {"/dossier/4", "/dossier/5"} <= asked.keys()
    assert asked["/dossier/5"] == {"memorandum": "m", "as_of": "2024-12-31"}


def test_the_language_switch_keeps_the_state(read):
    (switch,) = [link for link in read.all("a") if link.get("rel") == "alternate"]
    asked = dict(parse_qsl(urlsplit(str(switch["href"])).query))
    assert asked == {**dict(STATE), "lang": switch["lang"]}


def test_switches_are_links_to_the_same_page(read):
    chosen = [link for link in read.all("a") if link.get("aria-current") == "true"]
    asked = [dict(parse_qsl(urlsplit(str(link["href"])).query)) for link in chosen]
    assert asked == [dict(STATE), dict(STATE)]
    assert [urlsplit(str(link["href"])).fragment for link in chosen] == [ids.OVERVIEW_SDG] * 2


def test_the_footer_says_what_the_figures_rest_on():
    said = text_of(layout(overview()))
    for part in ("113 van de 153", "CC BY 4.0", "EUPL-1.2", "1.2.3", "abcdef012345", "387 logregels", "1 maart 2026"):
        assert part in said
    assert coverage_sentence(replace(PROVENANCE, confirmed=3), "nl").endswith(
        "Bij 3 daarvan bevestigde de VVSG de status."
    )


@pytest.mark.parametrize(
    ("with_entry", "said"),
    [
        (0, "Voor geen van de 153 vragen aan een overheid staat er al iets in het logboek."),
        (
            1,
            "Voor 1 van de 153 vragen aan een overheid staat er iets in het logboek; voor de andere is geen reactie "
            "bekend. De VVSG bevestigde daarvan nog geen enkele status.",
        ),
        (
            153,
            "Voor elk van de 153 vragen aan een overheid staat er iets in het logboek. "
            "De VVSG bevestigde daarvan nog geen enkele status.",
        ),
    ],
)
def test_coverage_is_a_sentence_for_none_some_and_all(with_entry, said):
    assert coverage_sentence(replace(PROVENANCE, with_entry=with_entry), "nl") == said
