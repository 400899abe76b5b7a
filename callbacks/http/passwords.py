"""Choosing a password: ``/wachtwoord/instellen`` by a link that works once, ``/wachtwoord`` for who is signed in."""

from __future__ import annotations

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from callbacks.http import access, sign_in, staff
from callbacks.services import services
from components.pages import password as form
from components.pages import sign_in as words
from components.text import Text
from models import password_links, people
from models.drafts import Refused
from models.password_links import PasswordLink
from models.vocabulary import Role

BY_LINK = "/wachtwoord/instellen"
OWN = "/wachtwoord"

_DIFFERENT = Text("De twee wachtwoorden zijn niet gelijk.", "The two passwords are not the same.")
_NOT_IT = Text("Dit is niet uw huidige wachtwoord.", "This is not your present password.")


def install(server: Flask) -> None:
    """Answer the addresses at which a password is chosen."""
    server.add_url_rule(BY_LINK, "password_by_link", by_link, methods=["GET", "POST"])
    server.add_url_rule(OWN, "own_password", own, methods=["GET", "POST"])


@access.needs(None)  # the link itself is the right
def by_link() -> ResponseReturnValue:
    """The form behind a link, and what it sends; whoever sends it is signed in."""
    token = request.values.get("link", "")
    store = services().store
    with store.database.reading() as connection:
        found = password_links.link(connection, token, store.clock())
    if found is None:
        return _unreferred(staff.answer(form.OVER[staff.lang()], form.over(staff.lang()), status=410))
    if request.method != "POST":
        return _link_form(found, token, {})
    if not _typed_twice():
        return _link_form(found, token, {"again": _DIFFERENT[staff.lang()]})
    sent = request.form
    try:
        with store.database.appending() as connection:
            person = password_links.follow(
                connection, token, sent.get("password", ""), store.clock(),
                email=sent.get("email", ""), name=sent.get("name", ""),
            )  # fmt: skip
    except Refused as refused:
        return _link_form(found, token, staff.wrong(refused))
    access.sign_in(person)
    return redirect(staff.here(staff.landing()), 303)


@access.needs(Role.READER)
def own() -> ResponseReturnValue:
    """The form for who is signed in, and what it sends; other devices are signed out by it."""
    person = access.signed_in()
    lang = staff.lang()
    if not person.signs_in:
        return staff.answer(form.CHANGE[lang], form.without(lang))
    if request.method != "POST":
        return _own_form({})
    if not _typed_twice():
        return _own_form({"again": _DIFFERENT[lang]})
    try:
        if sign_in.known(person.email, request.form.get("current", "")) is None:
            return _own_form({"current": _NOT_IT[lang]})
        with services().store.database.appending() as connection:
            changed = people.set_password(connection, person.email, request.form.get("password", ""))
    except sign_in.TooOften as stopped:
        return _own_form({"": words.too_often(stopped.wait, lang)}, status=429)
    except Refused as refused:
        return _own_form(staff.wrong(refused))
    access.sign_in(changed)
    return redirect(staff.here(staff.landing()), 303)


def _typed_twice() -> bool:
    return request.form.get("password", "") == request.form.get("again", "")


def _link_form(found: PasswordLink, token: str, wrong: form.Wrong) -> staff.Response:
    lang, action = staff.lang(), staff.here(BY_LINK)
    if found.person:
        title, tree = form.CHOOSE, form.chosen(action, token, found.person.email, wrong, lang)
    else:
        email, name = request.form.get("email", ""), request.form.get("name", "")
        title, tree = form.FIRST, form.first(action, token, email, name, wrong, lang)
    return _unreferred(staff.answer(title[lang], tree, status=400 if wrong else 200))


def _own_form(wrong: form.Wrong, status: int = 400) -> staff.Response:
    lang = staff.lang()
    tree = form.another(staff.here(OWN), access.signed_in().email, wrong, lang)
    return staff.answer(form.CHANGE[lang], tree, status=status if wrong else 200)


def _unreferred(response: staff.Response) -> staff.Response:
    """The address holds a secret: no other site hears of it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
