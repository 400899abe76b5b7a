"""The presentation: a screen per answer and per dossier, in large type, one after the other.

Without script the screens stand below each other and lead to their neighbours; ``assets/staff/present.js`` adds the
arrow keys and the whole screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from components.board import words
from components.board.band import static as band
from components.board.data import BoardData, Part, Point, TrackNow
from components.charts import progress
from components.charts.moves import Move, MovesView, moves_of, status
from components.pages import overview_words
from components.text import Text, day
from components.tree import Content, Node, h

NAME = Text("Presentatie", "Presentation")

#: Lines of a list that fit on a screen; the rest is counted.
_LINES = 4


def layout(data: BoardData, parts: Sequence[Part], leave: str) -> Node:
    """The whole body; ``leave`` leads back to the meeting."""
    lang = data.lang
    screens = [_title(data), _answers(data), _dossiers(data), *([_points(data.points, data)] if data.points else [])]
    named = [("begin", screens[0]), ("antwoorden", screens[1]), ("dossiers", screens[2])]
    named += [("bespreken", screen) for screen in screens[3:]]
    named += [(f"dossier-{part.number}", _dossier(part, data)) for part in parts]
    places = [place for place, _ in named]
    before = {after: place for place, after in pairwise(places)}
    after = dict(pairwise(places))
    shown = [
        h("section", content, _steps(before.get(place), after.get(place), lang), id=place, class_="screen", tabindex=-1)
        for place, content in named
    ]
    full = h("button", Text("Volledig scherm", "Full screen")[lang], type="button", class_="full", hidden=True)
    way_out = h("a", Text("Terug naar de vergadering", "Back to the meeting")[lang], href=leave)
    return h("div", h("nav", way_out, full, aria_label=NAME[lang], class_="above"), h("main", shown), class_="present",
             lang=lang)  # fmt: skip


def _title(data: BoardData) -> list[Content]:
    lang, seen = data.lang, data.seen
    return [
        h("p", words.meeting_name(seen.title, seen.held_on, lang), class_="about"),
        h("h1", overview_words.headline(data.overview.numbers, lang)),
        h("p", f"{words.clocks(seen.as_of, seen.known_at, lang)}.", class_="lead"),
        h("p", words.draft(seen, lang), class_="notice") if not seen.closed else None,
    ]


def _answers(data: BoardData) -> list[Content]:
    lang = data.lang
    answers = [
        h("div", h("dt", one.question), h("dd", h("b", one.value), one.unit and h("span", one.unit)),
          h("dd", one.meaning))
        for one in overview_words.three_figures(data.overview.numbers, lang)
    ]  # fmt: skip
    return [
        h("h2", Text("In drie antwoorden", "In three answers")[lang]),
        h("dl", answers, class_="figures"),
        band(data.sensitive, lang),
        h("p", words.sensitive(data.sensitive, lang), class_="finding"),
    ]


def _dossiers(data: BoardData) -> list[Content]:
    view, frame = data.dossier_view, data.overview.dossiers
    return [
        h("h2", view.caption),
        h("div", progress.static(frame, view), class_="drawn"),
        h("p", progress.sentence(frame, view), class_="finding"),
    ]


def _points(points: Sequence[Point], data: BoardData) -> list[Content]:
    items = [h("li", point.sentence, h("small", f" {point.about}") if point.about else None) for point in points]
    return [h("h2", Text("Te bespreken", "For discussion")[data.lang]), h("ul", items, class_="points")]


def _dossier(part: Part, data: BoardData) -> list[Content]:
    """A dossier: its finding, its bar, what moved since the meeting before, what stands still, its points."""
    lang = data.lang
    previous = data.previous
    told = previous.view.told if previous else data.back_view
    moved = [move for move in (moves_of(previous.facts) if previous else data.back)
             if told.dossier_of[move.request] == part.number]  # fmt: skip
    still = [track for track in data.still if track.dossier == part.number and track.status == "stalled"]
    points = [point for point in data.points if point.dossier == part.number]
    since = day(previous.earlier.as_of if previous else data.back_from, "day", lang)
    changed = (
        Text(f"Veranderd sinds {since}", f"Changed since {since}")
        if previous
        else Text(f"Achteruit sinds {since}", f"Gone back since {since}")
    )
    return [
        h("p", part.about, class_="about"),
        h("h2", overview_words.headline(part.numbers, lang)),
        h("div", progress.static(part.progress, data.dossier_view), class_="drawn"),
        h(
            "div",
            _list(changed[lang], [_move(move, told) for move in moved], lang),
            _list(Text("Stilgevallen", "Stalled")[lang], [_track(track, data) for track in still], lang),
            class_="columns",
        ),
        h("ul", [h("li", point.sentence) for point in points], class_="points") if points else None,
    ]


def _list(heading: str, items: Sequence[Content], lang: str) -> Node:
    nothing = Text("Niets.", "Nothing.")[lang]
    more = len(items) - _LINES
    shown = [h("li", item) for item in items[:_LINES]]
    if more > 0:
        shown.append(h("li", Text(f"en nog {more}", f"and {more} more")[lang], class_="rest"))
    return h("div", h("h3", heading), h("ul", shown) if shown else h("p", nothing))


def _move(move: Move, view: MovesView) -> list[Content]:
    old, new = (status(code, view.statuses[code]) for code in (move.status_from, move.status_to))
    became = [h("span", " → ", aria_hidden="true"),
              h("span", Text(" werd ", " became ")[view.lang], class_="visually-hidden")]  # fmt: skip
    moved = h("span", old, became, new, class_="became")
    return [h("b", move.request), f" {view.titles[move.request]} ", h("small", move.government), " ", moved]


def _track(track: TrackNow, data: BoardData) -> list[Content]:
    since = day(track.since, track.precision, data.lang)
    return [
        h("b", track.request), f" {data.names[track.request]} ", h("small", track.government),
        h("small", Text(f", sinds {since}", f", since {since}")[data.lang]),
    ]  # fmt: skip


def _steps(before: str | None, after: str | None, lang: str) -> Node:
    """The ways to the neighbours, for who has no keys or no script."""
    back, on = Text("Vorige", "Previous")[lang], Text("Volgende", "Next")[lang]
    links = [
        h("a", f"← {back}", href=f"#{before}", rel="prev") if before else None,
        h("a", f"{on} →", href=f"#{after}", rel="next") if after else None,
    ]
    return h("p", links, class_="steps")
