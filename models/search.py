"""Searching: in the catalogue in memory, in the log through a table of words that each engine indexes in its own way.

The words of the public entries stand in ``entry_words``, derived from their texts and sources: written with them in one
transaction, gone with what is redacted, rebuilt from them where needed. Internal entries are never in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, false, insert, select, text, true

from data.records import Request
from models.catalogue import Catalogue
from models.entries import EntryView
from models.tables import Entry, EntrySource, EntryText, EntryWords, Track
from models.vocabulary import Visibility
from models.words import Term, codes, fits, forms, terms

#: The engine's index on the table of words: full-text tables of SQLite, a GIN index of PostgreSQL.
INDEX = "entry_words_index"
_BATCH = 1000
#: The public texts of an entry and the language they are in.
_TEXTS = {"note_nl": "nl", "note_en": "en", "reason": "nl", "no_source_reason": "nl"}
_SOURCE_TEXTS = ("title", "publisher")


def requests(catalogue: Catalogue, typed: str) -> tuple[Request, ...]:
    """The requests that ``typed`` finds, in the order of the memorandum: by their code and by words in titles and text.

    A parent's code finds its sub-requests too; without a word or a code nothing is found.
    """
    named, asked = _asked(catalogue, typed)
    if not named and not asked:
        return ()
    found = (request for request in catalogue.requests if not named or request.id in named)
    return tuple(request for request in found if fits(asked, _of_request(request)))


def entry_fits(catalogue: Catalogue, typed: str, entry: EntryView) -> bool:
    """Whether ``typed`` finds an entry: by the code of its request, by the words of its texts and sources."""
    named, asked = _asked(catalogue, typed)
    if not named and not asked:
        return False
    texts = {name: getattr(entry, name) for name in _TEXTS}
    sources = [{name: getattr(source, name) for name in _SOURCE_TEXTS} for source in entry.sources]
    return (not named or entry.request in named) and fits(asked, _of_entry(texts, sources))


def condition(connection: Connection, catalogue: Catalogue, typed: str) -> ColumnElement[bool]:
    """The same as SQL, for a query on public rows of ``Entry``."""
    named, asked = _asked(catalogue, typed)
    if not named and not asked:
        return false()
    of_request = Entry.track_id.in_(select(Track.id).where(Track.request.in_(named))) if named else true()
    if not asked:
        return of_request
    sqlite = connection.dialect.name == "sqlite"
    found = text(_FIND["sqlite" if sqlite else "postgresql"]).bindparams(
        words=" AND ".join(map(_sqlite, asked)) if sqlite else " & ".join(map(_postgresql, asked))
    )
    return of_request & Entry.id.in_(found.columns(EntryWords.entry_id))


def numbers(connection: Connection, catalogue: Catalogue, typed: str, last: int) -> list[int]:
    """Which of the first ``last`` public entries ``typed`` finds."""
    found = select(Entry.id).where(condition(connection, catalogue, typed), Entry.id.between(1, last))
    return list(connection.execute(found).scalars())


def highlighted(catalogue: Catalogue, typed: str) -> tuple[Term, ...]:
    """What to mark in the texts that ``typed`` finds."""
    return _asked(catalogue, typed)[1]


def words_of(
    entries: Iterable[Mapping[str, Any]], texts: Iterable[Mapping[str, Any]], sources: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Rows of ``entry_words`` for rows of the three tables of the log; only the public entries have words."""
    by_entry: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for source in sources:
        by_entry[source["entry_id"]].append(source)
    public = {entry["id"] for entry in entries if entry["visibility"] is Visibility.PUBLIC}
    return [
        {"entry_id": row["entry_id"], "words": " ".join(sorted(found))}
        for row in texts
        if row["entry_id"] in public and (found := _of_entry(row, by_entry[row["entry_id"]]))
    ]


def forget(connection: Connection, entry: int) -> None:
    """Take the words of an entry out of the table and out of the index, where their traces would stay for a while."""
    connection.execute(delete(EntryWords).where(EntryWords.entry_id == entry))
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"))  # noqa: S608 - a constant


def rebuild(connection: Connection) -> None:
    """Derive the words of every entry anew: for a store from before this table, or from before other stems."""
    connection.execute(delete(EntryWords))
    rows = list(_derived(connection))
    for start in range(0, len(rows), _BATCH):
        connection.execute(insert(EntryWords), rows[start : start + _BATCH])


def followed(connection: Connection) -> bool:
    """Whether the words that are kept follow from the log."""
    kept = {row.entry_id: row.words for row in connection.execute(select(EntryWords.entry_id, EntryWords.words))}
    return kept == {row["entry_id"]: row["words"] for row in _derived(connection)}


_FIND = {
    "sqlite": f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :words",  # noqa: S608 - a constant
    "postgresql": "SELECT entry_id FROM entry_words"
    " WHERE array_to_tsvector(string_to_array(words, ' ')) @@ CAST(:words AS tsquery)",
}


def _sqlite(term: Term) -> str:
    """Words hold letters and digits only, so that nothing in them can be taken for an operator."""
    ways = [f'"{stem}"' for stem in sorted(term.stems)]
    ways += [f'"{term.beginning}" *'] if term.beginning else []
    return f"({' OR '.join(ways)})"


def _postgresql(term: Term) -> str:
    ways = [f"'{stem}'" for stem in sorted(term.stems)]
    ways += [f"'{term.beginning}':*"] if term.beginning else []
    return f"({' | '.join(ways)})"


def _asked(catalogue: Catalogue, typed: str) -> tuple[list[str], tuple[Term, ...]]:
    """The requests that are named by their code, sub-requests included, and the words that are left."""
    named = [code for code in codes(typed) if code in catalogue.request]
    with_children = [found.id for found in catalogue.requests if found.id in named or found.parent in named]
    return with_children, terms(" ".join(part for part in typed.split() if part.lower() not in named))


def _of_request(request: Request) -> frozenset[str]:
    return forms(request.title_nl, "nl") | forms(request.title_en, "en") | forms(request.text_nl, "nl")


def _of_entry(texts: Mapping[str, Any], sources: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    found = [forms(texts[name] or "", lang) for name, lang in _TEXTS.items()]
    found += [forms(source[name] or "", "nl") for source in sources for name in _SOURCE_TEXTS]
    return frozenset[str]().union(*found)


def _derived(connection: Connection) -> Iterator[dict[str, Any]]:
    sources: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    columns = (EntrySource.entry_id, EntrySource.title, EntrySource.publisher)
    for source in connection.execute(select(*columns)):
        sources[source.entry_id].append(source._asdict())
    texts = select(EntryText.entry_id, *(getattr(EntryText, name) for name in _TEXTS)).where(EntryText.entry_id > 0)
    for row in connection.execute(texts.order_by(EntryText.entry_id)):
        if found := _of_entry(row._asdict(), sources[row.entry_id]):
            yield {"entry_id": row.entry_id, "words": " ".join(sorted(found))}
