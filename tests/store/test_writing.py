"""The rules an entry must pass, hostile texts, and what nobody can pass in."""

from __future__ import annotations

import inspect
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.drafts import Conflict, Draft, Refused, Source, cleaned
from models.log import Writer
from models.store import Store
from models.vocabulary import NEEDS_SOURCE, Action, Kind, Precision, Role, Status, Visibility
from tests.store.synthetic import END, NOW, SOURCE, START, Clock, draft, query, states

LOGGABLE = [status for status in Status if status is not Status.SUBMITTED]


def refusal(store: Store, author: int, **changes: Any) -> str:
    """The code with which the draft is refused; nothing may have been written."""
    before = store.read(query(store)).version
    with pytest.raises(Refused) as refused, store.appending() as writer:
        writer.record(author, draft(**changes))
    assert refused.value.nl
    assert refused.value.en
    assert store.read(query(store)).version == before
    return refused.value.code


def taken(store: Store, author: int, **changes: Any) -> int:
    with store.appending() as writer:
        return writer.record(author, draft(**changes)).id


def test_evidence_is_a_source_or_a_reason_and_results_need_a_source(store: Store, anna: int) -> None:
    for status in LOGGABLE:
        assert taken(store, anna, status=status)
        without = {"status": status, "sources": ()}
        needed = "source_needed" if status in NEEDS_SOURCE else "source_or_reason"
        for nothing in ("", " \n\t ", "...", "\u00a0"):
            assert refusal(store, anna, **without, no_source_reason=nothing) == needed
        if status in NEEDS_SOURCE:
            assert refusal(store, anna, **without, no_source_reason="Niet gepubliceerd") == "source_needed"
        else:
            assert taken(store, anna, **without, no_source_reason="Niet gepubliceerd")
        assert refusal(store, anna, status=status, no_source_reason="Niet gepubliceerd") == "source_and_no_source"


def test_results_that_need_a_source_are_these_four() -> None:
    assert {str(status) for status in NEEDS_SOURCE} == {"decided", "partially_realised", "realised", "rejected"}


IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"status": Status.SUBMITTED}, "submitted_is_the_start"),
    ({"status": None}, "status_missing"),
    ({"action": Action.LETTER}, "status_missing"),
    ({"kind": Kind.ACTION}, "action_missing"),
    ({"kind": Kind.CONFIRMATION}, "not_a_draft"),
    ({"request": "2.1"}, "not_addressed"),
    ({"request": "9.9"}, "not_addressed"),
    ({"government": "EU"}, "not_addressed"),
    ({"government": "LOCAL"}, "not_addressed"),
    ({"memorandum": "another"}, "unknown_memorandum"),
    ({"effective_date": START - timedelta(days=1)}, "outside_period"),
    ({"effective_date": END + timedelta(days=1)}, "outside_period"),
    ({"effective_date": date(2021, 3, 15)}, "not_over"),
    ({"effective_date": date(2021, 3, 31), "precision": Precision.MONTH}, "not_over"),
    ({"effective_date": date(2021, 12, 31), "precision": Precision.YEAR}, "not_over"),
    ({"effective_date": date(2020, 2, 28), "precision": Precision.MONTH}, "not_the_last_day"),
    ({"effective_date": date(2020, 11, 30), "precision": Precision.YEAR}, "not_the_last_day"),
    ({"confidence": "total"}, "unknown_mark"),
    ({"second_reading": "maybe"}, "unknown_mark"),
    ({"sources": (SOURCE,) * 21}, "too_many_sources"),
]


def test_impossible_entries_are_refused(store: Store, anna: int) -> None:
    for changes, code in IMPOSSIBLE:
        assert refusal(store, anna, **changes) == code


def test_the_first_and_the_last_possible_days_are_taken(store: Store, anna: int) -> None:
    for day, precision in (
        (START, Precision.DAY),
        (date(2021, 3, 14), Precision.DAY),
        (date(2021, 2, 28), Precision.MONTH),
        (date(2019, 5, 31), Precision.MONTH),
        (date(2020, 12, 31), Precision.YEAR),
    ):
        assert taken(store, anna, effective_date=day, precision=precision)


def test_today_is_a_day_of_brussels(store: Store, anna: int, clock: Clock) -> None:
    clock.now = datetime(2021, 6, 30, 21, 59, 59, tzinfo=UTC)
    assert refusal(store, anna, effective_date=date(2021, 7, 1)) == "not_over"
    clock.now = datetime(2021, 6, 30, 22, 0, tzinfo=UTC)
    assert taken(store, anna, effective_date=date(2021, 7, 1)) == 1
    assert taken(store, anna, effective_date=date(2021, 6, 30), precision=Precision.MONTH) == 2


HIDDEN = [
    *("\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u200b", "\u200e", "\u202e", "\u2066", "\u2028", "\u2060"),
    *("\ufeff", "\ud800", "\udfff", "\U000e0041"),
]


@pytest.mark.parametrize("field", ["note_nl", "note_en", "internal_note", "no_source_reason", "row_id"])
def test_texts_hide_nothing(field: str) -> None:
    for hidden in HIDDEN:
        with pytest.raises(Refused) as refused:
            cleaned(draft(**{field: f"a{hidden}b"}))
        assert (refused.value.code, refused.value.field) == ("hidden_character", field)


def source_with(field: str, words: str) -> Source:
    texts: dict[str, Any] = {"url": SOURCE.url, field: words}
    return Source(**texts)


@pytest.mark.parametrize("field", ["title", "publisher", "url"])
def test_sources_hide_nothing(field: str) -> None:
    for hidden in HIDDEN:
        with pytest.raises(Refused) as refused:
            cleaned(draft(sources=(source_with(field, f"https://example.org/a{hidden}b"),)))
        assert (refused.value.code, refused.value.field) == ("hidden_character", "sources")


def test_a_megabyte_is_refused_at_once(store: Store, anna: int) -> None:
    for field in ("note_nl", "note_en", "internal_note", "no_source_reason"):
        assert refusal(store, anna, **{field: "\u0390" * 1_000_000}) == "too_long"
    assert refusal(store, anna, sources=(Source("https://example.org/" + "a" * 1_000_000),)) == "too_long"


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"),
        *("", "example.org", "//example.org", "/path", "ftp://example.org", "file:///etc/passwd", "mailto:a@b.c"),
        *(
            "https://",
            "http:///path",
            "https://[",
            "https://exa mple.org",
            'https://a.b/"onclick="x',
            "https://a.b/<x>",
        ),
    ],
)
def test_only_web_addresses_become_sources(url: str) -> None:
    with pytest.raises(Refused) as refused:
        cleaned(draft(sources=(Source(url),)))
    assert refused.value.code == "not_an_address"


def test_odd_but_honest_texts_are_kept_as_they_are(store: Store, anna: int) -> None:
    words = "  <script>alert('é')</script>\r\n'; DROP TABLE entry; -- \u0065\u0301 \U0001f469\u200d\U0001f52c =1+1  "
    taken(store, anna, note_nl=words)
    (entry,) = store.read(query(store)).entries()
    assert (
        entry.note_nl == "<script>alert('é')</script>\n'; DROP TABLE entry; -- \u00e9 \U0001f469\u200d\U0001f52c =1+1"
    )
    assert store.verify().sound


def test_nobody_passes_in_the_moment_the_hash_or_the_number() -> None:
    ours = {"recorded_at", "now", "moment", "hash", "previous_hash", "id", "text_digest", "salt", "root"}
    assert not ours & {field.name for field in fields(Draft)}
    for name in ("record", "correct", "retract", "confirm"):
        assert not ours & set(inspect.signature(getattr(Writer, name)).parameters)


def test_the_moment_is_the_clocks_and_never_stands_still_or_goes_back(store: Store, anna: int, clock: Clock) -> None:
    clock.now = NOW + timedelta(days=1)
    with store.appending() as writer:
        moments = [writer.record(anna, draft()).recorded_at for _ in range(3)]
        clock.now -= timedelta(days=400)
        moments.append(writer.record(anna, draft()).recorded_at)
    with store.appending() as writer:
        moments.append(writer.record(anna, draft()).recorded_at)
    begin = NOW + timedelta(days=1)
    assert moments == [begin + timedelta(microseconds=step) for step in range(5)]


def test_the_same_form_sent_twice_writes_once(store: Store, anna: int, bram: int) -> None:
    with store.appending() as writer:
        first = writer.record(anna, draft(), "form-1")
        assert writer.record(anna, draft(), "form-1") == first
    with store.appending() as writer:
        assert writer.record(anna, draft(status=Status.DECIDED), "form-1") == first
        with pytest.raises(Refused):
            writer.record(bram, draft(), "form-1")
    assert store.verify().entries == 1


def test_an_odd_submission_key_is_refused(store: Store, anna: int) -> None:
    for key in ("x" * 81, "a\x00b", "\ud800"):
        with pytest.raises(Refused), store.appending() as writer:
            writer.record(anna, draft(), key)
    assert store.verify().entries == 0


def test_naming_an_entry_that_was_corrected_shows_the_head(store: Store, anna: int, bram: int) -> None:
    with store.appending() as writer:
        for _ in range(3):
            writer.record(bram, draft())
        second = writer.correct(anna, 1, draft(status=Status.DECIDED), "Reden").id
        third = writer.correct(bram, second, draft(status=Status.STALLED), "Reden").id
    for attempt in ("correct", "retract", "confirm"):
        with pytest.raises(Conflict) as conflict, store.appending() as writer:
            _name(writer, attempt, anna, 1)
        assert conflict.value.head == third
    assert states(store)["1.1", "VL"].entry == 3


def _name(writer: Writer, attempt: str, author: int, entry: int) -> None:
    if attempt == "correct":
        writer.correct(author, entry, draft(), "Reden")
    elif attempt == "retract":
        writer.retract(author, entry, "Reden")
    else:
        writer.confirm(author, entry)


def test_a_retraction_is_final_and_revives_nothing(store: Store, anna: int, bram: int) -> None:
    with store.appending() as writer:
        writer.record(anna, draft(status=Status.ACKNOWLEDGED))
        writer.correct(anna, 1, draft(status=Status.DECIDED), "Reden")
        writer.retract(bram, 2, "Reden")
    assert states(store)["1.1", "VL"].status == "submitted"
    for entry in (1, 2, 3):
        for attempt in ("correct", "retract", "confirm"):
            with pytest.raises(Refused), store.appending() as writer:
                _name(writer, attempt, bram, entry)
    assert taken(store, anna) == 4


def test_a_confirmation_comes_once_from_another_and_a_correction_starts_anew(
    store: Store, anna: int, bram: int
) -> None:
    taken(store, anna)
    for author in (anna, 4711):
        with pytest.raises(Refused), store.appending() as writer:
            writer.confirm(author, 1)
    with store.appending() as writer:
        writer.confirm(bram, 1)
    assert states(store)["1.1", "VL"].confirmed is True
    with pytest.raises(Refused), store.appending() as writer:
        writer.confirm(bram, 1)
    with store.appending() as writer:
        writer.correct(anna, 1, draft(status=Status.DECIDED), "Reden")
    assert states(store)["1.1", "VL"].confirmed is False


def test_internal_notes_and_entries_are_not_for_the_public(store: Store, anna: int, clock: Clock) -> None:
    taken(store, anna, internal_note="Vertrouwelijk")
    clock.tick(days=1)
    with store.appending() as writer:
        internal = writer.record(anna, draft(visibility=Visibility.INTERNAL, note_nl="Binnenskamers"))
    assert internal.id == -1
    reading = store.read(query(store))
    assert [(entry.id, entry.internal_note) for entry in reading.entries()] == [(1, None)]
    seen = store.read(query(store, known_at=internal.recorded_at), Role.READER).entries()
    assert sorted((entry.id, entry.internal_note) for entry in seen) == [(-1, ""), (1, "Vertrouwelijk")]


def test_staff_see_what_is_internal_at_once_and_not_only_after_the_next_public_write(
    store: Store, anna: int, clock: Clock
) -> None:
    asked = query(store)
    clock.tick(minutes=5)
    internal = taken(store, anna, visibility=Visibility.INTERNAL)
    assert internal in {entry.id for entry in store.read(asked, Role.READER).entries()}
    assert internal not in {entry.id for entry in store.read(asked).entries()}
    earlier = query(store, known_at=NOW)
    assert internal not in {entry.id for entry in store.read(earlier, Role.READER).entries()}
