"""The feeds: the log by the moment of recording, all of it or what the one grammar asks for."""

from __future__ import annotations

import uuid
from functools import partial

from flask import Flask, Response, request

from callbacks import naming
from callbacks.http import reads
from callbacks.log import entry_in
from callbacks.services import services
from components import feed as drawn
from components.address import address
from components.history import anchor
from components.pages.overview_words import addressee
from components.shell import NAME
from components.text import Text, listing
from models.entries import EntryView
from models.listing import Listing, listed
from models.query import Query, parse, to_parameters
from models.reading import Reading
from models.release import RELEASE

PATH = "/feeds/updates.atom"
ACCEPTS = frozenset({"memorandum", "dossier", "request", "government", "sdg", "q", "page"})
TYPE = "application/atom+xml"
#: Entries in one page of a feed.
PER_PAGE = 50

RIGHTS = Text(
    "Logboek: CC BY 4.0, VVSG. Titels en teksten van bronnen zijn van hun uitgevers.",
    "Log: CC BY 4.0, VVSG. Titles and texts of sources belong to their publishers.",
)


def install(server: Flask) -> None:
    """Answer the feeds."""
    reads.route(server, PATH, _answer)


def title(reading: Reading) -> str:
    """What a feed is about: ``Memorandummonitor: dossier 4 (Armoede en zorg)``."""
    query, lang = reading.query, reading.query.lang
    dossiers, governments, titles = naming.dossiers(reading), naming.governments(reading), naming.titles(reading)
    goals = {goal.number: naming.named(goal, "short", lang) for goal in reading.catalogue.goals}
    request_, to = Text("vraag", "request")[lang], Text("vragen aan", "requests to")[lang]
    found = [f"dossier {number} ({dossiers[str(number)]})" for number in query.dossiers]
    found += [f"{request_} {code} ({titles[code]})" for code in _codes(reading)]
    found += [f"{to} {addressee(code, governments[code], lang)}" for code in query.governments]
    found += [f"SDG {number} ({goals[number]})" for number in query.sdgs]
    found += [f"“{query.words}”"] if query.words else []
    return f"{NAME}: {listing(found, lang) or Text('alle logregels', 'all entries')[lang]}"


def _codes(reading: Reading) -> tuple[str, ...]:
    """The requests asked for; the parent where all its sub-requests are."""
    asked = reading.query.requests
    for parent in {reading.catalogue.request[code].parent for code in asked} - {None}:
        if parent and tuple(child.id for child in reading.catalogue.children(parent)) == asked:
            return (parent,)
    return asked


def _answer() -> Response:
    store = services().store
    query = parse(request.args.items(multi=True), store.scope(), accepts=ACCEPTS, unknown="ignore")
    reading = store.read(query)
    tag = reads.tag_of("feed", reading.version, query, services().settings.address)
    return reads.conditional(tag, partial(_written, reading), f"{TYPE}; charset=utf-8")


def _written(reading: Reading) -> str:
    with services().store.database.reading() as connection:
        page = listed(connection, reading, PER_PAGE)
    query, lang, base = reading.query, reading.query.lang, services().settings.address
    publisher = reading.catalogue.memorandum.publisher
    return drawn.atom(
        drawn.Feed(
            lang=lang,
            id=_at(query, 1),
            title=title(reading),
            author=publisher,
            rights=RIGHTS[lang],
            release=RELEASE,
            page=base + address("/logboek", to_parameters(query, page=1)),
            updated=query.known_at,
            links=_links(query, page),
            items=tuple(_item(entry, page, reading) for entry in page.entries),
        )
    )


def _links(query: Query, page: Listing) -> dict[str, str]:
    """The pages of the feed by relation."""
    beside = {"previous": query.page - 1, "next": query.page + 1}
    numbers = {"self": query.page, "first": 1, "last": page.pages}
    numbers |= {relation: number for relation, number in beside.items() if 1 <= number <= page.pages}
    return {relation: _at(query, number) for relation, number in numbers.items()}


def address_of(query: Query, page: int = 1) -> str:
    """The address of a feed: of what ``query`` asks, as far as a feed can be asked."""
    parameters = to_parameters(query, page=page)
    return address(PATH, [(name, value) for name, value in parameters if name in ACCEPTS or name == "lang"])


def _at(query: Query, page: int) -> str:
    return services().settings.address + address_of(query, page)


def _item(entry: EntryView, page: Listing, reading: Reading) -> drawn.Item:
    parameters = [("lang", reading.query.lang)] if reading.query.lang != "nl" else []
    href = services().settings.address + address(f"/vraag/{entry.request}", parameters)
    return drawn.Item(
        id=uuid.uuid5(uuid.NAMESPACE_OID, entry.hash).urn,
        entry=entry_in(entry, page, reading),
        href=f"{href}#{anchor(entry.id)}",
    )
