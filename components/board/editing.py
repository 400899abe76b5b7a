"""What editors do with a meeting that is open: pin points, change it, close it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.board.data import BoardData, Point
from components.board.meetings import Form, plan_form
from components.board.section import section
from components.fields import Option, area, choice, field, problems
from components.text import Text
from components.tree import Content, Node, h


@dataclass(frozen=True, slots=True)
class Pinning:
    """The form for a point: where it is sent, what it can be about, what was filled in, and what is wrong."""

    action: str
    about: tuple[Option, ...]
    chosen: str = ""
    entry: str = ""
    sentence: str = ""
    wrong: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Editing:
    """What an editor can do with a meeting that is open. ``unpin``: point to where its removal is sent."""

    change: Form
    pinning: Pinning
    unpin: Mapping[int, str]
    close: str
    cancel: str
    may_close: bool


def points(data: BoardData, editing: Editing | None) -> Node | None:
    """The points for discussion, and the form for one more."""
    lang = data.lang
    if not data.points and editing is None:
        return None
    items = [h("li", _point(point, editing, lang)) for point in data.points]
    nothing = Text("Er is nog geen punt vastgeprikt.", "No point has been pinned yet.")[lang]
    listed = h("ul", items, class_="pins") if items else h("p", nothing, class_="empty")
    form = _pin_form(editing.pinning, lang) if editing else None
    return section("bespreken", Text("Te bespreken", "For discussion")[lang], listed, form)


def _point(point: Point, editing: Editing | None, lang: str) -> list[Content]:
    by = Text(f"vastgeprikt door {point.author}", f"pinned by {point.author}")[lang]
    about = h("a", point.about, href=point.href) if point.about else None
    remove = None
    if editing:
        name = h("span", f": {point.sentence}", class_="visually-hidden")
        button = h("button", Text("Haal weg", "Remove")[lang], name, type="submit", class_="link")
        remove = h("form", button, method="post", action=editing.unpin[point.id])
    return [h("p", point.sentence), h("p", about, " " if about else None, h("small", by)), remove]


def _pin_form(form: Pinning, lang: str) -> Node:
    wrong = form.wrong or {}
    help_text = Text("Eén zin: wat er te bespreken of te duwen valt.", "One sentence: what to discuss or to push.")
    entry_help = Text(
        "Gaat het over één logregel? Plak dan het adres ervan, of geef het nummer dat erin staat.",
        "Is it about one entry? Then paste its address, or give the number in it.",
    )
    fields: list[Content] = [
        choice("about", Text("Over", "About")[lang], form.about, value=form.chosen, error=wrong.get("request", "")),
        field("entry", Text("Logregel (mag leeg blijven)", "Entry (may stay empty)")[lang], value=form.entry,
              help_text=entry_help[lang], error=wrong.get("entry", ""), maxlength=500),
        area("sentence", Text("Zin", "Sentence")[lang], value=form.sentence, help_text=help_text[lang],
             error=wrong.get("sentence", ""), maxlength=500, required=True),
        h("button", Text("Prik vast", "Pin")[lang], type="submit", class_="btn"),
    ]  # fmt: skip
    told = Text("Een punt vastprikken", "Pin a point")[lang]
    return h(
        "details",
        h("summary", told),
        problems(wrong, Text("Dit kan nog niet:", "This cannot be done yet:")[lang]),
        h("form", fields, method="post", action=form.action, class_="staff-form"),
        open=bool(wrong),
        class_="more",
    )


def closing(data: BoardData, editing: Editing) -> Node:
    """The forms that close, change and cancel the meeting."""
    lang = data.lang
    fixes = Text(
        "Afsluiten legt vast wat het bestuur zag: de toestand op de dag van de vergadering, met wat op dit moment "
        "geregistreerd is. Daarna kan er niets meer aan veranderen, ook de punten niet.",
        "Closing fixes what the board saw: the state on the day of the meeting, by what is recorded at this moment. "
        "After that nothing of it can change, nor can the points.",
    )
    later = Text(
        "Deze vergadering moet nog komen: ze kan vanaf haar dag afgesloten worden.",
        "This meeting is still to come: it can be closed from its day on.",
    )
    close = h("form", h("button", Text("Sluit de vergadering af", "Close the meeting")[lang], type="submit",
                        class_="btn"), method="post", action=editing.close)  # fmt: skip
    cancel = h("form", h("button", Text("Schrap deze vergadering", "Cancel this meeting")[lang], type="submit",
                         class_="link"), method="post", action=editing.cancel)  # fmt: skip
    change = plan_form(editing.change, Text("Dag of naam wijzigen", "Change the day or the name"),
                       Text("Bewaar", "Save"), lang)  # fmt: skip
    return h(
        "div",
        section(
            "afsluiten", Text("Afsluiten", "Close")[lang],
            h("p", (fixes if editing.may_close else later)[lang], class_="intro"),
            close if editing.may_close else None,
        ),
        change,
        h("section", cancel, class_="list"),
        class_="editing",
    )  # fmt: skip
