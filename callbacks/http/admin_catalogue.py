"""What an administrator changes of the record: a request, a memorandum, and words of the log that must go."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from flask import Flask, abort, redirect, request
from flask.typing import ResponseReturnValue

from callbacks.http import access, staff
from callbacks.http.admin import PATH
from callbacks.naming import named
from callbacks.services import services
from components.pages import admin_catalogue as page
from components.pages.admin_catalogue import Box
from components.text import Text, day
from components.tree import Content, h
from data.records import Request
from models import editing
from models.catalogue import Catalogue
from models.drafts import Refused
from models.editing import MemorandumEdit, RequestEdit
from models.entries import EntryView, entries
from models.vocabulary import Role

_REQUEST = f"{PATH}/vraag"
_MEMORANDUM = f"{PATH}/memorandum"
_ENTRY = f"{PATH}/logregel"
_LONGEST_NUMBER = 18


def install(server: Flask) -> None:
    """Answer the addresses about the record."""
    server.add_url_rule(_REQUEST, "admin_request", one_request, methods=["GET", "POST"])
    server.add_url_rule(_MEMORANDUM, "admin_memorandum", one_memorandum, methods=["GET", "POST"])
    server.add_url_rule(_ENTRY, "admin_entry", one_entry, methods=["GET", "POST"])


@access.needs(Role.ADMIN)
def one_request() -> ResponseReturnValue:
    """The form of a request, and what it sends."""
    catalogue = _catalogue()
    found = catalogue.request.get(request.args.get("request", ""))
    if found is None:
        abort(404)
    if request.method != "POST":
        return _request_page(catalogue, found, _editable(catalogue, found), {})
    sent = request.form
    edit = RequestEdit(
        **{name: sent.get(name, "") for name in ("title_nl", "title_en", "basis_nl", "basis_en")},
        **{name: sent.get(name, "") for name in ("sdg_targets", "sdg_rationale_nl")},
        governments=tuple(sent.getlist("governments")),
    )
    try:
        services().store.edit_request(
            access.signed_in().id, catalogue.memorandum.id, found.id, edit, sent.get("reason", ""), seen=_seen()
        )
    except Refused as refused:
        return _request_page(catalogue, found, _typed(asdict(edit), catalogue, refused), staff.wrong(refused))
    return redirect(staff.here(PATH, done="request"), 303)


@access.needs(Role.ADMIN)
def one_memorandum() -> ResponseReturnValue:
    """The form of a memorandum, and what it sends."""
    catalogue = _catalogue()
    known = catalogue.memorandum
    if request.method != "POST":
        names = ("title_nl", "title_en", "publisher", "end")
        typed = {name: str(getattr(known, name)) for name in names} | {"seen": str(catalogue.version)}
        return _memorandum_page(catalogue, typed, {})
    sent = {name: request.form.get(name, "") for name in ("title_nl", "title_en", "publisher", "end")}
    try:
        edit = MemorandumEdit(sent["title_nl"], sent["title_en"], sent["publisher"], _day(sent["end"]))
        reason = request.form.get("reason", "")
        services().store.edit_memorandum(access.signed_in().id, known.id, edit, reason, seen=_seen())
    except Refused as refused:
        return _memorandum_page(catalogue, _typed(sent, catalogue, refused), staff.wrong(refused))
    return redirect(staff.here(PATH, done="memorandum"), 303)


@access.needs(Role.ADMIN)
def one_entry() -> ResponseReturnValue:
    """An entry, and the form by which its words go."""
    number = request.args.get("entry", "")
    digits = number.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER):
        abort(404)
    store = services().store
    with store.database.reading() as connection:
        found = entries(connection, role=Role.ADMIN, ids=[int(number)])
    if not found:
        abort(404)
    if request.method != "POST":
        return _entry_page(found[0], {}, {})
    typed = {"reason": request.form.get("reason", "")}
    if request.form.get("sure") != "yes":
        unsure = Text("Vink aan dat u zeker bent.", "Tick that you are sure.")
        return _entry_page(found[0], typed, {"": unsure[staff.lang()]})
    try:
        store.redact(access.signed_in().id, found[0].id, typed["reason"])
    except Refused as refused:
        return _entry_page(found[0], typed, staff.wrong(refused))
    return redirect(staff.here(_ENTRY, entry=number), 303)


def _catalogue() -> Catalogue:
    memorandum = request.args.get("memorandum", "")
    store = services().store
    if memorandum not in store.scope().memoranda:
        abort(404)
    return store.catalogue(memorandum)


def _seen() -> int:
    sent = request.form.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= _LONGEST_NUMBER else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("no_day", "Kies een dag die bestaat.", "Choose a day that exists.", "end") from None


def _editable(catalogue: Catalogue, found: Request) -> dict[str, Any]:
    return asdict(editing.editable(found)) | {"seen": str(catalogue.version)}


def _typed(sent: dict[str, Any], catalogue: Catalogue, refused: Refused) -> dict[str, Any]:
    """What was typed, to be sent again; once somebody else's edit has been told, it no longer stands in the way."""
    told = refused.code == "edited_meanwhile"
    seen = str(catalogue.version) if told else request.form.get("seen", "")
    return sent | {"reason": request.form.get("reason", ""), "seen": seen}


def _request_page(catalogue: Catalogue, found: Request, typed: dict[str, Any], wrong: dict[str, str]) -> staff.Response:
    lang = staff.lang()
    action = staff.here(_REQUEST, memorandum=catalogue.memorandum.id, request=found.id)
    addressed = {one.code: named(one, "name", lang) for one in catalogue.governments if one.addressed}
    boxes = [Box(code, name, code in typed["governments"]) for code, name in addressed.items()]
    if not found.tracked:
        typed = {name: value for name, value in typed.items() if not name.startswith("sdg_")}
    boxes = boxes if editing.implied(found) else []
    tree = page.request_form(found.id, found.text_nl, action, typed, boxes, _why_not(found, lang), wrong, lang)
    return staff.answer(f"{found.id} {named(found, 'title', lang)}", tree, status=400 if wrong else 200)


def _why_not(found: Request, lang: str) -> str:
    if not found.tracked:
        return Text(
            "Deze vraag groepeert deelvragen: overheden en doelen zijn die van de deelvragen samen.",
            "This request groups sub-requests: its governments and goals are those of the sub-requests together.",
        )[lang]
    return Text(
        "De tekst van het memorandum noemt de overheden zelf; die staan vast.",
        "The memorandum's text names the governments itself; they are fixed.",
    )[lang]


def _memorandum_page(catalogue: Catalogue, typed: dict[str, Any], wrong: dict[str, str]) -> staff.Response:
    lang, known = staff.lang(), catalogue.memorandum
    action, title = staff.here(_MEMORANDUM, memorandum=known.id), named(known, "title", lang)
    tree = page.memorandum_form(title, day(known.start, "day", lang), action, typed, wrong, lang)
    return staff.answer(title, tree, status=400 if wrong else 200)


def _entry_page(found: EntryView, typed: dict[str, str], wrong: dict[str, str]) -> staff.Response:
    lang = staff.lang()
    when = day(found.effective_date, str(found.precision), lang) if found.effective_date else ""
    visibility = Text("openbaar", "public") if found.id > 0 else Text("intern", "internal")
    facts: list[tuple[str, Content]] = [
        (Text("Vraag", "Request")[lang], f"{found.request} ({found.government}), {found.memorandum}"),
        (Text("Soort", "Kind")[lang], f"{found.kind} {found.status or found.action or ''}, {visibility[lang]}"),
        *([(Text("Datum", "Date")[lang], when)] if when else []),
        (Text("Geregistreerd door", "Logged by")[lang], found.author),
    ]
    action = staff.here(_ENTRY, entry=str(found.id))
    redacted = found.redaction_reason if found.redacted else ""
    tree = page.redaction_form(found.id, facts, _words(found, lang), redacted, action, typed, wrong, lang)
    title = Text(f"Logregel {found.id}", f"Entry {found.id}")[lang]
    return staff.answer(title, *tree, status=400 if wrong else 200)


def _words(found: EntryView, lang: str) -> list[tuple[str, Content]]:
    """What goes when the entry is redacted."""
    texts: list[tuple[Text, Content]] = [
        (Text("Nota", "Note"), found.note_nl),
        (Text("Nota in het Engels", "Note in English"), found.note_en),
        (Text("Interne nota", "Internal note"), found.internal_note),
        (Text("Reden", "Reason"), found.reason),
        (Text("Waarom zonder bron", "Why without a source"), found.no_source_reason),
    ]
    for source in found.sources:
        told: Content = [source.title, " ", h("a", source.url, href=source.url), " ", source.publisher]
        texts.append((Text("Bron", "Source"), told))
    return [(term[lang], told) for term, told in texts if told]
