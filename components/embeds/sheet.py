"""The style of an embed: what it needs of the pages' style sheets, and the places of its marks, in one short sheet.

Inline style that is allowed by its hash cannot stand in attributes: it is lifted out of them, equal ones once.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from components.tree import Child, Live, Node

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_CLASS = re.compile(r"\.([a-zA-Z_][\w-]*)")
_ID = re.compile(r"#([a-zA-Z_][\w-]*)")
_PREFIX = re.compile(r'\[class\^="([^"]+)"\]')
_TAG = re.compile(r"(?:^|[\s>+~(,])([a-z][a-z0-9]*)")
_PROPERTY = re.compile(r"var\((--[\w-]+)")
_DECLARATION = re.compile(r"(--[\w-]+):[^;{}]*(?:;|(?=\}))")
_WITHOUT = re.compile(r":not\([^()]*\)|:{1,2}[\w-]+(?=$|[\s>+~,:)\[.])|\[[^\]]*\]")


@dataclass(slots=True)
class Marks:
    """The styles that were lifted from a tree, each with the name of the class that took its place."""

    names: dict[str, str] = field(default_factory=dict)

    def name(self, style: str) -> str:
        """The class for a style."""
        return self.names.setdefault(style, f"_{len(self.names):x}")

    @property
    def css(self) -> str:
        """The rules of those classes."""
        return "".join(f".{name}{{{style}}}" for style, name in self.names.items())


def lifted(child: Child, marks: Marks) -> Child:
    """The tree with a class in place of every ``style``; what is drawn by Dash becomes its static form."""
    if isinstance(child, Live):
        return lifted(child.static, marks)
    if isinstance(child, str):
        return child
    attributes = dict(child.attributes)
    style = attributes.pop("style", None)
    if isinstance(style, str):
        attributes["class"] = f"{attributes.get('class', '')} {marks.name(style)}".strip()
    inside = tuple(lifted(part, marks) for part in child.children)
    return child._replace(attributes=tuple(attributes.items()), children=inside)


def used(css: str, tree: Node, more: str = "") -> str:
    """The rules of ``css`` that can apply to something in ``tree``, without comments and idle space.

    ``more`` is a sheet that stays whole and comes last; custom properties that neither uses are left out.
    """
    found = _Found(tree)
    rules = "".join(_kept(_COMMENT.sub("", css), found)) + _small(_COMMENT.sub("", more))
    return _with_properties(rules)


class _Found:
    """The tags, classes and ids of a tree."""

    def __init__(self, tree: Node) -> None:
        self.tags = {"html", "body", "head"}
        self.classes: set[str] = set()
        self.ids: set[str] = set()
        self._look(tree)

    def _look(self, child: Child) -> None:
        if isinstance(child, Node):
            self.tags.add(child.tag)
            for name, value in child.attributes:
                if name == "class":
                    self.classes.update(str(value).split())
                elif name == "id":
                    self.ids.add(str(value))
            for part in child.children:
                self._look(part)

    def can_match(self, selector: str) -> bool:
        """Whether everything that a selector asks for is there; too often yes rather than once no."""
        prefixes = _PREFIX.findall(selector)
        plain = (
            _WITHOUT.sub("", re.sub(r":(is|where|has)\(", "(", selector))
            if "(" in selector
            else _WITHOUT.sub("", selector)
        )
        alternatives = re.findall(r"\(([^()]*)\)", plain)
        rest = re.sub(r"\([^()]*\)", "", plain)
        return (
            all(any(name.startswith(prefix) for name in self.classes) for prefix in prefixes)
            and self._has(rest)
            and all(any(self._has(each) for each in part.split(",")) for part in alternatives)
        )

    def _has(self, selector: str) -> bool:
        return (
            set(_CLASS.findall(selector)) <= self.classes
            and set(_ID.findall(selector)) <= self.ids
            and set(_TAG.findall(f" {selector}")) <= self.tags
        )


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """What stands before each pair of braces of the outermost level, and what stands inside."""
    depth, begin, opened = 0, 0, 0
    for place, character in enumerate(css):
        if character == "{":
            depth += 1
            if depth == 1:
                opened = place
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield css[begin:opened].strip(), css[opened + 1 : place]
                begin = place + 1


def _kept(css: str, found: _Found) -> Iterator[str]:
    for head, body in _blocks(css):
        if head.startswith(("@media", "@container", "@supports")):
            inside = "".join(_kept(body, found))
            if inside:
                yield f"{_small(head)}{{{inside}}}"
        elif head.startswith("@"):
            yield f"{_small(head)}{{{_small(body)}}}"
        elif selectors := [one for one in _selectors(head) if found.can_match(one)]:
            yield f"{_small(','.join(selectors))}{{{_small(body)}}}"


def _selectors(head: str) -> Iterable[str]:
    """The selectors of a rule: split at commas outside brackets."""
    return (one.strip() for one in re.split(r",(?![^(]*\))", head))


def _small(css: str) -> str:
    text = _SPACE.sub(" ", css).strip()
    return re.sub(r"\s*([{};,>])\s*", r"\1", text).replace(": ", ":").replace(";}", "}")


def _with_properties(css: str) -> str:
    """The sheet without declarations of custom properties that nothing reads."""
    while True:
        read = set(_PROPERTY.findall(css))
        smaller = _DECLARATION.sub(partial(_if_read, read), css)
        if smaller == css:
            return css
        css = smaller


def _if_read(read: Container[str], declaration: re.Match[str]) -> str:
    return declaration[0] if declaration[1] in read else ""
