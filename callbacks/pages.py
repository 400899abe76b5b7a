"""Addresses and pages: the same function answers the document request and Dash's question what stands at an address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qsl, unquote

import dash
import orjson
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from flask import Response, g, make_response, request
from flask.typing import ResponseReturnValue

from callbacks import changes, dossier, embeds, goals, heads, log, methodology, months, open_data, overview
from callbacks import request as request_page
from callbacks.http import access, errors, linked, security
from callbacks.page import Page
from callbacks.services import services
from components.address import values_in
from components.pages import errors as notices
from components.root import root
from components.status_look import Theme
from components.tree import Child, Node, h, to_dash, to_html
from models.clock import today
from models.query import Query, QueryError, parse
from models.reading import Reading
from models.vocabulary import Role

#: The colours the reader's system asks for, told by the browser (``assets/page.js``): charts are drawn in them.
_SCHEME = "scheme"
#: The address where Dash's renderer asks, and its name for the question what stands at an address. It gives three
#: inputs, in the order in which Dash tells them to the browser: path, query string and colours.
UPDATE = "/_dash-update-component"
_ROUTED = ".._pages_content.children..._pages_store.data.."
ROUTING_INPUTS: dict[str, Input | State] = {_SCHEME: Input(_SCHEME, "data")}


@dataclass(frozen=True, slots=True)
class Address:
    """A page's path, the parameters that mean something there, and the function that draws it.

    A part of the path in angle brackets, ``/dossier/<dossier>``, is the value of that parameter; ``draw`` gets it after
    the reading, the scope and the theme. ``needs`` is the least role that may see the page; None: everyone.
    """

    path: str
    accepts: Collection[str]
    defaults: Mapping[str, str]
    choices: Mapping[str, Sequence[str]]
    draw: Callable[..., Page]
    needs: Role | None = None

    def values(self, path: str) -> dict[str, str] | None:
        """The values in ``path`` by parameter; None where it is another address."""
        return values_in(self.path, path)


PAGES = (
    Address(overview.PATH, overview.ACCEPTS, overview.DEFAULTS, overview.CHOICES, overview.page),
    Address(dossier.PATH, dossier.ACCEPTS, {}, {}, dossier.page),
    Address(request_page.PATH, request_page.ACCEPTS, {}, {}, request_page.page),
    Address(changes.PATH, changes.ACCEPTS, {}, {}, changes.page),
    Address(goals.PATH, goals.ACCEPTS, goals.DEFAULTS, goals.CHOICES, goals.page),
    Address(log.PATH, log.ACCEPTS, {}, {}, log.page),
    Address(methodology.PATH, methodology.ACCEPTS, {}, {}, methodology.page),
    Address(open_data.PATH, open_data.ACCEPTS, {}, {}, open_data.page),
)


def register(app: Dash) -> None:
    """Register every page with ``app``, and answer its address with a complete document."""
    dash.page_registry.clear()  # it is shared by all applications of the process, and these pages belong to all
    for page in PAGES:
        where = {"path_template" if "<" in page.path else "path": page.path}
        dash.register_page(page.draw.__module__, **where, layout="")
    # Dash's name for what stands at any other address.
    dash.register_page("not_found_404", path="/404", layout="")
    app.layout = html.Div([dcc.Store(id=_SCHEME), dash.page_container])
    # A function of the page's own script, so that no inline script is needed for it.
    app.clientside_callback(
        ClientsideFunction("monitor", "scheme"), Output(_SCHEME, "data"), Input("_pages_location", "pathname")
    )

    @access.needs(None)  # each page has a rule of its own
    def answer(path: str = "") -> Response:
        if (data := linked.preferred(f"/{path}")) is not None:
            return data
        g.page = page_at(f"/{path}", request.query_string.decode("utf-8", "replace"), head=True)
        if not g.page.interactive:
            return errors.answer(g.page)
        text = app.index()
        security.allow_scripts(app.csp_hashes())
        response = make_response(text, g.page.status, {"Cache-Control": "no-cache"})
        if linked.about(f"/{path}", ""):
            response.vary.add("Accept")
        response.add_etag()
        response.make_conditional(request)
        return response

    dispatch = app.server.view_functions[UPDATE]

    def routed() -> ResponseReturnValue:
        asked = request.get_json()
        return _drawn(asked["inputs"]) if asked["output"] == _ROUTED else dispatch()

    app.server.view_functions[UPDATE] = routed
    months.install(app.server)
    for endpoint in ("/", "/<path:path>"):
        app.server.view_functions[endpoint] = answer


def warm(app: Dash) -> None:
    """Draw the overview once, so that nobody waits for what a process reads and makes with its first page.

    Whatever is wrong then is told to whoever asks; it keeps nobody from what can be answered.
    """
    with app.server.test_request_context("/"), suppress(Exception):
        tree = page_at("/", "").tree
        to_html(tree)
        to_dash(tree)


def page_at(path: str, search: str, scheme: str | None = None, *, head: bool = False) -> Page:
    """The page at an address; what is unknown or cannot be read is a page too, with its status.

    ``search`` is the query string; a field left empty in a form was not filled in. ``scheme``: ``dark`` or ``light``,
    how charts are drawn where the address does not choose. With its ``head`` or without what that tells machines.
    """
    parameters = parse_qsl(search.removeprefix("?"))
    lang = dict(parameters).get("lang", "")
    found, values = next(((page, values) for page in PAGES if (values := page.values(path)) is not None), (None, {}))
    if found is None:
        return errors.error_page(404, lang)
    g.route = found.path
    access.require(found.needs)
    scope = services().store.scope()
    try:
        query = parse(
            parameters,
            scope,
            accepts=found.accepts,
            path=values,
            unknown="ignore",
            defaults=found.defaults,
            choices=found.choices,
        )
        theme: Theme = "dark" if (scheme if query.theme == "auto" else query.theme) == "dark" else "light"
        if found.needs:
            # Made for one reader, and internal entries are in no version: nothing of it is kept.
            own = services().store.read(query, access.role())
            return _marked(found.draw(own, scope, theme, *values.values()), search, own)
        reading = services().store.read(query)
        # All that a page depends on: the question, what is public, the colours, and the day until which one can ask.
        key = (path, query, reading.version, theme, today(scope.now))
        drawn = partial(found.draw, reading, scope, theme, *values.values())
        page = _marked(services().pages.get(key, drawn), search, reading)
        return _told_to_machines(page, path, query) if head and page.status == 200 else page
    except QueryError as error:
        return _refused(error, path, values)


def _told_to_machines(page: Page, path: str, query: Query) -> Page:
    page = replace(page, embed=embeds.like(path, query))
    return replace(page, head=heads.head(page, path, query), description=heads.description(page))


def _refused(error: QueryError, path: str, values: Mapping[str, str]) -> Page:
    """An address that names what does not exist is an address without a page; others cannot be read."""
    if any(problem.code == "no_memorandum" for problem in error.problems):
        return errors.error_page(503, error.lang)
    missing = [each.parameter for each in error.problems if each.code == "unknown_value" and each.parameter in values]
    if missing:
        return errors.unknown_page(missing[0], error.lang)
    sentences = [problem.text[error.lang] for problem in error.problems]
    return Page(
        lang=error.lang,
        title=notices.title(400, error.lang),
        tree=notices.refused(sentences, path, error.lang),
        status=400,
    )


def _marked(page: Page, search: str, reading: Reading) -> Page:
    """The page inside an element that tells the browser which question it answers, how many charts it has, and which

    version of the record it shows: that of a question about an earlier knowledge does not change any more.
    """
    tree = h(
        "div",
        page.tree,
        data_address=f"?{search.removeprefix('?')}" if search else "",
        data_graphs=_figures(page.tree),
        data_version=None if reading.query.known_at_given else str(reading.version),
    )
    return replace(page, tree=tree)


def _figures(child: Child) -> int:
    """How many charts a tree holds: the page is whole when Dash has drawn that many."""
    inside = sum(map(_figures, child.children)) if isinstance(child, Node) else 0
    return inside + (isinstance(child, Node) and child.tag == "figure")


def _drawn(inputs: Sequence[Mapping[str, str | None]]) -> Response:
    """What Dash draws at the address of the browser, in the form in which its renderer takes the answer of a callback.

    Dash itself would look the page up again, have its inputs and outputs checked that were checked at the door, and
    escape the answer as if it were to stand inside a script: a tenth of the whole, and a fifth more bytes to compress.
    """
    path, search, scheme = (given["value"] for given in inputs)
    g.page = page_at(unquote(path or "").removeprefix(root()) or "/", search or "", scheme)
    told = {"_pages_content": {"children": to_dash(g.page.tree)}, "_pages_store": {"data": {"title": g.page.title}}}
    text = orjson.dumps({"multi": True, "response": told}, option=orjson.OPT_SERIALIZE_NUMPY)
    return Response(text, content_type="application/json")
