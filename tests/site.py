"""Every page of the site with sample values, and served pages as trees, each fetched once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask.testing import FlaskClient

from callbacks.pages import PAGES
from tests.callbacks.pages_read import Element, read_page

#: Values for the part of a path that is a parameter: ordinary ones, a grouping request and a sub-request.
SAMPLES = {"dossier": ("3", "10"), "request": ("4.11", "2.4", "2.4.a")}


def addresses() -> list[str]:
    """The address of every page, those with a value in their path once for each sample."""
    found = []
    for page in PAGES:
        name = re.search("<(.*)>", page.path)
        found += [page.path.replace(name[0], value) for value in SAMPLES[name[1]]] if name else [page.path]
    return found


class Link(NamedTuple):
    """Where a link leads: the address without its fragment, and the fragment."""

    address: str
    fragment: str

    @property
    def inside(self) -> bool:
        return self.address.startswith("/")

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def is_file(self) -> bool:
        """Whether no page stands there but data, a picture or a feed."""
        return self.inside and self.path.startswith(("/api/", "/embed/", "/feeds/", "/data/"))

    @property
    def shape(self) -> tuple[str, ...]:
        """What links of a kind have in common: the page, and the parameters that are given."""
        kind = self.path.split("/")[1] if self.inside else "elsewhere"
        return (
            kind,
            *sorted({name for name, _ in parse_qsl(urlsplit(self.address).query)}),
            "#" if self.fragment else "",
        )


@dataclass
class Site:
    """The site as a reader without script sees it."""

    client: FlaskClient
    pages: dict[str, Element] = field(default_factory=dict)

    def page(self, address: str) -> Element:
        """The page at an address, which must be there."""
        if address not in self.pages:
            answer = self.client.get(address)
            assert answer.status_code == 200, f"{address} answers {answer.status_code}"
            self.pages[address] = read_page(answer.text)
        return self.pages[address]

    def target(self, link: Link) -> Element:
        """The element that a link leads to."""
        found = self.page(link.address).all(id_=link.fragment)
        assert len(found) == 1, f"{link.address} has {len(found)} elements #{link.fragment}"
        return found[0]

    def links(self, address: str, within: Element | None = None) -> Iterator[Link]:
        """The links on the page at ``address``, or in one of its elements; without those that lead staff further."""
        root = within or self.page(address)
        for_staff = {id(anchor) for part in root.all(class_="staff-only") for anchor in part.all("a")}
        for anchor in root.all("a"):
            if id(anchor) not in for_staff:
                yield link_of(address, anchor)


def link_of(address: str, anchor: Element) -> Link:
    """Where an anchor on the page at ``address`` leads."""
    href = str(anchor.attributes["href"])
    whole, _, fragment = urljoin(f"http://here{address}", href).removeprefix("http://here").partition("#")
    return Link(address if href.startswith("#") else whole, fragment)
