"""How a request stands with a government, and what was last recorded of it: shown while one logs about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.text import Text, day
from components.tree import Node, h


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry in short; ``label`` names its status or action, ``look`` is a status code or empty."""

    day: date
    precision: str
    label: str
    look: str
    note: str
    author: str
    internal: bool
    confirmed: bool
    href: str


@dataclass(frozen=True, slots=True)
class PanelData:
    """The track in words, its present status ``since`` a day, and its ``last`` entries, the newest first."""

    lang: str
    request: str
    title: str
    government: str
    status: str
    status_label: str
    since: date
    since_precision: str
    responded: bool
    last: tuple[Recorded, ...]
    more: int
    href: str


def panel(data: PanelData) -> Node:
    """The present status and the last entries."""
    lang = data.lang
    since = Text(
        f"sinds {day(data.since, data.since_precision, 'nl')}", f"since {day(data.since, data.since_precision, 'en')}"
    )
    nothing = Text("er is nog geen reactie bekend", "no response is known yet")
    return h(
        "section",
        h("h2", Text("Hoe het nu staat", "How it stands now")[lang]),
        h("p", h("b", data.request), f" {data.title}", h("span", data.government, class_="to")),
        h(
            "p",
            h("span", data.status_label, class_=f"s-{data.status}"),
            " ",
            (since if data.responded else nothing)[lang],
        ),
        _last(data.last, lang) if data.last else None,
        h("p", h("a", _whole(data.more, lang), href=data.href), class_="help"),
        class_="panel",
    )


def no_track(lang: str) -> Node:
    """What stands there before a request and a government are chosen."""
    told = Text(
        "Kies een vraag en een overheid: dan staat hier hoe het er nu mee staat.",
        "Choose a request and a government: then this says how they stand now.",
    )
    return h("p", told[lang], class_="help")


def _last(found: Sequence[Recorded], lang: str) -> Node:
    return h("ol", [h("li", _entry(entry, lang)) for entry in found], class_="last")


def _entry(entry: Recorded, lang: str) -> list[Node | str | None]:
    what = h("span", entry.label, class_=f"s-{entry.look}" if entry.look else None)
    inside = h("small", Text("intern", "internal")[lang], class_="internal") if entry.internal else None
    vouched = Text("bevestigd", "confirmed") if entry.confirmed else Text("nog niet bevestigd", "not yet confirmed")
    return [
        h("a", day(entry.day, entry.precision, lang), href=entry.href),
        ": ",
        what,
        " " if inside else None,
        inside,
        h("p", entry.note, class_="note") if entry.note else None,
        h("p", f"{entry.author}, {vouched[lang]}", class_="recorded"),
    ]


def _whole(more: int, lang: str) -> str:
    if not more:
        return Text("Het volledige verloop", "The whole course")[lang]
    return Text(f"Het volledige verloop, met nog {more} eerdere", f"The whole course, with {more} earlier ones")[lang]
