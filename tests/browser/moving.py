"""Going from page to page in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect


@contextmanager
def leaving(page: Page) -> Iterator[None]:
    """What is done inside leads to another document; afterwards Dash draws that one.

    Until then the page stands there twice, as it came and as Dash is about to show it, and a locator may find two.
    """
    with page.expect_event("load"):
        yield
    expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
