"""The log: from a reading of the store to the values that its page shows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from callbacks import naming
from callbacks.around import clock, provenance, shell, unfiltered
from callbacks.behind import behind, told
from callbacks.page import Page
from callbacks.services import services
from components.address import Parameters, address, lasting
from components.history import ACTIONS, anchor
from components.pages import log as drawn
from components.pages.log_entry import Entry, Other
from components.pages.log_form import Choice
from components.pages.log_words import Count
from components.status_look import Theme
from models import answers, search
from models.entries import EntryView
from models.listing import Listing, listed
from models.opening import opening
from models.query import Scope, to_parameters
from models.reading import Reading
from models.words import extract, marked

PATH = "/logboek"
ACCEPTS = frozenset(
    {"memorandum", "dossier", "request", "government", "sdg", "status"}
    | {"as_of", "known_at", "q", "sort", "page", "theme"}
)


def page(reading: Reading, scope: Scope, theme: Theme) -> Page:
    """The page of the list that a reading's query asks for; ``theme`` is not needed, there is no chart."""
    data = log_data(reading, scope)
    return Page(
        lang=reading.query.lang,
        title=drawn.title(data),
        tree=drawn.layout(data),
        theme=reading.query.theme,
        interactive=True,
    )


def log_data(reading: Reading, scope: Scope) -> drawn.LogData:
    """Everything the page shows, in the language of the query."""
    query = reading.query
    with services().store.database.reading() as connection:
        listing = listed(connection, reading)
    whole = opening(unfiltered(reading))
    found = _requests(reading)
    statuses = naming.statuses(reading)
    return drawn.LogData(
        shell=shell(reading, PATH, clock(query, scope), provenance(reading, whole)),
        parameters=tuple(to_parameters(query)),
        pinned=tuple(to_parameters(query, as_of=query.as_of, known_at=query.known_at)),
        as_of=query.as_of,
        count=Count(
            total=listing.total,
            with_entry=whole.with_entry,
            tracks=whole.tracks,
            requests=len(found),
            typed=query.words,
            chosen=any((query.dossiers, query.requests, query.governments, query.sdgs, query.statuses)),
            recorded=reading.version.entries > 0,
            known_at=query.known_at,
        ),
        choices=_choices(reading),
        statuses=tuple(statuses[status].lower() for status in query.statuses),
        behind=behind(reading, answers.tracks(reading)) if query.statuses else None,
        found=found,
        entries=tuple(entry_in(entry, listing, reading) for entry in listing.entries),
        order=query.sort or "recorded",
        page=query.page,
        pages=listing.pages,
        mark=partial(_marked, reading),
    )


def _marked(reading: Reading, text: str, lang: str) -> tuple[tuple[str, bool], ...]:
    return marked(text, search.highlighted(reading.catalogue, reading.query.words), lang)


def _choices(reading: Reading) -> dict[str, tuple[Choice, ...]]:
    """What the page itself lets choose, by parameter; the other filters stand above every page."""
    query = reading.query
    statuses = [Choice(code, label, code in query.statuses) for code, label in naming.statuses(reading).items()]
    requests = [Choice(code, f"{code} {naming.titles(reading)[code]}", True) for code in query.requests]
    return {"status": tuple(statuses), "request": tuple(requests)}


def _requests(reading: Reading) -> tuple[drawn.Found, ...]:
    """The requests that were searched for and are among those chosen."""
    query, lang = reading.query, reading.query.lang
    if not query.words:
        return ()
    asked, kept = set(answers.requests(reading)["id"]), _kept(reading)
    words = search.highlighted(reading.catalogue, query.words)
    return tuple(
        drawn.Found(
            request.id,
            naming.named(request, "title", lang),
            extract(request.text_nl, words, "nl"),
            address(f"/vraag/{request.id}", kept),
        )
        for request in search.requests(reading.catalogue, query.words)
        if request.id in asked
    )


def _kept(reading: Reading) -> Parameters:
    return lasting(to_parameters(reading.query))


def entry_in(entry: EntryView, listing: Listing, reading: Reading) -> Entry:
    """An entry with what it names and what became of it; one without a day of its own has that of what it names."""
    lang = reading.query.lang
    about = listing.others[entry.refers_to] if entry.refers_to else None
    fate = listing.others[entry.superseded_by] if entry.superseded_by else None
    dated = entry
    if entry.effective_date is None and about:
        dated = replace(entry, effective_date=about.effective_date, precision=about.precision)
    return Entry(
        kind=str(entry.kind),
        request=entry.request,
        title=naming.titles(reading).get(entry.request, ""),
        government=naming.governments(reading).get(entry.government, entry.government),
        href=_href(entry, reading),
        status=str(entry.status or ""),
        action=str(entry.action or ""),
        said=_said(entry, reading),
        evidence=told(dated, lang),
        confidence=entry.confidence,
        reason=entry.reason,
        removed=entry.redaction_reason if entry.redacted else None,
        about=_other(about, entry, reading) if about else None,
        fate=_other(fate, entry, reading) if fate else None,
    )


def _other(other: EntryView, beside: EntryView, reading: Reading) -> Other:
    lang = reading.query.lang
    dated = other if other.effective_date else beside
    evidence = told(replace(other, effective_date=dated.effective_date, precision=dated.precision), lang)
    return Other(
        id=other.id,
        day=evidence.day,
        precision=evidence.precision,
        status=str(other.status or ""),
        said=_said(other, reading),
        note=evidence.note,
        note_lang=evidence.note_lang,
        removed=other.redacted,
        kind=str(other.kind),
        reason=other.reason,
        href=_href(other, reading),
    )


def _said(entry: EntryView, reading: Reading) -> str:
    if entry.action:
        return ACTIONS[entry.action][reading.query.lang]
    return naming.statuses(reading).get(str(entry.status), "")


def _href(entry: EntryView, reading: Reading) -> str:
    """The entry in the history of its request."""
    return f"{address(f'/vraag/{entry.request}', _kept(reading))}#{anchor(entry.id)}"
