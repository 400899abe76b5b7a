"""The pages of the board: the meetings, one meeting, its presentation, and the legislature."""

from __future__ import annotations

from flask import Flask, Response, make_response, request

from callbacks import document
from callbacks.board import asking, editing
from callbacks.board.links import LEGISLATURE, LIST, MEETING, PRESENTATION, compared, links, list_of, of
from callbacks.http import access, staff
from callbacks.naming import named
from callbacks.page import Page
from callbacks.services import services
from components.board import legislature as drawn_legislature
from components.board import meeting as drawn
from components.board import meetings as drawn_meetings
from components.board import present, words
from components.board.data import Seen
from components.shell import NAME
from models import meetings
from models.clock import today
from models.drafts import Refused
from models.vocabulary import Role

STYLES = ("staff/board.css",)


def install(server: Flask) -> None:
    """Answer the pages of the board on ``server``."""
    server.add_url_rule(LIST, "meetings", listed, methods=["GET"])
    server.add_url_rule(MEETING, "meeting", one, methods=["GET"])
    server.add_url_rule(PRESENTATION, "meeting_presentation", presentation, methods=["GET"])
    server.add_url_rule(LEGISLATURE, "meeting_legislature", legislature, methods=["GET"])
    editing.install(server, list_page, meeting_page)


@access.needs(Role.READER)
def listed() -> Response:
    """The list of the meetings, with a form for editors."""
    return list_page(editing.plan_form() if access.may(access.role(), Role.EDITOR) else None)


@access.needs(Role.READER)
def one(number: int) -> Response:
    """A meeting, with its forms for editors while it is open."""
    return meeting_page(number)


@access.needs(Role.READER)
def presentation(number: int) -> Response:
    """The screens of a meeting."""
    gathered = asking.gathering(number)
    data = gathered.board(until_now=False)
    title = f"{present.NAME[data.lang]}: {_name(data.seen, data.lang)} – {NAME}"
    shown = Page(
        lang=data.lang,
        title=title,
        tree=present.layout(data, gathered.parts(), of(MEETING, number)),
        scripts=("staff/present.js",),
        styles=("staff/staff.css", *STYLES, "staff/present.css"),
    )
    return make_response(document.plain(shown))


@access.needs(Role.READER)
def legislature(number: int) -> Response:
    """The terms of the cabinets and the balance, as of a meeting."""
    gathered = asking.gathering(number)
    data = gathered.board(until_now=False)
    content = drawn_legislature.layout(data, gathered.legislature(), of(MEETING, number))
    return staff.answer(drawn_legislature.NAME[data.lang], content, styles=STYLES)


def list_page(form: drawn_meetings.Form | None, status: int = 200) -> Response:
    """The list, with the form as it was filled in."""
    with services().store.database.reading() as connection:
        everything = meetings.meetings(connection)
    lang, loaded = staff.lang(), services().store.memoranda()
    names = {one.id: named(one, "title", lang) if len(loaded) > 1 else "" for one in loaded}
    content = drawn_meetings.layout(
        [list_of(meeting, names[meeting.memorandum]) for meeting in everything],
        today(services().store.clock()),
        form,
        lang,
    )
    return staff.answer(drawn_meetings.NAME[lang], content, status=status, styles=STYLES)


def meeting_page(number: int, refused: Refused | None = None) -> Response:
    """A meeting; where something was refused, with what was sent and why."""
    meeting, everything = asking.found(number)
    data = asking.gathering(number).board(until_now=True)
    content = drawn.layout(
        data,
        links(meeting, data.seen),
        compared(meeting, everything, data, request.args.get("lang", "")),
        editing.forms(meeting, refused),
        editing.above(refused),
    )
    return staff.answer(_name(data.seen, data.lang), content, status=400 if refused else 200, styles=STYLES)


def _name(seen: Seen, lang: str) -> str:
    return words.meeting_name(seen.title, seen.held_on, lang)
