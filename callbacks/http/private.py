"""All that stands behind the sign-in, and the way in."""

from __future__ import annotations

from flask import Flask

from callbacks.http import admin, admin_catalogue, passwords, sign_in
from callbacks.work import routes


def install(server: Flask) -> None:
    """Answer every address that is not for anybody who passes by."""
    for part in (sign_in, passwords, routes, admin, admin_catalogue):
        part.install(server)
