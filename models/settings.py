"""The settings: environment variables that begin with ``MONITOR_``, or lines of the file ``.env`` beside app.py.

``python -m models.settings`` prints the table of the README, with ``example`` behind it the file ``.env.example``.
"""

from __future__ import annotations

import errno
import ipaddress
import re
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from models import oidc_settings
from models.files import written_whole

ROOT = Path(__file__).parent.parent
_PREFIX = "MONITOR_"
_SHORTEST_SECRET = 32
_PORTS_TRIED = 100
_WIDTH = 117
_PATH = re.compile(r"(/[A-Za-z0-9_-]+)*/?")


class SettingsError(Exception):
    """A setting cannot be used; the message is one sentence that names the variable and never shows a secret."""


def _database_url(url: str) -> str:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError(
            "it is not a database address like sqlite:///var/monitor.sqlite3 or postgresql://..."
        ) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise ValueError("the store is SQLite (sqlite:///...) or PostgreSQL (postgresql://...)")
    path = parsed.database or ""
    if parsed.get_backend_name() != "sqlite" or not path or path.startswith((":memory:", "file:")):
        return url
    return parsed.set(database=str(ROOT / path)).render_as_string(hide_password=False)


def _read_url(url: str, others: ValidationInfo) -> str:
    if not url:
        return url
    addresses = [_database_url(url), others.data.get("database_url", "")]
    if not all(address.startswith("postgresql") for address in addresses):
        raise ValueError("only PostgreSQL has a second address, and MONITOR_DATABASE_URL must be its first")
    return url


def _base_url(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError("it begins with https:// or http://")
    parts = urlsplit(url)
    if not _PATH.fullmatch(parts.path) or parts.query or parts.fragment:
        raise ValueError("after the host comes nothing, or a path of letters, digits, - and _, like /monitor")
    return url.rstrip("/")


class Settings(BaseSettings):
    """How this installation runs; the description of each field is its line in the README."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=ROOT / ".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
    )

    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        default="sqlite:///var/monitor.sqlite3",
        repr=False,  # it may hold a password
        description="The store: an SQLite file (a relative path starts beside app.py; the folder is made when needed)"
        " or a PostgreSQL database, `postgresql://user:password@server/database`.",
    )
    database_read_url: Annotated[str, AfterValidator(_read_url)] = Field(
        default="",
        repr=False,
        description="A second address of the same PostgreSQL database, for a role that may only read: all reading goes"
        " there.",
    )
    database_connections: int = Field(
        default=12,
        ge=2,
        le=1000,
        description="Connections to PostgreSQL that each process opens at most, for each of the two addresses: about"
        " three per thread.",
    )
    database_timeout: int = Field(
        default=30,
        ge=1,
        le=3600,
        description="Seconds that one question to PostgreSQL may take, waiting for other writers included. Commands"
        " such as `verify` and `copy` take as long as they need.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description=f"What signs sessions: at least {_SHORTEST_SECRET} random characters, kept secret and the same for"
        " all workers. Required as soon as `MONITOR_HOST` is not this machine alone; until then `serve` makes one and"
        " keeps it in `var/secret-key`.",
    )
    session_hours: int = Field(default=12, ge=1, le=720, description="How long one stays signed in, in hours.")
    sign_in_days: int = Field(
        default=30,
        ge=1,
        le=365,
        description="For how many days failed tries to sign in are kept, as fingerprints.",
    )
    oidc_issuer: Annotated[str, AfterValidator(oidc_settings.issuer)] = Field(
        default="",
        description="The OpenID Connect provider by which people may sign in too, such as"
        " `https://login.example/realms/vvsg`; empty: only by password.",
    )
    oidc_client_id: Annotated[str, AfterValidator(oidc_settings.needed)] = Field(
        default="", description="The name under which that provider knows this application."
    )
    oidc_client_secret: Annotated[SecretStr, AfterValidator(oidc_settings.needed)] = Field(
        default=SecretStr(""), description="The secret that goes with that name."
    )
    oidc_name: str = Field(
        default="",
        max_length=60,
        description="What people call that provider, on the sign-in page.",
    )
    oidc_roles: Annotated[str, AfterValidator(oidc_settings.mapping)] = Field(
        default="",
        description="Which groups of the provider have which role: `monitor-beheer=admin; belangen=editor`, the highest"
        " counts; in none of them one cannot sign in that way. Empty: only who has an account here, in its role.",
    )
    oidc_groups_claim: str = Field(
        default="groups", min_length=1, description="Where the provider tells the groups: the name of the claim."
    )
    base_url: Annotated[str, AfterValidator(_base_url)] = Field(
        default="",
        description="The address at which people reach the application, for absolute links; empty:"
        " `http://MONITOR_HOST:MONITOR_PORT`. With a path (`https://www.example/monitor`) everything stands below it.",
    )
    host: str = Field(
        default="127.0.0.1", min_length=1, description="The network address to listen on; `0.0.0.0` is every one."
    )
    port: int = Field(default=8050, ge=1, le=65535, description="The port to listen on.")
    workers: int = Field(default=2, ge=1, le=64, description="Processes that answer: about one per core.")
    threads: int = Field(default=4, ge=1, le=64, description="Threads per process.")
    log_format: Literal["text", "json"] = Field(
        default="text", description="How log lines are written to standard error: `text`, or `json` for machines."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning",
        description="What is written: from `info` on a line per request, with the pattern of its address and never who"
        " asked.",
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Who sends it (`Authorization: Bearer ...`) may read `/metrics`, from anywhere; empty: only this"
        " machine may, as long as `MONITOR_BASE_URL` is not set.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=10,
        description="How many servers stand in front and say in `X-Forwarded-For`, `-Proto` and `-Host` whom they"
        " answer; with 0 those headers are ignored.",
    )

    @classmethod
    def load(cls) -> Settings:
        """The settings of this environment.

        Raises:
            SettingsError: a value cannot be used.
        """
        try:
            return cls()
        except (ValidationError, UnicodeDecodeError) as error:
            raise SettingsError(_sentence(error)) from None

    @property
    def address(self) -> str:
        """The base of absolute links, without a slash at its end."""
        return self.base_url or f"http://{bracketed(self.host)}:{self.port}"

    @property
    def root(self) -> str:
        """The path that the application stands below, without a slash at its end; empty: at the top of its host."""
        return urlsplit(self.base_url).path

    def require_servable(self) -> None:
        """Refuse to serve others than this machine without a real secret.

        Raises:
            SettingsError: the host is reachable from elsewhere and the secret key is absent or short.
        """
        if len(self.secret_key.get_secret_value()) < _SHORTEST_SECRET and not _loopback(self.host):
            raise SettingsError(
                f"MONITOR_SECRET_KEY must hold at least {_SHORTEST_SECRET} random characters before the application"
                f" serves on {self.host}, which others can reach: set it to what `openssl rand -hex 32` prints."
            )


def kept_secret(path: Path = ROOT / "var" / "secret-key") -> str:
    """The secret key of this machine alone: made at first use and kept, readable by its owner only.

    Where nothing can be kept it is another one at each start, and whoever was signed in signs in again.
    """
    fresh = secrets.token_hex(_SHORTEST_SECRET)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), written_whole(path, replace=False) as unfinished:
            unfinished.write_text(fresh, encoding="ascii")
        kept = path.read_text(encoding="ascii").strip()
    except OSError:
        return fresh
    return kept if len(kept) >= _SHORTEST_SECRET else fresh


def bracketed(host: str) -> str:
    """The host as it stands in a URL or a bind address: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def next_free_port(host: str, port: int) -> int:
    """The first port from ``port`` on where a server can listen.

    Raises:
        SettingsError: nothing can listen at ``host``, or no port near ``port`` is free.
    """
    for candidate in range(port, min(port + _PORTS_TRIED, 65536)):
        try:
            _listen_once(host, candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SettingsError(
                    f"Cannot listen on {bracketed(host)}:{candidate} (MONITOR_HOST, MONITOR_PORT): {error.strerror}."
                ) from None
        else:
            return candidate
    raise SettingsError(f"No port from {port} on is free on {host}: choose another with MONITOR_PORT.")


def table() -> str:
    """The settings as a Markdown table: variable, default, meaning."""
    rows = [
        f"| `{_PREFIX}{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| setting | default | meaning |", "| --- | --- | --- |", *rows])


def example() -> str:
    """A file ``.env`` to begin with: every setting with its meaning and its default, none of them set."""
    blocks = [
        "# Copy to .env beside app.py, readable for the application's user alone, or set the same in the environment."
    ]
    for name, field in Settings.model_fields.items():
        meaning = wrap((field.description or "").replace("`", ""), _WIDTH)
        blocks.append("\n# ".join(["#", *meaning, f"{_PREFIX}{name.upper()}={_shown(field.default)}"])[2:])
    return "\n\n".join(blocks) + "\n"


def _shown(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def _default(value: object) -> str:
    return f"`{shown}`" if (shown := _shown(value)) else "none"


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listen_once(host: str, port: int) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as listener:
        # As the server does it: a port that lingers after an earlier run is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()


def _sentence(error: ValidationError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "The file .env is not UTF-8 text."
    first = error.errors(include_url=False, include_input=False)[0]
    reason = first["msg"].removeprefix("Value error, ")
    return f"{_PREFIX}{str(first['loc'][0]).upper()} cannot be used: {reason[0].lower()}{reason[1:]}."


if __name__ == "__main__":
    sys.stdout.write(example() if "example" in sys.argv else f"{table()}\n")
