"""Answers that are made per request, compressed for who accepts it; files are compressed beforehand (``assets``)."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
from flask import Flask, Response, request

#: Below this many bytes compression saves nothing that counts.
SMALLEST = 600

_TEXT = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
    "application/vnd.oai",
)
# A millisecond a page; the next level of each takes half as long again for less than a tenth fewer bytes.
_METHODS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: bytes(brotli.compress(data, quality=3)),
    "gzip": lambda data: gzip.compress(data, compresslevel=4, mtime=0),
}


def install(server: Flask) -> None:
    """Compress the text answers of ``server``."""
    server.after_request(_compress)


def accepted_encoding() -> str | None:
    """The encoding to answer this request in: ``br``, ``gzip`` or None."""
    return next((name for name in _METHODS if request.accept_encodings[name] > 0), None)


def _compress(response: Response) -> Response:
    if not _worthwhile(response):
        return response
    response.vary.add("Accept-Encoding")
    encoding = accepted_encoding()
    if encoding:
        response.set_data(_METHODS[encoding](response.get_data()))
        response.headers["Content-Encoding"] = encoding
        tag, _ = response.get_etag()
        if tag:
            # The bytes differ per encoding: the same content, no longer the same bytes.
            response.set_etag(tag, weak=True)
    return response


def _worthwhile(response: Response) -> bool:
    return (
        (response.mimetype or "").startswith(_TEXT)
        and not response.is_streamed
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and len(response.get_data()) >= SMALLEST
    )
