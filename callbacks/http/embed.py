"""The embeds over HTTP: one address for a chart, and the same with an ending for its data and its pictures.

Answers are kept as bytes, compressed once, under the address and the state of the public record: a new public write is
seen at once by every process, and nothing that is kept can be stale. No answer sets or reads a cookie.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import brotli
from flask import Flask, Response, request

from callbacks.embeds import Asked, Embed, asked, find
from callbacks.http import access, embed_data, embed_frame, embed_pictures, reads, security
from callbacks.http.assets import FOLDER
from callbacks.http.compression import SMALLEST, accepted_encoding
from callbacks.http.embed_loads import Counting
from callbacks.http.embed_refusals import UNAVAILABLE, UNKNOWN, refused
from callbacks.services import services
from models.cache import Recent
from models.clock import today
from models.engines import StoreUnavailable
from models.query import QueryError
from models.release import RELEASE
from models.store import Store

#: Seconds that others may keep an answer that can change, and one that cannot within this release.
_SHORT, _HOUR, _LONG = 60, 3600, 30 * 86_400
#: How many answers are kept, and how many of them as pictures, which are large.
_KEPT, _PICTURES_KEPT = 512, 64
_PACKED: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: bytes(brotli.compress(data, quality=11)),
    "gzip": lambda data: gzip.compress(data, compresslevel=9, mtime=0),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an embed: what is added to its address, its media type, and who writes it.

    ``document``: it is shown by itself, with a policy for its own style and script.
    """

    suffix: str
    content_type: str
    write: Callable[[Asked], str | bytes]
    document: bool = False


PNG = "image/png"
#: The longest ending first: an address ends in ``.figure.json`` before it ends in ``.json``.
FORMS = (
    Form(".figure.json", "application/json", embed_data.figure),
    Form(".json", "application/json", embed_data.json),
    Form(".card.svg", "image/svg+xml", embed_pictures.card),
    Form(".card.png", PNG, embed_pictures.card_png),
    Form(".svg", "image/svg+xml", embed_pictures.svg),
    Form(".png", PNG, embed_pictures.png),
    Form(".csv", "text/csv; charset=utf-8; header=present", embed_data.csv),
    Form("", "text/html; charset=utf-8", embed_frame.html, document=True),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as bytes, and what it became in each encoding asked for."""

    data: bytes
    tag: str
    frozen: bool
    policy: str
    packed: dict[str, bytes] = field(default_factory=dict)

    def body(self, encoding: str | None) -> bytes:
        """The bytes in an encoding; compressed as well as can be, because that happens once."""
        if encoding is None:
            return self.data
        if encoding not in self.packed:
            self.packed[encoding] = _PACKED[encoding](self.data)
        return self.packed[encoding]


def install(server: Flask, store: Store) -> None:
    """Answer all below ``/embed/``, and ``/embed.js``, which gives the frames on another's page their height."""
    server.add_url_rule("/embed.js", "embed script", script)
    server.add_url_rule(
        "/embed/<path:address>",
        "embed",
        access.needs(None)(partial(_Embeds(Counting(store)).answer)),
        methods=list(reads.READING),
        provide_automatic_options=False,
    )


@access.needs(None)
def script() -> Response:
    """The script for the page around embeds, at an address that stays."""
    response = services().files.answer(FOLDER / "embed" / "host.js", lambda _: False)
    response.headers["Cache-Control"] = f"public, max-age={_HOUR}"
    return response


class _Embeds:
    """The embeds of one application, with the answers that were asked for lately."""

    def __init__(self, counting: Counting) -> None:
        self._kept: Recent[Hashable, Kept] = Recent(_KEPT)
        self._counting = counting
        self._pictures: Recent[Hashable, Kept] = Recent(_PICTURES_KEPT)

    def answer(self, address: str) -> Response:
        """The embed at ``/embed/<address>``, in the form that its end names."""
        path = f"/embed/{address}"
        form = next(form for form in FORMS if path.endswith(form.suffix))
        response = reads.permissions() if request.method == "OPTIONS" else self._answered(path, form)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        return response

    def _answered(self, path: str, form: Form) -> Response:
        found = find(path.removesuffix(form.suffix))
        if found is None:
            return refused(form, HTTPStatus.NOT_FOUND, [UNKNOWN])
        try:
            kept = self._found(*found, form)
            if form.document:
                self._counting.count(request, path, urlsplit(services().settings.address).hostname or "")
            return _response(kept, form)
        except QueryError as error:
            return refused(form, _status(error, found[1]), error.problems)
        except StoreUnavailable:
            return refused(form, HTTPStatus.SERVICE_UNAVAILABLE, [UNAVAILABLE])

    def _found(self, embed: Embed, values: Mapping[str, str], form: Form) -> Kept:
        """The answer, made where it is not kept: once per address as written, and once per question it means."""
        store, kept = services().store, self._pictures if form.content_type == PNG else self._kept
        state = (*store.public_state(), today(store.clock()))

        def read() -> Kept:
            question = asked(embed, values, request.args.items(multi=True), store)
            return kept.get((question.address(form.suffix), question.frozen, state), partial(_made, question, form))

        return kept.get((request.path, request.query_string, state), read)


def _made(question: Asked, form: Form) -> Kept:
    written = form.write(question)
    data = written.encode() if isinstance(written, str) else written
    tag = hashlib.sha256(data + RELEASE.encode()).hexdigest()[:32]
    return Kept(data, tag, question.frozen, security.framed(data.decode()) if form.document else "")


def _response(kept: Kept, form: Form) -> Response:
    known = request.if_none_match.contains_weak(kept.tag)
    small = len(kept.data) < SMALLEST or form.content_type == PNG
    encoding = None if small else accepted_encoding()
    body: Any = None if known else kept.body(encoding)
    response = Response(body, HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK, content_type=form.content_type)
    if encoding and not known:
        response.headers["Content-Encoding"] = encoding
    if not small:
        response.vary.add("Accept-Encoding")
    # Weak: the same content in several encodings.
    response.set_etag(kept.tag, weak=True)
    response.headers["Cache-Control"] = f"public, max-age={_LONG if kept.frozen else _SHORT}"
    security.open_to_frames(response, kept.policy)
    return response


def _status(error: QueryError, values: Mapping[str, str]) -> HTTPStatus:
    """400; 404 for an address that names a dossier or request that is not there; 503 where there is nothing at all."""
    if any(problem.code == "no_memorandum" for problem in error.problems):
        return HTTPStatus.SERVICE_UNAVAILABLE
    missing = any(problem.code == "unknown_value" and problem.parameter in values for problem in error.problems)
    return HTTPStatus.NOT_FOUND if missing else HTTPStatus.BAD_REQUEST
