"""What members use to put an embed elsewhere: oEmbed, the builder, the lens; and what we count of it."""

from __future__ import annotations

import gc
import re
import struct
import weakref
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from callbacks.http import embed_loads as counting
from callbacks.http.embed import FORMS
from models import embed_loads
from models.store import Store
from models.vocabulary import Role
from tests import people
from tests.serving import application, open_at

BASE = "http://127.0.0.1:8050"


@pytest.fixture(scope="module")
def client(shipped_store: Store) -> FlaskClient:
    client: FlaskClient = application(shipped_store).server.test_client()
    return client


@pytest.mark.parametrize(
    ("page", "embed"),
    [("/", "progress"), ("/dossier/3", "dossier/3"), ("/vraag/4.11", "request/4.11"), ("/sdg?by=year", "sdg")],
)
def test_a_page_leads_to_the_frame_of_its_chart(client, page, embed):
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', client.get(page).text)
    assert link
    told = client.get(unescape(link[1]).removeprefix(BASE)).get_json()
    assert (told["version"], told["type"], told["provider_name"]) == ("1.0", "rich", "Memorandummonitor")
    source = re.search(r'<iframe src="([^"]+)"', told["html"])
    assert source
    assert unescape(source[1]).startswith(f"{BASE}/embed/{embed}?")
    assert client.get(unescape(source[1]).removeprefix(BASE)).status_code == 200


def test_oembed_keeps_within_the_size_asked_for(client):
    told = client.get(f"/oembed?url={BASE}/embed/progress&maxwidth=400&maxheight=300").get_json()
    assert (told["width"], told["height"]) == (400, 300)
    assert 'width="400" height="300"' in told["html"]


def test_oembed_offers_a_picture_of_the_size_it_says_without_anything_of_the_embedders(client):
    asked = {"url": f"{BASE}/embed/sdg?by=government&highlight_sdg=4&remark=Hallo daar"}
    told = client.get("/oembed", query_string=asked).get_json()
    assert "by=government" in told["thumbnail_url"]
    assert not re.search("highlight|remark|Hallo", told["thumbnail_url"])
    picture = client.get(told["thumbnail_url"].removeprefix(BASE))
    size = struct.unpack(">II", picture.data[16:24])  # in the header of a PNG
    assert size == (told["thumbnail_width"], told["thumbnail_height"])
    small = client.get("/oembed", query_string={**asked, "maxwidth": 600}).get_json()
    assert "thumbnail_url" not in small


@pytest.mark.parametrize("highlights", [{"highlight_dossier": "4"}, {"remark": "Hallo daar"}], ids=str)
def test_pictures_and_data_do_not_know_the_lens(client, highlights):
    for form in FORMS:
        if not form.document:
            plain, lit = (
                client.get(f"/embed/progress{form.suffix}"),
                client.get(f"/embed/progress{form.suffix}", query_string=highlights),
            )
            assert lit.data == plain.data, form.suffix


@pytest.mark.parametrize(
    ("page", "charts"),
    [
        ("/?government=VL&as_of=2023-05-04", {"progress", "government", "timeline", "sdg"}),
        ("/dossier/3?government=VL&as_of=2023-05-04", {"dossier", "dossier-timeline"}),
        ("/sdg?government=VL&by=year&measure=tracks&as_of=2023-05-04", {"sdg"}),
        ("/vraag/4.11?as_of=2023-05-04", {"request"}),
    ],
)
def test_each_chart_leads_to_the_builder_which_shows_it_in_the_same_state(client, page, charts):
    found = re.findall(r'href="(/insluiten\?[^"]*chart=[^"]*)"', client.get(page).text)
    assert {parse_qs(urlsplit(unescape(link)).query)["chart"][0] for link in found} == charts
    given = parse_qs(urlsplit(page).query)
    for link in map(unescape, found):
        shown = urlsplit(unescape(snippets(client.get(link).text)["oembed"]))
        state = parse_qs(shown.query)
        for name in given.keys() & {"government", "as_of", "by", "measure"}:
            assert state[name] == given[name], (link, name)
        assert shown.path.rsplit("/", 1)[1] in (*charts, "3", "4.11")


def test_the_builder_keeps_several_filters_and_a_moment_of_knowledge(client):
    page = "/insluiten?chart=sdg&government=VL&government=FED&sdg=4&as_of=2023-05-04&known_at=2025-03-03T12:00:00Z"
    text = client.get(page).text
    state = parse_qs(urlsplit(unescape(snippets(text)["oembed"])).query)
    assert (state["government"], state["sdg"]) == (["VL", "FED"], ["4"])
    assert state["known_at"] == ["2025-03-03T12:00:00.000000Z"]
    assert 'name="known_at"' in text
    living = client.get(f"{page}&moment=living").text
    assert "known_at" not in unescape(snippets(living)["oembed"])


@pytest.mark.parametrize(
    ("search", "status"),
    [
        ("", 400),
        ("url=https://example.org/embed/progress", 404),
        (f"url={BASE}/logboek", 404),
        ("url=javascript:alert(1)", 404),
        ("url=http://[", 404),
        (f"url={BASE}/embed/progress?as_of=x", 400),
        (f"url={BASE}/&format=xml", 501),
        (f"url={BASE}/&format=x", 400),
        (f"url={BASE}/&maxwidth=0", 400),
    ],
)
def test_oembed_refuses_with_a_sentence(client, search, status):
    answer = client.get(f"/oembed?{search}")
    assert answer.status_code == status
    assert answer.get_json()["errors"][0]["detail"].endswith(".")


def test_a_remark_is_escaped_and_said_to_be_the_embedders(client):
    answer = client.get("/embed/progress", query_string={"remark": "Wij volgen <b>dit</b>", "highlight_dossier": "4"})
    assert "niet van de VVSG: “Wij volgen &lt;b&gt;dit&lt;/b&gt;”" in answer.text
    assert answer.text.count('class="lit"') == 1
    plain = client.get("/embed/progress")
    numbers = re.compile(r">(\d+)</a>")
    assert numbers.findall(answer.text) == numbers.findall(plain.text)
    told = client.get("/oembed", query_string={"url": f"{BASE}/embed/progress?remark=Hallo daar"}).get_json()
    assert "Hallo" not in told["title"]
    assert "remark=Hallo" in told["html"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"remark": "x" * 141},
        {"remark": "zie https://example.org"},
        {"remark": "zie www.example.org"},
        {"remark": "zie example.be"},
        {"remark": "mail ons@voorbeeld"},
        {"highlight_dossier": "99"},
        {"highlight_sdg": "3"},
    ],
)
def test_a_lens_that_cannot_be_is_refused(client, parameters):
    assert client.get("/embed/progress", query_string=parameters).status_code == 400


def test_the_longest_remark_fits(client):
    assert client.get("/embed/progress", query_string={"remark": "é" * 140}).status_code == 200


def snippets(text: str) -> dict[str, str]:
    return dict(re.findall(r'<textarea id="code-(\w+)"[^>]*>(.*?)</textarea>', text, re.DOTALL))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_builder_gives_four_codes_for_what_was_chosen(client, lang):
    page = client.get(
        f"/insluiten?lang={lang}&chart=sdg&by=government&government=VL&moment=frozen&highlight_sdg=11&remark=Ja"
    )
    codes = {name: unescape(text) for name, text in snippets(page.text).items()}
    assert set(codes) == {"frame", "script", "oembed", "picture"}
    address = codes["oembed"]
    for part in ("/embed/sdg?", "government=VL", "by=government", "as_of=2024-12-31", "known_at=", "highlight_sdg=11"):
        assert part in address
    assert client.get(address.removeprefix(BASE)).status_code == 200
    assert page.text.count("<iframe ") == 3
    assert "remark" not in codes["picture"]


def test_the_builder_says_what_is_wrong_beside_the_field(client):
    page = client.get("/insluiten?remark=zie+www.gent.be&as_of=2031-01-01")
    assert page.status_code == 200
    assert not snippets(page.text)
    assert 'id="remark-error"' in page.text
    assert 'id="as_of-error"' in page.text
    assert 'value="zie www.gent.be"' in page.text


def test_the_builder_refuses_frames_and_sets_no_cookie(client):
    page = client.get("/insluiten")
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ({"Referer": "https://www.gent.be/pad?naam=jan#x"}, "www.gent.be"),
        ({"Origin": "https://Zemst.be:8443"}, "zemst.be"),
        ({"Referer": "https://10.0.0.7/x"}, ""),
        ({"Referer": "http://[::1]/x"}, ""),
        ({"Referer": "nonsense"}, ""),
        ({}, ""),
    ],
)
def test_of_who_shows_an_embed_only_the_host_name_is_known(client, headers, host):
    with client.application.test_request_context("/embed/progress", headers=headers) as context:
        assert counting.host_of(context.request) == host


def test_what_was_counted_is_written_when_the_store_closes(living_store):
    client = application(living_store).server.test_client()
    for _ in range(2):
        assert client.get("/embed/progress", headers={"Referer": "https://www.gent.be/x"}).status_code == 200
    living_store.close()
    with living_store.database.reading() as connection:
        assert [(one.host, one.loads) for one in embed_loads.loads(connection)] == [("www.gent.be", 2)]


def test_a_store_that_was_closed_is_not_kept_until_the_process_ends(copies):
    store = open_at(copies.shipped("sqlite"))
    counting.Counting(store)
    found = weakref.ref(store)
    store.close()
    del store
    gc.collect()
    assert found() is None


def test_loads_are_counted_and_shown_to_who_is_signed_in(living_store):
    client = application(living_store).server.test_client()
    counter = counting.Counting(living_store)
    for headers in ({"Referer": "https://www.gent.be/x"}, {"Referer": "https://www.gent.be/y"}, {}):
        with client.application.test_request_context("/embed/sdg", headers=headers) as context:
            counter.count(context.request, "/embed/sdg", "127.0.0.1")
    with client.application.test_request_context("/embed/sdg", headers={"Sec-Fetch-Dest": "document"}) as context:
        counter.count(context.request, "/embed/sdg", "127.0.0.1")
    counter.write()
    with living_store.database.reading() as connection:
        assert {(one.host, one.loads) for one in embed_loads.loads(connection)} == {("www.gent.be", 2), ("", 1)}
    assert client.get("/werk/ingesloten").status_code in (302, 303)
    people.sign_in(client, people.account(living_store, Role.READER))
    page = client.get("/werk/ingesloten")
    assert "www.gent.be" in page.text
    assert "ondergrens" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
