"""Where an entry may stand: the memoranda's periods and the tracks of the current catalogue, as the log needs them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from models.catalogue import current_catalogue, memoranda
from models.drafts import Draft, Refused
from models.tables import Track


class Ground:
    """Looks up periods and tracks once per transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._periods = {memorandum.id: (memorandum.start, memorandum.end) for memorandum in memoranda(connection)}
        self._ids: dict[tuple[str, str, str], int] = {}
        self._words: dict[int, tuple[str, str, str]] = {}
        for track in connection.execute(select(Track.id, Track.memorandum, Track.request, Track.government)):
            words = (track.memorandum, track.request, track.government)
            self._ids[words], self._words[track.id] = track.id, words
        self._addressed: dict[str, frozenset[tuple[str, str]]] = {}

    def place(self, draft: Draft) -> tuple[tuple[date, date], int]:
        """The period of the draft's memorandum and the id of its track; :class:`Refused` if there is no such track."""
        if draft.memorandum not in self._periods:
            raise Refused(
                "unknown_memorandum", "Dit memorandum bestaat niet.", "There is no such memorandum.", "memorandum"
            )
        if (draft.request, draft.government) not in self._tracks(draft.memorandum):
            raise Refused(
                "not_addressed",
                f"Vraag {draft.request} is niet aan overheid {draft.government} gericht, of wordt niet zelf gevolgd.",
                f"Request {draft.request} is not put to government {draft.government}, or is not followed itself.",
                "government",
            )
        return self._periods[draft.memorandum], self._ids[draft.memorandum, draft.request, draft.government]

    def words_of(self, track: int) -> tuple[str, str, str]:
        """The memorandum, request and government of a track."""
        return self._words[track]

    def memorandum_of(self, track: int) -> str:
        """The memorandum of a track."""
        return self._words[track][0]

    def _tracks(self, memorandum: str) -> frozenset[tuple[str, str]]:
        if memorandum not in self._addressed:
            catalogue = current_catalogue(self._connection, memorandum)
            self._addressed[memorandum] = frozenset(catalogue.tracks())
        return self._addressed[memorandum]
