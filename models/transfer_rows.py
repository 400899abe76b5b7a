"""Reading a full export back: its rows as what the log would be asked to write, or what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data import codes
from data.cells import CellError, day, matching, maybe, one_of
from data.columns import Column, Record, Row, Table, parse_records
from data.errors import Problems, shown
from models.drafts import Draft, Source
from models.transfer_format import COLUMNS, FORMAT, as_cell
from models.transfer_limits import LONGEST_CELL
from models.vocabulary import Action, Kind, Precision, Status, Visibility

#: What reading a full export does without: it follows from the rest, or is made anew when an entry is written.
_NOT_NEEDED = frozenset(
    {"source_title", "source_publisher", "source_date", "author_email", "recorded_at"}
    | {"text_digest", "previous_hash", "hash"}
)
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


def read_records(found: Iterable[Record], file: str, problems: Problems) -> list[Incoming]:
    """The rows of a full export as a table; what is wrong is added to ``problems``."""
    rows = parse_records(found, file, _TABLE, problems)
    return [incoming for row in rows if (incoming := _incoming(row, file, problems))]


def read_json(text: str, file: str, problems: Problems) -> list[Incoming]:
    """The rows of a full export in JSON; ``line`` is where an entry stands in the file as it was exported."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        problems.add(file, None, None, "well-formed JSON", str(error)[:120], "goed gevormde JSON")
        return []
    if not isinstance(content, dict) or content.get("format") != FORMAT or not isinstance(content.get("entries"), list):
        expected, nl = (f'{words}: "format": "{FORMAT}", "entries"' for words in ("an export", "een uitvoer"))
        problems.add(file, None, None, expected, "something else", nl)
        return []
    found = []
    for number, item in enumerate(content["entries"], start=2):
        row = _json_row(item, number, file, problems)
        if row and (incoming := _incoming(row, file, problems)):
            found.append(incoming)
    return found


def _json_row(item: Any, number: int, file: str, problems: Problems) -> Row | None:
    if not isinstance(item, dict):
        nl = "een logregel met zijn kolommen bij naam"
        problems.add(file, number, None, "an entry with its columns by name", shown(str(item)), nl)
        return None
    values = {}
    for column in _TABLE.columns:
        cell = as_cell(item.get(column.name))
        try:
            if column.required and column.name not in item:
                raise CellError("this column", "deze kolom")
            if len(cell) > LONGEST_CELL:
                raise CellError(f"at most {LONGEST_CELL} characters", f"hoogstens {LONGEST_CELL} tekens")
            values[column.key] = column.parse(cell)
        except CellError as error:
            problems.add(file, number, column.name, str(error), shown(cell), error.nl)
    return Row(number, values) if len(values) == len(COLUMNS) else None


def _sources(cell: str) -> tuple[Source | None, ...]:
    """The sources of an entry; None for each that was redacted."""
    try:
        found = json.loads(cell or "[]")
        return tuple(_source(**item) if item else None for item in found)
    except (ValueError, TypeError, RecursionError) as error:
        raise CellError(
            "a JSON list of sources with url, title, publisher and date",
            "een JSON-lijst van bronnen met url, title, publisher en date",
        ) from error


def _source(url: str, title: str = "", publisher: str = "", date: str = "") -> Source:
    if not all(isinstance(word, str) for word in (url, title, publisher, date)):
        raise TypeError("the words of a source are texts")
    return Source(url, title, publisher, day(date) if date else None)


_NUMBER = matching(r"-?[1-9]\d{0,17}", "the number of an entry", "het nummer van een logregel")
_CELLS: dict[str, Callable[[str], Any]] = {
    "row_id": lambda cell: cell or None,
    "request_id": matching(r"[\w.-]{1,20}", "a request's code such as 4.11 or 2.1.a", "een code zoals 4.11 of 2.1.a"),
    "government": matching(r"\w{1,10}", "a government's code such as VL", "een code zoals VL"),
    "memorandum": matching(r"[\w.-]{1,40}", "a memorandum's id such as 2019-2024", "een kenmerk zoals 2019-2024"),
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
_TABLE = Table(
    tuple(Column(name, _CELLS.get(name, str), required=name not in _NOT_NEEDED) for name in COLUMNS), unique=("id",)
)


def _incoming(row: Row, file: str, problems: Problems) -> Incoming | None:
    """The row if its cells fit each other."""
    kind = Kind(row["kind"])
    faults = list(_faults(row, kind))
    for column, (expected, nl), found in faults:
        problems.add(file, row.line, column, expected, found, nl)
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


_Fault = tuple[str, tuple[str, str], str]


def _faults(row: Row, kind: Kind) -> Iterable[_Fault]:
    """What a row of this kind lacks or has too much: column, expected (in English and Dutch), found."""
    needed = (["effective_date", "date_precision"] if kind in _SAYING else []) + ["refers_to"] * (kind in _NAMING)
    for column in needed:
        if row[column] is None:
            yield column, (f"a {kind} to have one", f"een waarde, die een {kind} heeft"), "nothing"
    redacted = bool(row["redaction_reason"])
    empty: tuple[str, ...] = () if kind in _SAYING else _SAID
    empty += () if kind in _NAMING else ("refers_to",)
    empty += () if kind in (Kind.CORRECTION, Kind.RETRACTION) and not redacted else ("reason",)
    what = f"{'redacted ' * redacted}{kind}"
    for column in (*empty, *(_TEXTS if redacted else ())):
        if row[column]:
            yield column, (f"nothing for a {what}", f"niets bij een {what}"), shown(str(row[column]))
    yield from _source_faults(row["source_url"], row["sources"], redacted)


def _source_faults(first: str, sources: Sequence[Source | None], redacted: bool) -> Iterable[_Fault]:
    if any((source is None) != redacted for source in sources):
        yield "sources", _EMPTY_WHERE_REDACTED, "others"
    elif first != (sources[0].url if sources and sources[0] else ""):
        yield "source_url", ("the first of the column sources", "de eerste van de kolom sources"), shown(first)


_EMPTY_WHERE_REDACTED = (
    "empty sources where the entry is redacted and only there",
    "lege bronnen waar de tekst van de logregel weg is, en alleen daar",
)


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
