"""The link by which an editor elsewhere finds that an address can be shown in a frame."""

from __future__ import annotations

from callbacks.services import services
from components.address import address
from components.tree import Node, h

#: Where oEmbed is answered.
PATH = "/oembed"


def oembed(embed: str) -> str:
    """The whole address that answers about ``embed``, an address of ours."""
    base = services().settings.address
    return address(base + PATH, [("url", base + embed)])


def link(embed: str, title: str) -> Node:
    """That address as a link in the head of a document."""
    return h("link", rel="alternate", type="application/json+oembed", href=oembed(embed), title=title)
