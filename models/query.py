"""The one query grammar of pages, embeds, API, feeds and downloads: parameters in, one validated ``Query`` out.

A repeated parameter means OR, different ones AND; a parent code means its sub-requests. Nothing that is given is
ever ignored or replaced by a default: it is read exactly, or refused with all that is wrong (``QueryError``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Literal, TypeVar

from models.clock import end_of_day, today
from models.query_given import PARAMETERS, Given
from models.query_problems import Problem, QueryError, problem
from models.query_values import choice, day, entry, moment, page, words, written
from models.vocabulary import Status

__all__ = ["PARAMETERS", "MemorandumScope", "Problem", "Query", "QueryError", "Scope", "parse", "to_parameters"]

GROUPINGS = ("dossier", "government", "sdg", "total")
COLUMNS = ("dossier", "government", "year")
MEASURES = ("tracks", "realised_share", "index")
ORDERS = ("recorded", "effective")
CHOICES: Mapping[str, Sequence[str]] = {"by": (*GROUPINGS, "year"), "measure": MEASURES}
LANGUAGES = ("nl", "en")
THEMES = ("auto", "light", "dark")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MemorandumScope:
    """What a query about one memorandum may name.

    ``requests`` maps every code, in catalogue order, to its sub-requests; empty for a request that is followed itself.
    """

    start: date
    end: date
    dossiers: tuple[int, ...]
    requests: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is valid now: memoranda by id, addressed governments, goals, and where the second clock stands.

    ``last_write`` is the moment of the last public write (entry or catalogue version).
    """

    memoranda: Mapping[str, MemorandumScope]
    governments: tuple[str, ...]
    goals: tuple[int, ...]
    now: datetime
    last_write: datetime

    @property
    def newest(self) -> str:
        """The memorandum that began last: the one meant when none is named. ValueError when there is none."""
        return max(self.memoranda, key=lambda name: self.memoranda[name].start)

    def last_day(self, memorandum: str) -> date:
        """The last day that can be asked about: today or the memorandum's end, whichever is first."""
        period = self.memoranda[memorandum]
        return max(period.start, min(period.end, today(self.now)))


@dataclass(frozen=True, slots=True)
class Query:
    """One validated question. Filters are in catalogue order without doubles; an empty one filters nothing.

    ``requests`` holds tracked codes only. ``known_at`` and ``known_from`` are UTC. ``as_of_given`` and
    ``known_at_given`` tell a frozen question from one whose answer moves with today and the log. ``start`` and ``end``
    are the parameters ``from`` and ``to``. Lists are searched with ``words`` (parameter ``q``, empty: not searched),
    put in an order (``sort``) and cut into pages; a history is told up to an ``entry``.
    """

    memorandum: str
    as_of: date
    known_at: datetime
    as_of_given: bool = False
    known_at_given: bool = False
    known_from: datetime | None = None
    start: date | None = None
    end: date | None = None
    dossiers: tuple[int, ...] = ()
    requests: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    statuses: tuple[Status, ...] = ()
    by: str | None = None
    measure: str | None = None
    words: str = ""
    sort: str | None = None
    page: int = 1
    entry: int | None = None
    lang: str = "nl"
    theme: str = "auto"


def parse(
    parameters: Iterable[tuple[str, str]],
    scope: Scope,
    *,
    accepts: Collection[str],
    path: Mapping[str, str] | None = None,
    unknown: Literal["refuse", "ignore"] = "refuse",
    defaults: Mapping[str, str] | None = None,
    choices: Mapping[str, Sequence[str]] | None = None,
    required: Collection[str] = (),
) -> Query:
    """Read decoded parameters into a Query.

    ``accepts`` names the parameters that mean something here (``lang`` always does); others of the grammar are
    refused, names outside it are refused or ignored as ``unknown`` says. ``path`` holds values fixed by the address.
    ``choices`` narrows what ``by`` and ``measure`` may be, ``defaults`` says what they are when not given; all other
    defaults follow from ``scope``. Raises QueryError with all problems.
    """
    given = Given(parameters, accepts, path or {}, unknown, required)
    lang = given.one("lang", partial(choice, "lang", allowed=LANGUAGES)) or "nl"
    if not scope.memoranda:
        raise QueryError([problem("no_memorandum", "memorandum"), *given.problems], lang)
    memorandum = given.one("memorandum", partial(choice, "memorandum", allowed=scope.memoranda))
    if given.refused("memorandum"):
        # Days and codes belong to a memorandum: without one there is nothing to check the rest against.
        raise QueryError(given.problems, lang)
    query = _read(given, scope, memorandum or scope.newest, lang, defaults or {}, {**CHOICES, **(choices or {})})
    given.problems += _contrary(query, scope)
    if given.problems:
        raise QueryError(given.problems, lang)
    return query


def to_parameters(query: Query, **changes: Any) -> list[tuple[str, str]]:
    """Return the parameters that ``parse`` reads back to ``query``, in canonical order.

    Only what was chosen is written; the memorandum always, so that a link outlives the next one. ``changes`` replace
    fields of the query first, for links to a neighbouring question; a clock that is set counts as given, one set to
    None follows today or the log again.
    """
    for clock in {"as_of", "known_at"} & changes.keys():
        changes[f"{clock}_given"] = changes[clock] is not None
        changes[clock] = changes[clock] or getattr(query, clock)
    query = replace(query, **changes)
    values: dict[str, Sequence[object]] = {
        "memorandum": [query.memorandum],
        "dossier": query.dossiers,
        "request": query.requests,
        "government": query.governments,
        "sdg": query.sdgs,
        "status": query.statuses,
        "as_of": [query.as_of] if query.as_of_given else [],
        "known_at": [written(query.known_at)] if query.known_at_given else [],
        "known_from": [written(query.known_from)] if query.known_from else [],
        "from": [query.start] if query.start else [],
        "to": [query.end] if query.end else [],
        "by": [query.by] if query.by else [],
        "measure": [query.measure] if query.measure else [],
        "q": [query.words] if query.words else [],
        "sort": [query.sort] if query.sort else [],
        "page": [query.page] if query.page > 1 else [],
        "entry": [query.entry] if query.entry else [],
        "lang": [query.lang] if query.lang != "nl" else [],
        "theme": [query.theme] if query.theme != "auto" else [],
    }
    return [(name, str(value)) for name in PARAMETERS for value in values[name]]


def _read(
    given: Given,
    scope: Scope,
    memorandum: str,
    lang: str,
    defaults: Mapping[str, str],
    choices: Mapping[str, Sequence[str]],
) -> Query:
    period = scope.memoranda[memorandum]
    a_day = partial(day, first=period.start, last=scope.last_day(memorandum))
    a_moment = partial(moment, now=scope.now, last_write=scope.last_write)
    as_of = given.one("as_of", partial(a_day, "as_of"))
    known_at = given.one("known_at", partial(a_moment, "known_at"))
    tracked = [code for code, children in period.requests.items() if not children]
    return Query(
        memorandum=memorandum,
        as_of=as_of or scope.last_day(memorandum),
        known_at=known_at or scope.last_write,
        as_of_given=as_of is not None,
        known_at_given=known_at is not None,
        known_from=given.one("known_from", partial(a_moment, "known_from")),
        start=given.one("from", partial(a_day, "from")),
        end=given.one("to", partial(a_day, "to")),
        dossiers=_filter(given, "dossier", period.dossiers),
        requests=_filter(given, "request", tracked, period.requests),
        governments=_filter(given, "government", scope.governments),
        sdgs=_filter(given, "sdg", scope.goals),
        statuses=_filter(given, "status", tuple(Status)),
        by=given.one("by", partial(choice, "by", allowed=choices["by"])) or defaults.get("by"),
        measure=given.one("measure", partial(choice, "measure", allowed=choices["measure"])) or defaults.get("measure"),
        words=given.one("q", words) or "",
        sort=given.one("sort", partial(choice, "sort", allowed=ORDERS)) or defaults.get("sort"),
        page=given.one("page", page) or 1,
        entry=given.one("entry", entry),
        lang=lang,
        theme=given.one("theme", partial(choice, "theme", allowed=THEMES)) or "auto",
    )


def _filter(
    given: Given, name: str, members: Sequence[T], groups: Mapping[T, tuple[T, ...]] | None = None
) -> tuple[T, ...]:
    """Return the members that were asked for, by themselves or by their group, in the order of ``members``."""

    def read(value: str) -> tuple[T, ...]:
        code = choice(name, value, groups or members)
        return (groups or {}).get(code) or (code,)

    wanted = set(given.many(name, read))
    return tuple(member for member in members if member in wanted)


def _contrary(query: Query, scope: Scope) -> list[Problem]:
    """Return what is wrong between parameters that are each right by themselves."""
    problems = []
    if query.start and query.end and query.start >= query.end:
        problems.append(problem("not_before", "from", query.start.isoformat(), other="to"))
    # Without known_at everything known counts, so any past moment may be compared with it.
    known_at = query.known_at if query.known_at_given else end_of_day(today(scope.now))
    if query.known_from and query.known_from > max(known_at, query.known_at):
        problems.append(problem("not_after", "known_from", written(query.known_from), other="known_at"))
    return problems
