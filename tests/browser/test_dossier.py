"""The page of a dossier in a browser: from a request to its source in two clicks, filters, phone, paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.moving import leaving
from tests.browser.test_accessibility import violations

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


def test_from_the_dossier_to_the_source_in_two_clicks(open_page):
    page = open_page("/dossier/2")
    page.locator("#vragen .states a").first.click()
    expect(page.locator(":target .sources a").first).to_be_in_viewport()
    assert (page.locator(":target .sources a").first.get_attribute("href") or "").startswith("http")
    expect(page.locator(":target .recorded")).to_contain_text("Geregistreerd door Bureauonderzoek op")


def test_a_status_lists_only_its_requests_and_all_brings_them_back(open_page, site):
    page = open_page("/dossier/2?as_of=2023-06-30")
    page.locator("#vragen .switch a", has_text="stilgevallen").click()
    expect(page).to_have_url(re.compile(r"as_of=2023-06-30.*status=stalled|status=stalled.*as_of=2023-06-30"))
    told = page.request.get(f"{site}/api/v1/tracks?dossier=2&status=stalled&as_of=2023-06-30").json()["data"]
    expect(page.locator("#vragen .behind tbody tr")).to_have_count(len(told))
    page.locator("#vragen .switch a").first.click()
    expect(page.locator("#vragen .requests")).to_be_visible()


def test_the_language_changes_and_the_question_stays(open_page):
    page = open_page("/dossier/8?as_of=2022-01-01")
    with leaving(page):
        page.locator(".language").click()
    expect(page).to_have_url(re.compile("as_of=2022-01-01.*lang=en"))
    expect(page.locator("h1")).to_contain_text("Dossier 8: ")
    expect(page.locator("#vragen h2")).to_have_text("The requests and how they stand")


def test_without_script_everything_is_there(open_page, site):
    page = open_page("/dossier/9", live=False, java_script_enabled=False)
    tracks = page.request.get(f"{site}/api/v1/tracks?dossier=9").json()["data"]
    expect(page.locator("#vragen .states a")).to_have_count(len(tracks))
    for place in ("#verloop .ribbons", "#dossier-trend .area", "#visie blockquote", "#intenties li >> nth=0"):
        expect(page.locator(place)).to_be_visible()


# Words do not depend on colours nor colours on words.
@pytest.mark.parametrize(
    ("address", "scheme"), [("/dossier/2?lang=nl", "dark"), ("/dossier/9?lang=en&status=stalled", "light")]
)
def test_axe_finds_nothing(open_page, address, scheme):
    assert violations(open_page(address, color_scheme=scheme)) == []


@pytest.mark.parametrize("address", ["/dossier/2", "/dossier/4?status=partially_realised"])
def test_a_phone_needs_no_sideways_scroll(open_page, address):
    page = open_page(address, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []


def test_an_unknown_dossier_is_told_accessibly(open_page):
    page = open_page("/dossier/11?lang=en", live=False, expected="status of 404")
    expect(page.locator("h1")).to_have_text("This dossier does not exist.")
    assert violations(page) == []


def test_on_paper_charts_and_words_stand_inside_the_paper(open_page):
    page = open_page("/dossier/1", viewport={"width": 680, "height": 980})
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert b"/ToUnicode" in paper
    page.emulate_media(media="print")
    expect(page.locator("#intenties")).to_be_visible()
    expect(page.locator("#vragen .choices")).not_to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
