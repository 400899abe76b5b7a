"""A calendar of days to look at something again, as programs for calendars read it (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from components.text import Text

NAME = Text("Memorandummonitor: nakijken", "Memorandummonitor: to review")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A whole day on which ``words`` are to be looked at again at ``href``.

    ``uid`` names the appointment wherever it moves to; ``made_at`` is when it was last set.
    """

    uid: str
    day: date
    words: str
    about: str
    href: str
    made_at: datetime


def calendar(appointments: Iterable[Appointment], lang: str) -> bytes:
    """The calendar file of ``appointments``; the same ones give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//Memorandummonitor//review//NL")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", NAME[lang])
    made.add("x-wr-calname", NAME[lang])
    made.add("refresh-interval", timedelta(hours=12))
    for appointment in appointments:
        made.add_component(_event(appointment))
    written: bytes = made.to_ical()
    return written


def _event(appointment: Appointment) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", appointment.made_at)
    event.add("dtstart", appointment.day)
    event.add("dtend", appointment.day + timedelta(days=1))
    event.add("summary", appointment.words)
    event.add("description", appointment.about)
    event.add("url", appointment.href)
    event.add("transp", "TRANSPARENT")  # looking something up leaves the day free for others
    return event
