"""Embeds over HTTP: what each shows, in which forms, who may frame it, and how long it may be kept."""

from __future__ import annotations

import base64
import csv
import hashlib
import io

import pytest
from flask.testing import FlaskClient

from callbacks.http import security
from models.store import Store
from tests.serving import application

ADDRESSES = (
    *("/embed/progress", "/embed/government", "/embed/timeline", "/embed/timeline/3", "/embed/dossier/4"),
    *("/embed/sdg", "/embed/request/4.11", "/embed/request/2.4"),
)
FORMS = ("", ".csv", ".json", ".figure.json")


@pytest.fixture(scope="module")
def client(shipped_store: Store) -> FlaskClient:
    client: FlaskClient = application(shipped_store).server.test_client()
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_embed_is_one_small_answer_that_any_site_may_show(client, address):
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) <= 15_000
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_csv_and_the_json_hold_the_same_rows(client, address):
    rows = client.get(f"{address}.json").get_json()["data"]
    lines = list(csv.reader(io.StringIO(client.get(f"{address}.csv").text)))
    assert rows
    assert len(lines) == 1 + len(rows)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/embed/dossier/99", 404),
        ("/embed/request/1.999", 404),
        ("/embed/nothing", 404),
        ("/embed/progress?as_of=2024-13-01", 400),
        ("/embed/progress?status=realised", 400),
        ("/embed/dossier/3?dossier=4", 400),
        ("/embed/sdg?by=sdg", 400),
    ],
)
def test_what_cannot_be_shown_is_said_in_the_frame(client, address, status):
    path, _, search = address.partition("?")
    for form in FORMS:
        answer = client.get(f"{path}{form}?{search}")
        assert answer.status_code == status
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(answer.text) > 100


def test_unknown_names_are_ignored(client):
    assert client.get("/embed/progress?utm_source=x").data == client.get("/embed/progress").data


def test_other_pages_refuse_frames(client):
    for address in ("/", "/dossier/3", "/embed", "/api/v1/progress"):
        answer = client.get(address)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_what_got_into_a_document_by_mistake_does_not_run() -> None:
    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    policy = security.framed(
        "<head><title>x</title><style>ours</style></head><body><script>theirs</script><style>theirs</style>"
        "<script>ours</script></body>"
    )
    assert policy.count(hashed("ours")) == 2
    assert hashed("theirs") not in policy
