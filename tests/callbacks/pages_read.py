"""Reading a served page in tests: its elements with their words, by class and id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str | None]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return (self.attributes.get("class") or "").split()

    @property
    def words(self) -> str:
        text = "".join(part if isinstance(part, str) else f" {part.words} " for part in self.inside)
        return re.sub(r"\s+", " ", text).strip()

    def all(self, tag: str = "", *, class_: str = "", id_: str = "") -> list[Element]:
        """Every element inside with this tag, class and id, in the order of the page."""
        found = []
        for part in self.inside:
            if isinstance(part, Element):
                fits = (not tag or part.tag == tag) and (not class_ or class_ in part.classes)
                found += [part] if fits and (not id_ or part.attributes.get("id") == id_) else []
                found += part.all(tag, class_=class_, id_=id_)
        return found

    def one(self, tag: str = "", *, class_: str = "", id_: str = "") -> Element:
        (found,) = self.all(tag, class_=class_, id_=id_)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_page(html: str) -> Element:
    """The page as a tree; every element must be closed in its place."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, "something stays open"
    return reader.root
