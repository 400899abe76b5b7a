"""Pictures as a machine that looks at them would read them: what is written where, and for which row and status."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

from components.pictures.lettering import Weight, width_of

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Words:
    """A text of the picture and the box it takes; ``marks`` are the ``data-`` attributes of all that it stands in."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    marks: dict[str, str]


class Picture:
    """An SVG, read strictly."""

    def __init__(self, svg: str) -> None:
        self.root = fromstring(svg)  # noqa: S314 - written by the program
        self.title, self.description = (self.root.findtext(f"{_SVG}{tag}") or "" for tag in ("title", "desc"))
        self.width, self.height = map(float, self.root.attrib["viewBox"].split()[2:])
        self.words = [found for found in _walk(self.root, 0, 0, {}) if isinstance(found, Words)]
        self.shapes = [found for found in _walk(self.root, 0, 0, {}) if isinstance(found, dict)]

    def said(self, **marks: str) -> list[str]:
        """The words inside elements with these marks (``status="stalled"``), in order."""
        wanted = {f"data-{name}": value for name, value in marks.items()}
        return [words.text for words in self.words if wanted.items() <= words.marks.items()]


def _walk(node: Element, x: float, y: float, marks: dict[str, str]) -> Iterator[Words | dict[str, str]]:
    marks = {**marks, **{name: value for name, value in node.attrib.items() if name.startswith("data-")}}
    if moved := re.fullmatch(r"translate\((\S+) (\S+)\)", node.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2])
    tag = node.tag.removeprefix(_SVG)
    if tag == "text":
        yield _words(node, x, y, marks)
    if tag in ("rect", "polygon"):
        yield {**node.attrib, **marks}
    for child in node:
        if tag not in ("defs", "pattern"):
            yield from _walk(child, x, y, marks)


def _words(node: Element, x: float, y: float, marks: dict[str, str]) -> Words:
    text, size = node.text or "", float(node.attrib["font-size"])
    weight: Weight = "SemiBold" if node.get("font-weight") == "600" else "Regular"
    wide = float(node.get("textLength", width_of(text, size, weight)))
    left = x + float(node.attrib["x"]) - {"middle": wide / 2, "end": wide}.get(node.get("text-anchor", ""), 0)
    base = y + float(node.attrib["y"])
    return Words(text, left, left + wide, base - 0.75 * size, base + 0.2 * size, marks)


def png_chunks(image: bytes) -> list[tuple[str, bytes]]:
    """The chunks of a PNG, each with its checksum verified."""
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(image):
        (length,) = struct.unpack(">I", image[at : at + 4])
        kind, data = image[at + 4 : at + 8], image[at + 8 : at + 8 + length]
        assert struct.unpack(">I", image[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + data),)
        found.append((kind.decode(), data))
        at += 12 + length
    return found


def png_words(image: bytes) -> dict[str, str]:
    """Keyword to text of the international text chunks."""
    texts = (data.split(b"\0", 1) for kind, data in png_chunks(image) if kind == "iTXt")
    return {keyword.decode(): rest.removeprefix(b"\0\0\0\0").decode() for keyword, rest in texts}


def png_size(image: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    (header,) = (data for kind, data in png_chunks(image) if kind == "IHDR")
    width, height = struct.unpack(">II", header[:8])
    return width, height
