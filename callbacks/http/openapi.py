"""The description in OpenAPI 3.1 of all that is read here, made from its tables and from what can be asked now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from callbacks.http import openapi_beside
from callbacks.http.resources import RESOURCES, Resource, Schema, object_of
from models.query import LANGUAGES, MEASURES, THEMES, Scope
from models.query_given import LONGEST_VALUE, MOST_VALUES, MULTIPLE, PARAMETERS
from models.query_values import LAST_PAGE
from models.release import RELEASE
from models.vocabulary import Status

_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT = {
    "type": "string",
    "pattern": (
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?([Zz]|[ +-][0-9]{2}:[0-9]{2}))?$"
    ),
}
_MEANINGS = {
    "memorandum": "The memorandum; the newest when not given.",
    "dossier": "Only these dossiers.",
    "request": "Only these requests; a parent code means its sub-requests.",
    "government": "Only requests to these governments.",
    "sdg": "Only requests linked to these Sustainable Development Goals, through any target.",
    "status": "Only what has one of these statuses on the day asked for.",
    "as_of": "The day whose state is asked, from the memorandum's start to its end or today. Default: the last one.",
    "known_at": "What had been recorded by then: a day of Brussels (its end) or an RFC 3339 instant, not in the future."
    " Default: the last public write. A `+` in an offset may arrive as a space.",
    "known_from": "An earlier moment of knowledge, not after `known_at`: the answer then comes in two parts.",
    "from": "The first day of the comparison, before `to`.",
    "to": "The last day of the comparison.",
    "by": "How to group.",
    "measure": "What a cell tells: the number of tracks, the share (partially) realised, or the index.",
    "q": "Only entries with all these words in their texts or sources, without regard to case, accents and endings; the"
    " last one may be the beginning of a word. The code of a request (`4.11`) finds its entries.",
    "page": "Which page of the list, which has one page until it is very long; see `meta.pages` and `meta.next`.",
    "lang": "The language of titles and sentences, also of those that explain what is wrong.",
    "theme": "The colours; `auto` follows the reader's.",
}
_DESCRIPTION = f"""What three governments did with each request of the memorandum, and when. Read-only and open to all.

Parameters: a repeated one means OR, different ones AND. What is given is read exactly or refused with 400 and all that
is wrong; unknown parameters are refused too. At most {MOST_VALUES} values of at most {LONGEST_VALUE} characters.

Every resource answers as `.json` and as `.csv` (UTF-8, RFC 4180, the same rows: lists joined by `;`, `counts` a column
per status, `sources` as JSON text, nothing as an empty cell; a text that a spreadsheet would run as a formula gets an
apostrophe before it). By its plain name it answers JSON, or CSV where `Accept` prefers `text/csv`.

The log, the mappings and the titles are licensed CC BY 4.0. Fields named in `meta.quoted` are the words of the VVSG,
quoted from its memorandum. Answers carry an ETag; with both clocks in the past an answer never changes."""


def describe(scope: Scope, examples: Mapping[str, Any]) -> Schema:
    """The whole description. ``examples`` holds a real JSON answer per resource, or nothing in an empty store."""
    shared = _shared(scope)
    codes = _in_paths(scope, shared)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Memorandummonitor",
            "version": RELEASE,
            "description": _DESCRIPTION,
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {path: item for resource in RESOURCES for path, item in _paths(resource, examples)}
        | {"/api/v1/openapi.json": {"get": _self_description()}}
        | openapi_beside.paths(codes),
        "components": {
            "parameters": {
                **{name: _parameter(name, schema) for name, schema in shared.items()},
                **openapi_beside.lens(codes["dossier"], shared["sdg"]["items"]),
            },
            "schemas": {
                "Meta": object_of(_meta()),
                "MetaOfPage": object_of({**_meta(), **_meta_of_page()}),
                "Errors": _errors(),
                **{_title(resource): _envelope(resource) for resource in RESOURCES},
                **openapi_beside.schemas(_meta()),
            },
            "responses": {
                "Refused": _json_response("What was asked cannot be answered; every problem is told.", "Errors"),
                "NotFound": _json_response("There is nothing here, or no memorandum has been loaded yet.", "Errors"),
                "Unavailable": _json_response("The store cannot be read now.", "Errors"),
                "RefusedInFrame": _in_frame(),
                "NotModified": {"description": "What the asker has (`If-None-Match`) is still right."},
            },
        },
    }


def _shared(scope: Scope) -> dict[str, Schema]:
    periods = scope.memoranda.values()
    codes: dict[str, Iterable[object]] = {
        "memorandum": scope.memoranda,
        "dossier": [number for period in periods for number in period.dossiers],
        "request": [code for period in periods for code in period.requests],
        "government": scope.governments,
        "sdg": scope.goals,
        "status": [status.value for status in Status],
        "lang": LANGUAGES,
        "theme": THEMES,
        "measure": MEASURES,
    }
    found: dict[str, Schema] = {name: _one_of(list(dict.fromkeys(values))) for name, values in codes.items()}
    found |= {name: {"type": "array", "items": found[name], "minItems": 1} for name in MULTIPLE}
    found |= {"as_of": _DAY, "known_at": _MOMENT, "known_from": _MOMENT}
    found["page"] = {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1}
    found["q"] = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}
    return {name: found[name] for name in PARAMETERS if name in found}


def _in_paths(scope: Scope, shared: Mapping[str, Schema]) -> dict[str, Schema]:
    """What may stand in the path of an address, by the name it has there."""
    statuses = [status.value for status in Status]
    key = {"type": "string", "enum": [*statuses, *scope.governments, *scope.memoranda]}
    return {
        "memorandum": shared["memorandum"],
        "dossier": shared["dossier"]["items"],
        "number": shared["dossier"]["items"],
        "request": shared["request"]["items"],
        "code": shared["request"]["items"],
        "government": shared["government"]["items"],
        "entry": {"type": "integer", "minimum": 1},
        "key": key,
    }


def _one_of(codes: list[object]) -> Schema:
    kind = "integer" if codes and all(isinstance(code, int) for code in codes) else "string"
    return {"type": kind, "enum": codes} if codes else {"type": kind}


def _parameter(name: str, schema: Schema, *, required: bool = False) -> Schema:
    found = {"name": name, "in": "query", "description": _MEANINGS[name], "required": required, "schema": schema}
    return {**found, "style": "form", "explode": True} if name in MULTIPLE else found


def _parameters(resource: Resource) -> list[Schema]:
    choices = {"by": resource.by, "measure": resource.measures}
    found = []
    for name in (name for name in PARAMETERS if name in resource.accepts):
        if name in choices:
            found.append(_parameter(name, {**_one_of(list(choices[name])), "default": choices[name][0]}))
        elif name in resource.required:
            found.append(_parameter(name, _DAY, required=True))
        else:
            found.append({"$ref": f"#/components/parameters/{name}"})
    return found


def _paths(resource: Resource, examples: Mapping[str, Any]) -> Iterable[tuple[str, Schema]]:
    example = {"example": examples[resource.name]} if resource.name in examples else {}
    json = {"application/json": {"schema": {"$ref": f"#/components/schemas/{_title(resource)}"}, **example}}
    header = ",".join(resource.header(with_optional=False))
    csv = {"text/csv": {"schema": {"type": "string", "description": f"Header: `{header}`"}}}
    for suffix, content in (("", json | csv), (".json", json), (".csv", csv)):
        yield f"/api/v1/{resource.name}{suffix}", {"get": _operation(resource, suffix, content)}


def _operation(resource: Resource, suffix: str, content: Schema) -> Schema:
    return {
        "operationId": resource.name + suffix[1:].title(),
        "summary": resource.summary,
        "parameters": _parameters(resource),
        "responses": {
            "200": {
                "description": resource.summary,
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": content,
            },
            "304": {"$ref": "#/components/responses/NotModified"},
            "400": {"$ref": "#/components/responses/Refused"},
            "404": {"$ref": "#/components/responses/NotFound"},
        },
    }


def _self_description() -> Schema:
    return {
        "operationId": "openapi",
        "summary": "This description",
        "parameters": [{"$ref": "#/components/parameters/lang"}],
        "responses": {
            "200": {"description": "This description", "content": {"application/json": {"schema": {"type": "object"}}}},
            "304": {"$ref": "#/components/responses/NotModified"},
            "400": {"$ref": "#/components/responses/Refused"},
        },
    }


def _title(resource: Resource) -> str:
    return resource.name.title()


def _envelope(resource: Resource) -> Schema:
    rows = {"type": "array", "items": resource.row_schema}
    meta = "MetaOfPage" if resource.entries else "Meta"
    return object_of({"meta": {"$ref": f"#/components/schemas/{meta}"}, "data": rows})


def _meta_of_page() -> Schema:
    neighbour = {"type": ["string", "null"], "description": "Its address, with both clocks fixed; null without one."}
    return {
        "total": {"type": "integer", "minimum": 0, "description": "How many rows all pages have together."},
        "page": {"type": "integer", "minimum": 1, "description": "Which page this is."},
        "pages": {"type": "integer", "minimum": 1, "description": "How many pages there are."},
        "previous": neighbour,
        "next": neighbour,
    }


def _meta() -> Schema:
    text = {"type": "string"}
    return {
        "memorandum": text,
        "as_of": {
            **text,
            "format": "date",
            "description": "The day whose state this is; for changes the last day.",
        },
        "known_at": {**text, "format": "date-time", "description": "What had been recorded by then, UTC."},
        "version": {**text, "description": "Where the public record stood: entries, catalogue, redactions."},
        "release": {**text, "description": "The release of the software."},
        "head": {**text, "description": "The hash of the last public entry."},
        "entries": {"type": "integer", "minimum": 0, "description": "How many public entries there were."},
        "nothing_recorded": {"type": "boolean", "description": "True before the first entry."},
        "licence": {**text, "description": "The licence of what is not quoted."},
        "quoted": {
            "type": "object",
            "description": "Fields that hold words of somebody else, and whose.",
            "additionalProperties": text,
        },
    }


def _errors() -> Schema:
    text = {"type": "string"}
    error = object_of(
        {
            "status": text,
            "code": {**text, "description": "What is wrong, for machines."},
            "title": text,
            "detail": {**text, "description": "What is wrong and what to do, in the language asked for."},
            "source": object_of({"parameter": text}),
        }
    )
    return object_of({"errors": {"type": "array", "items": error, "minItems": 1}})


def _json_response(description: str, schema: str) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _in_frame() -> Schema:
    """What cannot be shown is told where the chart would stand."""
    return {
        "description": "What was asked cannot be shown; the sentences say why.",
        "content": {"text/html": {"schema": {"type": "string"}}},
    }
