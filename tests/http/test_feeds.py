"""The feeds: what was recorded, when it was, for whoever follows the log, a dossier, a request or a government.

All entries written here are made up for the test.
"""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import fromstring

import feedparser
import pytest

from callbacks.http import feeds
from models.vocabulary import Action, Kind, Role, Status, Visibility
from tests.serving import application
from tests.store.synthetic import add_person, draft

PATH = "/feeds/updates.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(living_store):
    return application(living_store).server.test_client()


@pytest.fixture(scope="module")
def shipped(shipped_store):
    return application(shipped_store).server.test_client()


def read(client, address=PATH, **parameters):
    """A feed as a strict XML reader and a feed reader both find it."""
    answer = client.get(address, query_string=parameters or None)
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    fromstring(answer.text)  # noqa: S314 - written by the program
    found = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not found.bozo, found.get("bozo_exception")
    return found


def linked(feed):
    return {link.rel: link.href.removeprefix("http://127.0.0.1:8050") for link in feed.feed.links}


def written(**changes):
    return draft(memorandum="2019-2024", **changes)


def test_every_kind_is_announced_as_what_it_is_newest_first_whatever_day_it_is_about(client, living_store, editors):
    an, bo = editors
    with living_store.appending() as writer:
        first = writer.record(an, written(status=Status.DECIDED, effective_date=date(2024, 11, 5)))
        letter = written(kind=Kind.ACTION, status=None, action=Action.LETTER, effective_date=date(2022, 3, 4))
        writer.record(an, letter)
        long_ago = writer.record(an, written(government="FED", request="8.1", effective_date=date(2019, 7, 1)))
        better = written(status=Status.REALISED, effective_date=date(2024, 11, 6), note_nl="Beter gelezen")
        writer.correct(an, first.id, better, "De datum was fout")
        writer.confirm(bo, long_ago.id)
        writer.retract(an, long_ago.id, "Dubbel")
    feed = read(client)
    assert [entry.title for entry in feed.entries[:6]] == [
        "Intrekking: vraag 8.1, Federale overheid: in behandeling (1 juli 2019)",
        "Bevestiging: vraag 8.1, Federale overheid: in behandeling (1 juli 2019)",
        "Verbetering: vraag 1.1, Vlaamse overheid: gerealiseerd (6 november 2024)",
        "Vraag 8.1, Federale overheid: in behandeling (1 juli 2019)",
        "Vraag 1.1, Vlaamse overheid: actie van de VVSG zelf: brief (4 maart 2022)",
        "Vraag 1.1, Vlaamse overheid: beslist (5 november 2024)",
    ]
    assert [entry.tags[0].term for entry in feed.entries[:6]] == [
        "retraction", "confirmation", "correction", "status", "action", "status",
    ]  # fmt: skip
    correction, corrected = feed.entries[2], feed.entries[5]
    assert f"Verbetert logregel {first.id} van 5 november 2024. Reden: De datum was fout" in correction.summary
    assert "Beter gelezen" in correction.summary
    assert "Verbeterd door logregel" in corrected.summary
    assert correction.link.endswith("/vraag/1.1#logregel-391")
    moments = [entry.published for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)


def test_internal_entries_and_removed_words_are_not_in_it(client, living_store, editors):
    before = client.get(PATH)
    with living_store.appending() as writer:
        writer.record(editors[0], written(visibility=Visibility.INTERNAL, note_nl="Geheim"))
    assert client.get(PATH).headers["ETag"] == before.headers["ETag"]
    with living_store.appending() as writer:
        public = writer.record(editors[0], written(note_nl="Een naam die weg moet", note_en="A name"))
    assert "Een naam die weg moet" in client.get(PATH).text
    living_store.redact(add_person(living_store, Role.ADMIN), public.id, "Persoonsgegevens")
    text = client.get(PATH).text
    assert "Een naam die weg moet" not in text
    assert "Geheim" not in text
    assert "Persoonsgegevens" in text


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "Memorandummonitor: alle logregels"),
        ({"dossier": "4"}, "Memorandummonitor: dossier 4 (Armoede en zorg)"),
        ({"request": "4.11"}, "Memorandummonitor: vraag 4.11 ("),
        ({"request": "2.4"}, "Memorandummonitor: vraag 2.4 ("),
        ({"government": "VL"}, "Memorandummonitor: vragen aan de Vlaamse overheid"),
        ({"dossier": ["4", "5"], "government": "FED"}, "Memorandummonitor: dossier 4 (Armoede en zorg), dossier 5 ("),
        ({"sdg": "13", "lang": "en"}, "Memorandummonitor: SDG 13 (Climate action)"),
    ],
)
def test_a_feed_holds_what_the_api_lists_for_the_same_question(shipped, asked, title, monkeypatch):
    monkeypatch.setattr(feeds, "PER_PAGE", 60)
    page, found = read(shipped, **asked), []
    assert page.feed.title.startswith(title)
    while True:
        found += page.entries
        if "next" not in linked(page):
            break
        page = read(shipped, linked(page)["next"])
    rows = shipped.get("/api/v1/updates", query_string=asked).json["data"]
    assert [int(entry.link.rpartition("-")[2]) for entry in found] == [row["id"] for row in reversed(rows)]
    assert len({entry.id for entry in found}) == len(found)
    assert all(entry.id.startswith("urn:uuid:") for entry in found)
    assert linked(page)["last"] == linked(page)["self"]


def test_ids_do_not_depend_on_where_the_log_is_served(shipped, shipped_store):
    elsewhere = application(shipped_store, base_url="https://www.example/monitor").server.test_client()
    here, there = read(shipped), read(elsewhere, "/monitor" + PATH)
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert there.entries[0].link.startswith("https://www.example/monitor/vraag/")
    assert there.feed.id.startswith("https://www.example/monitor/feeds/")


def test_a_feed_is_kept_until_something_public_is_written(client, living_store, editors):
    answer = client.get(PATH)
    assert client.get(PATH, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in answer.headers
    with living_store.appending() as writer:
        writer.record(editors[0], written())
    assert client.get(PATH, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_parameters_of_others_are_ignored_and_wrong_ones_told(shipped):
    plain = shipped.get(PATH)
    assert shipped.get(f"{PATH}?utm_source=mail").data == plain.data
    for wrong in ({"dossier": "99"}, {"page": "0"}, {"as_of": "2024-01-01"}, {"lang": "fr"}):
        refused = shipped.get(PATH, query_string=wrong)
        assert refused.status_code == 400
        assert refused.json["errors"][0]["detail"]
    assert shipped.post(PATH).status_code == 405
    assert shipped.options(PATH).headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
