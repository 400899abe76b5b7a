"""The pages of an administrator about people: who has an account, and one account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from components.address import Parameters, address
from components.fields import Option, choice, field
from components.text import Text, moment, plural
from components.tree import Content, Node, h

TITLE = Text("Beheer", "Administration")
NEW = Text("Account toevoegen", "Add an account")

_STATES = {
    "open": Text("open", "open"),
    "invited": Text("nog geen wachtwoord", "no password yet"),
    "closed": Text("afgesloten", "disabled"),
}
_TRIES = (
    Text("De laatste week mislukte {n} poging om aan te melden.", "Last week {n} try to sign in failed."),
    Text("De laatste week mislukten {n} pogingen om aan te melden.", "Last week {n} tries to sign in failed."),
)
#: What was done by the form that led here.
DONE = {
    "account": Text("Het account is bewaard.", "The account is saved."),
    "closed": Text(
        "Het account is afgesloten en overal afgemeld.", "The account is disabled, and signed out everywhere."
    ),
    "opened": Text("Het account is weer open.", "The account is open again."),
    "request": Text("De vraag is gewijzigd; de oude versie blijft.", "The request is changed; the old version stays."),
    "memorandum": Text("Het memorandum is gewijzigd.", "The memorandum is changed."),
}


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list: ``role`` in words, ``state`` a key of the states."""

    id: int
    name: str
    email: str
    role: str
    state: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A version of the catalogue that somebody wrote: what it changed, why."""

    what: str
    at: datetime
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Memorandum:
    """One that can be edited, with its requests: code and title."""

    id: str
    title: str
    requests: tuple[tuple[str, str], ...]


def overview(
    accounts: Sequence[AccountRow], memoranda: Sequence[Memorandum], edits: Sequence[Edited], failed: int, done: str,
    language: Parameters, lang: str,
) -> list[Content]:  # fmt: skip
    """The page ``/beheer``. ``failed`` counts the tries to sign in that failed lately; ``done`` is a key or empty."""
    return [
        h("section", h("h1", TITLE[lang]), told(done, lang)),
        _people(accounts, failed, language, lang),
        _catalogue(memoranda, language, lang),
        _redaction(language, lang),
        _edits(edits, lang) if edits else None,
    ]


def told(done: str, lang: str) -> Node | None:
    """The sentence about what was just done."""
    return h("p", DONE[done][lang], role="status", class_="done") if done in DONE else None


def _people(accounts: Sequence[AccountRow], failed: int, language: Parameters, lang: str) -> Node:
    heads = Text("Naam", "Name"), Text("E-mailadres", "E-mail address"), Text("Rol", "Role"), Text("Toestand", "State")
    rows = [
        h(
            "tr",
            h(
                "th",
                h("a", account.name or account.email, href=address(f"/beheer/account/{account.id}", language)),
                scope="row",
            ),
            h("td", account.email),
            h("td", account.role),
            h("td", _STATES[account.state][lang]),
        )
        for account in accounts
    ]
    tries = plural(failed, *_TRIES, lang)
    return h(
        "section",
        h("h2", Text("Wie mag aanmelden", "Who may sign in")[lang]),
        h(
            "div",
            h("table", h("thead", h("tr", [h("th", head[lang], scope="col") for head in heads])), h("tbody", rows)),
            class_="listed", tabindex=0, role="region", aria_label=Text("Accounts", "Accounts")[lang],
        ),
        h("p", tries) if failed else None,
        h("p", h("a", NEW[lang], href=address("/beheer/account", language), class_="btn"), class_="more"),
    )  # fmt: skip


def _catalogue(memoranda: Sequence[Memorandum], language: Parameters, lang: str) -> Node:
    lead = Text(
        "Titels, afgeleide overheden en SDG-koppelingen kunt u wijzigen, met een reden. Wat er stond, blijft leesbaar "
        "voor wie een vroegere toestand opvraagt; de statussen veranderen niet.",
        "Titles, implied governments and SDG links can be changed, with a reason. What stood there stays readable for "
        "whoever asks for an earlier state; statuses do not change.",
    )
    return h(
        "section",
        h("h2", Text("Memorandum en vragen", "Memorandum and requests")[lang]),
        h("p", lead[lang], class_="intro"),
        [_memorandum(memorandum, language, lang) for memorandum in memoranda],
    )


def _memorandum(memorandum: Memorandum, language: Parameters, lang: str) -> Node:
    options = tuple(Option(code, f"{code} {title}") for code, title in memorandum.requests)
    edit = address("/beheer/memorandum", language, memorandum=memorandum.id)
    return h(
        "div",
        h("h3", memorandum.title),
        h("p", h("a", Text("Titel, uitgever en laatste dag", "Title, publisher and last day")[lang], href=edit)),
        h(
            "form",
            _kept(language),
            h("input", type="hidden", name="memorandum", value=memorandum.id),
            choice(f"request-{memorandum.id}", Text("Vraag", "Request")[lang], options, sent_as="request"),
            h("button", Text("Wijzig deze vraag", "Change this request")[lang], type="submit", class_="btn second"),
            action="/beheer/vraag", class_="staff-form",
        ),
    )  # fmt: skip


def _redaction(language: Parameters, lang: str) -> Node:
    lead = Text(
        "Alleen voor tekst die er niet had mogen staan, zoals persoonsgegevens of iets onwettigs. De tekst en de "
        "bronnen verdwijnen voorgoed; een openbare vermelding met de reden blijft, en geen enkel cijfer verandert.",
        "Only for text that should not have been there, such as personal data or something unlawful. The text and the "
        "sources are gone for good; a public mark with the reason stays, and no figure changes.",
    )
    number = field(
        "entry", Text("Nummer van de logregel", "Number of the entry")[lang],
        inputmode="numeric", pattern="-?[0-9]+", required=True, maxlength=20, autocomplete="off",
    )  # fmt: skip
    look = h("button", Text("Bekijk deze logregel", "Look at this entry")[lang], type="submit", class_="btn second")
    return h(
        "section",
        h("h2", Text("Tekst onleesbaar maken", "Redact text")[lang]),
        h("p", lead[lang], class_="intro"),
        h("form", _kept(language), number, look, action="/beheer/logregel", class_="staff-form"),
    )


def _edits(edits: Sequence[Edited], lang: str) -> Node:
    items = [
        h("li", h("p", moment(edit.at, lang), ", ", edit.author, ": ", edit.what), h("p", edit.reason, class_="help"))
        for edit in edits
    ]
    return h(
        "section", h("h2", Text("Laatst gewijzigd", "Changed lately")[lang]), h("ul", items, class_="edits")
    )  # fmt: skip


def _kept(language: Parameters) -> list[Node]:
    return [h("input", type="hidden", name=name, value=value) for name, value in language]


def new(action: str, typed: Mapping[str, str], roles: tuple[Option, ...], wrong: Mapping[str, str], lang: str) -> Node:
    """The form for another account; ``typed`` holds what was filled in already."""
    email = field(
        "email", Text("E-mailadres", "E-mail address")[lang], value=typed.get("email", ""),
        error=wrong.get("email", ""), kind="email", required=True, maxlength=254, autocomplete="off",
    )  # fmt: skip
    lead = Text(
        "Hierna krijgt u een link die u zelf aan deze persoon bezorgt. Daarmee kiest die een wachtwoord.",
        "After this you get a link to hand to this person yourself. They choose a password with it.",
    )
    fields: list[Content] = [email, _name_and_role(typed, roles, wrong, lang), _send(NEW, lang)]
    return h(
        "section",
        h("h1", NEW[lang]),
        h("p", lead[lang], class_="lead"),
        _beside_none(wrong),
        h("form", fields, method="post", action=action, class_="staff-form"),
    )


def one(
    row: AccountRow, action: str, typed: Mapping[str, str], roles: tuple[Option, ...], wrong: Mapping[str, str],
    link: str, done: str, lang: str,
) -> list[Content]:  # fmt: skip
    """An account: its name and role, a link for a password, closing or opening. ``link`` is one that was just made."""
    save = _send(Text("Bewaar", "Save"), lang, do="save")
    form = h("form", _name_and_role(typed, roles, wrong, lang), save, method="post", action=action, class_="staff-form")
    return [
        h(
            "section",
            h("h1", row.name or row.email),
            h("p", f"{row.email}, {_STATES[row.state][lang]}.", class_="lead"),
            told(done, lang),
            _beside_none(wrong),
            form,
        ),
        _password(row, action, link, lang) if row.state != "closed" else None,
        _closing(row, action, lang),
    ]


def _password(row: AccountRow, action: str, link: str, lang: str) -> Node:
    lead = Text(
        "Bezorg de link zelf, langs een weg die u vertrouwt. Hij werkt één keer en drie dagen lang; wie hem gebruikt, "
        "wordt op alle andere toestellen afgemeld.",
        "Hand over the link yourself, by a way you trust. It works once and for three days; whoever uses it is signed "
        "out on all other devices.",
    )
    make = _send(Text("Maak een link voor een wachtwoord", "Make a link for a password"), lang, do="link")
    shown = _shown_link(link, lang) if link else None
    return h(
        "section",
        h("h2", Text("Wachtwoord", "Password")[lang]),
        h("p", lead[lang], class_="intro"),
        shown,
        h("form", make, method="post", action=action, class_="staff-form"),
    )


def _shown_link(link: str, lang: str) -> Node:
    """A link that is shown once, to be copied."""
    return field(
        "link", Text("De link, die u alleen nu ziet", "The link, which you only see now")[lang],
        value=link, readonly=True, autocomplete="off",
    )  # fmt: skip


def _closing(row: AccountRow, action: str, lang: str) -> Node:
    if row.state == "closed":
        lead = Text("Wie dit account heeft, kan niet aanmelden.", "Whoever has this account cannot sign in.")
        send = _send(Text("Open het account weer", "Open the account again"), lang, do="open")
    else:
        lead = Text(
            "Een afgesloten account kan niet meer aanmelden of registreren. Wat ermee geschreven is, blijft.",
            "A disabled account can no longer sign in or log. What was written with it stays.",
        )
        send = _send(Text("Sluit het account af", "Disable the account"), lang, do="close")
    return h(
        "section",
        h("h2", Text("Toegang", "Access")[lang]),
        h("p", lead[lang], class_="intro"),
        h("form", send, method="post", action=action, class_="staff-form"),
    )


def _name_and_role(
    typed: Mapping[str, str], roles: tuple[Option, ...], wrong: Mapping[str, str], lang: str
) -> list[Node]:
    name_help = Text(
        "Staat in het openbaar bij wat deze persoon registreert. Zonder naam staat daar de rol.",
        "Stands in public beside what this person logs. Without a name, the role stands there.",
    )
    role_help = Text(
        "Een lezer ziet ook wat intern is, een redacteur registreert, een beheerder doet daarnaast wat op deze "
        "pagina's staat.",
        "A reader also sees what is internal, an editor logs, an administrator also does what stands on these pages.",
    )
    return [
        field(
            "name", Text("Naam", "Name")[lang], value=typed.get("name", ""), help_text=name_help[lang],
            error=wrong.get("name", ""), maxlength=120, autocomplete="off",
        ),
        choice(
            "role", Text("Rol", "Role")[lang], roles, value=typed.get("role", ""), help_text=role_help[lang],
            error=wrong.get("role", ""),
        ),
    ]  # fmt: skip


def _beside_none(wrong: Mapping[str, str]) -> Node | None:
    return h("p", wrong[""], role="alert", class_="wrong") if "" in wrong else None


def _send(label: Text, lang: str, do: str = "") -> Node:
    return h("button", label[lang], type="submit", name="do" if do else None, value=do or None, class_="btn")
