"""Signing in by OpenID Connect where a provider is configured: the way there, and what it says on the way back.

Authorization code with PKCE, state and nonce; the provider is found by discovery, and what it says is only believed if
it is signed by it, for this application, and in answer to this very question.
"""

from __future__ import annotations

import logging
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app, redirect, request, session
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from callbacks.http import access, staff
from callbacks.services import services
from components.address import address
from models import identities, oidc_settings
from models.drafts import Refused
from models.identities import Identity
from models.settings import Settings

START = f"{access.SIGN_IN}/organisatie"
_BACK = f"{START}/terug"
_EXTENSION = "organisation"
_WAY = "way"  # where one was going, and in which language, while one is at the provider
_SECONDS = 10
_SIGNED = ("RS", "PS", "ES", "Ed")
#: What goes wrong on the way: the provider is not there, says no, or says what cannot be believed.
_WRONG = (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError, KeyError, TypeError)
_log = logging.getLogger(__name__)


def install(server: Flask, settings: Settings) -> None:
    """Answer the addresses of this way of signing in, if there is a provider."""
    if not settings.oidc_issuer:
        return
    logging.getLogger("authlib").setLevel(logging.INFO)  # below that it writes secrets down
    server.extensions[_EXTENSION] = OAuth(server).register(
        _EXTENSION,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": _SECONDS,
        },
    )
    server.add_url_rule(START, "oidc_start", start)
    server.add_url_rule(_BACK, "oidc_back", back)


@access.needs(None)
def start() -> ResponseReturnValue:
    """Lead to the provider."""
    access.person()  # so that no cache keeps the answer
    following = access.own_address(request.args.get("next", "")) or ""
    try:
        answer: ResponseReturnValue = _provider().authorize_redirect(services().settings.address + _BACK)
    except _WRONG as error:
        return _failed(error, staff.lang())
    session[_WAY] = [following, staff.lang()]
    return answer


@access.needs(None)
def back() -> ResponseReturnValue:
    """Sign in who comes back with something to believe."""
    following, lang = session.pop(_WAY, ("", ""))
    store = services().store
    try:
        identity = _identity()
        with store.database.appending() as connection:
            person = identities.recognised(connection, identity, store.clock())
    except Refused as refused:
        return _refused(refused.code, lang)
    except _WRONG as error:
        return _failed(error, lang)
    access.sign_in(person)
    return redirect(following or address(staff.landing(), staff.language(lang)), 303)


def _identity() -> Identity:
    """Who comes back, as far as the provider can be believed."""
    provider, settings = _provider(), services().settings
    believed = {"iss": provider.server_metadata["issuer"], "aud": settings.oidc_client_id}
    token = provider.authorize_access_token(
        claims_options={name: {"essential": True, "value": value} for name, value in believed.items()}
    )
    claims = _claims(provider, token, settings.oidc_groups_claim)
    groups = claims.get(settings.oidc_groups_claim) or ()
    roles = oidc_settings.pairs(settings.oidc_roles)
    return Identity(
        issuer=settings.oidc_issuer,
        subject=str(claims["sub"]),
        email=str(claims.get("email", "")),
        verified=claims.get("email_verified") is True,
        role=oidc_settings.role_of([groups] if isinstance(groups, str) else groups, roles),
        by_groups=bool(roles),
    )


def _claims(provider: Any, token: dict[str, Any], groups: str) -> dict[str, Any]:
    """What the signed token says, and where it leaves out address or groups also what the provider says when asked."""
    claims = dict(token["userinfo"])
    if {"email", groups} <= claims.keys() or "userinfo_endpoint" not in provider.server_metadata:
        return claims
    told = dict(provider.userinfo(token=token))
    return {**told, **claims} if told.get("sub") == claims["sub"] else claims


def _provider() -> Any:
    """The provider as it describes itself, if it is the one that is meant; what it does not sign is not believed."""
    provider = current_app.extensions[_EXTENSION]
    described = provider.load_server_metadata()
    if str(described.get("issuer", "")).rstrip("/") != services().settings.oidc_issuer:
        raise ValueError(f"the provider calls itself {described.get('issuer')!r}")
    name = "id_token_signing_alg_values_supported"
    described[name] = [method for method in described.get(name, ["RS256"]) if method.startswith(_SIGNED)]
    return provider


def _failed(error: Exception, lang: str) -> ResponseReturnValue:
    _log.warning("Signing in through the provider failed: %s: %s", type(error).__name__, error)
    return _refused("provider", lang)


def _refused(why: str, lang: str) -> ResponseReturnValue:
    """Back to the sign-in page, which says why."""
    return redirect(address(access.SIGN_IN, staff.language(lang), why=why), 303)
