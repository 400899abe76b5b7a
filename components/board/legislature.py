"""The legislature: progress over the terms of the cabinets, what each government did, and the balance at the end."""

from __future__ import annotations

from components.board import words
from components.board.data import BoardData, Legislature, TrackNow
from components.board.section import section
from components.charts import timeline
from components.charts.moves import status
from components.report import figures
from components.report.page import table
from components.text import Text, day, plural
from components.tree import Content, Node, h

NAME = Text("De legislatuur", "The legislature")


def layout(data: BoardData, legislature: Legislature, back: str) -> Node:
    """The page; ``back`` leads to the meeting."""
    lang, overview, seen = data.lang, data.overview, data.seen
    name = words.meeting_name(seen.title, seen.held_on, lang)
    opening = h(
        "section",
        h("p", h("a", name, href=back), class_="about"),
        h("h1", words.balance(data, legislature, lang)),
        h(
            "p",
            f"{words.settled(data, legislature, lang)} {words.clocks(seen.as_of, seen.known_at, lang)}.",
            class_="lead",
        ),
        class_="opening",
    )
    over_time = section(
        "tijd", Text("De regeringen op de tijdas", "The governments on the time axis")[lang],
        h("div", timeline.drawing(overview.trend, overview.timeline), class_="drawn", role="region", tabindex=0,
          aria_label=overview.timeline.caption),
        h("p", timeline.sentence(overview.trend, overview.timeline), class_="finding"),
    )  # fmt: skip
    per_term = section(
        "regeringen", Text("Voortgang per regering", "Progress per cabinet")[lang],
        h("p", words.TERMS_NOTE[lang], class_="intro"), table(figures.terms(legislature, data), lang),
    )  # fmt: skip
    balance = section(
        "balans", Text("De balans per dossier", "The balance per dossier")[lang], table(figures.balance(data), lang),
        [_open(number, tracks, data) for number, tracks in legislature.still_open.items() if tracks],
    )  # fmt: skip
    return h("div", opening, over_time, per_term, balance, class_="board")


def _open(number: int, tracks: tuple[TrackNow, ...], data: BoardData) -> Node:
    """What is still open in a dossier, behind its number."""
    lang, overview = data.lang, data.overview
    name = f"{number} {overview.dossier_names[str(number)]}"
    summary = plural(len(tracks), Text(f"{name}: {{n}} vraag nog open", f"{name}: {{n}} request still open"),
                     Text(f"{name}: {{n}} vragen nog open", f"{name}: {{n}} requests still open"), lang)  # fmt: skip
    items = [h("li", _track(track, data)) for track in tracks]
    return h("details", h("summary", summary), h("ul", items, class_="silent"), class_="more")


def _track(track: TrackNow, data: BoardData) -> list[Content]:
    lang, overview = data.lang, data.overview
    href = track.entry.href if track.entry else data.back_view.request_href(track.request)
    since = day(track.since, track.precision, lang)
    return [
        h("a", h("b", track.request), f" {data.names[track.request]}", href=href),
        " ",
        h("span", overview.government_names[track.government], class_="to"),
        " ",
        status(track.status, overview.status_names[track.status]),
        h("small", Text(f" sinds {since}", f" since {since}")[lang]),
    ]
