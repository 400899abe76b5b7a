"""Pages of a request that was logged very often: the newest part is told, and links lead to the rest. All synthetic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.callbacks.pages_read import Element
from tests.callbacks.test_request import addresses, components, page, rows
from tests.long_log import COUNT, long_store
from tests.serving import application
from tests.serving import call as ask_dash

SAYS = {
    "nl": ("Hier staan de 25 laatste gebeurtenissen.", "Toon wat daarvoor kwam", "1 balk toont niet elke verandering"),
    "en": ("These are the last 25 events.", "Show what came before", "1 bar does not show every change"),
}


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, list[int]]]:
    """An application on what ships with a long synthetic history of 1.2 by the Flemish government."""
    store, numbers = long_store(tmp_path_factory.mktemp("long"))
    client = application(store).server.test_client()
    client.get("/")
    yield client, numbers
    store.close()


def section(client: FlaskClient, address: str) -> Element:
    return page(client, address).one("section", id_="overheid-VL")


def shown(found: Element) -> list[int]:
    return [int(str(each.attributes["id"]).removeprefix("logregel-")) for each in found.all(class_="version")]


def in_order(client: FlaskClient) -> list[int]:
    """The entries of the history in its order, as the API has them."""
    updates = [row for row in rows(client, "updates?request=1.2&government=VL") if row["effective_date"]]
    return [row["id"] for row in sorted(updates, key=lambda row: (row["effective_date"], row["id"]))]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_newest_part_is_told_and_links_lead_through_all_of_it(long, lang):
    client, _ = long
    everything = in_order(client)
    told = section(client, f"/vraag/1.2?lang={lang}")
    newest, earlier, _ = SAYS[lang]
    assert newest in told.words
    found = shown(told)
    assert found == everything[-25:]
    while links := [a for a in told.all("a") if a.attributes.get("rel") == "prev"]:
        assert links[0].words == earlier
        address = str(links[0].attributes["href"])
        told = section(client, address)
        assert urlsplit(address).fragment == f"logregel-{shown(told)[-1]}"
        found = shown(told) + found
    assert found == everything


def test_from_an_earlier_part_links_lead_on_to_the_newest(long):
    client, numbers = long
    told, seen = section(client, f"/vraag/1.2?entry={numbers[10]}"), list[int]()
    while links := [a for a in told.all("a") if a.attributes.get("rel") == "next"]:
        told = section(client, str(links[0].attributes["href"]))
        seen += [entry for entry in shown(told) if entry not in seen]
    after = in_order(client)[in_order(client).index(numbers[10]) + 1 :]
    assert [entry for entry in seen if entry in after] == after


def test_the_rest_is_in_the_log_too(long):
    client, _ = long
    (cut,) = section(client, "/vraag/1.2").all("li", class_="cut")
    where = addresses(cut)[-1]
    assert "request=1.2" in where
    assert "government=VL" in where
    total = len(rows(client, "updates?request=1.2&government=VL"))
    assert str(total) in page(client, where).one("main").one("h1").words


@pytest.mark.parametrize("place", [0, 1, 40, COUNT - 1])
def test_an_entry_that_is_asked_for_is_told_with_what_became_of_it(long, place):
    client, numbers = long
    told = section(client, f"/vraag/1.2?entry={numbers[place]}")
    assert numbers[place] in shown(told)
    if place == 0:
        assert "Reden: bestond niet" in told.words
    if place == 1:
        assert "✓ Bevestigd door Bo" in told.words


def test_what_retracts_or_confirms_an_old_entry_leads_to_it(long):
    client, numbers = long
    for row in rows(client, "updates?request=1.2&government=VL"):
        if row["kind"] in ("retraction", "confirmation") and row["refers_to"] in numbers:
            told = section(client, f"/vraag/1.2?entry={row['id']}")
            assert row["refers_to"] in shown(told)
            assert told.all(id_=f"logregel-{row['id']}")


@pytest.mark.parametrize(
    ("lang", "said"), [("nl", "Logregel 999999 staat hier niet"), ("en", "Entry 999999 is not here")]
)
def test_an_entry_that_is_not_here_is_said_to_be_so(long, lang, said):
    client, numbers = long
    main = page(client, f"/vraag/1.2?entry=999999&lang={lang}").one("main")
    assert said in main.words
    assert shown(main.one("section", id_="overheid-VL")) == in_order(client)[-25:]
    assert said.split()[0] not in page(client, f"/vraag/1.2?entry={numbers[-1]}&lang={lang}").one("h1").words
    assert client.get("/vraag/1.2?entry=abc").status_code == 400


def test_a_history_that_fits_is_told_as_ever(client):
    main = page(client, "/vraag/4.11").one("main")
    assert main.all(class_="cut") == []
    assert main.all(class_="sampled") == []


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("path", ["/vraag/1.2", "/dossier/1", "/embed/request/1.2", "/embed/dossier/1"])
def test_a_ribbon_that_cannot_show_every_change_says_so(long, lang, path):
    client, _ = long
    found = page(client, f"{path}?lang={lang}")
    (said,) = [each for each in found.all("p", class_="sampled") if SAYS[lang][2] in each.words]
    assert said
    ribbon = next(each for each in found.all("span", class_="ribbon") if len(each.all("a")) > 9)
    assert len(ribbon.all("a")) <= 13


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_picture_and_the_figure_say_so_too(long, lang):
    client, _ = long
    said = SAYS[lang][2]
    svg = client.get(f"/embed/request/1.2.svg?lang={lang}").get_data(as_text=True)
    assert said in " ".join(re.sub("<[^>]*>", " ", svg).split())
    figure = client.get(f"/embed/request/1.2.figure.json?lang={lang}").get_json()
    notes = [note["text"].replace("<br>", " ") for note in figure["layout"]["annotations"]]
    assert any(said in note for note in notes)


@pytest.mark.parametrize("as_of", ["", "as_of=2021-05-05", "as_of=2019-07-01"])
def test_the_data_of_a_ribbon_have_every_period(long, as_of):
    client, _ = long
    found = [row for row in embed_rows(client, as_of) if row["government"] == "VL"]
    day = as_of.removeprefix("as_of=") or "9999-12-31"
    updates = {row["id"]: row for row in rows(client, f"updates?request=1.2&government=VL&{as_of}")}
    own = [row for row in updates.values() if row["status"] and row["counts"] and row["effective_date"] <= day]
    begun = [row["entry"] for row in found if row["entry"]]
    last_of_a_day = {row["effective_date"]: row for row in sorted(own, key=lambda row: row["id"])}
    in_time = [last_of_a_day[each] for each in sorted(last_of_a_day)]
    turns = [row["id"] for before, row in zip([None, *in_time], in_time, strict=False)
             if before is None or before["status"] != row["status"]]  # fmt: skip
    assert begun == turns
    csv = client.get(f"/embed/request/1.2.csv?{as_of}").get_data(as_text=True)
    assert len(csv.splitlines()) == len(embed_rows(client, as_of)) + 1


def embed_rows(client: FlaskClient, as_of: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/embed/request/1.2.json?{as_of}").get_json()["data"]
    return found


def test_a_part_of_a_ribbon_leads_to_the_entry_that_counted(long):
    client, _ = long
    ribbon = next(each for each in page(client, "/vraag/1.2").all("span", class_="ribbon") if len(each.all("a")) > 9)
    for link in ribbon.all("a")[1:]:
        href = str(link.attributes["href"])
        assert page(client, href).all(id_=urlsplit(href).fragment), href


def test_what_changed_lately_tells_the_last_entries_and_leads_to_the_others(long):
    client, _ = long
    main = page(client, "/dossier/1?as_of=2023-06-30").one("main")
    (moved,) = [each for each in main.one("ul", class_="moved").all("li") if "1.2 " in each.all("a")[0].words]
    links = [a for a in moved.all("a") if "eerdere logregels" in a.words]
    assert len(links) == 1
    assert "request=1.2" in str(links[0].attributes["href"])
    told = {href for href in addresses(moved) if "#logregel-" in href}
    assert len(told) == 6


def test_dash_draws_it_with_few_components(long):
    client, _ = long
    for path in ("/vraag/1.2", "/dossier/1"):
        tree = ask_dash(client, path=path).get_json()["response"]["_pages_content"]["children"]
        assert components(tree) <= 700
