"""The methodology: the numbers of the record that its sentences hold."""

from __future__ import annotations

from callbacks.around import clock, provenance, shell
from callbacks.naming import named
from callbacks.page import Page
from callbacks.services import services
from components.address import address
from components.pages import methodology as drawn
from components.pages.methodology_words import Basis
from components.status_look import Theme
from models.opening import opening
from models.query import Scope, to_parameters
from models.reading import Reading

PATH = "/methode"
ACCEPTS = frozenset({"memorandum", "as_of", "known_at", "theme"})


def page(reading: Reading, scope: Scope, _theme: Theme) -> Page:
    """The methodology at the moment of a reading."""
    data = methodology_data(reading, scope)
    lang = reading.query.lang
    return Page(
        lang=lang, title=drawn.title(lang), tree=drawn.layout(data), theme=reading.query.theme, interactive=True
    )


def methodology_data(reading: Reading, scope: Scope) -> drawn.MethodologyData:
    """Everything the page shows, in the language of the query."""
    query, catalogue, lang = reading.query, reading.catalogue, reading.query.lang
    counted = opening(reading)
    state = tuple(to_parameters(query))
    per_status = reading.snapshot()["status"].value_counts()
    return drawn.MethodologyData(
        shell=shell(reading, PATH, clock(query, scope), provenance(reading, counted)),
        basis=_basis(reading),
        statuses=tuple(
            drawn.StatusRow(
                status.code,
                named(status, "label", lang),
                status.weight,
                named(status, "definition", lang),
                int(per_status.get(status.code, 0)),
            )
            for status in catalogue.statuses
        ),
        passages=tuple(
            drawn.ContextPassage(found.kind, found.number, found.title_nl, found.text_nl, found.points)
            for found in catalogue.passages
        ),
        known_requests=frozenset(catalogue.request),
        request_href=lambda code: address(f"/vraag/{code}", state),
    )


def _basis(reading: Reading) -> Basis:
    catalogue, checked = reading.catalogue, services().evidence(reading)
    tracked = [request for request in catalogue.requests if request.tracked]
    tracks = catalogue.tracks()
    explicit = sum(catalogue.request[request].government_basis == "explicit" for request, _ in tracks)
    links = catalogue.links()
    return Basis(
        memorandum=named(catalogue.memorandum, "title", reading.query.lang),
        publisher=catalogue.memorandum.publisher,
        requests=len(tracked),
        grouping=len(catalogue.requests) - len(tracked),
        tracks=len(tracks),
        explicit=explicit,
        implied=len(tracks) - explicit,
        with_entry=int(reading.snapshot()["entry"].notna().sum()),
        entries=checked.entries,
        with_source=checked.with_source,
        second_read=checked.second_read,
        not_found=checked.not_found,
        stated=checked.stated,
        judged=checked.judged,
        to_the_month=checked.to_the_month,
        to_the_year=checked.to_the_year,
        confirmed=checked.confirmed,
        links=len(links),
        linked_goals=len({goal for _, goal in links}),
    )
