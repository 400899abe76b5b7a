"""The meetings of the board: planned, given points for discussion, and closed, which fixes what the board saw.

A meeting shows the state on its day (``as_of``, at most the memorandum's end) by what is recorded now, until an editor
closes it. From then on it also keeps ``known_at``, the moment it was closed, and nothing of it can be changed any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from models.catalogue import current_catalogue, memoranda
from models.clock import today
from models.drafts import Refused, cleaned_text, says_something
from models.people import editor_name
from models.tables import CatalogueVersion, Entry, Redaction, Track
from models.tables import Meeting as MeetingRow
from models.tables import Pin as PinRow

_LONGEST_TITLE = 120
_LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class Pin:
    """A point for discussion: a sentence about a request, one of its tracks, one of its entries, or none of these."""

    id: int
    sentence: str
    request: str | None
    government: str | None
    entry: int | None
    author: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and its points, oldest first; ``as_of`` and ``known_at`` are None until it is closed."""

    id: int
    memorandum: str
    held_on: date
    title: str
    as_of: date | None
    known_at: datetime | None
    pins: tuple[Pin, ...]

    @property
    def closed(self) -> bool:
        """Whether what the board saw is fixed."""
        return self.known_at is not None


def meetings(connection: Connection, ids: Collection[int] | None = None) -> list[Meeting]:
    """All meetings, or those with ``ids``, in the order of their days."""
    query = select(MeetingRow.__table__).order_by(MeetingRow.held_on, MeetingRow.id)
    pinned = select(PinRow.__table__).order_by(PinRow.id)
    if ids is not None:
        query, pinned = query.where(MeetingRow.id.in_(ids)), pinned.where(PinRow.meeting_id.in_(ids))
    pins: dict[int, list[Pin]] = defaultdict(list)
    for row in connection.execute(pinned):
        pins[row.meeting_id].append(
            Pin(row.id, row.sentence, row.request, row.government, row.entry_id, row.author_name)
        )
    return [
        Meeting(row.id, row.memorandum, row.held_on, row.title, row.as_of, row.known_at, tuple(pins[row.id]))
        for row in connection.execute(query)
    ]


def meeting(connection: Connection, number: int) -> Meeting:
    """One meeting; raises :class:`Refused` where there is none."""
    found = meetings(connection, [number])
    if not found:
        raise Refused("unknown_meeting", "Deze vergadering bestaat niet.", "There is no such meeting.")
    return found[0]


def plan(connection: Connection, author: int, memorandum: str, held_on: date, title: str, now: datetime) -> Meeting:
    """Plan a meeting on any day from the memorandum's first on; raises :class:`Refused`."""
    _require_editor(connection, author)
    values = {
        "memorandum": memorandum,
        **_checked(connection, memorandum, held_on, title),
        "planned_by": author,
        "planned_at": now.astimezone(UTC),
    }
    made = connection.execute(insert(MeetingRow).values(values).returning(MeetingRow.id)).scalar_one()
    return meeting(connection, made)


def change(connection: Connection, author: int, number: int, held_on: date, title: str) -> Meeting:
    """Give a meeting that is still open another day or title; raises :class:`Refused`."""
    found = _open(connection, author, number)
    values = _checked(connection, found.memorandum, held_on, title)
    connection.execute(update(MeetingRow).where(MeetingRow.id == number).values(values))
    return meeting(connection, number)


def cancel(connection: Connection, author: int, number: int) -> None:
    """Take a meeting that is still open off the list, with its points; raises :class:`Refused`."""
    _open(connection, author, number)
    connection.execute(delete(PinRow).where(PinRow.meeting_id == number))
    connection.execute(delete(MeetingRow).where(MeetingRow.id == number))


def close(connection: Connection, author: int, number: int, now: datetime) -> Meeting:
    """Fix what the board saw: the state on the meeting's day, by what is recorded at this moment.

    ``connection`` holds the append lock, so that nothing is being recorded meanwhile. Raises :class:`Refused`, also
    where the day to show is still to come.
    """
    found = _open(connection, author, number)
    period = next(known for known in memoranda(connection) if known.id == found.memorandum)
    as_of = min(found.held_on, period.end)
    if as_of > today(now):
        raise Refused(
            "still_to_come",
            "Deze vergadering moet nog komen: ze kan vanaf haar dag afgesloten worden.",
            "This meeting is still to come: it can be closed from its day on.",
            "held_on",
        )
    known_at = max(now.astimezone(UTC), *_moments(connection))
    values = {"as_of": as_of, "known_at": known_at, "closed_by": author}
    connection.execute(update(MeetingRow).where(MeetingRow.id == number).values(values))
    return meeting(connection, number)


def pin(
    connection: Connection,
    author: int,
    number: int,
    sentence: str,
    *,
    request: str | None = None,
    government: str | None = None,
    entry: int | None = None,
) -> Meeting:
    """Add a point for discussion to a meeting that is still open.

    An ``entry`` says by itself which track it is about. Raises :class:`Refused`.
    """
    found = _open(connection, author, number)
    name = _require_editor(connection, author)
    sentence = cleaned_text(sentence, "sentence", _LONGEST_SENTENCE)
    if not says_something(sentence):
        raise Refused(
            "sentence_missing",
            "Schrijf in een zin wat er te bespreken valt.",
            "Write in a sentence what is to be discussed.",
            "sentence",
        )
    if entry is not None:
        request, government = _track_of(connection, found.memorandum, entry)
    _check_subject(connection, found.memorandum, request, government)
    values = {
        "meeting_id": number,
        "sentence": sentence,
        "request": request,
        "government": government,
        "entry_id": entry,
        "author_id": author,
        "author_name": name,
    }
    connection.execute(insert(PinRow).values(values))
    return meeting(connection, number)


def unpin(connection: Connection, author: int, number: int, point: int) -> Meeting:
    """Take a point off a meeting that is still open; one that is gone already stays gone. Raises :class:`Refused`."""
    found = _open(connection, author, number)
    if point in (pinned.id for pinned in found.pins):
        connection.execute(delete(PinRow).where(PinRow.id == point))
    return meeting(connection, number)


def last_closing(connection: Connection) -> datetime | None:
    """The latest moment that a meeting was closed: whatever is recorded from then on was not known to the board."""
    return connection.execute(select(func.max(MeetingRow.known_at))).scalar_one()


def texts_gone(connection: Connection) -> int:
    """How many entries, internal ones too, have lost their texts: all that can change what a closed meeting says."""
    return connection.execute(select(func.count()).select_from(Redaction)).scalar_one()


def _open(connection: Connection, author: int, number: int) -> Meeting:
    """The meeting, which an editor may still change."""
    _require_editor(connection, author)
    found = meeting(connection, number)
    if found.closed:
        raise Refused(
            "meeting_closed",
            "Deze vergadering is afgesloten: wat het bestuur toen zag, blijft zoals het was.",
            "This meeting is closed: what the board saw then stays as it was.",
        )
    return found


def _require_editor(connection: Connection, author: int) -> str:
    """The name of an editor; :class:`Refused` for anyone else."""
    name = editor_name(connection, author)
    if name is None:
        raise Refused(
            "not_an_editor",
            "Alleen een redacteur plant vergaderingen en sluit ze af.",
            "Only an editor plans and closes meetings.",
            "author",
        )
    return name


def _checked(connection: Connection, memorandum: str, held_on: date, title: str) -> dict[str, date | str]:
    period = next((known for known in memoranda(connection) if known.id == memorandum), None)
    if period is None:
        raise Refused(
            "unknown_memorandum",
            "Dit memorandum bestaat niet: kies er een dat geladen is.",
            "There is no such memorandum: choose one that has been loaded.",
            "memorandum",
        )
    if held_on < period.start:
        begin = f"{period.start.day}/{period.start.month}/{period.start.year}"
        raise Refused(
            "before_period",
            f"Het memorandum begint op {begin}: kies een dag vanaf dan.",
            f"The memorandum begins on {begin}: choose a day from then on.",
            "held_on",
        )
    title = cleaned_text(title, "title", _LONGEST_TITLE)
    if not says_something(title):
        raise Refused("title_missing", "Geef de vergadering een naam.", "Give the meeting a name.", "title")
    return {"held_on": held_on, "title": title}


def _moments(connection: Connection) -> list[datetime]:
    """When something was last recorded or closed: the clock may have jumped back since."""
    queries = (
        select(func.max(Entry.recorded_at)),
        select(func.max(CatalogueVersion.recorded_at)),
        select(func.max(MeetingRow.known_at)),
    )
    return [moment for query in queries if (moment := connection.execute(query).scalar_one())]


def _track_of(connection: Connection, memorandum: str, entry: int) -> tuple[str, str]:
    found = connection.execute(
        select(Track.request, Track.government)
        .join(Entry, Entry.track_id == Track.id)
        .where(Entry.id == entry, Track.memorandum == memorandum)
    ).one_or_none()
    if found is None:
        raise Refused("unknown_entry", "Deze logregel bestaat niet.", "This entry does not exist.", "entry")
    return found.request, found.government


def _check_subject(connection: Connection, memorandum: str, request: str | None, government: str | None) -> None:
    catalogue = current_catalogue(connection, memorandum)
    if request is None and government is not None:
        raise Refused("request_missing", "Kies ook een vraag.", "Choose a request too.", "request")
    if request is not None and request not in catalogue.request:
        raise Refused("unknown_request", f"Vraag {request} bestaat niet.", f"There is no request {request}.", "request")
    if government is not None and (request, government) not in catalogue.tracks():
        raise Refused(
            "not_addressed",
            f"Vraag {request} is niet aan overheid {government} gericht.",
            f"Request {request} is not put to government {government}.",
            "request",
        )
