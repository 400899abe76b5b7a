"""What an administrator does about people, and where the rest of ``/beheer`` begins."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from flask import Flask, abort, redirect, request
from flask.typing import ResponseReturnValue

from callbacks.http import access, passwords, staff
from callbacks.naming import named
from callbacks.services import services
from components.fields import Option
from components.pages import admin as page
from components.pages.admin import AccountRow, Edited, Memorandum
from components.text import Text
from models import accounts, editing, password_links, people, retention
from models.drafts import Refused
from models.people import Person
from models.vocabulary import Role

PATH = "/beheer"
_ACCOUNT = f"{PATH}/account"
_HIGHEST = 2**31 - 1
_EDITS_SHOWN = 10
_DAYS_COUNTED = 7
_RECORDS = {
    "request": Text("vraag {key}", "request {key}"),
    "memorandum": Text("memorandum {key}", "memorandum {key}"),
}


def install(server: Flask) -> None:
    """Answer the addresses about people."""
    server.add_url_rule(PATH, "admin", overview)
    server.add_url_rule(_ACCOUNT, "admin_new_account", new_account, methods=["GET", "POST"])
    server.add_url_rule(f"{_ACCOUNT}/<int(max={_HIGHEST}):id_>", "admin_account", one_account, methods=["GET", "POST"])


@access.needs(Role.ADMIN)
def overview() -> ResponseReturnValue:
    """Who has an account, what can be edited, and what was edited lately."""
    lang, store = staff.lang(), services().store
    with store.database.reading() as connection:
        found = people.people(connection)
        edits = editing.latest_edits(connection, _EDITS_SHOWN)
        failed = retention.failed(connection, store.clock() - timedelta(days=_DAYS_COUNTED))
    rows = [_row(person) for person in found]
    shown = [Edited(_what(edit), edit.recorded_at, edit.author, edit.reason) for edit in edits]
    tree = page.overview(rows, _memoranda(lang), shown, failed, request.args.get("done", ""), staff.language(), lang)
    return staff.answer(page.TITLE[lang], *tree)


@access.needs(Role.ADMIN)
def new_account() -> ResponseReturnValue:
    """The form for another account; once it is there, a link for its password."""
    if request.method != "POST":
        return _new_form({"role": Role.EDITOR}, {})
    store = services().store
    typed = {name: request.form.get(name, "") for name in ("email", "name", "role")}
    try:
        with store.database.appending() as connection:
            made = people.add(connection, typed["email"], _role(), typed["name"], None, store.clock())
            token = password_links.for_person(connection, made, store.clock())
    except Refused as refused:
        return _new_form(typed, staff.wrong(refused))
    return _account_page(made, link=token)


@access.needs(Role.ADMIN)
def one_account(id_: int) -> ResponseReturnValue:
    """An account, and what the forms on its page send."""
    store = services().store
    with store.database.reading() as connection:
        try:
            person = accounts.account(connection, id_)
        except Refused:
            abort(404)
    if request.method != "POST":
        return _account_page(person, done=request.args.get("done", ""))
    do = request.form.get("do", "")
    try:
        if do == "link":
            with store.database.appending() as connection:
                return _account_page(person, link=password_links.for_person(connection, person, store.clock()))
        return redirect(staff.here(f"{_ACCOUNT}/{id_}", done=_carried_out(do, person)), 303)
    except Refused as refused:
        return _account_page(person, wrong=staff.wrong(refused))


def _carried_out(do: str, person: Person) -> str:
    """Do what was asked; the key of the sentence about it."""
    store = services().store
    with store.database.appending() as connection:
        if do == "save":
            by, name = access.signed_in().id, request.form.get("name", "")
            accounts.change(connection, by, person, _role(), name, store.clock())
            return "account"
        if do == "close":
            accounts.require_another_admin(connection, person)
            people.disable(connection, person.email)
            return "closed"
        if do == "open":
            accounts.enable(connection, person)
            return "opened"
    abort(400)


def _role() -> Role:
    try:
        return Role(request.form.get("role", ""))
    except ValueError:
        raise Refused("unknown_role", "Kies een rol.", "Choose a role.", "role") from None


def _row(person: Person) -> AccountRow:
    state = "closed" if not person.active else "open" if person.signs_in else "invited"
    return AccountRow(person.id, person.name, person.email, staff.ROLES[person.role][staff.lang()], state)


def _roles() -> tuple[Option, ...]:
    return tuple(Option(role.value, staff.ROLES[role][staff.lang()]) for role in Role)


def _new_form(typed: Mapping[str, str], wrong: Mapping[str, str]) -> staff.Response:
    lang = staff.lang()
    tree = page.new(staff.here(_ACCOUNT), typed, _roles(), wrong, lang)
    return staff.answer(page.NEW[lang], tree, status=400 if wrong else 200)


def _account_page(
    person: Person, *, wrong: Mapping[str, str] | None = None, link: str = "", done: str = ""
) -> staff.Response:
    typed = {name: request.form.get(name, "") for name in ("name", "role")} if wrong else {}
    known = {"name": person.name, "role": person.role.value} | typed
    action, address = staff.here(f"{_ACCOUNT}/{person.id}"), ""
    if link:
        address = f"{services().settings.address}{passwords.BY_LINK}?link={link}"
    tree = page.one(_row(person), action, known, _roles(), wrong or {}, address, done, staff.lang())
    return staff.answer(person.name or person.email, *tree, status=400 if wrong else 200)


def _what(edit: editing.Change) -> str:
    """What an edit changed, in words; a name of an author when no record changed."""
    lang = staff.lang()
    named_records = [_RECORDS[kind][lang].format(key=key) for _, kind, key in edit.records if kind in _RECORDS]
    return ", ".join(named_records) or Text("naam van een auteur", "name of an author")[lang]


def _memoranda(lang: str) -> list[Memorandum]:
    store = services().store
    catalogues = [store.catalogue(id_) for id_ in store.scope().memoranda]
    return [
        Memorandum(
            catalogue.memorandum.id,
            named(catalogue.memorandum, "title", lang),
            tuple((found.id, named(found, "title", lang)) for found in catalogue.requests),
        )
        for catalogue in catalogues
    ]
