"""The work list (``/werk``): from a reading of the store to the lists that it shows, and the reader's calendar."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from callbacks import naming
from callbacks.behind import told
from callbacks.http import access, review_feed, staff
from callbacks.services import services
from callbacks.work import beside, log_form, places
from callbacks.work.asked import Asked, asked
from components.address import address
from components.fields import Option
from components.lost_sources import Citing, Lost, Round
from components.text import day
from components.work import inbox as drawn
from components.work.subscription import Subscription
from models import links, reviewing, saved_forms, worklist
from models.clock import today
from models.entries import EntryView
from models.vocabulary import Role, Visibility

ACCEPTS = frozenset({"dossier", "government", "page"})
STYLES = ("staff/log.css",)
_SILENT = 12
_SHOWN = 60
_SOON = timedelta(days=30)


def page() -> Response:
    """Everything that needs attention."""
    return _answer(asked(ACCEPTS))


def subscribed() -> Response:
    """A new calendar address for who asks, shown on this answer alone; the one before stops working."""
    about, store = asked(ACCEPTS), services().store
    with store.database.writing() as connection:
        token = reviewing.new_token(connection, about.person.id, store.clock())
    return _answer(about, address(services().settings.address + review_feed.PATH, (), token=token))


def unsubscribed() -> ResponseReturnValue:
    """No calendar address any more."""
    about = asked(ACCEPTS)
    with services().store.database.writing() as connection:
        reviewing.revoke_token(connection, about.person.id)
    return redirect(f"{address(places.WORK, about.kept)}#agenda", 303)


def _answer(about: Asked, calendar: str = "") -> Response:
    data = inbox_data(about, calendar)
    return staff.answer(drawn.TITLE[data.lang], drawn.layout(data), styles=STYLES)


def inbox_data(about: Asked, calendar: str = "") -> drawn.InboxData:
    """All lists, for who asks; ``calendar`` is their new calendar address."""
    reading, lang, query = about.reading, about.lang, about.reading.query
    tracks = reading.tracks()
    names = set(zip(tracks["request"], tracks["government"], strict=True))
    with services().store.database.reading() as connection:
        unsent = saved_forms.saved(connection, about.person.id)
        planned = reviewing.reviews(connection, about.person.role, memorandum=query.memorandum)
        waiting = worklist.unconfirmed(
            connection, about.person.role, about.person.id, query.memorandum, names, query.page
        )
        lost = links.lost(connection, about.person.role, memorandum=query.memorandum)
        checked = links.checked(connection)
        made_at = reviewing.token_made_at(connection, about.person.id)
    months = _months()
    return drawn.InboxData(
        lang=lang,
        path=places.WORK,
        parameters=_chosen(about, months),
        may_write=access.may(about.person.role, Role.EDITOR),
        drafts=tuple(log_form.unsent(saved, about) for saved in unsent),
        log=address(places.LOG, about.kept),
        planned=_planned(planned, about),
        waiting=waiting.total,
        own=waiting.own,
        to_read=tuple(_to_read(entry, about) for entry in waiting.entries),
        page=query.page,
        pages=waiting.pages,
        dossiers=tuple(Option(number, f"{number} {title}") for number, title in naming.dossiers(reading).items()),
        governments=tuple(Option(code, name) for code, name in naming.governments(reading).items()),
        quiet=_quiet(about, months),
        months=months,
        as_of=query.as_of,
        lost=tuple(_lost(source, about) for source in lost),
        checked=Round(checked.addresses, checked.asked, today(checked.newest) if checked.newest else None),
        calendar=Subscription(
            made_at, calendar, *(address(path, about.kept) for path in (places.CALENDAR, places.NO_CALENDAR))
        ),
    )


def _lost(source: links.LostSource, about: Asked) -> Lost:
    link = source.link
    citing = [Citing(_in_words(entry, about), places.of_entry(entry.id, about.kept)) for entry in source.entries]
    return Lost(
        url=link.url,
        title=source.title,
        outcome=str(link.outcome),
        http_status=link.http_status,
        moved_to=link.moved_to,
        failing_since=today(link.failing_since) if link.failing_since else None,
        dead=link.dead,
        citing=tuple(citing),
    )


def _months() -> int:
    """For how long nothing was heard, as asked for."""
    return next((months for months in drawn.MONTHS if request.args.get("silent") == str(months)), _SILENT)


def _chosen(about: Asked, months: int) -> tuple[tuple[str, str], ...]:
    query = about.reading.query
    return (
        *about.kept,
        *(("dossier", str(number)) for number in query.dossiers),
        *(("government", code) for code in query.governments),
        *([("silent", str(months))] if months != _SILENT else []),
        *([("page", str(query.page))] if query.page > 1 else []),
    )


def _planned(found: list[reviewing.Review], about: Asked) -> tuple[drawn.Planned, ...]:
    now = today(about.scope.now)
    return tuple(
        drawn.Planned(
            day=review.day,
            due=review.day <= now,
            words=_in_words(review.entry, about),
            set_by=review.set_by,
            href=places.of_entry(review.entry.id, about.kept),
        )
        for review in found
        if review.day <= now + _SOON
    )


def _in_words(entry: EntryView, about: Asked) -> str:
    title = naming.titles(about.reading)[entry.request]
    what = beside.called(entry, about.reading)[about.lang].lower()
    on = day(entry.effective_date, str(entry.precision), about.lang) if entry.effective_date else ""
    return f"{entry.request} {title}: {what}, {on}"


def _to_read(entry: EntryView, about: Asked) -> drawn.ToRead:
    reading = about.reading
    return drawn.ToRead(
        request=entry.request,
        title=naming.titles(reading)[entry.request],
        government=naming.governments(reading)[entry.government],
        label=beside.called(entry, reading)[about.lang],
        look=str(entry.status or ""),
        internal=entry.visibility is Visibility.INTERNAL,
        evidence=told(entry, about.lang),
        href=places.history_of(entry.request, entry.government, about.kept, entry.id),
        correct=places.correct(entry.id, about.kept),
        confirm=places.of_entry(entry.id, about.kept, "bevestigen"),
        key=secrets.token_urlsafe(16),
    )


def _quiet(about: Asked, months: int) -> tuple[drawn.Quiet, ...]:
    reading = about.reading
    since = _months_before(reading.query.as_of, months)
    rows = worklist.silent(reading.snapshot(), since).to_dict("records")
    titles, names, statuses = naming.titles(reading), naming.governments(reading), naming.statuses(reading)
    return tuple(
        drawn.Quiet(
            request=row["request"],
            title=titles[row["request"]],
            government=names[row["government"]],
            status=row["status"],
            status_label=statuses[row["status"]],
            since=row["effective_date"] or row["since"],
            responded=row["entry"] is not None,
            days=int(row["silence_days"]),
            href=places.history_of(row["request"], row["government"], about.kept),
            log=places.log_about(row["request"], row["government"], about.kept),
        )
        for row in rows
    )


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    place = day.year * 12 + day.month - 1 - months
    first = date(place // 12, place % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
