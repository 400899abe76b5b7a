"""Planning a meeting where something is odd: no memorandum, two of them, days and numbers that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.reader import read
from models.meetings import meetings
from models.store import Store
from models.vocabulary import Role
from tests.board import Board, copied
from tests.callbacks.pages_read import read_page
from tests.http.test_second_memorandum import SECOND, put_together
from tests.people import account, sign_in
from tests.serving import NOW, application
from tests.shipped import Copies

LONG, HUGE = "9" * 30, "9" * 5000


@pytest.fixture(scope="module")
def living(board: Board, copies: Copies) -> Iterator[Board]:
    """A board to write to, shared by tests that only count what they add."""
    made = copied(board, copies)
    yield made
    made.store.close()


def planned(store: Store) -> int:
    with store.database.reading() as connection:
        return len(meetings(connection))


def test_without_a_memorandum_a_meeting_cannot_be_planned_and_it_is_said_why(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'empty.sqlite3'}", clock=lambda: NOW)
    client = sign_in(application(store).server.test_client(), account(store, Role.EDITOR))
    refused = client.post("/vergaderingen?lang=en", data={"held_on": "2023-03-03", "title": "Too soon"})
    assert refused.status_code == 400
    page = read_page(refused.text)
    assert "There is no memorandum yet" in page.one("div", class_="refusals").words
    assert page.one("input", id_="title").attributes["value"] == "Too soon"
    assert planned(store) == 0
    store.close()


def test_of_two_memoranda_one_is_chosen(living: Board, tmp_path: Path) -> None:
    client, before = living.client(living.editor), planned(living.store)
    assert read_page(client.get("/vergaderingen").text).all("select") == [], "of one there is nothing to choose"
    living.store.load(read(put_together(tmp_path)))
    options = read_page(client.get("/vergaderingen").text).one("select", id_="memorandum").all("option")
    assert [option.attributes["value"] for option in options] == [SECOND, "2019-2024"]

    refused = client.post("/vergaderingen", data={"held_on": "2019-05-01", "title": "x", "memorandum": "2019-2024"})
    chosen = read_page(refused.text).one("select", id_="memorandum").all("option")
    assert ["selected" in option.attributes for option in chosen] == [False, True]
    unknown = client.post("/vergaderingen", data={"held_on": "2023-03-03", "title": "x", "memorandum": "2014"})
    assert "kies er een dat geladen is" in read_page(unknown.text).one("p", id_="memorandum-error").words
    assert planned(living.store) == before

    sent = {"held_on": "2023-03-03", "title": "Oud memorandum", "memorandum": "2019-2024"}
    address = client.post("/vergaderingen", data=sent).headers["Location"]
    assert "153 vragen" in read_page(client.get(address).text).one("h1").words
    items = read_page(client.get("/vergaderingen").text).one("ol", class_="meetings").all("li")
    (made,) = [item for item in items if "Oud memorandum" in item.words]
    assert "VVSG-verkiezingsmemorandum 2019-2024" in made.words


@pytest.mark.parametrize("held_on", ["", "morgen", "2023-02-30", "0001-01-01", "10000-01-01", LONG, "2023-03-03\0"])
def test_a_day_that_cannot_be_is_told_beside_its_field(living: Board, held_on: str) -> None:
    before = planned(living.store)
    refused = living.client(living.editor).post("/vergaderingen", data={"held_on": held_on, "title": "x"})
    assert refused.status_code == 400
    assert "ies een dag" in read_page(refused.text).one("p", id_="held_on-error").words
    assert planned(living.store) == before


def test_numbers_that_cannot_be_are_answered_like_any_other_that_is_not_there(living: Board) -> None:
    client, one = living.client(living.editor), f"/vergaderingen/{living.coming.id}"
    for address in (f"/vergaderingen/{LONG}", f"/vergaderingen/{HUGE}", f"/rapport/{LONG}.pdf", "/vergaderingen/-1"):
        assert client.get(address).status_code == 404
    assert client.get(f"{one}?with={LONG}").status_code == client.get(f"{one}?with={HUGE}").status_code == 400
    assert client.post(f"{one}/punten/{LONG}/weg").status_code == 303, "a point that is gone stays gone"
    for entry in (LONG, HUGE, "-" + "9" * 18, "0"):
        refused = client.post(f"{one}/punten", data={"entry": entry, "sentence": "Behouden."})
        assert "Deze logregel bestaat niet." in read_page(refused.text).one("p", id_="entry-error").words
    for about, told in ((":VL", "Kies ook een vraag."), ("1.1:QQ", "niet aan overheid QQ"), ("x:y:z", "Vraag x best")):
        refused = client.post(f"{one}/punten", data={"about": about, "sentence": "Behouden."})
        assert refused.status_code == 400
        assert told in read_page(refused.text).one("p", id_="about-error").words
