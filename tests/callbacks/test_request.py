"""The page of a request says what the API says, at any date, clock and language; and nothing it is told breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from data.reader import SHIPPED, read
from models.drafts import Draft, Source
from models.people import body
from models.store import Store
from models.vocabulary import Action, Kind, Role, Status
from tests.callbacks.pages_read import Element, read_page
from tests.serving import application
from tests.serving import call as ask_dash
from tests.store.synthetic import add_person

(MEMORANDUM,) = read(SHIPPED).memoranda
CODES = [request.id for request in MEMORANDUM.requests]
TRACKED = [request.id for request in MEMORANDUM.requests if request.tracked]
LABELS = {status.code: (status.label_nl, status.label_en) for status in read(SHIPPED).statuses}
MOMENTS = ["", "as_of=2019-05-26", "as_of=2021-03-04", "as_of=2024-12-31", "known_at=2020-01-01"]
MOST_COMPONENTS = 700
EVIL = "<script>alert(1)</script>\"'&"


def page(client: FlaskClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read_page(answer.get_data(as_text=True))


def rows(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/api/v1/{address}").get_json()["data"]
    return found


def addresses(element: Element) -> list[str]:
    return [str(a.attributes["href"]) for a in element.all("a")]


def components(tree: Any) -> int:
    if isinstance(tree, list):
        return sum(map(components, tree))
    return 1 + components(tree["props"].get("children")) if isinstance(tree, dict) and "props" in tree else 0


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_request_has_a_page_with_its_own_words(client, lang):
    for request in MEMORANDUM.requests:
        main = page(client, f"/vraag/{request.id}?lang={lang}").one("main")
        told = main.one("h1").words
        assert request.id in told
        assert (request.title_en if lang == "en" else request.title_nl) in told
        quoted = main.one("blockquote").words.replace(" ", "")
        assert quoted == request.text_nl.replace("• ", "").replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_status_with_each_government_is_that_of_the_api(client, moment):
    by_request: dict[str, list[dict[str, Any]]] = {}
    for row in rows(client, f"tracks?{moment}"):
        by_request.setdefault(row["request"], []).append(row)
    assert list(by_request) == TRACKED
    for code in TRACKED[::12]:
        for lang in ("nl", "en"):
            main = page(client, f"/vraag/{code}?{moment}&lang={lang}").one("main")
            for row in by_request[code]:
                section = main.one("section", id_=f"overheid-{row['government']}")
                label = section.one("h2").one("span")
                assert label.classes == [f"s-{row['status']}"]
                assert label.words == LABELS[row["status"]][lang == "en"]
                told = section.one("p", class_="lead").words.replace(".", "").replace(",", "")
                days = row["days_in_status"] if row["entry"] else row["silence_days"]
                assert f" {days} d" in told.replace("(", " ")
                assert f" {row['silence_days']} da" in told


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_history_holds_the_entries_of_the_api(client, moment):
    for code in TRACKED[::10]:
        main = page(client, f"/vraag/{code}?{moment}").one("main")
        anchors = [str(each.attributes["id"]) for each in main.all(class_="version")]
        assert sorted(anchors) == sorted(
            f"logregel-{row['id']}" for row in rows(client, f"updates?request={code}&{moment}")
        )


def test_entries_of_after_the_day_are_hidden_and_said_to_be(client):
    known = rows(client, "updates?request=2.1.a")
    early = [row for row in known if row["effective_date"] <= "2020-01-31"]
    section = page(client, "/vraag/2.1.a?as_of=2020-01-31").one("section", id_="overheid-VL")
    assert len(section.all(class_="version")) == len(early) < len(known)
    said = section.all("p", class_="remark")[-1]
    assert f"{len(known) - len(early)} logregels van na 31 januari 2020 zijn verborgen" in said.words
    assert "as_of" not in str(said.one("a").attributes["href"])


def test_a_track_without_entries_says_so(client):
    silent = next(row for row in rows(client, "tracks") if row["entry"] is None)
    main = page(client, f"/vraag/{silent['request']}").one("main")
    section = main.one("section", id_=f"overheid-{silent['government']}")
    assert "Geen reactie bekend" in section.words
    assert section.all(class_="version") == []


@pytest.mark.parametrize(
    ("lang", "implied", "explicit"),
    [
        ("nl", "afgeleid uit de tekst: het Gemeentefonds is een Vlaams fonds.", "expliciet genoemd in de tekst."),
        ("en", "implied by the text: the Gemeentefonds is a Flemish fund.", "named in the text."),
    ],
)
def test_the_ground_of_the_address_is_told_in_the_language_of_the_page(client, lang, implied, explicit):
    for code, ground in (("2.1.a", implied), ("1.1", explicit)):
        first = page(client, f"/vraag/{code}?lang={lang}").one("ul", class_="facts").all("li")[0]
        assert first.words.endswith(f", {ground}")


@pytest.mark.parametrize("parent", [request.id for request in MEMORANDUM.requests if not request.tracked])
def test_a_parent_lists_its_parts_with_their_counts(client, parent):
    main = page(client, f"/vraag/{parent}").one("main")
    parts = main.one("section", id_="deelvragen").one("ul").all("li")
    children = [request.id for request in MEMORANDUM.requests if request.parent == parent]
    assert [part.one("b").words for part in parts] == children
    tracks = rows(client, f"tracks?request={parent}")
    told = sum(int(label.words.split()[0]) for part in parts for label in part.one("span", class_="states").all("span"))
    assert told == len(tracks)
    assert main.all(class_="version") == []


def test_oddities_of_the_source_are_explained(client):
    assert "(herformuleren)” staat zo in de bron" in page(client, "/vraag/4.14").one("section", id_="tekst").words
    items = page(client, "/vraag/2.2.a").one("blockquote").all("li")
    assert [item.words[:2] for item in items] == ["i.", "ii"]


def test_links_keep_both_clocks_and_the_language(client):
    main = page(client, "/vraag/4.11?as_of=2021-03-04&known_at=2025-02-01&lang=en").one("main")
    ours = [
        str(a.attributes["href"]) for a in main.all("a") if str(a.attributes["href"]).startswith(("/vraag", "/dossier"))
    ]
    assert ours
    assert all("as_of=2021-03-04" in href and "known_at=2025-02-01" in href and "lang=en" in href for href in ours)


def test_the_data_behind_a_page_are_exactly_its_rows(client):
    links = page(client, "/vraag/2.1.a?as_of=2021-03-04").one("p", class_="links").all("a")
    csv, json, *_, fixed = (str(link.attributes["href"]) for link in links)
    assert {row["request"] for row in client.get(json).get_json()["data"]} == {"2.1.a"}
    assert client.get(csv).mimetype == "text/csv"
    assert client.get(fixed).status_code == 200
    assert "known_at" in fixed


@pytest.mark.parametrize(
    "code",
    [
        "9.99",
        "2.1.z",
        "2.1.A",
        "02.1",
        "1.1 ",
        "%00",
        "..",
        "' OR 1=1",
        "<script>",
        "1.1;",
        "１.1",
        "a" * 3000,
        "2.1/2.1.a",
    ],
)
def test_what_is_no_request_is_not_found(client, code):
    answer = client.get(f"/vraag/{code}")
    assert answer.status_code == 404
    assert "<script>" not in answer.get_data(as_text=True).split("<body", 1)[1]


def test_an_unknown_request_offers_the_way_back(client):
    main = read_page(client.get("/vraag/9.99").get_data(as_text=True)).one("main")
    assert "Deze vraag bestaat niet" in main.words
    assert [a.attributes["href"] for a in main.all("a")] == ["/"]
    assert "does not exist" in client.get("/vraag/9.99?lang=en").get_data(as_text=True)


@pytest.mark.parametrize("wrong", ["request=1.1", "as_of=2099-01-01", "by=dossier", "status=stalled"])
def test_a_parameter_that_contradicts_or_means_nothing_here_is_refused(client, wrong):
    assert client.get(f"/vraag/4.11?{wrong}").status_code == 400


def test_dash_draws_the_same_with_few_components(client):
    heaviest = 0
    for code in CODES:
        tree = ask_dash(client, path=f"/vraag/{code}").get_json()["response"]["_pages_content"]["children"]
        heaviest = max(heaviest, components(tree))
    assert 0 < heaviest <= MOST_COMPONENTS


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, dict[str, int]]]:
    """A client of a store with what ships and synthetic entries of every kind on 1.2; their ids by what they are."""
    url = f"sqlite:///{tmp_path_factory.mktemp('synthetic') / 'monitor.sqlite3'}"
    store = Store.open(url, clock=lambda: datetime(2025, 3, 3, 12, 0, tzinfo=UTC))
    shipment = read(SHIPPED)
    store.load(shipment)
    with store.database.appending() as connection:
        an, bo = (body(connection, name, store.clock()) for name in ("An", "Bo"))
    ids: dict[str, int] = {}
    with store.appending() as writer:
        ids["wrong"] = writer.record(an, draft(note_nl="Eerst zo")).id
        ids["right"] = writer.correct(bo, ids["wrong"], draft(note_nl="Dan zo"), "verkeerd gelezen").id
        ids["vouched"] = writer.confirm(an, ids["right"]).id
        ids["gone"] = writer.record(an, draft(note_nl="Bestond niet", effective_date=date(2022, 5, 1))).id
        ids["retraction"] = writer.retract(bo, ids["gone"], "bestond niet").id
        ids["moved"] = writer.record(an, draft(note_nl="Verkeerde plaats", effective_date=date(2022, 6, 1))).id
        there = draft(request="4.14", note_nl="Juiste plaats", effective_date=date(2022, 6, 1))
        ids["elsewhere"] = writer.correct(an, ids["moved"], there, "andere vraag").id
        ids["own"] = writer.record(an, draft(kind=Kind.ACTION, status=None, action=Action.HEARING)).id
        ids["evil"] = writer.record(
            an, draft(note_nl=EVIL, sources=(Source("https://example.org/?a=%22&b=1", EVIL, EVIL),))
        ).id
        ids["dutch"] = writer.record(an, draft(note_nl="Alleen Nederlands", effective_date=date(2022, 7, 1))).id
        ids["blank"] = writer.record(an, draft(note_nl="Persoonlijk", effective_date=date(2022, 8, 1))).id
    store.redact(add_person(store, Role.ADMIN), ids["blank"], "persoonsgegevens")
    client = application(store).server.test_client()
    client.get("/")
    yield client, ids
    store.close()


def draft(**changes: Any) -> Draft:
    """A synthetic status update on 1.2 by the Flemish government."""
    sound: dict[str, Any] = {
        "kind": Kind.STATUS, "memorandum": "2019-2024", "request": "1.2", "government": "VL",
        "effective_date": date(2022, 4, 1), "status": Status.IN_PROGRESS, "note_nl": "Synthetisch",
        "sources": (Source("https://example.org/synthetic", "Synthetische bron", "Niemand", date(2022, 1, 2)),),
    }  # fmt: skip
    return Draft(**(sound | changes))


def version(client: FlaskClient, entry: int, code: str = "1.2", lang: str = "nl") -> Element:
    return page(client, f"/vraag/{code}?lang={lang}").one(id_=f"logregel-{entry}")


def test_a_correction_stands_beside_what_it_corrects(synthetic):
    client, ids = synthetic
    old, new = version(client, ids["wrong"]), version(client, ids["right"])
    assert "Eerst zo" in old.one("del").words
    assert "Gecorrigeerd door Bo" in old.words
    assert "Reden: verkeerd gelezen" in old.words
    assert "Dan zo" in new.words
    assert new.all("del") == []
    assert f"logregel-{ids['vouched']}" == new.one(class_="confirmed").attributes["id"]
    assert "✓ Bevestigd door An" in new.words
    happening = page(client, "/vraag/1.2").all("li", class_="happening")
    assert [len(each.all(class_="version")) for each in happening if old.words in each.words] == [2]


def test_a_retraction_strikes_out_and_says_why(synthetic):
    client, ids = synthetic
    found = version(client, ids["gone"])
    assert "Bestond niet" in found.one("del").words
    assert "Ingetrokken door Bo" in found.one(id_=f"logregel-{ids['retraction']}").words
    assert "Nog niet bevestigd" not in found.words


def test_an_entry_that_moved_shows_in_both_histories(synthetic):
    client, ids = synthetic
    here, there = version(client, ids["moved"]), version(client, ids["elsewhere"], "4.14")
    assert f"#logregel-{ids['elsewhere']}" in str(addresses(here))
    assert "Verkeerde plaats" in here.one("del").words
    assert "Juiste plaats" in there.words
    assert f"#logregel-{ids['moved']}" in str(addresses(there))


def test_an_action_of_the_publisher_is_marked_and_moves_nothing(synthetic, client):
    other, ids = synthetic
    found = version(other, ids["own"])
    assert "De VVSG zelf: hoorzitting" in found.words
    assert "telt niet mee" in found.words
    assert not [each for each in found.all("span") if each.classes and each.classes[0].startswith("s-")]


def test_words_that_were_removed_leave_a_tombstone(synthetic):
    client, ids = synthetic
    found = version(client, ids["blank"])
    assert "verwijderd. Reden: persoonsgegevens" in found.one(class_="tombstone").words
    assert "Persoonlijk" not in page(client, "/vraag/1.2").words
    assert found.all(class_="sources") == []


def test_a_note_in_the_other_language_is_marked(synthetic):
    client, ids = synthetic
    found = version(client, ids["dutch"], lang="en")
    (note,) = [each for each in found.all("span") if each.attributes.get("lang") == "nl"]
    assert note.words == "Alleen Nederlands"


def test_what_people_write_is_text_and_never_markup(synthetic):
    client, ids = synthetic
    found = version(client, ids["evil"])
    assert EVIL in found.words.replace("&quot;", '"')
    assert found.all("script") == []
    assert all(href.startswith(("https://", "#")) for href in addresses(found))


def test_links_to_sources_leave_the_site_without_ties(client):
    links = [
        a for a in page(client, "/vraag/2.1.a").one("main").all("a") if str(a.attributes["href"]).startswith("http")
    ]
    assert links
    assert all({"noopener", "external"} <= set(str(link.attributes["rel"]).split()) for link in links)
