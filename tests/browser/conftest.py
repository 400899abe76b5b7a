"""A page in Chromium on what ships, that fails its test for any error, foreign request or breach of policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from models.store import Store
from tests.conftest import GROWING
from tests.serving import application, open_at, serving
from tests.shipped import Copies

#: On a busy machine a page takes seconds that mean nothing; what does not come still fails its test.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session", params=GROWING)
def engine(request: pytest.FixtureRequest) -> str:
    """A browser takes long."""
    found: str = request.param
    return found


@pytest.fixture(scope="session")
def store(copies: Copies, engine: str) -> Iterator[Store]:
    store = open_at(copies.shipped(engine))
    yield store
    store.close()


@pytest.fixture(scope="session")
def site(store: Store) -> Iterator[str]:
    """The address of the application."""
    with serving(application(store)) as address:
        yield address


#: What Chromium says when it drops what it is loading: an interface of the machine came or went, of a container or VPN.
CHANGED = "ERR_NETWORK_CHANGED"
#: What it says of a script that is loaded beforehand, where the machine takes seconds to get to it.
LATE = "preloaded using link preload but not used within a few seconds"


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens pages for one test."""
    with opening(browser, site) as opened:
        yield opened


@contextmanager
def opening(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens an address, if any, in a browser of its own; ``expected`` is part of what the console may say."""
    contexts: list[BrowserContext] = []
    told: list[str] = []

    def loaded(context: BrowserContext, address: str, expected: str) -> Page:
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text) if _matters(message, expected) else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url) if not _ours(request.url, site) else None)
        if address:
            page.goto(site + address)
        return page

    def opened(address: str = "/", *, live: bool = True, expected: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "nl-BE"} | options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        before = len(told)
        page = loaded(context, address, expected)
        while any(CHANGED in text for text in told[before:]):
            page.close()
            del told[before:]
            page = loaded(context, address, expected)
        if address and live:
            expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [text for text in told if CHANGED not in text] == []


def _matters(message: Any, expected: str) -> bool:
    passing = LATE in message.text or (expected and expected in message.text)
    return message.type in ("error", "warning") and not passing


def _ours(url: str, site: str) -> bool:
    return url.startswith((site, "data:"))
