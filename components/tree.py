"""One tree for every form of a page: rendered to an HTML string, or to what Dash draws.

What is built here is written down once. ``Live`` is the only place where the two forms differ: there Dash draws
something that plain HTML cannot, such as a Plotly chart, and plain HTML says the same in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from html import escape
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from components.root import root, rooted

VOID = frozenset({"base", "br", "hr", "img", "input", "link", "meta", "wbr"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
#: What is longer is worked out each time: addresses hold what anybody asks, and would fill the memory.
_LONGEST_KEPT = 500
#: Parts of tables, lists and lines, whose attributes are words of ours and the same in many of them.
_ALIKE = frozenset({"td", "th", "tr", "span", "small", "p", "ul", "li"})
_REACT_NAMES = {
    "class": "className",
    "for": "htmlFor",
    "tabindex": "tabIndex",
    "colspan": "colSpan",
    "rowspan": "rowSpan",
    "datetime": "dateTime",
    "hreflang": "hrefLang",
    "autocomplete": "autoComplete",
}


Attributes: TypeAlias = tuple[tuple[str, str | bool], ...]


class Node(NamedTuple):
    """An element: tag, attributes as HTML spells them, children. Made by ``h``."""

    tag: str
    attributes: Attributes
    children: tuple[Child, ...]


#: A component as Dash's renderer reads it: ``type``, ``namespace`` and ``props``. Plain, because Dash's own objects
#: check at every drawing what is the same every time; a test has them check every page instead.
Drawn: TypeAlias = dict[str, Any]


class Live(NamedTuple):
    """A place that Dash draws itself: ``static`` in HTML, what ``build`` returns in Dash."""

    static: Child
    build: Callable[[], Drawn]


_CHILDREN = (str, Node, Live)
Child: TypeAlias = "Node | Live | str"
Content: TypeAlias = "Child | Iterable[Content] | None"


def h(tag: str, *content: Content, **attributes: str | int | bool | None) -> Node:
    """An element. ``class_`` and ``aria_label`` become ``class`` and ``aria-label``; None leaves out.

    Raises ValueError for names that cannot be an element or attribute, and for event handlers: there is no script here.
    """
    named = [
        (_spelled(key), value if value is True else str(value))
        for key, value in attributes.items()
        if value is not None and value is not False
    ]
    for part in content:
        if not isinstance(part, _CHILDREN):
            content = tuple(_gathered(content))
            break
    # As Node() makes it, without going through Python once more: a page has thousands.
    return tuple.__new__(Node, (_spelled(tag), tuple(named), content))


@lru_cache(maxsize=256)
def _spelled(key: str) -> str:
    """The name of an element or attribute as HTML spells it."""
    name = key.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name) or name.startswith("on"):
        raise ValueError(f"not a name for an element or an attribute: {name!r}")
    return name


def _gathered(parts: Iterable[Content]) -> Iterator[Child]:
    """Nested content as one row of children, without the Nones."""
    for part in parts:
        if isinstance(part, _CHILDREN):
            yield part
        elif part is not None:
            yield from _gathered(part)


def safe_address(address: str) -> str | None:
    """The address if it is relative or http(s), else None: what people log may hold ``javascript:`` links."""
    if address[:1] == "/" != address[1:2] and address.isprintable():
        return address.strip()  # one of ours, of which a page has hundreds
    return _checked_address(address) if len(address) <= _LONGEST_KEPT else _checked_address.__wrapped__(address)


@lru_cache(maxsize=1024)
def _checked_address(address: str) -> str | None:
    cleaned = "".join(character for character in address if character.isprintable()).strip()
    try:
        scheme = urlsplit(cleaned).scheme
    except ValueError:
        return None
    looks_like_scheme = ":" in re.split(r"[/?#]", cleaned, maxsplit=1)[0]
    return cleaned if scheme in ("http", "https") or not (scheme or looks_like_scheme) else None


def to_html(child: Child) -> str:
    """The tree as HTML, every text and attribute escaped, unsafe addresses left out."""
    pieces: list[str] = []
    _write(child, pieces.append)
    return "".join(pieces)


def to_dash(child: Child) -> Any:
    """The tree as Dash's components; a string stays a string."""
    if isinstance(child, str):
        return child
    if isinstance(child, Live):
        return child.build()
    properties = {_react_name(name): _react_value(name, value) for name, value in _safe(child)}
    if child.tag not in VOID:
        properties["children"] = [to_dash(part) for part in child.children]
    return drawn_by(_component(child.tag), properties)


def drawn_by(component: type[Component], properties: dict[str, Any]) -> Drawn:
    """What Dash draws as ``component`` with these properties."""
    return {"type": component._type, "namespace": component._namespace, "props": properties}


@cache
def _component(tag: str) -> type[Component]:
    found: type[Component] = dbc.Input if tag == "input" else getattr(html, tag.capitalize())
    return found


def _safe(node: Node) -> list[tuple[str, str | bool]]:
    """The attributes, addresses checked and below the application's root; so is a data attribute that begins with /."""
    checked: list[tuple[str, str | bool]] = []
    for name, value in node.attributes:
        if name in _ADDRESSES:
            kept = safe_address(str(value))
            if kept is not None:
                checked.append((name, rooted(kept)))
        elif name.startswith("data-") and isinstance(value, str):
            checked.append((name, rooted(value)))
        else:
            checked.append((name, value))
    return checked


def _write(child: Child, write: Callable[[str], object]) -> None:
    if isinstance(child, str):
        write(_words(child))
    elif isinstance(child, Live):
        _write(child.static, write)
    else:
        tag, attributes, children = child
        if not attributes:
            write(f"<{tag}>")
        elif tag in _ALIKE:
            write(_kept_opening(tag, attributes, root()))
        else:
            write(_opening(tag, attributes))
        for part in children:
            if isinstance(part, str):
                write(_words(part))
            else:
                _write(part, write)
        if tag not in VOID:
            write(f"</{tag}>")


def _opening(tag: str, attributes: Attributes) -> str:
    """``<a href="/">``: an element begun."""
    written = []
    for name, value in attributes:
        if name in _ADDRESSES:
            kept = safe_address(str(value))
            written.append("" if kept is None else f' {name}="{escape(rooted(kept))}"')
        elif value is True:
            written.append(f" {name}")
        else:
            text = str(value)
            written.append(f' {name}="{escape(rooted(text) if name.startswith("data-") else text)}"')
    return f"<{tag}{''.join(written)}>"


@lru_cache(maxsize=8192)
def _kept_opening(tag: str, attributes: Attributes, _root: str) -> str:
    """One that is the same in every row of a table or list."""
    return _opening(tag, attributes)


def _words(words: str) -> str:
    return _kept_words(words) if len(words) <= _LONGEST_KEPT else escape(words, quote=False)


@lru_cache(maxsize=8192)
def _kept_words(words: str) -> str:
    """Most stand on every page of their kind: titles, labels, numbers."""
    return escape(words, quote=False)


def _react_name(name: str) -> str:
    return _REACT_NAMES.get(name, name)


def _react_value(name: str, value: str | bool) -> Any:
    if name == "style":
        return _style(str(value))
    if name in ("colspan", "rowspan", "tabindex"):
        return int(value)
    return value


def _style(declarations: str) -> dict[str, str]:
    """``margin-top:1px;--n:3`` as React takes it: ``{"marginTop": "1px", "--n": "3"}``."""
    pairs = (part.split(":", 1) for part in declarations.split(";") if ":" in part)
    return {_camel(name.strip()): value.strip() for name, value in pairs}


def _camel(name: str) -> str:
    return name if name.startswith("--") else re.sub(r"-([a-z])", lambda match: match[1].upper(), name)
