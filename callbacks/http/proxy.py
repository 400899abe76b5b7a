"""Behind other servers: which are believed about the caller, and the path that all our addresses stand below."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.utils import redirect

from components.root import rooted, standing_at
from models.settings import Settings


class Below:
    """An application that is reached below a path, whether or not the server in front takes that path off."""

    def __init__(self, application: WSGIApplication, root: str) -> None:
        """``root`` is that path, without a slash at its end."""
        self._application = application
        self._root = root

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with every address below the path; the path itself leads to the page below it."""
        path = environ.get("PATH_INFO", "")
        if path == self._root:
            query = environ.get("QUERY_STRING", "")
            return redirect(f"{quote(path)}/{'?' if query else ''}{query}", 308)(environ, start_response)
        environ["PATH_INFO"] = path.removeprefix(self._root) if path.startswith(f"{self._root}/") else path
        environ["SCRIPT_NAME"] = self._root
        with standing_at(self._root):
            return self._application(environ, start_response)


def install(server: Flask, settings: Settings) -> None:
    """Let ``server`` stand where the settings say."""
    believed = settings.trusted_proxies
    if settings.root:
        server.config["APPLICATION_ROOT"] = settings.root
        server.after_request(_led_below)
        server.wsgi_app = Below(server.wsgi_app, settings.root)  # type: ignore[method-assign]
    if believed:
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            server.wsgi_app, x_for=believed, x_proto=believed, x_host=believed
        )


def _led_below(response: Response) -> Response:
    """A redirection to an address of ours leads below the path too."""
    if response.location and not response.location.startswith(rooted("/")):
        response.location = rooted(response.location)
    return response
