"""An independent count of what the log says on a day, written from the rules and not from the application's code.

Slow, plain Python without frames: entries are walked again for every question. The tests hold the application's figures
against it, on the shipped files and on logs drawn at random.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise
from pathlib import Path
from typing import Any

Track = tuple[str, str]  # request, government


@dataclass(frozen=True)
class Entry:
    """A public status entry; ``number`` tells in which order entries were recorded."""

    number: int
    effective: date
    status: str
    confirmed: bool = False


@dataclass(frozen=True)
class IndependentCount:
    """A memorandum's period, its tracks with their dossiers, the goals of each request, and the log of each track."""

    start: date
    end: date
    dossier_of: dict[Track, int]
    goals_of: dict[str, set[int]]
    weights: dict[str, str]  # as in statuses.csv: "" for none
    log: dict[Track, list[Entry]]

    def counting_entry(self, track: Track, day: date) -> Entry | None:
        """The last entry in force on the day: by effective date, then by the order of recording."""
        past = [entry for entry in self.log.get(track, []) if entry.effective <= day]
        return max(past, key=lambda entry: (entry.effective, entry.number), default=None)

    def status(self, track: Track, day: date) -> str:
        entry = self.counting_entry(track, day)
        return entry.status if entry else "submitted"

    def since(self, track: Track, day: date) -> date:
        """Back from the day through the days on which something was logged, as long as the status was the same."""
        logged = {entry.effective for entry in self.log.get(track, [])} | {self.start}
        since = day
        for earlier in sorted((moment for moment in logged if moment <= day), reverse=True):
            if self.status(track, earlier) != self.status(track, day):
                break
            since = earlier
        return since

    def track_row(self, track: Track, day: date) -> dict[str, Any]:
        entry = self.counting_entry(track, day)
        since = self.since(track, day)
        return {
            "request": track[0],
            "government": track[1],
            "status": self.status(track, day),
            "since": since,
            "entry": entry.number if entry else None,
            "effective_date": entry.effective if entry else None,
            "days_in_status": (day - since).days,
            "silence_days": (day - (entry.effective if entry else self.start)).days,
            "confirmed": entry.confirmed if entry else None,
        }

    def periods(self, track: Track) -> Iterator[tuple[str, date, date, int | None]]:
        """Status, first day, day after the last, and the entry that began it; found by asking every day."""
        day = self.start
        while day <= self.end:
            after = day
            while after <= self.end and self.status(track, after) == self.status(track, day):
                after += timedelta(days=1)
            entry = self.counting_entry(track, day)
            yield self.status(track, day), day, after, entry.number if entry else None
            day = after

    def members(self, by: str, key: int | str) -> list[Track]:
        return [track for track in self.dossier_of if self._belongs(track, by, key)]

    def _belongs(self, track: Track, by: str, key: int | str) -> bool:
        if by == "dossier":
            return self.dossier_of[track] == int(key)
        if by == "government":
            return track[1] == key
        return by == "total" or int(key) in self.goals_of.get(track[0], set())

    def progress_row(self, tracks: list[Track], day: date) -> dict[str, Any]:
        entries = [self.counting_entry(track, day) for track in tracks]
        statuses = [self.status(track, day) for track in tracks]
        confirmed = sum(1 for entry in entries if entry and entry.confirmed)
        with_entry = sum(1 for entry in entries if entry)
        return {
            "tracks": len(tracks),
            "index": self.index(statuses),
            "coverage": rounded(Decimal(with_entry), len(tracks)),
            "confirmed": confirmed,
            "unconfirmed": with_entry - confirmed,
            "without_entry": len(tracks) - with_entry,
            **{code: statuses.count(code) for code in self.weights},
        }

    def index(self, statuses: list[str]) -> float | None:
        known = [Decimal(self.weights[status]) for status in statuses if self.weights[status]]
        if len(statuses) - len(known) > Decimal("0.2") * len(statuses):
            return None
        return rounded(sum(known, Decimal(0)), len(known))

    def realised_share(self, statuses: list[str]) -> float | None:
        done = [status for status in statuses if status in ("realised", "partially_realised")]
        return rounded(Decimal(len(done)), len(statuses))

    def heat(self, goal: int, by: str, column: int | str, day: date) -> dict[str, Any]:
        """A cell with all three measures; for ``by`` year the column's last day, or ``day`` in its own year."""
        moment = min(day, date(int(column), 12, 31)) if by == "year" else day
        tracks = [track for track in self.members("sdg", goal) if by == "year" or self._belongs(track, by, column)]
        statuses = [self.status(track, moment) for track in tracks]
        return {
            "sdg": goal,
            "column": str(column),
            "tracks": len(tracks),
            "values": {
                "tracks": float(len(tracks)) if tracks else None,
                "realised_share": self.realised_share(statuses),
                "index": self.index(statuses),
            },
        }

    def changes(self, first: date, second: date) -> list[tuple[str, str, str, str]]:
        pairs = [(track, self.status(track, first), self.status(track, second)) for track in self.dossier_of]
        return [(*track, before, after) for track, before, after in pairs if before != after]

    def steps_back(self, after: date, until: date) -> list[tuple[str, str, str, str, date]]:
        """To a lower weight, or to stalled or rejected; statuses without weight are looked through."""
        found = []
        for track in self.dossier_of:
            known = [period for period in self.periods(track) if self.weights[period[0]]]
            for (before, *_), (now, day, *_) in pairwise(known):
                lower = Decimal(self.weights[now]) < Decimal(self.weights[before])
                if now != before and (lower or now in ("stalled", "rejected")) and after < day <= until:
                    found.append((*track, before, now, day))
        return found


def rounded(total: Decimal, number: int) -> float | None:
    """total / number with six decimals, half up; None for a division by nothing."""
    if number == 0:
        return None
    with localcontext() as context:
        context.prec = 60
        return float((total / number).quantize(Decimal("0.000001"), ROUND_HALF_UP))


def shipped(folder: Path) -> IndependentCount:
    """The count over the files that ship, every row an unconfirmed entry numbered as it stands in the file."""
    catalogue = _rows(folder / "catalogue.csv")
    parents = {row["parent_id"] for row in catalogue}
    requests = [row for row in catalogue if row["id"] not in parents]
    log: dict[Track, list[Entry]] = {}
    for number, row in enumerate(_rows(folder / "updates-2019-2024.csv"), start=1):
        entry = Entry(number, date.fromisoformat(row["effective_date"]), row["status"])
        log.setdefault((row["request_id"], row["government"]), []).append(entry)
    return IndependentCount(
        start=date(2019, 5, 26),
        end=date(2024, 12, 31),
        dossier_of={(row["id"], who): int(row["dossier"]) for row in requests for who in row["governments"].split(";")},
        goals_of={
            row["id"]: {int(target.split(".")[0]) for target in row["sdg_targets"].split(";") if target}
            for row in requests
        },
        weights={row["code"]: row["weight"] for row in _rows(folder / "statuses.csv")},
        log=log,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
