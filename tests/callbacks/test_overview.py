"""Dash's callback draws what the address asks, and refuses what no page of ours sends."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.serving import body, call
from tests.site import addresses
from tests.unit.component_samples import by_dash

MOST_COMPONENTS = 700
LARGEST_ANSWER = 40_000

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def drawn(client: FlaskClient, search: str = "", **where: str) -> Any:
    answer = call(client, search, **where)
    assert answer.status_code == 200
    return answer.get_json()["response"]["_pages_content"]["children"]


def components(tree: Any) -> list[dict[str, Any]]:
    if isinstance(tree, list):
        return [found for part in tree for found in components(part)]
    if not isinstance(tree, dict) or "props" not in tree:
        return []
    return [tree, *components(tree["props"].get("children"))]


def words(tree: Any) -> str:
    if isinstance(tree, list):
        return "".join(map(words, tree))
    if isinstance(tree, dict):
        return words(tree.get("props", {}).get("children"))
    return tree if isinstance(tree, str) else ""


def figure(tree: Any, name: str) -> Any:
    (graph,) = [each for each in components(tree) if each["props"].get("id") == f"{name}-graph"]
    return graph["props"]["figure"]


def test_the_page_is_small_enough_for_dash_to_draw_quickly(client):
    kinds = Counter(each["type"] for each in components(drawn(client)))
    assert kinds["Graph"] == 4
    assert kinds.total() <= MOST_COMPONENTS


def test_the_answer_is_light(client):
    answer = client.post("/_dash-update-component", json=body(), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) <= LARGEST_ANSWER


def test_the_page_tells_which_address_it_answers(client):
    assert drawn(client, "?as_of=2020-01-01")["props"]["data-address"] == "?as_of=2020-01-01"


def test_the_heatmap_has_the_columns_asked_for(client):
    by_year = figure(drawn(client, "?by=year"), "overview-sdg")
    assert by_year["layout"]["xaxis"]["ticktext"] == ["2019", "2020", "2021", "2022", "2023", "2024"]


def test_charts_are_drawn_in_the_colours_of_the_readers_system(client):
    inks = {
        scheme: figure(drawn(client, scheme=scheme), "overview-dossiers")["layout"]["template"]["layout"]["font"][
            "color"
        ]
        for scheme in ("light", "dark")
    }
    assert inks["light"] != inks["dark"]


def test_a_theme_in_the_address_wins_over_the_system(client):
    chosen = figure(drawn(client, "?theme=dark", scheme="light"), "overview-dossiers")
    system = figure(drawn(client, scheme="dark"), "overview-dossiers")
    assert chosen["layout"]["template"] == system["layout"]["template"]


@pytest.mark.parametrize(
    ("lang", "title"), [("nl", "Overzicht – Memorandummonitor"), ("en", "Overview – Memorandummonitor")]
)
def test_the_title_follows_the_language(client, lang, title):
    assert call(client, f"?lang={lang}").get_json()["response"]["_pages_store"]["data"]["title"] == title


@pytest.mark.parametrize(
    ("search", "sentence"),
    [
        ("?as_of=2099-01-01", "valt buiten de periode"),
        ("?as_of=2020-02-30", "is geen bestaande dag"),
        ("?by=sdg", "is geen geldige waarde voor “by”"),
        ("?measure=x&lang=en", "is not a valid value for “measure”"),
        ("?status=decided", "heeft hier geen betekenis"),
        (f"?by={'x' * 3000}", "is langer dan"),
    ],
)
def test_a_question_that_cannot_be_read_is_answered_with_a_sentence(client, search, sentence):
    assert sentence in words(drawn(client, search))


def test_an_address_that_is_no_page_says_so(client):
    assert "bestaat niet" in words(drawn(client, path="/nergens"))


def test_unknown_parameters_are_ignored(client):
    plain, tagged = (words(drawn(client, search)) for search in ("", "?utm_source=nieuwsbrief"))
    assert plain == tagged


def test_a_reader_is_not_told_what_runs_the_server(client):
    text = client.get("/").text
    # Not within a longer number: Dash names its files by the second in which they were installed.
    assert not re.search(r"python_version|dash_version|(?<!\d)3\.1\d\.\d+", text)


@pytest.mark.parametrize(
    "change",
    [
        {"output": "nothing.children"},
        {"output": 5},
        {"inputs": []},
        {"inputs": [{"id": "_pages_location", "property": "pathname", "value": 5}]},
        {"inputs": "x"},
        {"outputs": [{"id": "_pages_content", "property": "children"}]},
        {"changedPropIds": [5]},
        {"state": [{"id": "x", "property": "y", "value": "z"}]},
    ],
)
def test_a_callback_that_no_page_sends_is_refused(client, change):
    answer = client.post("/_dash-update-component", json=body() | change)
    assert answer.status_code == 400
    assert answer.is_json


@pytest.mark.parametrize("sent", [b"", b"{", b"\xff", b"[]", b"{}", b"null", b"7"])
def test_what_is_no_callback_at_all_is_refused(client, sent):
    assert client.post("/_dash-update-component", data=sent, content_type="application/json").status_code == 400


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*body(), "x"]), JSON, min_size=1))
def test_no_body_breaks_the_server(client, change):
    assert client.post("/_dash-update-component", json=body() | change).status_code in (200, 400)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_address_breaks_the_server(client, path, search):
    assert call(client, search, path=path).status_code in (200, 400)


@pytest.mark.parametrize("address", addresses())
def test_dash_and_plotly_know_every_property_that_a_page_tells_them(client, address):
    assert by_dash(drawn(client, path=address)).to_plotly_json()["props"]["children"]


def test_dash_is_answered_in_the_form_it_would_answer_in_itself(client):
    """With the inputs in the order in which they are read, for its renderer, which knows no other way."""
    found = {one["output"]: one for one in client.get("/_dash-dependencies").get_json()}[body()["output"]]
    asked = [{"id": one["id"], "property": one["property"]} for one in found["inputs"]]
    assert asked == [{"id": one["id"], "property": one["property"]} for one in body()["inputs"]]
    answer = call(client, "?lang=en", scheme="dark").get_json()
    by_itself = {f"{id}.{name}" for id, told in answer["response"].items() for name in told}
    assert by_itself == set(body()["output"].strip(".").split("..."))
    assert answer["multi"] is True
    assert answer["response"]["_pages_store"] == {"data": {"title": "Overview – Memorandummonitor"}}
