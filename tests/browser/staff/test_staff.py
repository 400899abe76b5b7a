"""Signing in and the administrator's pages in a browser: by keyboard, on a phone, in the dark, against other sites."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from models import password_links
from models.people import Person
from models.store import Store
from models.vocabulary import Role
from tests.browser.test_accessibility import PHONE, violations
from tests.browser.test_every_page import TOO_WIDE, unfold
from tests.people import PASSWORD, account, sign_in_browser

PAGES = (
    "/beheer", "/beheer?done=account", "/beheer/account", "/beheer/account/2", "/wachtwoord",
    "/beheer/vraag?memorandum=2019-2024&request=1.7", "/beheer/memorandum?memorandum=2019-2024",
    "/beheer/logregel?entry=1", "/werk", "/werk/log?request=4.11", "/werk/log?corrects=200", "/werk/import",
    "/werk/vraag/4.11", "/werk/logregel/200", "/werk/ingesloten", "/vergaderingen",
)  # fmt: skip


@pytest.fixture(scope="module")
def admin(store: Store) -> Person:
    return account(store, Role.ADMIN, "an.peeters@example.org", name="An Peeters")


def test_somebody_signs_in_finds_the_way_and_signs_out_by_keyboard_alone(
    open_page: Callable[..., Page], site: str, admin: Person
) -> None:
    page = open_page("/beheer?lang=en", live=False)
    assert page.url.startswith(f"{site}/aanmelden?lang=en&next=")
    page.keyboard.type(admin.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/beheer?lang=en")
    expect(page.locator("h1")).to_have_text("Administration")
    expect(page.locator(".account")).to_contain_text("administrator")
    leave = page.get_by_role("button", name="Sign out")
    for _ in range(20):
        page.keyboard.press("Tab")
        if leave.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/?lang=en")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_wrong_password_is_said_and_the_address_stays_in_its_field(
    open_page: Callable[..., Page], admin: Person
) -> None:
    page = open_page("/aanmelden", live=False, expected="status of 403")
    page.get_by_label("E-mailadres").fill(admin.email)
    page.get_by_label("Wachtwoord").fill("een heel ander wachtwoord")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("horen niet bij een account")
    expect(page.get_by_label("E-mailadres")).to_have_value(admin.email)
    expect(page.get_by_label("Wachtwoord")).to_be_focused()
    assert violations(page) == []


# Words do not depend on colours or width: both languages, both schemes and both widths are seen on every page.
@pytest.mark.parametrize(
    ("options", "scheme", "lang"),
    [({}, "light", "en"), (PHONE, "dark", "nl")],
    ids=["desktop light en", "phone dark nl"],
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen_or_the_paper(
    open_page: Callable[..., Page], site: str, store: Store, admin: Person, options: dict[str, object], scheme: str,
    lang: str,
) -> None:  # fmt: skip
    page = open_page("", color_scheme=scheme, **options)
    page.goto(f"{site}/aanmelden?lang={lang}")
    assert violations(page) == []
    sign_in_browser(page, site, admin)
    for address in PAGES:
        page.goto(f"{site}{address}{'&' if '?' in address else '?'}lang={lang}")
        expect(page.locator("h1")).to_be_visible()
        unfold(page)
        assert violations(page) == [], address
        assert page.evaluate(TOO_WIDE) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        if not options:
            printed(page, address)
    with store.database.appending() as connection:
        token = password_links.for_person(connection, admin, store.clock())
    page.goto(f"{site}/wachtwoord/instellen?link={token}&lang={lang}")
    assert violations(page) == []


def printed(page: Page, address: str) -> None:
    """On paper, as wide as a sheet of A4 within its margins, nothing lies beside it."""
    size = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 680, address
    page.emulate_media(media="screen")
    page.set_viewport_size(size or {"width": 1280, "height": 900})


def test_a_request_is_changed_in_the_browser_and_an_error_stands_beside_its_field(
    open_page: Callable[..., Page], site: str, admin: Person
) -> None:
    page = open_page("", expected="status of 400")
    sign_in_browser(page, site, admin)
    page.goto(f"{site}/beheer")
    page.get_by_label("Vraag").select_option("1.7")
    page.get_by_role("button", name="Wijzig deze vraag").click()
    page.get_by_label("Titel in het Nederlands").fill("<script>alert(1)</script> zone")
    page.get_by_label("Subdoelen van de SDG's").fill("zestien")
    page.get_by_label("Reden van de wijziging").fill("Een reden")
    page.get_by_role("button", name="Wijzig de vraag").click()
    field = page.get_by_label("Subdoelen van de SDG's")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("^Zoals 16.7 .* Schrijf subdoelen zoals 16.7"))
    field.fill("16.6 16.7")
    page.get_by_role("button", name="Wijzig de vraag").click()
    expect(page.get_by_role("status")).to_contain_text("de oude versie blijft")
    page.goto(f"{site}/vraag/1.7")
    expect(page.locator("html[data-live]")).to_be_attached(timeout=20_000)
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script> zone")


@pytest.fixture
def elsewhere(site: str, tmp_path: Path) -> Iterator[str]:
    """A page of another site whose form signs the reader out here."""
    (tmp_path / "index.html").write_text(f'<form method="post" action="{site}/afmelden"><button>Win</button></form>')

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_a_form_of_another_site_does_nothing_here(browser: Browser, site: str, admin: Person, elsewhere: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    sign_in_browser(page, site, admin)
    page.goto(elsewhere)
    page.get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("Deze vraag mogen we niet beantwoorden.")
    page.goto(f"{site}/beheer")
    expect(page.locator(".account")).to_contain_text("An Peeters")
    context.close()
