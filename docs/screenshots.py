"""Make the pictures of the documentation: ``python docs/screenshots.py`` writes docs/screenshots/*.png.

The pictures show what ships, on a store made for the occasion. The browser is that of the tests: MONITOR_TEST_BROWSER,
or the system's Chromium.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "screenshots"
sys.path.insert(0, str(ROOT))

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
#: Name of the picture, address, how the browser is set; the first shows the whole page, the others the first screen.
PICTURES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("overview", "/", DESKTOP),
    ("overview-en", "/?lang=en", DESKTOP),
    ("overview-dark", "/", {**DESKTOP, "color_scheme": "dark"}),
    ("overview-phone", "/", PHONE),
)


def main() -> None:
    """Make all pictures."""
    from tests.serving import application, serving, shipped_store

    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = shipped_store(Path(folder))
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        with serving(application(store)) as site:
            for name, address, options in PICTURES:
                page = _page(browser, site + address, options)
                page.screenshot(path=FOLDER / f"{name}.png", full_page=name == "overview")
            _print(_page(browser, site, DESKTOP), Path(folder))
        browser.close()
        store.close()


def _page(browser: Browser, address: str, options: dict[str, Any]) -> Page:
    page = browser.new_context(reduced_motion="reduce", **options).new_page()
    page.goto(address)
    page.wait_for_selector("html[data-live]", state="attached")
    page.wait_for_timeout(300)
    return page


def _print(page: Page, folder: Path) -> None:
    """The first sheet of the printed page."""
    sheet = folder / "print.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True, print_background=True)
    picture = FOLDER / "overview-print"
    subprocess.run(["pdftoppm", "-png", "-r", "80", "-singlefile", str(sheet), str(picture)], check=True)


def _browser() -> str:
    found = os.environ.get("MONITOR_TEST_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("No browser: install Chromium, or name one in MONITOR_TEST_BROWSER.")
    return found


if __name__ == "__main__":
    main()
