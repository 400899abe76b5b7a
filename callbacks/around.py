"""What surrounds every page: the clocks, what the figures rest on, and the address that shows the same again."""

from __future__ import annotations

from callbacks.services import services
from components import shell as drawn
from components.address import address
from models.clock import BRUSSELS, end_of_day, today
from models.opening import Opening
from models.query import Query, Scope, to_parameters
from models.reading import Reading
from models.release import RELEASE


def shell(reading: Reading, path: str, clock: drawn.Clock, provenance: drawn.Provenance) -> drawn.Shell:
    """The surroundings of the page at ``path``."""
    query = reading.query
    pinned = to_parameters(query, as_of=query.as_of, known_at=query.known_at)
    return drawn.Shell(
        lang=query.lang,
        path=path,
        parameters=tuple(to_parameters(query)),
        permalink=services().settings.address + address(path, pinned),
        clock=clock,
        provenance=provenance,
    )


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
