"""What surrounds every page: the clocks, what the figures rest on, and the address that shows the same again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from callbacks.naming import governments, named
from callbacks.services import services
from components import shell as drawn
from components.address import address, filters_at
from components.pages.overview_words import addressee
from models.clock import BRUSSELS, end_of_day, today
from models.opening import Opening
from models.query import Query, Scope, to_parameters
from models.reading import Reading
from models.release import RELEASE


def shell(
    reading: Reading, path: str, clock: drawn.Clock | None, provenance: drawn.Provenance, **told: Any
) -> drawn.Shell:
    """The surroundings of the page at ``path``; ``told`` empties the fields of the query that the path tells."""
    query = replace(reading.query, **told)
    pinned = to_parameters(query, as_of=query.as_of, known_at=query.known_at)
    return drawn.Shell(
        lang=query.lang,
        path=path,
        parameters=tuple(to_parameters(query)),
        permalink=services().settings.address + address(path, pinned),
        clock=clock,
        provenance=provenance,
        dossiers=tuple((number, title) for number, title, _ in _dossiers(reading)),
        filters=filters(reading, query, path),
        memoranda=_memoranda(query),
    )


def _memoranda(query: Query) -> tuple[drawn.Other, ...]:
    """Which memoranda there are, unless there is only one."""
    found = services().store.memoranda()
    here = query.memorandum
    return tuple(drawn.Other(one.id, named(one, "title", query.lang), one.id == here) for one in found[1:] and found)


def clock(query: Query, scope: Scope) -> drawn.Clock:
    """Where both clocks stand, and how far each can be set."""
    known_day = query.known_at.astimezone(BRUSSELS).date()
    return drawn.Clock(
        as_of=query.as_of,
        earliest=scope.memoranda[query.memorandum].start,
        latest=scope.last_day(query.memorandum),
        known_at=query.known_at,
        known_at_given=query.known_at_given,
        known_day=known_day if query.known_at_given and end_of_day(known_day) == query.known_at else None,
        today=today(scope.now),
    )


def unfiltered(reading: Reading) -> Reading:
    """The same question about the whole memorandum."""
    nothing: Any = dict.fromkeys(("dossiers", "requests", "governments", "sdgs", "statuses"), ())
    query = replace(reading.query, **nothing)
    return reading if query == reading.query else services().store.read(query)


def provenance(reading: Reading, counted: Opening) -> drawn.Provenance:
    """What the figures of a page rest on."""
    memorandum = reading.catalogue.memorandum
    return drawn.Provenance(
        memorandum=memorandum.title_en if reading.query.lang == "en" else memorandum.title_nl,
        publisher=memorandum.publisher,
        tracks=counted.tracks,
        with_entry=counted.with_entry,
        confirmed=counted.confirmed,
        entries=reading.version.entries,
        head=reading.version.head,
        last_write=reading.query.known_at,
        release=RELEASE,
    )


def filters(reading: Reading, query: Query, path: str) -> tuple[drawn.Filter, ...]:
    """The filters that mean something at ``path``, with what they can be."""
    lang, goals = query.lang, reading.catalogue.goals
    found = {
        "government": drawn.Filter(
            "government",
            query.governments,
            tuple((code, name, addressee(code, name, lang)) for code, name in governments(reading).items()),
        ),
        "dossier": drawn.Filter("dossier", tuple(map(str, query.dossiers)), tuple(_dossiers(reading))),
        "sdg": drawn.Filter(
            "sdg",
            tuple(map(str, query.sdgs)),
            tuple(_numbered(goal.number, named(goal, "short", lang)) for goal in goals),
        ),
    }
    return tuple(found[name] for name in filters_at(path))


def _dossiers(reading: Reading) -> list[tuple[str, str, str]]:
    lang = reading.query.lang
    return [_numbered(found.number, named(found, "title", lang)) for found in reading.catalogue.dossiers]


def _numbered(number: int, name: str) -> tuple[str, str, str]:
    return str(number), name, f"{number} ({name})"
