"""How often the embeds were loaded and where, for staff: a table per month, the newest open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from components.text import Text, day, number, plural
from components.tree import Node, h

TITLE = Text("Waar onze grafieken staan", "Where our charts are shown")
_INTRO = Text(
    "Hoe vaak elke ingesloten grafiek geladen werd, per website en per maand. We houden niets bij over wie ze las. "
    "Het is een ondergrens: wat een browser of een tussenstation bewaarde, vraagt die niet opnieuw, en niet elke "
    "website zegt wie ze is.",
    "How often each embedded chart was loaded, per website and month. Nothing is kept about who read it. It is a lower "
    "bound: what a browser or something in between has kept is not asked again, and not every website says who it is.",
)
_NOTHING = Text(
    "Er is nog geen enkele grafiek op een andere website geladen. Zodra dat gebeurt, staat het hier binnen enkele "
    "minuten.",
    "No chart has been loaded on another website yet. When one is, it is here within minutes.",
)
_UNKNOWN = Text("niet gezegd", "not told")
_OTHERS = Text("andere websites", "other websites")


@dataclass(frozen=True, slots=True)
class Loads:
    """How often the embed at ``href`` was loaded on ``host`` (empty: not told, ``*``: others) in ``month``."""

    month: str
    host: str
    embed: str
    href: str
    loads: int


def section(found: Sequence[Loads], lang: str) -> Node:
    """The tables, or why there is none. ``found``: the newest month first."""
    months = [
        h("details", *_month(month, list(rows), lang), open=place == 0)
        for place, (month, rows) in enumerate(groupby(found, lambda one: one.month))
    ]
    return h(
        "section",
        h("h1", TITLE[lang]),
        h("p", _INTRO[lang], class_="lead"),
        h("div", months, class_="loads") if months else h("p", _NOTHING[lang], class_="empty"),
        class_="opening",
    )


def _month(month: str, rows: Sequence[Loads], lang: str) -> Iterable[Node]:
    name = day(date.fromisoformat(f"{month}-01"), "month", lang)
    total = sum(one.loads for one in rows)
    times = plural(total, Text("{n} keer geladen", "loaded once"), Text("{n} keer geladen", "loaded {n} times"), lang)
    heads = Text("Website", "Website"), Text("Grafiek", "Chart"), Text("Keer geladen", "Times loaded")
    yield h("summary", h("b", name), f", {times}")
    yield h(
        "div",
        h(
            "table",
            h("caption", name),
            h("thead", h("tr", [h("th", head[lang], scope="col") for head in heads])),
            h("tbody", [_row(one, lang) for one in rows]),
            class_="statuses",
        ),
        class_="wide",
        tabindex=0,
        role="region",
        aria_label=name,
    )


def _row(one: Loads, lang: str) -> Node:
    hosts = {"": _UNKNOWN[lang], "*": _OTHERS[lang]}
    return h(
        "tr",
        h("th", hosts.get(one.host, one.host), scope="row"),
        h("td", h("a", one.embed, href=one.href)),
        h("td", number(one.loads, lang), class_="figure"),
    )
