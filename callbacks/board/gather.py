"""From a meeting and the store to the values that its pages and report show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from callbacks import moves, naming
from callbacks.board.entries import Entries
from callbacks.methodology import methodology_data
from callbacks.overview import numbers, overview_data, progress
from callbacks.request import ribbons_view
from callbacks.services import services
from components.address import address, lasting
from components.board.data import (
    BoardData,
    Earlier,
    Legislature,
    Part,
    Point,
    ReportData,
    Seen,
    Sensitive,
    Separated,
    TermTold,
)
from components.charts.changes import ChangesView
from components.charts.moves import direction, moves_of
from components.charts.parts import optional, rows_of
from components.history import anchor
from components.pages import dossier_words
from components.pages.overview_charts import dossier_view, government_view
from models import legislature, movement, review
from models.meetings import Meeting, Pin
from models.opening import a_year_before, opening
from models.progress import sensitivity
from models.query import Query, to_parameters
from models.reading import Reading
from models.vocabulary import WITH_RESULT, Role

View = Literal["then", "now"]
NoThen = Literal["open", "nothing"]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a meeting is looked at: which view, compared with which other meeting (None: the one before), for whom."""

    view: View
    compared: int | None
    lang: str
    role: Role | None


class Gathering:
    """One meeting looked at in one way; what is asked of it is about the same reading of the store."""

    def __init__(self, meeting: Meeting, others: Sequence[Meeting], asked: Asked) -> None:
        self._meeting, self._others, self._asked = meeting, others, asked
        self._scope = services().store.scope()
        self._then = review.seen_then(meeting, asked.lang)
        self._no_then = _no_then(self._then)
        seen = self._then if self._no_then is None and asked.view == "then" else None
        query = seen or review.seen_now(meeting, self._scope, asked.lang)
        self._reading = services().store.read(replace(query, by="dossier", measure="realised_share"), asked.role)
        self._entries = Entries(self._reading)

    def board(self, *, until_now: bool) -> BoardData:
        """What the board sees. ``until_now``: also what separates the view of then from what is known now.

        Without a role nothing internal is in it: no internal words, and no points for discussion.
        """
        reading, entries, asked = self._reading, self._entries, self._asked
        query = reading.query
        year = max(a_year_before(query.as_of), reading.catalogue.memorandum.start)
        previous = self._previous()
        acted_from = previous.earlier.as_of if previous else year
        back, _ = moves.steps_back(reading, year, query.as_of)
        overview = overview_data(reading, self._scope, services().evidence(reading), "light")
        kept = lasting(overview.shell.parameters)
        return BoardData(
            seen=_seen(self._meeting, query, self._no_then, asked.role),
            overview=overview,
            dossier_view=dossier_view(
                asked.lang, "light", overview.dossier_names, overview.status_names,
                lambda key, status: address(f"/dossier/{key}", kept, status=status),
            ),
            government_view=government_view(
                asked.lang, "light", overview.government_names, overview.status_names,
                lambda key, status: address("/logboek", kept, government=key, status=status),
            ),
            dossiers_before=progress(reading, "dossier", [year])[0],
            governments_before=progress(reading, "government", [year])[0],
            sensitive=_sensitive(reading),
            names=naming.titles(reading),
            points=tuple(_point(pin, reading) for pin in self._meeting.pins) if asked.role else (),
            previous=previous,
            since=self._until_now() if until_now and self._no_then is None else None,
            still=entries.tracks(movement.standing_still(reading.snapshot())),
            back=back,
            back_from=year,
            back_view=moves.view(reading, back),
            actions=tuple(map(entries.told, review.actions(reading, acted_from))),
            actions_from=acted_from,
            hidden=entries.hidden(),
            sources=entries.sources(),
            period_end=reading.catalogue.memorandum.end,
        )  # fmt: skip

    def parts(self) -> tuple[Part, ...]:
        """Every dossier by itself."""
        return _parts(self._reading, self._entries)

    def legislature(self) -> Legislature:
        """The cabinets, and what is still open."""
        snapshot = legislature.still_open(self._reading.snapshot())
        numbers_of = [dossier.number for dossier in self._reading.catalogue.dossiers]
        still_open = {number: self._entries.tracks(_of(snapshot, "dossier", number)) for number in numbers_of}
        return Legislature(_terms(self._reading), still_open)

    def report(self) -> ReportData:
        """All that the report says: nothing in it depends on what was recorded after its view."""
        method = methodology_data(self._reading, self._scope)
        return ReportData(self.board(until_now=False), self.parts(), self.legislature(), method)

    def _previous(self) -> Separated | None:
        """The meeting to compare with: the one asked for where that is possible, else the one before."""
        query, lang = self._reading.query, self._asked.lang
        found = review.previous(self._meeting, query, self._others)
        for other in self._others:
            fits = other.id == self._asked.compared and other.memorandum == query.memorandum
            then = review.seen_then(other, lang)
            if fits and other.id != self._meeting.id and then and review.comparable(then, query):
                found = other
        return _separated(found, review.seen_then(found, lang), query, self._asked.role) if found else None

    def _until_now(self) -> Separated:
        """What separates what the board saw from what is known now, up to the last day that can be shown."""
        now = review.seen_now(self._meeting, self._scope, self._asked.lang)
        now = replace(now, as_of=self._scope.last_day(now.memorandum))
        return _separated(self._meeting, self._then, now, self._asked.role)


def seen_in(meeting: Meeting, view: View, lang: str) -> Query:
    """The question of a view that the meeting has."""
    then = review.seen_then(meeting, lang)
    return then if then and view == "then" else review.seen_now(meeting, services().store.scope(), lang)


def _no_then(then: Query | None) -> NoThen | None:
    if then is None:
        return "open"
    return None if services().store.read(then).version.entries else "nothing"


def _seen(meeting: Meeting, query: Query, no_then: NoThen | None, role: Role | None) -> Seen:
    return Seen(
        id=meeting.id,
        title=meeting.title if role else "",
        held_on=meeting.held_on,
        closed=meeting.closed,
        view="then" if query.known_at_given else "now",
        no_then=no_then,
        as_of=query.as_of,
        known_at=query.known_at,
        internal=role is not None,
    )


def _separated(earlier: Meeting, then: Query | None, later: Query, role: Role | None) -> Separated:
    if then is None:
        raise ValueError(f"meeting {earlier.id} is still open")
    store = services().store
    found = review.difference(store, then, later, role)
    reading = store.read(later, role)
    learnt = moves_of(found.learnt)
    kept = to_parameters(later, as_of=None, start=then.as_of, end=later.as_of)
    view = ChangesView(
        theme="light",
        caption="From status to status" if later.lang == "en" else "Van status naar status",
        start=then.as_of,
        end=later.as_of,
        tracks=len(reading.tracks()),
        weights=reading.weights(),
        told=moves.view(reading, (*learnt, *moves_of(found.facts)), whole=True),
        cell_href=lambda _old, new: f"{address('/verschil', kept, status=new, by=None, measure=None)}#vragen",
    )
    named = Earlier(earlier.id, earlier.title if role else "", then.as_of, then.known_at)
    return Separated(earlier=named, learnt=learnt, facts=found.facts, view=view)


def _sensitive(reading: Reading) -> Sensitive:
    found = sensitivity(reading.snapshot(), reading.weights())
    return Sensitive(found.low, found.index, found.alternative)


def _point(pin: Pin, reading: Reading) -> Point:
    asked = reading.catalogue.request.get(pin.request or "")
    if asked is None:
        return Point(pin.id, pin.sentence, None, "", "", pin.author)
    about = f"{asked.id} {naming.named(asked, 'title', reading.query.lang)}"
    if pin.government:
        about += f" ({naming.governments(reading)[pin.government]})"
    place = anchor(pin.entry) if pin.entry and pin.entry > 0 else f"overheid-{pin.government}" if pin.government else ""
    href = address(f"/vraag/{asked.id}", lasting(to_parameters(reading.query))) + (f"#{place}" if place else "")
    return Point(pin.id, pin.sentence, asked.dossier, about, href, pin.author)


def _parts(reading: Reading, entries: Entries) -> tuple[Part, ...]:
    store, lang = services().store, reading.query.lang
    whole = progress(reading, "dossier", [reading.query.as_of])[0]
    intervals = reading.course()
    kept = lasting(to_parameters(reading.query))
    ribbons = ribbons_view(reading, "light", kept)
    found = []
    for dossier in reading.catalogue.dossiers:
        own = store.read(replace(reading.query, dossiers=(dossier.number,)))
        name = naming.named(dossier, "title", lang)
        found.append(
            Part(
                number=dossier.number,
                name=name,
                about=dossier_words.about(dossier.number, dossier.kind, name),
                numbers=numbers(own, opening(own), services().evidence(own)),
                progress=[row for row in whole if row["key"] == str(dossier.number)],
                intervals=_of(intervals, "dossier", dossier.number),
                ribbons=ribbons,
                tracks=entries.tracks(_of(reading.snapshot(), "dossier", dossier.number)),
            )
        )
    return tuple(found)


def _with_result(row: Mapping[str, int]) -> int:
    return sum(int(row[str(status)]) for status in WITH_RESULT)


def _of(frame: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    return frame[frame[column] == value].reset_index(drop=True)


def _terms(reading: Reading) -> tuple[TermTold, ...]:
    weights = reading.weights()
    return tuple(
        TermTold(
            government=term.cabinet.government,
            name=term.cabinet.name,
            since=max(term.cabinet.start, reading.catalogue.memorandum.start),
            until=term.until,
            tracks=int(term.after["tracks"]),
            index_before=optional(term.before["index"]),
            index_after=optional(term.after["index"]),
            result_before=_with_result(term.before),
            result_after=_with_result(term.after),
            ways=Counter(direction(row["status_from"], row["status_to"], weights) for row in rows_of(term.changes)),
        )
        for term in legislature.terms(reading)
    )
