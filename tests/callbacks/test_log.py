"""The log page lists exactly what the API answers, in every language, and shows what corrected what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from models.drafts import Draft, Source
from models.people import body
from models.store import Store
from models.tables import User
from models.vocabulary import Kind, Role, Status, Visibility
from tests.callbacks.pages_read import Element, read_page
from tests.serving import NOW, application, call, open_at

QUESTIONS = [
    "",
    "as_of=2021-06-30",
    "dossier=4&dossier=8&government=VL",
    "status=stalled&government=VL",
    "sdg=4&as_of=2022-12-31",
    "q=gemeente",
    "q=4.11",
    "q=fusies+decreet",
    "q=Vlaamse&dossier=3",
    "request=2.1",
    "known_at=2020-01-01",
]


def page(client: FlaskClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:300]
    return read_page(answer.text)


def listed(client: FlaskClient, question: str) -> list[int]:
    """The ids of every page of the list, in its order."""
    found: list[int] = []
    for at in range(1, 40):
        shown = re.findall(r'<li id="logregel-(\d+)"', client.get(f"/logboek?{question}&page={at}").text)
        if not shown:
            break
        found += map(int, shown)
    return found


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_the_list_is_the_answer_of_the_api(client, question, lang):
    rows = client.get(f"/api/v1/updates?{question}").json["data"]
    assert listed(client, f"{question}&lang={lang}") == [row["id"] for row in reversed(rows)]
    headline = page(client, f"/logboek?{question}&lang={lang}").one("h1").words
    if rows:
        assert re.search(rf"\b{len(rows)} (logregel|entr)", headline)


def test_the_newest_happened_first(client):
    rows = client.get("/api/v1/updates").json["data"]
    ordered = sorted(rows, key=lambda row: (row["effective_date"], row["id"]), reverse=True)
    assert listed(client, "sort=effective") == [row["id"] for row in ordered]


@pytest.mark.parametrize("question", ["status=stalled&government=VL", "status=submitted", "status=realised&lang=en"])
def test_the_requests_behind_a_status_are_those_of_the_api(client, question):
    rows = client.get(f"/api/v1/tracks?{question}").json["data"]
    table = page(client, f"/logboek?{question}").one(id_="vragen")
    codes = [row.all("b")[0].words for row in table.all("tr") if row.all("td")]
    assert codes == [row["request"] for row in rows]
    links = [
        (link.attributes["href"] or "") for link in table.all("a") if "#logregel-" in (link.attributes["href"] or "")
    ]
    assert {int(link.rsplit("-", 1)[1]) for link in links} == {row["entry"] for row in rows if row["entry"]}
    assert f"{len(rows)} " in table.one("h2").words


def test_the_csv_holds_what_is_listed(client):
    tree = page(client, "/logboek?q=gemeente&dossier=4&sort=effective&page=2&lang=en")
    (link,) = [a.attributes["href"] for a in tree.all("a") if a.words == "CSV"]
    rows = client.get(link).text.strip().splitlines()[1:]
    answer = client.get("/api/v1/updates?q=gemeente&dossier=4").json["data"]
    assert len([row for row in rows if re.match(r"\d+,", row)]) == len(answer) > 0


@pytest.mark.parametrize("parameter", ["page=0", "page=x", "page=-1", "page=1e3", "page=1&page=2", "sort=up",
                                       "status=nope", "q=a&q=b", "dossier=99"])  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(client, parameter):
    answer = client.get(f"/logboek?{parameter}")
    assert answer.status_code == 400
    assert "Dit adres kunnen we niet lezen" in answer.text


@pytest.mark.parametrize(
    "typed",
    ["%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cimg%20src=x%20onerror=y%3E", "%00", "%27%20OR%201=1%20--", "%25%25",
     "*", "NEAR(a", "%ff%fe", "%E2%80%AE", "a" * 200],
)  # fmt: skip
def test_whatever_is_typed_is_harmless(client, typed):
    for address in (f"/logboek?q={typed}", f"/logboek?q={typed}&lang=en&status=realised"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
    assert call(client, f"?q={typed}", path="/logboek").status_code == 200


def test_a_page_beyond_the_last_says_so(client):
    text = client.get("/logboek?page=999").text
    assert "Er zijn maar 16 bladzijden." in text
    assert client.get("/logboek?page=17").status_code == 200


def test_what_was_found_is_marked(client):
    tree = page(client, "/logboek?q=besturen")
    marked = {mark.words.lower() for mark in tree.all("mark")}
    assert {"bestuur", "besturen"} & marked
    assert all(word.startswith("bestu") for word in marked)


@pytest.fixture
def written(copies, engine) -> Iterator[tuple[FlaskClient, Store]]:
    """What ships and then: an action, a correction, a confirmation, a retraction, an internal entry, a redaction."""
    store = open_at(copies.shipped(engine))
    moments = (NOW + timedelta(hours=step) for step in range(1, 1000))
    store.clock = lambda: next(moments)
    with store.database.appending() as connection:
        an, bo = body(connection, "An", NOW), body(connection, "Bo", NOW)
        person = {"display_name": "Beheer", "role": Role.ADMIN, "active": True, "created_at": NOW}
        admin = connection.execute(insert(User).values(person).returning(User.id)).scalar_one()
    sound = Draft(
        Kind.STATUS, "2019-2024", "4.11", "VL", date(2023, 3, 31), status=Status.IN_PROGRESS, note_nl="<b>Zoutvat</b>",
        sources=(Source("https://example.org", "Bron <i>"),),
    )  # fmt: skip
    with store.appending() as writer:
        first = writer.record(an, sound)
        writer.correct(an, first.id, replace(sound, note_nl="Pepervat", status=Status.STALLED), "Verkeerd <vat>")
        head = writer.record(an, replace(sound, note_nl="Suikerpot"))
        writer.confirm(bo, head.id)
        wrong = writer.record(an, replace(sound, note_nl="Theepot"))
        writer.retract(an, wrong.id, "Dubbel gelogd")
        writer.record(an, replace(sound, note_nl="Koffiekan", visibility=Visibility.INTERNAL))
        secret = writer.record(an, replace(sound, note_nl="Mevrouw Onvergetelijk"))
    store.redact(admin, secret.id, "Persoonsgegevens")
    app = application(store)
    yield app.server.test_client(), store
    store.close()


def test_what_corrected_what_stands_beside_it(written):
    client, _ = written
    rows = client.get("/api/v1/updates?request=4.11").json["data"]
    new = [row["id"] for row in rows][-7:]
    first, correction, head, confirmation, wrong, retraction, secret = new
    tree = page(client, "/logboek?q=4.11")
    told = {number: tree.one(id_=f"logregel-{number}").words for number in new}
    assert f"Verbeterd door logregel {correction}" in told[first]
    assert "Verkeerd <vat>" in told[first]
    assert f"Verbetert logregel {first}" in told[correction]
    assert "<b>Zoutvat</b>" in told[correction]
    assert f"Bevestigt logregel {head}" in told[confirmation]
    assert "bevestigd" in told[head]
    assert f"Ingetrokken door logregel {retraction}" in told[wrong]
    assert "Dubbel gelogd" in told[retraction]
    assert "Persoonsgegevens" in told[secret]
    text = client.get("/logboek").text
    assert "Koffiekan" not in text
    assert "Onvergetelijk" not in text
    assert "<b>Zoutvat" not in text


def test_redacted_and_internal_words_are_not_found(written):
    client, _ = written
    for word, count in (("zoutvat", 1), ("koffiekan", 0), ("onvergetelijk", 0), ("suikerpotten", 1)):
        assert len(listed(client, f"q={word}")) == count == len(client.get(f"/api/v1/updates?q={word}").json["data"])


def test_a_note_in_the_other_language_says_so(written):
    client, _ = written
    assert "(in Dutch)" in client.get("/logboek?q=suikerpot&lang=en").text
    assert "(in het Engels)" not in client.get("/logboek?q=suikerpot").text


def test_an_earlier_moment_shows_what_was_known_then(written):
    client, _ = written
    before = (NOW + timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
    rows = client.get(f"/api/v1/updates?known_at={before}").json["data"]
    assert len(rows) == 387
    assert listed(client, f"known_at={before}") == [row["id"] for row in reversed(rows)]
    assert "Verbeterd door" not in client.get(f"/logboek?q=4.11&known_at={before}").text
