"""Signing in and out: ``/aanmelden`` and ``/afmelden``."""

from __future__ import annotations

import hmac
import ipaddress
from datetime import timedelta

from flask import Flask, current_app, redirect, request
from flask.typing import ResponseReturnValue

from callbacks.http import access, oidc, staff
from callbacks.services import services
from components.pages import sign_in as form
from models import attempts, people, retention
from models.attempts import Attempt
from models.people import Person

_LONGEST_FIELD = 1024


def install(server: Flask) -> None:
    """Answer the addresses for signing in and out."""
    server.add_url_rule(access.SIGN_IN, "sign_in", sign_in, methods=["GET", "POST"])
    server.add_url_rule("/afmelden", "sign_out", sign_out, methods=["POST"])


@access.needs(None)
def sign_in() -> ResponseReturnValue:
    """The form, and what it sends; whoever is signed in already goes on."""
    following = access.own_address(request.values.get("next", "")) or ""
    if request.method == "POST":
        return _try(following)
    if access.person() is not None:
        return _onward(following)
    why = form.WHY.get(request.args.get("why", ""))
    return _form("", following, why[staff.lang()] if why else "")


@access.needs(None)
def sign_out() -> ResponseReturnValue:
    """Sign out on this device."""
    access.sign_out()
    return redirect(staff.here("/"), 303)


def _try(following: str) -> ResponseReturnValue:
    email, password = (request.form.get(name, "")[: _LONGEST_FIELD + 1] for name in ("email", "password"))
    try:
        found = known(email, password)
    except TooOften as stopped:
        return _too_often(email, following, stopped.wait)
    if found is None:
        return _form(email, following, form.REFUSED[staff.lang()], status=403)
    access.sign_in(found)
    return _onward(following)


class TooOften(Exception):
    """Too many tries on this account or from this network; ``wait`` is how long until the next may be made."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


def known(email: str, password: str) -> Person | None:
    """Who has this address and password; every try counts. Raises :class:`TooOften`."""
    store, attempt = services().store, _attempt(email)
    now = store.clock()
    with store.database.writing() as connection:
        again_at = attempts.admitted(connection, attempt, now)
        retention.forget(connection, now, timedelta(days=services().settings.sign_in_days))
    if again_at is not None:
        raise TooOften(again_at - now)
    with store.database.reading() as connection:
        found = people.verified(connection, email, password)
    if found is not None:
        with store.database.writing() as connection:
            attempts.succeeded(connection, attempt)
    return found


def _onward(following: str) -> ResponseReturnValue:
    return redirect(following or staff.here(staff.landing()), 303)


def _too_often(email: str, following: str, wait: timedelta) -> ResponseReturnValue:
    seconds = int(wait.total_seconds()) + 1
    response = _form(email, following, form.too_often(wait, staff.lang()), status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _form(email: str, following: str, wrong: str = "", status: int = 200) -> staff.Response:
    lang = staff.lang()
    here, settings = staff.here(access.SIGN_IN), services().settings
    by_provider = staff.here(oidc.START, next=following) if settings.oidc_issuer else ""
    tree = form.layout(here, email, following, wrong, lang, elsewhere=by_provider, at=settings.oidc_name)
    return staff.answer(form.TITLE[lang], tree, status=status)


def _attempt(email: str) -> Attempt:
    return Attempt(_fingerprint("account", people.spelled(email)), _fingerprint("address", _network()))


def _network() -> str:
    """Where the request comes from: an address, of version 6 the network that one household or office has."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    # Listening on both, a server is told the addresses of version 4 as a part of one network of version 6.
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def _fingerprint(what: str, text: str) -> str:
    key = current_app.secret_key or ""
    return hmac.new(key.encode() if isinstance(key, str) else key, f"{what} {text}".encode(), "sha256").hexdigest()
