"""The page as a document, its headers and its files: what a browser gets before any script runs."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from plotly.offline import get_plotlyjs_version

from callbacks.document import PLOTLY
from callbacks.http.assets import FOLDER, Files, by_content, prepare
from models.settings import ROOT
from models.store import Store
from tests.serving import application, body
from tests.workers import begin

WRITES = "/_dash-update-component"
CROSS_SITE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://example.org"},
    {"Origin": "null"},
]


@pytest.fixture(scope="module")
def client(shipped_store: Store) -> FlaskClient:
    found: FlaskClient = application(shipped_store).server.test_client()
    return found


@pytest.fixture(scope="module")
def empty_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an application whose store holds nothing yet."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'monitor.sqlite3'}")
    yield application(store).server.test_client()
    store.close()


def test_the_document_holds_the_whole_page(client):
    text = client.get("/").text
    assert "vragen aan een overheid leverden geheel of gedeeltelijk resultaat op" in text
    assert text.count("<table") == 5
    assert "Loading..." not in text


def test_the_document_says_its_language_and_title(client):
    text = client.get("/?lang=en&theme=dark").text
    assert '<html lang="en" data-theme="dark">' in text
    assert "<title>Overview – Memorandummonitor</title>" in text


def test_the_same_document_is_not_sent_twice(client):
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/?as_of=2099-01-01", 400, "valt buiten de periode"),
        ("/?as_of=gisteren&lang=en", 400, "is not an existing day"),
        ("/?known_at=2025-03-04", 400, "2025-03-04"),
        ("/?lang=fr", 400, "“fr”"),
        ("/?as_of=2020-01-01&as_of=2020-01-02", 400, "meer dan één keer"),
        ("/?memorandum=%3Cscript%3Ealert(1)%3C/script%3E", 400, "&lt;script&gt;"),
        ("/nergens", 404, "Deze pagina bestaat niet."),
        ("/nergens?lang=en", 404, "This page does not exist."),
        ("/nergens?lang=%22%3E", 404, 'lang="nl"'),
    ],
)
def test_what_cannot_be_answered_is_explained_on_a_page(client, address, status, sentence):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert sentence in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("address", ["/?utm_source=nieuwsbrief", "/?known_at=", "/?fbclid=x&by=year"])
def test_what_means_nothing_here_does_no_harm(client, address):
    assert client.get(address).status_code == 200


def test_other_methods_are_refused_on_a_page(client):
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "alleen om te lezen" in answer.text


def test_too_large_a_body_is_refused(client):
    answer = client.post(WRITES, data=b" " * 1_000_001, content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "sent",
    [
        b"[" * 500_000,
        b'{"output":' + b"[" * 500_000,
        json.dumps(body("?q=\ud800")).encode(),
        json.dumps(body("?q=" + "a" * 70_000)).encode(),
        json.dumps(body(path="/\udfff")).encode(),
    ],
    ids=["deep", "deep inside", "half a sign", "long", "half a sign in the path"],
)
def test_what_no_page_of_ours_sends_is_refused_before_it_costs_anything(client, sent):
    assert client.post(WRITES, data=sent, content_type="application/json").status_code == 400


def test_a_fault_of_ours_is_a_page_without_a_trace(shipped_store, monkeypatch, caplog):
    def broken() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(shipped_store, "scope", broken)
    answer = application(shipped_store, workers=1).server.test_client().get("/?lang=en")
    assert answer.status_code == 500
    assert "Something went wrong here." in answer.text
    assert "secret detail" not in answer.text
    assert "secret detail" in caplog.text


def test_a_store_without_memorandum_is_explained(empty_client):
    answer = empty_client.get("/")
    assert answer.status_code == 503
    assert "nog geen memorandum geladen" in answer.text


def test_a_store_out_of_reach_is_not_ready_but_alive(tmp_path):
    path = tmp_path / "monitor.sqlite3"
    store = Store.open(f"sqlite:///{path}")
    server = application(store).server
    begin(server)  # a process that begins afterwards finds no store at all
    client = server.test_client()
    store.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no database" * 1000)
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert not ready.get_json()["loaded"]


def test_ready_means_that_a_memorandum_can_be_read(client, empty_client):
    assert client.get("/readyz").get_json() == {"database": True, "migrated": True, "loaded": True}
    empty = empty_client.get("/readyz")
    assert empty.status_code == 503
    assert empty.get_json() == {"database": True, "migrated": True, "loaded": False}


# Headers


def test_only_our_own_scripts_run(client):
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    (scripts,) = [rule for rule in policy.split("; ") if rule.startswith("script-src")]
    assert "unsafe" not in scripts
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    assert len(inline) == scripts.count("sha256-")
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", ["/", "/nergens", "/?by=x", "/assets/monitor.css", "/api/v1/tracks", "/healthz"])
def test_every_answer_is_guarded(client, address):
    headers = client.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Referrer-Policy" in headers
    assert "Permissions-Policy" in headers
    assert "Content-Security-Policy" in headers
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("headers", CROSS_SITE)
def test_other_sites_cannot_write(client, headers):
    assert client.post(WRITES, json={}, headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_our_own_pages_and_programs_pass_the_guard(client, headers):
    # What passes is refused for what it says instead.
    assert client.post(WRITES, json={}, headers=headers).status_code == 400


# Files


def linked(client: FlaskClient) -> list[str]:
    return re.findall(r'(?:href|src)="(/(?:assets|_dash)[^"]+)"', client.get("/").text)


def test_files_are_kept_as_long_as_they_are_the_same(client):
    found = linked(client)
    assert len(found) > 10
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable", address


def test_a_file_with_another_fingerprint_is_asked_for_again(client):
    answer = client.get("/assets/monitor.css?v=00000000")
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get("/assets/monitor.css?v=00000000", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_address_of_a_component_of_dash_tells_its_content_not_when_it_was_installed(client):
    found = [address for address in linked(client) if "_dash-component-suites" in address]
    assert len(found) > 5
    for address in found:
        digest = hashlib.sha256(client.get(address).data).hexdigest()
        assert f"m{digest[:12]}." in address
        # That of the release before, or of a machine where it was installed on another day.
        elsewhere = address.replace(digest[:12], "1795697703")
        assert client.get(elsewhere).headers["Cache-Control"] == "no-cache"
        assert by_content(Files(ROOT / "var"), f'src="{elsewhere}"') == f'src="{address}"'


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_packed_file_unpacks_to_the_same(client, encoding, unpack):
    plain = client.get("/assets/monitor.css")
    packed = client.get("/assets/monitor.css", headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert unpack(packed.data) == plain.data


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../app.py",
        "/assets/%2e%2e/app.py",
        "/assets/vendor/manifest.json",
        "/assets/nothing.css",
        "/assets/%00.css",
        "/assets/monitor.css%00",
        "/_dash-component-suites/dash/dash.py",
        "/_dash-component-suites/nothing/x.js",
    ],
)
def test_nothing_else_is_served_as_a_file(client, address):
    assert client.get(address).status_code == 404


def test_prepared_files_are_used_and_only_made_once(tmp_path):
    source = tmp_path / "page.js"
    source.write_text("let a = 1;\n" * 1000)
    files = Files(tmp_path / "prepared")
    files.prepare(source)
    (packed,) = (tmp_path / "prepared").glob("*.br")
    made = packed.stat().st_mtime_ns
    files.prepare(source)
    assert packed.stat().st_mtime_ns == made
    assert Files(tmp_path / "prepared").packed(files.file(source), "br") == packed.read_bytes()


def test_everything_a_page_loads_is_prepared_and_weighs_little(shipped_store, tmp_path):
    app = application(shipped_store)
    client = app.server.test_client()
    files = Files(ROOT / "var" / "assets")
    prepare(app, files)
    headers = {"Accept-Encoding": "br"}
    addresses = [*linked(client), f"/assets/{PLOTLY}", "/_dash-component-suites/dash/dcc/async-graph.js"]
    weights = {address: len(client.get(address, headers=headers).data) for address in addresses}
    prepared = {path.stat().st_size for path in (ROOT / "var" / "assets").glob("*.br")}
    assert set(weights.values()) <= prepared
    assert sum(weights.values()) + len(client.get("/", headers=headers).data) <= 750_000


# Vendored files


@pytest.mark.parametrize("folder", [FOLDER / "vendor", ROOT / "tests" / "vendor"], ids=["assets", "tests"])
def test_vendored_files_are_those_of_the_manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {path.name for path in folder.glob("*.js")} == set(manifest)
    for name, told in manifest.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told["sha256"]
        assert told["version"] in name
        assert (folder / told["licence_file"]).exists()


def test_plotly_in_the_browser_is_the_version_that_plotly_in_python_writes_for():
    assert get_plotlyjs_version() in Path(PLOTLY).name
    assert f"v{get_plotlyjs_version()}" in (FOLDER / PLOTLY).read_text()[:200]


# Two applications in one process


def test_two_applications_in_one_process_answer_from_their_own_store(client, empty_client):
    assert client.get("/").status_code == 200
    assert empty_client.get("/").status_code == 503
    assert client.get("/").status_code == 200


def test_nothing_of_dash_is_left_for_the_first_request(shipped_store):
    """Whoever asked at the same moment found half of it, or an error."""
    app = application(shipped_store)
    before = set(app.callback_map)
    assert app.server.test_client().get("/").status_code == 200
    assert set(app.callback_map) == before
