"""Linked data over HTTP: identifiers that lead on (303), documents about them, and pages that are asked for as data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, request

from callbacks import dataset, linked
from callbacks.http import reads
from callbacks.http.dumps import current
from callbacks.http.rows import json_text
from callbacks.linked import TYPE, Document
from callbacks.services import services
from components.history import anchor
from components.root import rooted
from models.clock import today
from models.entries import EntryView
from models.query import Problem, QueryError, Scope, parse
from models.reading import Reading

OPEN_DATA = "/open-data"
DATASET, VOCABULARY = "/data/dataset.jsonld", "/data/vocabulary.jsonld"
#: The identifiers that all lead to one document, and the page that tells the same.
_IN_VOCABULARY = {"status": "/methode", "government": "/methode", "memorandum": "/"}
_IN_DATASET = ("catalogue", "dataset", "api")

_NOTHING = Problem(
    *("", "", "not_found"),
    {
        "nl": "Dit bestaat niet; /open-data legt uit wat er is.",
        "en": "This does not exist; /open-data explains what there is.",
    },
)


class _Missing(Exception):
    """There is no such thing."""


def install(server: Flask) -> None:
    """Answer the identifiers and the documents."""
    _document(server, DATASET, _dataset)
    _document(server, VOCABULARY, lambda: linked.vocabulary(current()[1]))
    _document(server, "/data/request/<memorandum>/<code>.jsonld", _request)
    _document(server, "/data/dossier/<memorandum>/<number>.jsonld", _dossier)
    _document(server, "/data/entry/<number>.jsonld", _entry)
    reads.route(server, "/id/<kind>", partial(_found, _lead))
    reads.route(server, "/id/<kind>/<path:key>", partial(_found, _lead))


def about(path: str, memorandum: str) -> str:
    """The address of the document about what the page at ``path`` shows; empty where there is none."""
    kind, _, key = path.removeprefix("/").partition("/")
    if path == OPEN_DATA:
        return DATASET
    if kind not in _PAGES or not key or "/" in key:
        return ""
    return f"/data/{_PAGES[kind][0]}/{quote(memorandum, safe='')}/{key}.jsonld"


def preferred(path: str) -> Response | None:
    """The document about what the page at ``path`` shows, for who asks for it as linked data; else None."""
    if request.accept_mimetypes.best_match(["text/html", TYPE]) != TYPE:
        return None
    scope = services().store.scope()
    memorandum = request.args.get("memorandum") or (scope.newest if scope.memoranda else "")
    target = about(path, memorandum)
    if not target:
        return None
    kind, _, key = path.removeprefix("/").partition("/")
    view = _dataset if path == OPEN_DATA else partial(_PAGES[kind][1], memorandum, key)
    response = reads.answered(partial(_found, partial(_answer, target, view, ("memorandum",))))
    response.headers["Content-Location"] = rooted(target)
    response.vary.add("Accept")
    return response


def _document(server: Flask, path: str, view: Callable[..., Document]) -> None:
    """Answer ``path`` with the document that ``view`` makes of the values in it."""

    def answer(**values: str) -> Response:
        return _answer(path, partial(view, **values), (), **values)

    reads.route(server, path, partial(_found, answer))


def _answer(path: str, view: Callable[[], Document], accepts: Collection[str], **values: str) -> Response:
    store = services().store
    scope = store.scope()
    parse(request.args.items(multi=True), scope, accepts=accepts)
    tag = reads.tag_of(path, values, store.public_state(), today(scope.now), services().settings.address)
    return reads.conditional(tag, lambda: json_text(view()), TYPE)


def _found(view: Callable[..., Response], **values: str) -> Response:
    try:
        return view(**values)
    except _Missing:
        return reads.failure(HTTPStatus.NOT_FOUND, [_NOTHING])


def _lead(kind: str, key: str = "") -> Response:
    """From an identifier to the page about it, or to the document where data is preferred."""
    parts = key.split("/") if key else []
    page, data = _places(kind, parts)
    wanted = request.accept_mimetypes.best_match(["text/html", TYPE, reads.JSON])
    target = page if wanted in ("text/html", None) else data
    response = Response(status=HTTPStatus.SEE_OTHER, headers={"Location": target})
    response.vary.add("Accept")
    return response


def _places(kind: str, key: list[str]) -> tuple[str, str]:
    """The page and the document about a thing; whether it exists is told there."""
    if kind in _IN_VOCABULARY and len(key) <= 1:
        return _IN_VOCABULARY[kind], VOCABULARY
    if kind in _IN_DATASET and not key:
        return OPEN_DATA, DATASET
    if kind == "entry" and len(key) == 1:
        found = _entry_view(key[0])
        page = f"/vraag/{found.request}?memorandum={found.memorandum}#{anchor(found.id)}"
        return page, f"/data/entry/{found.id}.jsonld"
    if kind == "request" and len(key) == 2:
        return f"/vraag/{key[1]}?memorandum={key[0]}", f"/data/request/{key[0]}/{key[1]}.jsonld"
    if kind == "dossier" and len(key) == 2:
        return f"/dossier/{key[1]}?memorandum={key[0]}", f"/data/dossier/{key[0]}/{key[1]}.jsonld"
    if kind == "track" and len(key) == 3:
        page = f"/vraag/{key[1]}?memorandum={key[0]}#overheid-{key[2]}"
        return page, f"/data/request/{key[0]}/{key[1]}.jsonld"
    raise _Missing


def _dataset() -> Document:
    _, readings = current()
    return dataset.described(readings)


def _request(memorandum: str, code: str) -> Document:
    reading = _reading(memorandum)
    if code not in reading.catalogue.request:
        raise _Missing
    return linked.document(linked.request(reading, reading.catalogue.request[code]))


def _dossier(memorandum: str, number: str) -> Document:
    reading = _reading(memorandum)
    found = next((each for each in reading.catalogue.dossiers if str(each.number) == number), None)
    if found is None:
        raise _Missing
    return linked.document(linked.dossier(reading, found))


def _entry(number: str) -> Document:
    return linked.document(linked.entry(_entry_view(number)))


def _entry_view(number: str) -> EntryView:
    if number.isascii() and number.isdigit() and len(number) < 16:
        for reading in current()[1]:
            if found := reading.entries([int(number)]):
                return found[0]
    raise _Missing


def _reading(memorandum: str) -> Reading:
    store = services().store
    scope: Scope = store.scope()
    try:
        return store.read(parse([("memorandum", memorandum)], scope, accepts=("memorandum",)))
    except QueryError as refused:
        if any(problem.code == "no_memorandum" for problem in refused.problems):
            raise
        raise _Missing from None


#: The pages that are about one thing: the kind of thing, and what makes the document of a memorandum and a key.
_PAGES: Mapping[str, tuple[str, Callable[[str, str], Document]]] = {
    "vraag": ("request", _request),
    "dossier": ("dossier", _dossier),
}
