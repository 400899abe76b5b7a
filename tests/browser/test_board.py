"""The board in a browser: from signing in to the report in hand, by keyboard before a room, on a phone, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.board import SECRETS, Board, prepared
from tests.browser.test_accessibility import PHONE, violations
from tests.browser.test_every_page import A4, TOO_WIDE
from tests.people import PASSWORD, sign_in_browser
from tests.serving import serving
from tests.shipped import Copies

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def board(copies: Copies, engine: str) -> Iterator[Board]:
    made = prepared(copies.shipped(engine))
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def site(board: Board) -> Iterator[str]:
    with serving(board.app) as address:
        yield address


@pytest.fixture
def signed_in(open_page: Opened, site: str, board: Board) -> Opened:
    """A page at an address as somebody sees it who may read."""

    def opened(address: str, **options: Any) -> Page:
        page = open_page("", **options)
        sign_in_browser(page, site, board.reader)
        page.goto(site + address)
        return page

    return opened


def addresses(board: Board) -> tuple[str, ...]:
    one = f"/vergaderingen/{board.last.id}"
    return "/vergaderingen", one, f"{one}/presentatie", f"{one}/legislatuur", f"/rapport/{board.last.id}"


def test_from_signing_in_to_the_report_in_hand(open_page: Opened, board: Board, tmp_path: Path) -> None:
    page = open_page("/vergaderingen", live=False)
    page.get_by_label("E-mailadres").fill(board.reader.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()

    expect(page.locator("h1")).to_have_text(re.compile("^De (volgende|laatste afgesloten) vergadering"))
    page.locator(".meetings").get_by_role("link", name=board.last.title, exact=True).click()
    expect(page.locator("h1")).to_have_text(re.compile("^64 van de 153 vragen aan een overheid leverden"))
    on_first_screen = "element => element.getBoundingClientRect().bottom <= innerHeight"
    assert page.locator("dl.figures > div").count() == 3
    assert all(answer.evaluate(on_first_screen) for answer in page.locator("dl.figures > div").all())
    assert page.locator(".band").evaluate(on_first_screen), "the margin is no footnote"

    since = page.locator("#verschil")
    expect(since).to_contain_text("57 van de 153 vragen aan een overheid van status")
    since.get_by_text("Toon de 57 vragen").click()
    change = since.locator("details .moves > li", has_text="Stilgevallen").first
    source = change.locator("small a").first.get_attribute("href")
    change.locator("a[href*='#logregel-']").first.click()
    expect(page).to_have_url(re.compile(r"/vraag/.*known_at=.*#logregel-\d+$"))
    entry = page.locator(f"#{page.url.partition('#')[2]}")
    expect(entry).to_be_visible()
    expect(entry.locator(f"a[href='{source}']").first).to_be_visible()

    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == "memorandum-2024-12-31-intern.pdf"
    download.value.save_as(tmp_path / "report.pdf")
    with closing(pypdfium2.PdfDocument(tmp_path / "report.pdf")) as paper:
        assert "64 van de 153 vragen aan een overheid leverden" in paper[0].get_textpage().get_text_bounded()


def test_an_editor_pins_a_sentence_and_finds_it_on_the_screen_of_its_dossier(
    open_page: Opened, site: str, board: Board
) -> None:
    page = open_page("")
    sign_in_browser(page, site, board.editor)
    page.goto(f"{site}/vergaderingen/{board.coming.id}")
    page.get_by_text("Een punt vastprikken").click()
    page.get_by_label("Over", exact=True).select_option("3.8:VL")
    page.get_by_label("Zin").fill("Wanneer komt het besluit <b>er</b>?")
    page.get_by_role("button", name="Prik vast").click()
    expect(page.locator(".pins")).to_contain_text("Wanneer komt het besluit <b>er</b>?")
    page.get_by_role("link", name="Presentatie").click()
    expect(page.locator("#dossier-3")).to_contain_text("Wanneer komt het besluit <b>er</b>?")
    page.go_back()
    page.get_by_role("button", name=re.compile("Haal weg.*Wanneer")).click()
    expect(page.locator(".pins")).not_to_contain_text("Wanneer")


def test_the_presentation_by_keyboard(signed_in: Opened, board: Board) -> None:
    page = signed_in(f"/vergaderingen/{board.last.id}/presentatie", reduced_motion="reduce")
    places = page.eval_on_selector_all(".screen", "screens => screens.map(screen => screen.id)")
    shown = "() => [...document.querySelectorAll('.screen')].find(one => one.getBoundingClientRect().bottom > 1).id"
    assert page.evaluate(shown) == places[0]
    for place in places[1:]:
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"({shown})() === '{place}' && document.activeElement.id === '{place}'")
        assert page.url.endswith(f"#{place}")
    for key, place in (("ArrowRight", places[-1]), ("ArrowLeft", places[-2]), ("Home", places[0]), (" ", places[1])):
        page.keyboard.press(key)
        page.wait_for_function(f"({shown})() === '{place}'")
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")


@pytest.mark.parametrize(("width", "height", "lang"), [(1280, 720, "nl"), (1920, 1080, "en"), (1024, 768, "nl")])
def test_every_screen_of_the_presentation_fits(
    signed_in: Opened, board: Board, width: int, height: int, lang: str
) -> None:
    screen = {"width": width, "height": height}
    page = signed_in(f"/vergaderingen/{board.last.id}/presentatie?lang={lang}", viewport=screen)
    sizes = "screens => screens.map(one => [one.id, Math.round(one.getBoundingClientRect().height), one.scrollWidth])"
    found = page.eval_on_selector_all(".screen", sizes)
    assert len(found) == 14
    assert found == [[place, height, width] for place, _, _ in found]


def test_who_may_not_see_meetings_finds_no_trace_of_them(open_page: Opened, site: str, board: Board) -> None:
    page = open_page("", expected="was preloaded")
    for address in (*addresses(board), f"/rapport/{board.last.id}.pdf"):
        page.goto(site + address)
        expect(page.locator("h1")).to_have_text("Aanmelden")
        assert not any(secret in page.content() for secret in SECRETS), address
    page.goto(f"{site}/vraag/4.11")
    assert not any(word in page.content() for word in (*SECRETS, "/vergaderingen", "/rapport"))


def test_a_reader_changes_nothing(signed_in: Opened, board: Board) -> None:
    page = signed_in("/vergaderingen")
    expect(page.locator("main form")).to_have_count(0)
    page.goto(page.url + f"/{board.coming.id}")
    expect(page.locator("main form[method=post]")).to_have_count(0)
    expect(page.locator("#intern")).to_contain_text("Alleen voor wie aangemeld is")


# Words do not depend on colours nor colours on words, and the pages share their parts: each is looked at in one pair,
# the meeting in both; all in all under soak.
@pytest.mark.parametrize(("lang", "scheme", "places"), [("nl", "light", (0, 1, 4)), ("en", "dark", (1, 2, 3))])
def test_axe_finds_nothing(
    signed_in: Opened, site: str, board: Board, lang: str, scheme: str, places: tuple[int, ...], soak: bool
) -> None:
    page = signed_in("/vergaderingen", color_scheme=scheme)
    for place in range(5) if soak else places:
        address = addresses(board)[place]
        page.goto(f"{site}{address}?lang={lang}")
        page.evaluate("document.querySelectorAll('main details').forEach(details => (details.open = true))")
        # Of what is all alike a few are enough: all of them take axe half a minute.
        page.evaluate(KEEP_A_FEW)
        assert violations(page) == [], address


KEEP_A_FEW = """() => {
    const fewer = (inside, most) => document.querySelectorAll(inside).forEach(
        (one) => [...one.children].slice(most).forEach((child) => child.remove()));
    fewer(".wide tbody, .moves, .told-list, .still tbody, .ribbons tbody, .heat tbody", 2);
    fewer(".all-moves, .report .points", 3);
    const alike = ["#dossier-2 ~ .screen", "tbody ~ tbody ~ tbody", "#vragen ~ .wide ~ .wide", "#vragen ~ .wide ~ h3"];
    document.querySelectorAll(alike.join()).forEach((one) => one.remove());
    document.querySelectorAll("h2[id^=dossier-]").forEach(
        (heading, place) => place > 0 && heading.parentElement.remove());
}"""


def test_nothing_lies_beside_the_screen_of_a_phone(signed_in: Opened, site: str, board: Board) -> None:
    page = signed_in("/vergaderingen", **PHONE)
    for address in addresses(board):
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('main details').forEach(details => (details.open = true))")
        assert page.evaluate(TOO_WIDE) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_the_report_prints_whole_on_upright_sheets(signed_in: Opened, board: Board, tmp_path: Path) -> None:
    page = signed_in(f"/rapport/{board.first.id}")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    with closing(pypdfium2.PdfDocument(tmp_path / "page.pdf")) as printed:
        assert {(round(sheet.get_width()), round(sheet.get_height())) for sheet in printed} == {A4}
        sheets = [sheet.get_textpage() for sheet in printed]
        first, last = (sheets[place].get_text_bounded() for place in (0, -1))
        boxes = [sheet.get_charbox(place) for sheet in sheets[:12] for place in range(0, sheet.count_chars(), 7)]
    assert "Stand van zaken" in first
    assert "https://" in last, "the sources stand at the end"
    assert max(right for _, _, right, _ in boxes) < A4[0] - 20
