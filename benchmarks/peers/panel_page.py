"""The same bars from the same numbers as Panel's own tutorial would: read once, drawn in its pane."""

import json
import os
from pathlib import Path

import panel as pn
import plotly.graph_objects as go

_NO_STATUS = ("key", "tracks", "index", "coverage", "confirmed", "unconfirmed", "without_entry")

pn.extension("plotly")


@pn.cache
def rows() -> list[dict[str, float]]:
    """The rows of the chart, from the file that the benchmark names."""
    found: list[dict[str, float]] = json.loads(Path(os.environ["BENCHMARK_FRAMES"]).read_text())["progress"]
    return found


keys = [row["key"] for row in rows()]
codes = [name for name in rows()[0] if name not in _NO_STATUS]
bars = [go.Bar(y=keys, x=[row[code] for row in rows()], name=code, orientation="h") for code in codes]
pn.Column("# Progress", pn.pane.Plotly(go.Figure(bars, layout={"barmode": "stack"}))).servable()
