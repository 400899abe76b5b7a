"""What changed: from two readings of the store, or three, to the values that the page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from callbacks import moves, naming
from callbacks.around import clock, provenance, shell, unfiltered
from callbacks.page import Page
from callbacks.services import services
from components import ids
from components.address import address
from components.charts.changes import ChangesView
from components.charts.moves import MOST_ENTRIES, moves_of
from components.pages import changes as drawn
from components.status_look import Theme
from models import answers
from models.clock import BRUSSELS, end_of_day, today
from models.opening import a_year_before, opening
from models.progress import Rows
from models.query import Query, QueryError, Scope, to_parameters
from models.query_problems import problem
from models.reading import Reading

PATH = "/verschil"
ACCEPTS = frozenset(
    {"memorandum", "dossier", "request", "government", "sdg", "status"}
    | {"as_of", "known_at", "known_from", "from", "to", "theme"}
)
#: Entries told in one list: where there are more, each change tells its last one. Steps back, and of more the last.
_MOST_TOLD, _MOST_BACK, _LAST_BACK = 600, 40, 10


def page(reading: Reading, scope: Scope, theme: Theme) -> Page:
    """The comparison that a reading's query asks for, drawn for ``theme``.

    Raises QueryError where ``as_of`` and ``to`` contradict each other: the last day is the one that is shown.
    """
    query = reading.query
    if query.end and query.as_of_given and query.end != query.as_of:
        contrary = problem("contradiction", "as_of", query.as_of.isoformat(), path=f"to={query.end}")
        raise QueryError([contrary], query.lang)
    data = changes_data(query, scope, theme)
    return Page(lang=query.lang, title=drawn.title(data), tree=drawn.layout(data), theme=query.theme, interactive=True)


def changes_data(chosen: Query, scope: Scope, theme: Theme) -> drawn.ChangesData:
    """Everything the page shows, in the query's language; where no days were chosen, of the 12 months up to its day."""
    end = chosen.end or chosen.as_of
    start = chosen.start or max(a_year_before(end), scope.memoranda[chosen.memorandum].start)
    given = chosen.as_of_given or chosen.end is not None
    reading = services().store.read(replace(chosen, start=start, end=end, as_of=end, as_of_given=given))
    query, lang = reading.query, reading.query.lang
    learnt, facts = _changes(reading)
    back, steps_back = moves.steps_back(reading, start, end, _MOST_BACK, _LAST_BACK)
    behind = {
        status: f"{address(PATH, to_parameters(query, statuses=(status,), as_of=None))}#{ids.BEHIND}"
        for status in {row["status_to"] for row in facts}
    }
    kept: dict[str, Any] = {
        "start": chosen.start,
        "end": None,
    }  # the last day is the one shown, wherever one goes from here
    view = ChangesView(
        theme=theme,
        caption="Van status naar status" if lang == "nl" else "From status to status",
        start=start,
        end=end,
        tracks=len(answers.tracks(reading) if query.statuses else reading.tracks()),
        weights=reading.weights(),
        told=moves.view(reading, (*moves_of(facts), *moves_of(learnt), *back)),
        cell_href=lambda _old, new: behind[new],
    )
    around = provenance(reading, opening(unfiltered(reading)))
    return drawn.ChangesData(
        shell=shell(reading, PATH, clock(query, scope), around, **kept),
        parameters=tuple(to_parameters(query, **kept)),
        pinned=tuple(to_parameters(query, as_of=None, known_at=query.known_at)),
        days=_days(query, chosen, scope),
        recorded=reading.version.entries > 0,
        view=view,
        facts=facts,
        learnt=None if query.known_from is None else moves_of(learnt),
        back=back,
        steps_back=steps_back,
        only=tuple(naming.statuses(reading)[status].lower() for status in query.statuses),
    )


def _days(query: Query, chosen: Query, scope: Scope) -> drawn.Days:
    known = query.known_from.astimezone(BRUSSELS).date() if query.known_from else None
    return drawn.Days(
        start=query.start or query.as_of,
        end=query.as_of,
        earliest=scope.memoranda[query.memorandum].start,
        latest=scope.last_day(query.memorandum),
        chosen=chosen.start is not None,
        known_from=query.known_from,
        known_day=known if known and end_of_day(known) == query.known_from else None,
        today=today(scope.now),
    )


def _changes(reading: Reading) -> tuple[Rows, Rows]:
    """What is known better than at the earlier moment, and what happened: the parts of the answer of the API."""
    query = reading.query
    if query.start and query.end and query.start >= query.end:
        return [], []
    earlier = services().store.read(replace(query, known_at=query.known_from)) if query.known_from else None
    return answers.changes_told(reading, earlier, each=MOST_ENTRIES, most=_MOST_TOLD)
