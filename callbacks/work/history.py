"""The course of a request as staff see it (``/werk/vraag/4.11``): with what is internal, and what to do about an entry.

The public page of the request is the same for everyone and kept for all; this one is made for who asks, kept by no
cache, and moves no figure: those are of the public record alone.
"""

from __future__ import annotations

import secrets
from functools import partial

from flask import Response, request

from callbacks.http import access, staff
from callbacks.request import request_data
from callbacks.work import places, sent
from callbacks.work.asked import Asked, asked
from components.address import address
from components.history import ForStaff, anchor
from components.pages import request as drawn
from components.text import Text
from components.tree import Content, Node, h
from components.work import notices
from components.work.parts import hidden
from models.entries import EntryView
from models.track_history import Version
from models.vocabulary import Role, Visibility

STYLES = ("staff/log.css",)


def page(code: str) -> Response:
    """The course of the request ``code``; of a request that only groups others, where they stand."""
    about = asked({"as_of", "known_at", "entry"}, request=code)
    found = about.reading.catalogue.request[code]
    data = request_data(about.reading, about.scope, "light", found, partial(for_staff, about))
    return staff.answer(f"{code} {data.title}", _just_logged(about), drawn.content(data), styles=STYLES)


def inside(entry: EntryView, deeds: tuple[Node, ...] = ()) -> ForStaff:
    """What only staff see of an entry."""
    return ForStaff(entry.visibility is Visibility.INTERNAL, entry.internal_note or "", deeds)


def for_staff(about: Asked, version: Version) -> ForStaff:
    """The same, with what this person may do with it."""
    entry, person = version.entry, about.person
    if not access.may(person.role, Role.EDITOR):
        return inside(entry)
    number = h("span", f" ({entry.id})", class_="visually-hidden")
    deeds = []
    if entry.counts and not entry.confirmed and entry.author_id != person.id:
        label, path = Text("Bevestig", "Confirm")[about.lang], places.of_entry(entry.id, about.kept, "bevestigen")
        button = h("button", label, number, type="submit", class_="quiet")
        deeds.append(h("form", hidden(key=secrets.token_urlsafe(16)), button, method="post", action=path))
    if entry.counts:
        href = places.correct(entry.id, about.kept)
        deeds.append(h("a", Text("Verbeter", "Correct")[about.lang], number, href=href))
    page = places.of_entry(entry.id, about.kept)
    deeds.append(h("a", Text("Alles over deze logregel", "All about this entry")[about.lang], number, href=page))
    return inside(entry, tuple(deeds))


def _just_logged(about: Asked) -> Content:
    number = sent.number(request.args.get("logged", ""))
    found = about.reading.entries([] if number is None else [number])
    if number is None or not found:
        return None
    lang, here = about.lang, f"{places.REQUEST}/{found[0].request}"
    done = Text(f"Gelogd als nummer {number}.", f"Logged as number {number}.")
    entry = h(
        "a",
        Text("Bekijk de logregel", "See the entry")[lang],
        href=f"{address(here, about.kept, entry=str(number))}#{anchor(number)}",
    )
    again = h("a", Text("Log nog iets", "Log something else")[lang], href=address(places.LOG, about.kept))
    overview = h("a", Text("Naar het overzicht", "To the overview")[lang], href=address("/", about.kept))
    return notices.done(done[lang], entry, again, overview)
