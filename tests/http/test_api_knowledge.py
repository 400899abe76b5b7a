"""The second clock in the API: what later entries change, what they leave alone, and what is told apart.

All entries written here are made up for the test.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from data.reader import SHIPPED, read
from data.records import Update
from models.drafts import Draft, Source
from models.people import body
from models.store import Store
from models.vocabulary import Action, Kind, Precision, Role, Status, Visibility
from tests.http.conftest import Clock, client_of
from tests.shipped import LOADED

EVIDENCE = (Source("https://example.org/besluit", "Besluit", "Voorbeeld", date(2024, 1, 2)),)
MIDDLE = {"from": "2022-01-01", "to": "2024-12-31"}


def draft(status, day, request="3.2", government="VL", **more):
    given = {"kind": Kind.STATUS, "sources": EVIDENCE, "note_nl": "Voor de test.", **more}
    return Draft(
        memorandum="2019-2024", request=request, government=government, effective_date=day, status=status, **given
    )


@pytest.fixture
def ask(living_api):
    def answer(resource, **parameters):
        found = living_api.get(f"/api/v1/{resource}.json", query_string=parameters)
        assert found.status_code == 200, found.text
        return found.json

    return answer


@pytest.fixture
def unlogged(ask):
    """A track without any entry, as (request, government)."""
    row = next(row for row in ask("tracks")["data"] if row["entry"] is None)
    return row["request"], row["government"]


def track(ask, request, government, **clocks):
    (row,) = ask("tracks", request=request, government=government, **clocks)["data"]
    return row


def test_a_later_entry_counts_from_its_recording_on_and_not_before(living_store, clock, editors, ask, unlogged):
    before = ask("progress", by="total")
    clock.forward(days=2)
    with living_store.appending() as writer:
        written = writer.record(editors[0], draft(Status.DECIDED, date(2023, 2, 1), *unlogged))
    after = ask("progress", by="total")
    assert written.id == 388
    assert after["data"][0]["counts"]["decided"] == before["data"][0]["counts"]["decided"] + 1
    assert after["data"][0]["without_entry"] == before["data"][0]["without_entry"] - 1
    for known_at in ("2025-03-03", before["meta"]["known_at"], "2025-03-04T23:59:59+01:00"):
        assert ask("progress", by="total", known_at=known_at)["data"] == before["data"]
    assert ask("progress", by="total", known_at="2025-03-05")["data"] == after["data"]
    assert after["meta"]["known_at"] == "2025-03-05T12:00:00.000000Z"
    assert after["meta"]["version"] != before["meta"]["version"]
    assert track(ask, *unlogged, as_of="2023-01-31")["status"] == "submitted"
    assert track(ask, *unlogged, as_of="2023-02-01")["status"] == "decided"


def test_a_new_entry_changes_the_tag_of_what_is_living_and_not_of_what_is_past(
    living_api, living_store, clock, editors, unlogged
):
    paths = ["/api/v1/progress", "/api/v1/progress?known_at=2025-03-03"]
    living, past = (living_api.get(path).headers["ETag"] for path in paths)
    clock.forward(days=1)
    with living_store.appending() as writer:
        writer.record(editors[0], draft(Status.DECIDED, date(2023, 2, 1), *unlogged))
    assert living_api.get(paths[0]).headers["ETag"] != living
    assert living_api.get(paths[1]).headers["ETag"] == past


def test_an_internal_entry_changes_nothing_public(living_api, living_store, clock, editors, unlogged):
    paths = ["tracks", "updates.csv", "progress?by=sdg", "changes?from=2020-01-01&to=2024-12-31", "openapi.json"]
    before = [(answer.headers["ETag"], answer.data) for answer in (living_api.get(f"/api/v1/{path}") for path in paths)]
    clock.forward(minutes=5)
    with living_store.appending() as writer:
        writer.record(editors[0], draft(Status.DECIDED, date(2023, 2, 1), *unlogged, visibility=Visibility.INTERNAL))
    after = [(answer.headers["ETag"], answer.data) for answer in (living_api.get(f"/api/v1/{path}") for path in paths)]
    assert after == before


def test_a_correction_takes_the_place_of_what_it_names(living_store, clock, editors, ask, unlogged):
    an, bo = editors
    other = next(
        (r["request"], r["government"])
        for r in ask("tracks")["data"]
        if r["entry"] is None and (r["request"], r["government"]) != unlogged
    )
    with living_store.appending() as writer:
        first = writer.record(an, draft(Status.REALISED, date(2023, 2, 1), *unlogged))
    clock.forward(days=1)
    with living_store.appending() as writer:
        confirmed = writer.confirm(bo, first.id)
    assert track(ask, *unlogged)["confirmed"] is True
    clock.forward(days=1)
    with living_store.appending() as writer:
        moved = writer.correct(
            bo,
            first.id,
            draft(Status.DECIDED, date(2023, 3, 31), *other, precision=Precision.MONTH),
            "Verkeerde vraag.",
        )
    assert track(ask, *unlogged)["status"] == "submitted"
    assert (track(ask, *other)["status"], track(ask, *other)["entry"]) == ("decided", moved.id)
    assert track(ask, *other)["confirmed"] is False
    assert track(ask, *unlogged, known_at="2025-03-04")["confirmed"] is True
    assert track(ask, *unlogged, known_at="2025-03-03")["confirmed"] is False
    rows = {row["id"]: row for row in ask("updates", request=unlogged[0], government=unlogged[1])["data"]}
    assert list(rows) == [first.id, confirmed.id, moved.id]
    assert (rows[first.id]["counts"], rows[confirmed.id]["counts"], rows[moved.id]["counts"]) == (False, False, True)
    assert (rows[first.id]["confirmed"], rows[confirmed.id]["confirmed"], rows[moved.id]["confirmed"]) == (
        True,
        None,
        False,
    )
    assert (rows[moved.id]["kind"], rows[moved.id]["refers_to"], rows[moved.id]["reason"]) == (
        "correction",
        first.id,
        "Verkeerde vraag.",
    )
    assert (rows[moved.id]["effective_date"], rows[moved.id]["date_precision"]) == ("2023-03-31", "month")
    assert rows[confirmed.id]["effective_date"] is None
    assert [row["id"] for row in ask("updates", request=other[0], government=other[1])["data"]] == [moved.id]
    assert [
        row["id"] for row in ask("updates", request=unlogged[0], government=unlogged[1], as_of="2023-03-01")["data"]
    ] == [first.id, confirmed.id]


def test_a_retraction_revives_nothing_and_goes_with_what_it_names(living_store, clock, editors, ask, unlogged):
    with living_store.appending() as writer:
        first = writer.record(editors[0], draft(Status.DECIDED, date(2023, 2, 1), *unlogged))
        second = writer.correct(
            editors[0], first.id, draft(Status.REALISED, date(2023, 2, 1), *unlogged), "Ook van kracht."
        )
    clock.forward(days=1)
    with living_store.appending() as writer:
        gone = writer.retract(editors[0], second.id, "Ging over iets anders.")
    assert track(ask, *unlogged)["status"] == "submitted"
    assert track(ask, *unlogged, known_at="2025-03-03")["status"] == "realised"
    chosen = {"request": unlogged[0], "government": unlogged[1]}
    assert [(row["id"], row["counts"]) for row in ask("updates", **chosen)["data"]] == [
        (first.id, False),
        (second.id, False),
        (gone.id, False),
    ]
    assert ask("updates", **chosen, as_of="2023-01-31")["data"] == []


def test_an_action_of_the_association_is_listed_and_never_counted(living_store, editors, ask, unlogged):
    before = ask("progress", by="total")["data"]
    with living_store.appending() as writer:
        letter = replace(draft(None, date(2023, 2, 1), *unlogged, sources=()), kind=Kind.ACTION, action=Action.LETTER)
        written = writer.record(editors[0], letter)
    assert ask("progress", by="total")["data"] == before
    (row,) = ask("updates", request=unlogged[0], government=unlogged[1])["data"]
    assert (row["id"], row["kind"], row["action"], row["status"]) == (written.id, "action", "letter", None)
    assert all(written.id not in row["entries"] for row in ask("changes", **MIDDLE)["data"])


def test_redacted_words_are_gone_at_once_and_no_figure_moves(living_api, living_store, clock, editors, ask, unlogged):
    with living_store.appending() as writer:
        written = writer.record(editors[0], draft(Status.DECIDED, date(2023, 2, 1), *unlogged, note_nl="Geheim."))
    chosen = {"request": unlogged[0], "government": unlogged[1]}
    tag = living_api.get("/api/v1/updates", query_string=chosen).headers["ETag"]
    before = ask("progress")["data"]
    with living_store.database.appending() as connection:
        admin = body(connection, "Beheer", clock.now)
        connection.execute(text("UPDATE user_account SET role = 'admin' WHERE id = :id"), {"id": admin})
    living_store.redact(admin, written.id, "Persoonsgegevens.")
    (row,) = ask("updates", **chosen)["data"]
    assert (row["note_nl"], row["sources"], row["redacted"]) == ("", [], True)
    assert ask("progress")["data"] == before
    assert living_api.get("/api/v1/updates", query_string=chosen, headers={"If-None-Match": tag}).status_code == 200


def test_between_meetings_better_knowledge_is_told_apart_from_new_facts(living_store, clock, editors, ask):
    free = [(row["request"], row["government"]) for row in ask("tracks")["data"] if row["entry"] is None][:4]
    late, fresh, wrong, both = free
    with living_store.appending() as writer:
        mistake = writer.record(editors[0], draft(Status.REALISED, date(2021, 5, 5), *wrong))
    clock.forward(days=30)
    with living_store.appending() as writer:
        found = writer.record(editors[0], draft(Status.DECIDED, date(2021, 6, 1), *late))
        happened = writer.record(editors[0], draft(Status.ACKNOWLEDGED, date(2023, 6, 1), *fresh))
        retracted = writer.retract(editors[0], mistake.id, "Ging over iets anders.")
        early = writer.record(editors[0], draft(Status.ACKNOWLEDGED, date(2021, 7, 1), *both))
        then = writer.record(editors[0], draft(Status.DECIDED, date(2022, 7, 1), *both))
    (rows, plain) = (ask("changes", **MIDDLE, **more)["data"] for more in ({"known_from": "2025-03-03"}, {}))
    learnt = [row for row in rows if row["part"] == "better_knowledge"]
    facts = [row for row in rows if row["part"] == "new_facts"]

    def row(part, where, status_from, status_to, *entries):
        names = ("request", "government", "status_from", "status_to", "entries", "part")
        return dict(zip(names, (*where, status_from, status_to, list(entries), part), strict=True))

    assert learnt == sorted(
        [
            row("better_knowledge", late, "submitted", "decided", found.id),
            row("better_knowledge", wrong, "realised", "submitted", retracted.id),
            row("better_knowledge", both, "submitted", "acknowledged", early.id),
        ],
        key=lambda each: free.index((each["request"], each["government"])),
    )
    assert row("new_facts", fresh, "submitted", "acknowledged", happened.id) in facts
    assert row("new_facts", both, "acknowledged", "decided", then.id) in facts
    assert [{name: value for name, value in each.items() if name != "part"} for each in facts] == plain
    assert rows == learnt + facts
    assert ask("changes", **MIDDLE, known_from="2025-03-03")["meta"]["as_of"] == "2024-12-31"


def test_nothing_learnt_and_nothing_new_gives_no_rows(ask):
    assert [
        row["part"] for row in ask("changes", **MIDDLE, known_from="2025-03-03")["data"] if row["part"] != "new_facts"
    ] == []
    assert ask("changes", **{"from": "2019-05-26", "to": "2019-05-27"})["data"] == []


def test_a_status_filters_changes_by_the_status_on_the_last_day(ask):
    rows = ask("changes", **MIDDLE)["data"]
    chosen = ask("changes", **MIDDLE, status=["stalled", "decided"])["data"]
    assert chosen == [row for row in rows if row["status_to"] in ("stalled", "decided")]
    assert 0 < len(chosen) < len(rows)


def trend_of_total(api):
    """The tag of the answer and the day it is about, of which its last month is."""
    answer = api.get("/api/v1/trend?by=total")
    assert answer.json["meta"]["as_of"].startswith(answer.json["data"][-1]["month"])
    return answer.headers["ETag"], answer.json["meta"]["as_of"]


def _known_on(day: date, row: Update) -> bool:
    """Whether it had happened and been written about before that day."""
    return row.effective_date < day and (row.source_date is None or row.source_date < day)


def test_a_living_memorandum_moves_with_today(sqlite_url):
    clock = Clock(datetime(2022, 5, 5, 10, tzinfo=UTC))
    shipped = read(SHIPPED)
    so_far = tuple(
        replace(memorandum, updates=tuple(row for row in memorandum.updates if _known_on(clock.now.date(), row)))
        for memorandum in shipped.memoranda
    )
    store = Store.open(sqlite_url, clock=clock)
    store.load(replace(shipped, memoranda=so_far))
    api = client_of(store)
    first, day = trend_of_total(api)
    assert day == "2022-05-05"
    assert api.get("/api/v1/trend?as_of=2022-05-06").status_code == 400
    clock.forward(hours=13)  # past midnight in Brussels, not yet in UTC
    second, day = trend_of_total(api)
    assert day == "2022-05-06"
    assert second != first
    assert api.get("/api/v1/trend?as_of=2022-05-06").status_code == 200
    store.close()


def test_the_author_is_shown_under_a_public_name(living_store, clock, ask, unlogged):
    with living_store.database.appending() as connection:
        nameless = body(connection, "", clock.now)
    with living_store.appending() as writer:
        writer.record(nameless, draft(Status.DECIDED, date(2023, 2, 1), *unlogged))
    (row,) = ask("updates", request=unlogged[0], government=unlogged[1])["data"]
    assert row["author"] == Role.EDITOR
    assert datetime.fromisoformat(row["recorded_at"]) > LOADED
