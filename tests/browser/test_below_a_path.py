"""The application below a path of its host, in a browser: pages, files, callbacks and charts find each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from models.store import Store
from tests.serving import application, serving

ROOT = "/over/monitor"


@pytest.fixture(scope="module")
def below(store: Store) -> Iterator[str]:
    """The address of an application that stands below a path."""
    with serving(application(store, base_url=f"http://here.example{ROOT}")) as address:
        yield address + ROOT


@pytest.fixture
def page(browser: Browser, below: str) -> Iterator[Page]:
    """A page that fails its test for errors and for whatever it asks above the path."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    found, told = context.new_page(), []
    found.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: told.append(str(error)))
    found.on(
        "request", lambda request: None if request.url.startswith((f"{below}/", "data:")) else told.append(request.url)
    )
    yield found
    context.close()
    assert told == []


def test_pages_come_alive_the_slider_slides_and_charts_lead_on(page, below):
    page.goto(f"{below}/")
    alive(page)
    page.locator("#slider-month").press("ArrowLeft")
    page.wait_for_url(f"{below}/?as_of=2024-11-30")
    expect(page.locator("#clock-shown")).to_have_text("30 november 2024", timeout=30_000)
    expect(page.locator("#react-entry-point:not([data-sliding]):not([aria-busy])")).to_be_attached(timeout=30_000)
    page.locator("#overview-dossiers .js-plotly-plot .point path").first.click(force=True)
    page.wait_for_url(re.compile(f"{below}/dossier/1[?].*as_of=2024-11-30"))
    alive(page)


def alive(page: Page) -> None:
    """Wait until Dash has drawn the page."""
    expect(page.locator("html[data-live]")).to_be_attached(timeout=30_000)
