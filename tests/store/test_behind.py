"""The entries behind changes that a page tells are the last of those that the API names, whatever is looked up."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from models import answers
from models.behind import Track
from models.query import PARAMETERS, parse
from models.reading import Reading
from models.store import Store
from tests.store.synthetic import START
from tests.store.test_evidence import write

MOMENTS, QUESTIONS = 4, 12


@pytest.fixture
def readings(store: Store, anna: int, bram: int) -> list[tuple[Reading, Reading]]:
    """Two days of a synthetic log that grew, each as known at a later and at an earlier moment."""
    chance, moments, found = random.Random(12), list[str](), []
    for _ in range(MOMENTS):
        write(store, (anna, bram), chance, 40)
        last_write = store.scope().last_write
        assert last_write
        moments.append(last_write.isoformat())
    for _ in range(QUESTIONS):
        start, end = sorted(chance.sample(range(650), 2))
        known_from, known_at = (moments[place] for place in sorted(chance.choices(range(MOMENTS), k=2)))
        days = [(name, (START + timedelta(days=day)).isoformat()) for name, day in (("from", start), ("to", end))]
        asked = [*days, ("known_from", known_from), ("known_at", known_at), *chance.choice(([], [("request", "1.1")]))]
        query = parse(asked, store.scope(), accepts=PARAMETERS)
        assert query.known_from
        found.append((store.read(query), store.read(replace(query, known_at=query.known_from))))
    return found


def recorded(now: Reading, then: Reading) -> dict[Track, list[int]]:
    """By the words of ``Reading.recorded``, from every entry there is; the last recorded first."""
    start = now.query.start or START
    every = {entry.id: entry for entry in now.entries()}
    found: dict[Track, set[int]] = defaultdict(set)
    for entry in every.values():
        if entry.id > then.version.entries and entry.kind != "confirmation":
            for about in (entry, every.get(entry.refers_to or 0)):
                if about and about.status and about.effective_date and about.effective_date <= start:
                    found[about.request, about.government].add(entry.id)
    return defaultdict(list, {track: sorted(numbers, reverse=True) for track, numbers in found.items()})


def dated(now: Reading) -> dict[Track, list[int]]:
    """By the words of ``Reading.dated``, the last in time first."""
    found: dict[Track, list[int]] = defaultdict(list)
    counting = [entry for entry in now.entries() if entry.counts and entry.status and entry.effective_date]
    for entry in sorted(counting, key=lambda entry: (entry.effective_date, entry.root), reverse=True):
        if now.query.start < entry.effective_date <= now.query.end:  # type: ignore[operator]
            found[entry.request, entry.government].append(entry.id)
    return found


COLUMNS = ["request", "government", "status_from", "status_to"]


def test_all_are_named_and_the_last_are_told(readings: list[tuple[Reading, Reading]]) -> None:
    for each, most in ((1, 99), (2, 99), (3, 5), (50, 999)):
        _the_last_are_told(readings, each, most)


def _the_last_are_told(readings: list[tuple[Reading, Reading]], each: int, most: int) -> None:
    more = 0
    for now, then in readings:
        rows = answers.changes(now, then)
        told = answers.changes_told(now, then, each=each, most=most)
        newest = (recorded(now, then), dated(now))
        for part, changes, found in zip(("better_knowledge", "new_facts"), told, newest, strict=True):
            named = rows[rows["part"] == part].reset_index(drop=True)
            assert [{name: row[name] for name in COLUMNS} for row in changes] == named[COLUMNS].to_dict("records")
            behind = [found[row["request"], row["government"]] for row in changes]
            assert list(named["entries"]) == [sorted(numbers) for numbers in behind]
            count = each if sum(min(each, len(numbers)) for numbers in behind) <= most else 1
            assert [row["entries"] for row in changes] == [sorted(numbers[:count]) for numbers in behind]
            assert [row["more"] for row in changes] == [len(numbers) > count for numbers in behind]
            more += sum(row["more"] for row in changes)
    assert more > 5 or each == 50
