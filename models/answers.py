"""What is answered to a query: one frame per subject, the same for API, charts, tables, embeds and downloads.

Every function is pure in its reading. The grouping and the measure come from the query, which must have them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar

import pandas as pd

from models import movement, search
from models import progress as arithmetic
from models.behind import Behind, Track
from models.entries import EntryView
from models.progress import Rows
from models.reading import Reading

#: An answer as a frame, or as its rows.
Answer = TypeVar("Answer", pd.DataFrame, Rows)

_ENTRY_COLUMNS = (
    *("id", "kind", "request", "government", "status", "action", "effective_date", "date_precision"),
    *("note_nl", "note_en", "no_source_reason", "confidence", "second_reading", "author", "recorded_at"),
    *("refers_to", "reason", "row_id", "counts", "confirmed", "redacted", "hash", "sources"),
)
_CHANGE = ("request", "government", "status_from", "status_to")
_REQUEST_COLUMNS = (
    *("id", "parent", "dossier", "title_nl", "title_en", "text_nl"),
    *("governments", "fiches", "sdg_targets", "tracked"),
)


def requests(reading: Reading) -> pd.DataFrame:
    """The requests asked for, in catalogue order, with the columns of ``data.records.Request`` that are published.

    A request is listed by its tracks. A parent has none of its own and is listed with its sub-requests, unless the
    query names requests or statuses: those are about what is followed.
    """
    query, catalogue = reading.query, reading.catalogue
    listed = {request for request, _ in _asked(reading)}
    if not query.requests and not query.statuses:
        listed |= {parent for code in listed if (parent := catalogue.request[code].parent)}
    rows = [[getattr(found, name) for name in _REQUEST_COLUMNS] for found in catalogue.requests if found.id in listed]
    return _frame(rows, _REQUEST_COLUMNS)


def tracks(reading: Reading) -> pd.DataFrame:
    """The state of every track asked for, on the query's day; columns of ``timeline.snapshots``."""
    return _with_status(reading, reading.snapshot())


def updates(reading: Reading) -> pd.DataFrame:
    """The entries of the tracks asked for that are dated up to the query's day, in the order they were recorded.

    An entry without a date of its own goes with the one it names. A correction that moved an entry to another track
    belongs to both. ``sources`` holds dicts ``url, title, publisher, date``. Words of the query select entries too.
    """
    asked, as_of, words = _asked(reading), reading.query.as_of, reading.query.words
    entries = {entry.id: entry for entry in reading.entries()}
    listed = []
    for entry in entries.values():
        about = _with_named(entry, entries)
        day = entry.effective_date or about[-1].effective_date
        of_asked = any((each.request, each.government) in asked for each in about)
        found = not words or search.entry_fits(reading.catalogue, words, entry)
        if day and day <= as_of and of_asked and found:
            listed.append(entry)
    return entry_rows(listed)


def entry_rows(entries: Iterable[EntryView]) -> pd.DataFrame:
    """Entries with the columns of ``updates``."""
    return _frame([_entry_row(entry) for entry in entries], _ENTRY_COLUMNS)


def progress(reading: Reading) -> pd.DataFrame:
    """Counts and index per group on the query's day; columns of ``models.progress.progress``."""
    by: Any = reading.query.by
    return arithmetic.progress(
        reading.states([reading.query.as_of]), keys(reading, by), reading.weights(), reading.links(), by
    )


def trend(reading: Reading, by: str = "") -> pd.DataFrame:
    """Progress at the end of each month up to the query's day; columns of ``models.progress.trend``.

    By the grouping of the query, unless another is given. What was so at the end of the months before does not depend
    on the day: it is worked out once.
    """
    before, now = _trend(reading, by or str(reading.query.by), arithmetic.trend)
    return pd.concat([before, now], ignore_index=True)


def trend_rows(reading: Reading, by: str) -> Rows:
    """The rows of ``trend``."""
    before, now = _trend(reading, by, arithmetic.trend_rows)
    return before + now


def _trend(reading: Reading, by: str, counted: Callable[..., Answer]) -> tuple[Answer, Answer]:
    """The months that are over on the query's day, and that day."""
    memorandum, groups, as_of = reading.catalogue.memorandum, keys(reading, by), reading.query.as_of

    def at(days: list[date]) -> Answer:
        return counted(reading.states(days), groups, reading.weights(), reading.links(), by, days)

    whole: Any = reading.once((counted, by), lambda: at(arithmetic.month_ends(memorandum.start, memorandum.end)))
    before = len(arithmetic.month_ends(memorandum.start, as_of)) - 1
    return whole[: before * len(groups)], at([as_of])


def heatmap(reading: Reading) -> pd.DataFrame:
    """The goals by dossier, government or year; columns of ``models.progress.heatmap``."""
    return _heatmap(reading, arithmetic.heatmap)


def heatmap_rows(reading: Reading) -> Rows:
    """The rows of ``heatmap``."""
    return _heatmap(reading, arithmetic.heatmap_rows)


def _heatmap(reading: Reading, counted: Callable[..., Answer]) -> Answer:
    query = reading.query
    by: Any = query.by
    start = reading.catalogue.memorandum.start
    days = arithmetic.year_ends(start, query.as_of) if by == "year" else [query.as_of]
    columns = [day.year for day in days] if by == "year" else keys(reading, by)
    return counted(reading.states(days), columns, reading.weights(), reading.links(), by, query.measure)


def changes(reading: Reading, earlier: Reading | None = None) -> pd.DataFrame:
    """The tracks whose status differs between the query's ``start`` and ``end``, with the entries behind it.

    Columns ``request, government, status_from, status_to, entries`` (ids of the counting status entries dated after
    ``start`` and up to ``end``). With an ``earlier`` reading, of the same query as known at its ``known_from``, the
    difference is told in two parts, ``part``: ``better_knowledge`` about ``start`` (entries: what was recorded since
    about days up to ``start``) and then ``new_facts``, the rows as above.
    ``statuses`` of the query select tracks by their status on ``end``.
    """
    learnt, facts = _differences(reading, earlier)
    facts = _with_entries(facts, reading.dated(*_days(reading)))
    if earlier is None:
        return facts
    learnt = _with_entries(learnt, reading.recorded(earlier.version.entries, _days(reading)[0]))
    return pd.concat([learnt.assign(part="better_knowledge"), facts.assign(part="new_facts")], ignore_index=True)


def changes_told(reading: Reading, earlier: Reading | None = None, *, each: int, most: int) -> tuple[Rows, Rows]:
    """The rows of ``changes`` as a page tells them: better knowledge (none without ``earlier``), and new facts.

    ``entries`` are the last ``each`` of a row, ascending; where that would make more than ``most`` in a list, only the
    last one. ``more``: whether there are others.
    """
    facts, (start, end) = _new_facts(reading), _days(reading)
    # What came to count is in memory and says whether all can be told, before any of it is looked up.
    came = dict(zip(_tracks_of(reading.tracks()), reading.came(start, end).tolist(), strict=True))
    few = sum(min(came[_track_of(row)], each) for row in facts) <= most
    latest = partial(reading.latest, set(map(_track_of, facts)), start, end)
    told = _with_last(facts, latest, each if few else 1, most)
    return _learnt(reading, earlier, each, most) if earlier else [], told


def _learnt(reading: Reading, earlier: Reading, each: int, most: int) -> Rows:
    frame, known = _differences(reading, earlier)[0], earlier.version.entries
    about, start = set(_tracks_of(frame)), _days(reading)[0]
    rows: Rows = [dict(zip(_CHANGE, row, strict=True)) for row in frame[list(_CHANGE)].itertuples(index=False)]
    return _with_last(rows, lambda count: reading.last_recorded(about, known, start, count), each, most)


def _with_last(changes: Rows, entries: Callable[[int], dict[Track, list[int]]], each: int, most: int) -> Rows:
    found = entries(each + 1) if changes else {}
    if sum(len(numbers[:each]) for numbers in found.values()) > most:
        each = 1
    told = [(row, found.get(_track_of(row), [])) for row in changes]
    return [row | {"entries": sorted(numbers[:each]), "more": len(numbers) > each} for row, numbers in told]


def _new_facts(reading: Reading) -> Rows:
    """The new facts of ``changes``, without entries, as plain values."""
    wanted = set(map(str, reading.query.statuses))
    return [
        {name: getattr(change, name) for name in _CHANGE}
        for change in movement.changed(reading.states(_days(reading)))
        if not wanted or change.status_to in wanted
    ]


def _differences(reading: Reading, earlier: Reading | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Whose status is known to have been otherwise on the first day than ``earlier`` knew; and whose changed since."""
    start, end = _days(reading)
    before, after = reading.snapshot(start), reading.snapshot(end)
    chosen = set(_tracks_of(_with_status(reading, after)))
    facts = arithmetic.changes(before, after)
    learnt = facts.head(0) if earlier is None else arithmetic.changes(earlier.snapshot(start), before)
    return _of_tracks(learnt, chosen), _of_tracks(facts, chosen)


def _days(reading: Reading) -> tuple[date, date]:
    if reading.query.start is None or reading.query.end is None:
        raise ValueError("changes need a query with a start and an end")
    return reading.query.start, reading.query.end


def _of_tracks(changes: pd.DataFrame, tracks: Collection[Track]) -> pd.DataFrame:
    # A mask, not a list: of no changes an empty list would choose no columns.
    kept = pd.Series([track in tracks for track in _tracks_of(changes)], index=changes.index, dtype="bool")
    return changes[kept].reset_index(drop=True)


def keys(reading: Reading, by: str) -> Sequence[int | str]:
    """The groups of a grouping, all of them, in catalogue order."""
    catalogue = reading.catalogue
    groups: dict[str, Callable[[], Sequence[int | str]]] = {
        "dossier": lambda: [dossier.number for dossier in catalogue.dossiers],
        "government": lambda: catalogue.addressed,
        "sdg": lambda: [goal.number for goal in catalogue.goals],
        "total": lambda: ["total"],
    }
    return groups[by]()


def _asked(reading: Reading) -> set[tuple[str, str]]:
    return set(_tracks_of(tracks(reading) if reading.query.statuses else reading.tracks()))


def _tracks_of(frame: pd.DataFrame) -> list[Track]:
    """The track of each row."""
    return list(zip(frame["request"], frame["government"], strict=True))


def _track_of(row: Mapping[str, Any]) -> Track:
    return row["request"], row["government"]


def _with_status(reading: Reading, snapshot: pd.DataFrame) -> pd.DataFrame:
    """The rows of a snapshot with one of the statuses asked for; all when none is."""
    codes = [str(status) for status in reading.query.statuses]
    return snapshot[snapshot["status"].isin(codes)].reset_index(drop=True) if codes else snapshot


def _with_named(entry: EntryView, entries: dict[int, EntryView]) -> list[EntryView]:
    """The entry and, if it is about another one, that one."""
    return [entry, *([entries[entry.refers_to]] if entry.refers_to in entries else [])]


def _entry_row(entry: EntryView) -> list[Any]:
    sources = [
        {"url": source.url, "title": source.title, "publisher": source.publisher, "date": source.date}
        for source in entry.sources
    ]
    own: dict[str, Any] = {"date_precision": entry.precision, "sources": sources}
    own |= {"confidence": entry.confidence or None, "second_reading": entry.second_reading or None}
    return [own[name] if name in own else getattr(entry, name) for name in _ENTRY_COLUMNS]


def _with_entries(changes: pd.DataFrame, entries: Behind) -> pd.DataFrame:
    """Add the ids that belong to each changed track, ascending."""
    by_track: dict[tuple[str, str], list[int]] = {}
    for request, government, number in entries:
        by_track.setdefault((request, government), []).append(number)
    found = [by_track.get(track, []) for track in _tracks_of(changes)]
    return changes.assign(entries=pd.Series(found, index=changes.index, dtype=object))


def _frame(rows: list[list[Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype=object)
