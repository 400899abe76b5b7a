"""The one small Plotly template: what Plotly would otherwise repeat in every figure, some 6 kB of it."""

from __future__ import annotations

from functools import cache
from typing import Any

import plotly.graph_objects as go

from components.status_look import SURROUNDINGS, Theme

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, sans-serif"

#: For every ``dcc.Graph``: no toolbar, no upload to a cloud, no zoom by accident.
GRAPH_CONFIG = {"displayModeBar": False, "showSendToCloud": False, "doubleClick": False, "scrollZoom": False}


@cache
def template(theme: Theme) -> go.layout.Template:
    """Transparent paper, our type and colours; hover labels as on the page."""
    colours = SURROUNDINGS[theme]
    axis = {"showgrid": False, "zeroline": False, "showline": False, "fixedrange": True, "ticks": ""}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 14, "color": colours.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": colours.ink,
                "bordercolor": colours.ink,
                "font": {"family": FONT, "size": 14, "color": colours.paper},
                "align": "left",
            },
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def figure_of(traces: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A figure of plain traces and layout, as they are: Plotly's check of every property costs ten times the drawing.

    What Plotly would refuse is found by a test instead, which has it check every figure.
    """
    return go.Figure({"data": traces, "layout": layout}, _validate=False)
