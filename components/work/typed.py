"""The log form as somebody typed it: plain texts, right or wrong, so that nothing is lost when it is drawn again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TypedSource:
    """One source; all empty: a row that was not filled in."""

    url: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""

    @property
    def given(self) -> bool:
        """Whether anything was typed."""
        return any(text.strip() for text in (self.url, self.title, self.publisher, self.date))


@dataclass(frozen=True, slots=True)
class Typed:
    """Every field. ``kind`` is ``status`` or ``action``; ``date`` and ``review_date`` are days as people write them."""

    request: str = ""
    government: str = ""
    kind: str = "status"
    status: str = ""
    action: str = ""
    date: str = ""
    note_nl: str = ""
    note_en: str = ""
    internal_note: str = ""
    sources: tuple[TypedSource, ...] = ()
    no_source_reason: str = ""
    visibility: str = "public"
    review_date: str = ""
    reason: str = ""
