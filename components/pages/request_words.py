"""The sentences of a request: how far it is with each government, and who it was put to on what ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from components.pages.overview_words import addressee
from components.status_look import DISPLAY_ORDER, WITH_RESULT
from components.text import Text, day, listing, number, plural
from components.tree import Content, h

#: A status inside a sentence, about the governments in place of ``{who}``.
_DONE = {
    "realised": Text("gerealiseerd door {who}", "realised by {who}"),
    "partially_realised": Text("deels gerealiseerd door {who}", "partly realised by {who}"),
    "decided": Text("beslist door {who}", "decided by {who}"),
    "in_progress": Text("in behandeling bij {who}", "being worked on by {who}"),
    "acknowledged": Text("opgepikt door {who}", "taken up by {who}"),
    "stalled": Text("stilgevallen bij {who}", "stalled with {who}"),
    "rejected": Text("afgewezen door {who}", "rejected by {who}"),
    "unclear": Text("onduidelijk bij {who}", "unclear with {who}"),
}

EDITORIAL = Text(
    "Welke doelen dat zijn, is onze redactionele keuze; het staat zo niet in het memorandum.",
    "Which goals those are is our editorial choice; the memorandum does not say so.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request stands with one government: code, name, status."""

    government: str
    name: str
    status: str


def finding(standings: Sequence[Standing], lang: str) -> str:
    """How far the request is: governments with the same status together, those without a known response last."""
    parts = []
    for code in DISPLAY_ORDER:
        if code in _DONE and (who := _who(standings, [code], lang)):
            parts.append(_DONE[code][lang].format(who=who))
    silent = _who(standings, ["submitted"], lang)
    if not parts:
        return Text(
            f"Van {silent} is op deze vraag geen reactie bekend.",
            f"No response to this request is known from {silent}.",
        )[lang]
    done = f"{Text('Deze vraag is', 'This request is')[lang]} {listing(parts, lang)}"
    return done + (
        Text(f"; van {silent} is geen reactie bekend.", f"; no response is known from {silent}.")[lang]
        if silent
        else "."
    )


def finding_of_parent(statuses: Sequence[str], lang: str) -> str:
    """How many of its sub-requests, counted per government, led to a result."""
    reached, tracks = sum(status in WITH_RESULT for status in statuses), number(len(statuses), lang)
    if not reached:
        return Text(
            f"Geen van de {tracks} deelvragen aan een overheid leverde al resultaat op.",
            f"None of the {tracks} sub-requests to a government has led to a result yet.",
        )[lang]
    return plural(
        reached,
        Text(
            f"{{n}} van de {tracks} deelvragen aan een overheid leverde geheel of gedeeltelijk resultaat op.",
            f"{{n}} of the {tracks} sub-requests to a government has led to a full or partial result.",
        ),
        Text(
            f"{{n}} van de {tracks} deelvragen aan een overheid leverden geheel of gedeeltelijk resultaat op.",
            f"{{n}} of the {tracks} sub-requests to a government have led to a full or partial result.",
        ),
        lang,
    )


def basis(reason: str, names: Iterable[str], lang: str) -> str:
    """Who it was put to, and why if the text does not name them: ``reason``, in the language, empty if it does."""
    put = Text("Gericht aan: ", "Put to: ")[lang] + listing(list(names), lang)
    if not reason:
        return put + Text(", expliciet genoemd in de tekst.", ", named in the text.")[lang]
    return put + Text(f", afgeleid uit de tekst: {reason}.", f", implied by the text: {reason}.")[lang]


def counts(found: Mapping[str, int], labels: Mapping[str, str], lang: str) -> list[Content]:
    """The statuses that occur, with how often."""
    return [
        h("span", f"{number(found[code], lang)} {labels[code].lower()}", class_=f"s-{code}")
        for code in DISPLAY_ORDER
        if found.get(code)
    ]


def _who(standings: Iterable[Standing], codes: Sequence[str], lang: str) -> str:
    return listing([addressee(each.government, each.name, lang) for each in standings if each.status in codes], lang)


def missing(entry: int, shown: date, lang: str) -> str:
    """That an entry which was asked for is not in the history that is shown."""
    return Text(
        f"Logregel {entry} staat hier niet: ze hoort niet bij deze vraag, of ze is van na {day(shown, 'day', 'nl')}.",
        f"Entry {entry} is not here: it is not about this request, or is dated after {day(shown, 'day', 'en')}.",
    )[lang]
