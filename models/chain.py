"""The hash chain of the log: what is covered, in which form. Format 1.

Each visibility has its own chain, so that internal writes leave no trace in public hashes. An entry's hash covers its
facts, the hash before it, and a *salted digest* of its words and sources: those can be blanked (redaction) without
breaking the chain, and the salt keeps short texts from being guessed from the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

FORMAT = 1

#: What stands before the first entry of a chain.
GENESIS = "0" * 64

#: The columns of an entry that its hash covers, beside the track (as words), the digest and the previous hash.
COVERED = (
    "id",
    "kind",
    "status",
    "action",
    "effective_date",
    "precision",
    "visibility",
    "refers_to",
    "root",
    "author_id",
    "row_id",
    "confidence",
    "second_reading",
    "recorded_at",
)
WORDS = ("note_nl", "note_en", "internal_note", "reason", "no_source_reason")


def text_digest(words: Mapping[str, Any], sources: Iterable[tuple[Any, Any, Any, Any]]) -> str:
    """The salted SHA-256 of an entry's ``words`` (the five texts and ``salt``) and its sources, in order.

    A source is ``(url, title, publisher, published)``.
    """
    covered = [words["salt"], *(words[name] for name in WORDS), [list(source) for source in sources]]
    return _sha256(covered)


def entry_hash(entry: Mapping[str, Any], track: tuple[str, str, str], previous: str) -> str:
    """The SHA-256 of an entry's covered columns, its ``track`` (memorandum, request, government) and ``previous``."""
    covered = {name: entry[name] for name in COVERED}
    covered |= {"format": FORMAT, "track": list(track), "text_digest": entry["text_digest"], "previous": previous}
    return _sha256(covered)


def version_hash(version: Mapping[str, Any], rows: Iterable[Iterable[Any]], previous: str) -> str:
    """The SHA-256 of a version of the catalogue, its rows in the order of their keys, and the hash before it."""
    covered = {**version, "rows": [list(row) for row in rows], "previous": previous}
    return _sha256(covered)


def _sha256(value: Any) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")
