"""A request: from a reading of the store to the values that its page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from callbacks import naming
from callbacks.around import clock, provenance, shell, unfiltered
from callbacks.behind import told
from callbacks.http.errors import unknown_page
from callbacks.naming import Track
from callbacks.page import Page
from callbacks.work import places
from components import history as drawn_history
from components.address import Parameters, address, lasting
from components.charts.own_actions import OwnAction
from components.charts.ribbons import RibbonsView
from components.history import About, Cut, Elsewhere, Happening, HistoryView, Silence, anchor
from components.pages import request as drawn
from components.status_look import Theme
from components.text import short_name
from components.trail import Link
from data.records import Request
from models import track_history
from models.entries import EntryView
from models.opening import opening
from models.parts import COUNTED, TOLD
from models.query import Scope, to_parameters
from models.reading import Reading
from models.track_history import History
from models.vocabulary import Visibility

TellsStaff = Callable[[track_history.Version], drawn_history.ForStaff]

PATH = "/vraag/<request>"
ACCEPTS = frozenset({"memorandum", "as_of", "known_at", "entry", "theme"})


def page(reading: Reading, scope: Scope, theme: Theme, code: str) -> Page:
    """The page of the request ``code``, a 404 where it did not exist yet at the moment asked about."""
    lang = reading.query.lang
    if code not in reading.catalogue.request:
        return unknown_page("request", lang)
    data = request_data(reading, scope, theme, reading.catalogue.request[code])
    return Page(
        lang=lang, title=drawn.title(data), tree=drawn.layout(data), theme=reading.query.theme, interactive=True
    )


def path_of(code: str) -> str:
    """The address of a request, without parameters."""
    return f"/vraag/{code}"


@dataclass(frozen=True, slots=True)
class Way:
    """How a page leads to requests: what the links take along, and whether to the pages that only staff see."""

    kept: Parameters
    for_staff: TellsStaff | None = None

    def to(self, code: str, entry: int | None = None) -> str:
        """The address of a request, or of the part of its history that ends with an entry."""
        path = f"{places.REQUEST}/{code}" if self.for_staff else path_of(code)
        return address(path, self.kept, entry=str(entry)) if entry else address(path, self.kept)


def request_data(
    reading: Reading, scope: Scope, theme: Theme, request: Request, for_staff: TellsStaff | None = None
) -> drawn.RequestData:
    """Everything the page shows, in the language of the query.

    ``for_staff`` tells what only who is signed in sees of an entry; without it the page is the same for everyone.
    """
    query, catalogue, lang = reading.query, reading.catalogue, reading.query.lang
    parameters = tuple(to_parameters(query, requests=()))
    kept = lasting(parameters)
    way = Way(kept, for_staff)
    told_of = provenance(reading, opening(unfiltered(reading)))
    around = shell(reading, path_of(request.id), clock(query, scope), told_of, requests=())
    children = catalogue.children(request.id)
    histories = reading.histories(query.entry)
    names = naming.governments(reading)
    previous, following = _beside(reading, request, way)
    snapshot = reading.snapshot()
    exact = naming.exactness(reading)
    return drawn.RequestData(
        shell=around,
        pinned=tuple(to_parameters(query, as_of=query.as_of, known_at=query.known_at, requests=(), lang="nl")),
        as_of=query.as_of,
        code=request.id,
        title=naming.named(request, "title", lang),
        memorandum=naming.named(catalogue.memorandum, "title", lang),
        text=request.text_nl,
        note=naming.named(request, "note", lang),
        basis=_basis(request, lang),
        governments=tuple(names[code] for code in catalogue.addressed if code in request.governments),
        fiches=request.fiches,
        targets=_targets(reading, request, kept),
        rationale=request.sdg_rationale_nl,
        above=_above(reading, request, way),
        parent=_link(reading, request.parent, way) if request.parent else None,
        children=tuple(_child(reading, child, snapshot, way) for child in children),
        tracks=tuple(
            _track(reading, row, histories[row["request"], row["government"]], exact, way)
            for row in snapshot.to_dict("records")
        ),
        missing=query.entry if query.entry and query.entry not in _told_of(histories.values()) else None,
        most_later=COUNTED,
        intervals=reading.course(),
        ribbons=replace(
            ribbons_view(reading, theme, kept, way),
            actions=_own_actions(reading, histories, way),
            actions_cut=any(found.part and found.part.cut for found in histories.values()),
            publisher=short_name(catalogue.memorandum.publisher),
        ),
        status_names=naming.statuses(reading),
        told=HistoryView(lang, catalogue.memorandum.start, short_name(catalogue.memorandum.publisher)),
        previous=previous,
        following=following,
        without_day=address(path_of(request.id), kept, as_of=None),
        beside_href=address(path_of(request.id) if for_staff else f"{places.REQUEST}/{request.id}", kept),
        for_staff=for_staff is not None,
    )


def ribbons_view(reading: Reading, theme: Theme, kept: Parameters, way: Way | None = None) -> RibbonsView:
    """What the ribbons of a request or dossier need beside their frame.

    They lead to the public pages with ``kept``, or along another ``way``.
    """
    leads = way or Way(kept)
    newest = reading.counted(reading.catalogue.memorandum.start, reading.query.as_of, TOLD)

    def entry_href(request: str, government: str, entry: int | None) -> str:
        if entry is None:
            return f"{leads.to(request)}#overheid-{government}"
        # An entry before the newest ones is not told where nobody asks for it.
        told, before = newest[request, government]
        return f"{leads.to(request, entry if before and entry not in told else None)}#{anchor(entry)}"

    lang = reading.query.lang
    return RibbonsView(
        lang=lang,
        theme=theme,
        caption="Verloop per vraag en overheid" if lang == "nl" else "Course per request and government",
        period=naming.period(reading),
        titles=naming.titles(reading),
        governments=naming.governments(reading),
        statuses=naming.statuses(reading),
        precisions=naming.precisions(reading),
        milestones=naming.milestones(reading),
        request_href=leads.to,
        entry_href=entry_href,
    )


def _told_of(histories: Iterable[History]) -> set[int]:
    """The entries that histories tell, those about another one included."""
    versions = [version for history in histories for happening in history.happenings for version in happening.versions]
    about = (each for version in versions for each in (version.entry, version.retracted_by, version.confirmed_by))
    return {entry.id for entry in about if entry}


def _own_actions(reading: Reading, histories: Mapping[Track, History], way: Way) -> tuple[OwnAction, ...]:
    """What the publisher did itself, as far as it is told, is public and stands."""
    told = (happening.latest.entry for history in histories.values() for happening in history.happenings)
    return tuple(
        OwnAction(
            entry.request,
            entry.government,
            entry.effective_date,
            str(entry.precision),
            drawn_history.ACTIONS[entry.action][reading.query.lang],
            f"{way.to(entry.request)}#{anchor(entry.id)}",
        )
        for entry in told
        if entry.action and entry.counts and entry.effective_date and entry.visibility is Visibility.PUBLIC
    )


def _basis(request: Request, lang: str) -> str:
    """Why its governments are implied, empty where the text names them."""
    in_dutch = request.government_basis_nl if lang == "nl" else ""
    return in_dutch or request.government_basis.partition(": ")[2]


def _link(reading: Reading, code: str, way: Way) -> Link:
    return Link(f"{code} {naming.titles(reading)[code]}", way.to(code))


def _above(reading: Reading, request: Request, way: Way) -> tuple[Link, ...]:
    lang = reading.query.lang
    (dossier,) = [found for found in reading.catalogue.dossiers if found.number == request.dossier]
    links = [
        Link("Overzicht" if lang == "nl" else "Overview", address("/", way.kept)),
        Link(
            f"Dossier {dossier.number}: {naming.named(dossier, 'title', lang)}",
            address(f"/dossier/{dossier.number}", way.kept),
        ),
    ]
    return (*links, *([Link(request.parent, way.to(request.parent))] if request.parent else []))


def _beside(reading: Reading, request: Request, way: Way) -> tuple[Link | None, Link | None]:
    """The requests before and after this one in its dossier."""
    codes = [found.id for found in reading.catalogue.requests if found.dossier == request.dossier]
    place = codes.index(request.id)
    before, after = codes[max(place - 1, 0) : place], codes[place + 1 : place + 2]
    return tuple(_link(reading, found[0], way) if found else None for found in (before, after))  # type: ignore[return-value]


def _targets(reading: Reading, request: Request, kept: Parameters) -> tuple[drawn.Target, ...]:
    goals = {goal.number: goal for goal in reading.catalogue.goals}
    found = []
    for code in request.sdg_targets:
        goal = goals[int(code.split(".")[0])]
        name = naming.named(goal, "short", reading.query.lang)
        found.append(drawn.Target(code, name, goal.colour, address("/sdg", kept, sdg=str(goal.number)) + "#vragen"))
    return tuple(found)


def _child(reading: Reading, child: Request, snapshot: pd.DataFrame, way: Way) -> drawn.SubRequest:
    found = Counter(snapshot.loc[snapshot["request"] == child.id, "status"])
    title = naming.named(child, "title", reading.query.lang)
    return drawn.SubRequest(child.id, title, way.to(child.id), found)


def _track(
    reading: Reading,
    row: Mapping[Any, Any],
    found: History,
    exact: Mapping[Track, str],
    way: Way,
) -> drawn.Track:
    request, government = row["request"], row["government"]
    return drawn.Track(
        government=government,
        name=naming.governments(reading)[government],
        status=row["status"],
        since=row["since"],
        precision=exact[request, government],
        days_in_status=int(row["days_in_status"]),
        silence_days=int(row["silence_days"]),
        responded=not pd.isna(row["entry"]),
        confirmed=row["confirmed"] is True,
        told=tuple(_told(part, reading, way) for part in found.told),
        cut=_cut(found, (request, government), reading, way),
        later=found.later,
        log_href=places.log_about(request, government, way.kept),
    )


def _cut(found: History, track: Track, reading: Reading, way: Way) -> Cut | None:
    """Where the history goes on; None where all of it is told."""
    part, (request, government) = found.part, track
    if part is None or not part.cut:
        return None
    place, log = f"overheid-{government}", {"request": request, "government": government, "sort": "effective"}
    after = f"{way.to(request, part.after)}#{anchor(part.after) if part.after else place}"
    return Cut(
        happenings=len(found.happenings),
        before=f"{way.to(request, part.before)}#{anchor(part.before)}" if part.before else "",
        after="" if part.ends else after,
        log=address("/logboek", lasting(to_parameters(reading.query)), **log),
    )


def _told(part: track_history.Happening | track_history.Silence, reading: Reading, way: Way) -> Happening | Silence:
    if isinstance(part, track_history.Silence):
        return Silence(part.since, part.until, part.exact, part.first, part.open)
    return Happening(tuple(version_told(version, reading, way) for version in reversed(part.versions)))


def version_told(version: track_history.Version, reading: Reading, way: Way) -> drawn_history.Version:
    """What was recorded at one moment, as a history tells it."""
    entry, corrected = version.entry, version.corrected_by
    return drawn_history.Version(
        evidence=told(entry, reading.query.lang),
        status=str(entry.status or ""),
        label=naming.statuses(reading).get(str(entry.status), ""),
        action=str(entry.action or ""),
        confidence=entry.confidence,
        removed=entry.redaction_reason if entry.redacted else None,
        confirmed=_about(version.confirmed_by),
        corrected=_about(corrected),
        retracted=_about(version.retracted_by),
        moved_to=_elsewhere(corrected, entry, reading, way),
        moved_from=_elsewhere(version.corrects, entry, reading, way),
        later=bool(corrected and corrected.effective_date and corrected.effective_date > reading.query.as_of),
        for_staff=way.for_staff(version) if way.for_staff else None,
    )


def _about(entry: EntryView | None) -> About | None:
    return About(entry.id, entry.author, entry.recorded_at, entry.reason) if entry else None


def _elsewhere(other: EntryView | None, entry: EntryView, reading: Reading, way: Way) -> Elsewhere | None:
    """Where the other entry stands, if that is not in the history of this one."""
    if other is None or (other.request, other.government) == (entry.request, entry.government):
        return None
    to = "aan" if reading.query.lang == "nl" else "to"
    words = f"{other.request}, {to}: {naming.governments(reading)[other.government]}"
    return Elsewhere(words, f"{way.to(other.request)}#{anchor(other.id)}")
