"""The page where members make an embed: a form, four codes to copy, and how it will look at three widths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.address import Parameters
from components.chart_block import Option as Link
from components.embeds import snippets
from components.embeds.snippets import Shown
from components.fields import Option, choice, field, problems
from components.pages import embed_builder_words as words
from components.shell import NAME, Shell, page
from components.text import Text
from components.tree import Node, h

#: Pixels of the previews: a phone, a column of text, a whole page.
WIDTHS = (320, 600, 960)


@dataclass(frozen=True, slots=True)
class Choice:
    """A field with what was chosen: one of the ``options``, or several of them if ``many``."""

    name: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class BuilderData:
    """What the page shows. ``charts`` to choose from, ``chart`` the one chosen; ``choices`` that mean something for it.

    ``as_of`` and ``remark`` as they were typed, ``days`` the first and last that can be asked. ``wrong``: sentences by
    field. ``shown`` is None where something is wrong; ``seen`` is its address on this site, ``heights`` those of the
    embed at ``WIDTHS``.
    """

    shell: Shell
    charts: tuple[Link, ...]
    chart: str
    choices: tuple[Choice, ...]
    as_of: str
    days: tuple[str, str]
    remark: str
    kept: Parameters
    wrong: Mapping[str, str]
    shown: Shown | None
    seen: str
    heights: tuple[int, ...]
    base: str


def title(lang: str) -> str:
    """The document's title."""
    return f"{words.TITLE[lang]} – {NAME}"


def layout(data: BuilderData) -> Node:
    """The page."""
    lang = data.shell.lang
    return page(
        data.shell,
        h("section", h("h1", words.TITLE[lang]), h("p", words.LEAD[lang], class_="lead"), class_="opening"),
        h(
            "section",
            h("h2", words.CHOOSE[lang], id="chart"),
            h("div", h("div", _charts(data)), class_="switch choices", role="group", aria_labelledby="chart"),
            problems(data.wrong, words.WRONG[lang]),
            _form(data),
            class_="chart",
        ),
        h("div", _result(data, data.shown) if data.shown else None, id="result", aria_live="polite"),
        h("section", h("h2", words.HOST[lang]), _host(data), class_="chart prose"),
        h("script", src="/embed.js", defer=True),
    )


def _charts(data: BuilderData) -> list[Node]:
    return [
        h("a", one.label, href=one.href, aria_current="true" if one.value == data.chart else None)
        for one in data.charts
    ]


def _form(data: BuilderData) -> Node:
    lang, wrong = data.shell.lang, data.wrong
    first, last = data.days
    given = {found.name: found for found in data.choices}
    before = [_choice(found, wrong, lang) for name, found in given.items() if not found.many]
    many = [_boxes(found, wrong, lang) for found in given.values() if found.many]
    return h(
        "form",
        [h("input", type="hidden", name=name, value=value) for name, value in data.kept],
        h(
            "div",
            before,
            field(
                "as_of", words.LABELS["as_of"][lang], value=data.as_of, kind="date", min=first, max=last,
                help_text=words.HELP["as_of"][lang], error=wrong.get("as_of", ""),
            ),
            class_="fields",
        ),
        h("div", many, class_="highlights") if many else None,
        field(
            "remark", words.LABELS["remark"][lang], value=data.remark, maxlength=140, autocomplete="off",
            help_text=words.HELP["remark"][lang], error=wrong.get("remark", ""),
        ),
        h("p", h("button", words.SHOW[lang], type="submit", class_="btn")),
        action=data.shell.path,
        method="get",
        id="builder",
    )  # fmt: skip


def _choice(found: Choice, wrong: Mapping[str, str], lang: str) -> Node:
    help_text = words.HELP[found.name][lang] if found.name in words.HELP else ""
    value = found.chosen[0] if found.chosen else ""
    error = wrong.get(found.name, "")
    return choice(
        found.name, words.LABELS[found.name][lang], found.options, value=value, help_text=help_text, error=error
    )


def _boxes(found: Choice, wrong: Mapping[str, str], lang: str) -> Node:
    boxes = [
        h(
            "label",
            h("input", type="checkbox", name=found.name, value=one.value, checked=one.value in found.chosen),
            h("span", h("b", one.value), f" {one.label}"),
        )
        for one in found.options
    ]
    label = words.LABELS[found.name][lang]
    error = wrong.get(found.name)
    counted = h("b", f" {len(found.chosen)}") if found.chosen else None
    inside = h("fieldset", h("legend", label, class_="visually-hidden"), boxes)
    said = h("p", error, class_="wrong") if error else None
    return h("details", h("summary", label, counted), inside, said, open=bool(error), id=found.name)


def _result(data: BuilderData, shown: Shown) -> list[Node]:
    lang = data.shell.lang
    codes = {
        "frame": snippets.frame(shown),
        "script": snippets.script(shown),
        "oembed": shown.embed,
        "picture": snippets.picture(shown),
    }
    return [
        h(
            "section",
            h("h2", words.CODES[lang]),
            h("div", [_code(name, text, lang) for name, text in codes.items()], class_="codes"),
            class_="chart",
        ),
        h(
            "section",
            h("h2", words.PREVIEW[lang]),
            h(
                "div",
                [_preview(data.seen, shown.title, *size, lang) for size in zip(WIDTHS, data.heights, strict=True)],
                class_="previews",
            ),
            class_="chart",
        ),
    ]


def _code(name: str, text: str, lang: str) -> Node:
    label, meant = (words.SNIPPETS[name][place][lang] for place in (0, 1))
    control = h(
        "textarea", text, id=f"code-{name}", readonly=True, rows=4, spellcheck="false", class_="form-control",
        aria_describedby=f"code-{name}-help",
    )  # fmt: skip
    return h(
        "div",
        h("label", label, for_=f"code-{name}"),
        h("p", meant, id=f"code-{name}-help", class_="help"),
        control,
        data_copy=words.COPY[lang],
        data_copied=words.COPIED[lang],
        class_="field",
    )


def _preview(address: str, name: str, width: int, height: int, lang: str) -> Node:
    said = words.WIDTH[lang].format(width=width)
    frame = h(
        "iframe", src=address, title=f"{name}, {said}", width=width, height=height, loading="lazy",
        frameborder=0, sandbox=snippets.SANDBOX,
    )  # fmt: skip
    return h(
        "figure", h("figcaption", said), h("div", frame, class_="drawn", tabindex=0, role="region", aria_label=said)
    )


def _host(data: BuilderData) -> list[Node]:
    lang = data.shell.lang
    policy = Text(words.POLICY.nl.format(base=data.base), words.POLICY.en.format(base=data.base))[lang]
    return [h("p", policy), h("p", words.MESSAGE[lang])]
