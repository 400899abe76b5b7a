"""A chart with everything that belongs to it: heading, choices, drawing, finding, table on demand, data, fixed link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dash import dcc

from components import ids
from components.address import Parameters, address
from components.status_look import DISPLAY_ORDER
from components.template import GRAPH_CONFIG, Figure
from components.text import Text
from components.tree import Content, Drawn, Live, Node, drawn_by, h, to_dash, to_html

#: The page where embeds are made, and what it takes along of the page that leads there.
BUILDER = "/insluiten"
_TAKEN = frozenset({"memorandum", "dossier", "government", "sdg", "as_of", "known_at", "lang", "theme"})


@dataclass(frozen=True, slots=True)
class Option:
    """One way to show a chart: its value in the address, its words, and the address that shows it."""

    value: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one chart: ``drawn`` is the static table, ``figure`` makes the Plotly figure when Dash asks.

    ``table`` holds the numbers where what is drawn does not. ``legend`` replaces the table's own above a figure;
    ``width`` caps it, in pixels. ``over``: its parts as links.
    """

    drawn: Node
    figure: Callable[[], Figure]
    sentence: str
    table: Node | None = None
    legend: Node | None = None
    over: Node | None = None
    width: int | None = None


def chart_block(
    chart: str, title: str, forms: Forms, *, lang: str, intro: Content = None, choices: Content = None,
    notes: Content = None, links: Content = None,
) -> Node:  # fmt: skip
    """The section of a chart. ``chart`` is its id; ``notes`` stand under the finding, ``links`` lead to its data."""
    heading = f"{chart}-title"
    figure = h(
        "figure",
        _drawing(chart, title, forms, lang),
        _on_demand(forms, lang),
        h("figcaption", h("p", forms.sentence, class_="finding"), notes, links),
        aria_labelledby=heading,
    )
    return h("section", h("h2", title, id=heading), intro, choices, figure, id=chart, class_="chart")


def switch(name: str, label: str, chosen: str, options: tuple[Option, ...]) -> Node:
    """A choice between a few ways to show a chart: links, because every choice is an address of its own."""
    links = [
        h("a", option.label, href=option.href, aria_current="true" if option.value == chosen else None)
        for option in options
    ]
    return h(
        "div", h("span", label, class_="switch-label"), h("div", links), id=name, class_="switch", role="group",
        aria_label=label,
    )  # fmt: skip


def legend(statuses: Mapping[str, str]) -> Node:
    """The statuses with their colour and glyph, as the header row of the drawn table shows them."""
    return h("ul", [h("li", statuses[code], class_=f"s-{code}") for code in DISPLAY_ORDER], class_="legend")


def embedding(chart: str, parameters: Parameters, **chosen: str) -> str:
    """The builder of embeds for a chart in the state of a page: its parameters, and what is chosen for this chart."""
    return address(BUILDER, [pair for pair in parameters if pair[0] in _TAKEN], chart=chart, **chosen)


def downloads(csv: str, json: str, fixed: str, lang: str, png: str = "", embed: str = "") -> Node:
    """Links to the API for exactly what is shown, to its picture, to the builder and to the page that stays so."""
    return h(
        "p",
        Text("Deze cijfers: ", "These figures: ")[lang],
        h("a", "CSV", href=csv), ", ",
        h("a", "JSON", href=json), ", ",
        [h("a", "PNG", href=png), ", "] if png else None,
        [h("a", Text("insluiten op uw site", "embed on your site")[lang], href=embed), ", "] if embed else None,
        h("a", Text("vaste link", "permanent link")[lang], href=fixed),
        class_="links",
    )  # fmt: skip


def _drawing(chart: str, title: str, forms: Forms, lang: str) -> Live:
    """The table within its own scroll region, or the figure with the sentence as its text alternative."""

    def graph() -> Drawn:
        figure = forms.figure()
        return drawn_by(
            dcc.Graph,
            {
                "id": ids.graph(chart),
                "figure": figure,
                "config": {**GRAPH_CONFIG, "locale": lang},
                "responsive": True,
                "style": {"height": f"{figure['layout']['height']}px"},
            },
        )

    def drawn() -> Drawn:
        picture = h("div", Live("", graph), role="img", aria_label=forms.sentence)
        over = h("div", data_html=to_html(forms.over), role="group", aria_label=title) if forms.over else None
        whole = h("div", forms.legend, h("div", picture, over, class_="picture"), class_="graph", style=style)
        found: Drawn = to_dash(whole)
        return found

    style = f"max-width:{forms.width}px" if forms.width else None
    region = h("div", forms.drawn, class_="drawn", role="region", tabindex=0, aria_label=title, style=style)
    return Live(region, drawn)


def _on_demand(forms: Forms, lang: str) -> Live:
    """Beside a figure the table waits behind a summary; without script the chart is the table, and the room is kept.

    Dash gets the table as one text, which ``assets/page.js`` puts in its place: every cell as a component of its own
    would make each drawing of the page several times slower. On a phone and on paper that is the chart.
    """

    def behind() -> Drawn:
        whole = to_html(h("div", forms.drawn, forms.table) if forms.table else forms.drawn)
        found: Drawn = to_dash(
            h("details", summary, h("div", class_="drawn", tabindex=0, data_html=whole), class_="data")
        )
        return found

    summary = h("summary", Text("Toon als tabel", "Show as a table")[lang])
    plain = h("details", summary, h("div", forms.table, class_="drawn", tabindex=0), class_="data")
    return Live(plain if forms.table else h("div", class_="data"), behind)
