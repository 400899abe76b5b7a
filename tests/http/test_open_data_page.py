"""The page about the open data: its examples work as printed, and what it links to is there."""

from __future__ import annotations

import csv
import io
import shlex
import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from models.settings import next_free_port
from tests.callbacks.pages_read import read_page
from tests.serving import application, serving

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def client(shipped_store):
    return application(shipped_store).server.test_client()


@pytest.fixture(scope="module")
def served(shipped_store):
    """The code of each example, by its name, as a site prints it that answers."""
    port = next_free_port(HERE, 18_050)
    app = application(shipped_store, base_url=f"http://{HERE}:{port}")
    with serving(app, port):
        page = read_page(app.server.test_client().get("/open-data").text)
        yield {str(each.attributes["aria-label"]): raw(each.one("code")) for each in page.all("pre")}


def raw(element):
    """The words of an element as they are copied."""
    return "".join(part if isinstance(part, str) else raw(part) for part in element.inside)


def run(arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=True, **options).stdout


def test_the_curl_example_works_as_printed(client, served):
    rows = list(csv.DictReader(io.StringIO(run(shlex.split(served["curl"])))))
    told = client.get("/api/v1/progress?by=government").json["data"]
    assert [(row["key"], int(row["tracks"])) for row in rows] == [(row["key"], row["tracks"]) for row in told]


def test_the_python_example_works_as_printed(client, served):
    lines = run([sys.executable, "-I", "-"], input=served["Python"]).splitlines()
    told = client.get("/api/v1/tracks?status=stalled").json["data"]
    assert lines == [f"{row['request']} {row['government']} {row['since']}" for row in told]
    assert len(lines) == 18


def test_the_r_example_reads_what_is_there(client, served):
    """Run where R is installed; everywhere its address answers, and the columns that it names are in the answer."""
    address, names = served["R"].split('"')[1], ("index", "key")
    header = client.get(address.removeprefix(f"http://{urlsplit(address).netloc}")).text.splitlines()[0].split(",")
    assert set(names) <= set(header)
    assert all(f"progress${name}" in served["R"] for name in names)
    if program := shutil.which("Rscript"):
        picture = "pdf(NULL)\n"  # what is drawn goes nowhere
        run([program, "--vanilla", "-"], input=picture + served["R"])


def test_the_linked_data_example_works_as_printed(served):
    told = run(shlex.split(served["JSON-LD"]))
    assert '"schema:Message"' in told
    assert '"dct:identifier":"1.1"' in told


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_resource_of_the_api_is_shown_and_answers(client, lang):
    page = read_page(client.get(f"/open-data?lang={lang}&as_of=2023-05-04").text)
    rows = page.one("table").one("tbody").all("tr")
    described = client.get("/api/v1/openapi.json").json["paths"]
    assert [row.one("code").words for row in rows] == [
        path for path in described if path.count(".") == 0 and "/api/" in path
    ]
    for row in rows:
        json, table = (str(link.attributes["href"]) for link in row.all("a"))
        told = client.get(json).json
        assert told["meta"]["as_of"] == "2023-05-04"
        assert len(list(csv.reader(io.StringIO(client.get(table).text)))) == 1 + len(told["data"])


def test_it_says_whose_the_words_are(client):
    page = read_page(client.get("/open-data").text)
    licence = page.one("section", id_="licentie")
    assert licence.one("a").attributes["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "Vereniging van Vlaamse Steden en Gemeenten" in licence.words
