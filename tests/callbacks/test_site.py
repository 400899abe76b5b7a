"""A crawler over the whole site, as served: every request and track within reach, every colour accounted for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.callbacks.pages_read import Element
from tests.site import Link, Site, addresses, link_of

MOST_CLICKS = 3
#: How many links of a kind (same page, same parameters) are followed; of files one.
OF_A_KIND = 2
NOTHING_KNOWN = re.compile("geen reactie bekend|no response known", re.IGNORECASE)
NO_SOURCE = re.compile("Geen openbare bron|No public source")
RECORDED = re.compile(r"(Geregistreerd door|Recorded by) \S+.* \d{4}")
YEAR = re.compile(r"\b20(19|2\d)\b")


@pytest.fixture(scope="module", params=["nl", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def site(client: FlaskClient) -> Site:
    return Site(client)


@pytest.fixture(scope="module")
def clicks(site: Site, lang: str) -> dict[str, tuple[int, str]]:
    """How many clicks from the overview each path is, and the address it was first reached at."""
    start = f"/?lang={lang}"
    found, edge = {"/": (0, start)}, [start]
    for distance in range(1, MOST_CLICKS + 1):
        following = []
        for link in (link for address in edge for link in site.links(address)):
            if link.inside and not link.is_file and link.path not in found:
                found[link.path] = (distance, link.address)
                following.append(link.address)
        edge = following
    return found


def sampled(links: set[Link]) -> Iterator[Link]:
    """A few links of each kind, the same every time."""
    kinds: dict[tuple[str, ...], list[Link]] = defaultdict(list)
    for link in sorted(links, key=lambda link: sha256(repr(link).encode()).digest()):
        kinds[link.shape].append(link)
    for kind in kinds.values():
        yield from kind[: 1 if kind[0].is_file else OF_A_KIND]


def test_every_request_and_track_is_within_three_clicks(client, site, clicks, lang):
    for request in client.get("/api/v1/requests").get_json()["data"]:
        distance, address = clicks[f"/vraag/{request['id']}"]
        assert distance <= MOST_CLICKS
        assert site.page(address).one("html").attributes["lang"] == lang
    for track in client.get("/api/v1/tracks").get_json()["data"]:
        _, address = clicks[f"/vraag/{track['request']}"]
        site.target(Link(address, f"overheid-{track['government']}"))


def test_no_page_is_out_of_reach(clicks):
    assert not set(addresses()) - set(clicks)


def test_every_page_is_sound(site, clicks, lang):
    titles = []
    for _, address in clicks.values():
        page = site.page(address)
        ids = Counter(element.attributes["id"] for element in page.all() if "id" in element.attributes)
        assert [name for name, count in ids.items() if count > 1] == [], address
        assert len(page.all("h1")) == len(page.all("main")) == 1, address
        assert page.one("html").attributes["lang"] == lang, address
        titles.append(page.one("title").words)
    assert all(titles)
    assert [title for title, count in Counter(titles).items() if count > 1] == []


def test_every_link_leads_somewhere(client, site, clicks):
    links = {link for _, address in clicks.values() for link in site.links(address)}
    assert len(links) > 1000
    outside = {link.address for link in links if not link.inside}
    assert [address for address in outside if not re.match(r"https?://[^/]+", address)] == []
    for link in sampled({link for link in links if link.inside}):
        if link.is_file:
            assert client.get(link.address, buffered=True).status_code == 200, link
        elif link.fragment:
            site.target(link)
        else:
            site.page(link.address)


def test_every_form_leads_somewhere(site, clicks):
    for address in {f"/{path.split('/')[1]}": address for path, (_, address) in clicks.items()}.values():
        for form in site.page(address).all("form"):
            only_signing_in_sends = "post" if "/aanmelden" in address else "get"
            assert str(form.attributes["method"]) == only_signing_in_sends
            assert urlsplit(str(form.attributes["action"])).path in clicks


def coloured(page: Element) -> list[Element]:
    """The links in what a colour stands for: segments, cells of the heatmap and the matrix, and ribbons."""
    parts = [cell for cell in page.all("td") if re.fullmatch(r"s-\w+|h\d+|undefined", " ".join(cell.classes))]
    anchors = []
    for part in parts:
        assert len(part.all("a")) == 1, f"no way to what is behind {part.words!r}"
        anchors += part.all("a")
    return anchors + [anchor for ribbon in page.all("span", class_="ribbon") for anchor in ribbon.all("a")]


def rests_on(element: Element) -> bool:
    """Whether an element tells date, source, author and moment of an entry, or that no response is known."""
    if NOTHING_KNOWN.search(element.words):
        return True
    source = any(str(anchor.attributes["href"]).startswith("http") for anchor in element.all("a"))
    known = source or NO_SOURCE.search(element.words)
    return bool(known and RECORDED.search(element.words) and YEAR.search(element.words))


def accounted_for(site: Site, link: Link) -> bool:
    """Whether one more click, at most, leads from a link's target to what it rests on, for all that is listed there."""
    target = site.target(link)
    rows = [row for body in target.all("tbody") for row in body.all("tr")] or [
        item for each in target.all("ul", class_="moved") for item in each.inside if isinstance(item, Element)
    ]
    return all(
        rests_on(row)
        or any(rests_on(site.target(link_of(link.address, anchor))) for anchor in row.all("a") if _entry(anchor))
        for row in rows or [target]
    )


def _entry(anchor: Element) -> bool:
    return "#logregel-" in str(anchor.attributes["href"])


@pytest.mark.parametrize("kind", ["/", "/dossier", "/sdg", "/verschil", "/vraag"])
def test_every_colour_leads_in_two_clicks_to_what_it_rests_on(site, clicks, kind):
    pages = [address for path, (_, address) in clicks.items() if f"/{path.split('/')[1]}" == kind]
    links: dict[str, set[Link]] = defaultdict(set)
    for address in pages:
        for anchor in coloured(site.page(address)):
            links["ribbon" if kind == "/vraag" else address].add(link_of(address, anchor))
    if kind != "/verschil":
        assert sum(map(len, links.values())) >= 10
    for found in links.values():
        near = {link for link in found if link.address in site.pages}
        for link in near | set(sampled(found - near)):
            assert accounted_for(site, link), link


def test_a_segment_leads_to_as_many_requests_as_it_says(site, lang):
    start = f"/?lang={lang}"
    segments = [cell for cell in site.page(start).all("td") if " ".join(cell.classes).startswith("s-")]
    for cell in segments[::9]:
        link = link_of(start, cell.one("a"))
        assert len(site.target(link).one("tbody").all("tr")) == int(cell.words), link
