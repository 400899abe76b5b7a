"""The page of the goals in a browser: its choices, from a cell to the requests behind it, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.test_overview import PHONE, answered

HEATMAP = "#goals-heatmap"


def test_the_choices_change_the_heatmap_and_the_address(open_page):
    page = open_page("/sdg")
    page.locator("#goals-columns a", has_text=re.compile("^jaar$")).click()
    answered(page)
    expect(page.locator(f"{HEATMAP} .xtick").last).to_have_text("2024")
    page.locator("#goals-measure a", has_text="voortgangsindex").click()
    answered(page)
    assert "by=year" in page.url
    assert "measure=index" in page.url
    expect(page.locator("#goals-measure a[aria-current]")).to_be_focused()
    page.go_back()
    expect(page.locator("#goals-measure a[aria-current]")).to_have_text("deel met resultaat")
    page.go_forward()
    expect(page.locator("#goals-measure a[aria-current]")).to_have_text("voortgangsindex")


def cell(page, goal: int, column: str):
    """The link over a cell of the figure."""
    return page.locator(f'{HEATMAP} .graph a[href*="sdg={goal}&dossier={column}#"]')


def test_a_cell_leads_to_the_requests_behind_it_and_back(open_page):
    page = open_page("/sdg")
    link = cell(page, 4, "3")
    expect(link).to_have_accessible_name(re.compile("SDG 4 Kwaliteitsonderwijs.*2 vragen"))
    link.focus()
    page.keyboard.press("Enter")
    answered(page)
    expect(page.locator("h1")).to_contain_text("van de 2 vragen")
    expect(page.locator("#vragen tbody tr")).to_have_count(2)
    expect(page.locator("#vragen h2")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("16 van de 17")
    expect(page.locator("#vragen")).to_have_count(0)
    page.go_forward()
    expect(page.locator("#vragen tbody tr")).to_have_count(2)


def test_the_mouse_follows_a_cell_too(open_page):
    page = open_page("/sdg")
    page.locator(HEATMAP).scroll_into_view_if_needed()
    box = cell(page, 4, "3").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#vragen tbody tr")).to_have_count(2)
    assert "sdg=4" in page.url


def test_from_a_cell_to_the_source_in_two_clicks(open_page):
    page = open_page("/sdg?as_of=2024-12-31")
    cell(page, 4, "6").focus()
    page.keyboard.press("Enter")
    answered(page)
    page.locator("#vragen .dated a").first.click()
    entry = page.locator(":target")
    expect(entry.locator("a[rel~=nofollow]").first).to_be_visible()
    expect(entry).to_contain_text("Geregistreerd door")


def test_without_script_the_cells_are_links_and_the_lists_open(open_page):
    page = open_page("/sdg", live=False, java_script_enabled=False)
    page.locator(f'{HEATMAP} td a[href*="sdg=4&"]').first.click()
    expect(page.locator("#vragen tbody tr").first).to_be_visible()
    page.locator(".trail a").last.click()
    page.locator("#sdg-4 + tr summary").click()
    expect(page.locator("#sdg-4 + tr li").first).to_be_visible()


# Words do not depend on colours nor colours on words.
@pytest.mark.parametrize(("address", "scheme"), [("/sdg?by=year", "dark"), ("/sdg?lang=en&sdg=4&dossier=3", "light")])
def test_axe_finds_nothing(open_page, address, scheme):
    page = open_page(address, color_scheme=scheme)
    for summary in page.locator("details > summary").all():
        summary.evaluate("summary => (summary.parentElement.open = true)")
    assert violations(page) == []


def test_a_phone_needs_no_sideways_scroll(open_page):
    for address in ("/sdg?by=year", "/sdg?sdg=16"):
        page = open_page(address, **PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        expect(page.locator(f"{HEATMAP} table.heat")).to_be_visible()
