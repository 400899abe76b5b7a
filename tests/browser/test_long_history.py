"""A request that was logged very often, in a browser: earlier entries by links, and permanent links to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.test_request import PHONE
from tests.long_log import long_store
from tests.serving import application, serving


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[int]]]:
    """The address of an application with a long synthetic history of 1.2, and its entries."""
    store, numbers = long_store(tmp_path_factory.mktemp("long"))
    with serving(application(store)) as address:
        yield address, numbers
    store.close()


@pytest.fixture
def site(long: tuple[str, list[int]]) -> str:
    return long[0]


@pytest.mark.parametrize("live", [True, False], ids=["script", "no script"])
def test_a_link_leads_to_what_came_before(open_page, long, live):
    _, numbers = long
    page = open_page("/vraag/1.2", live=live, java_script_enabled=live)
    track = page.locator("#overheid-VL")
    expect(track.locator(".version")).to_have_count(25)
    # Among the newest is one entry of the log that ships.
    before = numbers[-1 - 25]
    expect(track.locator(f"#logregel-{before}")).to_have_count(0)
    track.get_by_role("link", name="Toon wat daarvoor kwam").click()
    expect(page).to_have_url(re.compile(rf"entry={before}#logregel-{before}$"))
    target = page.locator(f"#logregel-{before}")
    expect(target).to_be_in_viewport()
    expect(track.locator(".version")).to_have_count(25)
    expect(track.locator(f"#logregel-{numbers[-2]}")).to_have_count(0)
    track.get_by_role("link", name="Toon wat daarna kwam").click()
    expect(track.locator(f"#logregel-{numbers[-2]}")).to_have_count(1)


def test_a_permanent_link_to_an_old_entry_arrives_there(open_page, long):
    _, numbers = long
    page = open_page(f"/vraag/1.2#logregel-{numbers[3]}", live=False)
    target = page.locator(f"#logregel-{numbers[3]}")
    expect(target).to_be_in_viewport()
    expect(page).to_have_url(re.compile(rf"entry={numbers[3]}#logregel-{numbers[3]}$"))
    expect(page.locator("html[data-live]")).to_be_attached()
    expect(target).to_be_in_viewport()
    assert target.evaluate("element => getComputedStyle(element).boxShadow") != "none"


def test_an_old_entry_that_is_chosen_on_the_page_is_gone_to(open_page, long):
    _, numbers = long
    page = open_page("/vraag/1.2")
    page.evaluate(f"location.hash = '#logregel-{numbers[5]}'")
    expect(page.locator(f"#logregel-{numbers[5]}")).to_be_in_viewport()


def test_a_place_that_does_not_exist_is_said_once(open_page):
    page = open_page("/vraag/1.2#logregel-999999", live=False)
    expect(page.get_by_text("Logregel 999999 staat hier niet")).to_have_count(1)
    expect(page.locator("html[data-live]")).to_be_attached()


@pytest.mark.parametrize("path", ["/vraag/1.2", "/dossier/1"])
def test_a_phone_needs_no_sideways_scroll_and_axe_finds_nothing(open_page, path):
    page = open_page(path, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
