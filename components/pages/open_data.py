"""The page about the open data: what there is, on which terms, how to use it, and examples that work as printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from components.charts.parts import cell, column_header, group, row, row_header, table
from components.pages import open_data_words as words
from components.shell import NAME, Shell, page
from components.text import Text, day
from components.tree import Content, Node, h

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class OpenData:
    """What the page shows. ``base`` begins absolute addresses; ``files`` of the dump are suffix and address.

    ``resources`` of the API are name and address of an example; ``feeds`` title and address. ``identifier`` is that of
    ``request``, a request to show things with.
    """

    shell: Shell
    base: str
    publisher: str
    memorandum: str
    as_of: date
    entries: int
    tracks: int
    files: tuple[tuple[str, str], ...]
    resources: tuple[tuple[str, str], ...]
    description: str
    feeds: tuple[tuple[str, str], ...]
    dataset: str
    vocabulary: str
    request: str
    identifier: str


def title(data: OpenData) -> str:
    """The document's title."""
    return f"Open data – {NAME}"


def layout(data: OpenData) -> Node:
    """The page."""
    lang = data.shell.lang
    return page(
        data.shell,
        h("section", h("h1", words.headline(data.entries, data.tracks, lang))),
        _licence(data),
        _section("bestanden", words.FILES[lang], [words.FILES_INTRO[lang]], _files(data)),
        _api(data),
        _section("voorbeelden", words.EXAMPLES[lang], [words.EXAMPLES_INTRO[lang]], *_examples(data)),
        _section("feeds", words.FEEDS[lang], [text[lang] for text in words.FEEDS_INTRO], _list(data.feeds)),
        _pictures(data),
        _linked(data),
    )


def _section(place: str, heading: str, paragraphs: Iterable[Content], *more: Content) -> Node:
    return h("section", h("h2", heading), [h("p", text) for text in paragraphs], more, id=place, class_="prose")


def _licence(data: OpenData) -> Node:
    lang, shown = data.shell.lang, day(data.as_of, "day", data.shell.lang)
    link = h("a", "CC BY 4.0", href=LICENCE, rel="license")
    own = h("p", words.OWN[lang], link, ".")
    quoted = Text(
        f"De woorden van het {data.memorandum} zijn van de {data.publisher} en staan hier geciteerd. In de API en in "
        "de bestanden is per veld gemerkt welke dat zijn.",
        f"The words of the {data.memorandum} belong to the {data.publisher} and are quoted here. The API and the files "
        "mark field by field which those are.",
    )[lang]
    cited = Text(
        f"Zo verwijst u ernaar: {NAME}, {data.publisher}, toestand op {shown}, {data.base}.",
        f"How to refer to it: {NAME}, {data.publisher}, as of {shown}, {data.base}.",
    )[lang]
    return _section("licentie", words.LICENCE[lang], (), own, h("p", quoted), h("p", cited))


def _files(data: OpenData) -> Node:
    lang = data.shell.lang
    items = [
        h("li", h("a", words.FORMS[suffix][0][lang], href=path), f" {words.FORMS[suffix][1][lang]}")
        for suffix, path in data.files
    ]
    return h("ul", items)


def _api(data: OpenData) -> Node:
    lang = data.shell.lang
    heads = [column_header(text[lang]) for text in words.API_COLUMNS]
    rows = [
        row(
            row_header(h("code", f"/api/v1/{name}")),
            cell(words.RESOURCES[name][lang]),
            cell(h("a", "JSON", href=href), ", ", h("a", "CSV", href=_as_csv(href))),
        )
        for name, href in data.resources
    ]
    caption = words.API_CAPTION[lang]
    drawn = h(
        "div", table(caption, row(heads), group(rows), class_="statuses"), class_="wide", role="region", tabindex=0,
        aria_label=caption,
    )  # fmt: skip
    described = h("p", words.DESCRIBED[lang], h("a", "openapi.json", href=data.description), " (OpenAPI 3.1).")
    return _section("api", words.API[lang], [text[lang] for text in words.API_INTRO], drawn, described)


def _as_csv(address: str) -> str:
    path, _, question = address.partition("?")
    return f"{path}.csv?{question}"


def examples(data: OpenData) -> tuple[tuple[str, str], ...]:
    """The language and the code of each example."""
    asked = f"as_of={data.as_of.isoformat()}"
    api = f"{data.base}/api/v1"
    return (
        ("curl", f"curl --fail --silent '{api}/progress.csv?by=government&{asked}'"),
        (
            "Python",
            "import csv\n"
            "import io\n"
            "import urllib.request\n\n"
            f'address = "{api}/tracks.csv?status=stalled&{asked}"\n'
            "with urllib.request.urlopen(address) as answer:\n"
            '    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline="")))\n'
            "for row in rows:\n"
            '    print(row["request"], row["government"], row["since"])',
        ),
        (
            "R",
            f'progress <- read.csv("{api}/progress.csv?by=dossier&{asked}")\n'
            "barplot(progress$index, names.arg = progress$key, ylim = c(0, 1))",
        ),
    )


def _examples(data: OpenData) -> list[Node]:
    return [part for name, code in examples(data) for part in (h("h3", name), _code(name, code))]


def _code(name: str, code: str) -> Node:
    return h("pre", h("code", code), class_="code wide", tabindex=0, role="region", aria_label=name)


def _list(links: Iterable[tuple[str, str]]) -> Node:
    return h("ul", [h("li", h("a", label, href=href)) for label, href in links])


def _pictures(data: OpenData) -> Node:
    lang = data.shell.lang
    shown = [
        (f"{words.PROGRESS[lang]} ({suffix})", f"/embed/progress.{suffix}{'?lang=en' if lang == 'en' else ''}")
        for suffix in ("png", "svg", "card.png")
    ]
    embed = h("a", words.EMBED[lang], href="/insluiten" + ("?lang=en" if lang == "en" else ""))
    return _section("grafieken", words.PICTURES[lang], [words.PICTURES_INTRO[lang]], _list(shown), h("p", embed, "."))


def _linked(data: OpenData) -> Node:
    lang = data.shell.lang
    code = f"curl --fail --silent --location -H 'Accept: application/ld+json' '{data.identifier}'"
    documents = ((words.DATASET[lang], data.dataset), (words.VOCABULARY[lang], data.vocabulary))
    return _section(
        "linked-data", words.LINKED[lang], [text[lang] for text in words.LINKED_INTRO], _code("JSON-LD", code),
        _list(documents),
    )  # fmt: skip
