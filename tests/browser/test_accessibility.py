"""axe finds nothing of level A or AA, in any form, language and theme."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from models.settings import ROOT

AXE = (ROOT / "tests" / "vendor" / "axe-4.14.1.min.js").read_text()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ADDRESSES = ["/?lang=nl", "/?lang=en&by=year&measure=index"]
PHONE = {"viewport": {"width": 360, "height": 740}}


#: Thousands of elements pass on a page; to hand each of them out of the browser takes longer than to look at all.
LOOK = """async (levels) => {
    const found = await axe.run(document, { runOnly: { type: "tag", values: levels }, resultTypes: ["violations"] });
    const told = found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 160))]);
    return { passed: found.passes.length, told };
}"""


def violations(page: Page) -> list[Any]:
    """What axe finds, with where. Evaluated by the debugger, which no policy of the page forbids."""
    page.evaluate(AXE)
    found = page.evaluate(LOOK, LEVELS)
    assert found["passed"], "axe looked at nothing"
    told: list[Any] = found["told"]
    return told


# Words do not depend on colours nor colours on words: the other pairs are in test_every_page.py.
@pytest.mark.parametrize(
    ("address", "scheme"), [(ADDRESSES[0], "dark"), (ADDRESSES[1], "light"), (ADDRESSES[1], "dark")]
)
def test_axe_finds_nothing_on_the_page_that_dash_draws(open_page, address, scheme):
    page = open_page(address, color_scheme=scheme)
    for summary in page.locator("details > summary").all():
        summary.click()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("address", "options", "scheme"),
    [(ADDRESSES[0], PHONE, "light"), (ADDRESSES[1], {}, "dark")],
    ids=["nl phone light", "en desktop dark"],
)
def test_axe_finds_nothing_on_the_page_that_the_server_sends(open_page, site, address, options, scheme):
    page = open_page("", color_scheme=scheme, expected="was preloaded", **options)
    page.route("**/_dash-layout", lambda _: None)  # never answered: Dash does not take over
    page.goto(site + address)
    assert violations(page) == []
    assert page.locator("#still").count() == 1


@pytest.mark.parametrize(("address", "status"), [("/nergens", 404), ("/?as_of=2099-01-01&by=x&lang=en", 400)])
def test_axe_finds_nothing_where_an_address_is_wrong(open_page, address, status):
    page = open_page(address, live=False, expected=f"status of {status}", color_scheme="dark")
    assert violations(page) == []


def test_axe_would_find_something(open_page):
    page = open_page("/?lang=en", live=False)
    page.evaluate("document.querySelector('main').innerHTML = '<img src=\"data:,\">'")
    assert violations(page) == [["image-alt", ['<img src="data:,">']]]
