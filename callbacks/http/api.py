"""The public API: reads a query, asks ``models.answers``, writes JSON or CSV. Read-only, open to every site.

An answer depends only on the query, what is public and the release: that is its ETag, and the key it is kept under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from flask import Flask, Response, request

from callbacks.http import reads
from callbacks.http.reads import conditional, tag_of
from callbacks.http.resources import RESOURCES, Resource
from callbacks.http.rows import Row, csv_text, json_text, rows
from components.address import address
from components.root import rooted
from models import listing
from models.cache import Recent
from models.query import Problem, Query, Scope, parse, to_parameters
from models.reading import Reading
from models.store import Store

BASE = "/api/v1"
LICENCE = "CC BY 4.0"

Form = Literal["json", "csv"]

_TYPES: dict[Form, str] = {"json": reads.JSON, "csv": "text/csv; charset=utf-8; header=present"}
_KEPT_ANSWERS = 64
#: Entries in one answer; of more there are pages.
PER_PAGE = 10_000
#: Rows shown as an example in the description.
_SHOWN = 2

_NOT_FOUND = Problem(
    *("", "", "not_found"),
    {
        "nl": f"Dit adres bestaat niet; {BASE}/openapi.json beschrijft welke er zijn.",
        "en": f"This address does not exist; {BASE}/openapi.json describes those that do.",
    },
)


def register(server: Flask, store: Store) -> Api:
    """Answer all below ``/api``: each resource as ``.json``, ``.csv``, or by its plain name in the form preferred."""
    api = Api(store)
    for resource in RESOURCES:
        reads.route(server, f"{BASE}/{resource.name}", partial(api.answer, resource, None))
        reads.route(server, f"{BASE}/{resource.name}.json", partial(api.answer, resource, "json"))
        reads.route(server, f"{BASE}/{resource.name}.csv", partial(api.answer, resource, "csv"))
    for path in ("/api", "/api/", "/api/<path:unknown>"):
        reads.nothing_at(server, path, _NOT_FOUND)
    return api


class Api:
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
        tag = tag_of(resource.name, form, reading.version, query)
        found = partial(self._found, resource, reading, PER_PAGE)
        if resource.entries:
            # Entries can be many and can be redacted: what shows them is neither kept here nor for long elsewhere.
            page = found()
            response = conditional(tag, partial(_written, resource, form, reading, page), _TYPES[form])
            for relation, href in _beside(reading, page).items():
                response.headers.add("Link", f'<{href}>; rel="{relation}"')
        else:
            write = partial(self._kept.get, tag, lambda: _written(resource, form, reading, found()))
            response = conditional(tag, write, _TYPES[form])
        frozen = query.as_of_given and query.known_at_given and query.known_at < scope.now and not resource.entries
        if frozen:
            response.headers["Cache-Control"] = "public, max-age=86400"
        if fixed is None:
            response.vary.add("Accept")
        if form == "csv":
            response.headers["Content-Disposition"] = f'inline; filename="{_file_name(resource, query)}"'
        return response

    def examples(self, scope: Scope) -> dict[str, Any]:
        """The first rows of each resource, as it answers them now; of an empty store nothing."""
        if not scope.memoranda:
            return {}
        period = scope.memoranda[scope.newest]
        days = [("from", period.start.isoformat()), ("to", scope.last_day(scope.newest).isoformat())]
        found = {}
        for resource in RESOURCES:
            query = _query(resource, days if resource.required else [], scope)
            reading = self._store.read(query)
            page = self._found(resource, reading, _SHOWN)
            found[resource.name] = _body(resource, reading, replace(page, rows=page.rows[:_SHOWN]))
        return found

    def _found(self, resource: Resource, reading: Reading, size: int) -> _Page:
        """The rows asked for; of entries one page of this ``size``."""
        columns = [column.name for column in resource.columns]
        if resource.entries:
            with self._store.database.reading() as connection:
                total, frame = listing.updates(connection, reading, size)
            return _Page(rows(frame, columns), total)
        known_from = reading.query.known_from
        earlier = [self._store.read(replace(reading.query, known_at=known_from))] if known_from else []
        found = rows(resource.answer(reading, *earlier), columns, resource.nested)
        return _Page(found, len(found))


@dataclass(frozen=True, slots=True)
class _Page:
    """Rows, and how many there are on all pages together."""

    rows: list[Row]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, one even where there is nothing."""
        return max(1, -(-self.total // PER_PAGE))


def _beside(reading: Reading, page: _Page) -> dict[str, str]:
    """The addresses of the pages before and after; both clocks stand still in them, so that nothing moves between."""
    query = reading.query
    beside = {"prev": query.page - 1, "next": query.page + 1}
    return {
        relation: rooted(
            address(request.path, to_parameters(query, page=number, as_of=query.as_of, known_at=query.known_at))
        )
        for relation, number in beside.items()
        if 1 <= number <= page.pages
    }


def _written(resource: Resource, form: Form, reading: Reading, page: _Page) -> str:
    if form == "csv":
        return csv_text(resource.header(with_optional=reading.query.known_from is not None), page.rows)
    return json_text(_body(resource, reading, page))


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


def _body(resource: Resource, reading: Reading, page: _Page) -> dict[str, Any]:
    publisher = reading.catalogue.memorandum.publisher
    quoted = {column.name: publisher for column in resource.columns if column.quoted}
    meta = {**reading.meta(), "licence": LICENCE, "quoted": quoted}
    if resource.entries:
        beside = _beside(reading, page)
        links = {"previous": beside.get("prev"), "next": beside.get("next")}
        meta |= {"total": page.total, "page": reading.query.page, "pages": page.pages, **links}
    return {"meta": meta, "data": page.rows}


def _preferred() -> Form:
    return "csv" if request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv" else "json"


def _file_name(resource: Resource, query: Query) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "-", f"{resource.name}-{query.memorandum}-{query.as_of}.csv")
