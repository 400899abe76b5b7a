"""What is foretold of an entry is what the figures say once it is written."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from models import answers
from models.drafts import Draft
from models.effect import Change, differences, outlook
from models.progress import progress
from models.reading import Reading
from models.store import Store
from models.vocabulary import Action, Kind, Status, Visibility
from tests.store.synthetic import START, TRACKS, Clock, draft, query

TODAY = date(2021, 3, 14)


def reading(store: Store) -> Reading:
    return store.read(query(store, TODAY))


def foretold(store: Store, change: Change) -> dict[tuple[str, str], tuple[dict[Any, Any], dict[Any, Any]]]:
    now = reading(store)
    with store.database.reading() as connection:
        seen = outlook(connection, now.catalogue, change)
    return {(one.by, one.key): (dict(one.before), dict(one.after)) for one in differences(now, seen)}


def figures(store: Store, by: str) -> dict[str, dict[Any, Any]]:
    now = reading(store)
    table = progress(now.snapshot(), answers.keys(now, by), now.weights(), now.links(), by).astype(object)
    return {str(row["key"]): row for row in table.to_dict("records")}


def everything(store: Store) -> dict[tuple[str, str], dict[Any, Any]]:
    return {(by, key): row for by in ("total", "dossier", "government") for key, row in figures(store, by).items()}


def any_draft(pick: random.Random, like: Draft | None) -> Draft:
    """A random draft, of the kind and visibility of ``like`` if there is one."""
    request, government = pick.choice(TRACKS)
    chosen: dict[str, Any] = {
        "request": request,
        "government": government,
        "effective_date": START + timedelta(days=pick.randrange(0, 650)),
        "visibility": like.visibility if like else pick.choice([Visibility.PUBLIC] * 4 + [Visibility.INTERNAL]),
    }
    kind = like.kind if like else pick.choice([Kind.STATUS] * 4 + [Kind.ACTION])
    if kind is Kind.ACTION:
        return draft(**chosen, kind=Kind.ACTION, status=None, action=Action.LETTER)
    return draft(**chosen, status=pick.choice([status for status in Status if status is not Status.SUBMITTED]))


def test_what_is_foretold_is_what_becomes_of_it(store: Store, anna: int, clock: Clock) -> None:
    pick = random.Random(4)
    heads: dict[int, Draft] = {}
    moved = 0
    for _ in range(12):
        clock.tick(minutes=1)
        deed = pick.choice(["record", "record", "correct", "retract"]) if heads else "record"
        head = pick.choice(list(heads)) if deed != "record" else None
        said = heads.pop(head) if head is not None else None
        new = any_draft(pick, said) if deed != "retract" else None
        before, told = everything(store), foretold(store, Change(new, head))
        with store.appending() as writer:
            if new is None:
                assert head is not None
                writer.retract(anna, head, "Proef")
            else:
                written = writer.correct(anna, head, new, "Proef") if head else writer.record(anna, new)
                heads[written.id] = new
        after = everything(store)
        assert {place: (before[place], after[place]) for place in told} == told
        assert {place for place in after if after[place] != before[place]} <= told.keys()
        moved += before != after
    assert moved > 5


def test_what_moves_no_figure_says_so(store: Store, anna: int) -> None:
    internal = draft(visibility=Visibility.INTERNAL)
    with store.appending() as writer:
        head = writer.record(anna, internal).id
    own = draft(kind=Kind.ACTION, status=None, action=Action.HEARING)
    for change in (Change(internal), Change(internal, head), Change(None, head), Change(own)):
        assert foretold(store, change) == {}


def test_nothing_is_written_by_looking(store: Store, anna: int) -> None:
    before = store.verify()
    assert foretold(store, Change(draft()))["total", "total"][1]["in_progress"] == 1
    assert store.verify() == before
    assert figures(store, "total")["total"]["in_progress"] == 0
