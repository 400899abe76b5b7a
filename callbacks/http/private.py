"""All that stands behind the sign-in, and the way in."""

from __future__ import annotations

from flask import Flask

from callbacks.board import addresses as board
from callbacks.http import admin, admin_catalogue, oidc, passwords, sign_in
from callbacks.work import importing, routes
from models.settings import Settings


def install(server: Flask, settings: Settings) -> None:
    """Answer every address that is not for anybody who passes by."""
    oidc.install(server, settings)
    for part in (sign_in, passwords, routes, importing, board, admin, admin_catalogue):
        part.install(server)
