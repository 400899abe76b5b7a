"""Made-up frames and views of the charts over time, for their tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from components.charts.area import TimelineView
from components.charts.changes import ChangesView
from components.charts.moves import Entry, MovesView
from components.charts.period import Cabinet, Milestone, Period
from components.charts.ribbons import RibbonsView
from components.charts.standing import StandingView
from components.status_look import DISPLAY_ORDER
from tests.unit.component_samples import STATUS_NAMES

START, END = date(2019, 5, 26), date(2024, 12, 31)
DAY = timedelta(days=1)
GOVERNMENTS = {"VL": "the Flemish", "FED": "the federal", "EU": "the European"}
REQUESTS = ("1.1", "1.2", "2.1.a")
TITLES = {code: f"title of {code}" for code in REQUESTS}
DOSSIERS = {1: "dossier one", 2: "dossier two"}
DOSSIER_OF = {"1.1": 1, "1.2": 1, "2.1.a": 2}
TRACKS = [(request, government) for request in REQUESTS for government in GOVERNMENTS]
#: The weights of data/statuses.csv.
WEIGHTS = {
    "submitted": Decimal("0"), "acknowledged": Decimal("0.1"), "in_progress": Decimal("0.3"),
    "decided": Decimal("0.5"), "partially_realised": Decimal("0.7"), "realised": Decimal("1"),
    "stalled": Decimal("0"), "rejected": Decimal("0"), "unclear": None,
}  # fmt: skip

#: Enough examples to find what is wrong, in the seconds a unit test has.
quickly = settings(max_examples=40, deadline=None)
statuses = st.sampled_from(DISPLAY_ORDER)
days = st.dates(START, END)
languages = st.sampled_from(("nl", "en"))


class Everywhere(dict[int, Any]):
    """The same for every entry."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.value = value

    def __missing__(self, key: int) -> Any:
        return self.value


def period(as_of: date = END) -> Period:
    return Period(START, END, as_of)


def trend_frame(counts: Sequence[dict[str, int]], first: tuple[int, int] = (2019, 5)) -> pd.DataFrame:
    """A row per month from ``first`` on."""
    rows = []
    for place, given in enumerate(counts):
        year, month = divmod(first[0] * 12 + first[1] - 1 + place, 12)
        full = {code: given.get(code, 0) for code in DISPLAY_ORDER}
        rows.append({"month": f"{year}-{month + 1:02}", "key": "total", "tracks": sum(full.values()), **full})
    return pd.DataFrame(rows, columns=["month", "key", "tracks", *DISPLAY_ORDER])


@st.composite
def trends(draw: st.DrawFn) -> pd.DataFrame:
    """Up to two years of a fixed number of tracks wandering between statuses."""
    tracks = draw(st.integers(1, 30))
    month = st.lists(statuses, min_size=tracks, max_size=tracks)
    return trend_frame(
        [
            {code: found.count(code) for code in DISPLAY_ORDER}
            for found in draw(st.lists(month, min_size=1, max_size=24))
        ]
    )


def timeline_view(as_of: date = END, lang: str = "nl", **changes: Any) -> TimelineView:
    given: dict[str, Any] = {
        "statuses": STATUS_NAMES,
        "governments": GOVERNMENTS,
        "milestones": (Milestone(date(2020, 10, 1), "a new cabinet"),),
        "cabinets": (
            Cabinet("VL", "First", date(2014, 1, 1), date(2019, 10, 2)),
            Cabinet("VL", "Second", date(2019, 10, 2), None),
        ),
        "href": lambda moment, status: f"/behind/{moment}/{status}",
    }
    return TimelineView(lang=lang, theme="light", caption="caption", period=period(as_of), **{**given, **changes})


def interval_frame(tracks: dict[tuple[str, str], list[tuple[str, date, int | None]]]) -> pd.DataFrame:
    """Track to its periods: status, first day, entry; the last lasts until the end."""
    rows = []
    for (request, government), periods in tracks.items():
        ends = [begin for _, begin, _ in periods[1:]] + [END + DAY]
        for (status, begin, entry), end in zip(periods, ends, strict=True):
            rows.append((request, government, DOSSIER_OF[request], status, begin, end, entry, False))
    columns = ["request", "government", "dossier", "status", "valid_from", "valid_to", "entry", "sampled"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


@st.composite
def intervals(draw: st.DrawFn) -> pd.DataFrame:
    """Tracks in catalogue order, each from the start to the end, no two equal statuses in a row."""
    found = {}
    for number, track in enumerate(draw(st.lists(st.sampled_from(TRACKS), unique=True).map(sorted))):
        turns = sorted(draw(st.lists(st.dates(START + DAY, END), unique=True, max_size=5)))
        periods: list[tuple[str, date, int | None]] = [("submitted", START, None)]
        for place, turn in enumerate(turns):
            others = [code for code in DISPLAY_ORDER if code != periods[-1][0]]
            status = draw(st.sampled_from(others))
            periods.append((status, turn, 100 * number + place + 1))
        found[track] = periods
    return interval_frame(found)


def ribbons_view(as_of: date = END, lang: str = "nl", **changes: Any) -> RibbonsView:
    given: dict[str, Any] = {
        "titles": TITLES,
        "governments": GOVERNMENTS,
        "statuses": STATUS_NAMES,
        "precisions": Everywhere("day"),
        "milestones": (),
        "request_href": lambda request: f"/vraag/{request}",
        "entry_href": lambda request, government, entry: f"/vraag/{request}#{entry or government}",
    }
    return RibbonsView(lang=lang, theme="light", caption="caption", period=period(as_of), **{**given, **changes})


def moves_view(lang: str = "nl", entries: Any = None) -> MovesView:
    entry = Entry(date(2021, 3, 3), "day", "the note", (("the source", "https://example.org/"),), "/vraag/1.1#entry")
    names = (TITLES, GOVERNMENTS, STATUS_NAMES, DOSSIERS, DOSSIER_OF)
    return MovesView(lang, *names, entries or Everywhere(entry), "/vraag/{}".format, "/logboek?{}-{}".format)


def changes_frame(rows: Sequence[tuple[tuple[str, str], str, str, list[int]]]) -> pd.DataFrame:
    """A row per change: track, old status, new status, entries."""
    records = [(*track, before, after, entries) for track, before, after, entries in rows]
    return pd.DataFrame(records, columns=["request", "government", "status_from", "status_to", "entries"])


@st.composite
def changed(draw: st.DrawFn) -> pd.DataFrame:
    rows = []
    for track in draw(st.lists(st.sampled_from(TRACKS), unique=True).map(sorted)):
        before, after = draw(st.lists(statuses, min_size=2, max_size=2, unique=True))
        rows.append((track, before, after, draw(st.lists(st.integers(1, 99), max_size=3, unique=True))))
    return changes_frame(rows)


def changes_view(lang: str = "nl", entries: Any = None) -> ChangesView:
    return ChangesView(
        "light", "caption", date(2023, 12, 31), END, 153, WEIGHTS, moves_view(lang, entries), "#{}-{}".format
    )  # fmt: skip


def standing_frame(rows: Sequence[tuple[tuple[str, str], str, date]], as_of: date = END) -> pd.DataFrame:
    """A row per track: track, status, since; longest first, as the arithmetic gives them."""
    records = [(*track, status, since, (as_of - since).days) for track, status, since in rows]
    frame = pd.DataFrame(records, columns=["request", "government", "status", "since", "days_in_status"])
    return frame.sort_values("days_in_status", ascending=False, kind="stable").reset_index(drop=True)


@st.composite
def standing(draw: st.DrawFn) -> pd.DataFrame:
    rows = []
    for track in draw(st.lists(st.sampled_from(TRACKS), unique=True).map(sorted)):
        halted = draw(st.booleans())
        since = draw(st.sampled_from((date(2021, 3, 3), date(2022, 12, 31), END)) | days) if halted else START
        rows.append((track, "stalled" if halted else "submitted", since))
    return standing_frame(rows)


def standing_view(as_of: date = END, lang: str = "nl", precisions: Any = None) -> StandingView:
    return StandingView("light", "caption", period(as_of), 153, precisions or {}, moves_view(lang))


class LinkReader(HTMLParser):
    """The links of a piece of HTML, each with attributes and words; ``classed`` all elements with a class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[dict[str, Any]] = []
        self.classed: list[dict[str, Any]] = []
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found: dict[str, Any] = {"tag": tag, "words": "", **dict(attrs)}
        if "class" in found:
            self.classed.append(found)
        if tag == "a":
            self._open = True
            self.links.append(found)

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._open:
            self.links[-1]["words"] += data
