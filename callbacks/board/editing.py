"""What editors send about meetings: plan, change, cancel, close, pin and unpin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from callbacks import naming
from callbacks.board import asking
from callbacks.board.links import LIST, MEETING, of
from callbacks.http import access, staff
from callbacks.services import services
from components.board.editing import Editing, Pinning
from components.board.meetings import Form
from components.fields import Option
from components.text import Text
from models import meetings, review
from models.clock import today
from models.drafts import Refused
from models.meetings import Meeting
from models.vocabulary import Role

_POINTS = f"{MEETING}/punten"
_POINT = f"{_POINTS}/<int:point>/weg"
_CHANGE, _CLOSE, _CANCEL = (f"{MEETING}/{what}" for what in ("wijzigen", "afsluiten", "schrappen"))
#: The fields of each form: what is wrong with another one stands above it.
_OF_MEETING, _OF_POINT = ("memorandum", "held_on", "title"), ("request", "entry", "sentence")

ListPage = Callable[[Form | None, int], staff.Response]
MeetingPage = Callable[[int, Refused | None], staff.Response]


def install(server: Flask, list_page: ListPage, meeting_page: MeetingPage) -> None:
    """Answer what is sent to ``server``; a page is drawn again where something is wrong with it."""
    writes = _Writes(list_page, meeting_page)
    for path, name, view in (
        (LIST, "meeting_plan", writes.plan),
        (_CHANGE, "meeting_change", writes.change),
        (_CLOSE, "meeting_close", writes.close),
        (_CANCEL, "meeting_cancel", writes.cancel),
        (_POINTS, "meeting_pin", writes.pin),
        (_POINT, "meeting_unpin", writes.unpin),
    ):

        def answer(view: Callable[..., ResponseReturnValue] = view, **values: int) -> ResponseReturnValue:
            return view(**values)

        server.add_url_rule(path, name, access.needs(Role.EDITOR)(answer), methods=["POST"])


class _Writes:
    """The views that write; each leads to the page it changed, or draws it again with what is wrong."""

    def __init__(self, list_page: ListPage, meeting_page: MeetingPage) -> None:
        self._list_page, self._meeting_page = list_page, meeting_page

    def plan(self) -> ResponseReturnValue:
        """A new meeting of the memorandum chosen, of the newest where there was no choice."""
        store = services().store
        try:
            memorandum = _text("memorandum") or _newest()
            with store.database.appending() as connection:
                made = meetings.plan(connection, _author(), memorandum, _day(), _text("title"), store.clock())
        except Refused as refused:
            return self._list_page(_filled(plan_form(), refused), 400)
        return redirect(of(MEETING, made.id), 303)

    def change(self, number: int) -> ResponseReturnValue:
        """Another day or name."""
        return self._write(
            number, lambda connection: meetings.change(connection, _author(), number, _day(), _text("title"))
        )

    def close(self, number: int) -> ResponseReturnValue:
        """The end of the meeting: what the board saw is fixed."""
        clock = services().store.clock
        return self._write(number, lambda connection: meetings.close(connection, _author(), number, clock()))

    def cancel(self, number: int) -> ResponseReturnValue:
        """Off the list."""
        return self._write(number, lambda connection: meetings.cancel(connection, _author(), number), staff.here(LIST))

    def pin(self, number: int) -> ResponseReturnValue:
        """A point for discussion; its subject is an entry, or else ``request``, ``request:government`` or empty."""

        def write(connection: Any) -> None:
            asked, _, government = _text("about").partition(":")
            meetings.pin(
                connection,
                _author(),
                number,
                _text("sentence"),
                request=asked or None,
                government=government or None,
                entry=_entry(),
            )

        return self._write(number, write)

    def unpin(self, number: int, point: int) -> ResponseReturnValue:
        """One point less."""
        return self._write(number, lambda connection: meetings.unpin(connection, _author(), number, point))

    def _write(self, number: int, write: Callable[[Any], object], after: str = "") -> ResponseReturnValue:
        asking.found(number)
        try:
            with services().store.database.appending() as connection:
                write(connection)
        except Refused as refused:
            return self._meeting_page(number, refused)
        return redirect(after or of(MEETING, number), 303)


def plan_form() -> Form:
    """The empty form for a meeting; with a choice where there is more than one memorandum, the newest first."""
    lang, loaded = staff.lang(), services().store.memoranda()
    options = tuple(Option(one.id, naming.named(one, "title", lang)) for one in reversed(loaded))
    return Form(staff.here(LIST), memoranda=options if len(options) > 1 else ())


def forms(meeting: Meeting, refused: Refused | None = None) -> Editing | None:
    """The forms of an open meeting for who may edit it, with what was sent where that was refused."""
    if not access.may(access.role(), Role.EDITOR) or meeting.closed:
        return None
    scope, field = services().store.scope(), refused.field if refused else None
    change = Form(of(_CHANGE, meeting.id), meeting.held_on.isoformat(), meeting.title)
    if refused and field in _OF_MEETING:
        change = _filled(change, refused)
    wrong = {str(field): told(refused)} if refused and field in _OF_POINT else {}
    return Editing(
        change=change,
        pinning=Pinning(
            of(_POINTS, meeting.id), _subjects(meeting), _text("about"), _text("entry"), _text("sentence"), wrong
        ),
        unpin={point.id: of(_POINT, meeting.id).replace("<int:point>", str(point.id)) for point in meeting.pins},
        close=of(_CLOSE, meeting.id),
        cancel=of(_CANCEL, meeting.id),
        may_close=min(meeting.held_on, scope.memoranda[meeting.memorandum].end) <= today(scope.now),
    )


def above(refused: Refused | None) -> str:
    """Why something was refused that stands in no form."""
    return told(refused) if refused and refused.field not in (*_OF_MEETING, *_OF_POINT) else ""


def told(refused: Refused) -> str:
    """Why something was refused, in the language of the page."""
    return refused.nl if staff.lang() == "nl" else refused.en


def _subjects(meeting: Meeting) -> tuple[Option, ...]:
    """What a point can be about: nothing in particular, a request, or a request to one government."""
    store, lang = services().store, staff.lang()
    reading = store.read(review.seen_now(meeting, store.scope(), lang))
    titles, governments = naming.titles(reading), naming.governments(reading)
    options = [Option("", Text("geen vraag in het bijzonder", "no request in particular")[lang])]
    for asked in reading.catalogue.requests:
        options.append(Option(asked.id, f"{asked.id} {titles[asked.id]}"))
        if asked.tracked and len(asked.governments) > 1:
            options += [
                Option(f"{asked.id}:{code}", f"{asked.id} {titles[asked.id]} ({governments[code]})")
                for code in asked.governments
                if code in governments
            ]
    return tuple(options)


def _filled(form: Form, refused: Refused) -> Form:
    """A form with what was sent, and why it was refused."""
    return replace(
        form,
        held_on=_text("held_on"),
        title=_text("title"),
        memorandum=_text("memorandum"),
        wrong={refused.field or "": told(refused)},
    )


def _newest() -> str:
    loaded = services().store.memoranda()
    if not loaded:
        raise Refused(
            "no_memorandum",
            "Er is nog geen memorandum: een beheerder laadt er eerst een (‘python app.py load’).",
            "There is no memorandum yet: an administrator loads one first (‘python app.py load’).",
        )
    return loaded[-1].id


def _author() -> int:
    person = access.person()
    if person is None:
        raise PermissionError("only who is signed in writes")
    return person.id


def _text(name: str) -> str:
    return request.form.get(name, "")


def _entry() -> int | None:
    """The entry named: its number, or the address that leads to it."""
    given = _text("entry").strip()
    if not given:
        return None
    number = re.search(r"(?:^|logregel-)(-?[0-9]{1,18})$", given)
    if number is None:
        raise Refused("unknown_entry", "Deze logregel bestaat niet.", "This entry does not exist.", "entry")
    return int(number[1])


def _day() -> date:
    try:
        return date.fromisoformat(_text("held_on"))
    except ValueError:
        raise Refused("not_a_day", "Kies een dag.", "Choose a day.", "held_on") from None
