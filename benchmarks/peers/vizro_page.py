"""The same bars from the same numbers as Vizro's own tutorial would: a data frame, and a chart captured on a page."""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import vizro.models as vm
from vizro import Vizro
from vizro.models.types import capture

_NO_STATUS = ("key", "tracks", "index", "coverage", "confirmed", "unconfirmed", "without_entry")

rows = pd.DataFrame(json.loads(Path(os.environ["BENCHMARK_FRAMES"]).read_text())["progress"])


@capture("graph")
def progress(data_frame: pd.DataFrame) -> go.Figure:
    """The bars per dossier."""
    codes = [name for name in data_frame.columns if name not in _NO_STATUS]
    bars = [go.Bar(y=data_frame["key"], x=data_frame[code], name=code, orientation="h") for code in codes]
    return go.Figure(bars, layout={"barmode": "stack"})


page = vm.Page(title="Progress", components=[vm.Graph(figure=progress(data_frame=rows))])
app = Vizro().build(vm.Dashboard(pages=[page]))
