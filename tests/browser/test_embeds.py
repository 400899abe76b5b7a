"""Embeds in Chromium on the pages of another site: isolated, sandboxed, without script, at any height and width."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import violations

EMBEDS = ("progress", "government", "timeline", "dossier/3", "sdg", "request/4.11")
HEIGHT = re.compile(r"height: \d+px")
#: What the browser says of our script in a frame that runs none, which is what is wanted there.
SANDBOXED = "Blocked script execution"
SANDBOX = "allow-scripts allow-popups"
Show = Callable[..., Page]


class Host(BaseHTTPRequestHandler):
    """Another site: one page, with the headers it is told."""

    page, headers_sent = "", {}  # type: tuple[str, dict[str, str]]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in type(self).headers_sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(f'<!doctype html><html lang="nl"><title>Host</title>{type(self).page}'.encode())

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """The address of the other site: another host name, so that it is another site to the browser."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def show(browser: Browser, host: str) -> Iterator[Show]:
    """Show a page of the other site; whatever the console says fails the test."""
    told: list[str] = []
    contexts = []

    def shown(content: str, headers: dict[str, str] | None = None, **options: Any) -> Page:
        Host.page, Host.headers_sent = content, headers or {}
        context = browser.new_context(viewport={"width": 1000, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text) if SANDBOXED not in message.text else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto(host)
        return page

    yield shown
    for context in contexts:
        context.close()
    assert told == []


def framed(site: str, embed: str, attributes: str = "") -> str:
    size = 'width="900" height="300" frameborder="0"'
    return f'<iframe src="{site}/embed/{embed}" title="x" {size} {attributes}></iframe>'


@pytest.mark.parametrize(
    ("headers", "attributes", "options"),
    [
        ({"Content-Security-Policy": "default-src 'none'; frame-src {site}"}, "", {}),
        (
            {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"},
            f'sandbox="{SANDBOX}"',
            {},
        ),
        ({}, "sandbox", {"java_script_enabled": False}),
    ],
    ids=["strict policy", "isolated and sandboxed", "no script at all"],
)
def test_every_chart_is_there(show, site, headers, attributes, options):
    sent = {name: value.format(site=site) for name, value in headers.items()}
    page = show("".join(framed(site, embed, attributes) for embed in EMBEDS), sent, **options)
    for place in range(len(EMBEDS)):
        frame = page.frame_locator("iframe").nth(place)
        expect(frame.locator("h1")).to_be_visible()
        expect(frame.locator("table").first).to_be_visible()
    assert page.context.cookies() == []


STORAGE = "() => { try { return String(localStorage.length); } catch (error) { return error.name; } }"


def test_the_chart_is_there_where_the_browser_keeps_nothing_of_third_parties(
    browser_type, browser_type_launch_args, host, site, tmp_path
):
    # As a reader sets it: only in a profile of its own.
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}))
    strict = browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args)
    Host.page, Host.headers_sent = framed(site, "progress") + framed(site, "sdg"), {}
    page = strict.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if "favicon" not in message.location["url"] else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(host)
    for place in (0, 1):
        frame = page.frame_locator("iframe").nth(place)
        expect(frame.locator("table").first).to_be_visible()
        assert page.frames[place + 1].evaluate(STORAGE) == "SecurityError"
        frame.locator("button.interactive").click()
        expect(frame.locator(".main-svg").first).to_be_visible(timeout=30_000)
    assert told == []
    strict.close()


#: What lies outside the sheet sideways, as far as it is shown.
BESIDE = """() => [...document.querySelectorAll("main *")].filter((element) => {
    const box = element.getBoundingClientRect();
    const wide = box.width > 1 && box.right > innerWidth + 1;
    return wide && element.checkVisibility() && !element.closest("caption, .cabinets ul");
}).map((element) => element.outerHTML.slice(0, 120))"""


def test_on_paper_nothing_is_cut_off_and_its_origin_is_told_at_any_width(open_page, site):
    page = open_page("", color_scheme="dark")
    page.emulate_media(media="print")
    for embed, width in product(EMBEDS, (280, 460, 700)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site}/embed/{embed}")
        assert page.evaluate(BESIDE) == [], (embed, width)
        expect(page.locator("footer")).to_contain_text(re.compile(r"CC BY 4\.0: http\S+known_at=\S+"))
        assert page.locator("footer .print-only").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("embed", ["progress", "timeline", "sdg"])
def test_the_interactive_chart_is_fetched_when_asked_and_not_before(show, site, embed):
    page = show(framed(site, embed, f'sandbox="{SANDBOX}"'), {"Cross-Origin-Embedder-Policy": "require-corp"})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url.split('?')[0]}"))
    frame = page.frame_locator("iframe")
    expect(frame.locator("button.interactive")).to_be_visible()
    assert asked == []
    frame.locator("button.interactive").click()
    expect(frame.locator(".main-svg").first).to_be_visible(timeout=30_000)
    assert {line.split()[0] for line in asked} == {"GET"}
    assert len(asked) == 2
    expect(frame.locator(".drawn")).to_be_hidden()
    frame.locator("button.interactive").click()
    expect(frame.locator(".drawn")).to_be_visible()


def test_our_script_grows_and_shrinks_every_frame_and_makes_frames_of_links(show, site):
    link = f'<a class="memorandummonitor" href="{site}/embed/sdg" data-height="100">SDG</a>'
    script = f'<script async src="{site}/embed.js"></script>'
    frames = framed(site, "progress") + framed(site, "government", f'sandbox="{SANDBOX}"')
    page = show(frames + link + script + script)
    expect(page.locator("iframe")).to_have_count(3)
    for place, embed in enumerate(("progress", "government", "sdg")):
        frame = page.locator("iframe").nth(place)
        expect(frame).to_have_attribute("style", HEIGHT, timeout=15_000)
        inside = page.frames[place + 1].evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
        assert inside, embed
    # The browser tells a frame out of sight nothing: our script has to ask it.
    page.locator("iframe").nth(2).evaluate("frame => scrollTo(0, frame.offsetTop)")
    page.wait_for_function("() => document.querySelector('iframe').getBoundingClientRect().bottom < 0")
    first = page.locator("iframe").first
    wide = first.bounding_box()
    first.evaluate("frame => (frame.width = 320)")
    expect(first).not_to_have_js_property("clientHeight", wide["height"], timeout=15_000)
    high = first.bounding_box()
    assert high["height"] > wide["height"]
    first.evaluate("frame => (frame.width = 900)")
    expect(first).to_have_js_property("clientHeight", wide["height"], timeout=15_000)


def test_the_interactive_chart_is_offered_once_there_is_room_for_it(show, site):
    page = show(re.sub('width="[^"]*"', 'width="300"', framed(site, "progress")))
    frame = page.locator("iframe")
    inside = page.frame_locator("iframe")
    expect(inside.locator("a.interactive")).to_be_visible()
    frame.evaluate("frame => (frame.width = 900)")
    expect(inside.locator("button.interactive")).to_be_visible()


def test_our_script_believes_only_our_frames(show, site):
    page = show(framed(site, "government") + f'<script src="{site}/embed.js"></script>')
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("style", HEIGHT, timeout=15_000)
    before = frame.get_attribute("style")
    page.evaluate("postMessage({ memorandummonitor: { id: 'x', height: 5000 } }, '*')")
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 50))")
    assert frame.get_attribute("style") == before


def test_other_pages_refuse_the_frame(browser, host, site):
    Host.page, Host.headers_sent = f'<iframe src="{site}/" title="x"></iframe>', {}
    page = browser.new_page()
    page.goto(host)
    page.frames[1].wait_for_url(re.compile("^chrome-error:"), wait_until="commit")
    assert not page.frames[1].url.startswith(site)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "embed", ["progress?highlight_dossier=4&remark=Hallo", "timeline/3", "dossier/3", "sdg?lang=en"]
)
def test_axe_finds_nothing_in_an_embed_and_it_fits_any_width(open_page, embed, scheme):
    page = open_page(f"/embed/{embed}", live=False, color_scheme=scheme)
    assert violations(page) == []
    for width in (280, 480, 1000):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("address", "scheme"), [("/insluiten?chart=sdg", "light"), ("/insluiten?lang=en", "dark")])
def test_axe_finds_nothing_on_the_builder_and_it_shows_what_is_chosen_at_once(open_page, address, scheme):
    page = open_page(address, live=False, color_scheme=scheme)
    assert violations(page) == []
    page.select_option("#government", "VL")
    expect(page.locator("#code-oembed")).to_have_value(re.compile("government=VL"), timeout=15_000)
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for width in (360, 680):  # a phone, and a sheet of A4 within its margins
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, media
