"""The calendar address of one person: made, shown once, replaced, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from components.text import Text, moment
from components.tree import Content, Node, h

SUBSCRIBE = Text("In uw agenda", "In your calendar")
SUBSCRIBING = Text(
    "Volg de dagen waarop iets opnieuw te bekijken is in uw eigen agenda, ook zonder u aan te melden.",
    "Follow the days on which something is to be looked at again in your own calendar, even without signing in.",
)
_FRESH = Text("Uw agenda-adres", "Your calendar address")
_ONCE = Text(
    "Kopieer het nu en voeg het in uw agenda toe als abonnement: het is later niet meer te zien. Wie het heeft, leest "
    "dezelfde dagen als u.",
    "Copy it now and add it to your calendar as a subscription: it cannot be seen later. Whoever has it reads the "
    "same days as you do.",
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """``made_at`` is when the address that works was made, None without one; ``fresh`` is it, right after that.

    ``make`` and ``revoke`` are where those are sent.
    """

    made_at: datetime | None
    fresh: str
    make: str
    revoke: str


def subscription(data: Subscription, lang: str) -> list[Content]:
    """What there is, and the buttons to change it."""
    if data.made_at is None:
        none = Text("U hebt nog geen agenda-adres.", "You have no calendar address yet.")
        make = _button(data.make, Text("Maak een agenda-adres", "Make a calendar address"), lang)
        return [h("p", none[lang]), h("div", make, class_="choose")]
    made = Text(f"Gemaakt op {moment(data.made_at, 'nl')}.", f"Made on {moment(data.made_at, 'en')}.")
    again = Text("Maak een nieuw, dan werkt het oude niet meer", "Make a new one, then the old one stops working")
    buttons = [
        _button(data.make, again, lang),
        _button(data.revoke, Text("Trek het in", "Revoke it"), lang),
    ]
    return [_fresh(data.fresh, lang) if data.fresh else h("p", made[lang]), h("div", buttons, class_="choose")]


def _fresh(url: str, lang: str) -> Node:
    control = h(
        "input", type="text", id="calendar-address", value=url, readonly=True, autofocus=True, class_="form-control",
        aria_describedby="calendar-address-help",
    )  # fmt: skip
    return h(
        "div",
        h("label", _FRESH[lang], for_="calendar-address"),
        h("p", _ONCE[lang], id="calendar-address-help", class_="help"),
        control,
        class_="field",
    )


def _button(action: str, label: Text, lang: str) -> Node:
    return h("form", h("button", label[lang], type="submit", class_="quiet"), method="post", action=action)
