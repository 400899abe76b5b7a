"""What people and files could hand to the store: mostly sound, now and then wrong. All of it synthetic."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from data.records import Shipment
from models.drafts import Draft, Source
from models.vocabulary import Action, Kind, Precision, Status, Visibility
from tests.store.oracle import Said, last_day
from tests.store.synthetic import ADDRESSED, END, MEMORANDUM, START, all_requests, shipment, update

DAYS = [
    *(START, date(2019, 5, 27), date(2019, 7, 14), date(2019, 12, 31), date(2020, 2, 29)),
    *(date(2021, 3, 13), date(2021, 3, 14), date(2021, 3, 15), END),
]
OUTSIDE = [date(2019, 5, 25), date(2019, 1, 31), date(2025, 1, 1), date(2021, 3, 31), date(9999, 12, 31)]
ROWS = {"r1": ("1.1", "VL"), "r2": ("1.1", "FED"), "r3": ("2.1.a", "EU")}
#: Whom the requests are put to in the catalogues that may arrive: as before, one more, two fewer.
CATALOGUES: list[dict[str, tuple[str, ...]]] = [{}, {"r1_2": ("VL", "FED")}, {"r1_1": ("VL",), "r2_1_a": ("VL",)}]

statuses = st.sampled_from(["acknowledged", "in_progress", "decided", "realised", "unclear"])
reasons = st.sampled_from(["Synthetische reden", "Synthetische reden", "Synthetische reden", "", " \n "])
authors = st.sampled_from([0, 1, 0, 1, 0, 1, 2, 3, 4, 5])
places = st.sampled_from([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 7, 11, 28, 29])
keys = st.sampled_from([None, None, None, "k1", "k2"])


@st.composite
def sayings(draw: st.DrawFn, all_sound: bool = False) -> Said:
    """What a form could send: mostly sound, now and then wrong in one or more ways (unless ``all_sound``)."""

    def mostly(sound: st.SearchStrategy[Any], wrong: st.SearchStrategy[Any]) -> Any:
        return draw(wrong if not all_sound and draw(st.integers(0, 15)) == 15 else sound)

    kind = draw(st.sampled_from(["status", "status", "status", "action"]))
    request = mostly(st.sampled_from(["1.1", "1.1", "1.2", "2.1.a"]), st.sampled_from(["2.1", "9.9", "1.1'"]))
    government = mostly(
        st.sampled_from(ADDRESSED.get(request, ("VL",))), st.sampled_from(["EU", "FED", "LOCAL", "", "vl"])
    )
    precision = draw(st.sampled_from(["day", "day", "month", "year"]))
    day = mostly(st.sampled_from(DAYS).map(lambda day: last_day(day, precision)), st.sampled_from([*OUTSIDE, *DAYS]))
    sources = draw(
        st.sampled_from([("https://example.org/a",), ("https://example.org/a", "https://example.org/b"), ()])
    )
    return Said(
        kind=kind,
        request=request,
        government=government,
        day=day,
        precision=precision,
        status=mostly(statuses if kind == "status" else st.none(), st.sampled_from(["submitted", "decided", None])),
        action=mostly(st.just("letter") if kind == "action" else st.none(), st.sampled_from(["hearing", None])),
        visibility=draw(st.sampled_from(["public", "public", "public", "internal"])),
        sources=sources,
        no_source_reason="" if sources else mostly(st.just("Synthetische uitleg"), st.just("  ")),
        note=draw(st.sampled_from(["", "Synthetische nota"])),
    )


def as_draft(said: Said) -> Draft:
    return Draft(
        kind=Kind(said.kind),
        memorandum=MEMORANDUM,
        request=said.request,
        government=said.government,
        effective_date=said.day,
        precision=Precision(said.precision),
        status=Status(said.status) if said.status else None,
        action=Action(said.action) if said.action else None,
        note_nl=said.note,
        visibility=Visibility(said.visibility),
        sources=tuple(Source(url) for url in said.sources),
        no_source_reason=said.no_source_reason,
    )


def row_says(row: str, status: str, note: str) -> Said:
    request, government = ROWS[row]
    return Said("status", request, government, date(2020, 1, 2), status=status, note=note, sources=("row",))


def tracks_of(catalogue: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [
        (request.id, government)
        for request in all_requests(**catalogue)
        if request.tracked
        for government in request.governments
    ]


def shipped(said: dict[str, Said], catalogue: dict[str, tuple[str, ...]], retitled: bool) -> Shipment:
    rows = [update(row, ROWS[row], one.day, str(one.status), one.note) for row, one in said.items()]
    requests = all_requests(**catalogue)
    if retitled:
        requests = [_retitled(request) for request in requests]
    return shipment(*rows, requests=requests)


def _retitled(request: Any) -> Any:
    return type(request)(**{name: getattr(request, name) for name in request.__slots__} | {"title_nl": "Andere titel"})
