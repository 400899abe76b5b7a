"""The chart of an embed: one frame, one view, and every form that can be made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from components.template import Figure
from components.tree import Node


class Drawing(Protocol):
    """What every module of ``components.charts`` that draws a chart offers."""

    def static(self, frame: pd.DataFrame, view: Any, /) -> Node:
        """The table that CSS draws."""

    def figure(self, frame: pd.DataFrame, view: Any, /) -> Figure:
        """The Plotly figure."""

    def sentence(self, frame: pd.DataFrame, view: Any, /) -> str:
        """The finding."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as an embed, a picture and a data file show it.

    ``drawing`` is the module that draws ``frame`` with ``view``. ``title`` names it where nothing else does; ``about``
    says which requests it is about, ``notes`` how to read it, ``unconfirmed`` how much of it awaits confirmation.
    ``narrowest``: in fewer pixels its figure cannot be read.
    """

    drawing: Drawing
    frame: pd.DataFrame
    view: Any
    title: str
    about: str
    unconfirmed: str
    notes: tuple[str, ...] = ()
    narrowest: int = 640

    @property
    def sentence(self) -> str:
        """The finding in words."""
        return self.drawing.sentence(self.frame, self.view)

    def static(self) -> Node:
        """The chart as a table that CSS draws."""
        return self.drawing.static(self.frame, self.view)

    def figure(self) -> Figure:
        """The chart for Plotly, in the colours of its view."""
        return self.drawing.figure(self.frame, self.view)
