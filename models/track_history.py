"""The history of a track: what was recorded about it, each happening with its corrections and who vouched for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.entries import EntryView
from models.parts import Message, Part, TrackKey
from models.vocabulary import Kind, Precision, Visibility

#: From here on a period without a message is told.
LONG_SILENCE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Version:
    """What was recorded at one moment, with the entries about it: what it corrects, and what became of it."""

    entry: EntryView
    corrects: EntryView | None
    corrected_by: EntryView | None
    retracted_by: EntryView | None
    confirmed_by: EntryView | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: all that was recorded of it for the track, the first recorded first."""

    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """What is known of it now."""
        return self.versions[-1]

    @property
    def counts(self) -> bool:
        """Whether it is still held to be so: not corrected away (to another track or day), not retracted."""
        return self.latest.entry.counts


@dataclass(frozen=True, slots=True)
class Silence:
    """A long time without a message on the status, from the start or a message up to the next one or the day shown.

    ``exact``: both ends are known to the day. ``first``: nothing came before it. ``open``: nothing came after it.
    """

    since: date
    until: date
    exact: bool
    first: bool
    open: bool


@dataclass(frozen=True, slots=True)
class History:
    """What a track went through up to a day, in order of time; ``later`` entries are dated after that day.

    Or a ``part`` of it, which says what lies around.
    """

    told: tuple[Happening | Silence, ...]
    later: int
    part: Part | None = None

    @property
    def happenings(self) -> list[Happening]:
        """What happened, without the silences."""
        return [each for each in self.told if isinstance(each, Happening)]


def history(
    entries: Iterable[EntryView], track: TrackKey, start: date, as_of: date, part: Part | None = None
) -> History:
    """The history of ``track`` up to ``as_of`` in a memorandum that began on ``start``, or a ``part`` of it.

    ``entries``: at least those of the track's chains that are told, in the order recorded. A correction that moved an
    entry to another track ends the happening here and begins one there. Of two on the same day the one recorded first
    stands first. A silence is told in the part that has the message which broke it.
    """
    found = list(entries)
    about = _About(found)
    dated: dict[int, list[Version]] = {}
    later = 0
    for entry in found:
        if entry.effective_date is None or (entry.request, entry.government) != track:
            continue
        if part and entry.root not in part.roots:
            continue
        if entry.effective_date > as_of:
            later += 1
        else:
            dated.setdefault(entry.root, []).append(about.version(entry))
    happenings = sorted((Happening(tuple(versions)) for versions in dated.values()), key=_order)
    if part is None:
        return History(tuple(_with_silences(happenings, Message(start, exact=True), as_of)), later)
    since = part.since or Message(start, exact=True)
    told = _with_silences(happenings, since, as_of if part.ends else None, first=part.since is None)
    return History(tuple(told), part.later, part)


def version(entries: Iterable[EntryView], number: int) -> Version:
    """What was recorded as entry ``number``, one of ``entries``: at least those of its chain."""
    found = list(entries)
    (entry,) = (entry for entry in found if entry.id == number)
    return _About(found).version(entry)


class _About:
    """Which entries name which others."""

    def __init__(self, entries: Iterable[EntryView]) -> None:
        self._by_id = {entry.id: entry for entry in entries}
        naming = [entry for entry in self._by_id.values() if entry.refers_to is not None]
        self._corrected = _named(naming, Kind.CORRECTION)
        self._retracted = _named(naming, Kind.RETRACTION)
        self._confirmed = _named(naming, Kind.CONFIRMATION)

    def version(self, entry: EntryView) -> Version:
        named = entry.refers_to
        return Version(
            entry=entry,
            corrects=self._by_id.get(named) if named is not None else None,
            corrected_by=self._corrected.get(entry.id),
            retracted_by=self._retracted.get(entry.id),
            confirmed_by=self._confirmed.get(entry.id),
        )


def _named(naming: Iterable[EntryView], kind: Kind) -> Mapping[int, EntryView]:
    return {entry.refers_to: entry for entry in naming if entry.kind is kind and entry.refers_to is not None}


def _order(happening: Happening) -> tuple[date, int]:
    entry = happening.latest.entry
    return entry.effective_date or date.max, abs(entry.root)


def _with_silences(
    happenings: list[Happening], before: Message, until: date | None, *, first: bool = True
) -> Iterable[Happening | Silence]:
    """The happenings, and before each message on the status and at the end the silence that it broke, if long.

    What the publisher did itself breaks no silence, nor does what was corrected away or retracted, or is internal.
    ``before`` is the message that came before all of them, or the ``first`` day; without ``until`` more comes after.
    """
    since, exact = before.day, before.exact
    for happening in happenings:
        entry = happening.latest.entry
        public = entry.visibility is Visibility.PUBLIC
        if happening.counts and public and entry.status and entry.effective_date:
            to_the_day = entry.precision is Precision.DAY
            if entry.effective_date - since >= LONG_SILENCE:
                yield Silence(since, entry.effective_date, exact and to_the_day, first, open=False)
            since, exact, first = entry.effective_date, to_the_day, False
        yield happening
    if until and until - since >= LONG_SILENCE:
        yield Silence(since, until, exact, first, open=True)
