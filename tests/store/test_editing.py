"""Editing the catalogue: a version with a reason, the past as it was, the log untouched, no track with entries lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from data.records import Request
from models import editing
from models.drafts import Refused
from models.editing import MemorandumEdit, RequestEdit
from models.store import Store
from models.tables import CatalogueVersion
from tests.store.synthetic import END, MEMORANDUM, START, Clock, all_requests, draft, query, shipment, states

REASON = "Een synthetische reden"


def implied(code: str) -> Callable[[Request], Request]:
    """The requests as they are, but the governments of one are implied."""

    def changed(request: Request) -> Request:
        if request.id != code:
            return request
        return replace(request, government_basis="implied: for a reason", government_basis_nl="om een reden")

    return changed


def requests_with_implied() -> list[Request]:
    """The synthetic requests; the governments of 1.1 and 2.1.a are implied, and each goal has a reason."""
    found = map(implied("2.1.a"), map(implied("1.1"), all_requests()))
    return [replace(request, sdg_rationale_nl="Daarom") for request in found]


@pytest.fixture
def store(store: Store, clock: Clock) -> Store:
    """The synthetic memorandum, in which the governments of 1.1 and 2.1.a are implied."""
    clock.tick(days=1)
    store.load(shipment(requests=requests_with_implied()))
    clock.tick(days=1)
    return store


def edit(store: Store, author: int, code: str = "1.1", *, reason: str = REASON, seen: int = 0, **changes: Any) -> None:
    catalogue = store.read(query(store)).catalogue
    begun = replace(editing.editable(catalogue.request[code]), **changes)
    store.edit_request(author, MEMORANDUM, code, begun, reason, seen=seen or catalogue.version)


def request_at(store: Store, code: str = "1.1", known_at: Any = None) -> Request:
    return store.read(query(store, END, known_at)).catalogue.request[code]


def refusal(call: Callable[[], Any]) -> Refused:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def test_an_edit_is_a_version_with_a_reason_and_the_past_keeps_what_it_had(
    store: Store, admin: int, anna: int, clock: Clock
) -> None:
    with store.appending() as writer:
        writer.record(anna, draft())
    before, known_before, log = states(store), store.scope().last_write, store.verify()
    old = request_at(store)
    clock.tick(days=1)

    edit(store, admin, title_nl="  Andere\n titel ", sdg_targets="1.1, 16.a 1.1", sdg_rationale_nl="Anders")

    now = request_at(store)
    assert (now.title_nl, now.sdg_targets, now.sdg_rationale_nl) == ("Andere titel", ("1.1", "16.a"), "Anders")
    assert request_at(store, known_at=known_before) == old
    assert store.scope().last_write == clock.now
    assert {track: row.status for track, row in states(store).items()} == {
        track: row.status for track, row in before.items()
    }
    assert (store.verify().head, store.verify().sound) == (log.head, True)
    with store.database.reading() as connection:
        (change,) = editing.latest_edits(connection, 10)
    assert (change.reason, change.author, change.recorded_at) == (REASON, "Beheer", clock.now)
    assert change.records == ((MEMORANDUM, "request", "1.1"),)


def test_a_government_that_is_added_is_followed_from_then_on(store: Store, admin: int, anna: int, clock: Clock) -> None:
    known_before = store.scope().last_write
    edit(store, admin, governments=("EU", "VL"), basis_nl="Ook Europa", basis_en="Europe too")

    now = request_at(store)
    assert (now.governments, now.government_basis_nl) == (("VL", "EU"), "Ook Europa")
    assert now.government_basis == "implied: Europe too"
    assert ("1.1", "EU") in states(store)
    assert ("1.1", "FED") not in states(store)
    assert ("1.1", "FED") in states(store, known_at=known_before)
    with store.appending() as writer:
        writer.record(anna, draft(government="EU"))
    assert states(store)["1.1", "EU"].status == "in_progress"
    assert store.verify().sound


def test_a_track_with_entries_stays(store: Store, admin: int, anna: int) -> None:
    with store.appending() as writer:
        writer.record(anna, draft(government="FED"))
    before = request_at(store)

    refused = refusal(lambda: edit(store, admin, governments=("VL",)))

    assert (refused.code, refused.field) == ("track_with_entries", "governments")
    assert request_at(store) == before


def test_governments_that_the_text_names_are_not_edited(store: Store, admin: int) -> None:
    edit(store, admin, "1.2", governments=("EU",), basis_nl="x", basis_en="x", title_en="Another title")
    now = request_at(store, "1.2")
    assert (now.governments, now.government_basis, now.title_en) == (("VL",), "explicit", "Another title")


def test_what_groups_requests_has_what_they_have_together(store: Store, admin: int) -> None:
    edit(store, admin, "2.1.a", governments=("FED",), sdg_targets="4.4")
    assert request_at(store, "2.1").governments == ("FED",)
    assert request_at(store, "2.1").sdg_targets == ("4.4", "2.1")
    edit(store, admin, "2.1", title_nl="Een andere groep", governments=("EU",), sdg_targets="1.1")
    grouping = request_at(store, "2.1")
    assert (grouping.title_nl, grouping.governments) == ("Een andere groep", ("FED",))
    assert grouping.sdg_targets == ("4.4", "2.1")


def test_what_was_edited_meanwhile_is_not_overwritten(store: Store, admin: int) -> None:
    seen = store.read(query(store)).catalogue.version
    edit(store, admin, title_nl="Eerste", seen=seen)
    refused = refusal(lambda: edit(store, admin, title_nl="Tweede", seen=seen))
    assert refused.code == "edited_meanwhile"
    edit(store, admin, "1.2", title_nl="Een andere vraag", seen=seen)
    assert request_at(store).title_nl == "Eerste"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title_nl": " "}, "empty", "title_nl"),
        ({"title_en": "x" * 201}, "too_long", "title_en"),
        ({"title_nl": "Een\u202etitel"}, "hidden_character", "title_nl"),
        ({"sdg_targets": "18.1"}, "sdg_targets", "sdg_targets"),
        ({"sdg_targets": "zestien"}, "sdg_targets", "sdg_targets"),
        ({"governments": ()}, "governments", "governments"),
        ({"governments": ("LOCAL",)}, "governments", "governments"),
        ({"basis_nl": "", "governments": ("VL",)}, "empty", "basis_nl"),
        ({"reason": " ", "title_nl": "Anders"}, "reason_missing", "reason"),
        ({}, "nothing_changed", None),
    ],
)
def test_what_is_not_acceptable_is_told_by_field_and_changes_nothing(
    store: Store, admin: int, changes: dict[str, Any], code: str, field: str | None
) -> None:
    before = store.read(query(store)).catalogue
    refused = refusal(lambda: edit(store, admin, **changes))
    assert (refused.code, refused.field) == (code, field)
    assert store.read(query(store)).catalogue == before


def test_only_an_administrator_edits(store: Store, anna: int) -> None:
    assert refusal(lambda: edit(store, anna, title_nl="Anders")).code == "not_an_admin"
    changed = MemorandumEdit("Anders", "Other", "Iemand", END)
    assert refusal(
        lambda: store.edit_memorandum(anna, MEMORANDUM, changed, REASON, seen=99)
    ).code == "not_an_admin"  # fmt: skip


def test_loading_the_same_files_undoes_no_edit(store: Store, admin: int) -> None:
    edit(store, admin, title_nl="Van hier", governments=("VL", "EU"))
    assert store.load(shipment(requests=requests_with_implied())).catalogue == 0
    assert request_at(store).title_nl == "Van hier"


def test_a_newer_file_brings_what_it_changed_and_leaves_what_was_edited_here(
    store: Store, admin: int, anna: int, clock: Clock
) -> None:
    edit(store, admin, title_nl="Van hier", governments=("VL", "FED", "EU"))
    with store.appending() as writer:
        writer.record(anna, draft(government="EU"))
    clock.tick(days=1)
    newer = [
        replace(request, title_en="From the file", text_nl="Nieuwe tekst") if request.id == "1.1" else request
        for request in requests_with_implied()
    ]
    store.load(shipment(requests=newer))

    now = request_at(store)
    assert (now.title_nl, now.title_en, now.text_nl) == ("Van hier", "From the file", "Nieuwe tekst")
    assert now.governments == ("VL", "FED", "EU")
    assert store.verify().sound
    assert store.load(shipment(requests=newer)).catalogue == 0
    assert request_at(store) == now
    with store.database.reading() as connection:
        newest = connection.execute(
            select(CatalogueVersion.author_id, CatalogueVersion.reason).order_by(CatalogueVersion.id.desc()).limit(1)
        ).one()
    assert newest == (admin, "Behouden bij het laden van nieuwe bestanden.")


def test_a_memorandum_gets_other_words_and_a_later_end(store: Store, admin: int, anna: int, clock: Clock) -> None:
    with store.appending() as writer:
        writer.record(anna, draft())
    seen = store.read(query(store)).catalogue.version
    later = END + timedelta(days=181)
    changed = MemorandumEdit("Andere titel", "Another title", "Iemand (IE)", later)
    store.edit_memorandum(admin, MEMORANDUM, changed, REASON, seen=seen)

    memorandum = store.read(query(store)).catalogue.memorandum
    assert (memorandum.title_nl, memorandum.publisher, memorandum.start, memorandum.end) == (
        *("Andere titel", "Iemand (IE)", START, later),
    )
    assert store.verify().sound
    for end, code in ((date(2020, 2, 2), "period_with_entries"), (START - timedelta(days=1), "end_before_start")):
        seen = store.read(query(store)).catalogue.version
        with pytest.raises(Refused) as refused:
            store.edit_memorandum(admin, MEMORANDUM, replace(changed, end=end), REASON, seen=seen)
        assert (refused.value.code, refused.value.field) == (code, "end")
    assert store.read(query(store)).catalogue.memorandum == memorandum


def test_an_edit_begins_from_the_request_as_it_is(store: Store) -> None:
    assert editing.editable(request_at(store, "1.2")) == RequestEdit(
        *("Vraag 1.2", "Request 1.2", ("VL",), "", "", "2.1", "Daarom")
    )
    assert editing.editable(request_at(store)).basis_en == "for a reason"
