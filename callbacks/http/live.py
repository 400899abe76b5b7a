"""Live notices: which version of the record there is, for pages that ask while they are open.

The public answer is the same for everyone and does not move when something internal is written; staff's own one does.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, current_app, g, jsonify, request

from callbacks.document import LIVE
from callbacks.http import access
from callbacks.services import services
from components.root import rooted
from models import dump
from models.vocabulary import Role

INSIDE = "/werk/live"
#: Tells the scripts of public pages that this browser is signed in, so that the pages need not know. It opens nothing.
MARK = "staff"


def install(server: Flask) -> None:
    """Answer both addresses, and mark the browsers of staff."""
    server.add_url_rule(LIVE, "live", access.needs(None)(public))
    server.add_url_rule(INSIDE, "live inside", access.needs(Role.READER)(inside))
    server.after_request(_mark)


def public() -> Response:
    """The version of what is public; 304 to who has it."""
    response = _answer(_version())
    response.headers["Cache-Control"] = "no-cache"
    return response


def inside() -> Response:
    """The same for staff: what is internal counts too."""
    return _answer(version_inside())


def version_inside() -> str:
    """The version of all that staff may see."""
    return f"{_version()}.{services().store.newest()[1]}"


def _version() -> str:
    """As ``models.reading.Version`` writes it."""
    state = services().store.public_state()
    # Pages ask this of every process of every machine: words may have had to go on another one.
    services().forgotten.get(state[2], dump.forget)
    return ".".join(map(str, state))


def _answer(version: str) -> Response:
    response = jsonify({"version": version})
    response.set_etag(version)
    response.make_conditional(request)
    return response


def _mark(response: Response) -> Response:
    """Only on answers made for one person; a public one never sets a cookie."""
    if "person" not in g:
        return response
    marked, config = MARK in request.cookies, current_app.config
    if g.person is None and marked:
        response.delete_cookie(MARK, path=rooted("/"))
    elif g.person is not None and not marked and response.status_code == HTTPStatus.OK:
        lasting, secure = config["PERMANENT_SESSION_LIFETIME"], config["SESSION_COOKIE_SECURE"]
        response.set_cookie(MARK, "1", max_age=lasting, path=rooted("/"), secure=secure, samesite="Lax")
    return response
