"""The methodology: statuses with weights and definitions, how everything is counted, what figures cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from components.charts.parts import cell, column_header, group, row, row_header, table
from components.pages import methodology_words as words
from components.shell import Shell, page
from components.status_look import DISPLAY_ORDER
from components.text import Text, number, whole_percent
from components.tree import Node, h
from components.verbatim import verbatim


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A status as defined, with the number of tracks that have it now; weight None: left out of the index."""

    code: str
    label: str
    weight: Decimal | None
    definition: str
    tracks: int


@dataclass(frozen=True, slots=True)
class ContextPassage:
    """A trend, lever or pillar of the memorandum, in its own words; ``points`` without bullet are headings."""

    kind: str
    number: int
    title: str
    text: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodologyData:
    """All that the page shows, in its language. ``request_href``: code of a request to its address."""

    shell: Shell
    basis: words.Basis
    statuses: tuple[StatusRow, ...]
    passages: tuple[ContextPassage, ...]
    known_requests: frozenset[str]
    request_href: Callable[[str], str]


def title(lang: str) -> str:
    """The document's title."""
    return Text("Methode", "Methodology")[lang]


def layout(data: MethodologyData) -> Node:
    """The page."""
    lang, basis = data.shell.lang, data.basis
    return page(
        data.shell,
        h("section", h("h1", words.headline(basis, lang))),
        _section(Text("Wat we volgen", "What is followed")[lang], words.what_is_followed(basis, lang)),
        _statuses(data),
        [_section(heading[lang], (text[lang] for text in texts)) for heading, texts in words.COUNTING],
        _section(Text("De doelen (SDG's)", "The goals (SDGs)")[lang], words.goals(basis, lang)),
        _section(Text("Het logboek", "The log")[lang], words.log(basis, lang)),
        _section(Text("Verbeteringen", "Corrections")[lang], (text[lang] for text in words.CORRECTIONS)),
        _limits(data),
        _context(data),
    )


def _section(heading: str, paragraphs: Iterable[str], *more: Node) -> Node:
    return h("section", h("h2", heading), [h("p", text) for text in paragraphs], more, class_="prose")


def _statuses(data: MethodologyData) -> Node:
    lang = data.shell.lang
    by_code: Mapping[str, StatusRow] = {status.code: status for status in data.statuses}
    heads = (
        Text("Status", "Status"),
        Text("Gewicht", "Weight"),
        Text("Betekenis", "Meaning"),
        Text("Nu", "Now"),
    )
    head = row([column_header(text[lang]) for text in heads])
    rows = [_status_row(by_code[code], lang) for code in DISPLAY_ORDER if code in by_code]
    caption = Text("De statussen met hun gewicht in de index", "The statuses with their weight in the index")[lang]
    drawn = h("div", table(caption, head, group(rows), class_="statuses"), class_="wide", role="region", tabindex=0,
              aria_label=caption)  # fmt: skip
    intro = Text(
        "‘Nu’ is het aantal vragen aan een overheid met die status op de dag die getoond wordt.",
        "‘Now’ is the number of requests to a government with that status on the day shown.",
    )[lang]
    return h("section", h("h2", Text("De statussen", "The statuses")[lang]), h("p", intro), drawn, class_="prose")


def _status_row(status: StatusRow, lang: str) -> Node:
    if status.weight is None:
        weight = Text("telt niet mee", "left out")[lang]
    else:
        weight = number(whole_percent(float(status.weight)), lang)
    mark = h("span", status.label, class_=f"s-{status.code}")
    return row(
        row_header(mark), cell(weight, class_="figure"), cell(status.definition),
        cell(number(status.tracks, lang), class_="figure"),
    )  # fmt: skip


def _limits(data: MethodologyData) -> Node:
    lang = data.shell.lang
    items = [
        h("li", _where(data, code), text[lang])
        for code, text in words.LIMITS
        if code is None or code in data.known_requests
    ]
    heading = Text("Wat deze cijfers niet kunnen zeggen", "What these figures cannot say")[lang]
    return _section(heading, (), h("ul", items))


def _where(data: MethodologyData, code: str | None) -> list[Node | str]:
    if code is None:
        return []
    label = Text(f"Vraag {code}", f"Request {code}")[data.shell.lang]
    return [h("a", label, href=data.request_href(code)), ": "]


def _context(data: MethodologyData) -> Node:
    lang = data.shell.lang
    kinds = (
        ("trend", Text("De trends", "The trends")),
        ("lever", Text("De hefbomen", "The levers")),
        ("pillar", Text("De drie pijlers", "The three pillars")),
    )
    intro = Text(
        "Waarop de vragen steunen, in de woorden van het memorandum zelf.",
        "What the requests build on, in the memorandum's own words (in Dutch).",
    )[lang]
    parts = [part for kind, heading in kinds if (part := _passages(data, kind, heading[lang]))]
    return _section(Text("Context", "Context")[lang], (intro,), *parts)


def _passages(data: MethodologyData, kind: str, heading: str) -> Node | None:
    found = [passage for passage in data.passages if passage.kind == kind]
    if not found:
        return None
    if not any(passage.text or passage.points for passage in found):
        return h("div", h("h3", heading), h("ol", [h("li", passage.title) for passage in found], lang="nl"))
    return h("div", h("h3", heading), [_passage(passage) for passage in found])


def _passage(passage: ContextPassage) -> Node:
    return h(
        "details",
        h("summary", f"{passage.number}. {passage.title}", lang="nl"),
        h("blockquote", verbatim(passage.text), verbatim("\n".join(passage.points)), lang="nl"),
    )
