"""Pages behind the sign-in: the frame around each, in the language of its address, kept by no cache."""

from __future__ import annotations

from flask import Response, make_response, request

from callbacks import document
from callbacks.http import access, live
from callbacks.page import Page
from components.address import Parameters, address
from components.news import news
from components.shell import NAME, Account, Shell, page
from components.text import LANGUAGES, Text
from components.tree import Content, h
from models.drafts import Refused
from models.vocabulary import Role

__all__ = ["PAGES", "Response", "answer", "here", "landing", "lang", "wrong"]

#: The pages behind the sign-in, in the order of the navigation, and who finds each there.
PAGES: tuple[tuple[str, Text, Role], ...] = (
    ("/werk", Text("Werk", "Work"), Role.READER),
    ("/vergaderingen", Text("Vergaderingen", "Meetings"), Role.READER),
    ("/werk/log", Text("Loggen", "Log"), Role.EDITOR),
    ("/werk/import", Text("Invoer", "Import"), Role.EDITOR),
    ("/beheer", Text("Beheer", "Administration"), Role.ADMIN),
    ("/werk/ingesloten", Text("Ingesloten", "Embedded"), Role.READER),
)
ROLES = {
    Role.READER: Text("lezer", "reader"),
    Role.EDITOR: Text("redacteur", "editor"),
    Role.ADMIN: Text("beheerder", "administrator"),
}


def lang() -> str:
    """The language of the address; Dutch where it names none of ours."""
    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def language(kept: str = "") -> Parameters:
    """The parameters by which an address keeps the language ``kept``, by default that of this one."""
    kept = kept or lang()
    return () if kept == LANGUAGES[0] else (("lang", kept),)


def here(path: str, **parameters: str) -> str:
    """An address in the language of this one."""
    return address(path, language(), **parameters)


def landing() -> str:
    """Where one comes after signing in: the first page of one's role."""
    return next((path for path, _, least in PAGES if access.may(access.role(), least)), "/")


def wrong(refused: Refused) -> dict[str, str]:
    """Why something was refused, by the field it is about ("": none that was sent), in the language of the address."""
    field = refused.field if refused.field in request.form else ""
    return {field or "": refused.en if lang() == "en" else refused.nl}


def answer(
    title: str, *content: Content, status: int = 200, scripts: tuple[str, ...] = (), styles: tuple[str, ...] = ()
) -> Response:
    """A page as a response. ``scripts`` and ``styles`` name files in ``assets/`` that only this page needs.

    Whoever is signed in stands in the header, with the pages of their role.
    """
    account = _account()
    shell = Shell(lang(), request.path, tuple(request.args.items(multi=True)), account=account)
    notice = news(lang(), live.INSIDE, live.version_inside()) if account else None
    shown = Page(
        lang=lang(),
        title=f"{title} – {NAME}",
        tree=h("div", page(shell, *content), notice),
        status=status,
        scripts=("state.js", "header.js", "news.js", "earlier.js", "staff/drafts.js", *scripts),
        styles=("staff/staff.css", *styles),
    )
    return make_response(document.plain(shown), status)


def _account() -> Account | None:
    found = access.person()
    if found is None:
        return None
    pages = tuple((path, label) for path, label, least in PAGES if access.may(found.role, least))
    return Account(found.name or found.email, ROLES[found.role][lang()], pages)
