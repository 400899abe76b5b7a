"""The HTML document around a page: complete from the server, then taken over by Dash (``assets/page.js``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import escape
from typing import Any

from dash import Dash
from flask import g

from callbacks import discovery
from callbacks.http.assets import FOLDER, address, by_content
from callbacks.page import Page
from callbacks.services import services
from components.news import news
from components.root import root, rooted
from components.tree import h, to_html

#: Answers which version of the public record there is (``callbacks.http.live``).
LIVE = "/live"
PLOTLY = "vendor/plotly-partial-4.1.1.min.js"

#: Before Dash's own scripts: they say where Plotly is and bring the function Dash asks for the colour scheme.
_SCRIPTS = ("plotly.js", "state.js", "page.js", "header.js", "slider.js", "news.js", "earlier.js")
#: What Dash tells every visitor without needing it in the browser.
_NOBODYS_BUSINESS = ("dash_version", "dash_version_url", "python_version", "plotly_version", "ddk_version", "end_id")


class MonitorDash(Dash):
    """Dash in our document: the server's copy of the page stands in it until Dash has drawn the same."""

    def finish(self) -> None:
        """Do now what Dash leaves for the first request, when everything is registered.

        Requests that arrive beside the first do not wait for it: they would meet half of the callbacks.
        """
        for step in self.server.before_request_funcs[None]:
            if step.__module__ == Dash.__module__:
                step()

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """The document of the page in ``flask.g.page``; of Dash's parts only its configuration and scripts."""
        page: Page = g.page
        live = h("div", id="react-entry-point", class_="waiting", inert=True)
        told = h("p", id="told", role="status", class_="visually-hidden")
        own = [h("script", src=address(services().files, name)) for name in _SCRIPTS]
        body = [h("div", page.tree, id="still"), told, news(page.lang, LIVE), live, *own]
        plotly = h("meta", name="plotly", content=rooted(address(services().files, PLOTLY)))
        return "".join(
            [
                "<!DOCTYPE html>\n",
                _opened(page),
                to_html(h("head", head(page), plotly)),
                "<body>",
                *map(to_html, body),
                _public(config),
                by_content(services().files, scripts),
                renderer,
                "</body></html>\n",
            ]
        )


def plain(page: Page) -> str:
    """The document of a page that Dash does not draw."""
    scripts = [h("script", src=address(services().files, name), defer=True) for name in page.scripts]
    inside = to_html(h("head", head(page), scripts)) + to_html(h("body", page.tree))
    return f"<!DOCTYPE html>\n{_opened(page)}{inside}</html>\n"


def head(page: Page) -> list[Any]:
    """What stands in the head of every page."""
    files = services().files
    return [
        h("meta", charset="utf-8"),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="color-scheme", content="light dark" if page.theme == "auto" else page.theme),
        h("title", page.title),
        page.description and h("meta", name="description", content=page.description),
        page.embed and discovery.link(page.embed, page.title),
        page.head,
        h("link", rel="icon", type="image/svg+xml", href=address(files, "favicon.svg")),
        [h("link", rel="stylesheet", href=address(files, name)) for name in (*stylesheets(), *page.styles)],
    ]


def stylesheets() -> Iterable[str]:
    """The names of the style sheets of every page, in the order they apply."""
    return (path.name for path in sorted(FOLDER.glob("*.css")))


def _opened(page: Page) -> str:
    """The opening tag of the document; scripts read from ``data-root`` what comes before an address of ours."""
    theme = "" if page.theme == "auto" else f' data-theme="{escape(page.theme)}"'
    below = f' data-root="{escape(root())}"' if root() else ""
    return f'<html lang="{page.lang}"{theme}{below}>'


def _public(config: str) -> str:
    """Dash's configuration for its renderer, without versions and without what changes at every load."""
    found = re.fullmatch(r"(<script[^>]*>)(.*)(</script>)", config, re.DOTALL)
    if found is None:
        raise ValueError("Dash writes its configuration differently from release 4.4; look at _generate_config_html")
    start, text, end = found.groups()
    kept = {name: value for name, value in json.loads(text).items() if name not in _NOBODYS_BUSINESS}
    return start + json.dumps(kept).replace("<", "\\u003c") + end
