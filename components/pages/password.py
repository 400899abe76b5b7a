"""Choosing a password: by a link that works once, or another one for who is signed in."""

from __future__ import annotations

from collections.abc import Mapping

from components.fields import field
from components.text import Text
from components.tree import Content, Node, h

FIRST = Text("De eerste beheerder", "The first administrator")
CHOOSE = Text("Kies een wachtwoord", "Choose a password")
CHANGE = Text("Wachtwoord wijzigen", "Change password")
OVER = Text("Deze link werkt niet meer", "This link no longer works")

Wrong = Mapping[str, str]


def first(action: str, link: str, email: str, name: str, wrong: Wrong, lang: str) -> Node:
    """The form that makes the first administrator; ``wrong`` is what is wrong, by field."""
    lead = Text(
        "Nog niemand heeft een account. Wie dit invult, wordt beheerder en kan daarna anderen toevoegen.",
        "Nobody has an account yet. Whoever fills this in becomes administrator, and can add others afterwards.",
    )
    fields: list[Content] = [
        _hidden(link),
        field(
            "email", Text("E-mailadres", "E-mail address")[lang], value=email, error=wrong.get("email", ""),
            kind="email", autocomplete="username", required=True, maxlength=254, autofocus=True,
        ),
        field(
            "name", Text("Naam", "Name")[lang], value=name, error=wrong.get("name", ""), autocomplete="name",
            maxlength=120,
            help_text=Text(
                "Staat in het openbaar bij wat u registreert. Zonder naam staat daar uw rol.",
                "Stands in public beside what you log. Without a name, your role stands there.",
            )[lang],
        ),
        _new(wrong, lang),
        _send(Text("Maak het account", "Make the account"), lang),
    ]  # fmt: skip
    return _page(FIRST, lead, action, fields, wrong, lang)


def chosen(action: str, link: str, email: str, wrong: Wrong, lang: str) -> Node:
    """The form behind a link that an administrator made for ``email``."""
    lead = Text(f"Voor het account {email}.", f"For the account {email}.")
    fields: list[Content] = [_hidden(link), _username(email), _new(wrong, lang), _send(CHOOSE, lang)]
    return _page(CHOOSE, lead, action, fields, wrong, lang)


def another(action: str, email: str, wrong: Wrong, lang: str) -> Node:
    """The form for who is signed in."""
    lead = Text(
        f"Voor het account {email}. Daarna bent u op al uw andere toestellen afgemeld.",
        f"For the account {email}. After that you are signed out on all your other devices.",
    )
    current = field(
        "current", Text("Huidig wachtwoord", "Present password")[lang], error=wrong.get("current", ""),
        kind="password", autocomplete="current-password", required=True, maxlength=1024,
    )  # fmt: skip
    fields: list[Content] = [_username(email), current, _new(wrong, lang), _send(CHANGE, lang)]
    return _page(CHANGE, lead, action, fields, wrong, lang)


def without(lang: str) -> Node:
    """Instead of the form, for who never chose a password."""
    told = Text(
        "U meldt zich aan via uw organisatie: daar hoort ook uw wachtwoord. Wilt u hier een eigen wachtwoord, "
        "vraag een beheerder dan om een link.",
        "You sign in through your organisation: that is where your password belongs. If you want a password of your "
        "own here, ask an administrator for a link.",
    )
    return h("section", h("h1", CHANGE[lang]), h("p", told[lang], class_="lead"))


def over(lang: str) -> Node:
    """What a link that was used, or is too old, leads to."""
    told = Text(
        "Hij is al gebruikt of te oud. Vraag een beheerder om een nieuwe. Is er nog geen beheerder, start de "
        "toepassing dan opnieuw: ze toont een nieuwe link in de terminal.",
        "It was used already, or is too old. Ask an administrator for another one. If there is no administrator yet, "
        "start the application again: it shows a new link in the terminal.",
    )
    return h("section", h("h1", OVER[lang]), h("p", told[lang], class_="lead"))


def _page(title: Text, lead: Text, action: str, fields: Content, wrong: Wrong, lang: str) -> Node:
    return h(
        "section",
        h("h1", title[lang]),
        h("p", lead[lang], class_="lead"),
        h("p", wrong[""], role="alert", class_="wrong") if "" in wrong else None,
        h("form", fields, method="post", action=action, class_="staff-form"),
    )


def _new(wrong: Wrong, lang: str) -> list[Node]:
    """The new password, twice."""
    help_text = Text(
        "Minstens 12 tekens. Een zin is makkelijker te onthouden dan een woord.",
        "At least 12 characters. A sentence is easier to remember than a word.",
    )
    once, twice = Text("Nieuw wachtwoord", "New password"), Text("Nog eens hetzelfde", "The same once more")
    return [
        field(
            "password", once[lang], help_text=help_text[lang], error=wrong.get("password", ""),
            kind="password", autocomplete="new-password", required=True, minlength=12, maxlength=1024,
        ),
        field(
            "again", twice[lang], error=wrong.get("again", ""),
            kind="password", autocomplete="new-password", required=True, maxlength=1024,
        ),
    ]  # fmt: skip


def _hidden(link: str) -> Node:
    return h("input", type="hidden", name="link", value=link)


def _username(email: str) -> Node:
    """For password managers: whose password this is."""
    return h("input", type="text", name="username", value=email, autocomplete="username", hidden=True)


def _send(label: Text, lang: str) -> Node:
    return h("button", label[lang], type="submit", class_="btn")
