"""How far the log has been checked, counted on from before, is what counting all its entries gives."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import astuple
from datetime import date, timedelta

from models.drafts import Draft, Refused, Source
from models.entries import EntryView
from models.evidence import Checked, Evidence
from models.store import Store
from models.vocabulary import Kind, Precision, Status, Visibility
from tests.store.synthetic import MEMORANDUM, START, TRACKS, query

SOURCES = ((Source("https://example.org/a", "Bron"),), ())
LAST_DAYS = {Precision.MONTH: date(2020, 11, 30), Precision.YEAR: date(2020, 12, 31)}


def write(store: Store, authors: tuple[int, int], chance: random.Random, count: int) -> None:
    """Synthetic entries of every kind, as far as the rules allow."""
    for _ in range(count):
        target, what = 1 + chance.randrange(store.end()[0] + 1), chance.random()
        with suppress(Refused), store.appending() as writer:
            if what < 0.5:
                writer.record(authors[0], draft(chance))
            elif what < 0.65:
                writer.correct(authors[1], target, draft(chance), "verbeterd")
            elif what < 0.75:
                writer.retract(authors[1], target, "ingetrokken")
            else:
                writer.confirm(authors[1], target)


def draft(chance: random.Random) -> Draft:
    precision = chance.choice((Precision.DAY, *LAST_DAYS))
    sources = chance.choice(SOURCES)
    return Draft(
        Kind.STATUS,
        MEMORANDUM,
        *chance.choice(TRACKS),
        LAST_DAYS.get(precision, START + timedelta(days=chance.randrange(600))),
        precision=precision,
        status=chance.choice((Status.ACKNOWLEDGED, Status.IN_PROGRESS)),
        visibility=Visibility.PUBLIC,
        sources=sources,
        no_source_reason="" if sources else "geen",
        confidence=chance.choice(("", "high", "medium")),
        second_reading=chance.choice(("", "verified", "not_found")),
    )


def counted(entries: list[EntryView]) -> Evidence:
    """By the words of ``Evidence``."""
    found = [entry for entry in entries if entry.status and entry.counts]
    return Evidence(
        entries=len(found),
        second_read=sum(entry.second_reading == "verified" for entry in found),
        not_found=sum(entry.second_reading == "not_found" for entry in found),
        confirmed=sum(entry.confirmed is True for entry in found),
        stated=sum(entry.confidence == "high" for entry in found),
        judged=sum(entry.confidence == "medium" for entry in found),
        to_the_month=sum(entry.precision is Precision.MONTH for entry in found),
        to_the_year=sum(entry.precision is Precision.YEAR for entry in found),
        with_source=sum(bool(entry.sources) for entry in found),
    )


def test_counting_on_gives_what_counting_all_gives(store: Store, anna: int, bram: int, admin: int) -> None:
    chance, checked, seen = random.Random(5), Checked(), list[Evidence]()
    for _ in range(6):
        write(store, (anna, bram), chance, 12)
        last, _ = store.end()
        for _ in range(2):  # a source that was blanked is none any more
            reading = store.read(query(store))
            with store.database.reading() as connection:
                assert checked.up_to(connection, MEMORANDUM, last) == counted(reading.entries())
                seen.append(checked.up_to(connection, MEMORANDUM, last))
                for earlier in (0, last // 3, last - 1, last):
                    before = Checked().up_to(connection, MEMORANDUM, earlier)
                    assert checked.up_to(connection, MEMORANDUM, earlier) == before
            with suppress(Refused):
                store.redact(admin, chance.randrange(1, last), "privacy")
    assert min(astuple(seen[-1])) > 0
    assert len(set(seen)) > 6  # what was blanked changed something too
