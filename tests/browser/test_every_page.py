"""Every page in a browser: accessible, at any width, in each language and theme, on paper, by keyboard, unmoving."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opening
from tests.browser.test_accessibility import violations
from tests.browser.test_overview import PHONE, WATCH_SHIFTS
from tests.site import addresses

ADDRESSES = addresses()
#: One of each kind, where a second sample would teach nothing.
KINDS = list({address.split("/")[1]: address for address in reversed(ADDRESSES)}.values())
A4 = (595, 842)  # points

#: What lies outside the window sideways, and outside what scrolls by itself.
TOO_WIDE = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((element) => {
    const box = element.getBoundingClientRect();
    const scrolls = ".drawn, .wide, .listed";
    const hidden = element.closest(`.visually-hidden, .skip, details:not([open]), ${scrolls}, caption, svg`);
    return box.width && box.right > innerWidth + 1 && !hidden && element.checkVisibility();
}).map((element) => element.outerHTML.slice(0, 120))"""

#: Whether what has the focus shows it: an outline or a shadow of its own or of its ::before.
SHOWS_FOCUS = """() => {
    const focused = document.activeElement;
    const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = focused.getBoundingClientRect();
    // On the button of a date field the field itself has no focus; the button's style cannot be asked for.
    const ofBrowser = focused.matches("input[type=date]:not(:focus)");
    return {
        what: focused.outerHTML.slice(0, 140),
        place: focused === document.body ? "" : [box.x, box.y + scrollY, focused.tagName].join(),
        shown: drawn(getComputedStyle(focused)) || drawn(getComputedStyle(focused, "::before")) || ofBrowser,
        size: box.width * box.height,
    };
}"""


def still(open_page: Any, site: str, address: str, **options: Any) -> Page:
    """The page as the server sent it, which Dash does not take over."""
    # What the page preloads for Dash stays unused then, and Chromium says so after a few seconds.
    page: Page = open_page("", expected="was preloaded", **options)
    page.route("**/_dash-layout", lambda _: None)
    page.goto(site + address)
    return page


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(details => (details.open = true))")


@pytest.fixture(scope="module", params=ADDRESSES)
def address(request):
    """The address of each page, for tests that look at it one after the other."""
    return request.param


@pytest.fixture(scope="module")
def opened(browser: Browser, site: str, address: str) -> Iterator[Page]:
    """The page in Dutch and light colours, as it appeared: to open it takes longer than most tests look at it."""
    with opening(browser, site) as open_page:
        page = open_page("")
        page.add_init_script(WATCH_SHIFTS)
        page.goto(site + address)
        expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
        yield page


def test_nothing_moves_when_a_page_appears(opened):
    opened.wait_for_timeout(200)
    assert opened.evaluate("window.shift") < 0.1
    expect(opened.locator("#still")).to_have_count(0)
    assert opened.locator("h1").count() == opened.locator("main").count() == 1
    twice = opened.evaluate(
        "() => { const ids = [...document.querySelectorAll('[id]:not(svg *)')].map(element => element.id);"
        " return ids.filter((id, place) => ids.indexOf(id) !== place); }"
    )
    assert twice == []


def test_a_page_prints_whole_with_its_address_and_day(opened, address, tmp_path: Path):
    heading = opened.locator("h1").inner_text()
    sheet = tmp_path / "page.pdf"
    opened.pdf(path=sheet, prefer_css_page_size=True, print_background=True)
    with pdfplumber.open(sheet) as printed:
        words = "".join(page.extract_text() for page in printed.pages)
        _inside_the_paper(printed.pages)
    assert re.sub(r"\s", "", heading) in re.sub(r"\s", "", words), "the heading cannot be selected"
    assert "Toestand op 31 december 2024" in words
    assert f"http://127.0.0.1:8050{address}?memorandum=" in re.sub(r"\s", "", words)


def _inside_the_paper(sheets: Sequence[pdfplumber.page.Page]) -> None:
    """Every word lies inside the margins of an upright A4."""
    assert {(round(sheet.width), round(sheet.height)) for sheet in sheets} == {A4}
    words = [word for sheet in sheets for word in sheet.extract_words()]
    assert len(words) > 50
    assert min(word["x0"] for word in words) > 20
    assert max(word["x1"] for word in words) < A4[0] - 20


def test_axe_finds_nothing(opened):
    unfold(opened)
    assert violations(opened) == []


# Words do not depend on colours nor colours on words: two of the four pairs show each of them on each page.
def test_axe_finds_nothing_in_english_and_dark(open_page, address):
    page = open_page(f"{address}?lang=en", color_scheme="dark")
    unfold(page)
    assert violations(page) == []


@pytest.mark.parametrize("address", KINDS)
def test_axe_finds_nothing_without_script_on_a_phone(open_page, site, address):
    page = still(open_page, site, address, color_scheme="dark", **PHONE)
    unfold(page)
    assert violations(page) == []


def test_nothing_lies_beside_a_narrow_window(open_page, address):
    page = open_page(address, **PHONE)
    for width in (360, 640):  # a phone, and a window of 1280 at 200 %
        page.set_viewport_size({"width": width, "height": 740})
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        assert page.evaluate(TOO_WIDE) == [], width


@pytest.mark.parametrize("address", KINDS)
def test_the_keyboard_always_shows_where_it_is(open_page, address):
    page = open_page(address)
    visited = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(SHOWS_FOCUS)
        if not focus["place"]:
            break
        visited.add(focus["place"])
        assert focus["shown"], focus["what"]
        assert focus["size"] > 0, focus["what"]
    assert len(visited) > 10
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(SHOWS_FOCUS)["place"] in visited


@pytest.mark.parametrize("address", KINDS)
def test_nothing_moves_by_itself_for_who_wants_no_motion(open_page, address):
    page = open_page(address, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    running = "document.getAnimations().filter(animation => animation.effect.getTiming().duration > 0).length"
    assert page.evaluate(running) == 0
    moving = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(element => !element.closest('.js-plotly-plot'))"
        ".filter(element => getComputedStyle(element).transitionDuration !== '0s').map(element => element.outerHTML)"
    )
    assert moving == []
