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


#: Why another service did not get somebody in, by code.
WHY = {
    "provider": Text(
        "Aanmelden via uw organisatie is niet gelukt. Probeer het opnieuw; blijft het misgaan, zeg het dan aan een "
        "beheerder.",
        "Signing in through your organisation did not succeed. Try again; if it keeps failing, tell an administrator.",
    ),
    "no_group": Text(
        "U bent bij uw organisatie aangemeld, maar geen van uw groepen geeft hier toegang. Vraag het een beheerder.",
        "You are signed in at your organisation, but none of your groups gives access here. Ask an administrator.",
    ),
    "no_account": Text(
        "U bent bij uw organisatie aangemeld, maar hebt hier nog geen account. Vraag het een beheerder.",
        "You are signed in at your organisation, but have no account here yet. Ask an administrator.",
    ),
    "email_unverified": Text(
        "Uw e-mailadres heeft hier al een account, en uw organisatie bevestigt niet dat het van u is. Meld u hieronder "
        "aan met uw wachtwoord, of vraag het een beheerder.",
        "Your e-mail address has an account here, and your organisation does not confirm that it is yours. Sign in "
        "with your password below, or ask an administrator.",
    ),
    "email_of_another": Text(
        "Het account met uw e-mailadres hoort bij iemand anders van uw organisatie. Vraag het een beheerder.",
        "The account with your e-mail address belongs to somebody else at your organisation. Ask an administrator.",
    ),
    "not_an_email": Text(
        "Uw organisatie geeft geen e-mailadres van u door. Vraag het een beheerder.",
        "Your organisation passes on no e-mail address of yours. Ask an administrator.",
    ),
    "account_closed": Text(
        "Uw account is afgesloten. Vraag het een beheerder.", "Your account is disabled. Ask an administrator."
    ),
}


def layout(
    action: str, email: str, following: str, wrong: str, lang: str, *, elsewhere: str = "", at: str = ""
) -> Node:
    """The form, sent to ``action``; ``following`` is where it leads, ``wrong`` the sentence about the last try.

    ``elsewhere`` is the address of another service by which one can sign in, called ``at``; empty if there is none.
    """
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
        _elsewhere(elsewhere, at, lang) if elsewhere else None,
        h("form", fields, method="post", action=action, class_="staff-form"),
    )


def _elsewhere(href: str, at: str, lang: str) -> Node:
    name = at or Text("uw organisatie", "your organisation")[lang]
    words = Text(f"Aanmelden via {name}", f"Sign in through {name}")[lang]
    return h("p", h("a", words, href=href, class_="btn second"), class_="elsewhere")


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
