"""PNG from the SVG of a picture: drawn by Typst, which brings its renderer in a wheel and needs no system library."""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache
from threading import Lock
from xml.etree.ElementTree import fromstring

import typst

from components.pictures.lettering import FOLDER
from components.pictures.sheet import PIXELS

_SVG = "{http://www.w3.org/2000/svg}"
#: One page as large as the picture; a point is a unit of it.
_PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)"""
#: A compiler of Typst serves one thread; and pictures leave room for other answers.
_ONE_AT_A_TIME = Lock()
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(svg: str) -> bytes:
    """The picture as PNG, ``PIXELS`` wide, with its title and description inside (``Title`` and ``Description``).

    The same SVG gives the same bytes. Raises ValueError for what is not a picture of ours.
    """
    whole = fromstring(svg)  # noqa: S314 - written by this application
    view = re.fullmatch(r"0 0 (\S+) (\S+)", whole.get("viewBox", ""))
    if view is None:
        raise ValueError("a picture says how large it is in viewBox")
    with _ONE_AT_A_TIME:
        drawn = _compiler().compile(
            _PAGE.format(width=view[1], height=view[2]).encode(),
            format="png",
            ppi=72 * PIXELS / float(view[1]),
            sys_inputs={"svg": svg},
        )
    if not isinstance(drawn, bytes):
        raise ValueError("a picture is one page")
    words = {"Title": whole.findtext(f"{_SVG}title"), "Description": whole.findtext(f"{_SVG}desc")}
    return _with_words(drawn, {keyword: told or "" for keyword, told in words.items()})


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=[str(FOLDER)], ignore_system_fonts=True)


def _with_words(image: bytes, words: dict[str, str]) -> bytes:
    """The image with an international text chunk per keyword, right after its header (PNG, 11.3.3.4)."""
    header = len(_SIGNATURE) + 12 + 13
    chunks = b"".join(
        _chunk(b"iTXt", keyword.encode("ascii") + b"\0\0\0\0\0" + told.encode()) for keyword, told in words.items()
    )
    return image[:header] + chunks + image[header:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
