"""What the head of a public page tells machines: how to show a link to it, and the feed to follow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from callbacks.http import feeds, linked
from callbacks.linked import TYPE
from callbacks.page import Page
from callbacks.services import services
from components.address import address
from components.pictures.sheet import CARD_HEIGHT, PIXELS
from components.shell import NAME
from components.text import Text, locale
from components.tree import Child, Live, Node, h
from models.query import Query, to_parameters

#: The picture of pages that show no chart of their own.
_USUAL = "/embed/progress"


def head(page: Page, path: str, query: Query) -> tuple[Node, ...]:
    """The nodes for the page at ``path`` that answers ``query``; ``page.embed`` is known by now."""
    asked: dict[str, Any] = {"dossiers": (), "requests": ()} if path.count("/") > 1 else {}
    return (*_shown(page, address(path, to_parameters(query, **asked))), *_feeds(path, query), *_linked(path, query))


def _shown(page: Page, url: str) -> list[Node]:
    """Open Graph: title, finding and picture beside a link to the page."""
    base, lang = services().settings.address, page.lang
    chart, _, question = (page.embed or address(_USUAL, [("lang", lang)] if lang != "nl" else [])).partition("?")
    told = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:locale": locale(lang),
        "og:title": page.title,
        "og:description": description(page),
        "og:url": base + url,
        "og:image": f"{base}{chart}.card.png" + (f"?{question}" if question else ""),
        "og:image:type": "image/png",
        "og:image:width": str(PIXELS),
        "og:image:height": str(CARD_HEIGHT),
        "og:image:alt": Text("De eerste grafiek van deze bladzijde.", "The first chart of this page.")[lang],
    }
    card = h("meta", name="twitter:card", content="summary_large_image")
    return [card, *(h("meta", property=name, content=content) for name, content in told.items())]


def description(page: Page) -> str:
    """The finding of a page: what its first heading says."""
    heading = _first(page.tree, "h1")
    return " ".join(_words(heading).split()) if heading else ""


def _feeds(path: str, query: Query) -> list[Node]:
    """The feed of everything, and that of the one dossier or request that a page is about."""
    lang = query.lang
    whole = replace(query, dossiers=(), requests=(), governments=(), sdgs=(), words="")
    found = [(Text("Alle logregels", "All entries")[lang], whole)]
    kind, _, value = path.removeprefix("/").partition("/")
    if kind == "dossier":
        found.append((f"Dossier {value}", replace(whole, dossiers=query.dossiers)))
    if kind == "vraag":
        found.append((f"{Text('Vraag', 'Request')[lang]} {value}", replace(whole, requests=query.requests)))
    return [
        h("link", rel="alternate", type=feeds.TYPE, title=title, href=feeds.address_of(asked))
        for title, asked in reversed(found)
    ]


def _linked(path: str, query: Query) -> list[Node]:
    """The document that says the same as linked data."""
    target = linked.about(path, query.memorandum)
    return [h("link", rel="alternate", type=TYPE, href=target)] if target else []


def _first(child: Child, tag: str) -> Node | None:
    if isinstance(child, str):
        return None
    if isinstance(child, Live):
        return _first(child.static, tag)
    if child.tag == tag:
        return child
    return next((found for part in child.children if (found := _first(part, tag))), None)


def _words(child: Child) -> str:
    if isinstance(child, str):
        return child
    return _words(child.static) if isinstance(child, Live) else "".join(map(_words, child.children))
