"""Importing in a browser: choosing a file, the trial of its rows, refused, mended, written; on a phone and on paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page, expect

from models.people import Person
from models.store import Store
from models.transfer_format import INTERFACE
from models.vocabulary import Role
from tests.browser.staff.test_staff import printed
from tests.browser.test_accessibility import PHONE, violations
from tests.browser.test_every_page import TOO_WIDE
from tests.people import account, sign_in_browser

HOSTILE = "<img src=x onerror=alert(1)> =1+1"
ROW = {
    "request_id": "4.8", "government": "VL", "effective_date": "2024-12-20", "date_precision": "day",
    "status": "decided", "note_nl": HOSTILE, "source_title": "Bron", "source_url": "https://example.org/a",
}  # fmt: skip


@pytest.fixture(scope="module")
def editor(store: Store) -> Person:
    return account(store, Role.EDITOR, name="Els")


def table(*rows: dict[str, str]) -> FilePayload:
    """A file in our own format."""
    file = io.StringIO()
    writer = csv.DictWriter(file, INTERFACE, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return {"name": "lijst.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode()}


def workbook(*rows: list[Any]) -> FilePayload:
    """A workbook of somebody else."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return {"name": "lijst.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}


def choose(page: Page, file: FilePayload) -> None:
    page.locator("#file").set_input_files(file)
    page.locator("main form button[type=submit]").first.click()


def must_be_fit(page: Page) -> None:
    """Whoever reads it, in whatever way, can."""
    assert violations(page) == []
    assert page.evaluate(TOO_WIDE) == []
    printed(page, page.url)


def test_a_file_is_tried_refused_mended_and_written(
    open_page: Callable[..., Page], site: str, store: Store, editor: Person
) -> None:
    page = open_page("")
    sign_in_browser(page, site, editor)
    before = store.verify().entries
    page.goto(f"{site}/werk/import")
    choose(page, table(ROW, ROW | {"government": "EU", "status": "klaar", "source_url": "javascript:alert(2)"}))
    expect(page.locator("h1")).to_contain_text("1 geweigerde rij")
    refused = page.locator(".outcome.refused")
    expect(refused).to_contain_text("klaar")
    expect(page.get_by_role("button", name="Voer")).to_have_count(0)
    must_be_fit(page)
    assert store.verify().entries == before
    page.goto(f"{site}/werk/import")
    expect(page.locator(".waiting-file")).to_contain_text("lijst.csv")
    choose(page, table(ROW))
    expect(page.locator(".outcome.new")).to_contain_text(HOSTILE)
    page.get_by_role("button", name="Voer 1 logregel in").click()
    expect(page.get_by_role("status")).to_contain_text("1 logregel is ingevoerd.")
    assert store.verify().entries == before + 1
    page.goto(f"{site}/werk/vraag/4.8")
    expect(page.locator(f"#logregel-{before + 1}")).to_contain_text(HOSTILE)


def test_a_workbook_of_somebody_else_is_imported_on_a_phone(
    open_page: Callable[..., Page], site: str, store: Store, editor: Person
) -> None:
    page = open_page("", color_scheme="dark", **PHONE)
    sign_in_browser(page, site, editor)
    before = store.verify().entries
    page.goto(f"{site}/werk/import?lang=en")
    rows = [
        ["Vraagnummer", "Wanneer", "Wat", "Waar"],
        ["4.8", "19/12/2024", "Uit een rekenblad", "https://example.org/b"],
    ]
    choose(page, workbook(*rows))
    expect(page.locator("h1")).to_have_text("Which column is what?")
    must_be_fit(page)
    for ours, theirs in (
        ("request_id", "Vraagnummer"), ("effective_date", "Wanneer"), ("note_nl", "Wat"), ("source_url", "Waar"),
    ):  # fmt: skip
        page.locator(f"[name=column-{ours}]").select_option(theirs)
    for ours, always in (("government", "VL"), ("status", "decided")):
        page.locator(f"[name=always-{ours}]").fill(always)
    page.get_by_role("button", name="See what would happen").click()
    expect(page.locator(".outcome.new")).to_contain_text("Uit een rekenblad")
    must_be_fit(page)
    page.get_by_role("button", name="Import 1 entry").click()
    expect(page.get_by_role("status")).to_contain_text("1 entry was imported.")
    assert store.verify().entries == before + 1
