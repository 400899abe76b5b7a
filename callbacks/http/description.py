"""The description in OpenAPI over HTTP; its examples are the first rows of the store itself."""

from __future__ import annotations

from functools import partial

from flask import Flask, Response, request

from callbacks.http import openapi, reads
from callbacks.http.api import BASE, Api
from callbacks.http.rows import json_text
from models.clock import today
from models.query import parse
from models.store import Store

PATH = f"{BASE}/openapi.json"


def install(server: Flask, store: Store, api: Api) -> None:
    """Answer the address of the description of everything that is read here."""
    reads.route(server, PATH, partial(_answer, store, api))


def _answer(store: Store, api: Api) -> Response:
    scope = store.scope()
    if scope.memoranda:
        parse(request.args.items(multi=True), scope, accepts=())
    tag = reads.tag_of("openapi", store.public_state(), today(scope.now))
    return reads.conditional(tag, lambda: json_text(openapi.describe(scope, api.examples(scope))), reads.JSON)
