"""The description of the whole record as an open dataset, by DCAT-AP: what there is, in which forms, on which terms."""

from __future__ import annotations

from collections.abc import Sequence

from callbacks.http import dumps, feeds
from callbacks.http.api import BASE
from callbacks.linked import LICENCE, Document, document, identifier, period, publisher, typed, words
from callbacks.services import services
from models.query_values import instant_text
from models.reading import Reading

_EU = "http://publications.europa.eu/resource/authority"
_MEDIA = "https://www.iana.org/assignments/media-types"

TITLE = ("Memorandummonitor: wat overheden deden met de vragen van steden en gemeenten",
         "Memorandummonitor: what governments did with the requests of cities and towns")  # fmt: skip
DESCRIPTION = (
    "De vragen van het VVSG-memorandum aan de Vlaamse, federale en Europese overheid, de status van elke vraag door de "
    "tijd, en het logboek waarop die steunt, met datum, bron en wie het wanneer registreerde.",
    "The requests of the VVSG memorandum to the Flemish, federal and European governments, the status of each request "
    "through time, and the log it rests on, with dates, sources and who recorded it when.",
)
_KEYWORDS = (("lokale besturen", "local government"), ("regeerakkoord", "coalition agreement"), ("SDG's", "SDGs"))
#: Form of the dump to its name, its file type in the list of the European Union, and what it holds inside.
_FORMS = {
    ".zip": (("CSV-bestanden in een ZIP", "CSV files in a ZIP"), "CSV", "application/zip"),
    ".json": (("JSON", "JSON"), "JSON", "application/json"),
    ".sqlite": (("SQLite-databank", "SQLite database"), "SQL", "application/vnd.sqlite3"),
}


def described(readings: Sequence[Reading]) -> Document:
    """The catalogue with its one dataset, the files it comes in, and the API that serves it."""
    base, newest = services().settings.address, readings[-1].catalogue.memorandum
    changed = typed(instant_text(readings[-1].query.known_at), "dateTime")
    common = {"dct:publisher": publisher(newest.publisher), "dct:license": {"@id": LICENCE}}
    dataset = identifier("dataset")
    service = {
        "@id": identifier("api"),
        "@type": "dcat:DataService",
        "dct:title": words("HTTP-API", "HTTP API"),
        "dcat:endpointURL": {"@id": base + BASE},
        "dcat:endpointDescription": {"@id": f"{base}{BASE}/openapi.json"},
        "dcat:servesDataset": {"@id": dataset},
        **common,
    }
    whole = {
        "@id": dataset,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset,
        "dct:title": words(*TITLE),
        "dct:description": words(*DESCRIPTION),
        "dcat:keyword": [word for pair in _KEYWORDS for word in words(*pair)],
        "dcat:theme": {"@id": f"{_EU}/data-theme/GOVE"},
        "dct:language": [{"@id": f"{_EU}/language/{code}"} for code in ("NLD", "ENG")],
        "dct:spatial": {"@id": f"{_EU}/country/BEL"},
        "dct:temporal": [period(reading) for reading in readings],
        "dct:accrualPeriodicity": {"@id": f"{_EU}/frequency/IRREG"},
        "dct:accessRights": {"@id": f"{_EU}/access-right/PUBLIC"},
        "dct:modified": changed,
        "dcat:version": str(readings[-1].version),
        "dcat:landingPage": {"@id": f"{base}/open-data"},
        "dcat:contactPoint": {
            "@type": "http://www.w3.org/2006/vcard/ns#Organization",
            "http://www.w3.org/2006/vcard/ns#fn": newest.publisher,
            "http://www.w3.org/2006/vcard/ns#hasURL": {"@id": f"{base}/open-data"},
        },
        "dct:rights": _rights(newest.publisher),
        "dcat:distribution": [*_files(base), _feed(base)],
        **common,
    }
    catalogue = {
        "@id": identifier("catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": words("Open data van de Memorandummonitor", "Open data of the Memorandummonitor"),
        "dct:description": words("De dataset en de API van deze monitor.", "The dataset and the API of this monitor."),
        "dct:modified": changed,
        "foaf:homepage": {"@id": f"{base}/open-data"},
        "dcat:dataset": {"@id": dataset},
        "dcat:service": {"@id": service["@id"]},
        **common,
    }
    return document(catalogue, whole, service)


def _rights(whose: str) -> Document:
    label = words(
        f"Logboek, titels en koppelingen: CC BY 4.0. De woorden van het memorandum zijn van {whose}, geciteerd, en per "
        "veld zo gemerkt.",
        f"Log, titles and mappings: CC BY 4.0. The words of the memorandum belong to {whose}, quoted, and are marked "
        "so field by field.",
    )
    return {"@type": "dct:RightsStatement", "http://www.w3.org/2000/01/rdf-schema#label": label}


def _files(base: str) -> list[Document]:
    return [
        {
            "@id": base + form.path,
            "@type": "dcat:Distribution",
            "dct:title": words(*_FORMS[form.suffix][0]),
            "dcat:accessURL": {"@id": f"{base}/open-data"},
            "dcat:downloadURL": {"@id": base + form.path},
            "dct:format": {"@id": f"{_EU}/file-type/{_FORMS[form.suffix][1]}"},
            "dcat:mediaType": {"@id": f"{_MEDIA}/{_FORMS[form.suffix][2]}"},
            "dct:license": {"@id": LICENCE},
        }
        for form in dumps.FORMS
    ]


def _feed(base: str) -> Document:
    return {
        "@id": base + feeds.PATH,
        "@type": "dcat:Distribution",
        "dct:title": words("Feed van alle logregels", "Feed of all entries"),
        "dcat:accessURL": {"@id": base + feeds.PATH},
        "dct:format": {"@id": f"{_EU}/file-type/ATOM"},
        "dcat:mediaType": {"@id": f"{_MEDIA}/{feeds.TYPE}"},
        "dct:license": {"@id": LICENCE},
    }
