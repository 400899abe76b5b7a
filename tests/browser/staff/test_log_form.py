"""The log form in a browser: by keyboard alone, whatever is typed in it, and whatever happens meanwhile."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import delete

from models.drafts import Draft, Source
from models.people import Person
from models.store import Store
from models.tables_sign_in import SignInSession
from models.vocabulary import Kind, Role, Status
from tests.people import PASSWORD, account, sign_in_browser

Opened = Callable[..., Page]
KEPT = re.compile("Concept bewaard om")


@pytest.fixture(scope="module")
def an(store: Store) -> Person:
    return account(store, Role.EDITOR, "an.peeters@example.org", name="An Peeters")


@pytest.fixture(scope="module")
def bo(store: Store) -> Person:
    return account(store, Role.EDITOR, "bo.maes@example.org", name="Bo Maes")


class Keys:
    """A keyboard that counts what is pressed; what is pasted is two keys."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.pressed += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def paste(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.pressed += 2

    def until(self, key: str, place: Locator) -> None:
        """Press a key until the focus is on ``place``, as long as that can reasonably take."""
        for _ in range(40):
            if place.evaluate("element => element === document.activeElement"):
                return
            self.press(key)
        pytest.fail(f"{key} does not lead to {place}")


def log_about(page: Page, site: str, person: Person, request: str, **more: str) -> None:
    """The form about a request, for ``person``, filled in with a step that no other test takes."""
    sign_in_browser(page, site, person)
    page.goto(f"{site}/werk/log?request={request}")
    filled = {"Wanneer gebeurde het?": "20/12/2024", "Wat gebeurde er?": "Proef", "Webadres": "https://example.org/x"}
    page.get_by_label("Deels gerealiseerd").check()
    for label, text in (filled | more).items():
        page.get_by_label(label, exact=True).first.fill(text)


def record(page: Page) -> None:
    page.get_by_role("button", name="Zet in het logboek").click()


def logged(page: Page) -> Locator:
    """The entry that the page says was just logged."""
    notice = page.get_by_role("status").filter(has_text="Gelogd als nummer")
    expect(notice).to_be_focused()
    where = notice.get_by_role("link", name="Bekijk de logregel").get_attribute("href")
    assert where is not None
    return page.locator(f"main #{urlsplit(where).fragment}")


def written(store: Store) -> int:
    return store.verify().entries


def by_colleague(store: Store, person: Person, request: str) -> int:
    """Somebody else logs about the same track meanwhile."""
    with store.appending() as log:
        step = Draft(
            Kind.STATUS, "2019-2024", request, "VL", date(2024, 12, 19), status=Status.REALISED,
            note_nl="Van een collega", sources=(Source("https://example.org/collega"),),
        )  # fmt: skip
        return log.record(person.id, step).id


def test_a_known_change_is_logged_and_seen_on_the_overview_by_keyboard_alone(
    open_page: Opened, site: str, an: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    page = open_page("/werk/log", live=False)
    keys = Keys(page)
    keys.type(an.email)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("combobox", name="Welke vraag?")).to_be_focused()
    began, keys.pressed = time.perf_counter(), 0
    keys.type("4.8")
    expect(page.get_by_role("option", selected=True)).to_contain_text("4.8")
    keys.press("Tab")
    keys.until("Tab", page.locator("#status input").first)
    keys.until("ArrowDown", page.get_by_label("Deels gerealiseerd"))
    keys.press("Tab")
    keys.type("20/12/2024")
    keys.press("Tab")
    keys.type("Het eerste project is opgeleverd.")
    keys.press("Tab")
    keys.paste("https://www.vlaanderen.example/project")
    expect(page.locator("#effect")).to_contain_text("Dossier 4")
    keys.until("Tab", page.get_by_role("button", name="Zet in het logboek"))
    keys.press("Enter")
    entry = logged(page)
    with capsys.disabled():
        print(f"\na known change: {keys.pressed} keys, {time.perf_counter() - began:.1f} s by machine", end=" ")
    expect(entry).to_contain_text("is opgeleverd")
    keys.until("Tab", page.get_by_role("link", name="Naar het overzicht"))
    keys.press("Enter")
    expect(page.locator("html[data-live]")).to_be_attached()
    moved = page.locator(".moved li").filter(has_text="4.8 ")
    expect(moved).to_contain_text("is opgeleverd")
    expect(moved.locator(".s-partially_realised")).to_be_visible()


def test_what_is_hostile_is_refused_beside_its_field_or_stays_text(
    open_page: Opened, site: str, store: Store, an: Person
) -> None:
    page = open_page("", expected="status of 422")
    page.add_init_script("window.ran = []; window.alert = text => window.ran.push(text)")
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    more = {"Webadres": "javascript:alert(3)", "Wat gebeurde er?": f"gpj.\u202e{script}", "Titel": script}
    log_about(page, site, an, "1.12", **more)
    before = written(store)
    record(page)
    told = page.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told).to_contain_text("https://")
    expect(told).to_contain_text("U+202E")
    expect(page.get_by_label("Webadres")).to_have_value("javascript:alert(3)")
    assert written(store) == before
    hostile = f"{script} =HYPERLINK(\"javascript:alert(4)\") 'x\" onmouseover='alert(5)'"
    for label, text in (
        ("Webadres", "https://example.org/'onmouseover='alert(6)'"), ("Titel", hostile), ("Wat gebeurde er?", hostile),
    ):  # fmt: skip
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_text("Meer: Engels").click()
    page.get_by_label("Interne nota").fill(hostile)
    record(page)
    expect(logged(page)).to_contain_text(hostile)
    number = written(store)
    assert number == before + 1
    for address in (f"/werk/logregel/{number}", "/werk", "/vraag/1.12", "/logboek"):
        page.goto(site + address)
        for place in page.get_by_text(script).all()[:3]:
            place.hover() if place.is_visible() else None
        assert page.locator("img[src=x], [onmouseover], main script").count() == 0, address
        assert page.evaluate("window.ran") == [], address
    expect(page.get_by_text(script).first).to_be_attached()


def test_what_was_typed_survives_a_reload_and_a_lost_connection(
    open_page: Opened, site: str, store: Store, an: Person
) -> None:
    page = open_page("", expected="ERR_INTERNET_DISCONNECTED")
    note, said = page.get_by_label("Wat gebeurde er?"), page.locator("#kept")
    log_about(page, site, an, "2.2.b")
    note.fill("Nog voor de server het weet")
    page.reload()
    expect(said).to_contain_text("Hersteld")
    expect(note).to_have_value("Nog voor de server het weet")
    expect(page.get_by_label("Deels gerealiseerd")).to_be_checked()
    page.context.set_offline(True)
    note.fill("Zonder verbinding getypt")
    expect(said).to_contain_text("Geen verbinding")
    before = written(store)
    record(page)
    expect(page.get_by_role("button", name="Zet in het logboek")).to_be_enabled()
    expect(note).to_have_value("Zonder verbinding getypt")
    page.context.set_offline(False)
    expect(said).to_have_text(KEPT)
    page.evaluate("localStorage.clear()")  # another browser, the same person
    page.reload()
    expect(note).to_have_value("Zonder verbinding getypt")
    assert written(store) == before
    record(page)
    expect(logged(page)).to_contain_text("Zonder verbinding getypt")


def test_what_was_typed_survives_a_session_that_ended(open_page: Opened, site: str, store: Store, an: Person) -> None:
    page = open_page("", expected="status of 401")
    log_about(page, site, an, "3.7")
    with store.database.writing() as connection:
        connection.execute(delete(SignInSession))
    page.get_by_label("Wat gebeurde er?").fill("Na het einde van de sessie")
    expect(page.locator("#kept")).to_contain_text("intussen afgemeld")
    record(page)
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Na het einde van de sessie")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Meld opnieuw aan").click()
    again = opened.value
    again.get_by_label("E-mailadres").fill(an.email)
    again.get_by_label("Wachtwoord").fill(PASSWORD)
    again.get_by_role("button", name="Aanmelden").click()
    expect(again.get_by_label("Wat gebeurde er?")).to_have_value("Na het einde van de sessie")
    record(page)
    expect(logged(page)).to_contain_text("Na het einde van de sessie")


def test_the_same_form_sent_twice_writes_once(open_page: Opened, site: str, store: Store, an: Person) -> None:
    page = open_page("")
    log_about(page, site, an, "5.3")
    expect(page.locator("#kept")).to_have_text(KEPT)
    twin = page.context.new_page()
    twin.goto(page.url)
    expect(twin.get_by_label("Deels gerealiseerd")).to_be_checked()
    before = written(store)
    page.get_by_role("button", name="Zet in het logboek").dblclick()
    expect(logged(page)).to_contain_text("Proef")
    record(twin)
    expect(twin).to_have_url(page.url)
    assert written(store) == before + 1
    page.go_back()
    expect(page.get_by_role("status").filter(has_text=f"Gelogd als nummer {before + 1}")).to_be_visible()


def test_a_colleague_who_logged_meanwhile_is_said_before_it_is_written(
    open_page: Opened, site: str, store: Store, an: Person, bo: Person
) -> None:
    page = open_page("", expected="status of 409")
    log_about(page, site, an, "8.8")
    by_colleague(store, bo, "8.8")
    before = written(store)
    with page.expect_response(lambda answer: answer.status == 409):
        record(page)
    # What changes while one types may say it before the answer does; what is ticked then goes with what it replaces.
    expect(page.get_by_role("button", name="Zet in het logboek")).to_be_enabled()
    expect(page.locator(".doubted")).to_contain_text("Bo Maes was u voor")
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Proef")
    assert written(store) == before
    page.get_by_label("Ik heb dit nagekeken").check()
    record(page)
    expect(logged(page)).to_contain_text("Proef")
    assert written(store) == before + 1


def test_open_pages_of_others_say_within_five_seconds_that_there_is_news_and_keep_their_state(
    open_page: Opened, site: str, store: Store, an: Person, bo: Person
) -> None:
    form, reader = open_page(""), open_page("")
    log_about(form, site, an, "8.5")
    form.get_by_label("Wat gebeurde er?").focus()
    sign_in_browser(reader, site, bo)
    reader.goto(f"{site}/werk")
    reader.goto(f"{site}/logboek")
    expect(reader.locator("html[data-live]")).to_be_attached()
    reader.get_by_text("Kies een status").click()
    reader.get_by_label("Zoek in vragen").fill("nog niet gezocht")
    number = by_colleague(store, bo, "8.5")
    show = reader.locator("#news button")
    expect(show).to_be_visible(timeout=5_000)
    expect(form.locator("#doubts")).to_contain_text("Bo Maes was u voor", timeout=5_000)
    expect(form.get_by_label("Wat gebeurde er?")).to_be_focused()
    expect(form.get_by_label("Wat gebeurde er?")).to_have_value("Proef")
    show.click()
    expect(reader.locator(f"#logregel-{number}")).to_contain_text("Van een collega")
    expect(reader.get_by_label("Zoek in vragen")).to_have_value("nog niet gezocht")
    expect(reader.locator("main details[open] input[name=status]").first).to_be_visible()
