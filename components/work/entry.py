"""An entry on its own, with what can be done with it: confirm, correct, retract, look again later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from components.fields import area, field, problems
from components.history import HistoryView, Version, alone
from components.text import Text, day
from components.tree import Content, Node, h
from components.work.effect import EffectData, effect
from components.work.parts import hidden


@dataclass(frozen=True, slots=True)
class EntryData:
    """The entry as its history tells it, and what this reader may do with it.

    ``redact`` leads to where its words can be removed, empty for who may not.
    ``key`` names the forms, ``paths`` says where each deed is sent. ``stands``: nothing corrected or retracted it.
    ``own``: the reader wrote it, so somebody else confirms. ``without``: what the figures are once it is retracted.
    ``wrong`` belongs to the ``deed`` that was tried last, ``typed`` is the reason given there.
    """

    lang: str
    id: int
    request: str
    title: str
    government: str
    version: Version
    told: HistoryView
    key: str
    paths: Mapping[str, str]
    history: str
    correct: str
    stands: bool
    own: bool
    internal: bool
    may_write: bool
    redact: str
    review: date | None
    without: EffectData | None
    wrong: Mapping[str, str]
    deed: str = ""
    typed: str = ""


def title(data: EntryData) -> str:
    """The heading."""
    return Text(f"Logregel {data.id}", f"Entry {data.id}")[data.lang]


def layout(data: EntryData, *before: Content) -> Node:
    """The page's content."""
    lang = data.lang
    back = Text("Het volledige verloop van deze vraag", "The whole course of this request")[lang]
    return h(
        "section",
        h("h1", title(data)),
        h("p", h("b", data.request), f" {data.title}, {data.government}", class_="lead"),
        before,
        problems(data.wrong, Text("Er is niets gewijzigd. Kijk dit na:", "Nothing was changed. Look at this:")[lang]),
        alone(data.version, data.told),
        h("p", h("a", back, href=data.history)),
        _deeds(data),
        class_="one-entry",
    )


def _deeds(data: EntryData) -> list[Content]:
    found: list[Content] = []
    if data.may_write and data.stands:
        found += [_confirm(data), _correct(data), _retract(data), _review(data)]
    if data.redact and data.version.removed is None:
        words = Text("Maak de tekst voorgoed onleesbaar", "Make the text unreadable for good")[data.lang]
        found.append(h("p", h("a", words, href=data.redact), class_="final"))
    return found


def _form(data: EntryData, deed: str, *content: Content) -> Node:
    return h(
        "form", hidden(key=f"{data.key}-{deed}"), content, method="post", action=data.paths[deed],
        class_="staff-form",
    )  # fmt: skip


def _button(text: Text, lang: str, look: str = "btn") -> Node:
    return h("button", text[lang], type="submit", class_=look)


def _confirm(data: EntryData) -> Node | None:
    lang = data.lang
    if data.version.confirmed:
        return None
    told = Text(
        "U las de bron na, en ze steunt wat hier staat: dan bevestigt u als tweede lezer.",
        "You read the source, and it supports what stands here: then confirm it as the second reader.",
    )
    own = Text(
        "U schreef deze logregel zelf; een collega bevestigt hem.", "You wrote this entry; a colleague confirms it."
    )
    return h(
        "section",
        h("h2", Text("Bevestigen", "Confirm")[lang]),
        h("p", own[lang])
        if data.own
        else [h("p", told[lang]), _form(data, "bevestigen", _button(Text("Bevestig", "Confirm"), lang))],
    )


def _correct(data: EntryData) -> Node:
    lang = data.lang
    told = Text(
        "Klopt er iets niet, schrijf dan hoe het wel is: de oude tekst blijft doorstreept staan.",
        "If something is wrong, write how it is: the old text stays, struck out.",
    )
    link = h("a", Text("Verbeter deze logregel", "Correct this entry")[lang], href=data.correct)
    return h("section", h("h2", Text("Verbeteren", "Correct")[lang]), h("p", told[lang], " ", link, "."))


def _retract(data: EntryData) -> Node:
    lang = data.lang
    told = Text(
        "Had dit er nooit mogen staan? Intrekken is definitief: de logregel blijft doorstreept leesbaar en telt "
        "niet meer mee.",
        "Should this never have been there? Retracting is final: the entry stays readable, struck out, and no longer "
        "counts.",
    )
    return h(
        "section",
        h("h2", Text("Intrekken", "Retract")[lang]),
        h("p", told[lang]),
        effect(data.without) if data.without else None,
        _form(data, "intrekken", _reason(data, "intrekken"), _button(Text("Trek in", "Retract"), lang, "quiet")),
        class_="final",
    )


def _reason(data: EntryData, deed: str) -> Node:
    lang, here = data.lang, data.deed == deed
    public = Text("De reden is voor iedereen te lezen.", "Everyone can read the reason.")
    inside = Text("Alleen wie aangemeld is leest de reden.", "Only who is signed in reads the reason.")
    name = f"reason-{deed}"
    return area(
        name, Text("Waarom?", "Why?")[lang], value=data.typed if here else "",
        help_text=(inside if data.internal else public)[lang], error=data.wrong.get(name, ""), rows=2, maxlength=4000,
    )  # fmt: skip


def _review(data: EntryData) -> Node:
    lang = data.lang
    now = day(data.review, "day", lang) if data.review else ""
    told = Text(f"Staat nu op {now}. Leeg laten haalt de datum weg.", f"Now set to {now}. Leave empty to take it away.")
    value = f"{data.review.day}/{data.review.month}/{data.review.year}" if data.review else ""
    return h(
        "section",
        h("h2", Text("Opnieuw bekijken", "Look again")[lang]),
        _form(
            data,
            "herbekijken",
            field("review_date", Text("Op welke dag?", "On which day?")[lang], value=value,
                  help_text=told[lang] if data.review else "", error=data.wrong.get("review_date", ""), maxlength=40),
            _button(Text("Bewaar", "Save"), lang, "quiet"),
        ),
    )  # fmt: skip
