"""The page of a request in a browser: a deep link to an entry, without script, on a phone, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


def last_entry(page: Page, site: str, request: str) -> int:
    return int(page.request.get(f"{site}/api/v1/tracks?request={request}").json()["data"][-1]["entry"])


@pytest.mark.parametrize("live", [True, False], ids=["script", "no script"])
def test_a_deep_link_shows_and_marks_the_entry(open_page, site, live):
    page = open_page("")
    entry = last_entry(page, site, "2.1.a")
    page = open_page(f"/vraag/2.1.a#logregel-{entry}", live=live, java_script_enabled=live)
    target = page.locator(f"#logregel-{entry}")
    expect(target).to_have_count(1)
    expect(target).to_be_in_viewport()
    marked = target.evaluate("element => getComputedStyle(element).boxShadow") if live else None
    assert marked != "none"


def test_the_mark_follows_the_next_entry_that_is_chosen(open_page, site):
    page = open_page(f"/vraag/2.1.a#logregel-{last_entry(open_page(''), site, '2.1.a')}")
    first = page.locator(".version").first
    first.locator(".when a").click()
    expect(page.locator(":target")).to_have_id(first.get_attribute("id") or "")


def test_a_segment_of_a_ribbon_leads_to_its_entry(open_page, site):
    page = open_page("/vraag/2.1.a?as_of=2021-03-04")
    segment = page.locator(".ribbon a").last
    where = segment.get_attribute("href") or ""
    segment.click()
    expect(page).to_have_url(re.compile(re.escape(where) + "$"))
    expect(page.locator("#" + where.split("#")[1])).to_be_in_viewport()


def test_another_day_is_a_new_question_on_the_same_page(open_page):
    page = open_page("/vraag/2.1.a")
    shown = page.locator(".version")
    everything = shown.count()
    page.locator(".clock > summary").first.click()
    page.get_by_label("Toestand op").fill("2020-01-31")
    page.get_by_role("button", name="Toon", exact=True).click()
    expect(page).to_have_url(re.compile("as_of=2020-01-31"))
    expect(page.get_by_text("zijn verborgen")).to_be_visible()
    assert 0 < shown.count() < everything
    page.go_back()
    expect(shown).to_have_count(everything)


def test_without_script_everything_is_there(open_page, site):
    page = open_page("/vraag/2.9?lang=en", live=False, java_script_enabled=False)
    entries = page.request.get(f"{site}/api/v1/updates?request=2.9").json()["data"]
    expect(page.locator(".version")).to_have_count(len(entries))
    expect(page.locator("blockquote")).to_be_visible()
    expect(page.locator(".ribbons")).to_be_visible()


# Words do not depend on colours nor colours on words.
@pytest.mark.parametrize(("lang", "scheme"), [("nl", "dark"), ("en", "light")])
def test_axe_finds_nothing(open_page, lang, scheme):
    page = open_page(f"/vraag/2.2.a?lang={lang}", color_scheme=scheme)
    assert violations(page) == []


@pytest.mark.parametrize("code", ["2.1", "2.9", "6.11"])
def test_a_phone_needs_no_sideways_scroll(open_page, code):
    page = open_page(f"/vraag/{code}", **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []


def test_on_paper_everything_stands_as_text_with_the_address_below(open_page):
    page = open_page("/vraag/2.1.a")
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert b"/ToUnicode" in paper
    page.emulate_media(media="print")
    expect(page.locator(".version").last).to_be_visible()
    expect(page.locator(".neighbours")).not_to_be_visible()
    expect(page.locator(".print-only")).to_contain_text("/vraag/2.1.a?")
