"""The OpenAPI description is valid, and what it says of the resources of the API is true of their answers."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import validate

from callbacks.http.resources import RESOURCES
from models.query import PARAMETERS

PATHS = [f"/api/v1/{resource.name}{suffix}" for resource in RESOURCES for suffix in ("", ".json", ".csv")]
DAYS = {"from": "2020-01-01", "to": "2024-06-09"}


@pytest.fixture(scope="module")
def description(api):
    return api.get("/api/v1/openapi.json").json


def check(description, schema, body):
    """Hold a body against one of the described schemas, formats included."""
    whole = {"$ref": f"#/components/schemas/{schema}", "components": description["components"]}
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(body)


def parameters(description, path):
    """The described parameters of a path, by name."""
    shared = description["components"]["parameters"]
    found = [
        shared[p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p
        for p in description["paths"][path]["get"]["parameters"]
    ]
    return {parameter["name"]: parameter for parameter in found}


def test_the_description_is_valid(description):
    validate(description)
    assert description["openapi"] == "3.1.0"
    assert description["info"]["license"]["identifier"] == "CC-BY-4.0"


@pytest.mark.parametrize("more", [{}, {"known_at": "2019-12-31"}, {"request": "1.1", "dossier": "2"}], ids=str)
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_answer_is_as_described(api, description, resource, more):
    asked = {**(DAYS if resource.required else {}), **more}
    choices = [{"by": by} for by in resource.by] or [{}]
    choices = [{**choice, "measure": measure} for choice in choices for measure in resource.measures] or choices
    choices += [{"known_from": "2019-12-31"}] if "known_from" in resource.accepts else []
    for choice in choices:
        answer = api.get(f"/api/v1/{resource.name}", query_string={**asked, **choice})
        assert answer.status_code == 200
        check(description, resource.name.title(), answer.json)


@pytest.mark.parametrize("path", ["progress?as_of=x&y=z", "changes", "nothing", "progress?" + "dossier=1&" * 300])
def test_every_refusal_is_as_described(api, description, path):
    check(description, "Errors", api.get(f"/api/v1/{path}").json)


@pytest.mark.parametrize("path", PATHS)
def test_the_parameters_are_those_that_are_taken(api, description, path):
    described = parameters(description, path)
    for name in PARAMETERS:
        answer = api.get(path, query_string={**DAYS, name: "?"} if "changes" in path else {name: "?"})
        told = [] if answer.status_code == 200 else answer.json["errors"]
        refusals = {error["code"] for error in told if error["source"]["parameter"] == name}
        assert refusals.isdisjoint({"not_accepted"}) == (name in described)
    required = {name for name, parameter in described.items() if parameter["required"]}
    assert required == (set(DAYS) if "changes" in path else set())


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_every_described_choice_is_answered_and_the_default_is_what_is_said(api, description, resource):
    path = f"/api/v1/{resource.name}.json"
    asked = DAYS if resource.required else {}
    for name, parameter in parameters(description, path).items():
        schema = parameter["schema"].get("items", parameter["schema"])
        for value in schema.get("enum", ())[:5]:
            assert api.get(path, query_string={**asked, name: value}).status_code == 200
        if "default" in schema:
            default = api.get(path, query_string={**asked, name: schema["default"]})
            assert default.json == api.get(path, query_string=asked).json


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.name)
def test_the_examples_are_true(api, description, resource):
    content = description["paths"][f"/api/v1/{resource.name}.json"]["get"]["responses"]["200"]["content"]
    example = content["application/json"]["example"]
    check(description, resource.name.title(), example)
    whole = {"from": "2019-05-26", "to": "2024-12-31"} if resource.required else {}
    answer = api.get(f"/api/v1/{resource.name}", query_string=whole).json
    assert example == {"meta": answer["meta"], "data": answer["data"][:2]}
    assert example["data"]
