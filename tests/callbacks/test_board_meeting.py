"""A meeting as the board opens it: then and now, what separates the two, what to push, and the forms of editors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.reader import SHIPPED, read
from models import meetings
from models.meetings import Meeting
from models.store import Store
from models.vocabulary import Role
from tests.board import INTERNAL_ENTRY, INTERNAL_NOTE, MEMORANDUM, POINT, TITLE, Board, copied
from tests.callbacks.pages_read import Element, read_page
from tests.people import account, sign_in
from tests.serving import NOW, application
from tests.shipped import Copies


@pytest.fixture
def opened(answered):
    def page(address: str) -> Element:
        answer = answered(address)
        assert answer.status_code == 200
        return read_page(answer.text)

    return page


@pytest.fixture
def living(board: Board, copies: Copies) -> Iterator[Board]:
    """A board to write to."""
    made = copied(board, copies)
    yield made
    made.store.close()


def section(page: Element, place: str) -> Element:
    return page.one("section", id_=place)


def moment(meeting: Meeting) -> str:
    """When a meeting was closed, to the microsecond, as the API takes it."""
    assert meeting.known_at
    return f"{meeting.known_at:%Y-%m-%dT%H:%M:%S.%fZ}"


def api(board: Board, path: str, part: str = "data") -> Any:
    answer = board.client().get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.text
    assert answer.json
    return answer.json[part]


def test_the_list_tells_which_meeting_is_open_and_which_is_closed(opened, board: Board) -> None:
    items = opened("/vergaderingen").one("ol", class_="meetings").all("li")
    assert [item.one("b").words for item in items] == ["8 maart 2025", "31 december 2024", "30 juni 2022"]
    assert ["ontwerp" in item.words for item in items] == [True, False, False]
    assert "afgesloten op 3 maart 2025 om 13.00 uur" in items[2].words
    assert opened("/vergaderingen").one("h1").words == (
        f"De laatste afgesloten vergadering ging over 31 december 2024: {TITLE}."
    )


def test_a_closed_meeting_is_seen_as_it_was_and_as_it_is_known_now(opened, board: Board) -> None:
    then, now = (opened(f"/vergaderingen/{board.first.id}?view={view}") for view in ("then", "now"))
    assert "Toestand op 30 juni 2022, kennis op 3 maart 2025 om 13.00 uur." in then.words
    assert "Toestand op 30 juni 2022, kennis op 6 maart 2025 om 13.00 uur." in now.words
    progress = {
        view: api(board, f"progress.json?by=dossier&as_of=2022-06-30{known}")
        for view, known in (("then", f"&known_at={moment(board.first)}"), ("now", ""))
    }
    assert progress["then"] != progress["now"], "what was recorded since moves a figure"
    for view, shown in (("then", then), ("now", now)):
        rows = section(shown, "voortgang").all("div", class_="wide")[0].one("tbody").all("tr")
        for row, expected in zip(rows, progress[view], strict=True):
            cells = [cell.words for cell in row.all("td")]
            assert cells[0] == str(expected["tracks"])
            assert cells[1] == str(expected["counts"]["realised"] + expected["counts"]["partially_realised"])
            assert cells[3] == str(int(expected["index"] * 100 + 0.5))


def test_a_closed_meeting_opens_as_the_board_saw_it(opened, board: Board) -> None:
    shown = opened(f"/vergaderingen/{board.first.id}")
    chosen = [link for link in shown.one("div", class_="switch").all("a") if "aria-current" in link.attributes]
    assert [link.words for link in chosen] == ["Zoals het bestuur het toen zag"]


def test_better_knowledge_and_new_facts_are_told_apart(opened, board: Board) -> None:
    known = moment(board.first)
    later = moment(board.last)
    rows = api(board, f"changes.json?from=2022-06-30&to=2024-12-31&known_from={known}&known_at={later}")
    learnt = [row for row in rows if row["part"] == "better_knowledge"]
    facts = [row for row in rows if row["part"] == "new_facts"]
    assert [(row["request"], row["government"], row["status_to"]) for row in learnt] == [("1.1", "VL", "decided")]
    for address in (f"/vergaderingen/{board.last.id}", f"/vergaderingen/{board.first.id}?view=now"):
        place = "verschil" if str(board.last.id) in address else "toen-en-nu"
        told = section(opened(address), place)
        first, second = told.all("div", class_="all-moves")
        assert len(first.all("div", class_="step")) == len(learnt)
        assert len(second.all("div", class_="step")) == len(facts)
        assert "In behandeling" in first.one("div", class_="step").words
        total = told.one("div", class_="matrix") if told.all("div", class_="matrix") else told.one(class_="matrix")
        assert total.all("td", class_="sum")[-1].words == str(len(facts))
        assert f"veranderden {len(facts)} van de 153" in told.words


def test_between_two_views_of_one_day_there_are_no_new_facts(opened, board: Board) -> None:
    told = section(opened(f"/vergaderingen/{board.coming.id}"), "verschil")
    assert "nieuwe feiten kunnen er dus niet zijn" in told.words
    assert told.all("div", class_="matrix") == []


def test_another_meeting_can_be_compared_with(opened, board: Board) -> None:
    address = f"/vergaderingen/{board.coming.id}"
    options = section(opened(address), "verschil").one("select").all("option")
    assert [option.attributes["value"] for option in options] == [str(board.last.id), str(board.first.id)]
    other = section(opened(f"{address}?view=now&with={board.first.id}"), "verschil")
    assert "Vergeleken met de vergadering ‘Raad van bestuur’ (toestand op 30 juni 2022)." in other.words
    # One that cannot be compared with, because it is later, is not: the one before is.
    assert "geen eerdere" in section(opened(f"/vergaderingen/{board.first.id}?with={board.last.id}"), "verschil").words


def test_why_then_is_not_offered_is_said(opened, board: Board) -> None:
    shown = opened(f"/vergaderingen/{board.coming.id}?view=then")
    assert shown.all("div", class_="switch") == []
    assert "is er nog niet: de vergadering is niet afgesloten" in shown.one("p", class_="notice").words


def test_where_nothing_had_been_recorded_then_is_not_offered(tmp_path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'empty.sqlite3'}", clock=lambda: NOW)
    shipped = read(SHIPPED)
    store.load(replace(shipped, memoranda=tuple(replace(one, updates=()) for one in shipped.memoranda)))
    editor = account(store, Role.EDITOR)
    with store.database.appending() as connection:
        planned = meetings.plan(connection, editor.id, MEMORANDUM, date(2022, 6, 30), "Vroeg", NOW)
        meetings.close(connection, editor.id, planned.id, NOW)
    store.load(shipped)
    client = sign_in(application(store).server.test_client(), editor)

    opened = read_page(client.get(f"/vergaderingen/{planned.id}").text)

    assert (
        "toen deze vergadering werd afgesloten, was er nog niets geregistreerd"
        in opened.one("p", class_="notice").words
    )
    assert opened.all("div", class_="switch") == []
    public = read_page(client.get("/?as_of=2022-06-30").text)
    assert opened.one("h1").words == public.one("h1").words
    store.close()


def test_the_index_stands_in_its_margin(opened, board: Board) -> None:
    band = opened(f"/vergaderingen/{board.last.id}").one("div", class_="band")
    values = [int(item.one("b").words) for item in band.all("li")]
    assert values == sorted(values)
    index = api(board, f"progress.json?by=total&known_at={moment(board.last)}")[0]["index"]
    assert values[-1] == int(index * 100 + 0.5)
    drawn = band.one("i").attributes["style"]
    assert drawn == f"--from:{values[0]};--to:{values[-1]}"


def test_what_the_association_did_meanwhile_and_internal_words_are_marked(opened, board: Board) -> None:
    shown = opened(f"/vergaderingen/{board.last.id}")
    acted = section(shown, "acties").all("li")
    assert ["brief" in acted[0].words, "overleg" in acted[1].words] == [True, True]
    assert section(shown, "bespreken").one("li").words.startswith(POINT)
    marked = [note.words for note in shown.all("small", class_="internal")]
    assert all(note.startswith("Intern ") for note in marked)
    assert {INTERNAL_NOTE, INTERNAL_ENTRY} <= {note.removeprefix("Intern ") for note in marked}
    everything = shown.words
    for secret in (INTERNAL_NOTE, INTERNAL_ENTRY):
        assert everything.count(secret) == sum(secret in note for note in marked), "never without its mark"


def test_a_change_leads_to_its_entry(opened, board: Board) -> None:
    change = section(opened(f"/vergaderingen/{board.last.id}"), "verschil").all("div", class_="all-moves")[0]
    links = [str(link.attributes["href"]) for link in change.all("a")]
    (entry,) = [link for link in links if link.endswith(f"#logregel-{board.learnt}")]
    assert board.client().get(entry).status_code == 200


def test_the_legislature_per_cabinet(opened, board: Board) -> None:
    shown = opened(f"/vergaderingen/{board.last.id}/legislatuur")
    rows = [row.words for row in section(shown, "regeringen").one("tbody").all("tr")]
    assert [row.split(" ")[0] for row in rows][:4] == ["Bourgeois", "Homans", "Jambon", "Diependaele"]
    assert shown.one("ul", class_="cabinets").words.count("De Croo") == 1


def test_the_presentation_steps_through_every_dossier_without_script(opened, board: Board) -> None:
    shown = opened(f"/vergaderingen/{board.last.id}/presentatie")
    screens = shown.all("section", class_="screen")
    places = [screen.attributes["id"] for screen in screens]
    assert [place for place in places if place.startswith("dossier-")] == [f"dossier-{n}" for n in range(1, 11)]
    following = [
        link.attributes["href"]
        for screen in screens
        for link in screen.all("a")
        if link.attributes.get("rel") == "next"
    ]
    assert following == [f"#{place}" for place in places[1:]]


def test_an_editor_plans_pins_and_closes(living: Board) -> None:
    client = living.client(living.editor)
    planned = client.post("/vergaderingen", data={"held_on": "2023-03-03", "title": "Lente"})
    assert planned.status_code == 303
    address = planned.headers["Location"]
    sent = {"about": "1.1:FED", "sentence": "Hierover bellen."}
    assert client.post(f"{address}/punten", data=sent).headers["Location"] == address
    entry = {"about": "", "entry": f"/vraag/1.1#logregel-{living.learnt}", "sentence": "Deze regel nakijken."}
    assert client.post(f"{address}/punten", data=entry).status_code == 303
    points = section(read_page(client.get(address).text), "bespreken").one("ul", class_="pins").all("li")
    assert [point.all("p")[0].words for point in points] == ["Hierover bellen.", "Deze regel nakijken."]
    assert "(Federale overheid)" in points[0].words
    assert str(points[1].one("a").attributes["href"]).endswith(f"#logregel-{living.learnt}")

    removal = points[0].one("form").attributes["action"]
    assert client.post(removal).status_code == 303
    assert client.post(f"{address}/wijzigen", data={"held_on": "2023-03-04", "title": "Lente 2"}).status_code == 303
    assert client.post(f"{address}/afsluiten").status_code == 303

    closed = read_page(client.get(address).text)
    assert "Lente 2, 4 maart 2023 afgesloten" in closed.one("p", class_="about").words
    assert closed.all("form", class_="staff-form") == []
    refused = client.post(f"{address}/punten", data=sent)
    assert refused.status_code == 400
    assert "Deze vergadering is afgesloten" in read_page(refused.text).one("p", class_="wrong").words


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(living: Board) -> None:
    client = living.client(living.editor)
    refused = client.post("/vergaderingen", data={"held_on": "2018-01-01", "title": "Te vroeg"})
    assert refused.status_code == 400
    form = read_page(refused.text)
    assert "kies een dag vanaf dan" in form.one("p", id_="held_on-error").words
    assert form.one("input", id_="held_on").attributes["value"] == "2018-01-01"
    assert form.one("input", id_="title").attributes["value"] == "Te vroeg"
    assert client.post("/vergaderingen", data={"held_on": "morgen", "title": "x"}).status_code == 400

    address = f"/vergaderingen/{living.coming.id}"
    pinned = client.post(f"{address}/punten", data={"about": "4.11", "entry": "99999", "sentence": "Behouden."})
    form = read_page(pinned.text)
    assert "Deze logregel bestaat niet." in form.one("p", id_="entry-error").words
    assert form.one("textarea", id_="sentence").words == "Behouden."
    chosen = [one for one in form.one("select", id_="about").all("option") if "selected" in one.attributes]
    assert [one.attributes["value"] for one in chosen] == ["4.11"]

    assert client.post(f"{address}/schrappen").headers["Location"] == "/vergaderingen"
    assert client.get(address).status_code == 404


def test_in_english(opened, board: Board) -> None:
    shown = opened(f"/vergaderingen/{board.last.id}?lang=en")
    assert re.match(r"6\d of the 153 requests to a government have led", shown.one("h1").words)
    assert "As the board saw it then" in shown.words
    assert not re.search(r"\b(vragen|vergadering|toestand)\b", shown.one("section", class_="opening").words)


def test_readers_see_no_forms(opened, board: Board) -> None:
    assert section(opened(f"/vergaderingen/{board.coming.id}"), "bespreken").all("form") == []
    assert "Plan" not in [button.words for button in opened("/vergaderingen").all("button")]
