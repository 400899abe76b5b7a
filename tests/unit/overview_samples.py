"""Made-up overviews and shells for the tests of both, and a reader of their HTML."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

from components.evidence import Evidence, SourceLink
from components.heatmap_block import Heatmap
from components.moved import Moved
from components.pages.overview import OverviewData
from components.pages.overview_words import Numbers
from components.shell import Clock, Filter, Provenance, Shell
from components.slider import Slider
from components.status_look import DISPLAY_ORDER
from components.trail import Link
from tests.unit.chart_samples import standing_frame, standing_view, timeline_view, trend_frame
from tests.unit.component_samples import COLUMNS, GOALS, STATUS_NAMES, heatmap_frame, progress_frame

KNOWN = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
PINNED = (("memorandum", "m"), ("as_of", "2024-12-31"), ("known_at", "2026-03-01T12:00:00.000005Z"))
STATE = (("memorandum", "m"), ("dossier", "4"), ("as_of", "2024-12-31"), ("by", "government"), ("measure", "index"))
NUMBERS = Numbers(
    memorandum="memorandum M",
    publisher="Vereniging (VVSG)",
    governments=(("VL", "Vlaamse overheid"), ("FED", "Federale overheid")),
    requests=96,
    tracks=153,
    with_entry=113,
    with_result=64,
    index=0.355,
    index_before=0.349999,
    before=date(2023, 12, 31),
    full_year=True,
    result_change=7,
    changed=1,
    without_response=40,
    stalled=18,
    entries=387,
    second_read=380,
    confirmed_entries=0,
)
FILTERS = (
    Filter("government", (), (("VL", "Vlaamse overheid", "the Flemish government"),)),
    Filter("dossier", ("4",), (("4", "vier", "4 (vier)"), ("5", "vijf", "5 (vijf)"))),
)
PROVENANCE = Provenance("memorandum M", "Vereniging (VVSG)", 153, 113, 0, 387, "abcdef0123456789", KNOWN, "1.2.3")


STILL = standing_frame([(("1.1", "VL"), "stalled", date(2020, 1, 1 + place)) for place in range(12)])
EVIDENCE = Evidence(
    7, date(2024, 5, 3), "month", "Het decreet kwam er.", "nl", (SourceLink("https://x.example/1", "Staatsblad"),), "",
    "Bureauonderzoek", KNOWN, False, "verified",
)  # fmt: skip
MOVED = Moved(
    Link("4.11 een vraag", "/vraag/4.11"), "Vlaamse overheid", "decided", "realised",
    ((EVIDENCE, "/vraag/4.11#logregel-7"),),
)  # fmt: skip


def shell(lang: str = "nl") -> Shell:
    clock = Clock(date(2024, 12, 31), date(2019, 5, 26), date(2024, 12, 31), KNOWN, False, None, date(2026, 3, 2))
    dossiers = (("4", "vier"), ("5", "vijf"))
    return Shell(lang, "/", STATE, "https://m.example/?as_of=2024-12-31", clock, PROVENANCE, dossiers, FILTERS)


def overview(lang: str = "nl", **changes: Any) -> OverviewData:
    full = progress_frame([dict.fromkeys(DISPLAY_ORDER, 2)] * 10)
    cells = {(goal, column.key): (3, 0.333333) for goal in range(1, 18) for column in COLUMNS}
    governments = {"VL": "Vlaamse overheid", "FED": "Federale overheid"}
    two = full.head(2).assign(key=list(governments))
    data = OverviewData(
        shell=shell(lang), theme="light", pinned=PINNED, numbers=NUMBERS, nothing=None,
        dossiers=full, governments=two,
        trend=trend_frame([{"submitted": 3}, {"submitted": 1, "realised": 2}]),
        still=STILL, slipped=2, moved=(MOVED,),
        dossier_names={str(n): f"dossier {n}" for n in range(1, 11)}, government_names=governments,
        status_names=STATUS_NAMES,
        heat=Heatmap(heatmap_frame(cells), GOALS, "government", "index", {}, governments, {}),
        timeline=timeline_view(date(2019, 6, 30), lang), standing=standing_view(lang=lang),
        slider=Slider((date(2024, 12, 31),), date(2024, 12, 31), "/months.json", ()),
    )  # fmt: skip
    heat = {name: changes.pop(name) for name in ("columns_by", "years", "frame", "dossier_names") if name in changes}
    return replace(data, heat=replace(data.heat, **heat), **changes)


class Reader(HTMLParser):
    """Every element with its attributes, and whether all that was opened was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("input", "meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]
