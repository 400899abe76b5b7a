"""The description of the dataset holds what DCAT-AP asks, by shapes of our own: see docs/api.md."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, FOAF, RDF

from tests.serving import application

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib's own reader of JSON-LD

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SHAPES = Path(__file__).with_name("dataset_shapes.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(SHAPES)


@pytest.fixture
def described(shipped_store) -> Graph:
    client = application(shipped_store, base_url="https://www.example/monitor").server.test_client()
    return Graph().parse(data=client.get("/monitor/data/dataset.jsonld").text, format="json-ld")


def test_the_description_conforms(described, shapes):
    conforms, _, told = pyshacl.validate(described, shacl_graph=shapes)
    assert conforms, told


@pytest.mark.parametrize(
    ("kind", "property_"),
    [
        (DCAT.Catalog, DCTERMS.title),
        (DCAT.Catalog, DCTERMS.publisher),
        (DCAT.Dataset, DCTERMS.description),
        (DCAT.Distribution, DCAT.accessURL),
        (DCAT.DataService, DCAT.endpointURL),
        (FOAF.Organization, FOAF.name),
    ],
    ids=lambda term: str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1],
)
def test_without_what_is_mandatory_it_would_not(described, shapes, kind, property_):
    things = list(described.subjects(RDF.type, kind))
    assert things
    for thing in things:
        described.remove((thing, property_, None))
    assert not pyshacl.validate(described, shacl_graph=shapes)[0]
