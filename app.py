"""The Memorandummonitor: the application factory, the WSGI ``server``, and the command line."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from models import command_line, password_links, retention
from models.engines import Limits
from models.settings import ROOT, Settings, SettingsError, kept_secret, next_free_port
from models.store import Store

# What draws is imported where it is used: the commands that do not serve start without it.
if TYPE_CHECKING:
    from flask import Flask

    from callbacks.document import MonitorDash
    from callbacks.http.assets import Files

PREPARED = ROOT / "var" / "assets"


def create_app(settings: Settings | None = None, store: Store | None = None) -> MonitorDash:
    """Make the application; several can live in one process, each with its own store.

    Raises SettingsError or StoreUnavailable, each with one sentence that says what is wrong.
    """
    from callbacks import pages
    from callbacks.document import MonitorDash
    from callbacks.http import assets, dispatch
    from components.shell import NAME

    settings = settings or Settings.load()
    store = store or Store.open(
        settings.database_url,
        read_url=settings.database_read_url,
        limits=Limits(settings.database_connections, settings.database_timeout),
    )
    files = assets.Files(PREPARED)
    app = MonitorDash(
        "app",
        server=_server(settings, store, files),  # type: ignore[arg-type]  # what Dash documents; its hints forget it
        title=NAME,
        update_title="",
        use_pages=True,
        pages_folder="",  # pages are registered below, not found in a folder
        # False would send every page's layout to every visitor, for Dash to check callbacks against.
        suppress_callback_exceptions=True,
        include_assets_files=False,  # the document names them, each with a fingerprint of its content
        include_pages_meta=False,
        routing_callback_inputs=pages.ROUTING_INPUTS,
        routes_pathname_prefix="/",
        requests_pathname_prefix=f"{settings.root}/",
        add_log_handler=False,
    )
    pages.register(app)
    assets.install(app, files)
    dispatch.install(app)
    app.finish()
    return app


def _server(settings: Settings, store: Store, files: Files) -> Flask:
    """The server beneath Dash: what every answer passes, and the addresses that are no pages."""
    from flask import Flask

    from callbacks import services
    from callbacks.http import access, compression, errors, journal, live, private, proxy, public, review_feed, security

    server = Flask("app", static_folder=None)
    # Without a setting this process alone knows the sessions it signs; `serve` gives its workers one in common.
    server.secret_key = settings.secret_key.get_secret_value() or secrets.token_hex()
    services.install(server, services.Services(settings, store, files))
    proxy.install(server, settings)
    journal.install(server, settings, store)
    # Answers pass the functions below from the last to the first: compressed when all else is done.
    compression.install(server)
    security.install(server)
    errors.install(server)
    access.install(server, settings)
    live.install(server)
    private.install(server, settings)
    public.install(server, store)
    review_feed.install(server)
    return server


def serving() -> MonitorDash:
    """The application of one of the processes of ``serve``, ready for its first reader."""
    from callbacks import pages

    app = create_app()
    pages.warm(app)
    return app


def __getattr__(name: str) -> Any:
    """``app:server`` for a WSGI server, made when asked for: importing this module opens no store."""
    if name == "server":
        return create_app().server
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def serve() -> None:
    """Serve with gunicorn until stopped."""
    from callbacks.http import workers

    workers.begins()
    from gunicorn.app.wsgiapp import run as gunicorn

    from callbacks.http import assets
    from components.shell import NAME

    settings = Settings.load()
    settings.require_servable()
    if not settings.secret_key.get_secret_value():
        os.environ["MONITOR_SECRET_KEY"] = kept_secret()
    _require_port(settings)
    store = Store.open(settings.database_url, read_url=settings.database_read_url)
    workers.share()
    if store.database.read_only:
        sys.stderr.write(f"{store.database.consulted_only}\n")
    with suppress(OSError):  # a read-only disk: files are then compressed a little less
        assets.prepare(create_app(settings, store), assets.Files(PREPARED))
    if not store.database.read_only:
        sys.stderr.write(_invitation(store, settings))
    store.close()  # each worker opens its own: connections must not be shared over a fork
    sys.stderr.write(f"{NAME} answers on {settings.address} (stop with Ctrl+C).\n")
    os.chdir(ROOT)
    sys.argv = ["gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py"), "app:serving()"]
    # In this process, so that what is imported is imported once, for all workers.
    gunicorn()


def _invitation(store: Store, settings: Settings) -> str:
    """Where nobody has an account: the way for the first administrator, to be told in the terminal and nowhere else."""
    with store.database.appending() as connection:
        retention.forget(connection, store.clock(), timedelta(days=settings.sign_in_days))
        token = password_links.first_administrator(connection, store.clock())
    if token is None:
        return ""
    link = f"{settings.address}/wachtwoord/instellen?link={token}"
    return f"Nobody has an account yet. Within the hour, this link makes the first administrator:\n  {link}\n"


def _require_port(settings: Settings) -> None:
    """Refuse a port that is taken, unless systemd holds it for this very process: then it stays open over a restart."""
    if os.environ.get("LISTEN_PID") == str(os.getpid()):
        return
    free = next_free_port(settings.host, settings.port)
    if free != settings.port:
        raise SettingsError(
            f"Port {settings.port} of {settings.host} is taken: stop what runs there,"
            f" or serve on the next free one with MONITOR_PORT={free}."
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 only when it is done, else one sentence on standard error."""
    return command_line.main(serve, arguments)


if __name__ == "__main__":
    sys.exit(main())
