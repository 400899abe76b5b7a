"""The list of the meetings, and the forms with which editors plan and change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from components.fields import Option, choice, field, problems
from components.text import Text, day, moment
from components.tree import Content, Node, h

NAME = Text("Vergaderingen", "Meetings")
_WRONG = Text("Dit kan nog niet:", "This cannot be done yet:")


@dataclass(frozen=True, slots=True)
class Listed:
    """A meeting in the list: ``href`` leads to it, ``report`` to its report; ``closed_at`` is None while it is open.

    ``memorandum`` is its name where there is more than one, else empty.
    """

    title: str
    held_on: date
    closed_at: datetime | None
    points: int
    href: str
    report: str
    memorandum: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What was filled in, what is wrong by field (``""`` for no field), and where the form is sent.

    ``memoranda``: those to choose from, none where there is nothing to choose.
    """

    action: str
    held_on: str = ""
    title: str = ""
    memorandum: str = ""
    memoranda: tuple[Option, ...] = ()
    wrong: Mapping[str, str] | None = None


def layout(meetings: list[Listed], today: date, plan: Form | None, lang: str) -> Node:
    """The page; ``plan`` is None for who may not plan meetings."""
    headline = _headline(meetings, today, lang)
    listed = _list(meetings, lang) if meetings else _nothing(plan is not None, lang)
    form = (
        plan_form(plan, Text("Een vergadering plannen", "Plan a meeting"), Text("Plan", "Plan"), lang) if plan else None
    )
    opening = h("section", h("h1", headline), class_="opening")
    return h("div", opening, h("section", listed, class_="list"), form, class_="board")


def plan_form(form: Form, heading: Text, button: Text, lang: str) -> Node:
    """The form for a day and a name."""
    wrong = form.wrong or {}
    held = Text(
        "Elke dag vanaf het begin van het memorandum. Een dag na het einde ervan toont de laatste dag.",
        "Any day from the memorandum's first on. A day after its end shows its last day.",
    )
    about = choice("memorandum", "Memorandum", form.memoranda, value=form.memorandum, error=wrong.get("memorandum", ""))
    fields: list[Content] = [
        about if form.memoranda else None,
        field("held_on", Text("Dag van de vergadering", "Day of the meeting")[lang], kind="date", value=form.held_on,
              help_text=held[lang], error=wrong.get("held_on", ""), required=True),
        field("title", Text("Naam", "Name")[lang], value=form.title, error=wrong.get("title", ""), required=True,
              maxlength=120, help_text=Text("Bijvoorbeeld ‘Raad van bestuur’.", "For example ‘Board’.")[lang]),
        h("button", button[lang], type="submit", class_="btn"),
    ]  # fmt: skip
    return h(
        "section",
        h("h2", heading[lang]),
        problems(wrong, _WRONG[lang]),
        h("form", fields, method="post", action=form.action, class_="staff-form"),
        class_="list",
    )


def _headline(meetings: list[Listed], today: date, lang: str) -> str:
    """Which meeting comes next, or which was the last."""
    coming = [meeting for meeting in meetings if meeting.closed_at is None and meeting.held_on >= today]
    if coming:
        first = min(coming, key=lambda meeting: meeting.held_on)
        held = day(first.held_on, "day", lang)
        return Text(f"De volgende vergadering is op {held}: {first.title}.",
                    f"The next meeting is on {held}: {first.title}.")[lang]  # fmt: skip
    closed = [meeting for meeting in meetings if meeting.closed_at is not None]
    if closed:
        last = max(closed, key=lambda meeting: meeting.held_on)
        held = day(last.held_on, "day", lang)
        return Text(f"De laatste afgesloten vergadering ging over {held}: {last.title}.",
                    f"The last meeting closed was about {held}: {last.title}.")[lang]  # fmt: skip
    if meetings:
        return Text("Geen enkele vergadering is al afgesloten.", "No meeting has been closed yet.")[lang]
    return Text("Er is nog geen vergadering gepland.", "No meeting has been planned yet.")[lang]


def _nothing(may_plan: bool, lang: str) -> Node:
    by_editor = Text(
        "Plan hieronder de eerste. De agenda kan dan vastgeprikte punten krijgen, en zodra u de vergadering afsluit, "
        "ligt vast wat het bestuur zag.",
        "Plan the first one below. It can then be given points for discussion, and once you close it, what the board "
        "saw is fixed.",
    )
    by_reader = Text(
        "Hier komen de vergaderingen van het bestuur, zodra een redacteur er een plant.",
        "The meetings of the board will stand here, as soon as an editor plans one.",
    )
    return h("p", (by_editor if may_plan else by_reader)[lang], class_="empty")


def _list(meetings: list[Listed], lang: str) -> Node:
    """The latest first."""
    items = [h("li", _item(meeting, lang)) for meeting in reversed(meetings)]
    return h("ol", items, class_="meetings")


def _item(meeting: Listed, lang: str) -> list[Content]:
    if meeting.closed_at is None:
        state = h("span", Text("ontwerp", "draft")[lang], class_="draft")
    else:
        closed = moment(meeting.closed_at, lang)
        state = h("small", Text(f"afgesloten op {closed}", f"closed on {closed}")[lang])
    points = Text(f"{meeting.points} bespreekpunten", f"{meeting.points} points for discussion")
    one = Text("1 bespreekpunt", "1 point for discussion")
    told = h("small", (one if meeting.points == 1 else points)[lang]) if meeting.points else None
    return [
        h("b", day(meeting.held_on, "day", lang)),
        h("span", h("a", meeting.title, href=meeting.href), h("small", f" {meeting.memorandum}")
          if meeting.memorandum else None),
        state,
        told,
        h("a", Text("Rapport", "Report")[lang], h("span", f": {meeting.title}", class_="visually-hidden"),
          href=meeting.report, class_="report"),
    ]  # fmt: skip
