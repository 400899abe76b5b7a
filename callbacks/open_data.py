"""The page about the open data: from a reading of the store to the values that it shows."""

from __future__ import annotations

from callbacks import naming
from callbacks.around import clock, provenance, shell
from callbacks.http import dumps, feeds
from callbacks.http.api import BASE
from callbacks.http.linked import DATASET, OPEN_DATA, VOCABULARY
from callbacks.http.resources import RESOURCES
from callbacks.linked import identifier
from callbacks.page import Page
from callbacks.services import services
from components.address import address
from components.pages import open_data as drawn
from components.status_look import Theme
from components.text import Text
from models.opening import opening
from models.query import Scope, to_parameters
from models.reading import Reading

PATH = OPEN_DATA
ACCEPTS = frozenset({"memorandum", "as_of", "known_at", "theme"})


def page(reading: Reading, scope: Scope, theme: Theme) -> Page:
    """The page for a reading; ``theme`` is not needed, there is no chart."""
    data = open_data(reading, scope)
    return Page(
        lang=reading.query.lang,
        title=drawn.title(data),
        tree=drawn.layout(data),
        theme=reading.query.theme,
        interactive=True,
    )


def open_data(reading: Reading, scope: Scope) -> drawn.OpenData:
    """Everything the page shows, in the language of the query."""
    query, lang, catalogue = reading.query, reading.query.lang, reading.catalogue
    pinned = to_parameters(query, as_of=query.as_of, known_at=query.known_at, theme="auto", lang="nl")
    followed = next(request.id for request in catalogue.requests if request.tracked)
    return drawn.OpenData(
        shell=shell(reading, PATH, clock(query, scope), provenance(reading, opening(reading))),
        base=services().settings.address,
        publisher=catalogue.memorandum.publisher,
        memorandum=naming.named(catalogue.memorandum, "title", lang),
        as_of=query.as_of,
        entries=reading.version.entries,
        tracks=len(reading.tracks()),
        files=tuple((form.suffix, form.path) for form in dumps.FORMS),
        resources=tuple(
            (resource.name, address(f"{BASE}/{resource.name}", pinned if not resource.required else _changes(reading)))
            for resource in RESOURCES
        ),
        description=f"{BASE}/openapi.json",
        feeds=_feeds(reading, followed),
        dataset=DATASET,
        vocabulary=VOCABULARY,
        request=followed,
        identifier=identifier("request", query.memorandum, followed),
    )


def _changes(reading: Reading) -> list[tuple[str, str]]:
    """The question of a comparison: the last year that is shown."""
    query, start = reading.query, reading.catalogue.memorandum.start
    year_before = max(start, query.as_of.replace(year=query.as_of.year - 1, day=min(query.as_of.day, 28)))
    kept = [
        pair for pair in to_parameters(query, known_at=query.known_at, theme="auto", lang="nl") if pair[0] != "as_of"
    ]
    return [*kept, ("from", year_before.isoformat()), ("to", query.as_of.isoformat())]


def _feeds(reading: Reading, followed: str) -> tuple[tuple[str, str], ...]:
    lang, memorandum = reading.query.lang, ("memorandum", reading.query.memorandum)
    number, title = next(iter(naming.dossiers(reading).items()))
    code, government = next(iter(naming.governments(reading).items()))
    own = [("lang", lang)] if lang != "nl" else []
    request = Text("Eén vraag", "One request")[lang]
    return (
        (Text("Alle logregels", "All entries")[lang], address(feeds.PATH, [memorandum, *own])),
        (f"Dossier {number} ({title})", address(feeds.PATH, [memorandum, ("dossier", number), *own])),
        (f"{request} ({followed})", address(feeds.PATH, [memorandum, ("request", followed), *own])),
        (government, address(feeds.PATH, [memorandum, ("government", code), *own])),
    )
