"""The overview: the finding, three figures, and how the requests stand per dossier, government, month and goal."""

from __future__ import annotations

from components.address import address
from components.pages import overview_words as words
from components.pages.overview_charts import (
    dossier_block,
    goals_block,
    government_block,
    lately_block,
    standing_block,
    trend_block,
)
from components.pages.overview_data import OverviewData
from components.shell import NAME, page
from components.slider import slider
from components.text import Text
from components.tree import Node, h

__all__ = ["OverviewData", "layout", "title"]


def layout(data: OverviewData) -> Node:
    """The page. Where there is nothing to show it says so, and what would stand here, instead of empty charts."""
    if data.nothing:
        return page(data.shell, _nothing(data))
    return page(
        data.shell,
        _opening(data),
        dossier_block(data),
        government_block(data),
        trend_block(data),
        lately_block(data),
        standing_block(data),
        goals_block(data),
    )


def title(data: OverviewData) -> str:
    """The document's title."""
    return f"{Text('Overzicht', 'Overview')[data.shell.lang]} – {NAME}"


def _opening(data: OverviewData) -> Node:
    lang = data.shell.lang
    figures = [
        h("div", h("dt", figure.question), h("dd", h("b", figure.value), h("span", figure.unit)),
          h("dd", figure.meaning))
        for figure in words.three_figures(data.numbers, lang)
    ]  # fmt: skip
    return h(
        "section",
        h("h1", words.headline(data.numbers, lang)),
        h("p", words.lead(data.numbers, lang), class_="lead"),
        h("dl", figures, class_="figures"),
        slider(data.slider, lang),
    )


def _nothing(data: OverviewData) -> Node:
    lang, shell = data.shell.lang, data.shell
    heading, why, would = words.NOTHING[data.nothing or "empty_log"]
    now = address(shell.path, shell.parameters, known_at=None)
    link = Text("Bekijk wat nu bekend is", "See what is known now")[lang]
    return h(
        "section",
        h("h1", heading[lang]),
        h("p", why[lang], class_="lead"),
        h("p", would[lang].format(tracks=data.numbers.tracks), class_="lead"),
        h("p", h("a", link, href=now)) if data.nothing == "before_log" else None,
    )
