"""What changed, in a browser: choose days, from a number to the requests behind it, without script, on a phone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.moving import leaving
from tests.browser.test_accessibility import PHONE, violations

WHOLE = "/verschil?from=2019-05-26&to=2024-12-31"


def test_days_are_chosen_and_stay_in_the_address(open_page):
    page = open_page("/verschil")
    before = page.locator("h1").inner_text()
    page.get_by_label("Van", exact=True).fill("2021-01-01")
    page.get_by_label("Tot en met").fill("2022-12-31")
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.locator("h1")).to_contain_text("Tussen 1 januari 2021 en 31 december 2022")
    asked = parse_qs(urlsplit(page.url).query)
    assert (asked["from"], asked["to"]) == (["2021-01-01"], ["2022-12-31"])
    page.go_back()
    expect(page.locator("h1")).to_have_text(before)


def test_from_a_number_to_its_source_in_two_clicks(open_page):
    page = open_page(WHOLE)
    cell = page.locator(".matrix td.s-stalled a").first
    cell.click()
    expect(page.locator(".lead")).to_contain_text("stilgevallen")
    assert urlsplit(page.url).fragment == "vragen"
    with leaving(page):
        page.locator("#vragen .moves p > a").first.click()
    page.wait_for_url(re.compile(r"/vraag/.+#logregel-\d+"))
    entry = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(entry).to_contain_text("Geregistreerd door Bureauonderzoek")
    expect(entry.locator(".sources a").first).to_be_visible()


def test_better_knowledge_stands_apart(open_page):
    page = open_page(WHOLE)
    page.get_by_text("Apart tellen wat we intussen beter weten").click()
    page.get_by_label("Bekend op").fill("2024-01-01")
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.locator("#changes-learnt h2")).to_contain_text("Betere kennis")
    assert parse_qs(urlsplit(page.url).query)["known_from"] == ["2024-01-01"]


def test_without_script_days_are_compared(open_page):
    page = open_page("/verschil?lang=en", live=False, java_script_enabled=False)
    page.get_by_label("From", exact=True).fill("2019-05-26")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("h1")).to_contain_text("Between 26 May 2019 and 31 December 2024")
    assert page.locator(".matrix td a").count() > 5
    assert page.locator(".moves li").count() > 100


def test_a_phone_needs_no_sideways_scroll(open_page):
    page = open_page(f"{WHOLE}&known_from=2020-01-01", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


# Words do not depend on colours nor colours on words.
@pytest.mark.parametrize(
    ("address", "scheme"),
    [(f"{WHOLE}&known_from=2020-01-01", "dark"), ("/verschil?lang=en&government=FED", "light")],
)
def test_axe_finds_nothing(open_page, address, scheme):
    page = open_page(address, color_scheme=scheme)
    for summary in page.locator("details > summary").all():
        summary.click()
    assert violations(page) == []
