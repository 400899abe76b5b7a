"""The ids that callbacks and browser tests rely on: ``<page>-<thing>``."""

from __future__ import annotations

MAIN = "main"
CLOCK_FORM = "clock-form"
CLOCK_AS_OF = "clock-as-of"
CLOCK_KNOWN_AT = "clock-known-at"
CLOCK_SHOWN = "clock-shown"
SEARCH = "search"
SLIDER = "slider"
SLIDER_MONTH = "slider-month"

OVERVIEW_DOSSIERS = "overview-dossiers"
OVERVIEW_GOVERNMENTS = "overview-governments"
OVERVIEW_TREND = "overview-trend"
OVERVIEW_LATELY = "overview-lately"
OVERVIEW_STILL = "overview-still"
OVERVIEW_SDG = "overview-sdg"
OVERVIEW_MEASURE = "overview-measure"
OVERVIEW_COLUMNS = "overview-columns"

GOALS_HEATMAP = "goals-heatmap"
GOALS_MEASURE = "goals-measure"
GOALS_COLUMNS = "goals-columns"
GOALS_LIST = "doelen"

#: The list of requests behind a number, on every page that has one.
BEHIND = "vragen"

LOG_WORDS = "log-words"
LOG_REQUESTS = "log-requests"
LOG_ENTRIES = "logregels"
LOG_ORDER = "log-order"

CHANGES_FORM = "changes-form"
CHANGES = "changes"
CHANGES_FROM = "changes-from"
CHANGES_TO = "changes-to"
CHANGES_LEARNT = "changes-learnt"
CHANGES_BACK = "changes-back"

WORK_SILENT = "work-silent"


def graph(chart: str) -> str:
    """The id of a chart's Plotly graph; the chart's own id is its block with heading, sentence and table."""
    return f"{chart}-graph"
