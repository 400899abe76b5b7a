"""Parts of forms that a select or a field of one line is not enough for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from components.tree import Content, Node, h


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose: what it is called, and what that means."""

    value: str
    label: str
    about: str = ""
    look: str = ""


def radios(
    name: str, legend: str, choices: Iterable[Choice], *, value: str, error: str = "", help_text: str = ""
) -> Node:
    """One of a few values, each with its meaning beside it. ``look`` of a choice is a class for its label."""
    return h(
        "fieldset",
        h("legend", legend),
        h("p", help_text, class_="help") if help_text else None,
        [_radio(name, choice, value) for choice in choices],
        wrong(name, error),
        class_=f"radios by-{name.replace('_', '-')}",
        id=name,
        tabindex=-1 if error else None,
    )


def _radio(name: str, choice: Choice, value: str) -> Node:
    place = f"{name}-{choice.value}"
    chosen = choice.value == value
    about = h("small", choice.about, id=f"{place}-about") if choice.about else None
    return h(
        "div",
        h(
            "input", type="radio", id=place, name=name, value=choice.value, checked=chosen,
            aria_describedby=f"{place}-about" if about else None,
        ),
        h("label", h("span", choice.label, class_=choice.look or None), for_=place),
        about,
        class_="radio",
    )  # fmt: skip


def wrong(name: str, error: str) -> Node | None:
    """What is wrong with the field ``name``."""
    return h("p", error, id=f"{name}-error", class_="wrong") if error else None


def hidden(**values: str | Iterable[str]) -> list[Content]:
    """Fields that are sent along unseen; several values of one name are several fields."""
    return [
        h("input", type="hidden", name=name, value=value)
        for name, given in values.items()
        for value in ([given] if isinstance(given, str) else given)
    ]
