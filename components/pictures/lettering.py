"""The type of the pictures: one family that is shipped, so that a picture looks the same wherever it is drawn."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

Weight = Literal["Regular", "SemiBold"]

FOLDER = Path(__file__).parents[2] / "assets" / "fonts"
FAMILY = "Inter, system-ui, sans-serif"

_CSS_WEIGHTS: Mapping[Weight, int] = {"Regular": 400, "SemiBold": 600}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def width_of(words: str, size: float, weight: Weight = "Regular") -> float:
    """How wide words are on one line, kerning left aside; a character that the font lacks counts as a wide one."""
    widths = _advances(weight)
    return size * sum(widths.get(character, widths[_UNKNOWN]) for character in words)


def wrapped(words: str, width: float, size: float, weight: Weight = "Regular") -> list[str]:
    """The words in lines of at most ``width``; a single longer word has a line of its own."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size, weight) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@cache
def faces() -> str:
    """The fonts as CSS, inside the picture itself: a page that shows it as an image lends it none."""
    return "".join(
        f"@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{_encoded(name)})}}"
        for name, weight in _CSS_WEIGHTS.items()
    )


def _encoded(weight: Weight) -> str:
    return b64encode((FOLDER / f"Inter-{weight}.woff2").read_bytes()).decode()


@cache
def _advances(weight: Weight) -> dict[str, float]:
    """Character to width, as a part of the size."""
    font = TTFont(FOLDER / f"Inter-{weight}.ttf")
    em, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    known = {chr(code): widths[name][0] / em for code, name in font.getBestCmap().items()}
    return {**known, _UNKNOWN: max(known.values())}
