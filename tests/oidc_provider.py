"""An OpenID Connect provider for the tests: discovery, keys, code with PKCE, over HTTP. It lets everybody in at once.

Authlib's own server does the protocol; what it says of people, and how it can lie, is for the test to choose.
"""

from __future__ import annotations

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc6749.models import AuthorizationCodeMixin, ClientMixin
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc import jwk, jwt
from werkzeug.serving import make_server

CLIENT_ID = "monitor"
CLIENT_SECRET = "geheim van de toepassing"


@dataclass
class Provider:
    """Where it is, who signs in there, and what it changes in the tokens it gives.

    ``claims`` is what it says of the person; ``told_when_asked`` what only its userinfo endpoint says. ``forged``
    replaces claims of the signed token, ``sign_with`` its key, ``method`` how it is signed.
    """

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    told_when_asked: dict[str, Any] = field(default_factory=dict)
    forged: dict[str, Any] = field(default_factory=dict)
    method: str = "RS256"
    sign_with: Any = None
    calls_itself: str = ""
    denies: bool = False
    key: Any = field(default_factory=lambda: jwk.RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}))
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, Any] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return self.calls_itself or self.address


class _Client(ClientMixin):  # type: ignore[misc]
    client_id = CLIENT_ID

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri.endswith("/aanmelden/organisatie/terug")

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


class _Code(SimpleNamespace, AuthorizationCodeMixin):  # type: ignore[misc]
    """What the provider remembers of a code it gave."""

    def get_redirect_uri(self) -> str:
        return str(self.redirect_uri)

    def get_scope(self) -> str:
        return str(self.scope)

    def get_nonce(self) -> str:
        return str(self.nonce)

    def get_auth_time(self) -> int:
        return int(self.auth_time)

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


def _grant(provider: Provider) -> type[grants.AuthorizationCodeGrant]:
    """The grant of a code, which is kept in the provider."""

    class Grant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            provider.codes[code] = _Code(
                code=code, redirect_uri=asked.payload.redirect_uri, scope=asked.payload.scope, nonce=data.get("nonce"),
                auth_time=int(time.time()), code_challenge=data.get("code_challenge"),
                code_challenge_method=data.get("code_challenge_method"),
            )  # fmt: skip

        def query_authorization_code(self, code: str, client: Any) -> Any:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Any) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Any) -> Any:
            return _user(provider)

    return Grant


def _tokens(provider: Provider) -> OpenIDCode:
    """What makes the signed tokens, true or forged."""

    class Tokens(OpenIDCode):  # type: ignore[misc]
        def exists_nonce(self, nonce: str, asked: Any) -> bool:
            return False

        def encode_id_token(self, token: dict[str, Any], asked: Any) -> str:
            now = int(time.time())
            claims = {"iss": provider.address, "aud": CLIENT_ID, "iat": now, "exp": now + 60}
            claims |= self.get_authorization_code_claims(asked.authorization_code)
            claims |= provider.claims | provider.forged
            header = {"alg": provider.method, "kid": provider.key.kid}
            if provider.method == "none":
                return f"{_part(header)}.{_part(claims)}."
            return jwt.encode(header, claims, provider.sign_with or provider.key, [provider.method])

    return Tokens(require_nonce=True)


def _part(content: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _user(provider: Provider) -> Any:
    return SimpleNamespace(get_user_id=lambda: provider.claims["sub"])


def application(provider: Provider) -> Flask:
    """The provider as a WSGI application."""
    app = Flask("provider of the tests")
    server = AuthorizationServer(app, query_client=lambda _: _Client(), save_token=lambda *_: None)
    server.register_grant(_grant(provider), [CodeChallenge(required=True), _tokens(provider)])

    def authorize() -> Any:
        provider.asked.append(dict(request.args))
        user = None if provider.denies else _user(provider)
        return server.create_authorization_response(grant_user=user, grant=server.get_consent_grant(end_user=user))

    app.add_url_rule("/.well-known/openid-configuration", "described", lambda: jsonify(_described(provider)))
    app.add_url_rule("/keys", "keys", lambda: jsonify(jwk.KeySet([provider.key]).as_dict(private=False)))
    app.add_url_rule("/authorize", "authorize", authorize)
    app.add_url_rule("/token", "token", server.create_token_response, methods=["POST"])
    app.add_url_rule("/userinfo", "told", lambda: jsonify({"sub": provider.claims["sub"], **provider.told_when_asked}))
    return app


def _described(provider: Provider) -> dict[str, Any]:
    return {
        "issuer": provider.issuer,
        "authorization_endpoint": f"{provider.address}/authorize",
        "token_endpoint": f"{provider.address}/token",
        "userinfo_endpoint": f"{provider.address}/userinfo",
        "jwks_uri": f"{provider.address}/keys",
        "id_token_signing_alg_values_supported": ["RS256", "none"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
    }


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that answers on a free port."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, application(provider), threaded=True)
    provider.address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
