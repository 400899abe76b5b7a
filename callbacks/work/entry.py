"""An entry on its own (``/werk/logregel/12``), and what is done with it: confirm, retract, look again later."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from callbacks import naming
from callbacks.http import access, staff
from callbacks.request import Way, version_told
from callbacks.services import services
from callbacks.work import beside, history, places, sent
from callbacks.work.asked import Asked, asked
from components.history import HistoryView
from components.text import short_name
from components.tree import Content
from components.work import entry as drawn
from components.work import notices
from models import reviewing, track_history
from models.drafts import Conflict, Refused
from models.effect import Change
from models.entries import EntryView, entries
from models.submission import Submission, submit
from models.typed_day import read_day
from models.vocabulary import Precision, Role, Visibility

STYLES = ("staff/log.css",)


def page(number: int) -> ResponseReturnValue:
    """The entry with what can be done with it."""
    return _answer(*_found(number))


def deed(number: int, deed: str) -> ResponseReturnValue:
    """Do it, and go back to where it shows; or the page again with what was wrong."""
    about, entry = _found(number)
    if deed not in _DEEDS:
        abort(404)
    try:
        _DEEDS[deed](about, entry)
    except Conflict as conflict:
        sentence = conflict.en if about.lang == "en" else conflict.nl
        notice = notices.conflict(sentence, places.of_entry(conflict.head, about.kept), about.lang)
        return _answer(*_found(number), notice, status=409)
    except Refused as refused:
        name = f"reason-{deed}" if refused.field == "reason" else refused.field or ""
        told = {name: refused.en if about.lang == "en" else refused.nl}
        return _answer(about, entry, wrong=told, deed=deed, status=422)
    following = access.own_address(request.form.get("next", ""))
    return redirect(following or places.history_of(entry.request, entry.government, about.kept, entry.id), 303)


def _confirm(about: Asked, entry: EntryView) -> None:
    with services().store.appending() as writer:
        writer.confirm(about.person.id, entry.id, _key())


def _retract(about: Asked, entry: EntryView) -> None:
    everything = (10**12, 10**12)  # the page shows the head; a colleague who was first makes it none
    reason = request.form.get("reason-intrekken", "")
    sent_ = Submission(_key(), entry.memorandum, everything, head=entry.id, reason=reason)
    submit(services().store, about.person.id, sent_)


def _review(about: Asked, entry: EntryView) -> None:
    typed = request.form.get("review_date", "").strip()
    day = read_day(typed)
    if typed and (day is None or day[1] is not Precision.DAY):
        raise Refused("not_a_date", "Schrijf de dag als 14/3/2023.", "Write the day like 14/3/2023.", "review_date")
    store = services().store
    with store.database.writing() as connection:
        reviewing.set_date(connection, entry.id, day[0] if day else None, about.person.id, store.clock())


_DEEDS: Mapping[str, Callable[[Asked, EntryView], None]] = {
    "bevestigen": _confirm,
    "intrekken": _retract,
    "herbekijken": _review,
}


def _key() -> str:
    key = request.form.get("key", "")
    if not sent.KEY.fullmatch(key):
        abort(400)
    return key


def _found(number: int) -> tuple[Asked, EntryView]:
    """The entry, if this person may see it and it says something of its own, and a reading of its memorandum."""
    if sent.number(str(number)) is None:
        abort(404)  # longer than a database takes
    with services().store.database.reading() as connection:
        found = entries(connection, role=access.role(), ids=[number])
    if not found or found[0].effective_date is None:
        abort(404)
    return asked(memorandum=found[0].memorandum), found[0]


def _answer(
    about: Asked,
    entry: EntryView,
    *before: Content,
    wrong: Mapping[str, str] | None = None,
    deed: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    data = _data(about, entry, dict(wrong or {}), deed)
    return staff.answer(drawn.title(data), drawn.layout(data, *before), status=status, styles=STYLES)


def _data(about: Asked, entry: EntryView, wrong: dict[str, str], deed: str) -> drawn.EntryData:
    reading, lang, person = about.reading, about.lang, about.person
    whole = track_history.version(reading.entries(roots={entry.root}), entry.id)
    with services().store.database.reading() as connection:
        review = reviewing.date_of(connection, entry.id)
    publisher = short_name(reading.catalogue.memorandum.publisher)
    editor = access.may(person.role, Role.EDITOR)
    return drawn.EntryData(
        lang=lang,
        id=entry.id,
        request=entry.request,
        title=naming.titles(reading)[entry.request],
        government=naming.governments(reading)[entry.government],
        version=version_told(whole, reading, Way(about.kept, lambda found: history.inside(found.entry))),
        told=HistoryView(lang, reading.catalogue.memorandum.start, publisher),
        key=secrets.token_urlsafe(16),
        paths={deed: places.of_entry(entry.id, about.kept, deed) for deed in _DEEDS},
        history=places.history_of(entry.request, entry.government, about.kept, entry.id),
        correct=places.correct(entry.id, about.kept),
        stands=entry.counts,
        own=entry.author_id == person.id,
        internal=entry.visibility is Visibility.INTERNAL,
        may_write=editor,
        redact=places.redact(entry.id, about.kept) if access.may(person.role, Role.ADMIN) else "",
        review=review,
        without=beside.effect_of(about, Change(None, entry.id)) if entry.counts and editor else None,
        wrong=wrong,
        deed=deed,
        typed=request.form.get(f"reason-{deed}", ""),
    )
