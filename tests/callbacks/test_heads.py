"""The head of every public page: how a link to it is shown elsewhere, and which feeds it leads to."""

from __future__ import annotations

import feedparser
import pytest

from tests.callbacks.pages_read import read_page
from tests.pictures_read import png_size
from tests.site import addresses

HERE = "http://127.0.0.1:8050"
ASKED = "?lang=en&as_of=2022-12-31"


def head(client, address):
    return read_page(client.get(address).text).one("head")


def graph(client, address):
    """Property to content of Open Graph."""
    metas = (meta.attributes for meta in head(client, address).all("meta") if "property" in meta.attributes)
    return {meta["property"]: meta["content"] for meta in metas}


def linked_feeds(client, address):
    links = (link.attributes for link in head(client, address).all("link"))
    return [(link["title"], link["href"]) for link in links if link.get("type") == "application/atom+xml"]


@pytest.mark.parametrize("address", [*addresses(), "/insluiten"])
def test_every_page_tells_how_a_link_to_it_is_shown(client, address):
    told = graph(client, address + ASKED)
    page = read_page(client.get(address + ASKED).text)
    assert told["og:title"] == page.one("title").words
    assert told["og:description"] == page.one("main").one("h1").words
    assert told["og:locale"] == "en_GB"
    assert told["og:url"].startswith(HERE + address)
    assert client.get(told["og:url"].removeprefix(HERE)).status_code == 200
    picture = told["og:image"].removeprefix(HERE)
    assert picture.startswith("/embed/")
    assert "lang=en" in picture
    assert client.head(picture).content_type == "image/png"


@pytest.mark.parametrize(
    ("address", "chart"),
    [
        ("/?government=VL", "/embed/progress.card.png?memorandum=2019-2024&government=VL"),
        ("/vraag/4.11", "/embed/request/4.11.card.png?memorandum=2019-2024"),
        ("/sdg?by=year", "/embed/sdg.card.png?memorandum=2019-2024&by=year&measure=realised_share"),
        ("/verschil", "/embed/progress.card.png"),
        ("/insluiten?chart=dossier&dossier=4&remark=Hallo", "/embed/dossier/4.card.png?memorandum=2019-2024"),
    ],
)
def test_a_page_is_shown_by_its_own_chart(client, address, chart):
    told = graph(client, address)
    assert told["og:image"] == HERE + chart
    assert png_size(client.get(chart).data) == (1200, 630)
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")


def test_a_page_leads_to_its_own_feed_and_to_that_of_everything(client):
    everything = ("Alle logregels", "/feeds/updates.atom?memorandum=2019-2024")
    assert linked_feeds(client, "/") == linked_feeds(client, "/logboek?q=water&dossier=4&page=2") == [everything]
    dossier = ("Dossier 4", "/feeds/updates.atom?memorandum=2019-2024&dossier=4")
    assert linked_feeds(client, "/dossier/4?government=VL&as_of=2022-12-31") == [dossier, everything]
    own, _ = linked_feeds(client, "/vraag/4.11?lang=en")
    assert own[0] == "Request 4.11"
    feed = feedparser.parse(client.get(own[1]).data)
    assert feed.feed.title.startswith("Memorandummonitor: request 4.11")
    assert {entry.link.partition("?")[0] for entry in feed.entries} == {f"{HERE}/vraag/4.11"}


def test_what_is_no_page_tells_nothing(client):
    for address in ("/nergens", "/dossier/99", "/?as_of=nooit"):
        assert graph(client, address) == {}
        assert linked_feeds(client, address) == []
