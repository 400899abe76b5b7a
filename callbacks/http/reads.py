"""What everyone may read from anywhere: methods, permissions for other sites, ETags and refusals, all in one way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus

from flask import Flask, Response, request

from callbacks.http import access
from callbacks.http.rows import json_text
from models.query import Problem, QueryError
from models.release import RELEASE

READING = ("GET", "HEAD", "OPTIONS")
JSON = "application/json"
#: For what moves with the log: everyone may keep it, and asks each time whether it is still right.
ASK_AGAIN = "public, no-cache"

_READ_ONLY = Problem(
    *("", "", "method_not_allowed"),
    {
        "nl": "Deze gegevens kunnen alleen gelezen worden; gebruik GET of HEAD.",
        "en": "This data can only be read; use GET or HEAD.",
    },
)


def route(server: Flask, path: str, view: Callable[..., Response]) -> None:
    """Let ``view`` answer ``path`` for every method, so that all are answered in the same form.

    ``view`` gets the values in the path; what it raises as QueryError is told with 400, or 404 in an empty store.
    """
    _answer(server, path, partial(_answered, view))


def nothing_at(server: Flask, path: str, problem: Problem) -> None:
    """Answer ``path`` with 404 and a sentence, by any method."""
    _answer(server, path, lambda **_: failure(HTTPStatus.NOT_FOUND, [problem]))


def _answer(server: Flask, path: str, view: Callable[..., Response]) -> None:
    endpoint = f"read {path}".replace(".", " ")
    server.url_map.add(server.url_rule_class(path, endpoint=endpoint))
    server.view_functions[endpoint] = access.needs(None)(partial(_open, view))


def answered(view: Callable[[], Response]) -> Response:
    """What :func:`route` would answer, for an address that has another answer too."""
    return _open(partial(_answered, view))


def _open(view: Callable[..., Response], **values: str) -> Response:
    """The answer, which pages of any site may read."""
    response = view(**values)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link"
    return response


def tag_of(*parts: object) -> str:
    """The ETag of an answer that depends on nothing but these and the release."""
    return hashlib.sha256(repr((*map(str, parts), RELEASE)).encode()).hexdigest()[:32]


def conditional(tag: str, make: Callable[[], str | bytes], content_type: str) -> Response:
    """The answer, or 304 without making it when the asker already has it."""
    known = request.if_none_match.contains_weak(tag)
    response = Response(status=HTTPStatus.NOT_MODIFIED) if known else Response(make(), content_type=content_type)
    response.set_etag(tag)
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


def failure(status: HTTPStatus, problems: Iterable[Problem], lang: str | None = None) -> Response:
    """What is wrong, in the form of JSON:API and in the language asked for."""
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
    response = Response(json_text({"errors": errors}), status, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response


def _answered(view: Callable[..., Response], **values: str) -> Response:
    if request.method not in READING:
        response = failure(HTTPStatus.METHOD_NOT_ALLOWED, [_READ_ONLY])
        response.headers["Allow"] = ", ".join(READING)
        return response
    if request.method == "OPTIONS":
        return permissions()
    try:
        return view(**values)
    except QueryError as refused:
        empty = all(problem.code == "no_memorandum" for problem in refused.problems)
        return failure(HTTPStatus.NOT_FOUND if empty else HTTPStatus.BAD_REQUEST, refused.problems, refused.lang)


def permissions() -> Response:
    """The answer to a browser that asks whether another site may read this."""
    response = Response(status=HTTPStatus.NO_CONTENT)
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = ", ".join(READING)
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    return response
