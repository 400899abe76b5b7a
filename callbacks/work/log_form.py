"""The log form: drawn, kept while it is typed, and sent (``/werk/log``)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask import abort, redirect, request
from flask.typing import ResponseReturnValue

from callbacks import naming
from callbacks.http import staff
from callbacks.services import services
from callbacks.work import beside, places, sent
from callbacks.work.asked import Asked, asked
from callbacks.work.sent import Read, Sent
from components.address import address
from components.history import ACTIONS
from components.tree import Content
from components.work import form, notices, words
from components.work.doubts import Said, doubts
from components.work.effect import effect
from components.work.panel import no_track, panel
from components.work.parts import Choice
from components.work.typed import Typed, TypedSource
from data.records import Request
from models import saved_forms
from models.clock import today
from models.drafts import Conflict, Refused
from models.effect import Change
from models.entries import EntryView
from models.submission import Doubtful, Submission, submit, written_with
from models.vocabulary import Status

SCRIPTS = ("staff/requests.js", "staff/log.js")
STYLES = ("staff/log.css",)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is said on the form beside what it holds: what is wrong, doubts, and notices above it."""

    wrong: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Said, ...] = ()
    notices: tuple[Content, ...] = ()
    saved_at: int = 0
    status: int = 200


def opened() -> ResponseReturnValue:
    """The form: empty, about a track, of a draft, or to correct an entry; with the drafts that wait to be finished."""
    about = asked()
    arguments = request.args
    if key := arguments.get("draft", ""):
        return _resumed(about, key)
    if number := arguments.get("corrects", ""):
        return _correction(about, number)
    typed = Typed(request=arguments.get("request", "")[:200], government=arguments.get("government", "")[:10])
    given = Sent(secrets.token_urlsafe(16), about.reading.query.memorandum, _seen(), None, typed)
    return draw(given, Drawn(notices=(notices.drafts(_unsent(about), about.lang),)))


def taken() -> ResponseReturnValue:
    """What was sent: shown again, kept, thrown away, or written in the log."""
    given = sent.sent(request.form)
    if not sent.KEY.fullmatch(given.key):
        abort(400)
    deed = request.form.get("deed", "show")
    if deed == "discard":
        _discard(given.key)
        return redirect(address(places.WORK, asked(memorandum=given.memorandum).kept), 303)
    if deed == "keep":
        keep(given)
        return redirect(places.draft(given.key, asked(memorandum=given.memorandum).kept), 303)
    if deed == "source":
        typed = replace(given.typed, sources=(*given.typed.sources, TypedSource()))
        return draw(replace(given, typed=typed), Drawn())
    return _record(given) if deed == "record" else draw(given, Drawn())


def keep(given: Sent) -> int:
    """Keep the form until it is sent; when, in milliseconds. 413 for a form that is too large, or one too many.

    409 for one that came after it was sent: nothing is left to be finished.
    """
    about, store = asked(memorandum=given.memorandum), services().store
    now = store.clock()
    try:
        with store.database.writing() as connection:
            if written_with(connection, about.person.id, given.key):
                abort(409)
            saved_forms.save(connection, about.person.id, given.key, sent.kept(request.form), now)
    except Refused:
        abort(413)
    return int(now.timestamp() * 1000)


def _discard(key: str) -> None:
    with services().store.database.writing() as connection:
        saved_forms.discard(connection, asked().person.id, key)


def _resumed(about: Asked, key: str) -> ResponseReturnValue:
    """The draft with this key; without one here the browser may have it, so the form is drawn empty under that key."""
    if not sent.KEY.fullmatch(key):
        abort(404)
    with services().store.database.reading() as connection:
        found = saved_forms.find(connection, about.person.id, key)
        written = written_with(connection, about.person.id, key)
    if found is None and written is not None:
        return redirect(places.just_logged(written.request, written.id, about.kept), 303)
    if found is None:
        return draw(Sent(key, about.reading.query.memorandum, _seen(), None, Typed()), Drawn())
    return draw(sent.restored(found.fields), Drawn(saved_at=int(found.saved_at.timestamp() * 1000)))


def _correction(about: Asked, number: str) -> ResponseReturnValue:
    entry = next(iter(about.reading.entries({sent.number(number) or 0})), None)
    if entry is None or entry.effective_date is None:
        abort(404)
    if not entry.counts:
        return redirect(places.of_entry(entry.id, about.kept), 303)
    typed = as_typed(entry)
    return draw(sent.correction(secrets.token_urlsafe(16), entry.id, typed, _seen(), entry.memorandum), Drawn())


def _record(given: Sent) -> ResponseReturnValue:
    about = asked(memorandum=given.memorandum)
    said = sent.read(given, about.reading.catalogue, today(about.scope.now))
    if said.wrong:
        return draw(given, Drawn(wrong=sent.by_field(said.wrong, about.lang), status=422))
    submission = Submission(
        key=given.key,
        memorandum=said.draft.memorandum,
        seen=given.seen,
        draft=said.draft,
        head=given.corrects,
        reason=given.typed.reason,
        sure=given.sure,
        review=said.review,
    )
    try:
        written = submit(services().store, about.person.id, submission)
    except Doubtful as doubtful:
        return draw(given, Drawn(doubts=tuple(beside.told(about, doubtful.doubts)), status=409))
    except Conflict as conflict:
        notice = notices.conflict(conflict.en if about.lang == "en" else conflict.nl,
                                  places.of_entry(conflict.head, about.kept), about.lang)  # fmt: skip
        # A form that was sent before goes on as another one.
        anew = replace(given, key=secrets.token_urlsafe(16)) if conflict.code == "sent_before" else given
        return draw(anew, Drawn(notices=(notice,), status=409))
    except Refused as refused:
        return draw(given, Drawn(wrong=sent.by_field([refused], about.lang), status=422))
    return redirect(places.just_logged(said.draft.request, written.id, about.kept), 303)


def draw(given: Sent, drawn: Drawn) -> staff.Response:
    """The form with what stands beside it."""
    about = asked(memorandum=given.memorandum)
    data = form_data(about, given, drawn)
    title = words.CORRECT if data.corrects else words.LOG
    notice = [found for found in drawn.notices if found]
    return staff.answer(
        title[about.lang], form.layout(data, *notice), status=drawn.status, scripts=SCRIPTS, styles=STYLES
    )


def form_data(about: Asked, given: Sent, drawn: Drawn) -> form.FormData:
    """All that the form shows."""
    lang, reading = about.lang, about.reading
    said = sent.read(given, reading.catalogue, today(about.scope.now))
    found = drawn.doubts or tuple(_doubts(about, given, said))
    named = replace(given.typed, request=_named(said.request, about), government=said.draft.government)
    typed = named if said.request else given.typed
    return form.FormData(
        lang=lang,
        path=address(places.LOG, about.kept),
        parts=address(f"{places.LOG}/delen", about.kept),
        keeping=address(f"{places.LOG}/concept", about.kept),
        search=address(f"{places.LOG}/vragen", about.kept),
        key=given.key,
        hidden=_hidden(given),
        corrects=given.corrects is not None,
        typed=typed,
        meant=tuple(Choice(one.id, _named(one, about)) for one in said.meant[:8]),
        governments=governments(about, said.request),
        statuses=_statuses(about),
        actions=tuple(Choice(code, label[lang].capitalize()) for code, label in ACTIONS.items()),
        wrong=drawn.wrong,
        panel=panel_node(about, said),
        effect=effect_node(about, given, said),
        doubts=doubts(found, bool(found) and {one.key for one in found} <= given.sure, lang),
        owner=str(about.person.id),
        saved_at=drawn.saved_at,
    )


def _hidden(given: Sent) -> dict[str, str]:
    corrects = {} if given.corrects is None else {"corrects": str(given.corrects)}
    return {"memorandum": given.memorandum, "seen": f"{given.seen[0]}.{given.seen[1]}", **corrects}


def panel_node(about: Asked, said: Read) -> Content:
    """How the track stands, once it is chosen."""
    if said.request is None or not said.draft.government:
        return no_track(about.lang)
    return panel(beside.panel_of(about, said.request.id, said.draft.government))


def effect_node(about: Asked, given: Sent, said: Read) -> Content:
    """What the entry would change, once that is clear."""
    return effect(beside.effect_of(about, Change(said.draft, given.corrects))) if said.decided else None


def _doubts(about: Asked, given: Sent, said: Read) -> list[Said]:
    return beside.doubts_of(about, Change(said.draft, given.corrects), given.seen) if said.decided else []


def doubts_node(about: Asked, given: Sent, said: Read) -> Content:
    """What looks like a slip, once that can be told."""
    found = _doubts(about, given, said)
    return doubts(found, bool(found) and {one.key for one in found} <= given.sure, about.lang)


def governments(about: Asked, chosen: Request | None) -> tuple[Choice, ...]:
    """The governments that the request is put to; all of them as long as none is chosen."""
    names = naming.governments(about.reading)
    return tuple(Choice(code, name) for code, name in names.items() if chosen is None or code in chosen.governments)


def _statuses(about: Asked) -> tuple[Choice, ...]:
    return tuple(
        Choice(found.code, naming.named(found, "label", about.lang), naming.named(found, "definition", about.lang),
               f"s-{found.code}")
        for found in about.reading.catalogue.statuses
        if found.code != Status.SUBMITTED
    )  # fmt: skip


def _named(found: Request | None, about: Asked) -> str:
    return f"{found.id} {naming.named(found, 'title', about.lang)}" if found else ""


def _seen() -> tuple[int, int]:
    """Up to where the log is known at this moment: the newest public and internal entry."""
    return services().store.newest()


def _unsent(about: Asked) -> tuple[notices.Unsent, ...]:
    with services().store.database.reading() as connection:
        found = saved_forms.saved(connection, about.person.id)
    return tuple(unsent(saved, about) for saved in found)


def unsent(saved: saved_forms.Saved, about: Asked) -> notices.Unsent:
    """A draft in short."""
    typed = sent.restored(saved.fields).typed
    return notices.Unsent(
        about=typed.request[:80], note=typed.note_nl[:120], saved_at=saved.saved_at,
        href=places.draft(saved.key, about.kept), key=saved.key,
    )  # fmt: skip


def as_typed(entry: EntryView) -> Typed:
    """The form filled in as an entry stands."""
    return Typed(
        request=entry.request,
        government=entry.government,
        kind="action" if entry.action else "status",
        status=str(entry.status or ""),
        action=str(entry.action or ""),
        date=_typed_day(entry),
        note_nl=entry.note_nl,
        note_en=entry.note_en,
        internal_note=entry.internal_note or "",
        sources=tuple(
            TypedSource(source.url, source.title, source.publisher, _written(source.date)) for source in entry.sources
        ),
        no_source_reason=entry.no_source_reason,
        visibility=str(entry.visibility),
    )


def _typed_day(entry: EntryView) -> str:
    stated = _written(entry.effective_date).split("/")
    return "/".join(stated[{"day": 0, "month": 1, "year": 2}[str(entry.precision)] :])


def _written(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""
