"""The one small Plotly template: what Plotly would otherwise repeat in every figure, some 6 kB of it."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

from components.status_look import SURROUNDINGS, Theme

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, sans-serif"

#: A figure as Plotly's own JSON has it: ``data`` (traces) and ``layout``, of plain values only. Plotly's objects check
#: and copy every property, which costs ten times the drawing; a test has them check every figure instead.
Figure: TypeAlias = dict[str, Any]

#: For every ``dcc.Graph``: no toolbar, no upload to a cloud, no zoom by accident.
GRAPH_CONFIG = {"displayModeBar": False, "showSendToCloud": False, "doubleClick": False, "scrollZoom": False}


@cache
def template(theme: Theme) -> dict[str, Any]:
    """Transparent paper, our type and colours; hover labels as on the page."""
    colours = SURROUNDINGS[theme]
    axis = {"showgrid": False, "zeroline": False, "showline": False, "fixedrange": True, "ticks": ""}
    return {
        "layout": {
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
    }
