"""The addresses of the staff's pages. ``kept`` holds what every link takes along: memorandum and language."""

from __future__ import annotations

from components.address import Parameters, address
from components.history import anchor

WORK = "/werk"
LOG = "/werk/log"
REQUEST = "/werk/vraag"
ENTRY = "/werk/logregel"
CALENDAR = "/werk/agenda"
NO_CALENDAR = "/werk/agenda/intrekken"


def history_of(request: str, government: str, kept: Parameters, entry: int | None = None) -> str:
    """The course of a request as staff see it, at a government or at one entry."""
    place = f"overheid-{government}" if entry is None else anchor(entry)
    return f"{address(f'{REQUEST}/{request}', kept)}#{place}"


def just_logged(request: str, entry: int, kept: Parameters) -> str:
    """The course of a request, which says above it that the entry was written."""
    return address(f"{REQUEST}/{request}", (*kept, ("logged", str(entry))))


def log_about(request: str, government: str, kept: Parameters) -> str:
    """The form to log about a track."""
    return address(LOG, (*kept, ("request", request), ("government", government)))


def correct(entry: int, kept: Parameters) -> str:
    """The form to correct an entry."""
    return address(LOG, (*kept, ("corrects", str(entry))))


def redact(entry: int, kept: Parameters) -> str:
    """The administrator's page by which the words of an entry go."""
    return address("/beheer/logregel", (*kept, ("entry", str(entry))))


def draft(key: str, kept: Parameters) -> str:
    """The form with what was kept of it."""
    return address(LOG, (*kept, ("draft", key)))


def of_entry(entry: int, kept: Parameters, deed: str = "") -> str:
    """All of an entry, and what can be done with it; or where a deed is sent."""
    return address(f"{ENTRY}/{entry}{'/' if deed else ''}{deed}", kept)
