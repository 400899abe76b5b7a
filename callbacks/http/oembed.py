"""oEmbed: the address of an embed, or of a page with one, becomes a frame in another's editor."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask, Response, request

from callbacks import embeds
from callbacks.discovery import PATH
from callbacks.embeds import Asked
from callbacks.http import reads
from callbacks.http.rows import json_text
from callbacks.services import services
from components.embeds import snippets
from components.pictures.sheet import CARD_HEIGHT, PIXELS
from components.shell import NAME
from components.text import short_name
from models.query import Problem

#: Pixels of a frame where the asker sets no limit, and the least that is worth one.
_WIDTH, _NARROWEST = 720, 280
_SECONDS = 3600

_UNKNOWN = Problem(
    *("url", "", "not_found"),
    {
        "nl": "Dit is geen adres van een grafiek of een pagina met een grafiek van deze monitor.",
        "en": "This is not the address of a chart, or of a page with a chart, of this monitor.",
    },
)
_ONLY_JSON = Problem(
    *("format", "", "not_implemented"),
    {"nl": "Alleen format=json wordt aangeboden.", "en": "Only format=json is offered."},
)
_MISSING = Problem(
    *("url", "", "missing"),
    {"nl": "De parameter “url” ontbreekt; geef een adres.", "en": "The parameter “url” is missing; give an address."},
)
_NO_SIZE = Problem(
    *("maxwidth", "", "not_a_size"),
    {
        "nl": "“maxwidth” en “maxheight” zijn een geheel aantal pixels.",
        "en": "“maxwidth” and “maxheight” are a whole number of pixels.",
    },
)


def install(server: Flask) -> None:
    """Answer the address of oEmbed."""
    reads.route(server, PATH, answer)


def answer() -> Response:
    """The frame for the address in ``url``, no larger than ``maxwidth`` and ``maxheight``."""
    url, form = request.args.get("url"), request.args.get("format", "json")
    if form != "json":
        # oEmbed knows xml too; anything else is no form at all.
        return reads.failure(HTTPStatus.NOT_IMPLEMENTED if form == "xml" else HTTPStatus.BAD_REQUEST, [_ONLY_JSON])
    if not url:
        return reads.failure(HTTPStatus.BAD_REQUEST, [_MISSING])
    try:
        width, highest = (_size(name) for name in ("maxwidth", "maxheight"))
    except ValueError:
        return reads.failure(HTTPStatus.BAD_REQUEST, [_NO_SIZE])
    found = _asked(url)
    if found is None:
        return reads.failure(HTTPStatus.NOT_FOUND, [_UNKNOWN])
    response = Response(json_text(_told(found, width, highest)), content_type=reads.JSON)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _size(name: str) -> int | None:
    given = request.args.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise ValueError(given)
    return int(given)


def _asked(url: str) -> Asked | None:
    """What the address asks, if it is one of ours: of an embed, or of a page that shows the same as one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    ours = urlsplit(services().settings.address)
    if parts.scheme not in ("http", "https") or parts.netloc not in (ours.netloc, request.host):
        return None
    path = parts.path.removeprefix(ours.path) or "/"
    parameters = parse_qsl(parts.query)
    found = embeds.find(path)
    if found is None:
        found = embeds.of_page(path)
        parameters = [pair for pair in parameters if found and pair[0] in found[0].accepts]
    return embeds.asked(*found, parameters, services().store) if found else None


def _told(asked: Asked, width: int | None, highest: int | None) -> dict[str, Any]:
    base, chart = services().settings.address, asked.chart()
    wide = max(_NARROWEST, min(width or _WIDTH, _WIDTH))
    shown = snippets.Shown(
        lang=asked.reading.query.lang,
        title=f"{chart.title} – {NAME}",
        alternative="",
        height=min(asked.height(wide), highest or asked.height(wide)),
        embed=base + asked.address(),
        page=base + asked.page(),
        picture="",
        script=f"{base}/embed.js",
    )
    publisher = short_name(asked.reading.catalogue.memorandum.publisher)
    fits = (width or PIXELS) >= PIXELS and (highest or CARD_HEIGHT) >= CARD_HEIGHT
    return {
        "version": "1.0",
        "type": "rich",
        "title": shown.title,
        "author_name": publisher,
        "author_url": base,
        "provider_name": NAME,
        "provider_url": base,
        "cache_age": _SECONDS,
        "html": snippets.frame(shown, str(wide)),
        "width": wide,
        "height": shown.height,
        **(_thumbnail(base + asked.address(".card.png")) if fits else {}),
    }


def _thumbnail(address: str) -> dict[str, Any]:
    """The picture shown beside a link, without anything of the embedder's own."""
    return {"thumbnail_url": address, "thumbnail_width": PIXELS, "thumbnail_height": CARD_HEIGHT}
