"""Linked data: what identifiers lead to, what documents say as triples, and the description of the dataset."""

from __future__ import annotations

from datetime import date

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, XSD

from models.vocabulary import Precision, Status, Visibility
from tests.callbacks.pages_read import read_page
from tests.serving import application
from tests.store.synthetic import draft

# rdflib's own reader of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "https://www.example/monitor"
JSON_LD = {"Accept": "application/ld+json"}
ADMS, DCAT = Namespace("http://www.w3.org/ns/adms#"), Namespace("http://www.w3.org/ns/dcat#")
PROV, SCHEMA = Namespace("http://www.w3.org/ns/prov#"), Namespace("https://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")


class Web:
    """The site as somebody sees it who follows addresses."""

    def __init__(self, store):
        self.client = application(store, base_url=BASE).server.test_client()

    def get(self, address, **headers):
        return self.client.get(address.removeprefix("https://www.example"), headers=headers)

    def graph(self, address):
        """The triples at an address, redirections followed."""
        answer = self.client.get(address.removeprefix("https://www.example"), headers=JSON_LD, follow_redirects=True)
        assert answer.status_code == 200, address
        assert answer.content_type == "application/ld+json"
        return Graph().parse(data=answer.text, format="json-ld")


@pytest.fixture(scope="module")
def web(shipped_store):
    return Web(shipped_store)


@pytest.fixture
def living(living_store):
    return Web(living_store)


def test_a_request_says_what_was_asked_of_whom_and_how_it_stands(web):
    thing = URIRef(f"{BASE}/id/request/2019-2024/8.1")
    told = web.graph(str(thing))
    (row,) = [row for row in web.get("/monitor/api/v1/requests?request=8.1").json["data"] if row["id"] == "8.1"]
    assert told.value(thing, DCTERMS.identifier) == Literal("8.1")
    assert set(told.objects(thing, SCHEMA.text)) == {Literal(row["text_nl"], lang="nl")}
    assert set(told.objects(thing, DCTERMS.title)) == {
        Literal(row["title_nl"], lang="nl"),
        Literal(row["title_en"], lang="en"),
    }
    recipients = {str(each).rpartition("/")[2] for each in told.objects(thing, SCHEMA.recipient)}
    assert recipients == set(row["governments"])
    targets = {str(each) for each in told.objects(thing, DCTERMS.subject)}
    assert targets == {f"http://metadata.un.org/sdg/{target}" for target in row["sdg_targets"]}
    assert "VVSG" in str(told.value(told.value(thing, DCTERMS.rightsHolder), FOAF.name))
    for track in web.get("/monitor/api/v1/tracks?request=8.1").json["data"]:
        of = URIRef(f"{BASE}/id/track/2019-2024/8.1/{track['government']}")
        assert str(told.value(of, ADMS.status)) == f"{BASE}/id/status/{track['status']}"
        assert str(told.value(of, PROV.wasDerivedFrom)) == f"{BASE}/id/entry/{track['entry']}"


def test_an_entry_says_what_happened_when_by_which_source(web):
    row = web.get("/monitor/api/v1/updates").json["data"][11]
    thing = URIRef(f"{BASE}/id/entry/{row['id']}")
    told = web.graph(str(thing))
    assert Literal(row["note_nl"], lang="nl") in set(told.objects(thing, DCTERMS.description))
    assert told.value(thing, DCTERMS.date) == Literal(row["effective_date"], datatype=XSD.date)
    assert str(told.value(thing, ADMS.status)) == f"{BASE}/id/status/{row['status']}"
    assert {str(each) for each in told.objects(thing, DCTERMS.source)} == {source["url"] for source in row["sources"]}
    assert str(told.value(told.value(thing, PROV.wasAttributedTo), FOAF.name)) == row["author"]


def test_corrections_and_days_known_to_the_month_are_told_as_such(living, living_store, editors):
    with living_store.appending() as writer:
        coarse = draft(
            memorandum="2019-2024", effective_date=date(2023, 5, 31), precision=Precision.MONTH, status=Status.DECIDED
        )
        first = writer.record(editors[0], coarse)
        better = writer.correct(editors[0], first.id, draft(memorandum="2019-2024"), "Beter gelezen")
        writer.record(editors[0], draft(memorandum="2019-2024", visibility=Visibility.INTERNAL))
    old, new = (URIRef(f"{BASE}/id/entry/{entry.id}") for entry in (first, better))
    told = living.graph(str(old))
    assert told.value(old, DCTERMS.date) == Literal("2023-05", datatype=XSD.gYearMonth)
    assert told.value(old, DCTERMS.isReplacedBy) == new
    assert living.graph(str(new)).value(new, PROV.wasRevisionOf) == old
    for hidden in ("-1", "390", "0"):
        assert living.get(f"/monitor/data/entry/{hidden}.jsonld").status_code == 404


@pytest.mark.parametrize(
    ("identifier", "shown", "document"),
    [
        ("request/2019-2024/4.11", "/vraag/4.11?memorandum=2019-2024", "/data/request/2019-2024/4.11.jsonld"),
        ("dossier/2019-2024/4", "/dossier/4?memorandum=2019-2024", "/data/dossier/2019-2024/4.jsonld"),
        ("entry/12", "/vraag/1.3?memorandum=2019-2024#logregel-12", "/data/entry/12.jsonld"),
        ("track/2019-2024/8.1/VL", "/vraag/8.1?memorandum=2019-2024#overheid-VL", "/data/request/2019-2024/8.1.jsonld"),
        ("status/decided", "/methode", "/data/vocabulary.jsonld"),
        ("government/VL", "/methode", "/data/vocabulary.jsonld"),
        ("memorandum/2019-2024", "/", "/data/vocabulary.jsonld"),
        ("dataset", "/open-data", "/data/dataset.jsonld"),
        ("api", "/open-data", "/data/dataset.jsonld"),
        ("catalogue", "/open-data", "/data/dataset.jsonld"),
    ],
)
def test_an_identifier_leads_to_a_page_or_to_data(web, identifier, shown, document):
    address = f"/monitor/id/{identifier}"
    for accept, target in (("text/html", shown), ("*/*", shown), ("application/ld+json", document)):
        answer = web.get(address, Accept=accept)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/monitor{target}")
        assert "Accept" in answer.headers["Vary"]
    assert web.get(f"/monitor{shown.partition('#')[0]}").status_code == 200
    assert URIRef(f"{BASE}/id/{identifier}") in set(web.graph(address).subjects())


@pytest.mark.parametrize("nothing", ["x/y", "entry/99999", "entry/x", "request/2019-2024", "request/1999/4.11/x", ""])
def test_what_does_not_exist_is_told(web, nothing):
    assert web.get(f"/monitor/id/{nothing}").status_code == 404


def test_every_identifier_that_is_named_leads_to_something_about_it(web):
    named = set()
    for address in ("request/2019-2024/2.4", "request/2019-2024/2.4.a", "entry/12", "dossier/2019-2024/2"):
        named |= {str(node) for triple in web.graph(f"/monitor/id/{address}") for node in triple}
    ours = sorted(name for name in named if name.startswith(f"{BASE}/id/"))
    assert len(ours) > 10
    for name in ours:
        assert URIRef(name) in set(web.graph(name).subjects()), name


@pytest.mark.parametrize("path", ["/vraag/8.1", "/dossier/8", "/open-data"])
def test_a_page_is_data_for_who_prefers_that(web, path):
    page, data = web.get(f"/monitor{path}", Accept="text/html,*/*;q=0.8"), web.get(f"/monitor{path}", **JSON_LD)
    assert page.content_type.startswith("text/html")
    assert data.content_type == "application/ld+json"
    assert all("Accept" in answer.headers["Vary"].split(", ") for answer in (page, data))
    document = data.headers["Content-Location"]
    assert web.get(document).data == data.data
    assert f'href="{document}" rel="alternate" type="application/ld+json"' in arranged(page.text)
    assert web.get(document, **{"If-None-Match": web.get(document).headers["ETag"]}).status_code == 304
    assert web.get(f"{document}?x=1").status_code == 400
    assert data.headers["Access-Control-Allow-Origin"] == "*"


def arranged(html):
    """The links of the head with their attributes in order of name."""
    links = (sorted(link.attributes.items()) for link in read_page(html).one("head").all("link"))
    return "\n".join(" ".join(f'{name}="{value}"' for name, value in link) for link in links)


def test_a_request_that_is_not_there_is_not_there_as_data_either(web):
    assert web.get("/monitor/vraag/99.9", **JSON_LD).status_code == 404
    assert web.get("/monitor/vraag/8.1?as_of=2020-01-01", **JSON_LD).status_code == 400


def test_the_dataset_is_described_by_dcat_ap(web):
    told = web.graph("/monitor/data/dataset.jsonld")
    (catalogue,) = told.subjects(RDF.type, DCAT.Catalog)
    (dataset,) = told.subjects(RDF.type, DCAT.Dataset)
    (service,) = told.subjects(RDF.type, DCAT.DataService)
    assert set(told.objects(catalogue, DCAT.dataset)) == {dataset} == set(told.objects(service, DCAT.servesDataset))
    # What DCAT-AP 3 makes mandatory, and what it recommends for a dataset.
    mandatory = {
        catalogue: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
        dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.contactPoint, DCAT.distribution),
        service: (DCTERMS.title, DCAT.endpointURL),
    }
    recommended = (DCAT.keyword, DCAT.theme, DCTERMS.spatial, DCTERMS.temporal, DCTERMS.accessRights, DCTERMS.modified)
    for thing, terms in {**mandatory, dataset: (*mandatory[dataset], *recommended)}.items():
        for term in terms:
            assert told.value(thing, term, any=True) is not None, (thing, term)
        assert str(told.value(thing, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    period = told.value(dataset, DCTERMS.temporal)
    assert told.value(period, DCAT.startDate) == Literal("2019-05-26", datatype=XSD.date)
    assert told.value(period, DCAT.endDate) == Literal("2024-12-31", datatype=XSD.date)
    assert "VVSG" in str(told.value(told.value(dataset, DCTERMS.publisher), FOAF.name))
    distributions = list(told.objects(dataset, DCAT.distribution))
    assert len(distributions) == 4
    for each in distributions:
        address = told.value(each, DCAT.downloadURL) or told.value(each, DCAT.accessURL)
        media = told.value(each, DCAT.mediaType)
        answer = web.client.head(str(address).removeprefix("https://www.example"), buffered=True)
        assert answer.status_code == 200
        assert str(media).endswith(answer.content_type.partition(";")[0])
    described = web.get(str(told.value(service, DCAT.endpointDescription))).json
    assert described["openapi"].startswith("3.1")


def test_the_statuses_are_a_scheme_of_concepts_in_both_languages(web):
    told = web.graph("/monitor/data/vocabulary.jsonld")
    concepts = set(told.subjects(RDF.type, SKOS.Concept))
    assert {str(told.value(each, SKOS.notation)) for each in concepts} == {status.value for status in Status}
    for each in concepts:
        assert {label.language for label in told.objects(each, SKOS.prefLabel)} == {"nl", "en"}
        assert told.value(each, SKOS.inScheme) == URIRef(f"{BASE}/id/status")
