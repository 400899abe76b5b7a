"""What needs attention: sources that no longer answer, and one's own calendar address, shown once."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from models import reviewing
from models.asking import Answered, NotAnswered
from models.drafts import Draft, Source
from models.link_checking import check
from models.store import Store
from models.vocabulary import Kind, LinkOutcome, Role, Status
from tests.callbacks.pages_read import read_page
from tests.http.conftest import Clock
from tests.people import account, from_own_pages, sign_in
from tests.serving import application

GONE, SILENT, MOVED = (f"https://example.org/bron-{name}" for name in ("weg", "stil", "verhuisd"))


@pytest.fixture
def staff(living_store: Store) -> FlaskClient:
    reader = account(living_store, Role.READER, name="Lezer")
    return sign_in(from_own_pages(application(living_store).server.test_client()), reader)


def answer(url: str) -> Answered:
    """Asks nobody: three sources have their fate, the others are found."""
    if url == SILENT:
        raise NotAnswered(LinkOutcome.TOO_SLOW)
    return Answered(url, 410 if url == GONE else 200, f"{url}/hier" if url == MOVED else "")


def checked(store: Store, author: int) -> list[int]:
    """Three entries whose sources are lost or moved, after all sources were asked."""
    with store.appending() as log:
        numbers = [
            log.record(author, Draft(
                Kind.STATUS, "2019-2024", "4.8", "VL", date(2024, 12, day), status=Status.DECIDED,
                sources=(Source(url, f"Titel {url[-3:]}"),),
            )).id
            for day, url in enumerate((MOVED, SILENT, GONE), start=10)
        ]  # fmt: skip
    assert len(list(check(store, answer, older_than=timedelta(0), pause=0))) > 3
    return numbers


def test_sources_that_no_longer_answer_stand_with_what_rests_on_them(
    living_store: Store, staff: FlaskClient, editors: tuple[int, int]
) -> None:
    assert "nog nooit nagekeken" in read_page(staff.get("/werk").text).one(id_="bronnen").words
    moved, silent, gone = checked(living_store, editors[0])
    page = read_page(staff.get("/werk").text)
    assert "1 bron die niet meer antwoordt" in page.one(class_="lead").words
    shown = page.one(id_="bronnen").one("ul").all("li")
    said = {str(item.all("a")[0].attributes["href"]): item for item in shown}
    assert next(iter(said)) == GONE
    assert "bestaat niet meer (410), sinds 3 maart 2025" in said[GONE].words
    assert "geen antwoord binnen de tijd" in said[SILENT].words
    assert f"Staat nu op {MOVED}/hier" in said[MOVED].words
    for url, number in ((GONE, gone), (SILENT, silent), (MOVED, moved)):
        link = said[url].all("a")[-1]
        assert str(link.attributes["href"]).startswith(f"/werk/logregel/{number}?")
        assert link.words.startswith("4.8 ")


def test_a_calendar_address_is_shown_once_replaced_and_revoked(staff: FlaskClient) -> None:
    assert "nog geen agenda-adres" in staff.get("/werk").text
    first, second = (_address(staff.post("/werk/agenda?lang=en").text) for _ in range(2))
    assert first.startswith("http://127.0.0.1:8050/feeds/review.ics?token=")
    assert first != second
    paths = [url.removeprefix("http://127.0.0.1:8050") for url in (first, second)]
    public = application_of(staff)
    assert [public.get(path).status_code for path in paths] == [404, 200]
    later = staff.get("/werk").text
    assert "Gemaakt op 3 maart 2025 om 13.00 uur." in later
    assert "token=" not in later
    assert staff.post("/werk/agenda/intrekken").location.endswith("#agenda")
    assert public.get(paths[1]).status_code == 404
    assert "nog geen agenda-adres" in staff.get("/werk").text


def test_nobody_gets_a_calendar_address_for_somebody_else(
    living_store: Store, staff: FlaskClient, clock: Clock
) -> None:
    for path in ("/werk/agenda", "/werk/agenda/intrekken"):
        assert from_own_pages(application_of(staff)).post(path).status_code == 401
        assert staff.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    staff.environ_base.pop("HTTP_SEC_FETCH_SITE")
    assert staff.post("/werk/agenda").status_code == 403, "nothing says that our own page sent it"
    with living_store.database.reading() as connection:
        assert reviewing.token_made_at(connection, 2) is None


def application_of(client: FlaskClient) -> FlaskClient:
    """Somebody else at the same application."""
    return client.application.test_client()


def _address(text: str) -> str:
    field = read_page(text).one("input", id_="calendar-address")
    return re.sub(r"\s", "", str(field.attributes["value"]))
