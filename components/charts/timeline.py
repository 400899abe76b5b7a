"""Progress over time: how many requests had which status at the end of each month.

The drawn form is an area cut out by CSS, which needs no script, follows the theme and prints, above a table with the
counts at the end of every year, itself drawn as bars. The area alone would hide its numbers, a row for each of some
seventy months would bury them.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from components.charts import area
from components.charts.area import TimelineView
from components.charts.parts import (
    Table,
    cell,
    column_header,
    group,
    hidden,
    of_requests,
    row,
    row_header,
    rows_of,
    table,
)
from components.charts.period import (
    cut,
    hairlines,
    milestone_list,
    milestone_numbers,
    number,
    placed,
    year_axis,
)
from components.charts.timeline_figure import figure
from components.status_look import DISPLAY_ORDER, WITH_RESULT
from components.text import Text, day, plural
from components.text import number as count_text
from components.tree import Node, h

__all__ = ["TimelineView", "drawing", "figure", "sentence", "static", "years"]


def static(frame: Table, view: TimelineView) -> Node:
    """The area with its lists, and the table of the years."""
    return h("div", drawing(frame, view), years(frame, view))


def drawing(frame: Table, view: TimelineView) -> Node:
    """The area, drawn only; milestones and cabinets as lists."""
    end, lines = view.period.percent(view.period.as_of), hairlines(view.milestones, view.period)
    area_drawn = h(
        "div",
        _static_flags(view),
        h("span", count_text(area.highest(frame), view.lang), class_="most", aria_hidden="true"),
        milestone_numbers(view.milestones, view.period),
        h("div", _polygons(frame, view), class_="plane", aria_hidden="true", style=lines),
        h("div", _end_labels(frame, view), class_="ends", aria_hidden="true", style=f"--x:{number(end)}"),
        year_axis(view.period),
        _static_cabinets(view),
        class_="area",
    )
    events = milestone_list(view.milestones, view.period, view.lang)
    return h("div", area_drawn, events, class_="over-time")


def years(frame: Table, view: TimelineView) -> Node:
    """The counts at the end of each year, and on the day of the state, as a table of bars."""
    return h("div", _table(frame, view), class_="over-time")


def sentence(frame: Table, view: TimelineView) -> str:
    """From how many to how many with a result, and the month in which most changed status."""
    lang, records = view.lang, rows_of(frame)
    if not records or not records[-1]["tracks"]:
        return Text("Er zijn hier geen vragen om te tellen.", "There are no requests to count here.")[lang]
    first, last = records[0], records[-1]
    begin, end = (day(area.day_of(record["month"], view.period), "day", lang) for record in (first, last))
    before, after = _reached(first), _reached(last)
    result = of_requests(after, int(last["tracks"]), lang)
    if len(records) == 1:
        return Text(f"Op {end} was er resultaat voor {result}.", f"On {end} there was a result for {result}.")[lang]
    if before == after:
        text = Text(
            f"Op {end} is er resultaat voor {result}, evenveel als op {begin}.",
            f"On {end} there is a result for {result}, as many as on {begin}.",
        )
    else:
        text = Text(
            f"Op {begin} was er resultaat voor {before}, op {end} voor {result}.",
            f"On {begin} there was a result for {before}, on {end} for {result}.",
        )
    return f"{text[lang]} {_busiest(records, view)}"


def _reached(record: Mapping[str, Any]) -> int:
    return sum(int(record[code]) for code in WITH_RESULT)


def _busiest(records: list[dict[str, Any]], view: TimelineView) -> str:
    """Counts tell only net movement: half the sum of all differences is how many changed at the least."""
    lang = view.lang
    moves = [
        sum(abs(int(record[code]) - int(before[code])) for code in DISPLAY_ORDER) // 2
        for before, record in pairwise(records)
    ]
    most = max(moves)
    if not most:
        return Text("Intussen veranderde geen enkele status.", "No status changed in between.")[lang]
    month = records[1 + moves.index(most)]["month"]
    when = day(area.day_of(month, view.period), "month", lang)
    requests = plural(
        most,
        Text("minstens {n} vraag veranderde", "at least {n} request changed"),
        Text("minstens {n} vragen veranderden", "at least {n} requests changed"),
        lang,
    )
    among = " onder meer" if lang == "nl" else ", among others,"
    tied = among if moves.count(most) > 1 else ""
    return Text(
        f"Het meest bewoog er{tied} in {when}: {requests} toen van status.",
        f"Most movement was{tied} in {when}: {requests} status then.",
    )[lang]


def _months(frame: Table) -> list[str]:
    return [record["month"] for record in rows_of(frame)]


def _polygons(frame: Table, view: TimelineView) -> list[Node]:
    """An area per status from the floor to its edge, the highest first so that each covers the ones behind it."""
    across = [view.period.percent(area.day_of(month, view.period)) for month in _months(frame)]
    drawn = []
    for code, edge in reversed(list(area.stacked(frame))):
        corners = [(across[-1], 0.0), (across[0], 0.0), *area.bends(list(zip(across, edge, strict=True)))]
        shape = ",".join(f"{number(x)}% {number(100 - y)}%" for x, y in corners)
        drawn.append(h("i", class_=f"s-{code}", style=f"clip-path:polygon({shape})"))
    return drawn


def _end_labels(frame: Table, view: TimelineView) -> list[Node]:
    return [
        h(
            "span",
            h("b", count_text(count, view.lang)),
            h("small", f" {view.statuses[code]}"),
            class_=f"s-{code}",
            style=f"--y:{number(height)}",
        )
        for code, count, height in area.ends(frame)
    ]


def _static_flags(view: TimelineView) -> Node:
    flown = area.flags(view.milestones, view.period)
    items = [
        h(
            "span",
            flag.milestone.label,
            class_="left" if flag.points_left else None,
            style=f"--x:{number(flag.x)};--lane:{flag.lane}",
        )
        for flag in flown
    ]
    return h("div", items, class_="flags", style=f"--lanes:{area.lanes(flown)}", aria_hidden="true")


def _static_cabinets(view: TimelineView) -> Node:
    """Per government its cabinets on the axis; the dates in words for who cannot see the bands."""
    lang, rows = view.lang, []
    for code, name in view.governments.items():
        bands = []
        for cabinet, begin, end in cut(view.cabinets, code, view.period):
            dates = area.in_office(cabinet, lang)
            style = placed(begin, end, view.period)
            bands.append(
                h("li", h("span", cabinet.name), hidden(f" {dates}"), title=area.full(cabinet, lang), style=style)
            )
        rows.append(h("li", h("abbr", code, title=name), h("ul", bands)))
    return h("ul", rows, class_="cabinets")


def _table(frame: Table, view: TimelineView) -> Node:
    """A row of segments for the last day of each year, and for the day of the state."""
    legend = [column_header(view.statuses[code], class_=f"s-{code}") for code in DISPLAY_ORDER]
    ends = (column_header(hidden(Text(nl, en)[view.lang])) for nl, en in (("Dag", "Day"), ("Totaal", "Total")))
    records = rows_of(frame)
    rows = [
        _row(record, view) for record in records if record["month"].endswith("-12") or record is records[-1]
    ]  # fmt: skip
    return table(view.caption, row(next(ends), legend, next(ends)), group(rows), class_="bars")


def _row(record: Mapping[str, Any], view: TimelineView) -> Node:
    segments = [_segment(code, record, view) for code in DISPLAY_ORDER]
    shown_day = day(area.day_of(record["month"], view.period), "day", view.lang)
    return row(row_header(shown_day), segments, cell(count_text(int(record["tracks"]), view.lang), class_="total"))


def _segment(code: str, record: Mapping[str, Any], view: TimelineView) -> Node:
    count, moment = int(record[code]), area.day_of(record["month"], view.period)
    if not count:
        return cell("0", class_="zero")
    told = of_requests(count, int(record["tracks"]), view.lang)
    label = f"{day(moment, 'day', view.lang)}, {view.statuses[code].lower()}: {told}"
    link = h("a", count_text(count, view.lang), href=view.href(moment, code), title=label)
    return cell(link, class_=f"s-{code}", style=f"--n:{count}")
