"""What the tests of the components share: made-up frames and views, a reader of drawn tables, and sums on colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
import plotly.graph_objects as go
from dash import dcc, html
from hypothesis import settings
from hypothesis import strategies as st

from components.charts.progress import ProgressView
from components.charts.sdg_heatmap import Column, Goal, HeatmapView, Measure
from components.status_look import DISPLAY_ORDER
from components.tree import Child, Live

#: Drawing takes as long as the machine lets it: what is tested here is what is said, not how fast.
quick = settings(max_examples=40, deadline=None)

STATUS_NAMES = {code: f"name of {code}" for code in DISPLAY_ORDER}
PILLAR_OF = dict(
    zip(
        range(1, 18),
        ["People"] * 5 + ["Planet"] + ["Prosperity"] * 5 + ["Planet"] * 4 + ["Peace", "Partnership"],
        strict=True,
    )
)
GOALS = tuple(Goal(number, f"goal {chr(96 + number)}", "#E5243B", pillar) for number, pillar in PILLAR_OF.items())
COLUMNS = tuple(Column(key, key, f"column {key}", f"in {key}") for key in ("VL", "FED"))


_NAMESPACES = {"dash_html_components": html, "dash_core_components": dcc, "dash_bootstrap_components": dbc}


def by_dash(drawn: Any) -> Any:
    """What pages tell Dash as objects of Dash and Plotly, which refuse a property that they do not have."""
    if isinstance(drawn, list):
        return [by_dash(part) for part in drawn]
    if not isinstance(drawn, dict):
        return drawn
    properties = dict(drawn["props"])
    if "children" in properties:
        properties["children"] = by_dash(properties["children"])
    if "figure" in properties:
        properties["figure"] = go.Figure(properties["figure"])
    return getattr(_NAMESPACES[drawn["namespace"]], drawn["type"])(**properties)


def behind(place: str | int, part: str | None) -> str:
    """Where a row or a part of it leads in the views of the tests."""
    return f"/behind/{place}" + (f"/{part}" if part else "")


def progress_frame(rows: list[dict[str, int]]) -> pd.DataFrame:
    """A frame with a row per item: the counts of statuses; the key is its place from 1."""
    full = [{code: row.get(code, 0) for code in DISPLAY_ORDER} for row in rows]
    records = [
        {
            "key": str(place),
            "tracks": sum(row.values()),
            "index": None,
            "coverage": None,
            "confirmed": 0,
            "unconfirmed": sum(row.values()) - row["submitted"],
            "without_entry": row["submitted"],
            **row,
        }
        for place, row in enumerate(full, start=1)
    ]
    return pd.DataFrame(records)


def progress_view(count: int, by: Any = "dossier", lang: str = "nl", theme: Any = "light") -> ProgressView:
    names = {str(place): f"name {chr(96 + place)}" for place in range(1, count + 1)}
    phrases = {key: f"the {name}" for key, name in names.items()}
    return ProgressView(lang, theme, by, "caption", names, phrases, STATUS_NAMES, behind)


def heatmap_frame(cells: Mapping[tuple[int, str], tuple[int, float | None]]) -> pd.DataFrame:
    """A full grid of 17 goals by COLUMNS; cells not named have no requests."""
    rows = []
    for goal in range(1, 18):
        for column in COLUMNS:
            tracks, value = cells.get((goal, column.key), (0, None))
            rows.append({"sdg": goal, "column": column.key, "tracks": tracks, "value": value})
    return pd.DataFrame(rows)


def heatmap_view(measure: Measure = "realised_share", lang: str = "nl", theme: Any = "light") -> HeatmapView:
    return HeatmapView(lang, theme, measure, "caption", GOALS, COLUMNS, behind)


rows_of_counts = st.lists(
    st.fixed_dictionaries({}, optional={code: st.integers(0, 40) for code in DISPLAY_ORDER}), min_size=1, max_size=10
)


@st.composite
def heatmaps(draw: st.DrawFn, measure: Measure) -> pd.DataFrame:
    """Heatmap frames as the arithmetic makes them: no requests, no value; an index may be undefined all the same."""
    cells = {}
    for goal in range(1, 18):
        for column in COLUMNS:
            tracks = draw(st.integers(0, 30))
            results = draw(st.integers(0, tracks))
            undefined = measure == "index" and draw(st.booleans())
            value = float(tracks) if measure == "tracks" else round(results / tracks, 6) if tracks else None
            cells[goal, column.key] = (tracks, None if undefined or not tracks else value)
    return heatmap_frame(cells)


def text_of(child: Child) -> str:
    """The words of a tree as a reader of its HTML meets them."""
    if isinstance(child, str):
        return child
    return text_of(child.static) if isinstance(child, Live) else "".join(map(text_of, child.children))


class TableReader(HTMLParser):
    """A table as a reader of its source meets it: rows of cells, each with tag, attributes and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[dict[str, Any]]] = []
        self.caption = ""
        self._open: dict[str, Any] | None = None
        self._in_caption = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._open = {"tag": tag, "words": "", **dict(attrs)}
            self.rows[-1].append(self._open)
        self._in_caption = self._in_caption or tag == "caption"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = None
        self._in_caption = self._in_caption and tag != "caption"

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            self.caption += data
        if self._open is not None:
            self._open["words"] += data


def numbers_in(text: str) -> set[int]:
    """The whole numbers of a text."""
    return {int(found) for found in re.findall(r"\d+", text)}


def linear(colour: str) -> tuple[float, float, float]:
    """A colour ``#RRGGBB`` as linear light (sRGB transfer function, IEC 61966-2-1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    weights = (0.2126, 0.7152, 0.0722)
    light, dark = sorted(
        (sum(weight * part for weight, part in zip(weights, linear(colour), strict=True)) for colour in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)
