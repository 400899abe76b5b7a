"""The sources that could not be found again: what they answered, since when, and which entries rest on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.text import Text, day, number, plural
from components.tree import Content, Node, h

#: What became of asking, by outcome.
OUTCOMES = {
    "found": Text("gevonden", "found"),
    "gone": Text("bestaat niet meer", "gone"),
    "unwilling": Text("de server laat programma's niet toe", "the server lets no programs in"),
    "failing": Text("de server heeft een storing", "the server fails"),
    "unknown_host": Text("de website bestaat niet meer", "the website is gone"),
    "no_connection": Text("geen verbinding", "no connection"),
    "too_slow": Text("geen antwoord binnen de tijd", "no answer in time"),
    "bad_certificate": Text("het certificaat klopt niet", "the certificate is not valid"),
    "no_web_answer": Text("een onbegrijpelijk antwoord", "an answer that makes no sense"),
    "too_many_redirects": Text("verwijst eindeloos door", "redirects without end"),
    "not_public": Text("geen publiek adres, niet gevraagd", "not a public address, not asked"),
    "not_web": Text("geen webadres, niet gevraagd", "not a web address, not asked"),
}
OTHERS = Text("Toon ook de {n} andere", "Show the {n} others too")
_AT_ONCE = 15
_MOVED = Text("verhuisd", "moved")


@dataclass(frozen=True, slots=True)
class Citing:
    """An entry that rests on a source: in words, and its address."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A source that was not found, or that moved: ``outcome`` is a key of ``OUTCOMES``.

    ``http_status`` None: no answer. ``failing_since`` None: found, but at ``moved_to``.
    """

    url: str
    title: str
    outcome: str
    http_status: int | None
    moved_to: str
    failing_since: date | None
    dead: bool
    citing: tuple[Citing, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """How far sources have been checked: how many there are, how many were asked, and when last (None: never)."""

    addresses: int
    asked: int
    last: date | None


def lost_sources(found: Sequence[Lost], checked: Round, lang: str) -> Node:
    """The list of lost sources, dead ones first, with what was checked above it."""
    items = _items(found, lang) if checked.last else None
    return h("div", h("p", _round(checked, lang)), items, class_="lost-sources")


def _round(checked: Round, lang: str) -> str:
    if checked.last is None:
        return Text(
            "De bronnen zijn nog nooit nagekeken: de opdracht `python app.py links` doet dat.",
            "The sources have never been checked: the command `python app.py links` does that.",
        )[lang]
    asked, all_, when = number(checked.asked, lang), number(checked.addresses, lang), day(checked.last, "day", lang)
    return Text(
        f"{asked} van de {all_} webadressen nagekeken, het laatst op {when}. Het logboek verandert daardoor niet.",
        f"{asked} of the {all_} web addresses checked, last on {when}. The log does not change by it.",
    )[lang]


def _items(found: Sequence[Lost], lang: str) -> Content:
    if not found:
        return h("p", Text("Elke bron die nagekeken is, werd gevonden.", "Every source checked was found.")[lang])
    count = plural(
        len(found),
        Text("{n} bron om na te kijken", "{n} source to look at"),
        Text("{n} bronnen om na te kijken", "{n} sources to look at"),
        lang,
    )
    first, rest = found[:_AT_ONCE], found[_AT_ONCE:]
    others = h("details", h("summary", OTHERS[lang].format(n=len(rest))), _list(rest, lang), class_="data")
    return [h("p", h("strong", count)), _list(first, lang), others if rest else None]


def _list(found: Sequence[Lost], lang: str) -> Node:
    return h("ul", [_item(one, lang) for one in found])


def _item(one: Lost, lang: str) -> Node:
    rests = Text("Steunt: ", "Supports: ")[lang]
    entries: list[Content] = []
    for place, entry in enumerate(one.citing):
        entries += ["; " if place else rests, h("a", entry.words, href=entry.href)]
    link = h("a", one.title or one.url, href=one.url, rel="noopener noreferrer external")
    return h("li", h("p", link, " ", h("span", _state(one, lang), class_="state")), _moved(one, lang), h("p", entries))


def _state(one: Lost, lang: str) -> str:
    if one.failing_since is None:
        return _MOVED[lang]
    words = OUTCOMES[one.outcome][lang] + (f" ({one.http_status})" if one.http_status else "")
    since = day(one.failing_since, "day", lang)
    return Text(f"{words}, sinds {since}", f"{words}, since {since}")[lang]


def _moved(one: Lost, lang: str) -> Node | None:
    if not one.moved_to:
        return None
    return h("p", Text("Staat nu op ", "Now at ")[lang], h("a", one.moved_to, href=one.moved_to, rel="noopener"))
