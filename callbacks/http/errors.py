"""What is answered when something is missing, refused or broken: a page for people, JSON for machines, no trace."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from callbacks import document
from callbacks.http import access
from callbacks.page import Page
from components.pages import errors
from components.text import LANGUAGES
from models.engines import StoreUnavailable

_log = logging.getLogger(__name__)
#: Addresses that programs ask for: what is open as data, and what Dash fetches behind the page.
_MACHINES = ("/api/", "/data/", "/id/", "/feeds/", "/oembed", "/_dash", "/assets/", "/healthz", "/readyz")
_EMBED, _ITS_DATA = "/embed/", (".json", ".csv", ".svg", ".png")


def install(server: Flask) -> None:
    """Answer every error of ``server`` in the language asked for."""
    server.register_error_handler(HTTPException, _refused)
    server.register_error_handler(StoreUnavailable, _unavailable)
    server.register_error_handler(Exception, _unexpected)


def error_page(status: int, lang: str, *, too_low: bool = False) -> Page:
    """The page that explains a status code, in Dutch where the language asked for is none of ours.

    ``too_low``: a 403 for who is signed in, but not in a role that may.
    """
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    about = errors.ROLE_TOO_LOW if too_low else status
    return Page(lang=lang, title=errors.title(about, lang), tree=errors.layout(about, lang), status=status)


def unknown_page(what: str, lang: str) -> Page:
    """The page that says that there is no such dossier or request; ``what`` is its parameter."""
    return Page(lang=lang, title=errors.title(404, lang), tree=errors.unknown(what, lang), status=404)


def answer(page: Page) -> Response:
    """A page that Dash does not draw, as a response."""
    return make_response(document.plain(page), page.status, {"Cache-Control": "no-store"})


def _refused(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    too_low = status == 403 and error.description == access.ROLE_TOO_LOW
    page = error_page(status, request.args.get("lang", ""), too_low=too_low)
    response = _for_machines(page) if _by_machine() else answer(page)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unavailable(error: StoreUnavailable) -> ResponseReturnValue:
    _log.error("%s", error)
    return _refused(ServiceUnavailable(retry_after=30))


def _unexpected(error: Exception) -> ResponseReturnValue:
    _log.error("%s %s failed", request.method, request.path, exc_info=error)
    return _refused(InternalServerError())


def _by_machine() -> bool:
    """Whether a program asks, or a script of a page that waits for an answer."""
    data = request.path.startswith(_EMBED) and request.path.endswith(_ITS_DATA)
    return data or request.path.startswith(_MACHINES) or request.headers.get("Sec-Fetch-Dest") == "empty"


def _for_machines(page: Page) -> Response:
    status = HTTPStatus(page.status)
    told = {
        "status": str(page.status),
        "code": status.name.lower(),
        "title": status.phrase,
        "detail": f"{page.title.partition(' – ')[0]}.",
        "source": {"parameter": ""},
    }
    response = jsonify({"errors": [told]})
    response.status_code = page.status
    return response
