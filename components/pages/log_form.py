"""The form of the log: words to search for and statuses to choose, as native fields that need no script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components import ids
from components.address import Parameters, address
from components.long import long
from components.text import Text
from components.tree import Child, Content, Node, h


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a parameter, what people read, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


def form(path: str, parameters: Parameters, typed: str, choices: Mapping[str, tuple[Choice, ...]], lang: str) -> Child:
    """A GET form: what it does not show of the question is sent along, but the list starts at its first page again.

    ``choices`` by parameter; boxes to tick stand there for ``status``.
    """
    kept = [
        h("input", type="hidden", name=name, value=value)
        for name, value in parameters
        if name not in ("q", "page", "status")
    ]
    fields: list[Content] = [
        kept,
        _search(typed, lang),
        _chosen(path, parameters, choices, lang),
        _statuses(choices["status"], lang),
    ]
    return long(h("form", fields, action=path, method="get", role="search"), class_="searching")


def _search(typed: str, lang: str) -> Node:
    help_text = Text(
        "Woorden uit titels, teksten en bronnen, of een nummer zoals 4.11.",
        "Words from titles, texts and sources, or a number such as 4.11.",
    )
    field = h(
        "input", type="search", id=ids.LOG_WORDS, name="q", value=typed, maxlength=200, class_="form-control",
        aria_describedby=f"{ids.LOG_WORDS}-help", autocomplete="off",
    )  # fmt: skip
    return h(
        "div",
        h("label", Text("Zoek in vragen en logregels", "Search requests and entries")[lang], for_=ids.LOG_WORDS),
        h("p", help_text[lang], id=f"{ids.LOG_WORDS}-help", class_="help"),
        h("div", field, h("button", Text("Zoek", "Search")[lang], type="submit", class_="btn"), class_="asked"),
    )


def _statuses(statuses: tuple[Choice, ...], lang: str) -> Node:
    boxes = [
        h(
            "label",
            h("input", type="checkbox", name="status", value=status.value, checked=status.chosen),
            h("span", status.label, class_=f"s-{status.value}"),
        )
        for status in statuses
    ]
    legend = Text("Alleen vragen met deze status", "Only requests with this status")[lang]
    show = h("button", Text("Toon deze keuze", "Show this choice")[lang], type="submit", class_="btn")
    summary = h("summary", Text("Kies een status", "Choose a status")[lang])
    return h("details", summary, h("fieldset", h("legend", legend), boxes), show, class_="filters")


def _chosen(path: str, parameters: Parameters, choices: Mapping[str, tuple[Choice, ...]], lang: str) -> Node | None:
    """What is chosen, each a link that lets it go."""
    items = []
    without = h("span", Text("laat weg: ", "leave out: ")[lang], class_="visually-hidden")
    for name, choice in ((name, choice) for name, given in choices.items() for choice in given if choice.chosen):
        rest = [pair for pair in parameters if pair != (name, choice.value) and pair[0] != "page"]
        words: list[Content] = [without, choice.label, h("span", " ×", aria_hidden="true")]
        items.append(h("li", h("a", words, href=address(path, rest))))
    if not items:
        return None
    return h(
        "div", h("span", Text("Gekozen:", "Chosen:")[lang], class_="switch-label"), h("ul", items), class_="chosen"
    )
