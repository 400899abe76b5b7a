"""How the API answers: forms, refusals, methods, caching; the figures themselves are tested beside this."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from callbacks.http.resources import RESOURCES
from callbacks.http.rows import csv_text, json_text
from models.store import Store
from models.vocabulary import Status
from tests.http.conftest import Clock, client_of
from tests.serving import application
from tests.shipped import LOADED

NAMES = [resource.name for resource in RESOURCES]
BETWEEN = {"from": "2020-01-01", "to": "2024-12-31"}


def parameters_of(name):
    return BETWEEN if name == "changes" else {}


def get(api, path, **parameters):
    return api.get(f"/api/v1/{path}", query_string=parameters or None)


def codes(answer):
    return [(error["code"], error["source"]["parameter"]) for error in answer.json["errors"]]


def cell(value):
    """A JSON value as its cell in a spreadsheet."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, list):
        return ";".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def flat(row):
    """A JSON row as a row of cells, a column per status."""
    spread = {**row, **row["counts"]} if isinstance(row.get("counts"), dict) else row
    return {name: cell(value) for name, value in spread.items() if not isinstance(value, dict)}


@pytest.mark.parametrize(
    "more", [{}, {"government": "EU", "known_at": "2025-03-03"}, {"known_at": "2020-01-01"}], ids=str
)
@pytest.mark.parametrize("name", NAMES)
def test_csv_holds_the_same_rows_as_json(api, name, more):
    rows = get(api, f"{name}.json", **parameters_of(name), **more).json["data"]
    answer = get(api, f"{name}.csv", **parameters_of(name), **more)
    assert answer.mimetype == "text/csv"
    assert answer.text.count("\r\n") >= len(rows) + 1
    table = csv.DictReader(io.StringIO(answer.text, newline=""))
    assert list(table) == [flat(row) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_without_rows_keeps_its_header(api, name):
    nothing = {**parameters_of(name), "request": "1.1", "dossier": "2"}
    full = get(api, f"{name}.csv", **parameters_of(name)).text.splitlines()[0]
    assert get(api, f"{name}.csv", **nothing).text.splitlines()[0] == full
    assert get(api, f"{name}.json", **nothing).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_meta_says_what_was_asked_and_of_what(api, name):
    meta = get(api, name, **parameters_of(name)).json["meta"]
    assert (meta["memorandum"], meta["as_of"], meta["entries"]) == ("2019-2024", "2024-12-31", 387)
    assert datetime.fromisoformat(meta["known_at"]) >= LOADED
    assert meta["known_at"].endswith("Z")
    assert len(meta["known_at"]) == len("2025-03-03T12:00:00.000000Z")
    assert meta["nothing_recorded"] is False
    assert list(meta["quoted"]) == (["text_nl"] if name == "requests" else [])
    again = get(api, name, **parameters_of(name), known_at=meta["known_at"])
    assert again.json["data"] == get(api, name, **parameters_of(name)).json["data"]


def test_before_the_first_entry_nothing_was_recorded(api):
    answer = get(api, "progress", known_at="2019-12-31", by="total").json
    assert answer["meta"]["nothing_recorded"] is True
    assert answer["data"][0]["counts"]["submitted"] == 153
    assert answer["data"][0]["coverage"] == 0


def test_the_plain_name_answers_what_is_preferred(api):
    for accept in ("", "*/*", "image/png", "text/csv;q=0.5, application/json"):
        assert api.get("/api/v1/progress", headers={"Accept": accept}).mimetype == "application/json"
    answer = api.get("/api/v1/progress", headers={"Accept": "text/csv"})
    assert answer.mimetype == "text/csv"
    assert "Accept" in answer.headers["Vary"]


def test_a_csv_opens_in_the_browser_and_is_saved_under_a_telling_name(api):
    answer = get(api, "progress.csv", as_of="2023-12-31")
    assert answer.headers["Content-Disposition"] == 'inline; filename="progress-2019-2024-2023-12-31.csv"'


def test_parents_are_listed_with_their_sub_requests_but_not_followed(api):
    def listed(**parameters):
        return [row["id"] for row in get(api, "requests", **parameters).json["data"]]

    assert len(listed()) == 100
    assert listed(dossier="2")[:4] == ["2.1", "2.1.a", "2.1.b", "2.1.c"]
    assert listed(request="2.3") == ["2.3.a", "2.3.b", "2.3.c"]
    assert "2.3" not in listed(dossier="2", status=[status.value for status in Status])


def test_texts_that_a_spreadsheet_would_run_are_defused():
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    text = csv_text(["a", "b", "c"], [{"a": value, "b": -1, "c": [value]} for value in dangerous])
    for value, row in zip(dangerous, list(csv.reader(io.StringIO(text, newline="")))[1:], strict=True):
        assert row == [f"'{value}", "-1", f"'{value}"]


def test_csv_quotes_what_would_break_a_row():
    text = csv_text(["a", "b"], [{"a": 'zei "ja", en\nging', "b": None}])
    assert text == 'a,b\r\n"zei ""ja"", en\nging",\r\n'


def test_json_never_says_nan():
    with pytest.raises(ValueError, match="JSON"):
        json_text({"value": float("nan")})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("progress?status=realised", [("not_accepted", "status")]),
        ("trend?status=realised", [("not_accepted", "status")]),
        ("heatmap?status=realised", [("not_accepted", "status")]),
        ("tracks?by=dossier", [("not_accepted", "by")]),
        ("progress?measure=index", [("not_accepted", "measure")]),
        ("progress?theme=dark", [("not_accepted", "theme")]),
        ("changes?from=2020-01-01&to=2021-01-01&as_of=2021-01-01", [("not_accepted", "as_of")]),
        ("progress?known_from=2020-01-01", [("not_accepted", "known_from")]),
        ("progress?utm_source=mail", [("unknown_parameter", "utm_source")]),
        ("openapi.json?dossier=1", [("not_accepted", "dossier")]),
        ("progress?by=year", [("unknown_value", "by")]),
        ("heatmap?by=sdg", [("unknown_value", "by")]),
        ("heatmap?measure=weight", [("unknown_value", "measure")]),
        ("progress?by=dossier&by=sdg", [("repeated", "by")]),
        ("changes", [("missing", "from"), ("missing", "to")]),
        ("changes?from=2021-01-01&to=2021-01-01", [("not_before", "from")]),
        ("progress?as_of=2025-01-01", [("outside_period", "as_of")]),
        ("progress?known_at=2025-03-04", [("future", "known_at")]),
        ("progress?dossier", [("empty", "dossier")]),
        ("progress?dossier=%00", [("unknown_value", "dossier")]),
        ("progress?dossier=%FF%FE", [("unknown_value", "dossier")]),
        ("progress?as_of=" + "9" * 5000, [("too_long", "as_of")]),
        ("progress?" + "&".join(["dossier=1"] * 201), [("too_many", "")]),
        ("progress?sdg=18&government=LOCAL", [("unknown_value", "government"), ("unknown_value", "sdg")]),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_all_that_is_wrong(api, path, expected):
    answer = api.get(f"/api/v1/{path}")
    assert answer.status_code == 400
    assert sorted(codes(answer)) == expected
    assert answer.headers["Cache-Control"] == "no-store"
    assert all(error["status"] == "400" and error["detail"].endswith(".") for error in answer.json["errors"])


def test_refusals_come_in_the_language_asked_for(api):
    assert "geen bestaande dag" in get(api, "progress.csv", as_of="2023-02-31").json["errors"][0]["detail"]
    assert "not an existing day" in get(api, "progress", as_of="2023-02-31", lang="en").json["errors"][0]["detail"]
    assert "bestaat niet" in get(api, "nothing").json["errors"][0]["detail"]
    assert "does not exist" in get(api, "nothing", lang="en").json["errors"][0]["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/progress",
        "/api/v1/progress/",
        "/api/v1/progress.xml",
        "/api/v1/Progress",
        "/api/v1/tracks.json.csv",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_address_is_answered_in_json(api, path, method):
    answer = api.open(path, method=method)
    assert answer.status_code == 404
    assert codes(answer) == [("not_found", "")]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PURGE"])
@pytest.mark.parametrize("path", ["progress", "changes.csv", "openapi.json"])
def test_nothing_can_be_written(api, path, method):
    answer = api.open(f"/api/v1/{path}", method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert codes(answer) == [("method_not_allowed", "")]


@pytest.mark.parametrize("path", ["progress", "tracks.csv", "openapi.json"])
def test_head_says_the_same_without_a_body(api, path):
    asked, head = get(api, path), api.head(f"/api/v1/{path}")
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["Content-Length"] == str(len(asked.data))
    assert head.headers["ETag"] == asked.headers["ETag"]


@pytest.mark.parametrize("path", ["progress", "progress.csv", "progress?as_of=x", "nothing", "openapi.json"])
def test_every_site_may_read(api, path):
    assert api.get(f"/api/v1/{path}").headers["Access-Control-Allow-Origin"] == "*"
    assert api.options(f"/api/v1/{path}").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["updates.json", "progress.csv", "openapi.json"])
def test_who_has_the_answer_is_told_so(api, path):
    tag = get(api, path).headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = api.get(f"/api/v1/{path}", headers={"If-None-Match": known})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert api.get(f"/api/v1/{path}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_tag_stands_for_one_question_in_one_form(api):
    paths = ["progress.json", "progress.csv", "trend.json", "progress.json?by=sdg", "progress.json?as_of=2024-12-30",
             "progress.json?known_at=2025-03-03", "progress.json?dossier=1"]  # fmt: skip
    assert len({get(api, path).headers["ETag"] for path in paths}) == len(paths)
    assert (
        get(api, "progress.json?dossier=1&dossier=2").headers["ETag"]
        == get(api, "progress.json?dossier=2&dossier=1").headers["ETag"]
    )


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("progress?as_of=2023-01-01&known_at=2025-03-02", "public, max-age=86400"),
        ("changes?from=2023-01-01&to=2024-01-01&known_at=2025-03-02", "public, max-age=86400"),
        ("progress?as_of=2023-01-01", "public, no-cache"),
        ("progress?known_at=2025-03-02", "public, no-cache"),
        ("progress?as_of=2023-01-01&known_at=2025-03-03", "public, no-cache"),  # today is not over
        ("updates?as_of=2023-01-01&known_at=2025-03-02", "public, no-cache"),  # words can be redacted
    ],
)
def test_only_what_cannot_change_is_kept_by_browsers(api, path, kept):
    assert api.get(f"/api/v1/{path}").headers["Cache-Control"] == kept


def test_an_empty_store_says_that_nothing_was_loaded(sqlite_url):
    store = Store.open(sqlite_url, clock=Clock(datetime(2025, 1, 1, tzinfo=UTC)))
    api = client_of(store)
    for name in NAMES:
        answer = get(api, name, **parameters_of(name))
        assert answer.status_code == 404
        assert codes(answer)[0] == ("no_memorandum", "memorandum")
    assert get(api, "openapi.json").status_code == 200
    store.close()


def test_inside_the_application_a_compressed_answer_is_known_again(shipped_store):
    api = application(shipped_store).server.test_client()
    asked = api.get("/api/v1/progress", headers={"Accept-Encoding": "br"})
    assert asked.headers["Content-Encoding"] == "br"
    again = api.get("/api/v1/progress", headers={"Accept-Encoding": "br", "If-None-Match": asked.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert codes(api.get("/api/nothing")) == [("not_found", "")]
    assert codes(api.delete("/api/v1/progress")) == [("method_not_allowed", "")]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x", "'=1"])
def test_no_cell_of_a_csv_is_a_formula(cell: str) -> None:
    (read,) = list(
        csv.reader(io.StringIO(csv_text(["a", "b", "c"], [{"a": cell, "b": -1, "c": [cell, "x"]}]), newline=""))
    )[1:]
    assert read == [f"'{cell}", "-1", f"'{cell};x"]
