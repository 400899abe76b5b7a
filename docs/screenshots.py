"""Make the pictures of the documentation: ``python docs/screenshots.py`` writes docs/screenshots/*.png.

The pictures show what ships, on a store made for the occasion. The browser is that of the tests: MONITOR_TEST_BROWSER,
or the system's Chromium.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pdfplumber
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "screenshots"
sys.path.insert(0, str(ROOT))

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}}
#: Name of the picture, address.
PAGES = (
    ("overview", "/"),
    ("dossier", "/dossier/8"),
    ("request", "/vraag/4.11"),
    ("goals", "/sdg"),
    ("goal", "/sdg?sdg=4&dossier=3"),
    ("changes", "/verschil"),
    ("log", "/logboek"),
    ("method", "/methode"),
    ("open-data", "/open-data"),
    ("builder", "/insluiten?chart=sdg&by=government&highlight_sdg=4"),
)
#: How each page is shown, in the name of its picture.
WAYS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("", DESKTOP),
    ("-dark", {**DESKTOP, "color_scheme": "dark"}),
    ("-phone", PHONE),
)


#: The pages of staff, signed in.
STAFF = (
    ("staff-log", "/werk/log?request=4.11&government=VL"),
    ("staff-course", "/werk/vraag/4.11#overheid-VL"),
    ("staff-work", "/werk"),
    ("staff-import", "/werk/import"),
    ("staff-admin", "/beheer"),
)
#: Lists to import, made up for the pictures: with other columns than ours, and with a row that is refused.
LISTS = (
    ("staff-import-columns", "Vraag;Wanneer;Stand;Link\n4.8;20/12/2024;Beslist;https://example.org/verslag\n"),
    (
        "staff-import-trial",
        "row_id,request_id,government,effective_date,date_precision,status,note_nl,note_en,source_title,source_url,"
        "source_publisher,source_date,confidence,second_reading\n"
        ",4.8,VL,2024-12-20,day,decided,Voorbeeld van een nieuwe rij.,,Verslag,https://example.org/verslag,,,,\n"
        ",4.8,EU,2024-12-20,day,decided,Voorbeeld van een geweigerde rij.,,Verslag,https://example.org/verslag,,,,\n",
    ),
)


def main() -> None:
    """Make all pictures."""
    from data.reader import SHIPPED, read
    from models.vocabulary import Role
    from tests.people import account
    from tests.serving import application, open_at, serving

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = open_at(f"sqlite:///{folder}/monitor.sqlite3")
        store.load(read(SHIPPED))
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        with serving(application(store)) as site:
            for name, address in PAGES:
                for way, options in WAYS:
                    page = _page(browser, site + address, options)
                    page.screenshot(path=FOLDER / f"{name}{way}.png", full_page=True, clip=_clip(page))
                    page.context.close()
                _print(_page(browser, site + address, DESKTOP), Path(folder), FOLDER / f"{name}-print.png")
            _page(browser, f"{site}/?lang=en", DESKTOP).screenshot(path=FOLDER / "overview-en.png")
            admin = account(store, Role.ADMIN, name="An Peeters")
            _staff(browser, site, admin, STAFF)
            _lists(browser, site, admin)
            _staff(browser, site, admin, _board(store, admin))
        browser.close()
        store.close()


def _board(store: Any, editor: Any) -> tuple[tuple[str, str], ...]:
    """The pages of the board; its meetings and the point for discussion are made up for the picture."""
    from models import meetings

    for held_on, name in ((date(2023, 6, 28), "Raad van bestuur"), (date(2024, 12, 18), "Raad van bestuur")):
        with store.database.appending() as connection:
            made = meetings.plan(connection, editor.id, "2019-2024", held_on, name, store.clock())
            told = "Wie spreekt de minister aan over de wachtlijsten?"
            meetings.pin(connection, editor.id, made.id, told, request="4.11", government="VL")
            meetings.close(connection, editor.id, made.id, store.clock())
    one = f"/vergaderingen/{made.id}"
    return ("board-meeting", one), ("board-presentation", f"{one}/presentatie#dossier-4")


def _staff(browser: Browser, site: str, person: Any, pages: tuple[tuple[str, str], ...]) -> None:
    """The pages that only who is signed in sees; the name is made up for the picture."""
    from tests.people import sign_in_browser

    for name, address in pages:
        page = browser.new_context(reduced_motion="reduce", locale="nl-BE", **DESKTOP).new_page()
        sign_in_browser(page, site, person)
        page.goto(site + address)
        page.screenshot(path=FOLDER / f"{name}.png")
        page.context.close()


def _lists(browser: Browser, site: str, person: Any) -> None:
    """What becomes of a list that is chosen for import."""
    from tests.people import sign_in_browser

    for name, rows in LISTS:
        page = browser.new_context(reduced_motion="reduce", locale="nl-BE", **DESKTOP).new_page()
        sign_in_browser(page, site, person)
        page.goto(f"{site}/werk/import")
        page.locator("#file").set_input_files({"name": "lijst.csv", "mimeType": "text/csv", "buffer": rows.encode()})
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_selector(".file-name")
        page.screenshot(path=FOLDER / f"{name}.png")
        page.context.close()


def _page(browser: Browser, address: str, options: dict[str, Any]) -> Page:
    page = browser.new_context(reduced_motion="reduce", **options).new_page()
    page.goto(address)
    # What Dash takes over, or what it never draws.
    page.wait_for_selector("html[data-live], #builder", state="attached")
    page.wait_for_timeout(300)
    return page


def _clip(page: Page) -> Any:
    """The first screen and a half of the page: all of it would be many times as large."""
    size = page.viewport_size or {"width": 0, "height": 0}
    whole = page.evaluate("document.documentElement.scrollHeight")
    return {"x": 0, "y": 0, "width": size["width"], "height": min(whole, 1.5 * size["height"])}


def _print(page: Page, folder: Path, picture: Path) -> None:
    """The first sheet of the printed page."""
    sheet = folder / "print.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True, print_background=True)
    with pdfplumber.open(sheet) as printed:
        printed.pages[0].to_image(resolution=80).save(picture)
    page.context.close()


def _browser() -> str:
    found = os.environ.get("MONITOR_TEST_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("No browser: install Chromium, or name one in MONITOR_TEST_BROWSER.")
    return found


if __name__ == "__main__":
    main()
