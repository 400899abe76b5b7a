"""What a reader sets on every page: both clocks, the filters, and words to search for. Plain forms that ask by GET."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from components import ids
from components.address import Parameters, address, lasting
from components.long import long
from components.text import Text, day, listing, moment
from components.tree import Child, Node, h


@dataclass(frozen=True, slots=True)
class Clock:
    """The two clocks: the day shown and the days that can be asked for; what was known, and whether it was chosen.

    ``known_day`` is set when the chosen moment is the end of a Brussels day; ``today`` is the last day it can be.
    """

    as_of: date
    earliest: date
    latest: date
    known_at: datetime
    known_at_given: bool
    known_day: date | None
    today: date


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter that selects requests: which values were chosen, and all: value, name, name in a sentence."""

    name: str
    chosen: tuple[str, ...]
    options: tuple[tuple[str, str, str], ...]

    @property
    def words(self) -> list[str]:
        """The chosen options as they stand in a sentence."""
        return [phrase for value, _, phrase in self.options if value in self.chosen]


_LEGENDS = {
    "government": Text("Overheid", "Government"),
    "dossier": Text("Dossier", "Dossier"),
    "sdg": Text("SDG", "SDG"),
}
_ONLY = {
    "government": Text("aan {}", "to {}"),
    "dossier": Text("in dossier {}", "in dossier {}"),
    "sdg": Text("voor SDG {}", "for SDG {}"),
}


def clocks(clock: Clock, path: str, parameters: Parameters, lang: str) -> Node:
    """A plain GET form behind its own summary: it works without script, and the address holds what was chosen."""
    form = h(
        "form",
        _hidden(parameters, without=("as_of", "known_at")),
        h("label", Text("Toestand op", "As of")[lang], for_=ids.CLOCK_AS_OF),
        h(
            "input",
            type="date",
            id=ids.CLOCK_AS_OF,
            name="as_of",
            value=clock.as_of.isoformat(),
            min=clock.earliest.isoformat(),
            max=clock.latest.isoformat(),
            required=True,
            class_="form-control",
        ),
        _knowledge(clock, lang),
        h("button", Text("Toon", "Show")[lang], type="submit", class_="btn"),
        action=path,
        method="get",
        id=ids.CLOCK_FORM,
    )
    known = Text(
        f", volgens wat bekend was op {moment(clock.known_at, lang)}", f", as known on {moment(clock.known_at, lang)}"
    )[lang]
    summary = h(
        "summary",
        Text("Toestand op ", "As of ")[lang],
        h("strong", day(clock.as_of, "day", lang), id=ids.CLOCK_SHOWN),
        known if clock.known_at_given else None,
    )
    return h("details", summary, form, class_="clock")


def _knowledge(clock: Clock, lang: str) -> Node:
    """What was known when; the help stands inside the label, as Dash's field can name no other description."""
    help_text = Text(
        "Alleen wat op het einde van die dag al geregistreerd was. Leeg: alles wat nu bekend is.",
        "Only what had been recorded by the end of that day. Empty: everything known now.",
    )
    return h(
        "details",
        h("summary", Text("Kennis op een vroegere dag", "Known at an earlier day")[lang]),
        h(
            "label",
            Text("Kennis op", "Known at")[lang],
            h("span", help_text[lang], class_="help"),
            for_=ids.CLOCK_KNOWN_AT,
        ),
        h(
            "input",
            type="date",
            id=ids.CLOCK_KNOWN_AT,
            name="known_at",
            value=clock.known_day.isoformat() if clock.known_day else "",
            max=clock.today.isoformat(),
            class_="form-control",
        ),
        open=clock.known_at_given,
    )


def filters(given: tuple[Filter, ...], path: str, parameters: Parameters, lang: str) -> Node:
    """The filters as boxes to tick; several of a kind mean one or the other, different kinds both."""
    names = tuple(found.name for found in given)
    count = sum(len(found.chosen) for found in given)
    form = h(
        "form",
        _hidden(parameters, without=names),
        [_boxes(found, lang) for found in given],
        h(
            "p",
            h("button", Text("Toon", "Show")[lang], type="submit", class_="btn"),
            h("a", Text("Toon alle vragen", "Show all requests")[lang], href=_unfiltered(given, path, parameters))
            if count
            else None,
        ),
        action=path,
        method="get",
    )
    words = Text("Filter", "Filter")[lang], h("b", f" {count}") if count else None
    return h("details", h("summary", words), long(form), class_="filter")


def only(given: tuple[Filter, ...], path: str, parameters: Parameters, lang: str) -> Node | None:
    """What the filters leave, in a sentence with the way back to everything; nothing without a filter."""
    parts = chosen(given, lang)
    if not parts:
        return None
    said = Text("Deze pagina gaat alleen over vragen ", "This page is only about requests ")[lang]
    back = h("a", Text("Toon alle vragen", "Show all requests")[lang], href=_unfiltered(given, path, parameters))
    return h("p", said, h("strong", parts), ". ", back, class_="only")


def chosen(given: tuple[Filter, ...], lang: str) -> str:
    """Which requests the filters leave, as it goes on after "requests": ``aan de Vlaamse overheid``; empty: all."""
    either = " of " if lang == "nl" else " or "
    return listing([_ONLY[each.name][lang].format(either.join(each.words)) for each in given if each.chosen], lang)


def search(parameters: Parameters, lang: str) -> Child:
    """One field that finds a request from anywhere; ``/`` puts the cursor in it (``assets/page.js``)."""
    label = Text("Zoek een vraag", "Find a request")[lang]
    words = next((value for name, value in parameters if name == "q"), None)
    field = h(
        "input", type="search", id=ids.SEARCH, name="q", value=words, placeholder=Text("Zoek", "Search")[lang],
        required=True, aria_keyshortcuts="/", class_="form-control",
    )  # fmt: skip
    form = h(
        "form",
        _hidden(lasting(parameters), without=()),
        h("label", label, for_=ids.SEARCH, class_="visually-hidden"),
        field,
        action="/logboek",
        method="get",
        role="search",
    )
    return long(form, class_="search")


def _boxes(found: Filter, lang: str) -> Node:
    boxes = [
        h(
            "label",
            h("input", type="checkbox", name=found.name, value=value, checked=value in found.chosen),
            h("span", words if found.name == "government" else [h("b", value), f" {words}"]),
        )
        for value, words, _ in found.options
    ]
    return h("fieldset", h("legend", _LEGENDS[found.name][lang]), boxes, class_=f"by-{found.name}")


def _hidden(parameters: Parameters, without: tuple[str, ...]) -> list[Node]:
    """The rest of the question; another question is answered from the first page of a list on."""
    kept = [(name, value) for name, value in parameters if name not in (*without, "page")]
    return [h("input", type="hidden", name=name, value=value) for name, value in kept]


def _unfiltered(given: tuple[Filter, ...], path: str, parameters: Parameters) -> str:
    return address(path, parameters, **dict.fromkeys(found.name for found in given))
