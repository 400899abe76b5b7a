"""How each request fared with each government: a ribbon per track, coloured by its status along time.

The table is the form to use where people point and press: each of its segments is a link. The figure is for pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from textwrap import wrap
from typing import Any

import pandas as pd

from components.charts.own_actions import OwnAction, own_legend, own_marks
from components.charts.parts import (
    Lit,
    cell,
    column_header,
    emphasis,
    group,
    hidden,
    of_requests,
    row,
    row_header,
    rows_of,
    table,
)
from components.charts.period import (
    Milestone,
    Period,
    hairlines,
    milestone_list,
    milestone_numbers,
    number,
    placed,
    shown,
    status_legend,
    time_axis,
    year_axis,
)
from components.status_look import DISPLAY_ORDER, STATUS_LOOK, SURROUNDINGS, WITH_RESULT, Theme
from components.template import Figure, template
from components.text import Text, day, plural
from components.tree import Node, h

#: Pixels of the figure.
ROW_HEIGHT, BAND_HEIGHT, NAME_WIDTH, GOVERNMENT_WIDTH, STATUS_WIDTH, AXIS_HEIGHT = 32, 16, 300, 56, 168, 28

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RibbonsView:
    """What the frame does not say.

    ``titles``: request code to title; ``governments``: code to name; ``statuses``: code to label; ``precisions``: entry
    to how exactly its date is known. ``request_href`` leads to a request, ``entry_href`` to the entry that began a
    period (None: the start, as submitted) with a government. ``lit``: what to emphasise, each a kind and a value, as
    ``("request", "4.11")``. ``actions`` of the ``publisher`` stand beside the ribbons; ``actions_cut``: not all do.
    """

    lang: str
    theme: Theme
    caption: str
    period: Period
    titles: Mapping[str, str]
    governments: Mapping[str, str]
    statuses: Mapping[str, str]
    precisions: Mapping[int, str]
    milestones: tuple[Milestone, ...]
    request_href: Callable[[str], str]
    entry_href: Callable[[str, str, int | None], str]
    lit: Lit = frozenset()
    actions: tuple[OwnAction, ...] = ()
    actions_cut: bool = False
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A period of one status as far as it is drawn: ``begin`` to ``end`` (exclusive), told in full by ``words``.

    ``sampled``: the status is that of its last day, and may have been another before.
    """

    status: str
    begin: date
    end: date
    entry: int | None
    words: str
    href: str
    sampled: bool = False


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A track: its segments up to the day of the state, the last of which is its present status."""

    request: str
    government: str
    segments: list[Segment]

    @property
    def status(self) -> str:
        """The present status."""
        return self.segments[-1].status


def figure(frame: pd.DataFrame, view: RibbonsView) -> Figure:
    """The ribbons. ``frame``: ``course.course`` (``request, government, dossier, status, valid_from, valid_to``,
    exclusive, ``entry`` or None, ``sampled``), the tracks of a request together; a bar trace per status that occurs.

    In customdata: request, government, what the segment says in words, and the address behind it.
    """
    ribbons = list(ribbons_of(frame, view))
    below = (
        [_note(said, len(ribbons), x=0, xshift=-NAME_WIDTH - GOVERNMENT_WIDTH)]
        if (said := sampled(ribbons, view.lang))
        else []
    )
    foot = ROW_HEIGHT * len(below)
    return {
        "data": [_bars(ribbons, view, code) for code in occurring(ribbons)],
        "layout": {
            "template": template(view.theme),
            "height": ROW_HEIGHT * len(ribbons) + AXIS_HEIGHT + foot,
            "margin": {"l": NAME_WIDTH + GOVERNMENT_WIDTH, "r": STATUS_WIDTH, "t": AXIS_HEIGHT, "b": foot},
            "barmode": "overlay",
            "annotations": [*_words(ribbons, view), *below],
            "shapes": list(_lines(view)),
            "xaxis": time_axis(view.period, view.theme, "top"),
            "yaxis": {"range": [len(ribbons) - 0.5, -0.5], "visible": False},
        },
    }


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


def sampled(ribbons: list[Ribbon], lang: str) -> str:
    """That some ribbons do not show every change of status; empty where all do."""
    count = sum(any(segment.sampled for segment in ribbon.segments) for ribbon in ribbons)
    if not count:
        return ""
    return plural(
        count,
        Text(
            "{n} balk toont niet elke verandering: de status veranderde te vaak. Er staat de stand aan het einde van "
            "elk half jaar, en sinds wanneer de huidige status geldt. Het logboek heeft elke verandering.",
            "{n} bar does not show every change: the status changed too often. It has where that stood at the end of "
            "each half-year, and since when the present status holds. The log has every change.",
        ),
        Text(
            "{n} balken tonen niet elke verandering: de status veranderde te vaak. Er staat de stand aan het einde van "
            "elk half jaar, en sinds wanneer de huidige status geldt. Het logboek heeft elke verandering.",
            "{n} bars do not show every change: the status changed too often. They have where that stood at the end of "
            "each half-year, and since when the present status holds. The log has every change.",
        ),
        lang,
    )


def ribbons_of(frame: pd.DataFrame, view: RibbonsView) -> Iterator[Ribbon]:
    """The tracks in the order of the frame, without what came after the day of the state."""
    known = [record for record in rows_of(frame) if record["valid_from"] <= view.period.as_of]
    for (request, government), periods in groupby(known, lambda record: (record["request"], record["government"])):
        yield Ribbon(request, government, _segments(list(periods), view))


def _segments(records: list[dict[str, Any]], view: RibbonsView) -> list[Segment]:
    entries = [None if pd.isna(record["entry"]) else int(record["entry"]) for record in records]
    return [
        Segment(
            record["status"],
            record["valid_from"],
            min(record["valid_to"], view.period.as_of + _DAY),
            entries[place],
            _told(records[place : place + 2], entries[place : place + 2], view),
            view.entry_href(record["request"], record["government"], entries[place]),
            record["sampled"],
        )
        for place, record in enumerate(records)
    ]


def _told(records: list[dict[str, Any]], entries: list[int | None], view: RibbonsView) -> str:
    """The first of the records in words; the day on which the next one began is the one on which it ended."""
    label = view.statuses[records[0]["status"]]
    if records[0]["sampled"]:
        on = day(records[0]["valid_to"] - _DAY, "day", view.lang)
        return Text(f"{label} op {on}", f"{label} on {on}")[view.lang]
    dates = [
        day(record["valid_from"], "day" if entry is None else view.precisions[entry], view.lang)
        for record, entry in zip(records, entries, strict=True)
    ]
    return _in_words(label, dates, view.lang)


def _in_words(label: str, dates: list[str], lang: str) -> str:
    """``Beslist van 3 maart 2021 tot 2 juni 2022``, or ``Beslist sinds 3 maart 2021`` for the present status."""
    if len(dates) == 1:
        return Text("{label} sinds {0}", "{label} since {0}")[lang].format(*dates, label=label)
    return Text("{label} van {0} tot {1}", "{label} from {0} until {1}")[lang].format(*dates, label=label)


def occurring(ribbons: list[Ribbon]) -> list[str]:
    """The statuses that occur, in the order of the legend."""
    found = {segment.status for ribbon in ribbons for segment in ribbon.segments}
    return [code for code in DISPLAY_ORDER if code in found]


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


def _bars(ribbons: list[Ribbon], view: RibbonsView, code: str) -> dict[str, Any]:
    paint = STATUS_LOOK[code].paint(view.theme)
    marker: dict[str, Any] = {"color": paint.fill, "line": {"width": 0}}
    if paint.stripe:
        marker["pattern"] = {"shape": "/", "fgcolor": paint.stripe, "bgcolor": paint.fill, "size": 7, "solidity": 0.4}
    drawn = [
        (place, ribbon, segment)
        for place, ribbon in enumerate(ribbons)
        for segment in ribbon.segments
        if segment.status == code
    ]
    return {
        "type": "bar",
        "name": view.statuses[code],
        "orientation": "h",
        "y": [place for place, _, _ in drawn],
        "base": [segment.begin.isoformat() for _, _, segment in drawn],
        "x": [(segment.end - segment.begin) // _DAY * 86_400_000 for _, _, segment in drawn],
        "customdata": [
            [ribbon.request, view.governments[ribbon.government], segment.words, segment.href]
            for _, ribbon, segment in drawn
        ],
        "width": BAND_HEIGHT / ROW_HEIGHT,
        "marker": marker,
        "hovertemplate": "<b>%{customdata[0]}</b> %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    }


def _words(ribbons: list[Ribbon], view: RibbonsView) -> Iterator[dict[str, Any]]:
    """Request (once), government and present status beside the ribbons."""
    said = None
    for place, ribbon in enumerate(ribbons):
        if ribbon.request != said:
            said = ribbon.request
            title = "<br>".join(wrap(view.titles[said], 40)[:2])
            yield _note(f"<b>{said}</b>  {title}", place, x=0, xshift=-NAME_WIDTH - GOVERNMENT_WIDTH)
        yield _note(ribbon.government, place, x=0, xshift=-GOVERNMENT_WIDTH)
        look = STATUS_LOOK[ribbon.status]
        yield _note(f"{look.glyph} {view.statuses[ribbon.status]}", place, x=1, xshift=12)


def _note(text: str, place: int, **where: Any) -> dict[str, Any]:
    note = {"text": text, "xref": "paper", "yref": "y", "y": place, "xanchor": "left", "align": "left"}
    return {**note, "showarrow": False, "font": {"size": 13}, **where}


def _lines(view: RibbonsView) -> Iterator[dict[str, Any]]:
    """Milestones, and the day of the state where the period goes on, as hairlines through all rows."""
    colours = SURROUNDINGS[view.theme]
    places = [(milestone.day, colours.muted) for milestone in shown(view.milestones, view.period)]
    if view.period.ends_early:
        places.append((view.period.as_of + _DAY, colours.ink))
    for moment, colour in places:
        yield {"type": "line", "xref": "x", "yref": "paper", "x0": moment.isoformat(), "x1": moment.isoformat(),
               "y0": 0, "y1": 1, "line": {"width": 1, "color": colour}, "opacity": 0.6}  # fmt: skip
