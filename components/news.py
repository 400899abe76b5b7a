"""The notice that something new was logged while a page is open; ``assets/news.js`` asks, and shows it."""

from __future__ import annotations

from components.text import Text
from components.tree import Node, h

_NEWS = Text("Er is iets nieuws in het logboek.", "There is something new in the log.")
_SHOW = Text("Toon het", "Show it")


def news(lang: str, address: str, version: str | None = None) -> Node:
    """The place of the notice, empty until there is one. ``address`` answers which version there is.

    ``version`` is the one that the page shows; None: the page says so itself, in ``data-version``.
    """
    return h(
        "div", id="news", role="status", class_="news", data_address=address, data_version=version,
        data_told=_NEWS[lang], data_show=_SHOW[lang],
    )  # fmt: skip
