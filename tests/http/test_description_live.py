"""Everything that is described, asked of a real server by who knows only the description, and by who means harm."""

from __future__ import annotations

import json
import random
import re
from urllib.parse import quote, urlencode

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from callbacks.http.access import declaration
from callbacks.pages import PAGES
from tests.processes import served
from tests.serving import application

TRUE_OF_EVERY_ANSWER = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
#: Addresses for people, and those that only our own pages ask.
PAGES_FOR_PEOPLE = {*(page.path for page in PAGES), "/insluiten", "/aanmelden", "/wachtwoord/instellen"}
OF_OUR_PAGES = {"/live", "/months.json", "/metrics", "/feeds/review.ics", "/assets/<path:filename>"}
#: Answer 404 with a sentence, or stand for the described addresses below them.
WHOLE_TREES = {"/<path:path>", "/api", "/api/", "/api/<path:unknown>", "/embed/<path:address>"} | {
    "/id/<kind>",
    "/id/<kind>/<path:key>",
    "/data/<path:unknown>",
}
#: Parameters that may hold any words.
FREE = {"q", "remark"}
NASTY = (
    *("'\"><script>alert(1)</script>", "../../etc/passwd", "%00", "\x00", "\u202e", "\ud7ff", "9" * 5000, "-1"),
    *("NaN", "0x10", "١٢", "2024-02-30", "0000-00-00", "2024-13-01T99:99:99Z", "' OR 1=1 --", "{{7*7}}", "a" * 201),
    *("1e309", " ", "een\nregel"),
)


@pytest.fixture(scope="module")
def live(copies, tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    with served(folder, copies.shipped("sqlite")) as found:
        yield found.address


@pytest.fixture(scope="module")
def description(live):
    return requests.get(f"{live}/api/v1/openapi.json", timeout=60).json()


def test_every_public_address_is_described_or_for_people_and_what_is_described_exists(shipped_store, description):
    server = application(shipped_store).server
    ways = server.url_map.bind("localhost")
    for path in description["paths"]:
        assert ways.match(path.replace("{entry}", "1"))[0] != "/<path:path>", path
    described = {re.sub(r"{[^}]*}", "{}", path) for path in description["paths"]}
    for rule in server.url_map.iter_rules():
        public = declaration(server.view_functions[rule.endpoint]) is None and "GET" in (rule.methods or {"GET"})
        known = re.sub(r"<[^>]*>", "{}", rule.rule) in described
        beside = {*PAGES_FOR_PEOPLE, *OF_OUR_PAGES, *WHOLE_TREES}
        assert not public or known or rule.rule in beside or rule.rule.startswith("/_"), rule.rule


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_whatever_is_asked_the_answer_is_one_that_is_described(live, description, soak, mode):
    operations = schemathesis.openapi.from_url(f"{live}/api/v1/openapi.json")
    with requests.Session() as session:
        for path in _asked(description, soak, parameters=mode is GenerationMode.NEGATIVE):

            @given(case=operations[path]["GET"].as_strategy(generation_mode=mode))
            @settings(
                max_examples=15 if soak else 1,
                derandomize=not soak,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def hold(case):
                case.call_and_validate(checks=TRUE_OF_EVERY_ANSWER, session=session, allow_redirects=False)

            hold()


def test_what_cannot_be_meant_is_refused_with_a_sentence(live, description, soak):
    """Each parameter of each address with a value that no parameter can have; all of them when there is time."""
    draw = random.Random(20240526)  # the same ones each time: what fails can be asked again
    with requests.Session() as session:
        for path, item in description["paths"].items():
            for parameter in _parameters(description, item["get"]):
                for nasty in NASTY if soak else draw.sample(NASTY, 1):
                    address = _with(live, path, item["get"], parameter, nasty, description)
                    answer = session.get(address, timeout=60, allow_redirects=False)
                    assert answer.status_code in _expected(parameter), (address, answer.status_code)
                    assert _sentence(answer).strip().endswith("."), address


def _asked(description, soak, *, parameters):
    """The paths to ask; with little time of the embeds each form once, and each embed once."""
    paths = [path for path, item in description["paths"].items() if item["get"]["parameters"] or not parameters]
    forms = [path for path in paths if path.startswith("/embed/") and "." in path]
    return [path for path in paths if soak or path not in forms or path.startswith("/embed/timeline/")]


def _parameters(description, operation):
    shared = description["components"]["parameters"]
    found = [shared[one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one for one in operation["parameters"]]
    return [parameter for parameter in found if parameter["name"] not in FREE]


def _with(live, path, operation, wrong, nasty, description):
    """The address with one wrong value, and what else it cannot do without."""
    query = {}
    for parameter in _parameters(description, operation):
        value = nasty if parameter is wrong else _right(parameter["schema"])
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(value), safe=""))
        elif parameter is wrong or parameter["required"]:
            query[parameter["name"]] = value
    return f"{live}{path}?{urlencode(query)}"


def _right(schema):
    return schema["enum"][0] if "enum" in schema else {"integer": 1}.get(schema["type"], "2024-01-01")


def _expected(parameter):
    """404 for what names a thing that is not there."""
    return {404} if parameter["in"] == "path" else {404, 400} if parameter["name"] == "url" else {400}


def _sentence(answer):
    if answer.headers["Content-Type"].startswith("application/json"):
        return json.loads(answer.content)["errors"][0]["detail"]
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.DOTALL)
    return found[1] if found else ""
