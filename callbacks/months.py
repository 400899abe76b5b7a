"""What the overview says at the end of every month, in one answer: the time slider needs no other."""

from __future__ import annotations

import hashlib
import json
from functools import partial

from flask import Flask, Response, abort, request

from callbacks import naming, overview
from callbacks.http import access
from callbacks.services import services
from components import ids
from components.charts.cube import Bars, Month, cube
from components.pages.overview_charts import dossier_view, government_view
from components.pages.overview_words import headline, three_figures, unconfirmed
from models.clock import today
from models.opening import openings
from models.query import QueryError, Scope, parse
from models.reading import Reading
from models.release import RELEASE
from models.timeline import month_ends

ACCEPTS = overview.FILTERS | {"memorandum", "known_at"}


def install(server: Flask) -> None:
    """Answer the address of the months."""
    server.add_url_rule(overview.MONTHS, "months", months)


@access.needs(None)
def months() -> Response:
    """The months of the question in the address; 304 to who has them already, 400 where it cannot be read."""
    scope = services().store.scope()
    try:
        query = parse(request.args.items(multi=True), scope, accepts=ACCEPTS)
    except QueryError:
        abort(400)
    reading = services().store.read(query)
    key = repr((query, str(reading.version), today(scope.now), RELEASE))
    tag = hashlib.sha256(key.encode()).hexdigest()[:32]
    known = request.if_none_match.contains_weak(tag)
    text = "" if known else services().months.get(tag, partial(_written, reading, scope))
    response = Response(text or None, 304 if known else 200, content_type="application/json")
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _written(reading: Reading, scope: Scope) -> str:
    lang, statuses = reading.query.lang, naming.statuses(reading)
    days = month_ends(reading.catalogue.memorandum.start, scope.last_day(reading.query.memorandum))
    views = {
        ids.OVERVIEW_DOSSIERS: dossier_view(lang, "light", naming.dossiers(reading), statuses, _nowhere),
        ids.OVERVIEW_GOVERNMENTS: government_view(lang, "light", naming.governments(reading), statuses, _nowhere),
    }
    frames = {chart: overview.progress(reading, view.by, days) for chart, view in views.items()}
    checked = services().evidence(reading)
    found = []
    for place, (day, counted) in enumerate(zip(days, openings(reading, days), strict=True)):
        told = overview.numbers(reading, counted, checked)
        charts = {
            chart: Bars(frames[chart][place], view, unconfirmed(frames[chart][place], lang))
            for chart, view in views.items()
        }
        figures = tuple((each.question, each.value, each.unit, each.meaning) for each in three_figures(told, lang))
        found.append(Month(day, headline(told, lang), figures, charts))
    return json.dumps(cube(found, lang), ensure_ascii=False, separators=(",", ":"))


def _nowhere(_key: str, _status: str | None) -> str:
    """Where the bars lead is not part of what changes with the month."""
    return ""
