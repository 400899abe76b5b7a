"""The same bars from the same numbers as Streamlit's own tutorial would: read once, drawn by its own element."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

_NO_STATUS = ("key", "tracks", "index", "coverage", "confirmed", "unconfirmed", "without_entry")


@st.cache_data
def rows() -> list[dict[str, float]]:
    """The rows of the chart, from the file that the benchmark names."""
    found: list[dict[str, float]] = json.loads(Path(os.environ["BENCHMARK_FRAMES"]).read_text())["progress"]
    return found


keys = [row["key"] for row in rows()]
codes = [name for name in rows()[0] if name not in _NO_STATUS]
bars = [go.Bar(y=keys, x=[row[code] for row in rows()], name=code, orientation="h") for code in codes]
st.title("Progress")
st.plotly_chart(go.Figure(bars, layout={"barmode": "stack"}))
