"""What every answer and every request must hold: headers against abuse in the browser, and no writes from other sites.

Cross-site writes are refused by the headers that browsers set themselves (``Sec-Fetch-Site``, else ``Origin``). A token
in a cookie would say no more, and would break inside the frames of members, where that cookie is not sent.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
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

#: The policy of data and pictures that any site may show: nothing in them runs or loads anything.
_HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors *"
#: What keeps a document out of other sites' frames, or apart from the window around it.
_AGAINST_FRAMES = ("X-Frame-Options", "Cross-Origin-Opener-Policy")


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


def framed(document: str) -> str:
    """The policy of an embed, which any site may frame: its own inline style and script, by their hashes.

    Its own site may also give it the library and the figure of the interactive form. The empty style is the one that
    Plotly makes and fills through the browser's own interface, the images are those it draws.
    """
    styles, scripts = (re.findall(f"<{tag}>(.*?)</{tag}>", document, re.DOTALL) for tag in ("style", "script"))
    # Ours stand at the very beginning and at the very end: what got in between is not vouched for.
    styles, scripts = styles[:1], scripts[-1:]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["style-src", *map(_hashed, ["", *styles])]),
            " ".join(["script-src 'self'", *map(_hashed, scripts)]),
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors *",
        ]
    )


def _hashed(content: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def open_to_frames(response: Response, policy: str = "") -> None:
    """Let any site show this answer, as a document with a ``policy`` of its own, or as data or a picture.

    A site that isolates itself (``Cross-Origin-Embedder-Policy``) shows only what allows it and asks the same.
    """
    g.open_to_frames = True
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    response.headers["Content-Security-Policy"] = policy or _HARMLESS


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
        if name not in _AGAINST_FRAMES or not g.get("open_to_frames"):
            response.headers.setdefault(name, value)
    # What says nothing about it may be kept, but is asked about every time.
    response.headers.setdefault("Cache-Control", "no-cache")
    policy = content_security_policy(g.get("script_hashes", ()))
    response.headers.setdefault("Content-Security-Policy", policy)
    return response
