"""The calendar of days to look at entries again: for programs, which show a personal token instead of signing in."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, make_response, request

from callbacks.http.access import needs
from callbacks.naming import named
from callbacks.services import services
from components.calendar import Appointment, calendar
from components.history import anchor
from components.text import LANGUAGES, Text
from models import reviewing
from models.catalogue import Catalogue, current_catalogue
from models.reviewing import Review

PATH = "/feeds/review.ics"


def install(server: Flask) -> None:
    """Answer ``/feeds/review.ics``."""
    server.add_url_rule(PATH, "review_feed", answer)


@needs(None)  # the token says who asks
def answer() -> Response:
    """The calendar for whoever the token belongs to; without a token that works there is nothing here."""
    lang = request.args.get("lang", "")
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    store, base = services().store, services().settings.address
    with store.database.reading() as connection:
        role = reviewing.role_of_token(connection, request.args.get("token", ""))
        if role is None:
            abort(404)
        found = reviewing.reviews(connection, role)
        memoranda = {review.entry.memorandum for review in found}
        catalogues = {memorandum: current_catalogue(connection, memorandum) for memorandum in memoranda}
    appointments = [_appointment(review, catalogues[review.entry.memorandum], base, lang) for review in found]
    response = make_response(calendar(appointments, lang))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'inline; filename="review.ics"'
    # Whoever holds the address sees what its person sees: no cache between us may keep that.
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _appointment(review: Review, catalogue: Catalogue, base: str, lang: str) -> Appointment:
    entry = review.entry
    title = next((named(found, "title", lang) for found in catalogue.requests if found.id == entry.request), "")
    label = next((named(found, "label", lang) for found in catalogue.statuses if found.code == entry.status), "")
    asked_for = Text(f"Gevraagd door {review.set_by}.", f"Asked for by {review.set_by}.")[lang]
    path = f"/vraag/{quote(entry.request)}?memorandum={quote(entry.memorandum)}&lang={lang}#{anchor(entry.id)}"
    return Appointment(
        uid=f"review-{entry.root}@{urlsplit(base).hostname}",
        day=review.day,
        words=f"{entry.request} ({entry.government}): {title}",
        about=f"{label}. {asked_for}" if label else asked_for,
        href=base + path,
        made_at=review.set_at,
    )
