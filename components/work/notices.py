"""What is said above a form or a page of the staff: drafts that wait, a colleague who was first, what was just done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from components.text import Text, moment, plural
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Unsent:
    """A draft in short: the request and note as typed, when it was kept, its address and its key."""

    about: str
    note: str
    saved_at: datetime
    href: str
    key: str


def drafts(found: Sequence[Unsent], lang: str) -> Node | None:
    """The drafts that wait to be finished; nothing without any."""
    if not found:
        return None
    told = plural(
        len(found),
        Text("U hebt nog {n} concept:", "You have {n} draft:"),
        Text("U hebt nog {n} concepten:", "You have {n} drafts:"),
        lang,
    )
    return h(
        "div", h("p", told), h("ul", [h("li", draft(one, lang)) for one in found[:5]]), class_="notice", id="drafts"
    )


def draft(one: Unsent, lang: str) -> list[Node | str]:
    """A draft as a link with what is in it and when it was kept."""
    name = one.about or one.note or Text("zonder vraag", "without a request")[lang]
    kept = Text(f", bewaard op {moment(one.saved_at, 'nl')}", f", kept on {moment(one.saved_at, 'en')}")[lang]
    return [h("a", name, href=one.href), h("small", kept)]


def conflict(sentence: str, href: str, lang: str) -> Node:
    """A colleague was first: what stands now, and that what was typed is still here."""
    kept = Text("Wat u typte, staat hieronder nog.", "What you typed still stands below.")
    link = h("a", Text("Bekijk wat er nu staat", "See what stands now")[lang], href=href)
    return h("div", h("p", sentence, " ", link, ". ", kept[lang]), role="alert", tabindex=-1, class_="refusals")


def done(sentence: str, *links: Node) -> Node:
    """What was just done, and where to go on: there the keyboard and screen readers begin."""
    told = h("p", sentence, [[" ", link] for link in links])
    return h("div", told, role="status", tabindex=-1, autofocus=True, class_="notice done")
