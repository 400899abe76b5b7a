"""What every answer and every request must hold: headers against abuse in the browser, and no writes from other sites.

Cross-site writes are refused by the headers that browsers set themselves (``Sec-Fetch-Site``, else ``Origin``). A token
in a cookie would say no more, and would break inside the frames of members, where that cookie is not sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, g, request

#: The largest body a request may carry, in bytes; a callback's is about 1 kB.
LARGEST_BODY = 1_000_000

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def install(server: Flask) -> None:
    """Guard every request and every answer of ``server``."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    server.before_request(_refuse_cross_site_writes)
    server.after_request(_secure)


def allow_scripts(hashes: Iterable[str]) -> None:
    """Let the answer to this request run inline scripts with these hashes (``'sha256-...'``)."""
    g.script_hashes = tuple(hashes)


def content_security_policy(hashes: Iterable[str] = ()) -> str:
    """The policy of a page: only our own files, no inline scripts but those with these hashes.

    Inline styles stay allowed: Dash and Plotly set them, and the static charts draw their bars with them.
    """
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *hashes]),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def is_same_site(asked: Request) -> bool:
    """Whether a browser sent this from our own pages; callers that are no browser send neither header and pass.

    Not with a cookie: whoever is signed in writes only where the browser vouches for the page it came from.
    """
    fetched_from = asked.headers.get("Sec-Fetch-Site")
    if fetched_from is not None:
        return fetched_from in ("same-origin", "none")
    origin = asked.headers.get("Origin")
    return not asked.cookies if origin is None else urlsplit(origin).netloc == asked.host


def _refuse_cross_site_writes() -> None:
    if request.method not in _SAFE_METHODS and not is_same_site(request):
        abort(403)


def _secure(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    policy = content_security_policy(g.get("script_hashes", ()))
    response.headers.setdefault("Content-Security-Policy", policy)
    return response
