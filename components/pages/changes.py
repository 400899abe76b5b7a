"""What changed between two days: the finding, from which status to which, the list behind it, and every step back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from components import ids
from components.address import Parameters, address
from components.chart_block import downloads
from components.charts.changes import ChangesView, details, sentence, static
from components.charts.moves import Move, per_dossier
from components.charts.parts import Rows
from components.drawn_block import drawn_block
from components.long import long
from components.shell import Shell, page
from components.text import Text, day, moment, plural
from components.tree import Content, Node, h


@dataclass(frozen=True, slots=True)
class Days:
    """The two days and how far they can be set; whether each was chosen; and the earlier moment of knowledge, if any.

    ``known_day`` is the day of Brussels of which ``known_from`` is the end, None where it is another moment.
    """

    start: date
    end: date
    earliest: date
    latest: date
    chosen: bool
    known_from: datetime | None
    known_day: date | None
    today: date


@dataclass(frozen=True, slots=True)
class ChangesData:
    """All that the page shows, as plain values in its language.

    ``parameters`` is the question without the days, ``pinned`` the whole of it with both clocks fixed, as the API takes
    it. ``facts`` are the rows of changes, ``back`` the steps back in between, of very many the last; ``steps_back`` is
    how many there were. ``learnt`` is None without an earlier moment of knowledge. ``only`` names the statuses the page
    is limited to.
    """

    shell: Shell
    parameters: Parameters
    pinned: Parameters
    days: Days
    recorded: bool
    view: ChangesView
    facts: Rows
    learnt: tuple[Move, ...] | None
    back: tuple[Move, ...]
    steps_back: int
    only: tuple[str, ...]


def layout(data: ChangesData) -> Node:
    """The page."""
    opening = h("section", h("h1", _headline(data)), _lead(data), form(data))
    if not data.recorded or data.days.start >= data.days.end:
        return page(data.shell, opening)
    return page(data.shell, opening, _matrix(data), _learnt(data), _list(data), _back(data))


def title(data: ChangesData) -> str:
    """The document's title."""
    return f"{Text('Verschil', 'Changes')[data.shell.lang]} – Memorandummonitor"


def _headline(data: ChangesData) -> str:
    lang, days = data.shell.lang, data.days
    if not data.recorded:
        told = Text("Er was nog niets geregistreerd, dus er is nog niets veranderd.",
                    "Nothing had been recorded yet, so nothing has changed yet.")  # fmt: skip
        return told[lang]
    if days.start >= days.end:
        return Text("Kies een tweede dag na de eerste.", "Choose a second day after the first.")[lang]
    return sentence(data.facts, data.view)


def _lead(data: ChangesData) -> list[Node]:
    lang, days = data.shell.lang, data.days
    parts = []
    if not days.chosen:
        told = Text(
            "U koos geen eerste dag: dit zijn de 12 maanden vóór de getoonde dag, minder als de periode later begon.",
            "You chose no first day: these are the 12 months before the day shown, or fewer if the period began later.",
        )
        parts.append(h("p", told[lang], class_="lead"))
    if data.only:
        which = (" of " if lang == "nl" else " or ").join(data.only)
        told = Text(f"Alleen wat op de laatste dag deze status heeft: {which}. ",
                    f"Only what has this status on the last day: {which}. ")  # fmt: skip
        everything = h("a", Text("Toon alles", "Show everything")[lang], href=_whole(data))
        parts.append(h("p", told[lang], everything, class_="lead"))
    return parts


def _whole(data: ChangesData) -> str:
    return address(data.shell.path, data.parameters, status=None, **_chosen_days(data.days))


def _chosen_days(days: Days) -> dict[str, str]:
    return {"from": days.start.isoformat(), "to": days.end.isoformat()}


def form(data: ChangesData) -> Node:
    """Two days, and a moment of knowledge for who wants to tell what was learnt from what happened."""
    lang, days = data.shell.lang, data.days
    own = ("from", "to", "as_of", "known_from")  # as_of: the last day is the one shown
    kept = [h("input", type="hidden", name=name, value=value) for name, value in data.parameters if name not in own]
    fields = h(
        "div",
        _field(ids.CHANGES_FROM, "from", Text("Van", "From")[lang], days.start, days.earliest, days.latest),
        _field(ids.CHANGES_TO, "to", Text("Tot en met", "Up to and including")[lang], days.end, days.earliest,
               days.latest),
        h("button", Text("Vergelijk", "Compare")[lang], type="submit", class_="btn"),
        class_="days",
    )  # fmt: skip
    return h("form", kept, fields, _knowledge(data), action=data.shell.path, method="get", id=ids.CHANGES_FORM)


def _field(name: str, parameter: str, label: str, value: date | None, first: date | None, last: date) -> Node:
    field = h(
        "input",
        type="date",
        id=name,
        name=parameter,
        value=value.isoformat() if value else "",
        min=first.isoformat() if first else None,
        max=last.isoformat(),
        required=first is not None,
        class_="form-control",
    )
    return h("div", h("label", label, for_=name), field)


def _knowledge(data: ChangesData) -> Node:
    lang, days = data.shell.lang, data.days
    summary = Text("Apart tellen wat we intussen beter weten", "Tell apart what is known better since")
    about = Text(
        "Wat op die dag bekend was, bijvoorbeeld bij een vorige vergadering. Wat later werd geregistreerd over de tijd "
        "vóór de eerste dag, is dan betere kennis en geen nieuw feit.",
        "What was known on that day, for example at an earlier meeting. What was recorded later about the time before "
        "the first day is then better knowledge and no new fact.",
    )
    fixed = days.known_from if days.known_day is None else None
    field: Content = _field(
        "changes-known-from", "known_from", Text("Bekend op", "Known on")[lang], days.known_day, None, days.today
    )
    if fixed:
        exact = dict(data.pinned)["known_from"]
        field = [h("p", moment(fixed, lang)), h("input", type="hidden", name="known_from", value=exact)]
    return h("details", h("summary", summary[lang]), h("p", about[lang], class_="help"), field,
             open=days.known_from is not None, class_="knowledge")  # fmt: skip


def _matrix(data: ChangesData) -> Node | None:
    if not data.facts:
        return None
    lang = data.shell.lang
    intro = Text(
        "Links de status op de eerste dag, bovenaan die op de laatste. Een getal leidt naar de vragen erachter.",
        "At the left the status on the first day, on top that on the last. A number leads to the requests behind it.",
    )
    csv, json = (address(f"/api/v1/changes.{form}", data.pinned, theme=None, lang=None) for form in ("csv", "json"))
    fixed = f"{address(data.shell.path, data.pinned, lang=lang if lang != 'nl' else None)}#{ids.CHANGES}"
    return drawn_block(
        ids.CHANGES,
        Text("Van welke status naar welke", "From which status to which")[lang],
        static(data.facts, data.view),
        _most(data),
        intro=h("p", intro[lang], class_="intro"),
        links=downloads(csv, json, fixed, lang),
    )


def _most(data: ChangesData) -> str:
    """The change that occurs most; of several the first."""
    counted = Counter((row["status_from"], row["status_to"]) for row in data.facts)
    ((old, new), count), *_ = counted.most_common(1)
    names, lang = data.view.told.statuses, data.shell.lang
    times = plural(count, Text("{n} keer", "once"), Text("{n} keer", "{n} times"), lang)
    return Text(
        f"Het vaakst ging het van “{names[old]}” naar “{names[new]}”: {times}.",
        f"The most frequent change was from “{names[old]}” to “{names[new]}”: {times}.",
    )[lang]


def _learnt(data: ChangesData) -> Node | None:
    """What is known better since, apart from what happened."""
    known, lang = data.days.known_from, data.shell.lang
    if data.learnt is None or known is None:
        return None
    known_day = data.days.known_day
    start, then = day(data.days.start, "day", lang), day(known_day, "day", lang) if known_day else moment(known, lang)
    heading = plural(len(data.learnt), Text("Betere kennis: {n} vraag", "Better knowledge: {n} request"),
                     Text("Betere kennis: {n} vragen", "Better knowledge: {n} requests"), lang)  # fmt: skip
    about = Text(
        f"Van deze vragen aan een overheid weten we intussen dat ze op {start} anders stonden dan op {then} bekend "
        "was. Dat is geen vooruitgang of achteruitgang, en staat niet in de tabel hierboven.",
        f"Of these requests to a government it is known by now that they stood otherwise on {start} than was known on "
        f"{then}. That is no progress or step back, and does not stand in the table above.",
    )
    nothing = Text(
        f"Wat op {then} bekend was over {start}, klopt nog altijd.",
        f"What was known on {then} about {start} still holds.",
    )
    words = h("p", (about if data.learnt else nothing)[lang], class_="intro")
    return _section(ids.CHANGES_LEARNT, heading, words, data.learnt, data)


def _list(data: ChangesData) -> Node | None:
    if not data.facts:
        return None
    heading = Text("De vragen hierachter", "The requests behind this")[data.shell.lang]
    if data.days.known_from:
        heading = Text("Nieuwe feiten: de vragen hierachter", "New facts: the requests behind this")[data.shell.lang]
    return h("section", h("h2", heading), long(details(data.facts, data.view)), id=ids.BEHIND, class_="list")


def _back(data: ChangesData) -> Node:
    """Steps back on the way, apart from progress: also of what has moved on since."""
    lang = data.shell.lang
    one, many = Text("{n} stap achteruit", "{n} step back"), Text("{n} stappen achteruit", "{n} steps back")
    heading = (
        plural(data.steps_back, one, many, lang) if data.back else Text("Geen stap achteruit", "No step back")[lang]
    )
    about = Text(
        "Elke keer dat een vraag in deze periode stilviel, werd afgewezen of een stap terugging, ook als ze later weer "
        "vooruitging.",
        "Every time a request stalled, was rejected or went a step back in this period, even if it moved on later.",
    )
    nothing = Text("In deze periode ging geen enkele vraag achteruit.", "In this period no request went back.")
    words = h("p", (about if data.back else nothing)[lang], class_="intro")
    return _section(ids.CHANGES_BACK, heading, words, data.back, data, data.steps_back - len(data.back))


def _section(name: str, heading: str, words: Node, moves: Sequence[Move], data: ChangesData, more: int = 0) -> Node:
    listed = long(h("div", per_dossier(moves, data.view.told, more), class_="all-moves")) if moves else None
    return h("section", h("h2", heading), words, listed, id=name, class_="list")
