"""Fields of forms: the label above, help where the doubt arises, what is wrong in a sentence beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose and what people read."""

    value: str
    label: str


def field(
    name: str, label: str, *, value: str = "", help_text: str = "", error: str = "", kind: str = "text",
    **attributes: str | int | bool | None,
) -> Node:  # fmt: skip
    """A field of one line; ``kind`` is the type of the input, ``attributes`` go to it. Its id is its name."""
    control = h(
        "input", type=kind, id=name, name=name, value=value or None, class_="form-control",
        **_described(name, help_text, error), **attributes,
    )  # fmt: skip
    return labelled(name, label, control, help_text=help_text, error=error)


def area(
    name: str, label: str, *, value: str = "", help_text: str = "", error: str = "",
    **attributes: str | int | bool | None,
) -> Node:  # fmt: skip
    """A field of several lines."""
    described = _described(name, help_text, error)
    control = h("textarea", value, id=name, name=name, class_="form-control", **described, **attributes)
    return labelled(name, label, control, help_text=help_text, error=error)


def choice(
    name: str, label: str, options: tuple[Option, ...], *, value: str = "", help_text: str = "", error: str = "",
    sent_as: str = "",
) -> Node:  # fmt: skip
    """A field with one value out of a few; ``sent_as`` where its id cannot be its name."""
    choices = [h("option", one.label, value=one.value, selected=one.value == value) for one in options]
    described = _described(name, help_text, error)
    control = h("select", choices, id=name, name=sent_as or name, class_="form-control", **described)
    return labelled(name, label, control, help_text=help_text, error=error)


def labelled(name: str, label: str, control: Node, *, help_text: str = "", error: str = "") -> Node:
    """A control of any kind, whose id is ``name``, with what belongs to it."""
    return h(
        "div",
        h("label", label, for_=name),
        h("p", help_text, id=f"{name}-help", class_="help") if help_text else None,
        control,
        h("p", error, id=f"{name}-error", class_="wrong") if error else None,
        class_="field",
    )


def problems(found: Mapping[str, str], intro: str) -> Node | None:
    """All that is wrong with a form, above it: each sentence leads to its field; those of no field have the key ""."""
    if not found:
        return None
    items = [h("li", h("a", text, href=f"#{name}") if name else text) for name, text in found.items()]
    return h("div", h("p", intro), h("ul", items), role="alert", tabindex=-1, class_="refusals")


def _described(name: str, help_text: str, error: str) -> dict[str, str]:
    """The attributes by which a screen reader reads help and error with the field."""
    said = [f"{name}-{what}" for what, text in (("help", help_text), ("error", error)) if text]
    described = {"aria_describedby": " ".join(said)} if said else {}
    return described | ({"aria_invalid": "true"} if error else {})
