"""Loading what ships, again and in newer forms: nothing is overwritten, no status moves, the past stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from data.errors import DataErrors
from data.records import Shipment
from models.drafts import Refused
from models.store import Store
from models.vocabulary import Status
from tests.store.synthetic import END, START, Clock, all_requests, draft, query, shipment, states, update

TRACK = ("1.1", "VL")
ROW = update("r1", TRACK, date(2020, 2, 3), "in_progress", "Synthetische nota")


def content(store: Store) -> list[list[str]]:
    tables = ("entry", "entry_text", "entry_source", "catalogue_version", "catalogue_row", "track", "step")
    with store.database.reading() as connection:
        return [sorted(map(repr, connection.execute(text(f"SELECT * FROM {table}")))) for table in tables]


def of_memorandum(**changes: Any) -> Callable[[Shipment], Shipment]:
    """A shipment whose memorandum is changed."""

    def changed(shipped: Shipment) -> Shipment:
        data = shipped.memoranda[0]
        return replace(shipped, memoranda=(replace(data, memorandum=replace(data.memorandum, **changes)),))

    return changed


def test_loading_twice_changes_nothing(store: Store, clock: Clock) -> None:
    store.load(shipment(ROW))
    before = content(store)
    clock.tick(days=3)
    report = store.load(shipment(ROW))
    assert (report.catalogue, report.appended, report.unchanged, report.changed) == (0, 0, 1, [])
    assert content(store) == before


def test_what_ships_is_logged_by_the_desk_research_unconfirmed(store: Store) -> None:
    assert store.load(shipment(ROW)).appended == 1
    (entry,) = store.read(query(store)).entries()
    assert (entry.author, entry.confirmed, entry.row_id) == ("Bureauonderzoek", False, "r1")
    assert (entry.status, entry.effective_date) == (Status.IN_PROGRESS, date(2020, 2, 3))


def test_a_changed_row_is_reported_and_not_applied(store: Store) -> None:
    store.load(shipment(ROW))
    before = content(store)
    report = store.load(shipment(replace(ROW, status="decided", note_nl="Anders")))
    (changed,) = report.changed
    assert (changed.row_id, changed.applied, set(changed.fields)) == ("r1", False, {"status", "note_nl"})
    assert content(store) == before


def test_a_changed_row_is_applied_as_a_correction_when_asked(store: Store, clock: Clock) -> None:
    store.load(shipment(ROW))
    known_before = store.scope().last_write
    clock.tick(days=1)
    changed = replace(ROW, status="decided", request="1.2")
    assert [row.applied for row in store.load(shipment(changed), as_corrections=True).changed] == [True]
    assert states(store)[TRACK].status == "submitted"
    assert states(store)["1.2", "VL"].status == "decided"
    assert states(store, END, known_before)[TRACK].status == "in_progress"
    assert store.load(shipment(changed), as_corrections=True).unchanged == 1


def test_what_staff_corrected_or_retracted_is_left_alone(store: Store, anna: int) -> None:
    other = update("r2", ("1.2", "VL"), date(2020, 2, 3), "in_progress")
    store.load(shipment(ROW, other))
    with store.appending() as writer:
        writer.correct(anna, 1, draft(status=Status.STALLED), "Synthetische reden")
        writer.retract(anna, 2, "Synthetische reden")
    before = states(store)
    report = store.load(shipment(replace(ROW, status="decided"), replace(other, status="decided")), as_corrections=True)
    assert [(row.row_id, row.applied) for row in report.changed] == [("r1", False), ("r2", False)]
    assert all(row.why_not for row in report.changed)
    assert states(store) == before


def test_one_impossible_row_and_nothing_is_loaded(store: Store) -> None:
    before = content(store)
    impossible = replace(update("r2", TRACK, END + timedelta(days=1), "decided"), line=3)
    with pytest.raises(DataErrors) as told:
        store.load(shipment(ROW, impossible, requests=all_requests(r1_2=("VL", "FED"))))
    assert content(store) == before
    (error,) = told.value.errors
    assert (error.line, error.column) == (3, "effective_date")


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"note_nl": "on\N{ZERO WIDTH SPACE}zichtbaar"}, "note_nl"),
        ({"note_en": "x" * 4001}, "note_en"),
        ({"source_url": "", "source_title": "", "source_publisher": "", "source_date": None}, "source_url"),
    ],
)
def test_what_only_the_log_refuses_is_told_by_file_line_and_column(
    store: Store, changes: dict[str, Any], column: str
) -> None:
    before, shipped = content(store), shipment(ROW, replace(ROW, row_id="r2", line=3, **changes))
    data = replace(shipped.memoranda[0], updates_file="log.csv")
    with pytest.raises(DataErrors, match=rf"^log\.csv, line 3, column {column}: expected .*[^.]\.$"):
        store.load(replace(shipped, memoranda=(data,)))
    assert content(store) == before


NEWER: dict[str, Callable[[Shipment], Shipment]] = {
    "titles": lambda s: _requests(s, title_nl="Andere titel", title_en="Other title"),
    "texts": lambda s: _requests(s, text_nl="Andere woorden"),
    "goals": lambda s: _requests(s, sdg_targets=("1.4",)),
    "dossiers": lambda s: _requests(s, dossier=1),
    "fiches": lambda s: _requests(s, fiches=("01",)),
    "weights": lambda s: replace(s, statuses=tuple(replace(one, weight=Decimal("0.5")) for one in s.statuses)),
    "labels": lambda s: replace(s, statuses=tuple(replace(one, label_nl="Verleend") for one in s.statuses)),
    "order of the statuses": lambda s: replace(s, statuses=s.statuses[::-1]),
    "the memorandum's title": of_memorandum(title_nl="Anders"),
    "a later end": of_memorandum(end=date(2025, 6, 30)),
}


def _requests(shipped: Shipment, **changes: Any) -> Shipment:
    data = shipped.memoranda[0]
    requests = tuple(replace(request, **changes) for request in data.requests)
    return replace(shipped, memoranda=(replace(data, requests=requests),))


def _standing(store: Store) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {
        track: (row.status, row.since, row.entry, row.effective_date, row.confirmed)
        for track, row in states(store).items()
    }


@pytest.mark.parametrize("what", NEWER)
def test_a_newer_catalogue_touches_no_status_and_no_date(store: Store, anna: int, clock: Clock, what: str) -> None:
    with store.appending() as writer:
        writer.record(anna, draft())
    before, log, known_before = _standing(store), content(store)[:3], store.scope().last_write
    old = store.read(query(store)).catalogue
    clock.tick(days=1)
    assert store.load(NEWER[what](shipment())).catalogue > 0
    assert _standing(store) == before
    assert content(store)[:3] == log
    assert store.scope().last_write == clock.now
    assert store.verify().sound
    then, now = store.read(query(store, END, known_before)).catalogue, store.read(query(store)).catalogue
    assert replace(then, version=0) == replace(old, version=0)
    assert replace(now, version=0) != replace(old, version=0)


def test_the_past_keeps_its_titles_goals_weights_and_addressees(store: Store, clock: Clock) -> None:
    known_before = store.scope().last_write
    clock.tick(days=1)
    newer = NEWER["titles"](NEWER["goals"](NEWER["weights"](shipment(requests=all_requests(r1_2=("VL", "FED"))))))
    store.load(newer)
    then, now = store.read(query(store, END, known_before)), store.read(query(store))
    assert then.catalogue.request["1.1"].title_nl == "Vraag 1.1"
    assert now.catalogue.request["1.1"].title_nl == "Andere titel"
    assert then.weights()["decided"] == Decimal("0.6")
    assert now.weights()["decided"] == Decimal("0.5")
    assert set(then.links().itertuples(index=False, name=None)) >= {("1.1", 1), ("1.1", 2)}
    assert set(now.links().sdg) == {1}
    assert (len(then.snapshot()), len(now.snapshot())) == (6, 7)


@pytest.mark.parametrize(
    "newer",
    [
        lambda: shipment(requests=all_requests(r1_1=("FED",))),
        lambda: shipment(requests=[one for one in all_requests() if one.id != "1.1"]),
        lambda: shipment(governments=tuple(replace(one, addressed=False) for one in shipment().governments)),
        lambda: _requests(shipment(), tracked=False),
        lambda: of_memorandum(start=date(2020, 6, 1))(shipment()),
        lambda: of_memorandum(start=START - timedelta(days=1))(shipment()),
        lambda: of_memorandum(end=date(2020, 2, 2))(shipment()),
    ],
)
def test_a_track_with_entries_stays_and_so_does_its_period(
    store: Store, anna: int, newer: Callable[[], Shipment]
) -> None:
    with store.appending() as writer:
        writer.record(anna, draft())
    before = content(store)
    with pytest.raises(Refused):
        store.load(newer())
    assert content(store) == before


def test_a_track_without_entries_may_go_and_come_back(store: Store, clock: Clock) -> None:
    clock.tick(days=1)
    store.load(shipment(requests=all_requests(r1_1=("FED",))))
    assert TRACK not in states(store)
    clock.tick(days=1)
    store.load(shipment())
    assert states(store)[TRACK].status == "submitted"


@pytest.mark.parametrize("asked_before", [False, True])
def test_days_of_a_period_made_longer_since_can_be_asked_at_every_moment(
    store: Store, anna: int, clock: Clock, *, asked_before: bool
) -> None:
    with store.appending() as writer:
        writer.record(anna, draft())
    known_before, after_the_end = store.scope().last_write, END + timedelta(days=100)
    clock.tick(days=1)
    with store.appending() as writer:
        writer.record(anna, draft(request="1.2"))
    if asked_before:
        assert states(store, END, known_before)[TRACK].status == draft().status
    clock.tick(days=1)
    store.load(of_memorandum(end=END + timedelta(days=365))(shipment()))
    for known_at in (known_before, clock.now):
        assert states(store, after_the_end, known_at)[TRACK].status == draft().status
    assert set(states(store, after_the_end, clock.now - timedelta(days=900))) == set(states(store))


def test_before_anything_was_recorded_the_first_catalogue_is_read(store: Store, anna: int, clock: Clock) -> None:
    with store.appending() as writer:
        writer.record(anna, draft())
    reading = store.read(query(store, END, clock.now - timedelta(days=900)))
    assert reading.meta()["nothing_recorded"]
    assert set(reading.snapshot().status) == {"submitted"}
    assert reading.entries() == []
