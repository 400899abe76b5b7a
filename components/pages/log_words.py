"""The sentences of the log: what is listed, found or chosen, from plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from components.text import Text, day, moment, number, plural


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries are listed, over how many of the ``tracks`` there is one, and how many requests were found.

    ``typed`` is what was searched for, ``chosen`` whether there is a filter. ``recorded`` is false where nothing at all
    had been recorded at the moment asked about, ``known_at``.
    """

    total: int
    with_entry: int
    tracks: int
    requests: int
    typed: str
    chosen: bool
    recorded: bool
    known_at: datetime


LEAD = Text(
    "Elke logregel zegt wat er met een vraag gebeurde, wanneer, volgens welke bron, en wie dat wanneer registreerde. "
    "Niets wordt gewist: wat fout was, wordt verbeterd of ingetrokken en blijft leesbaar.",
    "Each entry tells what happened to a request, when, according to which source, and who recorded that when. "
    "Nothing is erased: what was wrong is corrected or retracted and stays readable.",
)

ORDERS = {
    "recorded": Text("laatst geregistreerd", "last recorded"),
    "effective": Text("laatst gebeurd", "last happened"),
}

KINDS = {
    "correction": Text("Verbetering", "Correction"),
    "retraction": Text("Intrekking", "Retraction"),
    "confirmation": Text("Bevestiging", "Confirmation"),
}

ABOUT = {
    "correction": Text("Verbetert", "Corrects"),
    "retraction": Text("Trekt in", "Retracts"),
    "confirmation": Text("Bevestigt", "Confirms"),
}

FATE = {
    "correction": Text("Verbeterd door", "Corrected by"),
    "retraction": Text("Ingetrokken door", "Retracted by"),
}


def headline(count: Count, lang: str) -> str:
    """What stands on the page, as a finding."""
    if not count.recorded:
        on = moment(count.known_at, lang)
        return Text(f"Op {on} was er nog niets geregistreerd.", f"On {on} nothing had been recorded yet.")[lang]
    entries = plural(count.total, Text("{n} logregel", "{n} entry"), Text("{n} logregels", "{n} entries"), lang)
    if count.typed:
        return _found(count, entries, lang)
    if count.chosen:
        return Text(f"{entries} bij deze keuze.", f"{entries} for this choice.")[lang]
    covered, tracks = number(count.with_entry, lang), number(count.tracks, lang)
    return Text(
        f"{entries} over wat er met {covered} van de {tracks} vragen aan een overheid gebeurde.",
        f"{entries} on what happened to {covered} of the {tracks} requests to a government.",
    )[lang]


def behind_title(count: int, statuses: list[str], as_of: date, lang: str) -> str:
    """Which requests have one of these statuses on the day."""
    which, on = " of ".join(statuses) if lang == "nl" else " or ".join(statuses), day(as_of, "day", lang)
    return plural(
        count,
        Text(f"{{n}} vraag aan een overheid: {which} op {on}", f"{{n}} request to a government: {which} on {on}"),
        Text(f"{{n}} vragen aan een overheid: {which} op {on}", f"{{n}} requests to a government: {which} on {on}"),
        lang,
    )


def shown(page: int, pages: int, lang: str) -> str:
    """Where a page stands among the others."""
    at, last = number(page, lang), number(pages, lang)
    return Text(f"Bladzijde {at} van {last}", f"Page {at} of {last}")[lang]


def _found(count: Count, entries: str, lang: str) -> str:
    about = Text(f"over “{count.typed}”", f"about “{count.typed}”")[lang]
    if not count.total and not count.requests:
        return Text(f"Niets gevonden {about}.", f"Nothing found {about}.")[lang]
    requests = plural(count.requests, Text("{n} vraag", "{n} request"), Text("{n} vragen", "{n} requests"), lang)
    return Text(f"{requests} en {entries} {about}.", f"{requests} and {entries} {about}.")[lang]
