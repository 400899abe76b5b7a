"""The record as linked data: what a request, a dossier and an entry are, with identifiers that lead to them.

Terms are those of others (DCMI, schema.org, PROV, ADMS, SKOS, FOAF, DCAT); goals and targets are those of the United
Nations. An identifier, ``/id/request/2019-2024/4.11``, stands for the thing itself; ``/data/...`` describes it, and a
page shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import pandas as pd

from callbacks.services import services
from components.tree import safe_address
from data.records import Dossier, Government, Request, StatusDefinition
from models.entries import EntryView
from models.query_values import instant_text
from models.reading import Reading
from models.vocabulary import Kind, Precision

Document = dict[str, Any]

TYPE = "application/ld+json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_GOALS = "http://metadata.un.org/sdg/"
#: How a day that is known to the month or year is written, and as what type.
_DAYS = {Precision.DAY: (10, "date"), Precision.MONTH: (7, "gYearMonth"), Precision.YEAR: (4, "gYear")}

CONTEXT: Document = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def identifier(kind: str, *key: object) -> str:
    """The lasting identifier of a thing: ``https://.../id/request/2019-2024/4.11``."""
    return f"{services().settings.address}/id/{'/'.join([kind, *(quote(str(part), safe='') for part in key)])}"


def reference(kind: str, *key: object) -> Document:
    """A thing named by its identifier."""
    return {"@id": identifier(kind, *key)}


def words(nl: str, en: str = "") -> list[Document]:
    """The words in the languages they exist in."""
    return [{"@value": text, "@language": lang} for lang, text in (("nl", nl), ("en", en)) if text]


def typed(value: str, kind: str) -> Document:
    """A literal of a type of XML Schema."""
    return {"@value": value, "@type": f"xsd:{kind}"}


def publisher(name: str) -> Document:
    """Who published a memorandum; a name is all that is known of it here."""
    return {"@type": "foaf:Organization", "foaf:name": name}


def document(*described: Document) -> Document:
    """A document about one or more things, with what it means by its terms."""
    return {"@context": CONTEXT, **described[0]} if len(described) == 1 else {"@context": CONTEXT, "@graph": described}


def request(reading: Reading, asked: Request) -> Document:
    """A request: its words, who it was put to, its goals, and its state with each government on the reading's day."""
    memorandum, whose = reading.query.memorandum, publisher(reading.catalogue.memorandum.publisher)
    parts = reading.catalogue.children(asked.id)
    above = [reference("dossier", memorandum, asked.dossier)]
    above += [reference("request", memorandum, asked.parent)] if asked.parent else []
    own = reading.snapshot()
    return {
        "@id": identifier("request", memorandum, asked.id),
        "@type": "schema:Message",
        "dct:identifier": asked.id,
        "dct:title": words(asked.title_nl, asked.title_en),
        "schema:text": words(asked.text_nl),
        "schema:sender": whose,
        "schema:recipient": [reference("government", code) for code in asked.governments],
        "dct:isPartOf": above,
        "dct:hasPart": [reference("request", memorandum, part.id) for part in parts],
        "dct:subject": [{"@id": _GOALS + target} for target in asked.sdg_targets],
        "dct:rightsHolder": whose,
        "dct:rights": _rights(reading.catalogue.memorandum.publisher),
        "foaf:page": {"@id": f"{services().settings.address}/vraag/{asked.id}?memorandum={quote(memorandum)}"},
        "schema:subjectOf": [
            _track(memorandum, row) for row in own.to_dict("records") if row["request"] == asked.id
        ],
    }  # fmt: skip


def dossier(reading: Reading, found: Dossier) -> Document:
    """A dossier with its requests."""
    memorandum = reading.query.memorandum
    inside = [request for request in reading.catalogue.requests if request.dossier == found.number]
    return {
        "@id": identifier("dossier", memorandum, found.number),
        "@type": "schema:Collection",
        "dct:identifier": str(found.number),
        "dct:title": words(found.title_nl, found.title_en),
        "dct:abstract": words(found.summary_nl),
        "dct:rights": _rights(reading.catalogue.memorandum.publisher),
        "dct:isPartOf": reference("memorandum", memorandum),
        "dct:hasPart": [reference("request", memorandum, each.id) for each in inside if not each.parent],
        "foaf:page": {"@id": f"{services().settings.address}/dossier/{found.number}?memorandum={quote(memorandum)}"},
    }


def entry(told: EntryView) -> Document:
    """An entry of the log: what happened to which track when, by which source, and who recorded it."""
    about = reference("track", told.memorandum, told.request, told.government)
    found: Document = {
        "@id": identifier("entry", told.id),
        "@type": ["prov:Entity", "schema:Statement"],
        "dct:identifier": str(told.id),
        "dct:type": str(told.kind),
        "schema:about": about,
        "dct:description": words(told.note_nl, told.note_en),
        "dct:source": [_source(source.url, source.title, source.publisher, source.date) for source in told.sources],
        "prov:generatedAtTime": typed(instant_text(told.recorded_at), "dateTime"),
        "prov:wasAttributedTo": {"@type": "foaf:Agent", "foaf:name": told.author},
        "dct:license": {"@id": LICENCE},
    }
    if told.status:
        found["adms:status"] = reference("status", told.status)
    if told.action:
        found["schema:actionStatus"] = str(told.action)
    if told.effective_date and told.precision:
        length, kind = _DAYS[told.precision]
        found["dct:date"] = typed(told.effective_date.isoformat()[:length], kind)
    if told.refers_to:
        relation = "prov:wasRevisionOf" if told.kind is Kind.CORRECTION else "dct:references"
        found[relation] = reference("entry", told.refers_to)
    if told.superseded_by:
        found["dct:isReplacedBy"] = reference("entry", told.superseded_by)
    return found


def vocabulary(readings: Iterable[Reading]) -> Document:
    """What the others refer to: the statuses, the governments and the memoranda."""
    described = list(readings)
    newest = described[-1].catalogue
    return document(
        {
            "@id": identifier("status"),
            "@type": "skos:ConceptScheme",
            "dct:title": words("Statussen", "Statuses"),
        },
        *map(_status, newest.statuses),
        *map(_government, newest.governments),
        *(_memorandum(reading) for reading in described),
    )


def _status(status: StatusDefinition) -> Document:
    return {
        "@id": identifier("status", status.code),
        "@type": "skos:Concept",
        "skos:notation": status.code,
        "skos:prefLabel": words(status.label_nl, status.label_en),
        "skos:definition": words(status.definition_nl, status.definition_en),
        "skos:inScheme": reference("status"),
    }


def _government(government: Government) -> Document:
    return {
        "@id": identifier("government", government.code),
        "@type": "schema:GovernmentOrganization",
        "dct:identifier": government.code,
        "schema:name": words(government.name_nl, government.name_en),
    }


def _memorandum(reading: Reading) -> Document:
    memorandum = reading.catalogue.memorandum
    return {
        "@id": identifier("memorandum", memorandum.id),
        "@type": "schema:Report",
        "dct:identifier": memorandum.id,
        "dct:title": words(memorandum.title_nl, memorandum.title_en),
        "dct:publisher": publisher(memorandum.publisher),
        "dct:temporal": period(reading),
        "dct:hasPart": [reference("dossier", memorandum.id, each.number) for each in reading.catalogue.dossiers],
    }


def period(reading: Reading) -> Document:
    """The days of a memorandum."""
    memorandum = reading.catalogue.memorandum
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": typed(memorandum.start.isoformat(), "date"),
        "dcat:endDate": typed(memorandum.end.isoformat(), "date"),
    }


def _track(memorandum: str, row: dict[Any, Any]) -> Document:
    """A request as put to one government, with its status on the day of the snapshot."""
    found: Document = {
        "@id": identifier("track", memorandum, row["request"], row["government"]),
        "@type": "prov:Entity",
        "dct:isPartOf": reference("request", memorandum, row["request"]),
        "schema:recipient": reference("government", row["government"]),
        "adms:status": reference("status", row["status"]),
        "dct:valid": typed(row["as_of"].isoformat(), "date"),
    }
    if not pd.isna(row["entry"]):
        found["prov:wasDerivedFrom"] = reference("entry", int(row["entry"]))
    return found


def _source(url: str, title: str, by: str, day: Any) -> Document:
    """A source, named by its address where that is one that can be followed."""
    found: Document = {"@type": "foaf:Document"}
    if url and safe_address(url) and "://" in url:
        found["@id"] = url
    if title:
        found["dct:title"] = title
    if by:
        found["dct:publisher"] = publisher(by)
    if day:
        found["dct:issued"] = typed(day.isoformat(), "date")
    return found


def _rights(owner: str) -> list[Document]:
    return words(
        f"De tekst is geciteerd uit het memorandum en is van {owner}; titels en koppelingen: CC BY 4.0.",
        f"The text is quoted from the memorandum and belongs to {owner}; titles and mappings: CC BY 4.0.",
    )
