"""What is written stays: the database refuses changes, redaction is the one exception, and tampering shows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from models.drafts import Refused
from models.store import Store
from models.vocabulary import Role, Status, Visibility
from tests.store.synthetic import Clock, add_person, draft, query, shipment, states
from tests.workers import address_of

COLUMN = {
    "entry": "status",
    "entry_text": "note_nl",
    "entry_source": "url",
    "redaction": "reason",
    "catalogue_version": "reason",
    "catalogue_row": "key",
    "catalogue_hash": "hash",
    "track": "government",
}


@pytest.fixture
def logged(store: Store, anna: int, bram: int, admin: int) -> Store:
    """Five public entries (three of them one chain, one retracted), an internal one, and a redacted text."""
    with store.appending() as writer:
        first = writer.record(anna, draft())
        second = writer.correct(anna, first.id, draft(status=Status.DECIDED), "Synthetische reden")
        writer.confirm(bram, second.id)
        writer.record(anna, draft(request="1.2", note_nl="Persoonlijke gegevens"))
        third = writer.record(bram, draft(request="1.2", effective_date=date(2020, 5, 6)))
        writer.retract(anna, third.id, "Synthetische reden")
        writer.record(anna, draft(visibility=Visibility.INTERNAL, note_nl="Intern"))
    store.redact(admin, 4, "Persoonsgegevens")
    return store


def raw(store: Store, *statements: str) -> None:
    """Run SQL behind the back of the log, with nothing to refuse it but the database."""
    with store.database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def without_triggers(store: Store, *statements: str) -> None:
    """Run SQL as someone would who owns the database: triggers out of the way meanwhile, references not enforced."""
    if not store.database.sqlite:
        raw(store, "SET LOCAL session_replication_role = replica", *statements)
        return
    with closing(sqlite3.connect(store.database.name, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        away, back = [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]
        for statement in (*away, *statements, *back):
            connection.execute(statement)


def test_the_database_refuses_changes(logged: Store) -> None:
    for table, column in COLUMN.items():
        for statement in (
            f"UPDATE {table} SET {column} = {column}",
            f"UPDATE {table} SET {column} = 'x'",
            f"DELETE FROM {table}",
            *([] if logged.database.sqlite else [f"TRUNCATE {table} CASCADE"]),
        ):
            with pytest.raises(DatabaseError, match="is permanent"):
                raw(logged, statement)
    assert logged.verify().sound


def test_the_database_refuses_a_replacement(logged: Store) -> None:
    if not logged.database.sqlite:
        with pytest.raises(DatabaseError, match="is permanent"):
            raw(
                logged,
                "INSERT INTO redaction SELECT * FROM redaction ON CONFLICT (entry_id) DO UPDATE SET reason = 'x'",
            )
        return
    with pytest.raises(DatabaseError, match="is permanent"):
        raw(logged, "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1")


def test_a_text_can_be_blanked_but_not_reworded_or_moved(logged: Store) -> None:
    blank = "note_nl = NULL, note_en = NULL, internal_note = NULL, reason = NULL, no_source_reason = NULL, salt = NULL"
    for change in (blank.replace("salt = NULL", "salt = 'x'"), f"{blank}, entry_id = 99"):
        with pytest.raises(DatabaseError, match="is permanent"):
            raw(logged, f"UPDATE entry_text SET {change} WHERE entry_id = 1")
    raw(logged, f"UPDATE entry_text SET {blank} WHERE entry_id = 1")
    assert logged.verify().problems == ("Entry 1: its texts or sources do not match their digest.",)


IMPOSSIBLE: list[tuple[dict[str, str], str]] = [
    ({"status": "'submitted'"}, "submitted_is_not_logged"),
    ({"status": "'granted'"}, "status"),
    ({"status": "NULL"}, "status_present"),
    ({"kind": "'retraction'", "refers_to": "1"}, "no_status"),
    ({"refers_to": "1"}, "names_another"),
    ({"effective_date": "NULL"}, "dated"),
    ({"visibility": "'internal'"}, "id_sign"),
    ({"track_id": "999"}, "(?i)foreign"),
    ({"kind": "'correction'", "refers_to": "1"}, "(?i)uq_entry_superseded|unique"),
]


def test_the_database_refuses_impossible_entries(logged: Store) -> None:
    sound = {
        "id": "7",
        "kind": "'status'",
        "track_id": "1",
        "status": "'decided'",
        "effective_date": "'2020-01-01'",
        "visibility": "'public'",
        "refers_to": "NULL",
        "root": "7",
        "author_id": "1",
        "confidence": "''",
        "second_reading": "''",
        "recorded_at": "'2030-01-01 00:00:00'",
        "text_digest": "''",
        "previous_hash": "''",
        "hash": "''",
        "hash_format": "1",
    }
    for values, rule in IMPOSSIBLE:
        columns = sound | values
        with pytest.raises(DatabaseError, match=rule):
            raw(logged, f"INSERT INTO entry ({', '.join(columns)}) VALUES ({', '.join(columns.values())})")


TAMPERING = {
    "a status": ["UPDATE entry SET status = 'realised' WHERE id = 2"],
    "a date": ["UPDATE entry SET effective_date = '2019-12-31' WHERE id = 2"],
    "a moment": ["UPDATE entry SET recorded_at = '2020-01-01 00:00:00.000000' WHERE id = 1"],
    "an author": ["UPDATE entry SET author_id = 1 WHERE id = 1"],
    "a note": ["UPDATE entry_text SET note_nl = 'Anders' WHERE entry_id = 1"],
    "a reason": ["UPDATE entry_text SET reason = 'Anders' WHERE entry_id = 2"],
    "a source": ["UPDATE entry_source SET url = 'https://example.org/other' WHERE entry_id = 1"],
    "a source removed": ["DELETE FROM entry_source WHERE entry_id = 1"],
    "a source added": ["INSERT INTO entry_source (entry_id, position, url) VALUES (1, 1, 'https://example.org/more')"],
    "a source added to what was redacted": [
        "INSERT INTO entry_source (entry_id, position, url) VALUES (4, 1, 'https://example.org/more')"
    ],
    "a text put back": ["UPDATE entry_text SET note_nl = 'Terug' WHERE entry_id = 4"],
    "a tombstone removed": ["DELETE FROM redaction"],
    "a text removed": ["DELETE FROM entry_text WHERE entry_id = 1"],
    "a track": ["UPDATE track SET government = 'EU' WHERE id = 1"],
    "an entry removed": ["DELETE FROM entry WHERE id = 3"],
    "the first entry removed": ["DELETE FROM entry WHERE id = 1"],
    "an internal entry": ["UPDATE entry SET status = 'realised' WHERE id = -1"],
    "two entries exchanged": [
        "UPDATE entry SET id = 99 WHERE id = 4",
        "UPDATE entry SET id = 4 WHERE id = 5",
        "UPDATE entry SET id = 5 WHERE id = 99",
    ],
    "a retraction turned into a confirmation": ["UPDATE entry SET kind = 'confirmation' WHERE id = 6"],
    "a retraction that names another": ["UPDATE entry SET refers_to = 4 WHERE id = 6"],
    "a kept status": ["UPDATE step SET status = 'realised' WHERE entry_id IS NULL"],
    "a kept date": ["UPDATE step SET since = '2019-06-01' WHERE entry_id = 2"],
    "a kept confirmation": ["UPDATE step SET confirmed = (1=0) WHERE entry_id = 2"],
    "a kept step removed": ["DELETE FROM step WHERE entry_id = 2"],
    "a kept step for an entry that does not count": ["UPDATE step SET entry_id = 5 WHERE entry_id = 4"],
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_shows(logged: Store, what: str) -> None:
    assert logged.verify().sound
    without_triggers(logged, *TAMPERING[what])
    assert not logged.verify().sound


def test_a_cut_off_tail_shows_against_a_hash_noted_earlier(logged: Store) -> None:
    head = logged.verify().head
    assert logged.verify(expect=head).sound
    for table in ("entry_text", "entry_source"):
        without_triggers(logged, f"DELETE FROM {table} WHERE entry_id = 6")
    without_triggers(logged, "DELETE FROM entry WHERE id = 6")
    logged.load(shipment())
    assert logged.verify().sound
    assert any(head in problem for problem in logged.verify(expect=head).problems)


def test_a_hash_noted_earlier_is_still_found_after_more_entries(logged: Store, anna: int) -> None:
    head = logged.verify().head
    with logged.appending() as writer:
        writer.record(anna, draft())
    assert logged.verify(expect=head).sound


def test_redaction_leaves_a_tombstone_and_moves_nothing(store: Store, anna: int, admin: int, clock: Clock) -> None:
    with store.appending() as writer:
        entry = writer.record(anna, draft(note_nl="Persoonlijk", note_en="Personal", internal_note="Intern")).id
    before, head = states(store), store.verify().head
    clock.tick(days=1)
    store.redact(admin, entry, "Persoonsgegevens")
    assert states(store) == before
    assert store.verify().head == head
    assert store.verify().sound
    (view,) = store.read(query(store), Role.ADMIN).entries()
    assert (view.note_nl, view.note_en, view.internal_note, view.sources) == ("", "", "", ())
    assert (view.redacted, view.redaction_reason, view.status) == (True, "Persoonsgegevens", Status.IN_PROGRESS)


def test_redaction_is_for_administrators_once_and_with_a_reason(logged: Store, anna: int, admin: int) -> None:
    for author, entry, reason, code in (
        (anna, 1, "Reden", "not_an_admin"),
        (4711, 1, "Reden", "not_an_admin"),
        (admin, 99, "Reden", "unknown_entry"),
        (admin, 1, " ", "reason_missing"),
        (admin, 1, "\u00ad", "reason_missing"),
        (admin, 4, "Reden", "already_redacted"),
    ):
        with pytest.raises(Refused) as refused:
            logged.redact(author, entry, reason)
        assert refused.value.code == code


def test_what_is_redacted_is_gone_from_the_file(sqlite_url: str, clock: Clock) -> None:
    store = Store.open(sqlite_url, clock=clock)
    store.load(shipment())
    words = "Zeer persoonlijke woorden"
    admin = add_person(store, Role.ADMIN)
    with store.appending() as writer:
        writer.record(admin, draft(note_nl=words))
    store.redact(admin, 1, "Persoonsgegevens")
    store.close()
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    assert not [path for path in folder.iterdir() if words.encode() in path.read_bytes()]


def test_a_kept_status_that_no_entry_supports_is_found_and_loading_repairs_it(logged: Store, clock: Clock) -> None:
    before = states(logged)
    for change in (
        "UPDATE step SET status = 'realised', since = '2019-05-26'",
        "DELETE FROM step",
        "UPDATE step SET status = 'realised' WHERE entry_id IS NULL",
    ):
        raw(logged, change)
        assert not logged.verify().sound
        logged.load(shipment())
        assert logged.verify().sound
        reopened = Store.open(address_of(logged), clock=clock)
        assert states(reopened) == before
        reopened.close()
