"""Behind other servers: below a path nothing leads above it, and only trusted servers are believed."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask, redirect, request
from flask.testing import FlaskClient
from werkzeug.test import Client

from callbacks.http import proxy
from models.settings import Settings
from models.store import Store
from tests.serving import application, call
from tests.site import addresses

BELOW = "https://www.example/over/monitor"
ROOT = "/over/monitor"
#: Addresses in HTML and in what Dash draws: attributes that a browser follows or a script reads.
LED = re.compile(r'"?(?:href|src|action|formaction|data-[a-z-]+|content)"?[=:]\s*\\?"(/[^"\\]*)')


@pytest.fixture(scope="module")
def below(shipped_store: Store) -> Client:
    """A client that gives whole addresses, as the server in front does."""
    return Client(application(shipped_store, base_url=BELOW).server)


@pytest.fixture(scope="module")
def client(shipped_store: Store) -> FlaskClient:
    found: FlaskClient = application(shipped_store, base_url=BELOW).server.test_client()
    return found


@pytest.mark.parametrize("address", [*addresses(), "/nergens", "/?as_of=gisteren"])
def test_every_address_on_a_page_stands_below_the_path(below, address):
    text = below.get(ROOT + address).text
    led = LED.findall(text)
    assert len(led) > 5
    assert [found for found in led if not found.startswith(ROOT)] == []
    assert f'data-root="{ROOT}"' in text


@pytest.mark.parametrize("address", ["/", "/dossier/3"])
def test_what_dash_draws_leads_below_the_path_too(client, address):
    answer = call(client, path=ROOT + address)
    assert answer.status_code == 200
    led = LED.findall(json.dumps(answer.get_json()))
    assert [found for found in led if not found.startswith(ROOT)] == []
    assert len(led) > 5


def test_files_are_found_where_the_page_says(below):
    files = re.findall(r'(?:href|src)="([^"]+)"', below.get(f"{ROOT}/").text)
    asked = {file for file in files if "/assets/" in file or "/_dash" in file}
    assert len(asked) > 10
    assert {file: below.get(file).status_code for file in asked} == dict.fromkeys(asked, 200)


def test_a_server_in_front_may_take_the_path_off(below):
    assert below.get("/dossier/3").text == below.get(f"{ROOT}/dossier/3").text
    assert below.get("/healthz").status_code == 200


def test_the_path_itself_leads_to_the_page_below_it(below):
    answer = below.get(f"{ROOT}?lang=en")
    assert (answer.status_code, answer.location) == (308, f"{ROOT}/?lang=en")


def test_redirections_lead_below_the_path_once():
    server = Flask("redirects")
    places = ("/there", f"{ROOT}/there", "https://elsewhere.example/there")
    for number, place in enumerate(places):
        server.add_url_rule(f"/{number}", str(number), lambda place=place: redirect(place))
    proxy.install(server, Settings(_env_file=None, base_url=BELOW))  # type: ignore[call-arg]
    found = [server.test_client().get(f"/{number}").location for number in range(len(places))]
    assert found == [f"{ROOT}/there", *places[1:]]


def test_absolute_addresses_hold_the_path_and_cookies_stay_below_it(client):
    assert f"{BELOW}/dossier/3?" in client.get("/dossier/3").text
    assert client.application.config["APPLICATION_ROOT"] == ROOT


@pytest.mark.parametrize(
    ("trusted", "seen"), [(0, "127.0.0.1 http localhost"), (1, "10.0.0.2 https shown.example"),
                          (2, "192.0.2.7 https shown.example")],
)  # fmt: skip
def test_only_as_many_servers_as_are_trusted_are_believed(trusted, seen):
    server = Flask("seen")
    server.add_url_rule("/", "seen", lambda: f"{request.remote_addr} {request.scheme} {request.host}")
    proxy.install(server, Settings(_env_file=None, trusted_proxies=trusted))  # type: ignore[call-arg]
    told = {
        "X-Forwarded-For": "6.6.6.6, 192.0.2.7, 10.0.0.2",
        "X-Forwarded-Proto": "https, https",
        "X-Forwarded-Host": "shown.example, shown.example",
        "X-Forwarded-Prefix": "/believed",
    }
    assert server.test_client().get("/", headers=told).text == seen
