"""The plain page to compare with: stock Dash, stock Plotly, the same two charts from the same numbers, one callback.

Written as Dash's own tutorial would: the data read once into memory, no store, no history, no server-side page. What
Dash does with ``compress=True`` and Flask-Compress is done here in three lines, so that nothing more is installed.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask import Flask, Response, request

from benchmarks import FRAMES

_NO_STATUS = ("key", "tracks", "index", "coverage", "confirmed", "unconfirmed", "without_entry")


def create_app(bars_alone: bool = False) -> Flask:
    """The page, from the frames in the file that the variable FRAMES names; with both charts or with the bars alone."""
    frames = json.loads(Path(os.environ[FRAMES]).read_text(encoding="utf-8"))
    app = Dash("plain", title="Plain Dash page", include_assets_files=False)  # those of the folder are the monitor's
    bars = [html.H1("Progress"), dcc.Graph(id="progress", figure=_progress(frames["progress"]))]
    app.layout = html.Div(bars)
    if not bars_alone:
        _add_goals(app, bars, frames)
    app.server.after_request(_gzipped)
    server: Flask = app.server
    return server


def _add_goals(app: Dash, above: list[Any], frames: dict[str, Any]) -> None:
    """The heatmap with its two choices below the bars, drawn by a callback."""
    app.layout = html.Div(
        [
            *above,
            dcc.Dropdown(["dossier", "government", "year"], "dossier", id="by"),
            dcc.Dropdown(["tracks", "realised_share", "index"], "realised_share", id="measure"),
            dcc.Graph(id="goals"),
        ]
    )

    @app.callback(Output("goals", "figure"), Input("by", "value"), Input("measure", "value"))
    def goals(by: str, measure: str) -> go.Figure:
        return _heatmap(frames[f"{by} {measure}"])


def _progress(rows: list[dict[str, Any]]) -> go.Figure:
    keys = [row["key"] for row in rows]
    codes = [name for name in rows[0] if name not in _NO_STATUS]
    bars = [go.Bar(y=keys, x=[row[code] for row in rows], name=code, orientation="h") for code in codes]
    return go.Figure(bars, layout={"barmode": "stack"})


def _heatmap(rows: list[dict[str, Any]]) -> go.Figure:
    columns = list(dict.fromkeys(row["column"] for row in rows))
    goals = list(dict.fromkeys(row["sdg"] for row in rows))
    values = {(row["sdg"], row["column"]): row["value"] for row in rows}
    cells = [[values[goal, column] for column in columns] for goal in goals]
    return go.Figure(go.Heatmap(x=columns, y=goals, z=cells, texttemplate="%{z}"))


def _gzipped(response: Response) -> Response:
    if "gzip" in request.headers.get("Accept-Encoding", "") and not response.direct_passthrough:
        response.set_data(gzip.compress(response.get_data(), compresslevel=6))
        response.headers["Content-Encoding"] = "gzip"
    return response
