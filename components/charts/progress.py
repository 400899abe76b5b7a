"""How far things stand: a bar per dossier or government, cut into its requests per status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal, TypeAlias

from components.charts.overlay import Spot, overlay
from components.charts.parts import (
    Lit,
    Table,
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
from components.status_look import DISPLAY_ORDER, STATUS_LOOK, SURROUNDINGS, WITH_RESULT, Theme
from components.template import Figure, template
from components.text import Text, listing, number
from components.tree import Node, h

#: Pixels, as in ``assets/monitor.css``: both forms are equally high, so nothing moves when Dash takes over.
ROW_HEIGHT, BAR_HEIGHT, NAME_WIDTH, TOTAL_WIDTH = 36, 26, 300, 48

#: Of the bar: what a finger or a pointer needs to hit it, and what a number with a glyph beside it needs.
_NARROWEST, NARROWEST_FOR_GLYPH = 0.035, 0.045


#: The share of a bar that each status takes.
Shares: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What the frame does not say. ``names``: key to row name; ``phrases``: key to its name inside a sentence.

    ``statuses``: code to label. ``href`` leads from a row (key) or a segment of it (key and status) to what is behind.
    ``lit``: what to emphasise, each a kind and a value, as ``("dossier", "3")``.
    """

    lang: str
    theme: Theme
    by: Literal["dossier", "government"]
    caption: str
    names: Mapping[str, str]
    phrases: Mapping[str, str]
    statuses: Mapping[str, str]
    href: Callable[[str, str | None], str]
    lit: Lit = frozenset()

    @property
    def numbered(self) -> bool:
        """Dossiers are known by their number: it stands before the name."""
        return self.by == "dossier"


def height(frame: Table) -> int:
    """The height of the bars in pixels, legend not included."""
    return ROW_HEIGHT * len(frame)


def figure(frame: Table, view: ProgressView) -> Figure:
    """The bars. ``frame``: ``key, tracks`` and an integer column per status; one bar trace per status.

    Each segment is about its share of its row and says its count; customdata: row, status, count, tracks, words, href.
    """
    records = rows_of(frame)
    rows = [(record, widths(record)) for record in records]
    muted = SURROUNDINGS[view.theme].muted
    notes = [_note(_label(view, each["key"]), place, x=0, xshift=-NAME_WIDTH - 1) for place, each in enumerate(records)]
    notes += [
        _note(number(each["tracks"], view.lang), place, x=1, xshift=TOTAL_WIDTH, xanchor="right", font={"color": muted})
        for place, each in enumerate(records)
    ]
    return {
        "data": [_segments(rows, view, code) for code in DISPLAY_ORDER],
        "layout": {
            "template": template(view.theme),
            "height": height(frame),
            "margin": {"l": NAME_WIDTH, "r": TOTAL_WIDTH, "t": 0, "b": 0},
            "barmode": "stack",
            "bargap": 1 - BAR_HEIGHT / ROW_HEIGHT,
            "annotations": notes,
            "xaxis": {"range": [0, 1], "visible": False},
            "yaxis": {"range": [len(frame) - 0.5, -0.5], "visible": False},
        },
    }


def static(frame: Table, view: ProgressView) -> Node:
    """The same bars as a table with a column per status, whose header row is the legend; CSS draws it."""
    corner = Text("Dossier", "Dossier") if view.by == "dossier" else Text("Overheid", "Government")
    legend = [column_header(view.statuses[code], class_=f"s-{code}") for code in DISPLAY_ORDER]
    head = row(
        column_header(hidden(corner[view.lang])),
        legend,
        column_header(hidden(Text("Totaal", "Total")[view.lang])),
    )
    return table(view.caption, head, group(_static_row(record, view) for record in rows_of(frame)), class_="bars")


def prepared(frame: Table, view: ProgressView) -> dict[str, Any]:
    """What changes in the bars from one day to another, as lists: ``counts`` per row and status for the table,
    ``shares`` and ``texts`` per status and row for the figure.
    """
    records = rows_of(frame)
    shares = [widths(record) for record in records]
    rows = list(zip(records, shares, strict=True))
    return {
        "counts": [[int(record[code]) for code in DISPLAY_ORDER] for record in records],
        "shares": [[round(share[code], 4) for share in shares] for code in DISPLAY_ORDER],
        "texts": [[_in_segment(record, share, code, view.lang) for record, share in rows] for code in DISPLAY_ORDER],
    }


def links(frame: Table, view: ProgressView) -> Node:
    """The rows and segments of the figure as links over it."""
    return overlay(_spots(frame, view), left=NAME_WIDTH, right=TOTAL_WIDTH)


def sentence(frame: Table, view: ProgressView) -> str:
    """The finding in words: where most and least was reached, or each group's result where there are few."""
    counted = [record for record in rows_of(frame) if record["tracks"]]
    if not counted:
        return Text("Er zijn hier geen vragen om te tellen.", "There are no requests to count here.")[view.lang]
    if not any(_reached(record) for record in counted):
        return Text(
            "Voor geen enkele vraag is al geheel of gedeeltelijk resultaat bekend.",
            "No full or partial result is known yet for any request.",
        )[view.lang]
    return _each(counted, view) if view.by == "government" else _extremes(counted, view)


def _reached(record: Mapping[str, Any]) -> int:
    return sum(int(record[code]) for code in WITH_RESULT)


def _each(records: list[dict[str, Any]], view: ProgressView) -> str:
    parts = []
    for record in records:
        count = of_requests(_reached(record), int(record["tracks"]), view.lang)
        addressee = view.phrases[record["key"]]
        parts.append(Text(f"{count} aan {addressee}", f"{count} to {addressee}")[view.lang])
    lead = Text("Geheel of gedeeltelijk resultaat is er voor", "There is a full or partial result for")[view.lang]
    return f"{lead} {listing(parts, view.lang)}."


def _extremes(records: list[dict[str, Any]], view: ProgressView) -> str:
    """Ties go to the group with most requests and are said to be ties."""
    shares = [_reached(record) / record["tracks"] for record in records]
    if len(records) > 1 and len(set(shares)) == 1:
        return Text(
            "Het deel van de vragen met resultaat is overal even groot.",
            "The share of requests with a result is the same everywhere.",
        )[view.lang]
    ranked = sorted(zip(shares, records, strict=True), key=lambda pair: -pair[1]["tracks"])
    best, least = (_place(choose(ranked, key=lambda pair: pair[0]), shares, view) for choose in (max, min))
    if len(records) == 1:
        return Text(f"Met resultaat in {best}.", f"With a result in {best}.")[view.lang]
    return Text(
        f"Het grootste deel met resultaat staat in {best}; het kleinste in {least}.",
        f"The largest share with a result is in {best}; the smallest in {least}.",
    )[view.lang]


def _place(place: tuple[float, Mapping[str, Any]], shares: list[float], view: ProgressView) -> str:
    share, record = place
    name = view.phrases[record["key"]]
    count = of_requests(_reached(record), int(record["tracks"]), view.lang)
    if shares.count(share) > 1:
        name = Text(f"onder meer {name}", f"{name} (among others)")[view.lang]
    return f"{name}: {count}"


def _static_row(record: Mapping[str, Any], view: ProgressView) -> Node:
    key, tracks = record["key"], int(record["tracks"])
    name = [f"{key} ", view.names[key]] if view.numbered else [view.names[key]]
    segments = [_segment(code, record, view) for code in DISPLAY_ORDER]
    total = cell(number(tracks, view.lang), class_="total")
    lit = emphasis((view.by, key), view.lit)
    return row(row_header(h("a", name, href=view.href(key, None))), segments, total, class_=lit)


def _segment(code: str, record: Mapping[str, Any], view: ProgressView) -> Node:
    count = int(record[code])
    if not count:
        return cell("0", class_="zero")
    link = h("a", number(count, view.lang), href=view.href(record["key"], code), title=_told(code, record, view))
    return cell(link, class_=f"s-{code}", style=f"--n:{count}")


def _told(code: str, record: Mapping[str, Any], view: ProgressView) -> str:
    """``Armoede en zorg, stilgevallen: 3 van de 23 vragen``."""
    count = of_requests(int(record[code]), int(record["tracks"]), view.lang)
    return f"{view.names[record['key']]}, {view.statuses[code].lower()}: {count}"


def _spots(frame: Table, view: ProgressView) -> Iterator[Spot]:
    """Per row its name, then its segments from left to right."""
    high, gap = 100 / len(frame), (1 - BAR_HEIGHT / ROW_HEIGHT) / 2
    for place, record in enumerate(rows_of(frame)):
        key, left = record["key"], 0.0
        yield Spot(view.href(key, None), view.names[key], None, high * place, None, high)
        for code, share in widths(record).items():
            if share:
                top = high * (place + gap)
                spot_height = high * (1 - 2 * gap)
                href, told = view.href(key, code), _told(code, record, view)
                yield Spot(href, told, 100 * left, top, 100 * share, spot_height)
                left += share


def _segments(rows: Sequence[tuple[Mapping[str, Any], Shares]], view: ProgressView, code: str) -> dict[str, Any]:
    paint = STATUS_LOOK[code].paint(view.theme)
    marker: dict[str, Any] = {"color": paint.fill, "line": {"width": 2, "color": SURROUNDINGS[view.theme].paper}}
    if paint.stripe:
        marker["pattern"] = {"shape": "/", "fgcolor": paint.stripe, "bgcolor": paint.fill, "size": 7, "solidity": 0.4}
    return {
        "type": "bar",
        "name": view.statuses[code],
        "orientation": "h",
        "y": list(range(len(rows))),
        "x": [shares[code] for _, shares in rows],
        "customdata": [
            [
                view.names[record["key"]],
                view.statuses[code],
                int(record[code]),
                int(record["tracks"]),
                of_requests(int(record[code]), int(record["tracks"]), view.lang),
                view.href(record["key"], code) if record[code] else None,
            ]
            for record, _ in rows
        ],
        "text": [_in_segment(record, shares, code, view.lang) for record, shares in rows],
        "texttemplate": "%{text}",
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": paint.ink, "size": 13},
        "marker": marker,
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[4]}<extra></extra>",
    }


def widths(record: Mapping[str, Any]) -> Shares:
    """The share of the bar per status, none so narrow that its number would not fit."""
    found = {code: max(record[code] / record["tracks"], _NARROWEST) if record[code] else 0.0 for code in DISPLAY_ORDER}
    whole = sum(found.values()) or 1
    return {code: width / whole for code, width in found.items()}


def _in_segment(record: Mapping[str, Any], shares: Shares, code: str, lang: str) -> str:
    if not record[code]:
        return ""
    shown = f"<b>{number(int(record[code]), lang)}</b>"
    return f"{STATUS_LOOK[code].glyph} {shown}" if shares[code] >= NARROWEST_FOR_GLYPH else shown


def _label(view: ProgressView, key: str) -> str:
    lines = "<br>".join(wrap(view.names[key], 34))
    return f"{key} {lines}" if view.numbered else lines


def _note(text: str, place: int, **where: Any) -> dict[str, Any]:
    font = {"size": 15, **where.pop("font", {})}
    return {
        "text": text, "xref": "paper", "yref": "y", "y": place, "xanchor": "left", "showarrow": False, "font": font,
        **where,
    }  # fmt: skip
