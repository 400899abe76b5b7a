"""The log in a browser: search, choose, turn pages, go back, without script, on a phone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.moving import leaving
from tests.browser.test_accessibility import PHONE, violations


def entries(page: Page) -> list[int]:
    """The entries that are shown, in their order."""
    found = page.locator(".log > li").evaluate_all("items => items.map(item => item.id)")
    return [int(name.rsplit("-", 1)[1]) for name in found]


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_searching_turning_pages_and_going_back(open_page):
    page = open_page("/logboek")
    first = entries(page)
    assert len(first) == 25
    page.locator("main").get_by_label("Zoek in vragen en logregels").fill("gemeente")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("over “gemeente”")
    assert asked(page)["q"] == ["gemeente"]
    assert page.locator(".log mark").count() > 0
    found = entries(page)
    page.get_by_role("link", name="Volgende").click()
    expect(page.locator(".pager [aria-current]")).to_have_text("2")
    assert not set(entries(page)) & set(found)
    page.go_back()
    expect(page.locator(".pager [aria-current]")).to_have_text("1")
    assert entries(page) == found
    page.go_back()
    expect(page.locator("h1")).to_contain_text("387 logregels")
    assert entries(page) == first
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("over “gemeente”")


def test_a_status_is_chosen_and_let_go(open_page):
    page = open_page("/logboek?government=VL")
    page.get_by_text("Kies een status").click()
    page.get_by_label("Stilgevallen").check()
    page.get_by_role("button", name="Toon deze keuze").click()
    expect(page.locator("#vragen h2")).to_contain_text("stilgevallen op 31 december 2024")
    assert asked(page)["status"] == ["stalled"]
    assert asked(page)["government"] == ["VL"]
    link = page.locator("#vragen .dated a").first
    with leaving(page):
        link.click()
    page.wait_for_url(re.compile(r"/vraag/.+#logregel-\d+"))
    expect(page.locator(f"[id='{urlsplit(page.url).fragment}']")).to_be_visible()
    page.go_back()
    page.locator(".chosen a").click()
    expect(page.locator("#vragen")).to_have_count(0)


def test_the_language_switch_keeps_the_question(open_page):
    page = open_page("/logboek?q=fusie&sort=effective")
    shown = entries(page)
    page.locator(".language").click()
    expect(page.locator("html[data-live][lang=en]")).to_be_attached()
    assert asked(page)["q"] == ["fusie"]
    assert entries(page) == shown


def test_without_script_it_is_all_there(open_page):
    page = open_page("/logboek", live=False, java_script_enabled=False)
    page.locator("main").get_by_label("Zoek in vragen en logregels").fill("4.11")
    page.locator("main").get_by_role("button", name="Zoek").click()
    assert asked(page)["q"] == ["4.11"]
    expect(page.locator("h1")).to_contain_text("1 vraag en 6 logregels")
    assert len(entries(page)) == 6
    page.get_by_role("link", name="laatst gebeurd").click()
    assert asked(page) == asked(page) | {"q": ["4.11"], "sort": ["effective"]}
    expect(page.locator("#log-requests a").first).to_have_attribute("href", re.compile("^/vraag/4.11"))


@pytest.mark.parametrize("address", ["/logboek?status=stalled&q=gemeente", "/logboek?lang=en&dossier=4"])
def test_a_phone_needs_no_sideways_scroll(open_page, address):
    page = open_page(address, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


# Words do not depend on colours nor colours on words.
@pytest.mark.parametrize(
    ("address", "scheme"),
    [("/logboek?status=stalled&q=gemeente", "dark"), ("/logboek?lang=en&government=EU", "light")],
)
def test_axe_finds_nothing(open_page, address, scheme):
    page = open_page(address, color_scheme=scheme)
    for summary in page.locator("details > summary").all():
        summary.click()
    assert violations(page) == []
