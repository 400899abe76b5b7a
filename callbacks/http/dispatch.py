"""The door of Dash's callbacks: what no page of ours can have sent is refused as 400 before Dash trips over it."""

from __future__ import annotations

import re
from typing import Any

from dash import Dash
from flask import abort, request
from flask.typing import ResponseReturnValue

from callbacks.http import access

_ENDPOINT = "/_dash-update-component"
#: Characters in an address, as in that of a document: longer ones never get here.
_LONGEST = 65_536
#: What JSON can write and no text can hold.
_HALF_A_SIGN = re.compile("[\ud800-\udfff]")
#: What Dash and its files answer: the same to everyone, and nothing of the record.
_FOR_EVERYONE = (
    "/_dash-layout",
    "/_dash-dependencies",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
    "_dash_assets.static",
    "/_reload-hash",
    "/_favicon.ico",
)


def install(app: Dash) -> None:
    """Guard the callbacks of ``app``."""
    dispatch = app.server.view_functions[_ENDPOINT]

    @access.needs(None)  # each callback has a rule of its own
    def guarded() -> ResponseReturnValue:
        asked = _body()
        if not is_wellformed(app, asked):
            abort(400)
        access.require_callback(asked["output"])
        answer: ResponseReturnValue = dispatch()
        return answer

    app.server.view_functions[_ENDPOINT] = guarded
    access.declare(app.server, *_FOR_EVERYONE)


def _body() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # nested deeper than anything of ours
        return None


def is_wellformed(app: Dash, body: Any) -> bool:
    """Whether the body calls a callback of ``app`` with the inputs and outputs it has, every value text or nothing."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = app.callback_map.get(body["output"])
    if callback is None:
        return False
    inputs, state, outputs = (body.get(name, []) for name in ("inputs", "state", "outputs"))
    changed = body.get("changedPropIds", [])
    return (
        _are(inputs, callback["inputs"])
        and _are(state, callback["state"])
        and _output_name(outputs) == body["output"]
        and isinstance(changed, list)
        and all(isinstance(name, str) for name in changed)
    )


def _are(given: Any, expected: list[dict[str, Any]]) -> bool:
    return (
        isinstance(given, list)
        and len(given) == len(expected)
        and all(_is(one, other) for one, other in zip(given, expected, strict=True))
    )


def _is(given: Any, expected: dict[str, Any]) -> bool:
    return (
        isinstance(given, dict)
        and given.get("id") == expected["id"]
        and given.get("property") == expected["property"]
        and _is_value(given.get("value"), of_path=given["property"] == "pathname")
    )


def _is_value(value: Any, *, of_path: bool) -> bool:
    if value is None:
        return not of_path
    whole = isinstance(value, str) and len(value) <= _LONGEST and not _HALF_A_SIGN.search(value)
    return whole and (value.startswith("/") or not of_path)


def _output_name(outputs: Any) -> str | None:
    """The name Dash gives a callback with these outputs: ``id.property``, several as ``..a.b...c.d..``."""
    if isinstance(outputs, dict):
        return _property(outputs)
    if not isinstance(outputs, list):
        return None
    names = [_property(one) for one in outputs]
    return f"..{'...'.join(name for name in names if name)}.." if all(names) else None


def _property(output: Any) -> str | None:
    return f"{output.get('id')}.{output.get('property')}" if isinstance(output, dict) else None
