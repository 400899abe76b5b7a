"""The sentences of the page of the goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.text import Text, day, number, plural


@dataclass(frozen=True, slots=True)
class Standing:
    """How the requests for a goal stand: its number and name, how many, how many with a result."""

    number: int
    name: str
    tracks: int
    with_result: int


EDITORIAL = Text(
    "Bij welke doelen een vraag hoort, is onze redactionele keuze: in het memorandum gingen de symbolen van de doelen "
    "verloren. Een vraag telt mee bij elk doel waaraan ze bijdraagt, dus tel de doelen niet bij elkaar op. ",
    "Which goals a request belongs to is our editorial choice: the symbols of the goals were lost in the memorandum. "
    "A request counts for every goal it contributes to, so the goals do not add up. ",
)
METHOD = Text("Hoe we kozen", "How we chose")

PILLARS = Text("De vijf P's en hun doelen", "The five P's and their goals")
PILLARS_INTRO = Text(
    "Een vraag aan een overheid telt per P één keer, ook als ze bij meer doelen ervan hoort: het aantal van een P is "
    "dus niet de som van zijn doelen. Ze kan wel bij meer dan één P horen. Met resultaat: gerealiseerd of deels "
    "gerealiseerd. Gedekt: het deel waarover er iets in het logboek staat.",
    "A request to a government counts once per P, even if it belongs to several of its goals: the number of a P is not "
    "the sum of its goals. It can belong to more than one P. With a result: realised or partially realised. "
    "Covered: the share on which the log has something.",
)
CHOSEN = Text("In cijfers", "In figures")
TARGETS = Text("Subdoelen: ", "Targets: ")
COLUMNS = (
    Text("Vragen", "Requests"),
    Text("Met resultaat", "With a result"),
    Text("Index", "Index"),
    Text("Gedekt", "Covered"),
)


def headline(goals: Sequence[Standing], lang: str) -> str:
    """The finding about all goals: how many are served, and for how many at least half had a result."""
    served = [goal for goal in goals if goal.tracks]
    if not served:
        return Text(
            "Hier zijn geen vragen aan een overheid om te tellen.",
            "There are no requests to a government to count here.",
        )[lang]
    half = sum(2 * goal.with_result >= goal.tracks for goal in served)
    some, every = number(len(served), lang), number(len(goals), lang)
    serve = Text(
        f"De vragen dragen bij aan {some} van de {every} SDG's", f"The requests serve {some} of the {every} SDGs"
    )[lang]
    none = Text(
        f"{serve}; bij geen enkel doel leverde al minstens de helft resultaat op.",
        f"{serve}; for none of them at least half has had a result yet.",
    )
    reached = Text(
        f"{serve}; bij {number(half, lang)} daarvan leverde minstens de helft resultaat op.",
        f"{serve}; for {number(half, lang)} of those at least half had a result.",
    )
    return (reached if half else none)[lang]


def lead(goals: Sequence[Standing], lang: str) -> str:
    """Where most requests are, and where there are none; empty where there are none at all."""
    served = [goal for goal in goals if goal.tracks]
    if not served:
        return ""
    most = max(served, key=lambda goal: goal.tracks)
    count = requests(most.tracks, lang)
    top = Text(
        f"De meeste horen bij SDG {most.number} ({most.name}): {count}.",
        f"Most belong to SDG {most.number} ({most.name}): {count}.",
    )[lang]
    without = [goal for goal in goals if not goal.tracks]
    if len(without) == 1:
        (empty,) = without
        return f"{top} {nothing(empty, lang)}"
    if without:
        listed = ", ".join(str(goal.number) for goal in without)
        return top + Text(f" Zonder vragen zijn de SDG's {listed}.", f" There are no requests for SDGs {listed}.")[lang]
    return top


def nothing(goal: Standing, lang: str) -> str:
    """What is said of a goal that no request contributes to."""
    return Text(
        f"Geen enkele vraag draagt bij aan SDG {goal.number} ({goal.name}).",
        f"No request contributes to SDG {goal.number} ({goal.name}).",
    )[lang]


def requests(count: int, lang: str) -> str:
    """``1 vraag aan een overheid`` or ``12 vragen aan een overheid``."""
    return plural(
        count,
        Text("{n} vraag aan een overheid", "{n} request to a government"),
        Text("{n} vragen aan een overheid", "{n} requests to a government"),
        lang,
    )


def behind(count: int, numbers: Sequence[int], as_of: date, lang: str) -> str:
    """What the list holds: ``SDG 4: 8 vragen aan een overheid, op 31 december 2024``."""
    which = ", ".join(str(goal) for goal in numbers)
    on = Text("op", "on")[lang]
    return f"SDG {which}: {requests(count, lang)}, {on} {day(as_of, 'day', lang)}"


def asked(count: int, lang: str) -> str:
    """The summary above the requests of a goal."""
    return plural(
        count, Text("Toon de vraag", "Show the request"), Text("Toon de {n} vragen", "Show the {n} requests"), lang
    )
