"""The lens of an embed: read from its address, and laid over its chart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from components.embeds.chart import Chart
from components.embeds.lens import Lens
from models.query import Scope
from models.query_problems import Problem, QueryError, problem
from models.query_values import choice, words
from models.reading import Reading

T = TypeVar("T")

DOSSIERS, GOALS, REMARK = "highlight_dossier", "highlight_sdg", "remark"
#: The longest sentence that may be added, in characters.
LONGEST = 140
#: What browsers, phones and people take for an address to follow.
_ADDRESS = re.compile(r"://|@|\bwww\.|\b[\w-]+\.[a-z]{2,}\b(?!\.)|[\w-]+\.[a-z]{2,}/", re.IGNORECASE)


def read(parameters: Iterable[tuple[str, str]], accepts: Collection[str], scope: Scope) -> tuple[Lens, list[Problem]]:
    """The lens in the parameters and what is wrong with it; ``accepts`` are those that mean something here."""
    given = [(name, value) for name, value in parameters if name in (DOSSIERS, GOALS, REMARK)]
    wrong: list[Problem] = [
        problem("not_accepted", name, value, accepted=", ".join(sorted(accepts)))
        for name, value in given
        if name not in accepts
    ]

    def found(name: str, convert: Callable[[str], T]) -> list[T]:
        values = []
        for value in (value for of, value in given if of == name and name in accepts):
            try:
                values.append(convert(value))
            except QueryError as error:
                wrong.extend(error.problems)
        return values

    dossiers = found(DOSSIERS, partial(choice, DOSSIERS, allowed=dossiers_of(scope)))
    goals = found(GOALS, partial(choice, GOALS, allowed=scope.goals))
    remarks = found(REMARK, _remark)
    if len(remarks) > 1:
        wrong.append(problem("repeated", REMARK, remarks[1]))
    return Lens(_ordered(dossiers), _ordered(goals), "".join(remarks[:1])), wrong


def dossiers_of(scope: Scope) -> list[int]:
    """The dossiers that can be emphasised, of any memorandum: one that is not shown has no row to emphasise."""
    return sorted({number for period in scope.memoranda.values() for number in period.dossiers})


def parameters(lens: Lens) -> list[tuple[str, str]]:
    """The parameters that ``read`` reads back."""
    numbers = [(DOSSIERS, number) for number in lens.dossiers] + [(GOALS, number) for number in lens.goals]
    return [(name, str(number)) for name, number in numbers] + ([(REMARK, lens.remark)] if lens.remark else [])


def over(chart: Chart, lens: Lens, reading: Reading) -> Chart:
    """The chart with the rows and columns of the lens emphasised."""
    lit = frozenset(
        [("dossier", str(number)) for number in lens.dossiers]
        + [("sdg", str(number)) for number in lens.goals]
        + [("request", request) for request, goal in reading.catalogue.links() if goal in lens.goals]
    )
    changed: Any = replace(chart.view, lit=lit) if lit else chart.view
    return replace(chart, view=changed)


def _remark(value: str) -> str:
    """A sentence without what cannot be seen, and without an address: a frame of ours leads only where we know."""
    said = words(unicodedata.normalize("NFC", value))
    if len(said) > LONGEST:
        raise QueryError([problem("too_long", REMARK, said, limit=LONGEST)])
    if _ADDRESS.search(said):
        raise QueryError([problem("with_address", REMARK, said)])
    return said


def _ordered(numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers)))
