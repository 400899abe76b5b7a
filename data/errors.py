"""What is wrong with a file, said so that whoever edited it can repair it: file, line, column, expected, found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: So many are told at once; who has more has most likely given the wrong file.
MOST_ERRORS = 50

_MOST_SHOWN = 60

#: What may stand in ``found`` that is no quotation.
_FOUND_NL = {
    "nothing": "niets",
    "it more than once": "meer dan een",
    "no such column": "die kolom is er niet",
    "this one": "deze kolom",
    "others": "andere",
    "something else": "iets anders",
}


@dataclass(frozen=True, slots=True)
class DataError:
    """One thing wrong: ``line`` None is the file as a whole, ``column`` None the row as a whole.

    ``nl`` says what is wrong in Dutch, without where; empty where only who edits the files that ship meets it.
    """

    file: str
    line: int | None
    column: str | None
    expected: str
    found: str
    nl: str = ""

    def __str__(self) -> str:
        """One English sentence."""
        line = "" if self.line is None else f", line {self.line}"
        column = "" if self.column is None else f", column {self.column}"
        return f"{self.file}{line}{column}: {self.en}"

    @property
    def en(self) -> str:
        """What is wrong, without where."""
        return f"expected {self.expected}, found {self.found}."


class DataErrors(Exception):
    """Everything that is wrong, at most ``MOST_ERRORS`` of it, in the order of the files."""

    def __init__(self, errors: Iterable[DataError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))


class Problems:
    """Collects errors while reading goes on, so that one look at a file tells all of them, up to ``most``."""

    def __init__(self, most: int = MOST_ERRORS) -> None:
        self._errors: list[DataError] = []
        self._most = most

    def add(self, file: str, line: int | None, column: str | None, expected: str, found: str, nl: str = "") -> None:
        """Note one error; ``found`` as :func:`shown`, ``nl`` what is ``expected`` in Dutch.

        Raises ``DataErrors`` when there are enough.
        """
        told = f"verwacht: {nl}; gevonden: {_FOUND_NL.get(found, found)}." if nl else ""
        self.note(DataError(file, line, column, expected, found, told))

    def note(self, error: DataError) -> None:
        """Note one error. Raises ``DataErrors`` when there are enough."""
        self._errors.append(error)
        if len(self._errors) == self._most:
            self.settle()

    @property
    def errors(self) -> tuple[DataError, ...]:
        """What was noted so far."""
        return tuple(self._errors)

    def settle(self) -> None:
        """Raise ``DataErrors`` if anything was wrong so far: what follows would rest on it."""
        if self._errors:
            raise DataErrors(self._errors)


def shown(cell: str) -> str:
    """A cell as an error quotes it: short, on one line, control characters visible."""
    if not cell:
        return "nothing"
    short = cell if len(cell) <= _MOST_SHOWN else f"{cell[:_MOST_SHOWN]}…"
    return '"' + "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in short) + '"'
