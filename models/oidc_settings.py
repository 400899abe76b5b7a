"""The settings of signing in by OpenID Connect: what each may hold, and what groups come to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationInfo

from models.vocabulary import Role

_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
Text = TypeVar("Text", str, SecretStr)


def issuer(url: str) -> str:
    """The address of a provider, without a slash at its end; without HTTPS only on this machine."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _THIS_MACHINE)
    if url and not (safe and parts.hostname and not parts.query and not parts.fragment):
        raise ValueError("it is an address that begins with https://")
    return url.rstrip("/")


def needed(value: Text, info: ValidationInfo) -> Text:
    """What has to be there as soon as there is a provider."""
    given = value.get_secret_value() if isinstance(value, SecretStr) else value
    if info.data.get("oidc_issuer") and not given:
        raise ValueError("it is needed once MONITOR_OIDC_ISSUER is set")
    return value


def mapping(text: str) -> str:
    """``text`` where it tells the roles of groups: pairs like ``group=role``, with ``;`` between them."""
    pairs(text)
    return text


def pairs(text: str) -> dict[str, Role]:
    """The role of each group; raises ValueError."""
    found = {}
    for pair in filter(None, map(str.strip, text.split(";"))):
        group, _, role = pair.rpartition("=")
        if not group.strip() or role.strip() not in {known.value for known in Role}:
            raise ValueError("it holds pairs like group=editor with ; between them; roles are reader, editor, admin")
        found[group.strip()] = Role(role.strip())
    return found


def role_of(groups: Iterable[object], roles: dict[str, Role]) -> Role | None:
    """The highest role that any of the groups has; None where none of them has one."""
    order = list(Role)
    return max((roles[group] for group in groups if isinstance(group, str) and group in roles),
               key=order.index, default=None)  # fmt: skip
