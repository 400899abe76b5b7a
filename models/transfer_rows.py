"""Reading a full export back: its rows as what the log would be asked to write, or what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data import codes
from data.cells import CellError, day, matching, maybe, one_of
from data.columns import Column, Row, Table, parse
from data.errors import Problems, shown
from models.drafts import Draft, Source
from models.transfer_format import COLUMNS, FORMAT, as_cell, restored
from models.vocabulary import Action, Kind, Precision, Status, Visibility

#: What reading a full export does without: it follows from the rest, or is made anew when an entry is written.
_NOT_NEEDED = frozenset(
    {"source_title", "source_publisher", "source_date", "author_email", "recorded_at"}
    | {"text_digest", "previous_hash", "hash"}
)
LONGEST_CELL = 131_072
_NAMING = frozenset({Kind.CORRECTION, Kind.RETRACTION, Kind.CONFIRMATION})
_SAYING = frozenset({Kind.STATUS, Kind.ACTION, Kind.CORRECTION})
_SAID = (
    *("row_id", "effective_date", "date_precision", "status", "action", "note_nl", "note_en", "internal_note"),
    *("no_source_reason", "sources", "confidence", "second_reading"),
)
_TEXTS = ("note_nl", "note_en", "internal_note", "no_source_reason")

#: What stands for words that were redacted until the row is written and redacted in turn, in one transaction.
_BLANKED = "redacted"
_BLANKED_SOURCE = Source("https://redacted.invalid/")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row to bring in, found at ``line``; ``id`` and ``refers_to`` are the file's own numbers of entries.

    ``draft`` is what the entry says (None for a retraction or confirmation), ``redaction_reason`` is empty unless its
    texts are gone.
    """

    line: int
    kind: Kind
    memorandum: str
    request: str
    government: str
    draft: Draft | None
    id: int | None = None
    refers_to: int | None = None
    reason: str = ""
    visibility: Visibility = Visibility.PUBLIC
    author: str = ""
    author_email: str = ""
    redaction_reason: str = ""


def read_csv(text: str, file: str, problems: Problems) -> list[Incoming]:
    """The rows of a full export in CSV; what is wrong is added to ``problems``."""
    rows = parse(text, file, _table(restored), problems)
    return [found for row in rows if (found := _incoming(row, file, problems))]


def read_json(text: str, file: str, problems: Problems) -> list[Incoming]:
    """The rows of a full export in JSON; ``line`` is where an entry stands in the file as it was exported."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        problems.add(file, None, None, "well-formed JSON", str(error)[:120])
        return []
    if not isinstance(content, dict) or content.get("format") != FORMAT or not isinstance(content.get("entries"), list):
        problems.add(file, None, None, f'an export: "format": "{FORMAT}" and "entries"', "something else")
        return []
    found = []
    for number, item in enumerate(content["entries"], start=2):
        row = _json_row(item, number, file, problems)
        if row and (incoming := _incoming(row, file, problems)):
            found.append(incoming)
    return found


def _json_row(item: Any, number: int, file: str, problems: Problems) -> Row | None:
    if not isinstance(item, dict):
        problems.add(file, number, None, "an entry with its columns by name", shown(str(item)))
        return None
    values = {}
    for column in _table(lambda cell: cell).columns:
        cell = as_cell(item.get(column.name))
        try:
            if column.required and column.name not in item:
                raise CellError("this column")
            if len(cell) > LONGEST_CELL:
                raise CellError(f"at most {LONGEST_CELL} characters")
            values[column.key] = column.parse(cell)
        except CellError as error:
            problems.add(file, number, column.name, str(error), shown(cell))
    return Row(number, values) if len(values) == len(COLUMNS) else None


def _table(decoded: Callable[[str], str]) -> Table:
    """The columns of a full export; ``decoded`` undoes what was done to every cell."""

    def column(name: str) -> Column:
        read = _CELLS.get(name, str)
        return Column(name, lambda cell: read(decoded(cell)), required=name not in _NOT_NEEDED)

    return Table(tuple(map(column, COLUMNS)), unique=("id",))


def _sources(cell: str) -> tuple[Source | None, ...]:
    """The sources of an entry; None for each that was redacted."""
    try:
        found = json.loads(cell or "[]")
        return tuple(_source(**item) if item else None for item in found)
    except (ValueError, TypeError, RecursionError) as error:
        raise CellError("a JSON list of sources with url, title, publisher and date") from error


def _source(url: str, title: str = "", publisher: str = "", date: str = "") -> Source:
    if not all(isinstance(word, str) for word in (url, title, publisher, date)):
        raise TypeError("the words of a source are texts")
    return Source(url, title, publisher, day(date) if date else None)


_NUMBER = matching(r"-?[1-9]\d{0,17}", "the number of an entry")
_CELLS: dict[str, Callable[[str], Any]] = {
    "row_id": lambda cell: cell or None,
    "request_id": matching(r"[\w.-]{1,20}", "a request's code such as 4.11 or 2.1.a"),
    "government": matching(r"\w{1,10}", "a government's code such as VL"),
    "memorandum": matching(r"[\w.-]{1,40}", "a memorandum's id such as 2019-2024"),
    "effective_date": maybe(day),
    "date_precision": maybe(one_of(codes.PRECISIONS)),
    "status": maybe(one_of(codes.LOGGED_STATUSES)),
    "action": maybe(one_of(tuple(Action))),
    "id": _NUMBER,
    "kind": one_of(tuple(Kind)),
    "refers_to": maybe(_NUMBER),
    "visibility": one_of(tuple(Visibility)),
    "sources": _sources,
}


def _incoming(row: Row, file: str, problems: Problems) -> Incoming | None:
    """The row if its cells fit each other."""
    kind = Kind(row["kind"])
    faults = list(_faults(row, kind))
    for column, expected, found in faults:
        problems.add(file, row.line, column, expected, found)
    if faults:
        return None
    return Incoming(
        line=row.line,
        kind=kind,
        memorandum=row["memorandum"],
        request=row["request_id"],
        government=row["government"],
        draft=_draft(row) if kind in _SAYING else None,
        id=int(row["id"]),
        refers_to=row["refers_to"] and int(row["refers_to"]),
        reason=_BLANKED if row["redaction_reason"] else row["reason"],
        visibility=Visibility(row["visibility"]),
        author=row["author"],
        author_email=row["author_email"],
        redaction_reason=row["redaction_reason"],
    )


def _faults(row: Row, kind: Kind) -> Iterable[tuple[str, str, str]]:
    """What a row of this kind lacks or has too much: column, expected, found."""
    needed = (["effective_date", "date_precision"] if kind in _SAYING else []) + ["refers_to"] * (kind in _NAMING)
    for column in needed:
        if row[column] is None:
            yield column, f"a {kind} to have one", "nothing"
    redacted = bool(row["redaction_reason"])
    empty: tuple[str, ...] = () if kind in _SAYING else _SAID
    empty += () if kind in _NAMING else ("refers_to",)
    empty += () if kind in (Kind.CORRECTION, Kind.RETRACTION) and not redacted else ("reason",)
    for column in (*empty, *(_TEXTS if redacted else ())):
        if row[column]:
            yield column, f"nothing for a {'redacted ' * redacted}{kind}", shown(str(row[column]))
    yield from _source_faults(row["source_url"], row["sources"], redacted)


def _source_faults(first: str, sources: Sequence[Source | None], redacted: bool) -> Iterable[tuple[str, str, str]]:
    if any((source is None) != redacted for source in sources):
        yield "sources", "empty sources where the entry is redacted and only there", "others"
    elif first != (sources[0].url if sources and sources[0] else ""):
        yield "source_url", "the first of the column sources", shown(first)


def _draft(row: Row) -> Draft:
    redacted = bool(row["redaction_reason"])
    kind = Kind(row["kind"])
    if kind is Kind.CORRECTION:
        kind = Kind.STATUS if row["status"] else Kind.ACTION
    sources = tuple(_BLANKED_SOURCE if source is None else source for source in row["sources"])
    effective: date = row["effective_date"]
    return Draft(
        kind=kind,
        memorandum=row["memorandum"],
        request=row["request_id"],
        government=row["government"],
        effective_date=effective,
        precision=Precision(row["date_precision"]),
        status=row["status"] and Status(row["status"]),
        action=row["action"] and Action(row["action"]),
        note_nl=row["note_nl"],
        note_en=row["note_en"],
        internal_note=row["internal_note"],
        visibility=Visibility(row["visibility"]),
        sources=sources,
        no_source_reason=_BLANKED if redacted and not sources else row["no_source_reason"],
        confidence=row["confidence"],
        second_reading=row["second_reading"],
        row_id=row["row_id"],
    )
