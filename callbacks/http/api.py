"""The public API: reads a query, asks ``models.answers``, writes JSON or CSV. Read-only, open to every site.

An answer depends only on the query, what is public and the release: that is its ETag, and the key it is kept under.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any, Literal

from flask import Flask, Response, request

from callbacks.http import access
from callbacks.http.openapi import describe
from callbacks.http.resources import RESOURCES, Resource
from callbacks.http.rows import Row, csv_text, json_text, rows
from models.cache import Recent
from models.clock import today
from models.query import Problem, Query, QueryError, Scope, parse
from models.reading import Reading
from models.release import RELEASE
from models.store import Store

BASE = "/api/v1"
LICENCE = "CC BY 4.0"

Form = Literal["json", "csv"]

_TYPES: dict[Form, str] = {"json": "application/json", "csv": "text/csv; charset=utf-8; header=present"}
_READING = ("GET", "HEAD", "OPTIONS")
_KEPT_ANSWERS = 64
#: Rows shown as an example in the description.
_SHOWN = 2

_NOT_FOUND = Problem(
    *("", "", "not_found"),
    {
        "nl": f"Dit adres bestaat niet; {BASE}/openapi.json beschrijft welke er zijn.",
        "en": f"This address does not exist; {BASE}/openapi.json describes those that do.",
    },
)
_READ_ONLY = Problem(
    *("", "", "method_not_allowed"),
    {
        "nl": "Deze gegevens kunnen alleen gelezen worden; gebruik GET of HEAD.",
        "en": "This data can only be read; use GET or HEAD.",
    },
)


def register(server: Flask, store: Store) -> None:
    """Answer all below ``/api``: each resource as ``.json``, ``.csv``, or by its plain name in the form preferred."""
    api = _Api(store)
    for resource in RESOURCES:
        _route(server, f"{BASE}/{resource.name}", partial(api.answer, resource, None))
        _route(server, f"{BASE}/{resource.name}.json", partial(api.answer, resource, "json"))
        _route(server, f"{BASE}/{resource.name}.csv", partial(api.answer, resource, "csv"))
    _route(server, f"{BASE}/openapi.json", api.description)
    for path in ("/api", "/api/", "/api/<path:unknown>"):
        _route(server, path, None)


class _Api:
    """The resources of one store, with the answers that were asked for lately."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Recent[str, str] = Recent(_KEPT_ANSWERS)

    def answer(self, resource: Resource, fixed: Form | None) -> Response:
        """Answer one resource, in the form that the address fixes or the request prefers."""
        scope = self._store.scope()
        query = _query(resource, request.args.items(multi=True), scope)
        form = fixed or _preferred()
        reading = self._store.read(query)
        tag = _tag(resource.name, form, reading.version, query)
        write = partial(self._write, resource, form, reading)
        # Entries can be many and can be redacted: what shows them is neither kept here nor for long elsewhere.
        response = _conditional(tag, write if resource.entries else partial(self._kept.get, tag, write), _TYPES[form])
        frozen = query.as_of_given and query.known_at_given and query.known_at < scope.now and not resource.entries
        response.headers["Cache-Control"] = "public, max-age=86400" if frozen else "public, no-cache"
        if fixed is None:
            response.vary.add("Accept")
        if form == "csv":
            response.headers["Content-Disposition"] = f'inline; filename="{_file_name(resource, query)}"'
        return response

    def description(self) -> Response:
        """Answer the OpenAPI description; its examples are the first rows of the store itself."""
        scope = self._store.scope()
        if scope.memoranda:
            parse(request.args.items(multi=True), scope, accepts=())
        tag = _tag("openapi", scope.last_write, today(scope.now))
        response = _conditional(tag, lambda: json_text(describe(scope, self._examples(scope))), _TYPES["json"])
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    def _examples(self, scope: Scope) -> dict[str, Any]:
        if not scope.memoranda:
            return {}
        period = scope.memoranda[scope.newest]
        days = [("from", period.start.isoformat()), ("to", scope.last_day(scope.newest).isoformat())]
        found = {}
        for resource in RESOURCES:
            query = _query(resource, days if resource.required else [], scope)
            reading = self._store.read(query)
            found[resource.name] = _body(resource, reading, self._rows(resource, reading)[:_SHOWN])
        return found

    def _write(self, resource: Resource, form: Form, reading: Reading) -> str:
        found = self._rows(resource, reading)
        if form == "csv":
            return csv_text(resource.header(with_optional=reading.query.known_from is not None), found)
        return json_text(_body(resource, reading, found))

    def _rows(self, resource: Resource, reading: Reading) -> list[Row]:
        known_from = reading.query.known_from
        earlier = [self._store.read(replace(reading.query, known_at=known_from))] if known_from else []
        frame = resource.answer(reading, *earlier)
        return rows(frame, [column.name for column in resource.columns], resource.nested)


def _query(resource: Resource, parameters: Iterable[tuple[str, str]], scope: Scope) -> Query:
    choices = {"by": resource.by, "measure": resource.measures}
    query = parse(
        parameters,
        scope,
        accepts=resource.accepts,
        choices=choices,
        defaults={name: codes[0] for name, codes in choices.items() if codes},
        required=resource.required,
    )
    # A comparison is about its last day: that is what its `meta` says.
    return replace(query, as_of=query.end, as_of_given=True) if query.end else query


def _body(resource: Resource, reading: Reading, found: list[Row]) -> dict[str, Any]:
    publisher = reading.catalogue.memorandum.publisher
    quoted = {column.name: publisher for column in resource.columns if column.quoted}
    return {"meta": {**reading.meta(), "licence": LICENCE, "quoted": quoted}, "data": found}


def _tag(*parts: object) -> str:
    return hashlib.sha256(repr((*map(str, parts), RELEASE)).encode()).hexdigest()[:32]


def _preferred() -> Form:
    return "csv" if request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv" else "json"


def _file_name(resource: Resource, query: Query) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "-", f"{resource.name}-{query.memorandum}-{query.as_of}.csv")


def _conditional(tag: str, make: Callable[[], str], content_type: str) -> Response:
    """The answer, or 304 without making it when the asker already has it."""
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=HTTPStatus.NOT_MODIFIED) if known else Response(make(), content_type=content_type)
    response.set_etag(tag)
    return response


def _route(server: Flask, path: str, view: Callable[[], Response] | None) -> None:
    """Let ``view`` answer ``path`` (None: nothing is there) for every method, so that all are answered in JSON."""

    def answered(**_: str) -> Response:
        response = _answered(view)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        return response

    endpoint = f"api {path}".replace(".", " ")
    server.url_map.add(server.url_rule_class(path, endpoint=endpoint))
    server.view_functions[endpoint] = access.needs(None)(answered)


def _answered(view: Callable[[], Response] | None) -> Response:
    if view is None:
        return _failure(HTTPStatus.NOT_FOUND, [_NOT_FOUND])
    if request.method not in _READING:
        response = _failure(HTTPStatus.METHOD_NOT_ALLOWED, [_READ_ONLY])
        response.headers["Allow"] = ", ".join(_READING)
        return response
    if request.method == "OPTIONS":
        return _permissions()
    try:
        return view()
    except QueryError as refused:
        empty = all(problem.code == "no_memorandum" for problem in refused.problems)
        return _failure(HTTPStatus.NOT_FOUND if empty else HTTPStatus.BAD_REQUEST, refused.problems, refused.lang)


def _permissions() -> Response:
    """The answer to a browser that asks whether another site may read this."""
    response = Response(status=HTTPStatus.NO_CONTENT)
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = ", ".join(_READING)
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    return response


def _failure(status: HTTPStatus, problems: Iterable[Problem], lang: str | None = None) -> Response:
    lang = lang or ("en" if request.args.get("lang") == "en" else "nl")
    errors = [
        {
            "status": str(status.value),
            "code": problem.code,
            "title": status.phrase,
            "detail": problem.text[lang],
            "source": {"parameter": problem.parameter},
        }
        for problem in problems
    ]
    response = Response(json_text({"errors": errors}), status, content_type=_TYPES["json"])
    response.headers["Cache-Control"] = "no-store"
    return response
