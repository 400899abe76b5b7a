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
from models.vocabulary import Status

OPEN_DATA = "/open-data"
DATASET, VOCABULARY = "/data/dataset.jsonld", "/data/vocabulary.jsonld"
#: The identifiers that all lead to one document, and the page that tells the same.
_IN_VOCABULARY = {"status": "/methode", "government": "/methode", "memorandum": "/"}
_IN_DATASET = ("catalogue", "dataset", "api")

#: Every document by its address, and every kind of identifier, each with what it is.
DOCUMENTS = {
    DATASET: "The dataset as DCAT-AP has it",
    VOCABULARY: "Statuses, governments and memoranda",
    "/data/request/<memorandum>/<code>.jsonld": "A request with its log",
    "/data/dossier/<memorandum>/<number>.jsonld": "A dossier with its requests",
    "/data/entry/<entry>.jsonld": "An entry of the log with its sources",
}
IDENTIFIERS = {
    **{f"/id/{kind}": f"What stands for every {kind}" for kind in _IN_VOCABULARY},
    **{f"/id/{kind}/<key>": f"A {kind}" for kind in _IN_VOCABULARY},
    **{f"/id/{kind}": f"The {kind}" for kind in _IN_DATASET},
    "/id/request/<memorandum>/<code>": "A request",
    "/id/dossier/<memorandum>/<number>": "A dossier",
    "/id/track/<memorandum>/<code>/<government>": "A request as put to one government",
    "/id/entry/<entry>": "An entry of the log",
}

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
    views: list[Callable[..., Document]] = [
        _dataset,
        lambda: linked.vocabulary(current()[1]),
        _request,
        _dossier,
        _entry,
    ]
    for path, view in zip(DOCUMENTS, views, strict=True):
        _document(server, path, view)
    reads.nothing_at(server, "/data/<path:unknown>", _NOTHING)
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
    """The page and the document about a thing; _Missing where there is no such thing."""
    if kind in _IN_DATASET and not key:
        return OPEN_DATA, DATASET
    if kind == "entry" and len(key) == 1:
        found = _entry_view(key[0])
        page = f"/vraag/{found.request}?memorandum={found.memorandum}#{anchor(found.id)}"
        return page, f"/data/entry/{found.id}.jsonld"
    if not _exists(kind, key, services().store.scope()):
        raise _Missing
    if kind in _IN_VOCABULARY:
        return _IN_VOCABULARY[kind], VOCABULARY
    place = f"#overheid-{key[2]}" if kind == "track" else ""
    name, page = ("dossier", "dossier") if kind == "dossier" else ("request", "vraag")
    return f"/{page}/{key[1]}?memorandum={key[0]}{place}", f"/data/{name}/{key[0]}/{key[1]}.jsonld"


def _exists(kind: str, key: list[str], scope: Scope) -> bool:
    """Whether the record has such a thing, or such a kind of things."""
    members: Mapping[str, Collection[str]] = {
        "status": [status.value for status in Status],
        "government": scope.governments,
        "memorandum": scope.memoranda,
    }
    if kind in members:
        return not key or (len(key) == 1 and key[0] in members[kind])
    period = scope.memoranda.get(key[0]) if key else None
    if period is None or kind not in ("request", "dossier", "track"):
        return False
    inside: Collection[str] = [str(number) for number in period.dossiers] if kind == "dossier" else period.requests
    rest = key[2:]
    known = rest[0] in scope.governments if kind == "track" and len(rest) == 1 else not rest and kind != "track"
    return len(key) > 1 and key[1] in inside and known


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


def _entry(entry: str) -> Document:
    return linked.document(linked.entry(_entry_view(entry)))


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
