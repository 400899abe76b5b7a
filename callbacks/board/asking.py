"""Which meeting an address is about, and how its parameters ask to look at it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, cast

from flask import abort, request

from callbacks.board.gather import Asked, Gathering, View
from callbacks.http import access, staff
from callbacks.services import services
from models import meetings
from models.meetings import Meeting

Variant = Literal["internal", "public"]


def found(number: int) -> tuple[Meeting, list[Meeting]]:
    """The meeting with this number and all there are; 404 where there is none.

    Whoever may not see meetings never gets this far, so that a number tells them nothing.
    """
    with services().store.database.reading() as connection:
        everything = meetings.meetings(connection)
    chosen = [meeting for meeting in everything if meeting.id == number]
    if not chosen:
        abort(404)
    return chosen[0], everything


def asked() -> Asked:
    """How the address asks to look at a meeting; 400 for what it cannot mean."""
    view = _choice("view", ("then", "now"), "then")
    compared = request.args.get("with", "")
    if compared and not re.fullmatch("[0-9]{1,18}", compared):
        abort(400)
    return Asked(cast(View, view), int(compared) if compared else None, staff.lang(), access.role())


def variant() -> Variant:
    """Whether the report is the one for signed-in people, or the one that can be handed on."""
    return cast(Variant, _choice("variant", ("internal", "public"), "internal"))


def gathering(number: int) -> Gathering:
    """The meeting with this number as the address asks to see it."""
    meeting, everything = found(number)
    return Gathering(meeting, everything, asked())


def of_report(number: int) -> Gathering:
    """The meeting with this number as its report shows it: of a closed one, always what the board saw."""
    meeting, everything = found(number)
    role = access.role() if variant() == "internal" else None
    return Gathering(meeting, everything, replace(asked(), view="then", compared=None, role=role))


def _choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    given = request.args.get(name, "") or default
    if given not in allowed:
        abort(400)
    return given
