"""A naive log, written from the rules of the methodology alone: plain lists and loops, no SQL, no frames, no cache.

It answers slowly and from scratch each time, so that the store can be held against it. Nothing of ``models`` is used.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

LOGGABLE = (
    "acknowledged",
    "in_progress",
    "decided",
    "partially_realised",
    "realised",
    "stalled",
    "rejected",
    "unclear",
)
NEEDS_SOURCE = ("decided", "partially_realised", "realised", "rejected")
ACTIONS = ("letter", "hearing", "opinion", "meeting", "campaign")
MAY_LOG = ("editor", "admin")
SEES_INTERNAL = ("reader", "editor", "admin")


class OracleRefuses(Exception):
    """The rules do not allow it; ``head`` names the entry that stands in the way of an outdated reference."""

    def __init__(self, why: str, head: int | None = None) -> None:
        super().__init__(why)
        self.head = head


@dataclass(frozen=True)
class Said:
    """What a status or action entry, or a correction of one, says."""

    kind: str
    request: str
    government: str
    day: date
    precision: str = "day"
    status: str | None = None
    action: str | None = None
    visibility: str = "public"
    sources: tuple[str, ...] = ()
    no_source_reason: str = ""
    note: str = ""


@dataclass
class Line:
    """One appended line; ``says`` is None for a retraction or a confirmation, ``names`` is what it refers to."""

    number: int
    recorded_at: datetime
    author: int
    kind: str
    visibility: str
    says: Said | None
    names: int | None
    key: str | None
    redacted: bool = False


@dataclass(frozen=True)
class Standing:
    """Where one track stands; ``entry``, ``effective`` and ``confirmed`` are None without a counting entry."""

    status: str
    since: date
    entry: int | None
    effective: date | None
    days_in_status: int
    silence: int
    confirmed: bool | None


@dataclass
class Oracle:
    """The log of one memorandum.

    ``catalogues``: the tracks of each version and since when; ``roles``: per author; ``lines``: as appended;
    ``rows``: the number of the last line that came from each row of a file.
    """

    start: date
    end: date
    catalogues: list[tuple[datetime, list[tuple[str, str]]]]
    roles: dict[int, str]
    lines: list[Line] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    # What may be written. Each returns the earlier line if the same form came before, else None: go on and append.

    def may_record(self, author: int, said: Said, key: str | None, today: date) -> Line | None:
        again = self._sent_before(author, key)
        if again is None:
            self._must_be_editor(author)
            self._must_hold(said, today)
        return again

    def may_correct(
        self, author: int, named: int, said: Said, reason: str, key: str | None, today: date
    ) -> Line | None:
        again = self._sent_before(author, key)
        if again is None:
            self._must_be_editor(author)
            first = self._must_be_head(named)
            if not reason.strip():
                raise OracleRefuses("a correction says why")
            if first.kind != said.kind:
                raise OracleRefuses("a correction is of the same kind")
            if first.visibility != said.visibility:
                raise OracleRefuses("a correction has the visibility of what it names")
            self._must_hold(said, today)
        return again

    def may_retract(self, author: int, named: int, reason: str, key: str | None) -> Line | None:
        again = self._sent_before(author, key)
        if again is None:
            self._must_be_editor(author)
            self._must_be_head(named)
            if not reason.strip():
                raise OracleRefuses("a retraction says why")
        return again

    def may_confirm(self, author: int, named: int, key: str | None) -> Line | None:
        again = self._sent_before(author, key)
        if again is None:
            self._must_be_editor(author)
            self._must_be_head(named)
            if self.line(named).author == author:
                raise OracleRefuses("nobody vouches for an entry of their own")
            if any(line.kind == "confirmation" and line.names == named for line in self.lines):
                raise OracleRefuses("an entry is confirmed once")
        return again

    def may_redact(self, author: int, named: int, reason: str) -> None:
        if self.roles.get(author) != "admin":
            raise OracleRefuses("only an administrator redacts")
        if self.line(named).redacted:
            raise OracleRefuses("its text is gone already")
        if not reason.strip():
            raise OracleRefuses("a redaction says why")

    def may_change_tracks(self, tracks: list[tuple[str, str]]) -> None:
        for line in self.lines:
            if line.says and (line.says.request, line.says.government) not in tracks:
                raise OracleRefuses("a track with entries stays")

    def of_row(self, row: str, said: Said, as_corrections: bool) -> str:
        """What loading does with one row of a file: ``append``, ``nothing``, ``report`` or ``correct``."""
        if row not in self.rows:
            return "append"
        before = self.line(self.rows[row])
        assert before.says
        if before.says == said or (before.redacted and before.says == replace(said, note=before.says.note)):
            return "nothing"
        touched = any(line.names == before.number and line.kind != "confirmation" for line in self.lines)
        return "report" if touched or before.redacted or not as_corrections else "correct"

    def append(self, line: Line, clock: datetime) -> None:
        """Accept what the store says it wrote, if number and moment obey the rules."""
        assert line.recorded_at >= clock, "never recorded before the clock"
        same = [earlier for earlier in self.lines if earlier.visibility == line.visibility]
        for earlier in same:
            assert line.recorded_at > earlier.recorded_at, "each entry is recorded strictly after those before it"
        assert line.number == (len(same) + 1) * (1 if line.visibility == "public" else -1), "no number twice or missing"
        if line.visibility == "public":
            assert line.recorded_at > self.catalogues[-1][0], "and after the newest catalogue"
        self.lines.append(line)

    @property
    def last_write(self) -> datetime:
        """The moment of the last public write."""
        public = [line.recorded_at for line in self.lines if line.visibility == "public"]
        return max([*public, *(moment for moment, _ in self.catalogues)])

    # What can be read.

    def line(self, number: int) -> Line:
        for line in self.lines:
            if line.number == number:
                return line
        raise OracleRefuses("there is no such entry")

    def tracks_at(self, known_at: datetime) -> list[tuple[str, str]]:
        """The tracks as known at a moment; before there was any catalogue: those of the first."""
        tracks = self.catalogues[0][1]
        for moment, later in self.catalogues:
            if moment <= known_at:
                tracks = later
        return tracks

    def seen_by(self, role: str | None, known_at: datetime) -> set[int]:
        """The numbers that a role (None: everyone) may see."""
        return {
            line.number
            for line in self.lines
            if line.recorded_at <= known_at and (line.visibility == "public" or role in SEES_INTERNAL)
        }

    def counting(self, track: tuple[str, str], as_of: date, known_at: datetime) -> list[tuple[Line, Said]]:
        """The public status entries that count for a track, each with what it says, in their order."""
        found = []
        for first in self.lines:
            if first.kind != "status" or first.visibility != "public" or first.recorded_at > known_at:
                continue
            last, retracted = self._last_of_chain(first, known_at)
            if retracted or last.says is None:
                continue
            if (last.says.request, last.says.government) == track and last.says.day <= as_of:
                found.append((last.says.day, first.recorded_at, last))
        return [(last, last.says) for _, _, last in sorted(found, key=lambda one: one[:2]) if last.says]

    def status_on(self, track: tuple[str, str], as_of: date, known_at: datetime) -> str:
        counting = self.counting(track, as_of, known_at)
        return str(counting[-1][1].status) if counting else "submitted"

    def standing(self, track: tuple[str, str], as_of: date, known_at: datetime) -> Standing:
        """Status of a track as of a day, as known at a moment, with all that is said beside it."""
        counting = self.counting(track, as_of, known_at)
        status = self.status_on(track, as_of, known_at)
        since = as_of
        for day in sorted({self.start} | {said.day for _, said in counting}, reverse=True):
            if self.status_on(track, day, known_at) != status:
                break
            since = day
        if not counting:
            waiting = (as_of - self.start).days
            return Standing(status, since, None, None, (as_of - since).days, waiting, None)
        line, said = counting[-1]
        confirmed = any(
            other.kind == "confirmation" and other.names == line.number and other.recorded_at <= known_at
            for other in self.lines
        )
        silence = (as_of - said.day).days
        return Standing(status, since, line.number, said.day, (as_of - since).days, silence, confirmed)

    def snapshot(self, as_of: date, known_at: datetime) -> dict[tuple[str, str], Standing]:
        return {track: self.standing(track, as_of, known_at) for track in self.tracks_at(known_at)}

    # The rules themselves.

    def _sent_before(self, author: int, key: str | None) -> Line | None:
        for line in self.lines:
            if key is not None and line.key == key:
                if line.author != author:
                    raise OracleRefuses("this form was sent by someone else")
                return line
        return None

    def _must_be_editor(self, author: int) -> None:
        if self.roles.get(author) not in MAY_LOG:
            raise OracleRefuses("only editors log")

    def _first_of_chain(self, line: Line) -> Line:
        while line.kind == "correction" and line.names is not None:
            line = self.line(line.names)
        return line

    def _last_of_chain(self, first: Line, known_at: datetime | None = None) -> tuple[Line, bool]:
        """The last line of a chain that was recorded by then, and whether the chain was retracted by then."""
        last, retracted = first, False
        for line in self.lines:
            if known_at is not None and line.recorded_at > known_at:
                continue
            if line.names == last.number and line.kind == "correction":
                last = line
            if line.names == last.number and line.kind == "retraction":
                retracted = True
        return last, retracted

    def _must_be_head(self, named: int) -> Line:
        """The first line of the chain whose last line is the one named."""
        line = self.line(named)
        if line.kind not in ("status", "action", "correction"):
            raise OracleRefuses("retractions and confirmations stand")
        first = self._first_of_chain(line)
        last, retracted = self._last_of_chain(first)
        if retracted:
            raise OracleRefuses("what was retracted stays retracted: log anew")
        if last.number != named:
            raise OracleRefuses("the entry was corrected in the meantime", head=last.number)
        return first

    def _must_hold(self, said: Said, today: date) -> None:
        if (said.request, said.government) not in self.catalogues[-1][1]:
            raise OracleRefuses("no such track")
        if said.kind == "status" and (said.status not in LOGGABLE or said.action is not None):
            raise OracleRefuses("a status entry has a status that can be logged, and no action")
        if said.kind == "action" and (said.action not in ACTIONS or said.status is not None):
            raise OracleRefuses("an action entry has an action, and no status")
        if said.kind not in ("status", "action"):
            raise OracleRefuses("only a status or an action is recorded anew")
        self._must_be_over(said, today)
        if said.kind == "status" and not said.sources:
            if said.status in NEEDS_SOURCE:
                raise OracleRefuses("a result needs a source")
            if not said.no_source_reason.strip():
                raise OracleRefuses("without a source: say why there is none")

    def _must_be_over(self, said: Said, today: date) -> None:
        last = last_day(said.day, said.precision)
        if said.day != last:
            raise OracleRefuses("a month or a year is dated on its last day")
        if not self.start <= last <= self.end:
            raise OracleRefuses("outside the memorandum's period")
        if last > today or (said.precision != "day" and last == today):
            raise OracleRefuses("in a period that is not over: choose a day")


def last_day(day: date, precision: str) -> date:
    """The last day of the day, month or year in which a day falls."""
    if precision == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.replace(month=12, day=31) if precision == "year" else day


def brussels_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Brussels")).date()
