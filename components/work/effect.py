"""What an entry changes in the figures of the charts, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.text import Text, number, percent, signed
from components.tree import Content, Node, h


@dataclass(frozen=True, slots=True)
class Group:
    """A group of tracks, named, before and after: the index (a share, None: undefined) and a count per status."""

    name: str
    index: float | None
    index_after: float | None
    counts: Mapping[str, int]
    counts_after: Mapping[str, int]

    @property
    def moved(self) -> list[str]:
        """The statuses of which the count changes."""
        return [code for code, count in self.counts.items() if self.counts_after[code] != count]


@dataclass(frozen=True, slots=True)
class EffectData:
    """The groups concerned; ``still`` says why no figure moves, if none does: ``internal``, ``action`` or ``other``."""

    lang: str
    day: str
    groups: tuple[Group, ...]
    statuses: Mapping[str, str]
    still: str = ""


_STILL = {
    "internal": Text(
        "Geen enkel cijfer verandert: een interne logregel telt nergens mee.",
        "No figure changes: an internal entry counts nowhere.",
    ),
    "action": Text(
        "Geen enkel cijfer verandert: een actie van de VVSG zelf telt niet als voortgang.",
        "No figure changes: an action of the VVSG itself does not count as progress.",
    ),
    "other": Text(
        "De stand op {day} verandert niet: daar telt een andere logregel, of de status is er dezelfde.",
        "The state on {day} does not change: another entry counts there, or the status is the same.",
    ),
}


def effect(data: EffectData) -> Node:
    """The figures before and after."""
    lang = data.lang
    title = Text(f"Wat dit verandert op {data.day}", f"What this changes on {data.day}")[lang]
    if data.still:
        told: Content = h("p", _STILL[data.still][lang].format(day=data.day))
    else:
        told = h("table", _head(lang), h("tbody", [_row(group, data) for group in data.groups]), class_="effect")
    return h("section", h("h2", title), told)


def _head(lang: str) -> Node:
    columns = (
        Text("Waar", "Where"),
        Text("Voortgangsindex", "Progress index"),
        Text("Aantal vragen per status", "Requests by status"),
    )
    return h("thead", h("tr", [h("th", column[lang], scope="col") for column in columns]))


def _row(group: Group, data: EffectData) -> Node:
    lang = data.lang
    return h(
        "tr",
        h("th", group.name, scope="row"),
        h("td", _index(group, lang)),
        h("td", [_count(code, group, data) for code in group.moved]),
    )


def _index(group: Group, lang: str) -> list[Content]:
    before, after = _share(group.index, lang), _share(group.index_after, lang)
    if group.index == group.index_after:
        return [before, h("small", Text(" blijft gelijk", " stays the same")[lang])]
    if before == after:
        return [before, h("small", Text(" verandert minder dan een procent", " changes by less than a percent")[lang])]
    return [before, " → ", h("b", after)]


def _share(index: float | None, lang: str) -> str:
    return "–" if index is None else percent(index, lang)


def _count(code: str, group: Group, data: EffectData) -> Node:
    before, after = group.counts[code], group.counts_after[code]
    change = h("small", f" ({signed(after - before, data.lang)})")
    label = h("span", data.statuses[code], class_=f"s-{code}")
    return h("div", label, f" {number(before, data.lang)} → ", h("b", number(after, data.lang)), change)
