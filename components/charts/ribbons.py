"""How each request fared with each government: a ribbon per track, coloured by its status along time.

The table is the form to use where people point and press: each of its segments is a link. The figure is for pictures.
"""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from components.charts.own_actions import own_legend, own_marks
from components.charts.parts import (
    cell,
    column_header,
    emphasis,
    group,
    hidden,
    of_requests,
    row,
    row_header,
    table,
)
from components.charts.period import (
    hairlines,
    milestone_list,
    milestone_numbers,
    number,
    placed,
    status_legend,
    year_axis,
)
from components.charts.ribbon import Ribbon, RibbonsView, occurring, ribbons_of, sampled
from components.charts.ribbons_figure import figure
from components.status_look import WITH_RESULT
from components.text import Text, day
from components.tree import Node, h

__all__ = ["RibbonsView", "figure", "sentence", "static"]


def static(frame: pd.DataFrame, view: RibbonsView) -> Node:
    """The ribbons as a table, a body of rows per request, every segment a link; legend above, milestones below."""
    ribbons, lang = list(ribbons_of(frame, view)), view.lang
    history = Text("Verloop", "History")[lang]
    head = row(
        column_header(Text("Vraag", "Request")[lang], class_="name"),
        column_header(hidden(Text("Overheid", "Government")[lang]), class_="government"),
        column_header(hidden(history), year_axis(view.period), milestone_numbers(view.milestones, view.period)),
        column_header(_on_day(view), class_="now"),
    )
    bodies = [
        group(_rows(request, list(tracks), view), class_=emphasis(("request", request), view.lit))
        for request, tracks in groupby(ribbons, lambda found: found.request)
    ]
    said = sampled(ribbons, lang)
    kind, style = "ribbons often" if said else "ribbons", hairlines(view.milestones, view.period)
    return h(
        "div",
        status_legend(occurring(ribbons), dict(view.statuses)),
        own_legend(view.actions, view.period, view.publisher, lang, cut=view.actions_cut),
        h("p", said, class_="sampled") if said else None,
        table(view.caption, head, bodies, class_=kind, style=style),
        milestone_list(view.milestones, view.period, lang),
        class_="over-time",
    )


def sentence(frame: pd.DataFrame, view: RibbonsView) -> str:
    """How many led to a result, how many are where they began, and what moved last."""
    ribbons, lang = list(ribbons_of(frame, view)), view.lang
    if not ribbons:
        return Text("Er zijn hier geen vragen om te volgen.", "There are no requests to follow here.")[lang]
    moved = [found for found in ribbons if found.segments[-1].entry is not None]
    if not moved:
        return Text(
            "Voor geen enkele vraag is al een reactie bekend.", "No response is known yet to any of the requests."
        )[lang]
    result = sum(found.status in WITH_RESULT for found in ribbons)
    waiting = len(ribbons) - len(moved)
    parts = [
        Text("Geheel of gedeeltelijk resultaat is er voor {count}", "There is a full or partial result for {count}")[
            lang
        ].format(count=of_requests(result, len(ribbons), lang))
    ]
    if waiting:
        parts.append(
            Text("voor {n} is geen reactie bekend", "for {n} no response is known")[lang].format(n=waiting)
        )  # fmt: skip
    last = max(moved, key=lambda found: found.segments[-1].begin)
    latest = Text("Het laatst veranderde vraag {track}: {words}.", "The last to change was request {track}: {words}.")
    words = last.segments[-1].words
    track = f"{last.request} ({view.governments[last.government]})"
    return f"{'; '.join(parts)}. {latest[lang].format(track=track, words=words[0].lower() + words[1:])}"


def _on_day(view: RibbonsView) -> str:
    """The header of the present status: on which day that is."""
    return Text("Op {day}", "On {day}")[view.lang].format(day=day(view.period.as_of, "day", view.lang))


def _rows(request: str, ribbons: list[Ribbon], view: RibbonsView) -> list[Node]:
    name = h("a", h("b", request), " ", view.titles[request], href=view.request_href(request))
    header = h(
        "th", name, scope="rowgroup", role="rowheader", class_="name", rowspan=len(ribbons) if ribbons[1:] else None
    )
    return [_row(ribbon, view, header if place == 0 else None) for place, ribbon in enumerate(ribbons)]


def _row(ribbon: Ribbon, view: RibbonsView, header: Node | None) -> Node:
    government = h("abbr", ribbon.government, title=view.governments[ribbon.government])
    return row(
        header,
        row_header(government, class_="government"),
        cell(_drawn(ribbon, view), _own(ribbon, view)),
        cell(h("span", view.statuses[ribbon.status], class_=f"s-{ribbon.status}"), class_="now"),
    )


def _own(ribbon: Ribbon, view: RibbonsView) -> Node | None:
    track = (ribbon.request, ribbon.government)
    of_track = [action for action in view.actions if (action.request, action.government) == track]
    return own_marks(of_track, view.period, view.publisher, view.lang)


def _drawn(ribbon: Ribbon, view: RibbonsView) -> Node:
    """A link per segment. Each draws its band where it belongs, and is at least as wide as a finger beside it."""
    links = [
        h(
            "a",
            hidden(segment.words),
            href=segment.href,
            title=segment.words,
            class_=f"s-{segment.status}",
            style=placed(segment.begin, segment.end, view.period),
        )
        for segment in ribbon.segments
    ]
    return h("span", links, class_="ribbon", style=f"--end:{number(view.period.percent(ribbon.segments[-1].end))}")
