"""What can be wrong with the parameters of a query: a code for machines and a sentence in both languages for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: The longest value that is shown back; longer ones are cut.
SHOWN = 60
#: More codes than this are not listed in a sentence.
LISTED = 20

#: Per code: what is wrong and what to do, in Dutch and in English.
SENTENCES = {
    "unknown_parameter": (
        "De parameter “{name}” bestaat niet; hier kunnen: {accepted}.",
        "There is no parameter “{name}”; accepted here: {accepted}.",
    ),
    "not_accepted": (
        "De parameter “{name}” heeft hier geen betekenis; laat hem weg. Hier kunnen: {accepted}.",
        "The parameter “{name}” has no meaning here; leave it out. Accepted here: {accepted}.",
    ),
    "too_many": (
        "Er zijn {value} parameters gegeven; geef er hoogstens {limit}.",
        "{value} parameters were given; give at most {limit}.",
    ),
    "too_long": (
        "De waarde van “{name}” is langer dan {limit} tekens; kort ze in.",
        "The value of “{name}” is longer than {limit} characters; shorten it.",
    ),
    "with_address": (
        "In “{name}” staat iets wat op een web- of mailadres lijkt; laat het weg, of zet een spatie na het punt.",
        "“{name}” holds what looks like a web or mail address; leave it out, or put a space after the full stop.",
    ),
    "empty": (
        "De parameter “{name}” is leeg; geef een waarde of laat hem weg.",
        "The parameter “{name}” is empty; give a value or leave it out.",
    ),
    "repeated": (
        "De parameter “{name}” staat er meer dan één keer; geef één waarde.",
        "The parameter “{name}” is given more than once; give one value.",
    ),
    "missing": (
        "De parameter “{name}” ontbreekt; geef een waarde.",
        "The parameter “{name}” is missing; give a value.",
    ),
    "contradiction": (
        "“{name}={value}” spreekt het adres tegen, dat “{path}” zegt; laat de parameter weg.",
        "“{name}={value}” contradicts the address, which says “{path}”; leave the parameter out.",
    ),
    "unknown_value": (
        "“{value}” is geen geldige waarde voor “{name}”; kies uit: {allowed}.",
        "“{value}” is not a valid value for “{name}”; choose from: {allowed}.",
    ),
    "not_a_page": (
        "“{value}” is geen nummer van een bladzijde; schrijf “{name}” als 1, 2, 3.",
        "“{value}” is not the number of a page; write “{name}” as 1, 2, 3.",
    ),
    "not_an_entry": (
        "“{value}” is geen nummer van een logregel; schrijf “{name}” als 1, 2, 3.",
        "“{value}” is not the number of an entry; write “{name}” as 1, 2, 3.",
    ),
    "not_a_date": (
        "“{value}” is geen bestaande dag; schrijf “{name}” als jjjj-mm-dd, bijvoorbeeld 2024-12-31.",
        "“{value}” is not an existing day; write “{name}” as yyyy-mm-dd, for example 2024-12-31.",
    ),
    "not_a_moment": (
        "“{value}” is geen bestaande dag en geen bestaand ogenblik; schrijf “{name}” als 2024-12-31 of als "
        "2024-12-31T12:00:00Z, met hoogstens zes cijfers na de seconden.",
        "“{value}” is neither an existing day nor an existing instant; write “{name}” as 2024-12-31 or as "
        "2024-12-31T12:00:00Z, with at most six digits after the seconds.",
    ),
    "outside_period": (
        "De dag {value} van “{name}” valt buiten de periode; kies een dag van {first} tot en met {last}.",
        "The day {value} of “{name}” falls outside the period; choose a day from {first} up to and including {last}.",
    ),
    "future": (
        "“{value}” ligt in de toekomst; kies voor “{name}” vandaag of vroeger.",
        "“{value}” lies in the future; choose today or earlier for “{name}”.",
    ),
    "not_before": (
        "“{name}” ({value}) moet vóór “{other}” liggen; kies een vroegere waarde.",
        "“{name}” ({value}) must come before “{other}”; choose an earlier value.",
    ),
    "not_after": (
        "“{name}” ({value}) mag niet na “{other}” liggen; kies een vroegere waarde.",
        "“{name}” ({value}) must not come after “{other}”; choose an earlier value.",
    ),
    "no_memorandum": (
        "Er is nog geen memorandum geladen; er valt nog niets op te vragen.",
        "No memorandum has been loaded yet; there is nothing to ask for.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one parameter.

    ``value`` is what was given, shortened and without unprintable characters; ``code`` is a key of ``SENTENCES``;
    ``text`` maps ``nl`` and ``en`` to a sentence that says what is wrong and what to do.
    """

    parameter: str
    value: str
    code: str
    text: dict[str, str]


class QueryError(Exception):
    """The parameters are refused. ``problems`` holds all that is wrong, ``lang`` the language to say it in."""

    def __init__(self, problems: Iterable[Problem], lang: str = "nl") -> None:
        self.problems = tuple(problems)
        self.lang = lang
        super().__init__(" ".join(self.sentences()))

    def sentences(self) -> list[str]:
        """Return what is wrong, in the language asked for."""
        return [problem.text[self.lang] for problem in self.problems]


def problem(code: str, name: str, value: str = "", **facts: object) -> Problem:
    """Build a problem from untrusted ``name`` and ``value``; ``facts`` fill the rest of the sentence."""
    shown = {"name": harmless(name), "value": harmless(value), **facts}
    nl, en = SENTENCES[code]
    return Problem(harmless(name), harmless(value), code, {"nl": nl.format(**shown), "en": en.format(**shown)})


def harmless(text: str) -> str:
    """Return ``text`` cut to ``SHOWN`` characters, its unprintable ones (control, bidi, surrogates) replaced."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:SHOWN])
    return shown + "…" if len(text) > SHOWN else shown


def listed(codes: Sequence[object]) -> str:
    """Return codes as they stand in a sentence, not more than ``LISTED`` of them."""
    return ", ".join(map(str, codes[:LISTED])) + (", …" if len(codes) > LISTED else "")
