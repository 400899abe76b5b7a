"""Long lists in pages: complete, in order, and unmoved by what is written between two of them."""

from __future__ import annotations

import csv
import io

import pytest
from werkzeug.http import parse_options_header

from callbacks.http import api as answering
from tests.store.synthetic import draft


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    monkeypatch.setattr(answering, "PER_PAGE", 150)


def linked(answer):
    """Relation to address, as the header tells them."""
    found = (parse_options_header(value) for value in answer.headers.getlist("Link"))
    return {options["rel"]: target.strip("<>") for target, options in found}


def followed(api, address):
    """The pages from an address on, each by the link of the one before."""
    while address:
        answer = api.get(address)
        yield answer
        address = linked(answer).get("next")


def test_the_pages_together_are_the_whole_list_in_order(api, monkeypatch):
    pages = list(followed(api, "/api/v1/updates.json"))
    metas = [page.json["meta"] for page in pages]
    assert [(meta["page"], meta["pages"], meta["total"]) for meta in metas] == [(n, 3, 387) for n in (1, 2, 3)]
    assert [len(page.json["data"]) for page in pages] == [150, 150, 87]
    assert [meta["next"] for meta in metas] == [linked(page).get("next") for page in pages]
    assert [meta["previous"] for meta in metas] == [linked(page).get("prev") for page in pages]
    monkeypatch.setattr(answering, "PER_PAGE", 10_000)
    whole = api.get("/api/v1/updates.json").json
    assert [row for page in pages for row in page.json["data"]] == whole["data"]
    assert (whole["meta"]["total"], whole["meta"]["next"], whole["meta"]["previous"]) == (387, None, None)


def test_csv_comes_in_the_same_pages(api):
    read = [list(csv.reader(io.StringIO(page.text))) for page in followed(api, "/api/v1/updates.csv?dossier=2")]
    assert len({tuple(rows[0]) for rows in read}) == 1
    asked = api.get("/api/v1/updates?dossier=2").json
    assert sum(len(rows) - 1 for rows in read) == asked["meta"]["total"]


def test_a_page_that_is_not_there_is_empty_and_what_is_no_page_is_refused(api):
    beyond = api.get("/api/v1/updates?page=9").json
    assert beyond["data"] == []
    assert beyond["meta"]["pages"] == 3
    for wrong in ("0", "-1", "x", "1000000"):
        assert api.get("/api/v1/updates", query_string={"page": wrong}).json["errors"][0]["code"] == "not_a_page"
    assert api.get("/api/v1/tracks?page=1").status_code == 400


def test_what_is_written_between_two_pages_moves_nothing(living_api, living_store, editors):
    first = living_api.get("/api/v1/updates")
    with living_store.appending() as writer:
        writer.record(editors[0], draft(memorandum="2019-2024"))
    assert [page.json["meta"]["total"] for page in followed(living_api, linked(first)["next"])] == [387, 387]
    assert living_api.get("/api/v1/updates").json["meta"]["total"] == 388
