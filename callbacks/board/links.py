"""The addresses of the board's pages, and what leads to them."""

from __future__ import annotations

from callbacks.board.gather import seen_in
from callbacks.http import staff
from components.board.data import BoardData, Seen
from components.board.meeting import Compared, Links
from components.board.meetings import Listed
from components.fields import Option
from components.text import day
from models import review
from models.meetings import Meeting

LIST = "/vergaderingen"
MEETING = f"{LIST}/<int:number>"
PRESENTATION = f"{MEETING}/presentatie"
LEGISLATURE = f"{MEETING}/legislatuur"
REPORT = "/rapport/<int:number>"


def of(path: str, number: int, **parameters: str) -> str:
    """The address of a meeting at one of the paths above, in the language of this one."""
    return staff.here(path.replace("<int:number>", str(number)), **parameters)


def list_of(meeting: Meeting, memorandum: str) -> Listed:
    """A meeting as the list shows it, with the name of its memorandum where that needs saying."""
    return Listed(
        title=meeting.title,
        held_on=meeting.held_on,
        closed_at=meeting.known_at,
        points=len(meeting.pins),
        href=of(MEETING, meeting.id),
        report=of(REPORT, meeting.id),
        memorandum=memorandum,
    )


def links(meeting: Meeting, seen: Seen) -> Links:
    """Where one can go from a meeting."""
    number = meeting.id
    return Links(
        then=of(MEETING, number, view="then") if seen.no_then is None else None,
        now=of(MEETING, number, view="now"),
        report=of(REPORT, number),
        pdf=of(f"{REPORT}.pdf", number),
        xlsx=of(f"{REPORT}.xlsx", number),
        pptx=of(f"{REPORT}.pptx", number),
        presentation=of(PRESENTATION, number, view=seen.view),
        legislature=of(LEGISLATURE, number, view=seen.view),
    )


def compared(meeting: Meeting, everything: list[Meeting], data: BoardData, lang: str) -> Compared:
    """The closed meetings that a view can be told apart from, the latest first; ``lang`` is kept as it was given."""
    seen, chosen = data.seen, data.previous.earlier.id if data.previous else None
    view = seen_in(meeting, seen.view, staff.lang())
    options = [
        Option(str(other.id), f"{day(other.held_on, 'day', staff.lang())}: {other.title}")
        for other in reversed(everything)
        if other.id != meeting.id and other.memorandum == meeting.memorandum
        if (then := review.seen_then(other, staff.lang())) and review.comparable(then, view)
    ]
    kept = (("view", seen.view), *((("lang", lang),) if lang else ()))
    return Compared(of(MEETING, meeting.id).partition("?")[0], kept, tuple(options), str(chosen or ""))
