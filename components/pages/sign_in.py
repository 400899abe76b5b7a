"""Signing in: an e-mail address and a password."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from components.fields import field
from components.text import Text
from components.tree import Content, Node, h

TITLE = Text("Aanmelden", "Sign in")
REFUSED = Text(
    "Dit e-mailadres en dit wachtwoord horen niet bij een account dat mag aanmelden. Kijk beide na.",
    "This e-mail address and password do not belong to an account that may sign in. Check both.",
)


def layout(action: str, email: str, following: str, wrong: str, lang: str) -> Node:
    """The form, sent to ``action``; ``following`` is where it leads, ``wrong`` the sentence about the last try."""
    intro = Text(
        "Voor wie de stand van de vragen bijhoudt. Om te lezen hoeft u niet aan te melden.",
        "For those who keep the record. No need to sign in for reading.",
    )
    fields: list[Content] = [
        h("input", type="hidden", name="next", value=following),
        field(
            "email", Text("E-mailadres", "E-mail address")[lang],
            value=email, kind="email", autocomplete="username", required=True, maxlength=254, autofocus=not email,
        ),
        field(
            "password", Text("Wachtwoord", "Password")[lang],
            kind="password", autocomplete="current-password", required=True, maxlength=1024, autofocus=bool(email),
        ),
        h("button", TITLE[lang], type="submit", class_="btn"),
    ]  # fmt: skip
    return h(
        "section",
        h("h1", TITLE[lang]),
        h("p", intro[lang], class_="lead"),
        h("p", wrong, role="alert", class_="wrong") if wrong else None,
        h("form", fields, method="post", action=action, class_="staff-form"),
    )


def too_often(wait_for: timedelta, lang: str) -> str:
    """What is said when too many tries came one after another."""
    minutes = ceil(wait_for.total_seconds() / 60)
    wait = Text(
        "een minuut" if minutes == 1 else f"{minutes} minuten", "a minute" if minutes == 1 else f"{minutes} minutes"
    )
    return Text(
        f"Er werd te vaak geprobeerd aan te melden. Wacht {wait.nl} en probeer het dan opnieuw.",
        f"There were too many tries to sign in. Wait {wait.en}, then try again.",
    )[lang]
