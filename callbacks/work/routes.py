"""The addresses of the staff's pages about the log, and the least role for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from callbacks.http import access
from callbacks.work import entry, history, inbox, loads, log_form, places, while_typing
from models.vocabulary import Role


def install(server: Flask) -> None:
    """Answer them."""
    _route(server, places.WORK, inbox.page, Role.READER)
    _route(server, places.CALENDAR, inbox.subscribed, Role.READER, "POST")
    _route(server, places.NO_CALENDAR, inbox.unsubscribed, Role.READER, "POST")
    _route(server, places.LOG, log_form.opened, Role.EDITOR)
    _route(server, places.LOG, log_form.taken, Role.EDITOR, "POST")
    _route(server, loads.PATH, loads.page, Role.READER)
    _route(server, f"{places.LOG}/vragen", while_typing.requests, Role.EDITOR)
    _route(server, f"{places.LOG}/delen", while_typing.parts, Role.EDITOR, "POST")
    _route(server, f"{places.LOG}/concept", while_typing.kept, Role.EDITOR, "POST")
    _route(server, f"{places.REQUEST}/<code>", history.page, Role.READER)
    _route(server, f"{places.ENTRY}/<int(signed=True):number>", entry.page, Role.READER)
    _route(server, f"{places.ENTRY}/<int(signed=True):number>/<deed>", entry.deed, Role.EDITOR, "POST")


def _route(server: Flask, path: str, view: Callable[..., Any], least: Role, method: str = "GET") -> None:
    server.add_url_rule(path, f"{method} {path}", access.needs(least)(view), methods=[method])
