"""Who asks, and who may ask what: every address and every callback declares the least role it needs, or is refused.

A view says so by :func:`needs`; a callback has its line in :data:`CALLBACKS`; a page has it in ``callbacks.pages``. One
check before every request reads these declarations, so that a view without one answers nobody. An answer for which it
was asked who is signed in is kept by no cache; the public ones never ask.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session

from callbacks.services import services
from models import sessions
from models.people import Person
from models.settings import Settings
from models.vocabulary import Role

SIGN_IN = "/aanmelden"

#: The least role for each callback of Dash, by its output; None: everyone.
CALLBACKS: Mapping[str, Role | None] = {
    # The page at an address: the page itself says who may see it.
    ".._pages_content.children..._pages_store.data..": None,
    "_pages_dummy.children": None,
    "scheme.data": None,
}

#: Why somebody who is signed in is refused: told apart from a request of another site.
ROLE_TOO_LOW = "role"

_ORDER = (Role.READER, Role.EDITOR, Role.ADMIN)
_TOKEN = "token"  # noqa: S105 - the name under which the session holds it
_DECLARED = "needs"
_log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., Any])


def install(server: Flask, settings: Settings) -> None:
    """Keep sessions in a signed cookie, and check before every request whether who asks may."""
    secure = settings.address.startswith("https://")
    # Browsers hold a name with a prefix to HTTPS, and the first one to this very host and all of it.
    prefix = "" if not secure else "__Secure-" if settings.root else "__Host-"
    server.config.update(
        SESSION_COOKIE_NAME=f"{prefix}session",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
    )
    server.before_request(_check)
    server.after_request(_keep_private)


def needs(least: Role | None) -> Callable[[View], View]:
    """Declare the least role that may ask what a view answers; None: everyone."""

    def declared(view: View) -> View:
        if getattr(view, _DECLARED, least) is not least:
            raise ValueError(f"{view} has another rule already: a view has one")
        setattr(view, _DECLARED, least)
        return view

    return declared


def declare(server: Flask, *endpoints: str) -> None:
    """Declare for everyone the views of these endpoints, which are not ours to write :func:`needs` above."""
    for endpoint in endpoints:
        # A method of Dash's application takes no mark of ours; what calls it does.
        server.view_functions[endpoint] = needs(None)(partial(server.view_functions[endpoint]))


def declaration(view: Callable[..., Any]) -> Role | None:
    """The least role that a view declares; raises AttributeError where it declares nothing."""
    least: Role | None = getattr(view, _DECLARED)
    return least


def may(role: Role | None, least: Role | None) -> bool:
    """Whether somebody with this role, or nobody in particular, may do what needs the least role."""
    return least is None or (role is not None and _ORDER.index(role) >= _ORDER.index(least))


def person() -> Person | None:
    """Who asks, as the store knows them at this moment."""
    if "person" not in g:
        token = session.get(_TOKEN)
        g.person = _holder(token) if isinstance(token, str) else None
    found: Person | None = g.person
    return found


def signed_in() -> Person:
    """Who asks, in a view that needs a role."""
    found = person()
    if found is None:
        abort(401)
    return found


def role() -> Role | None:
    """The role of who asks; None: the public."""
    found = person()
    return found.role if found else None


def sign_in(who: Person) -> None:
    """Begin a session of ``who`` in this browser; whatever it held before is gone."""
    store = services().store
    lasting: timedelta = current_app.config["PERMANENT_SESSION_LIFETIME"]
    with store.database.writing() as connection:
        token = sessions.begin(connection, who, store.clock(), lasting)
    session.clear()
    session[_TOKEN] = token
    session.permanent = True
    g.person = who


def sign_out() -> None:
    """End the session of this browser, in the store too."""
    token = session.get(_TOKEN)
    if isinstance(token, str):
        with services().store.database.writing() as connection:
            sessions.end(connection, token)
    session.clear()
    g.person = None


def own_address(text: str) -> str | None:
    """``text`` if it is an address of this site, path and query; None for anything that could lead elsewhere."""
    if not text.isprintable() or "\\" in text or not text.startswith("/") or text.startswith("//"):
        return None
    split = urlsplit(text)
    return None if split.scheme or split.netloc else text


def _holder(token: str) -> Person | None:
    store = services().store
    with store.database.reading() as connection:
        return sessions.holder(connection, token, store.clock())


def _check() -> None:
    if request.endpoint is None:
        return  # an address that is none, or another method: answered as such
    try:
        least = declaration(current_app.view_functions[request.endpoint])
    except AttributeError:
        _log.error("%s declares no access rule (callbacks.http.access.needs).", request.endpoint)
        abort(403)
    require(least)


def require(least: Role | None) -> None:
    """Go on where who asks may; else the way to the sign-in page for who reads a page, 401 and 403 for others."""
    if least is None or may(role(), least):
        return
    if person() is not None:
        abort(403, ROLE_TOO_LOW)
    if request.method not in ("GET", "HEAD") or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        abort(401)
    asked = request.full_path.rstrip("?")
    language = {"lang": request.args["lang"]} if "lang" in request.args else {}
    abort(redirect(f"{SIGN_IN}?{urlencode(language | {'next': asked})}", 303))


def require_callback(output: str) -> None:
    """Refuse who may not call the callback with this output, and everyone where it declares nothing."""
    if output not in CALLBACKS:
        _log.error("The callback of %s declares no access rule (callbacks.http.access.CALLBACKS).", output)
        abort(403)
    require(CALLBACKS[output])


def _keep_private(response: Response) -> Response:
    if "person" in g:
        response.headers["Cache-Control"] = "private, no-store"
        response.vary.add("Cookie")
    return response
