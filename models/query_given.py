"""The parameters as they were given: sorted by name, checked for form, and read with every problem collected."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal, TypeVar

from models.query_problems import Problem, QueryError, harmless, problem

T = TypeVar("T")

MULTIPLE = ("dossier", "request", "government", "sdg", "status")
#: Every parameter of the grammar, in the order in which links and cache keys write them.
PARAMETERS = (
    *("memorandum", *MULTIPLE, "as_of", "known_at", "known_from"),
    *("from", "to", "by", "measure", "q", "sort", "page", "entry", "lang", "theme"),
)
MOST_VALUES = 200
LONGEST_VALUE = 200


class Given:
    """Parameters by name, with the problems found so far."""

    def __init__(
        self,
        parameters: Iterable[tuple[str, str]],
        accepts: Collection[str],
        path: Mapping[str, str],
        unknown: Literal["refuse", "ignore"],
        required: Collection[str],
    ) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._values: dict[str, list[str]] = {}
        self._accepted = [name for name in PARAMETERS if name in accepts or name in path or name == "lang"]
        pairs = [pair for pair in parameters if unknown == "refuse" or pair[0] in PARAMETERS]
        if len(pairs) > MOST_VALUES:
            self.problems.append(problem("too_many", "", str(len(pairs)), limit=MOST_VALUES))
            return
        for name, value in pairs:
            self._take(name, value)
        missing = (name for name in required if name not in {pair[0] for pair in pairs} and name not in path)
        self.problems += [problem("missing", name) for name in missing]

    def many(self, name: str, read: Callable[[str], Iterable[T]]) -> list[T]:
        """Return what ``read`` makes of each value of ``name``; one in the path rules and must not be contradicted."""
        values = self._values.get(name, [])
        found = [item for value in values for item in self._read(read, value)]
        if name not in self._path:
            return found
        fixed = self._read(read, self._path[name])
        if found and fixed and set(found) != set(fixed):
            self.problems.append(problem("contradiction", name, values[0], path=harmless(self._path[name])))
        return fixed

    def one(self, name: str, read: Callable[[str], T]) -> T | None:
        """Return what ``read`` makes of the value of a single-valued parameter, None when not given or refused."""
        return next(iter(self.many(name, lambda value: [read(value)])), None)

    def refused(self, name: str) -> bool:
        """Tell whether something was wrong with ``name``."""
        return any(problem.parameter == name for problem in self.problems)

    def _take(self, name: str, value: str) -> None:
        if name not in self._accepted:
            code = "not_accepted" if name in PARAMETERS else "unknown_parameter"
            self.problems.append(problem(code, name, value, accepted=", ".join(self._accepted)))
        elif not value:
            self.problems.append(problem("empty", name))
        elif len(value) > LONGEST_VALUE:
            self.problems.append(problem("too_long", name, value, limit=LONGEST_VALUE))
        elif name in self._values and name not in MULTIPLE:
            self.problems.append(problem("repeated", name, value))
        else:
            self._values.setdefault(name, []).append(value)

    def _read(self, read: Callable[[str], Iterable[T]], value: str) -> list[T]:
        try:
            return list(read(value))
        except QueryError as error:
            self.problems += error.problems
            return []
