"""The embed builder: from the fields of its form to an embed, and to the codes that put it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flask import Flask, Response, make_response, request
from werkzeug.datastructures import MultiDict

from callbacks import document, embed_lens, embeds, heads, naming
from callbacks.around import provenance, shell
from callbacks.embeds import EMBEDS, Asked, Embed
from callbacks.http import access, errors
from callbacks.page import Page
from callbacks.services import services
from components.address import address
from components.chart_block import Option as Link
from components.embeds.snippets import Shown, alternative
from components.fields import Option
from components.pages import embed_builder as drawn
from components.pages import embed_builder_words as words
from components.pages import overview_words
from components.pages.embed_builder import WIDTHS, BuilderData, Choice
from components.shell import NAME
from components.text import LANGUAGES, Text
from models.opening import opening
from models.query import THEMES, Problem, QueryError, Scope, parse
from models.query_values import written
from models.reading import Reading

PATH = "/insluiten"

#: Pixels of the column of text that the height in the codes is meant for.
_COLUMN = 720
_HIGHLIGHTS = (embed_lens.DOSSIERS, embed_lens.GOALS)
_FILTERS = ("dossier", "government", "sdg")
#: What has no field of its own.
_CLOCKS = ("known_at",)

Given = MultiDict[str, str]


def install(server: Flask) -> None:
    """Answer the address of the builder."""
    server.add_url_rule(PATH, "embed builder", answer)


@access.needs(None)
def answer() -> Response:
    """The page for the fields in the address."""
    lang = request.args.get("lang", "")
    scope = services().store.scope()
    if not scope.memoranda:
        return errors.answer(errors.error_page(503, lang))
    page = builder(request.args, lang if lang in LANGUAGES else LANGUAGES[0], scope)
    response = make_response(document.plain(page), {"Cache-Control": "no-cache"})
    response.add_etag()
    response.make_conditional(request)
    return response


def builder(given: Given, lang: str, scope: Scope) -> Page:
    """The page; a field left empty was not filled in, and what cannot be done is said beside its field."""
    theme = given.get("theme", "auto")
    filled = MultiDict((name, value) for name, value in given.items(multi=True) if value)
    own = [("lang", lang), *((name, filled[name]) for name in ("memorandum",) if filled.get(name) in scope.memoranda)]
    reading = services().store.read(parse(own, scope, accepts=("lang", "memorandum")))
    data = builder_data(filled, reading, scope)
    page = Page(
        lang=lang,
        title=drawn.title(lang),
        tree=drawn.layout(data),
        theme=theme if theme in THEMES else "auto",
        scripts=("header.js", "embed/builder.js"),
        styles=("embed/builder.css",),
        embed=_without_lens(data.shown) if data.shown else "",
    )
    return replace(page, head=heads.head(page, PATH, reading.query), description=heads.description(page))


def _without_lens(shown: Shown) -> str:
    """The address of the embed as its picture has it: nothing of the embedder's own is shown beside a link."""
    return shown.picture.removeprefix(services().settings.address).replace(".png", "", 1)


def builder_data(given: Given, reading: Reading, scope: Scope) -> BuilderData:
    """Everything the page shows."""
    store, lang = services().store, reading.query.lang
    found = {embed.name: embed for embed in EMBEDS}
    embed = found.get(given.get("chart", ""), EMBEDS[0])
    wrong = {} if given.get("chart", embed.name) in found else {"": words.UNKNOWN_CHART[lang]}
    asked = None
    try:
        asked = embeds.asked(embed, _values(embed, given, scope, reading), _parameters(embed, given, reading), store)
    except QueryError as error:
        wrong |= {problem.parameter: _in_words(problem, lang) for problem in error.problems}
    memorandum, kept = reading.query.memorandum, _kept(given)
    around = shell(reading, PATH, None, provenance(reading, opening(reading)))
    return BuilderData(
        shell=replace(around, parameters=tuple(given.items(multi=True))),
        charts=tuple(Link(each.name, each.label[lang], address(PATH, kept, chart=each.name)) for each in EMBEDS),
        chart=embed.name,
        choices=tuple(_choices(embed, given, reading)),
        as_of=given.get("as_of", ""),
        days=(scope.memoranda[memorandum].start.isoformat(), scope.last_day(memorandum).isoformat()),
        remark=given.get(embed_lens.REMARK, ""),
        kept=(("chart", embed.name), *kept, *((name, given[name]) for name in _CLOCKS if name in given)),
        wrong=wrong,
        shown=_shown(asked) if asked else None,
        seen=asked.address() if asked else "",
        heights=tuple(asked.height(width) for width in WIDTHS) if asked else (),
        base=services().settings.address,
    )


def _kept(given: Given) -> list[tuple[str, str]]:
    """What is the page's own rather than the embed's."""
    return [(name, given[name]) for name in ("memorandum", "lang", "theme") if name in given]


def _moment(given: Given) -> str:
    """Whether the embed follows the log; it does not where the page that led here asked about a moment."""
    return given.get("moment", "frozen" if "known_at" in given else "living")


def _values(embed: Embed, given: Given, scope: Scope, reading: Reading) -> dict[str, str]:
    """The values in the path of the embed: as chosen, else the first there is."""
    first = {
        "dossier": str(scope.memoranda[reading.query.memorandum].dossiers[0]),
        "request": reading.catalogue.requests[0].id,
    }
    return {name: given.get(name, value) for name, value in first.items() if f"<{name}>" in embed.path}


def _parameters(embed: Embed, given: Given, reading: Reading) -> list[tuple[str, str]]:
    """The parameters of the embed: of the fields, those that mean something for it."""
    now = {"as_of": reading.query.as_of.isoformat(), "known_at": written(reading.query.known_at)}
    frozen = {name: given.get(name, value) for name, value in now.items()} if _moment(given) == "frozen" else {}
    chosen = {
        **frozen,
        **{name: given[name] for name in ("memorandum", "by", "measure", "as_of") if name in given},
        "lang": given.get("embed_lang", reading.query.lang),
        "theme": given.get("embed_theme", "auto"),
    }
    plain = [(name, value) for name, value in chosen.items() if name in embed.accepts]
    plain += [(name, value) for name in _FILTERS if name in embed.accepts for value in given.getlist(name)]
    added = [pair for pair in given.items(multi=True) if pair[0] in embed.lens]
    return plain + added


def _choices(embed: Embed, given: Given, reading: Reading) -> Iterator[Choice]:
    lang = reading.query.lang
    for name, options in _options(embed, reading).items():
        free, chosen = name in words.ALL and f"<{name}>" not in embed.path, tuple(given.getlist(name))
        everything = (Option("", words.ALL[name][lang]),) if free else ()
        if free and len(chosen) > 1:
            yield Choice(name, options, chosen, many=True)
        elif name != "sdg" or chosen:
            yield Choice(name, (*everything, *options), chosen[:1])
    yield Choice("moment", _worded(words.MOMENTS, lang), (_moment(given),))
    yield Choice("embed_lang", _worded(words.LANGUAGES, lang), (given.get("embed_lang", lang),))
    yield Choice("embed_theme", _worded(words.THEMES, lang), (given.get("embed_theme", "auto"),))
    listed = {embed_lens.DOSSIERS: _dossiers(reading), embed_lens.GOALS: _goals(reading)}
    for name in _HIGHLIGHTS:
        if name in embed.lens:
            yield Choice(name, listed[name], tuple(given.getlist(name)), many=True)


def _options(embed: Embed, reading: Reading) -> dict[str, tuple[Option, ...]]:
    """The fields that choose what the embed is about, each with its options."""
    lang, titles = reading.query.lang, naming.titles(reading)
    every = {
        "dossier": tuple(Option(one.value, f"{one.value} {one.label}") for one in _dossiers(reading)),
        "request": tuple(Option(code, f"{code} {title}") for code, title in titles.items()),
        "government": tuple(Option(code, name) for code, name in naming.governments(reading).items()),
        "sdg": _goals(reading),
        "by": _worded(overview_words.COLUMNS, lang),
        "measure": _worded(overview_words.MEASURES, lang),
    }
    return {name: found for name, found in every.items() if name in embed.accepts or f"<{name}>" in embed.path}


def _worded(texts: Mapping[str, Text], lang: str) -> tuple[Option, ...]:
    return tuple(Option(value, text[lang]) for value, text in texts.items())


def _dossiers(reading: Reading) -> tuple[Option, ...]:
    return tuple(Option(number, title) for number, title in naming.dossiers(reading).items())


def _goals(reading: Reading) -> tuple[Option, ...]:
    lang = reading.query.lang
    return tuple(Option(str(goal.number), naming.named(goal, "short", lang)) for goal in reading.catalogue.goals)


def _in_words(problem: Problem, lang: str) -> str:
    """What is wrong, with the field by the name that stands above it."""
    label = words.LABELS.get(problem.parameter)
    sentence = problem.text[lang]
    return sentence.replace(f"“{problem.parameter}”", f"“{label[lang]}”") if label else sentence


def _shown(asked: Asked) -> Shown:
    base, chart, lang = services().settings.address, asked.chart(), asked.reading.query.lang
    return Shown(
        lang=lang,
        title=f"{chart.title} – {NAME}",
        alternative=alternative(chart.title, chart.sentence, frozen=asked.frozen, lang=lang),
        height=asked.height(_COLUMN),
        embed=base + asked.address(),
        page=base + asked.page(),
        picture=base + asked.address(".png"),
        script=f"{base}/embed.js",
    )
