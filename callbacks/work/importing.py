"""Importing and exporting by the browser: ``/werk/import``, an address a step, so that each works without script."""

from __future__ import annotations

import tempfile

from flask import Flask, Response, abort, redirect, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from callbacks.http import access, staff
from callbacks.services import services
from callbacks.work import import_pages as pages
from components.work.importing_words import COLUMNS
from models import transfer, uploads
from models.drafts import Refused
from models.transfer_format import template
from models.transfer_input import Given, Opened, opened
from models.transfer_limits import IN_BROWSER, TransferRefused
from models.transfer_mapping import Mapping
from models.uploads import Upload
from models.vocabulary import Role

#: What a form adds to the file in it, at most.
_AROUND = 64 * 2**10
#: Of a file that is too large so much is heard out: a browser hears nothing before it has sent it all.
_HEARD_OUT = 8 * IN_BROWSER.size
_LONGEST_NAME = 200
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def install(server: Flask) -> None:
    """Answer the addresses for importing and exporting."""
    server.add_url_rule(pages.PATH, "import_start", start, methods=["GET", "POST"])
    server.add_url_rule(f"{pages.PATH}/<token>", "import_step", step, methods=["GET", "POST"])
    server.add_url_rule(f"{pages.PATH}/<token>/kolommen", "import_columns", columns, methods=["GET", "POST"])
    server.add_url_rule(f"{pages.PATH}/<token>/weg", "import_discard", discard, methods=["POST"])
    server.add_url_rule(f"{pages.TEMPLATE}<ending>", "import_template", example)
    server.add_url_rule(f"{pages.EXPORT}<ending>", "export_log", export)


@access.needs(Role.EDITOR)
def start() -> ResponseReturnValue:
    """Choosing a file, which is kept until it is imported."""
    store, person = services().store, access.signed_in()
    if request.method != "POST":
        with store.database.reading() as connection:
            waiting = uploads.kept(connection, person.id, store.clock())
        return pages.start(waiting=waiting)
    request.max_content_length = IN_BROWSER.size + _AROUND
    try:
        given = _given()
        _require_right(opened(given, IN_BROWSER))
    except RequestEntityTooLarge:
        _hear_out()
        return pages.start(wrong=pages.too_large(), status=413)
    except TransferRefused as refused:
        return pages.start(wrong=pages.sentence(refused), status=422)
    with store.database.appending() as connection:
        token = uploads.keep(connection, person.id, given, request.form.get("memorandum") or None, store.clock())
    return redirect(staff.here(pages.step(token)), 303)


@access.needs(Role.EDITOR)
def step(token: str) -> ResponseReturnValue:
    """What would become of each row, and importing them all once that was seen."""
    upload = _kept(token)
    if upload is None:
        return pages.gone()
    seen = request.form.get("seen", "") if request.method == "POST" else None
    try:
        file = opened(upload.given, IN_BROWSER)
        _require_right(file)
        if upload.mapping is None and not (file.is_full or (file.table and file.table.is_interface)):
            return redirect(staff.here(pages.step(token, "kolommen")), 303)
        found = _tried(upload, file, seen)
    except (TransferRefused, Refused) as refused:
        return pages.start(wrong=pages.sentence(refused), status=422)
    if not found.written:
        changed = seen is not None and seen != found.fingerprint
        return pages.trial(upload, file, found, changed=changed, status=409 if changed else 200)
    with services().store.database.appending() as connection:
        uploads.drop(connection, access.signed_in().id)
    return redirect(staff.here(pages.PATH, ingevoerd=str(found.count("new"))), 303)


@access.needs(Role.EDITOR)
def columns(token: str) -> ResponseReturnValue:
    """Saying which column of the file is which of ours."""
    upload = _kept(token)
    if upload is None:
        return pages.gone()
    try:
        table = opened(upload.given, IN_BROWSER).table
    except TransferRefused as refused:
        return pages.start(wrong=pages.sentence(refused), status=422)
    if table is None:
        return redirect(staff.here(pages.step(token)), 303)
    if request.method != "POST":
        return pages.columns(upload, table, upload.mapping)
    mapping = _chosen()
    try:
        mapping.check(table.header)
    except TransferRefused as refused:
        return pages.columns(upload, table, mapping, wrong=pages.sentence(refused), status=422)
    with services().store.database.appending() as connection:
        uploads.choose(connection, access.signed_in().id, mapping)
    return redirect(staff.here(pages.step(token)), 303)


@access.needs(Role.EDITOR)
def discard(token: str) -> ResponseReturnValue:
    """Putting a file aside; nothing of it was imported."""
    if _kept(token) is not None:
        with services().store.database.appending() as connection:
            uploads.drop(connection, access.signed_in().id)
    return redirect(staff.here(pages.PATH), 303)


@access.needs(Role.EDITOR)
def example(ending: str) -> ResponseReturnValue:
    """An empty table in our format."""
    if ending not in pages.TEMPLATES:
        abort(404)
    return Response(template(ending), headers=_download(f"voorbeeld{ending}", ending))


@access.needs(Role.ADMIN)
def export(ending: str) -> ResponseReturnValue:
    """The whole log as a file, which can be imported again."""
    if ending not in _TYPES:
        abort(404)
    store = services().store
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    try:
        transfer.export_to(store, file, ending, public=False)
    except TransferRefused as refused:
        file.close()
        return pages.start(wrong=pages.sentence(refused), status=422)
    file.seek(0)
    response = send_file(file, mimetype=_TYPES[ending])
    response.headers.update(_download(f"logboek-{store.clock():%Y-%m-%d}{ending}", ending))
    return response


def _download(name: str, ending: str) -> dict[str, str]:
    disposition = f'attachment; filename="{name}"'
    return {"Content-Disposition": disposition, "Content-Type": _TYPES[ending], "Cache-Control": "private, no-store"}


def _given() -> Given:
    """The file in the form; without the folders that some browsers name before it."""
    sent = request.files.get("file")
    name = (sent.filename or "").replace("\\", "/").rpartition("/")[2] if sent else ""
    if sent is None or not name:
        raise TransferRefused("no_file", "Kies een bestand.", "Choose a file.")
    shown = "".join(sign for sign in name if sign.isprintable())[-_LONGEST_NAME:]
    return Given(shown, sent.stream.read(IN_BROWSER.size + 1))


def _kept(token: str) -> Upload | None:
    store = services().store
    with store.database.reading() as connection:
        return uploads.kept(connection, access.signed_in().id, store.clock(), token)


def _require_right(file: Opened) -> None:
    """A full export says who wrote what: only an administrator may have that believed."""
    if file.is_full and not access.may(access.role(), Role.ADMIN):
        raise TransferRefused(
            "not_an_admin",
            "Dit is een volledige uitvoer, die ook zegt wie wat schreef: alleen een beheerder kan die invoeren.",
            "This is a full export, which also says who wrote what: only an administrator can import it.",
        )


def _tried(upload: Upload, file: Opened, seen: str | None) -> transfer.Imported:
    """What would become of the rows; with ``seen`` it is done, if it is still what was seen."""
    full = file.is_full and upload.mapping is None
    return transfer.import_opened(
        services().store,
        file,
        author=None if full else access.signed_in().id,
        memorandum=None if full else upload.memorandum,
        mapping=upload.mapping,
        dry_run=seen is None,
        seen=seen,
    )


def _chosen() -> Mapping:
    chosen = {name: request.form.get(f"column-{name}", "") for name in COLUMNS}
    fixed = {name: request.form.get(f"always-{name}", "").strip() for name in COLUMNS}
    return Mapping(_filled(chosen), _filled(fixed))


def _filled(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _hear_out() -> None:
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, _HEARD_OUT)
    while left > 0 and (taken := stream.read(min(left, 2**16))):
        left -= len(taken)
