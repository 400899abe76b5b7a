"""What looks like a slip, said before it is written, and the box by which one says to have looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.text import Text
from components.tree import Node, h

SURE = Text("Ik heb dit nagekeken en wil het zo loggen.", "I have looked at this and want to log it like this.")
_INTRO = Text("Kijk dit na voor u het in het logboek zet:", "Look at this before you write it in the log:")


@dataclass(frozen=True, slots=True)
class Said:
    """A doubt: its ``key``, as one says to be sure of it, a sentence, and the entry it is about, if any."""

    key: str
    sentence: Text
    label: Text | None = None
    href: str = ""


def step_back(day: Text, before: Text, after: Text) -> Text:
    """The status gets lower, or halts."""
    return Text(
        f"Dit is een stap terug: van “{before.nl}” naar “{after.nl}” op {day.nl}.",
        f"This is a step back: from “{before.en}” to “{after.en}” on {day.en}.",
    )


def older(day: Text) -> Text:
    """It happened before the newest entry."""
    return Text(
        f"Dit gebeurde voor de jongste logregel, die van {day.nl} is.",
        f"This happened before the newest entry, which is of {day.en}.",
    )


def duplicate(day: Text, what: Text) -> Text:
    """The same day and source is there already."""
    return Text(
        f"Dit staat er misschien al: “{what.nl}” van {day.nl}, met dezelfde bron.",
        f"This may be there already: “{what.en}” of {day.en}, with the same source.",
    )


def colleague(author: str, what: Text) -> Text:
    """Somebody else wrote about the same track since the form was opened."""
    return Text(
        f"{author} was u voor: sinds u dit formulier opende, kwam erbij: {what.nl}.",
        f"{author} was first: since you opened this form, this was added: {what.en}.",
    )


def doubts(found: Sequence[Said], sure: bool, lang: str) -> Node | None:
    """The sentences with one box to tick; nothing without any. ``sure``: it is ticked already."""
    if not found:
        return None
    return h(
        "div",
        h("p", _INTRO[lang]),
        h("ul", [h("li", said.sentence[lang], _link(said, lang)) for said in found]),
        [h("input", type="hidden", name="doubt", value=said.key) for said in found],
        h("p", h("input", type="checkbox", id="sure", name="sure", value="yes", checked=sure),
          h("label", SURE[lang], for_="sure"), class_="radio"),
        class_="doubted",
    )  # fmt: skip


def _link(said: Said, lang: str) -> list[Node | str] | None:
    label = said.label or Text("Bekijk die logregel", "See that entry")
    return [" ", h("a", label[lang], href=said.href)] if said.href else None
