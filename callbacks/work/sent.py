"""The log form as the browser sends it, and what it says: texts in, a draft for the log and what is wrong out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from components.work.typed import Typed, TypedSource
from data.records import Request
from models import search
from models.catalogue import Catalogue
from models.drafts import Draft, Refused, Source, problems
from models.saved_forms import Fields
from models.typed_day import read_day
from models.vocabulary import Action, Kind, Precision, Status, Visibility

T = TypeVar("T", bound=StrEnum)

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_TEXTS = ("government", "kind", "status", "action", "note_nl", "note_en", "internal_note")
_MORE_TEXTS = ("no_source_reason", "visibility", "review_date", "reason")
_SOURCE = ("url", "title", "publisher", "date")
_MOST_ROWS = 30
#: Fields whose errors leave it open what the entry would do to the figures.
_DECISIVE = frozenset({"request", "government", "kind", "status", "action", "effective_date"})


@dataclass(frozen=True, slots=True)
class Sent:
    """A form: its ``key``, the memorandum, up to where the log was ``seen``, which entry it ``corrects``, what it says.

    ``sure`` holds the doubts that were confirmed.
    """

    key: str
    memorandum: str
    seen: tuple[int, int]
    corrects: int | None
    typed: Typed
    sure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Read:
    """What a form says. ``meant``: the requests found, where what was typed names none alone.

    ``draft`` has a stand-in for what is wrong with it, so look at ``wrong`` first. ``review`` is a day to look again.
    """

    request: Request | None
    meant: tuple[Request, ...]
    draft: Draft
    review: date | None
    wrong: tuple[Refused, ...]

    @property
    def decided(self) -> bool:
        """Whether it is clear what the entry would do to the figures."""
        return not any(refused.field in _DECISIVE for refused in self.wrong)


def sent(form: MultiDict[str, str]) -> Sent:
    """Read the fields; what is missing or forged is as if it was not filled in."""
    values = {name: form.get(name, "") for name in (*_TEXTS, *_MORE_TEXTS)}
    values |= {"kind": values["kind"] or "status", "visibility": values["visibility"] or "public"}
    rows = [form.getlist(f"source_{name}")[:_MOST_ROWS] for name in _SOURCE]
    sources = (TypedSource(*row) for row in zip(*(_padded(row, rows) for row in rows), strict=True))
    public, _, internal = form.get("seen", "").partition(".")
    # What names no entry is not taken for a form that corrects none: there is no entry 0.
    corrects = number(form["corrects"]) or 0 if form.get("corrects") else None
    return Sent(
        key=form.get("key", ""),
        memorandum=form.get("memorandum", ""),
        seen=(number(public) or 0, number(internal) or 0),
        corrects=corrects,
        typed=Typed(
            request=form.get("meant") or form.get("request", ""),
            date=form.get("effective_date", ""),
            **values,
            sources=tuple(sources),
        ),
        sure=frozenset(form.getlist("doubt")) if form.get("sure") else frozenset(),
    )


def kept(form: MultiDict[str, str]) -> Fields:
    """The fields of a form as they are kept until it is sent; what only steers the sending is left out."""
    return {name: tuple(form.getlist(name)) for name in form if name not in ("deed", "sure", "doubt")}


def restored(fields: Fields) -> Sent:
    """The form that was kept."""
    return sent(MultiDict([(name, value) for name, values in fields.items() for value in values]))


def read(given: Sent, catalogue: Catalogue, today: date) -> Read:
    """What the form says about ``catalogue``, and everything that is wrong with it."""
    typed, wrong = given.typed, []
    found = requests(catalogue, typed.request)
    request = found[0] if len(found) == 1 else None
    if request is None:
        wrong.append(_no_request(typed.request, found))
    addressed = _addressed(catalogue, request)
    government = typed.government if typed.government in addressed else addressed[0] if len(addressed) == 1 else ""
    if request is not None and not government:
        wrong.append(Refused("government_missing", "Kies een overheid.", "Choose a government.", "government"))
    day = read_day(typed.date)
    if day is None:
        wrong.append(_no_date(typed.date, "effective_date"))
    sources, wrong_sources = _sources(typed.sources)
    review, wrong_review = _exact(typed.review_date, "review_date")
    draft = _draft(typed, catalogue, request, government, day, sources)
    checked = problems(draft, start=catalogue.memorandum.start, end=catalogue.memorandum.end, today=today)
    wrong += [refused for refused in checked if day is not None or refused.field != "effective_date"]
    return Read(request, found if request is None else (), draft, review, (*wrong, *wrong_sources, *wrong_review))


def requests(catalogue: Catalogue, typed: str) -> tuple[Request, ...]:
    """The requests that can be logged about and that ``typed`` names: by its code, or by words."""
    words = typed.split()
    named = catalogue.request.get(words[0]) if words else None
    if named is not None and named.tracked:
        return (named,)
    return tuple(request for request in search.requests(catalogue, typed) if request.tracked)


def _addressed(catalogue: Catalogue, request: Request | None) -> list[str]:
    return [code for code in catalogue.addressed if request is not None and code in request.governments]


def _draft(
    typed: Typed,
    catalogue: Catalogue,
    request: Request | None,
    government: str,
    day: tuple[date, Precision] | None,
    sources: tuple[Source, ...],
) -> Draft:
    kind = Kind.ACTION if typed.kind == "action" else Kind.STATUS
    effective, precision = day or (catalogue.memorandum.start, Precision.DAY)
    return Draft(
        kind=kind,
        memorandum=catalogue.memorandum.id,
        request=request.id if request else "",
        government=government,
        effective_date=effective,
        precision=precision,
        # Only what belongs to the kind counts: a choice made before another kind was chosen stays on the form.
        status=_member(Status, typed.status) if kind is Kind.STATUS else None,
        action=_member(Action, typed.action) if kind is Kind.ACTION else None,
        note_nl=typed.note_nl,
        note_en=typed.note_en,
        internal_note=typed.internal_note,
        visibility=Visibility.INTERNAL if typed.visibility == "internal" else Visibility.PUBLIC,
        sources=sources,
        no_source_reason=typed.no_source_reason,
    )


def _sources(typed: Sequence[TypedSource]) -> tuple[tuple[Source, ...], list[Refused]]:
    found, wrong = [], []
    for row in typed:
        if row.given:
            published, refused = _exact(row.date, "sources")
            wrong += refused
            found.append(Source(row.url.strip(), row.title, row.publisher, published))
    return tuple(found), wrong


def _exact(typed: str, field: str) -> tuple[date | None, list[Refused]]:
    """A day that may be left empty."""
    if not typed.strip():
        return None, []
    day = read_day(typed)
    if day is None or day[1] is not Precision.DAY:
        return None, [_no_date(typed, field)]
    return day[0], []


def _no_date(typed: str, field: str) -> Refused:
    if not typed.strip():
        return Refused("date_missing", "Geef een datum op.", "Give a date.", field)
    example = "14/3/2023" if field != "effective_date" else "14/3/2023, 3/2023, 2023"
    return Refused(
        "not_a_date",
        f"“{typed[:40]}” is geen datum; schrijf ze als {example}.",
        f"“{typed[:40]}” is not a date; write it like {example}.",
        field,
    )


def _no_request(typed: str, found: Sequence[Request]) -> Refused:
    if not typed.strip():
        return Refused("request_missing", "Kies een vraag.", "Choose a request.", "request")
    if found:
        return Refused("request_unclear", "Kies een van de vragen.", "Choose one of the requests.", "request")
    return Refused("request_unknown", "Geen enkele vraag past hierbij.", "No request fits this.", "request")


def _member(enum: type[T], value: str) -> T | None:
    return next((member for member in enum if member == value), None)


def number(text: str) -> int | None:
    """A whole number of a few digits, as our own pages write them; None for anything else."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,12}", text, re.ASCII) else None


def _padded(row: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    longest = max(map(len, rows))
    return [*row, *[""] * (longest - len(row))]


def correction(key: str, head: int, typed: Typed, seen: tuple[int, int], memorandum: str) -> Sent:
    """A form to correct ``head``, filled in as it stands."""
    return Sent(key, memorandum, seen, head, replace(typed, reason=""))


def by_field(wrong: Sequence[Refused], lang: str) -> Mapping[str, str]:
    """A sentence per field, the first where there are several."""
    told: dict[str, str] = {}
    for refused in wrong:
        told.setdefault(refused.field or "", refused.en if lang == "en" else refused.nl)
    return told
