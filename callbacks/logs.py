"""What is written in the log, and what never is: no secret, no e-mail address, and nothing about who reads.

``deploy/gunicorn.conf.py`` hands the configuration to gunicorn, so that its own lines come out the same way.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import g, has_request_context
from pydantic import SecretStr
from pythonjsonlogger.json import JsonFormatter

from models.settings import Settings

HIDDEN = "[hidden]"

#: Shorter ones would be found in the middle of ordinary words.
_SHORTEST_SECRET = 6
_ALWAYS_HIDDEN = (
    re.compile(r"(?<=://)[^\s/@]+(?=@)"),  # user and password in an address
    re.compile(r"(?i)(?<=\b(?:bearer) )\S+|(?<=\b(?:basic) )\S+"),
    re.compile(r"""(?i)(?<=password=)[^\s&"']+|(?<=secret=)[^\s&"']+|(?<=token=)[^\s&"']+"""),
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),  # e-mail addresses
)


class Discreet(logging.Formatter):
    """Another formatter's lines without what must not be written."""

    def __init__(self, form: logging.Formatter, secrets: Collection[str]) -> None:
        """``secrets`` are hidden wherever they turn up, beside what is always hidden."""
        super().__init__()
        self._form = form
        self._secrets = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line, its trace included."""
        record.request_id = g.get("request_id") if has_request_context() else None
        text = self._form.format(record)
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        for pattern in _ALWAYS_HIDDEN:
            text = pattern.sub(HIDDEN, text)
        return text


def secrets_of(settings: Settings) -> set[str]:
    """Every secret in the settings, the passwords in addresses of databases included."""
    values = [getattr(settings, name) for name in type(settings).model_fields]
    found = {value.get_secret_value() for value in values if isinstance(value, SecretStr)}
    passwords = {urlsplit(address).password or "" for address in (settings.database_url, settings.database_read_url)}
    return found | passwords | {unquote(password) for password in passwords}


def configuration(settings: Settings) -> dict[str, Any]:
    """The configuration of ``logging.config``: everything to standard error, as the settings say."""
    forms = {
        "text": logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"),
        "json": JsonFormatter(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp=True,
            json_ensure_ascii=False,
        ),
    }
    through = {"level": settings.log_level.upper(), "handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": partial(Discreet, forms[settings.log_format], secrets_of(settings))}},
        "handlers": {"ours": {"class": "logging.StreamHandler", "formatter": "ours", "stream": "ext://sys.stderr"}},
        "root": {"level": settings.log_level.upper(), "handlers": ["ours"]},
        "loggers": {
            "gunicorn.error": through,
            # Its lines tell who read what: there are ours instead.
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
            # Questions to the database name people and texts.
            **{name: {"level": "WARNING"} for name in ("sqlalchemy", "psycopg", "alembic")},
        },
    }
