"""What people hand to the log, and the rules it must pass before anything is written.

Every rule that needs no look at the store stands here; those about chains and tracks stand in ``models.log``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from data.cells import HIDDEN
from models.clock import period_over, stored_day
from models.vocabulary import NEEDS_SOURCE, Action, Kind, Precision, Status, Visibility

_LONGEST = {"url": 2000, "title": 500, "publisher": 200, "row_id": 40}
_LONGEST_TEXT = 4000
_MOST_SOURCES = 20
_TEXTS = ("note_nl", "note_en", "internal_note", "no_source_reason")
CONFIDENCES = ("", "high", "medium", "low")
READINGS = ("", "verified", "not_found")


class Refused(Exception):
    """The log does not take what was handed in: ``code`` for machines, ``field`` it is about, a sentence nl and en."""

    def __init__(self, code: str, nl: str, en: str, field: str | None = None) -> None:
        super().__init__(en)
        self.code, self.nl, self.en, self.field = code, nl, en, field


class Conflict(Refused):
    """Somebody was first: ``head`` is the entry that now ends the chain."""

    def __init__(self, code: str, nl: str, en: str, head: int) -> None:
        super().__init__(code, nl, en)
        self.head = head


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of evidence: a public address, its title, who published it and when (None: not known)."""

    url: str
    title: str = ""
    publisher: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A status update (``kind`` STATUS, with ``status``) or an action of the VVSG (ACTION, with ``action``)."""

    kind: Kind
    memorandum: str
    request: str
    government: str
    effective_date: date
    precision: Precision = Precision.DAY
    status: Status | None = None
    action: Action | None = None
    note_nl: str = ""
    note_en: str = ""
    internal_note: str = ""
    visibility: Visibility = Visibility.PUBLIC
    sources: tuple[Source, ...] = ()
    no_source_reason: str = ""
    confidence: str = ""
    second_reading: str = ""
    row_id: str | None = None


def checked(draft: Draft, *, start: date, end: date, today: date) -> Draft:
    """``draft`` with its texts cleaned (Unicode NFC, outer blanks off), or :class:`Refused`.

    ``start`` and ``end`` bound the memorandum's period, both included.
    """
    if found := problems(draft, start=start, end=end, today=today):
        raise found[0]
    return cleaned(draft)


def problems(draft: Draft, *, start: date, end: date, today: date) -> list[Refused]:
    """Everything for which :func:`checked` would refuse ``draft``, so that a form can say it all at once."""
    checks: list[Callable[[], object]] = [
        *(partial(cleaned_text, getattr(draft, name), name) for name in _TEXTS),
        *(partial(_cleaned_source, source) for source in draft.sources),
        partial(_cleaned_row, draft.row_id),
        partial(_check_kind, draft),
        partial(_check_day, draft, start, end, today),
        partial(_check_evidence, draft),
        partial(_check_source_dates, draft, today),
        partial(_check_marks, draft),
    ]
    found = []
    for check in checks:
        try:
            check()
        except Refused as refused:
            found.append(refused)
    return found


def _check_marks(draft: Draft) -> None:
    if draft.confidence not in CONFIDENCES or draft.second_reading not in READINGS:
        raise Refused(
            "unknown_mark",
            "De zekerheid of de tweede lezing heeft een onbekende waarde.",
            "The confidence or the second reading has an unknown value.",
            "confidence" if draft.confidence not in CONFIDENCES else "second_reading",
        )


def cleaned_text(text: str, field: str, longest: int = _LONGEST_TEXT) -> str:
    """``text`` in Unicode NFC without outer blanks; :class:`Refused` if it is too long or hides something."""
    if len(text) > longest:
        raise Refused(
            "too_long",
            f"Deze tekst telt {len(text)} tekens; het maximum is {longest}.",
            f"This text has {len(text)} characters; the maximum is {longest}.",
            field,
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if hidden := HIDDEN.search(text):
        raise Refused(
            "hidden_character",
            f"Deze tekst bevat een onzichtbaar teken (U+{ord(hidden[0]):04X}); verwijder het.",
            f"This text contains an invisible character (U+{ord(hidden[0]):04X}); remove it.",
            field,
        )
    return text


def required_reason(reason: str) -> str:
    """The cleaned reason of a correction, retraction or redaction; :class:`Refused` if it is empty."""
    reason = cleaned_text(reason, "reason")
    if not says_something(reason):
        raise Refused("reason_missing", "Geef een reden op.", "Give a reason.", "reason")
    return reason


def says_something(text: str) -> bool:
    """Whether a text has at least one letter or digit."""
    return any(map(str.isalnum, text))


def cleaned(draft: Draft) -> Draft:
    """``draft`` with every text as the log would keep it, or :class:`Refused`."""
    changes: dict[str, Any] = {name: cleaned_text(getattr(draft, name), name) for name in _TEXTS}
    sources = tuple(_cleaned_source(source) for source in draft.sources)
    return replace(draft, **changes, row_id=_cleaned_row(draft.row_id), sources=sources)


def _cleaned_row(row_id: str | None) -> str | None:
    return None if row_id is None else cleaned_text(row_id, "row_id", _LONGEST["row_id"]) or None


def _cleaned_source(source: Source) -> Source:
    words = {
        field.name: cleaned_text(getattr(source, field.name), "sources", _LONGEST[field.name])
        for field in fields(source)
        if field.name in _LONGEST
    }
    if not is_web_address(words["url"]):
        raise Refused(
            "not_an_address",
            "Een bron heeft een webadres nodig dat met https:// of http:// begint, zonder gebruikersnaam erin.",
            "A source needs a web address that starts with https:// or http:// and holds no user name.",
            "sources",
        )
    return Source(**words, date=source.date)


def is_web_address(url: str) -> bool:
    """Whether ``url`` is an absolute http(s) address without blanks and without a user's name in it.

    Nothing else may ever become a link: a name before the host makes it look like another one.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    return sound and not re.search(r"[\s<>\"\\]", url)


def _check_kind(draft: Draft) -> None:
    if draft.kind is Kind.STATUS and (draft.status is None or draft.action is not None):
        raise Refused("status_missing", "Kies een status.", "Choose a status.", "status")
    if draft.kind is Kind.ACTION and (draft.action is None or draft.status is not None):
        raise Refused("action_missing", "Kies een soort actie.", "Choose a kind of action.", "action")
    if draft.kind not in (Kind.STATUS, Kind.ACTION):
        raise Refused(
            "not_a_draft", "Dit soort logregel wordt zo niet gemaakt.", "Entries of this kind are not made so."
        )
    if draft.status is Status.SUBMITTED:
        raise Refused(
            "submitted_is_the_start",
            "'Ingediend' is het begin en kan niet gelogd worden.",
            "'Submitted' is where every request starts and cannot be logged.",
            "status",
        )


def _check_day(draft: Draft, start: date, end: date, today: date) -> None:
    day = draft.effective_date
    if stored_day(day, draft.precision) != day:
        raise Refused(
            "not_the_last_day",
            "Een maand of jaar wordt bewaard als de laatste dag ervan.",
            "A month or a year is stored as its last day.",
            "effective_date",
        )
    if not start <= day <= end:
        raise Refused(
            "outside_period",
            f"De datum {day} ligt buiten de periode van het memorandum ({start} tot en met {end}): kies een dag.",
            f"The date {day} is outside the memorandum's period ({start} to {end}): choose a day.",
            "effective_date",
        )
    if not period_over(day, draft.precision, today):
        raise Refused(
            "not_over",
            f"De periode tot {day} is nog niet voorbij: kies een dag, ten laatste vandaag.",
            f"The period up to {day} is not over yet: choose a day, today at the latest.",
            "effective_date",
        )


def _check_evidence(draft: Draft) -> None:
    if len(draft.sources) > _MOST_SOURCES:
        raise Refused(
            "too_many_sources",
            f"Een logregel heeft ten hoogste {_MOST_SOURCES} bronnen.",
            f"An entry has at most {_MOST_SOURCES} sources.",
            "sources",
        )
    if draft.sources and draft.no_source_reason.strip():
        raise Refused(
            "source_and_no_source",
            "Er is een bron opgegeven en ook gezegd dat er geen is.",
            "A source is given and also said not to exist.",
            "no_source_reason",
        )
    if draft.kind is not Kind.STATUS or draft.sources:
        return
    if draft.status in NEEDS_SOURCE:
        raise Refused(
            "source_needed",
            "Deze status heeft een publieke bron nodig.",
            "This status needs a public source.",
            "sources",
        )
    if not says_something(draft.no_source_reason):
        raise Refused(
            "source_or_reason",
            "Geef een bron op, of zeg waarom er geen publieke bron is.",
            "Give a source, or say why there is no public one.",
            "sources",
        )


def _check_source_dates(draft: Draft, today: date) -> None:
    for source in draft.sources:
        if source.date is not None and source.date > today:
            raise Refused(
                "source_in_the_future",
                f"De bron is gedateerd op {source.date}, na vandaag: kijk de datum na.",
                f"The source is dated {source.date}, after today: check the date.",
                "sources",
            )
