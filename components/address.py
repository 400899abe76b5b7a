"""Addresses of the site: a path and the parameters of the page, changed where the link differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlencode

Parameters = tuple[tuple[str, str], ...]

#: Longer ones are written each time: they are whatever somebody asked, and would fill the memory.
_LONGEST_KEPT = 500

#: What stays the same from page to page; the rest belongs to one page.
LASTING = frozenset({"memorandum", "as_of", "known_at", "lang", "theme"})

#: Which filters mean something at the addresses that begin so; the others show one request or none in particular.
FILTERS = {
    "": ("government", "dossier", "sdg"),
    "dossier": ("government", "sdg"),
    "sdg": ("government", "dossier", "sdg"),
    "verschil": ("government", "dossier", "sdg"),
    "logboek": ("government", "dossier", "sdg"),
}


def address(path: str, parameters: Iterable[tuple[str, str]] = (), **changes: str | None) -> str:
    """The path with the parameters; ``changes`` replace all values of a parameter, None removes it."""
    given = tuple(parameters)
    kept = (_kept if _short(given) else _kept.__wrapped__)(given, tuple(changes))
    query = kept + "".join([_encoded(name, value) for name, value in changes.items() if value is not None])
    return f"{path}?{query[1:]}" if query else path


# A page has hundreds of addresses, made of a few different parts: each part is written once.


def _short(parameters: Parameters) -> bool:
    return sum([len(name) + len(value) for name, value in parameters]) <= _LONGEST_KEPT


@lru_cache(maxsize=1024)
def _kept(parameters: Parameters, changed: tuple[str, ...]) -> str:
    return "".join([_encoded(name, value) for name, value in parameters if name not in changed])


def _encoded(name: str, value: str) -> str:
    return (_known if len(name) + len(value) <= _LONGEST_KEPT else _known.__wrapped__)(name, value)


@lru_cache(maxsize=8192)
def _known(name: str, value: str) -> str:
    return f"&{urlencode([(name, value)], safe=':')}"


def lasting(parameters: Iterable[tuple[str, str]]) -> Parameters:
    """The parameters that a link to any page takes along."""
    return tuple((name, value) for name, value in parameters if name in LASTING)


def filters_at(path: str) -> tuple[str, ...]:
    """The filters that mean something at a path."""
    return FILTERS.get(path.split("/")[1], ())


def kept_at(path: str, parameters: Iterable[tuple[str, str]]) -> Parameters:
    """The parameters that a link to ``path`` takes along: what lasts, and the filters that mean something there."""
    given = tuple(parameters)
    return (_kept_at if _short(given) else _kept_at.__wrapped__)(path, given)


@lru_cache(maxsize=256)
def _kept_at(path: str, parameters: Parameters) -> Parameters:
    filters = filters_at(path)
    return tuple((name, value) for name, value in parameters if name in LASTING or name in filters)


def values_in(template: str, path: str) -> dict[str, str] | None:
    """What stands in ``path`` for the parts in angle brackets of ``template``; None where it is another address."""
    parts, given = template.split("/"), path.split("/")
    pairs = list(zip(parts, given, strict=False))
    if len(parts) != len(given) or not all(part == value or (part[:1] == "<" and value) for part, value in pairs):
        return None
    return {part[1:-1]: value for part, value in pairs if part[:1] == "<"}


def filled(template: str, values: Mapping[str, str]) -> str:
    """``template`` with ``values`` in place of its parts in angle brackets."""
    for name, value in values.items():
        template = template.replace(f"<{name}>", value)
    return template
