"""An embed as a document of its own: title, finding, the chart as a table, what it rests on, where the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

from components.embeds.chart import Chart
from components.embeds.lens import Lens, told
from components.embeds.sheet import Marks, lifted, used
from components.root import root
from components.shell import NAME
from components.text import Text, day, moment
from components.tree import Child, Node, h, to_html

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the chart. Addresses: the whole page in the same state, the one to cite, data, and oEmbed.

    ``known_at`` is what was known when, for good if ``frozen``, else the last change of the log. ``figure`` and
    ``library`` are what the interactive form is made of.
    """

    lang: str
    theme: str
    name: str
    publisher: str
    as_of: date
    known_at: datetime
    frozen: bool
    page: str
    permalink: str
    csv: str
    oembed: str
    figure: str
    library: str
    lens: Lens


@dataclass(frozen=True, slots=True)
class Styles:
    """The style sheets of the pages, of which an embed takes what it needs; its own; and its script."""

    pages: str
    own: str
    script: str


def document(chart: Chart, around: Around, styles: Styles) -> str:
    """The whole document: one answer that needs no other, no script, and no storage."""
    marks = Marks()
    body = lifted(h("body", _main(chart, around)), marks)
    head = [
        h("title", f"{chart.title} – {NAME}"),
        h("link", rel="canonical", href=around.page),
        h("link", rel="alternate", type="application/json+oembed", href=around.oembed, title=chart.title),
        h("base", target="_blank"),
    ]
    return _document(head, body, around.lang, around.theme, styles, marks)


def refused(sentences: Sequence[str], lang: str) -> str:
    """What stands in the frame where there is no chart: why not, and what to do."""
    title = Text("Deze grafiek kunnen we niet tonen.", "We cannot show this chart.")[lang]
    body = h("body", h("main", h("h1", title), [h("p", sentence) for sentence in sentences]))
    style = "body{font:1rem/1.5 system-ui,sans-serif;margin:1rem}h1{font-size:1.125rem}"
    inside = [_common(lang, "auto"), h("title", title)]
    return _whole(inside, body, lang, "auto", style, "")


def _main(chart: Chart, around: Around) -> Node:
    shown = state(around.as_of, around.known_at, around.frozen, around.lang)
    return h(
        "main",
        h("h1", chart.title),
        h("p", chart.about, class_="about"),
        h("p", chart.sentence, class_="finding"),
        told(around.lens, around.publisher, around.lang),
        h("div", chart.static(), class_="drawn", role="region", tabindex=0, aria_label=chart.title),
        [h("p", note, class_="about") for note in chart.notes],
        h("footer", h("p", shown, " ", chart.unconfirmed), _links(chart, around), _on_paper(around)),
        id=around.name,
    )


def _on_paper(around: Around) -> Node:
    """Where it comes from, for who cannot follow a link."""
    whose = Text(f"{NAME} van de {around.publisher}", f"{NAME} of the {around.publisher}")[around.lang]
    return h("p", f"{whose}, CC BY 4.0: {around.permalink}", class_="print-only")


def state(as_of: date, known_at: datetime, frozen: bool, lang: str) -> str:
    """The date that is shown, and whether it can still change."""
    shown, known = day(as_of, "day", lang), moment(known_at, lang)
    if frozen:
        return Text(
            f"Toestand op {shown}, volgens wat bekend was op {known}. Deze grafiek verandert niet meer.",
            f"As of {shown}, as known on {known}. This chart does not change any more.",
        )[lang]
    return Text(
        f"Toestand op {shown}; het logboek veranderde laatst op {known}.",
        f"As of {shown}; the log last changed on {known}.",
    )[lang]


def _links(chart: Chart, around: Around) -> Node:
    lang = around.lang
    return h(
        "p",
        h("a", Text(f"{NAME} van de {around.publisher}", f"{NAME} of the {around.publisher}")[lang], href=around.page),
        " ",
        h("a", "CC BY 4.0", href=LICENCE, rel="license"),
        " ",
        h("a", Text("Vaste link", "Permanent link")[lang], href=around.permalink),
        " ",
        h("a", "CSV", href=around.csv),
        " ",
        h(
            "a",
            Text("Interactieve grafiek", "Interactive chart")[lang],
            href=around.page,
            data_figure=around.figure,
            data_library=around.library,
            data_wide=chart.narrowest,
            data_back=Text("Toon als tabel", "Show as a table")[lang],
            class_="interactive",
        ),
        class_="links",
    )


def _document(head: list[Node], body: Child, lang: str, theme: str, styles: Styles, marks: Marks) -> str:
    tree = h("html", body)
    sheet = used(styles.pages, tree, styles.own + marks.css)
    return _whole([_common(lang, theme), head], body, lang, theme, sheet, styles.script)


def _common(lang: str, theme: str) -> list[Node]:
    return [
        h("meta", charset="utf-8"),
        h("meta", name="viewport", content="width=device-width, initial-scale=1"),
        h("meta", name="color-scheme", content="light dark" if theme == "auto" else theme),
    ]


def _whole(head: Sequence[object], body: Child, lang: str, theme: str, style: str, script: str) -> str:
    """Style and script go in as they are: they are ours, and what is escaped would have another hash."""
    chosen = "" if theme == "auto" else f' data-theme="{theme}"'
    below = f' data-root="{escape(root())}"' if root() else ""
    inside = "".join(to_html(part) for part in h("head", head).children)  # type: ignore[arg-type]
    at_the_end = f"<script>{script}</script>" if script else ""
    drawn = to_html(body).removesuffix("</body>")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"{chosen}{below}><head>{inside}<style>{style}</style></head>'
        f"{drawn}{at_the_end}</body></html>\n"
    )
