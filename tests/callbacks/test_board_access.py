"""Whoever may not see meetings learns nothing of them: not what is in one, and not whether there is one."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from models.meetings import meetings
from tests.board import SECRETS, Board

PATHS = ("", "/presentatie", "/legislatuur")
FILES = ("", ".pdf", ".xlsx", ".pptx")
WRITES = ("", "/wijzigen", "/afsluiten", "/schrappen", "/punten", "/punten/1/weg")
NONE = 4711


def addresses(number: int) -> list[str]:
    return [f"/vergaderingen/{number}{path}" for path in PATHS] + [f"/rapport/{number}{path}" for path in FILES]


def test_the_public_is_sent_to_sign_in_alike_for_meetings_that_exist_and_that_do_not(board: Board) -> None:
    public = board.client()
    for there, missing in zip(addresses(board.last.id), addresses(NONE), strict=True):
        for more in ("", "?variant=public", "?view=nonsense", "?lang=en"):
            answers = [public.get(address + more) for address in (there, missing)]
            assert [answer.status_code for answer in answers] == [303, 303]
            places = [
                unquote(answer.headers["Location"]).replace(f"/{number}", "/#")
                for answer, number in zip(answers, (board.last.id, NONE), strict=True)
            ]
            assert places[0] == places[1]
            assert places[0].startswith("/aanmelden?")
            assert set(answers[0].headers.keys()) == set(answers[1].headers.keys())
            assert not any(secret in answer.text for secret in SECRETS for answer in answers)


def test_a_script_without_a_session_is_refused_alike(board: Board) -> None:
    public = board.client()
    for address in (*addresses(board.last.id), *addresses(NONE)):
        assert public.get(address, headers={"Sec-Fetch-Dest": "empty"}).status_code == 401
        assert public.head(address).status_code in (303, 401)


def test_the_list_is_for_signed_in_people(board: Board) -> None:
    assert board.client().get("/vergaderingen").status_code == 303


@pytest.mark.parametrize("number", ["last", "missing"])
def test_only_an_editor_writes(board: Board, number: str) -> None:
    chosen = board.coming.id if number == "last" else NONE
    for path in WRITES:
        address = f"/vergaderingen/{chosen}{path}" if path else "/vergaderingen"
        public, reader = board.client(), board.client(board.reader)
        sent = {"title": "x", "held_on": "2025-01-01", "sentence": "x"}
        assert public.post(address, data=sent, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 401
        assert reader.post(address, data=sent).status_code == 403
    with board.store.database.reading() as connection:
        assert [meeting.id for meeting in meetings(connection)] == [board.first.id, board.last.id, board.coming.id]


def test_what_does_not_exist_is_not_found_by_who_may_look(board: Board, reading) -> None:
    for address in addresses(NONE):
        assert reading.get(address).status_code == 404
    for wrong in ("?view=later", "?with=x", "?variant=secret"):
        address = f"/rapport/{board.last.id}" if "variant" in wrong else f"/vergaderingen/{board.last.id}"
        assert reading.get(address + wrong).status_code == 400


def test_answers_are_kept_by_nobody(board: Board, answered) -> None:
    for address in ("/vergaderingen", *addresses(board.last.id)):
        answer = answered(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Cookie" in answer.headers["Vary"]


def test_nothing_of_a_meeting_stands_on_a_public_page(board: Board) -> None:
    public = board.client()
    request = "/vraag/1.1", "/vraag/4.11", "/verschil?from=2019-05-26&to=2024-12-31", "/logboek", "/api/v1/updates.json"
    for address in request:
        answer = public.get(address)
        assert answer.status_code == 200
        assert not any(secret in answer.text for secret in SECRETS)
