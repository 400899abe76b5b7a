"""How a status and a share look, in one place: colours with a label colour that reads on them, and a glyph.

The custom properties of ``assets/monitor.css`` hold the same values (tested). Why these: ``docs/look.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]

#: From arrived, through on the way, to halted: the order of segments, of the legend and of table columns.
DISPLAY_ORDER = (
    "realised",
    "partially_realised",
    "decided",
    "in_progress",
    "acknowledged",
    "submitted",
    "stalled",
    "rejected",
    "unclear",
)

#: These count as a result.
WITH_RESULT = ("realised", "partially_realised")


@dataclass(frozen=True, slots=True)
class Paint:
    """A surface and the colour of the words on it; ``stripe`` only where it is hatched."""

    fill: str
    ink: str
    stripe: str | None = None


@dataclass(frozen=True, slots=True)
class StatusLook:
    """The look of one status: its glyph tells it where colour cannot (grey print, colour blindness)."""

    glyph: str
    light: Paint
    dark: Paint

    def paint(self, theme: Theme) -> Paint:
        """The colours for a theme."""
        return self.dark if theme == "dark" else self.light


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Paper, text, secondary text, hairlines and accent of a theme."""

    paper: str
    ink: str
    muted: str
    line: str
    accent: str


SURROUNDINGS: dict[Theme, Surroundings] = {
    "light": Surroundings(paper="#FBFAF8", ink="#16202B", muted="#55606C", line="#DDDFE0", accent="#00635A"),
    "dark": Surroundings(paper="#12181F", ink="#E9EDF0", muted="#A3AEB9", line="#2C3640", accent="#62DCC5"),
}

_INK, _WHITE = "#16202B", "#FFFFFF"
_DARK_INK, _DARK_WHITE = "#0D141A", "#F1F4F6"

STATUS_LOOK: dict[str, StatusLook] = {
    "realised": StatusLook("●", Paint("#00635A", _WHITE), Paint("#62DCC5", _DARK_INK)),
    "partially_realised": StatusLook("◐", Paint("#4FB3A3", _INK), Paint("#2B776B", _DARK_WHITE)),
    "decided": StatusLook("◆", Paint("#2A68A0", _WHITE), Paint("#92C4F2", _DARK_INK)),
    "in_progress": StatusLook("▸", Paint("#7DB1DC", _INK), Paint("#376C9F", _DARK_WHITE)),
    "acknowledged": StatusLook("○", Paint("#B9D4EC", _INK), Paint("#365472", _DARK_WHITE)),
    "submitted": StatusLook("·", Paint("#E6E8EB", _INK), Paint("#333D47", _DARK_WHITE)),
    "stalled": StatusLook("‖", Paint("#EBB04A", _INK), Paint("#DBA036", _DARK_INK)),
    "rejected": StatusLook("×", Paint("#AD3B2C", _WHITE), Paint("#E8806E", _DARK_INK)),
    "unclear": StatusLook(
        "?", Paint("#D0D4D9", _INK, stripe="#A3A9B1"), Paint("#4A525B", _DARK_WHITE, stripe="#636C76")
    ),
}

#: The one sequential scale, 0 to 100 % in eleven steps; no step lies where neither label colour would read.
HEAT: dict[Theme, tuple[Paint, ...]] = {
    "light": (
        *(Paint(fill, _INK) for fill in ("#EAF3F1", "#D3E8E4", "#BBDDD7", "#A4D3CA", "#8DC7BD")),
        *(Paint(fill, _INK) for fill in ("#76BCB0", "#5EB0A4", "#4BA498", "#3B998C")),
        *(Paint(fill, _WHITE) for fill in ("#18786D", "#00635A")),
    ),
    "dark": (
        *(Paint(fill, _DARK_WHITE) for fill in ("#1E2A2E", "#1E3436", "#1F3D3E", "#1F4745", "#225651")),
        *(Paint(fill, _DARK_WHITE) for fill in ("#276760", "#2C786E")),
        *(Paint(fill, _DARK_INK) for fill in ("#3A9485", "#43A796", "#53C2AE", "#62DCC5")),
    ),
}


def heat_step(share: float) -> int:
    """The step of the scale, 0-10, for a share between 0 and 1: the ends are for exactly nothing and everything."""
    if share <= 0:
        return 0
    return 10 if share >= 1 else min(9, max(1, int(share * 10 + 0.5)))
