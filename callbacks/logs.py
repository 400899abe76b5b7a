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
    re.compile(r"""(?i)(?<=password=)[^\s&"']+|(?<=secret=)[^\s&"']+|(?<=token=)[^\s&"']+|(?<=link=)[^\s&"']+"""),
    re.compile(r"(?<=from ip=)\S+(?=:)"),  # as gunicorn tells of a request that it could not read
    # E-mail addresses, from the beginning of a word alone: a long one would be gone through from each of its signs.
    re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
)


#: Signs that are no part of a text; JSON knows them as they are written instead.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


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
        # What is quoted can begin no line of its own, and tell a terminal nothing.
        return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text).replace("\n", "\n    ")


def _is_told(record: logging.LogRecord) -> bool:
    """Not that a client was left that sent no more (``deploy/gunicorn.conf.py``): no fault of ours, and without end."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))


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
        "filters": {"told": {"()": lambda: _is_told}},
        "handlers": {
            "ours": {
                "class": "logging.StreamHandler",
                "formatter": "ours",
                "filters": ["told"],
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"level": settings.log_level.upper(), "handlers": ["ours"]},
        "loggers": {
            "gunicorn.error": through,
            # Its lines tell who read what: there are ours instead.
            "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
            # Questions to the database name people and texts.
            **{name: {"level": "WARNING"} for name in ("sqlalchemy", "psycopg", "alembic")},
        },
    }
