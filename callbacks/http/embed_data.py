"""The numbers of an embed as JSON and CSV: the rows of its chart, as the API writes them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from callbacks.embeds import Asked, Embed
from callbacks.http.api import LICENCE
from callbacks.http.resources import PERIODS, RESOURCES, Column
from callbacks.http.rows import Row, csv_text, json_text, rows
from callbacks.services import services
from components.embeds.chart import Chart
from models.vocabulary import Status

_RESOURCES = {resource.name: resource for resource in RESOURCES}
#: The embeds whose rows are those of a resource of the API; the others show periods.
_SAME = {
    **dict.fromkeys(("progress", "government"), "progress"),
    **dict.fromkeys(("timeline", "dossier-timeline"), "trend"),
    "sdg": "heatmap",
}
_COUNTS = {"counts": tuple(status.value for status in Status)}


def json(asked: Asked) -> str:
    """``{"meta": {...}, "data": [row, ...]}``: what is shown, in words and numbers, and where it stays so."""
    chart = asked.chart()
    base = services().settings.address
    meta = {
        **asked.reading.meta(),
        "title": chart.title,
        "about": chart.about,
        "sentence": chart.sentence,
        "unconfirmed": chart.unconfirmed,
        "page": base + asked.page(),
        "permalink": base + asked.address(fixed=True),
        "licence": LICENCE,
    }
    return json_text({"meta": meta, "data": _rows(asked, chart)})


def figure(asked: Asked) -> str:
    """The chart for Plotly, in the colours asked for."""
    return json_text(asked.chart("dark" if asked.theme == "dark" else "light").figure())


def csv(asked: Asked) -> str:
    """The same rows with a header, flat."""
    return csv_text(header(asked.embed), _rows(asked, asked.chart()))


def columns(embed: Embed) -> tuple[Column, ...]:
    """The columns of the rows of an embed."""
    same = _SAME.get(embed.name)
    return _RESOURCES[same].columns if same else PERIODS


def _rows(asked: Asked, chart: Chart) -> list[Row]:
    names = [column.name for column in columns(asked.embed)]
    same = _SAME.get(asked.embed.name)
    return rows(chart.frame, names, _RESOURCES[same].nested) if same else rows(_periods(asked), names)


def header(embed: Embed) -> list[str]:
    """The header of the CSV of an embed."""
    same = _SAME.get(embed.name)
    return _RESOURCES[same].header(with_optional=False) if same else [column.name for column in PERIODS]


def _periods(asked: Asked) -> pd.DataFrame:
    """Every period begun by the day of the state, also those that the chart has no room for; the present one has no

    end. ``valid_to`` is the first day of the next period.
    """
    as_of, frame = asked.reading.query.as_of, asked.reading.intervals()
    frame = frame[[begin <= as_of for begin in frame["valid_from"]]]
    ends = [end if end <= as_of else None for end in frame["valid_to"]]
    precisions = asked.reading.precisions([int(entry) for entry in frame["entry"] if not pd.isna(entry)])
    exact = ["day" if pd.isna(entry) else precisions[int(entry)] for entry in frame["entry"]]
    made: Any = {"valid_to": pd.Series(ends, frame.index, dtype=object), "date_precision": exact}
    return frame.assign(**made).reset_index(drop=True)
